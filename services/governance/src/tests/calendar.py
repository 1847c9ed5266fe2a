"""Reads a calendar with icalendar, an independent implementation, and says what it found as JSON."""

import json
import sys

sys.path.insert(0, sys.argv[1])

import icalendar  # noqa: E402

calendar = icalendar.Calendar.from_ical(open(sys.argv[2], "rb").read())
events = [
    {
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "summary": str(event["SUMMARY"]),
        "location": str(event.get("LOCATION", "")),
        "description": str(event.get("DESCRIPTION", "")),
        "status": str(event["STATUS"]),
        "zone": event["DTSTART"].params["TZID"],
        "begins": event["DTSTART"].dt.isoformat(),
        "ends": event["DTEND"].dt.isoformat(),
    }
    for event in calendar.walk("VEVENT")
]
faults = [str(fault) for part in calendar.walk() for fault in part.errors]
zones = [zone.to_tz().utcoffset(events[0] and event["DTSTART"].dt.replace(tzinfo=None)).total_seconds()
         for zone in calendar.walk("VTIMEZONE") for event in calendar.walk("VEVENT")] if events else []
print(json.dumps({
    "version": icalendar.__version__, "name": str(calendar["X-WR-CALNAME"]), "events": events, "faults": faults, "offsets": zones,
}))
