#!/usr/bin/env python3
"""Lets a calendar server act on our answers: Cyrus IMAP, a CalDAV server that processes iTIP in mail.

usage: cyrus.py REGRETS        (as root, on Debian; needs `apt-get` for the packages, which are unpacked, not installed)

For every case whose answer is a REPLY to the organizer dana@acme.example: the event is put into Dana's calendar over
CalDAV as her client would, our drafted mail is delivered over LMTP, where Dana's Sieve script says `processimip`, and the
event is read back. Right is the status of the answer on my line, for this event or instance, and on no other.
"""

import base64
import email
import http.client
import imaplib
import os
import re
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from pathlib import Path

PACKAGES = ["cyrus-common", "cyrus-caldav", "cyrus-imapd", "libical3", "libzephyr4", "libshp2", "libclamav12", "libmspack0", "libpcre3"]
DANA = "dana@acme.example"
HOME = f"/dav/calendars/user/{DANA}/dana.Default/"
HTTP, IMAP, SIEVE, LMTP = 18008, 11143, 14190, 12003
STATUS = {"decline": "DECLINED", "accept": "ACCEPTED"}


def unpack(work):
    (work / "deb").mkdir()
    subprocess.run(["apt-get", "download", "-q", *PACKAGES], cwd=work / "deb", check=True, stdout=subprocess.DEVNULL)
    for deb in (work / "deb").iterdir():
        subprocess.run(["dpkg", "-x", deb, work / "root"], check=True)


def configure(work):
    for folder in ("conf/socket", "spool", "sieve", "zones/Europe"):
        (work / folder).mkdir(parents=True)
    # One zone is enough for the server to start; events bring their own.
    (work / "zones/zones.tab").write_text("+0523000 +0132200 Europe/Berlin\n")
    zone = "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\n"
    (work / "zones/Europe/Berlin.ics").write_text(
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\nBEGIN:VTIMEZONE\nTZID:Europe/Berlin\n{zone}END:VTIMEZONE\nEND:VCALENDAR\n"
    )
    (work / "imapd.conf").write_text(
        f"""configdirectory: {work}/conf
partition-default: {work}/spool
defaultpartition: default
sievedir: {work}/sieve
zoneinfo_dir: {work}/zones
cyrus_user: nobody
admins: admin
virtdomains: userid
defaultdomain: acme.example
unixhierarchysep: yes
altnamespace: yes
httpmodules: caldav
caldav_allowscheduling: yes
calendar_user_address_set: acme.example
sasl_pwcheck_method: alwaystrue
sasl_mech_list: PLAIN
allowplaintext: yes
httpallowplaintext: yes
sendmail: /bin/true
sieve_extensions: fileinto vnd.cyrus.imip
"""
    )
    installed = work / "root"
    run = lambda name: f"{installed}/usr/lib/cyrus/bin/{name} -C {work}/imapd.conf"
    listen = lambda port: f'listen="127.0.0.1:{port}" prefork=0'
    (work / "cyrus.conf").write_text(
        f'START {{ recover cmd="{run("ctl_cyrusdb")} -r" }}\nSERVICES {{\n'
        f' http cmd="{run("httpd")}" {listen(HTTP)}\n imap cmd="{run("imapd")}" {listen(IMAP)}\n'
        f' sieve cmd="{run("timsieved")}" {listen(SIEVE)}\n lmtp cmd="{run("lmtpd")} -a" {listen(LMTP)}\n}}\nEVENTS {{ }}\n'
    )
    subprocess.run(["chown", "-R", "nobody", work / "conf", work / "spool", work / "sieve"], check=True)
    subprocess.run(["chmod", "-R", "a+rX", work], check=True)


def start(work):
    installed = work / "root"
    libraries = [f"{installed}/usr/lib/x86_64-linux-gnu", f"{installed}/lib/x86_64-linux-gnu"]
    environment = dict(os.environ, LD_LIBRARY_PATH=":".join(libraries))
    master = [installed / "usr/sbin/cyrmaster", "-C", work / "imapd.conf", "-M", work / "cyrus.conf", "-p", work / "conf/pid", "-D"]
    said = work / "master.log"
    process = subprocess.Popen(master, env=environment, stdout=subprocess.DEVNULL, stderr=said.open("w"))
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", LMTP), 1).close()
            return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    sys.exit(f"the server does not start: {said.read_text()}")


def dav(method, path, body=None, **headers):
    key = base64.b64encode(f"{DANA}:x".encode()).decode()
    request = urllib.request.Request(f"http://127.0.0.1:{HTTP}{path}", data=body, method=method)
    for name, value in {"Authorization": f"Basic {key}", **headers}.items():
        request.add_header(name.replace("_", "-"), value)
    with urllib.request.urlopen(request) as answer:
        return answer.read().decode("utf-8", "replace")


def welcome():
    """Dana's mailbox and calendar, and her script."""
    imap = imaplib.IMAP4("127.0.0.1", IMAP)
    imap.authenticate("PLAIN", lambda _: b"\0admin\0x")
    imap.create(f"user/{DANA}")
    imap.logout()
    dav("PROPFIND", f"/dav/calendars/user/{DANA}/", Depth="1")
    script = b'require ["vnd.cyrus.imip"];\r\nprocessimip;\r\n'
    login = base64.b64encode(f"\0{DANA}\0x".encode())
    stream = socket.create_connection(("127.0.0.1", SIEVE)).makefile("rwb")
    for command in (b"", b'AUTHENTICATE "PLAIN" "%s"\r\n' % login, b'PUTSCRIPT "x" {%d+}\r\n%s\r\n' % (len(script), script), b'SETACTIVE "x"\r\n'):
        stream.write(command)
        stream.flush()
        while not (line := stream.readline()).startswith(b"OK"):
            if not line or line.startswith(b"NO"):
                sys.exit(f"the script is refused: {line!r}")


def calendar_part(message):
    named = lambda p: (p.get_filename() or "").endswith(".ics")
    return next((p for p in message.walk() if p.get_content_type() == "text/calendar" or named(p)), None)


def statuses(text):
    """(instance, status) of my line in every event."""
    lines = re.sub(r"\r?\n[ \t]", "", text)
    for event in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", lines, re.S):
        mine = [l for l in event.splitlines() if re.match(r"(?i)ATTENDEE.*[:=](mailto:)?ada[^:]*@home\.example", l)]
        mine = [l for l in mine if "PARTSTAT=" in l]
        instance = re.search(r"RECURRENCE-ID[^:]*:(.*)", event)
        yield (instance.group(1).strip() if instance else None), [re.search(r"PARTSTAT=([A-Z-]+)", l).group(1) for l in mine]


def check(program, case, work):
    wish = tomllib.loads((case / "case.toml").read_text())
    out = work / "drafts" / case.name
    out.mkdir(parents=True)
    config = out / "config.toml"
    config.write_text(f'[me]\nname = "Ada"\naddresses = {wish["me"]}\n')
    command = [program, "draft", "--config", config, "--now", "2026-11-24T10:00:00Z", "--as", wish["kind"]]
    subprocess.run([*command, "--maildir", out / "maildir", case / "mail.eml"], check=True, capture_output=True)
    drafts = [email.message_from_bytes(f.read_bytes()) for f in (out / "maildir").glob("*/*")]
    hers = lambda d: b":mailto:" + DANA.encode() in calendar_part(d).get_payload(decode=True).replace(b"\r\n ", b"").lower()
    drafts = [d for d in drafts if calendar_part(d) and hers(d)]
    if wish["kind"] not in STATUS or len(drafts) != 1:
        return None
    # Each case has its own UID on the server.
    own = lambda ics: ics.replace(b"ev-1@", case.name.encode() + b"@")
    request = calendar_part(email.message_from_bytes((case / "mail.eml").read_bytes())).get_payload(decode=True)
    event = re.sub(rb"METHOD:[A-Z]+\r?\n", b"", own(request))
    part = calendar_part(drafts[0])
    answered = part.get_payload(decode=True)
    part.set_payload(base64.encodebytes(own(answered)).decode())
    try:
        dav("PUT", f"{HOME}{case.name}.ics", event, Content_Type="text/calendar; charset=utf-8")
    except (OSError, http.client.HTTPException) as e:
        print(f"not run: the server does not take the event of {case.name}: {e}")
        return None
    with smtplib.LMTP("127.0.0.1", LMTP) as lmtp:
        lmtp.sendmail("ada@home.example", [DANA], drafts[0].as_bytes())
    got = dict(statuses(dav("GET", f"{HOME}{case.name}.ics")))
    wanted = {instance for instance, _ in statuses(answered.decode())}
    right = all(STATUS[wish["kind"]] in got.get(instance, []) for instance in wanted) and wanted
    return [] if right else [f"{case.name}: {got}"]


def main():
    program = sys.argv[1]
    work = Path(tempfile.mkdtemp())
    server = None
    try:
        unpack(work)
        configure(work)
        server = start(work)
        welcome()
        results = {case.name: check(program, case, work) for case in sorted(Path("tests/itip").iterdir())}
    finally:
        if server:
            server.terminate()
            server.wait(10)
        shutil.rmtree(work, ignore_errors=True)
    tried = {name: r for name, r in results.items() if r is not None}
    for problem in sum(tried.values(), []):
        print("FAIL", problem)
    good = sum(1 for r in tried.values() if not r)
    print(f"Cyrus IMAP acted on {good} of {len(tried)} answers as it should")
    return good != len(tried) or not tried


if __name__ == "__main__":
    sys.exit(main())
