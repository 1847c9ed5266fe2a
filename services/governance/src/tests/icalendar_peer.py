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
begins = [event["DTSTART"].dt.replace(tzinfo=None) for event in calendar.walk("VEVENT")]
# By the calendar's own rules, not by what the machine knows of Stockholm.
zone = calendar.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
zones = [at.replace(tzinfo=zone).utcoffset().total_seconds() for at in begins]
print(json.dumps({
    "version": icalendar.__version__, "name": str(calendar["X-WR-CALNAME"]), "events": events, "faults": faults, "offsets": zones,
}))
