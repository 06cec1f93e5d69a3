#!/usr/bin/env python3
"""Drafts the answer to one case and writes its calendar objects.

usage: draft.py REGRETS CASE-FOLDER OUT-FOLDER
"""

import email
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path


def main():
    program, case, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    wish = tomllib.loads((case / "case.toml").read_text())
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "config.toml")
        config.write_text(f'[me]\nname = "Ada Lovelace"\ntimezone = "Europe/London"\naddresses = {json.dumps(wish["me"])}\n')
        times = [t for p in wish.get("propose", []) for t in ("--propose", p.split("+")[0])]
        command = [program, "draft", "--config", config, "--now", "2026-11-24T10:00:00Z", "--as", wish["kind"], *times]
        subprocess.run([*command, "--maildir", Path(folder, "out"), case / "mail.eml"], check=True, capture_output=True)
        number = 0
        for file in sorted(Path(folder, "out").glob("*/*")):
            for part in email.message_from_bytes(file.read_bytes()).walk():
                if part.get_content_type() == "text/calendar":
                    number += 1
                    Path(out, f"{case.name}-{number}.ics").write_bytes(part.get_payload(decode=True))


if __name__ == "__main__":
    main()
