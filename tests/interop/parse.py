#!/usr/bin/env python3
"""Reads every calendar answer below a folder with other people's parsers, and compares what they understand.

usage: parse.py FOLDER        (see ./run, which makes the folder)

Each parser must take the object without an error and find one attendee with one status, the UID, and the same start.
"""

import sys
from pathlib import Path

import icalendar
import vobject


def with_icalendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    if calendar.errors:
        raise ValueError(f"errors: {calendar.errors}")
    event = calendar.walk("VEVENT")[0]
    if event.errors:
        raise ValueError(f"errors: {event.errors}")
    attendee = event["ATTENDEE"]
    start = event.decoded("DTSTART", None)
    return str(calendar["METHOD"]), str(event["UID"]), str(attendee).lower(), str(attendee.params["PARTSTAT"]), start


def with_vobject(text):
    calendar = vobject.readOne(text)
    event = calendar.vevent_list[0]
    (attendee,) = event.contents["attendee"]
    start = event.dtstart.value if "dtstart" in event.contents else None
    return calendar.method.value, event.uid.value, attendee.value.lower(), attendee.params["PARTSTAT"][0], start


def same_start(one, other):
    """Both may name the zone in their own way; the moment, or the day, must be the same."""
    if hasattr(one, "utcoffset") and one.utcoffset() is not None and other.utcoffset() is not None:
        return one == other
    strip = lambda v: v.replace(tzinfo=None) if hasattr(v, "tzinfo") else v
    return strip(one) == strip(other)


def main():
    failed = 0
    files = sorted(Path(sys.argv[1]).glob("*.ics"))
    for file in files:
        text = file.read_bytes().decode("utf-8")
        try:
            one, other = with_icalendar(text), with_vobject(text)
            if one[:4] != other[:4] or not same_start(one[4], other[4]):
                raise ValueError(f"{one} is not {other}")
        except Exception as e:  # whatever a parser says is a finding
            failed += 1
            print(f"FAIL {file.name}: {type(e).__name__}: {e}")
    print(f"{len(files) - failed} of {len(files)} answers are read alike by icalendar {icalendar.__version__} and vobject {vobject.VERSION}")
    return failed != 0 or not files


if __name__ == "__main__":
    sys.exit(main())
