//! Meetings as an iCalendar (RFC 5545), for the calendars of those who sit in a council.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Stockholm;

/// A meeting in the calendar.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Lasting and unique in the world.
    pub uid: String,
    pub sequence: i64,
    pub changed: DateTime<Utc>,
    pub begins: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub title: String,
    pub place: String,
    /// What else to know: the agenda and the link.
    pub about: String,
    /// The meeting's page.
    pub page: String,
    /// Its notice has been sent; until then the time is tentative.
    pub noticed: bool,
    pub cancelled: bool,
}

/// The rules of Swedish time since 1996 (clocks change at 01 UTC on the last Sundays of March and October).
const ZONE: [&str; 16] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Stockholm",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
];

/// The whole calendar.
pub(crate) fn calendar(name: &str, entries: &[Entry]) -> String {
    let mut lines = Lines(String::new());
    lines.add("BEGIN:VCALENDAR");
    lines.add("VERSION:2.0");
    lines.add("PRODID:-//Sambruk//Governance//SV");
    lines.add("CALSCALE:GREGORIAN");
    lines.add("METHOD:PUBLISH");
    lines.add(&format!("X-WR-CALNAME:{}", escaped(name)));
    lines.add("REFRESH-INTERVAL;VALUE=DURATION:PT6H");
    lines.add("X-PUBLISHED-TTL:PT6H");
    ZONE.into_iter().chain(["END:VTIMEZONE"]).for_each(|line| lines.add(line));
    for entry in entries {
        lines.event(entry);
    }
    lines.add("END:VCALENDAR");
    lines.0
}

struct Lines(String);

impl Lines {
    fn event(&mut self, entry: &Entry) {
        let utc = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ");
        let local = |at: DateTime<Utc>| at.with_timezone(&Stockholm).format("%Y%m%dT%H%M%S").to_string();
        let status = match (entry.cancelled, entry.noticed) {
            (true, _) => "CANCELLED",
            (false, true) => "CONFIRMED",
            (false, false) => "TENTATIVE",
        };
        self.add("BEGIN:VEVENT");
        self.add(&format!("UID:{}", entry.uid));
        self.add(&format!("SEQUENCE:{}", entry.sequence));
        self.add(&format!("DTSTAMP:{}", utc(entry.changed)));
        self.add(&format!("LAST-MODIFIED:{}", utc(entry.changed)));
        self.add(&format!("DTSTART;TZID=Europe/Stockholm:{}", local(entry.begins)));
        self.add(&format!("DTEND;TZID=Europe/Stockholm:{}", local(entry.ends)));
        self.add(&format!("SUMMARY:{}", escaped(&entry.title)));
        self.text("LOCATION", &entry.place);
        self.text("DESCRIPTION", &entry.about);
        self.add(&format!("URL:{}", entry.page));
        self.add(&format!("STATUS:{status}"));
        self.add("END:VEVENT");
    }

    fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.add(&format!("{name}:{}", escaped(value)));
        }
    }

    /// A content line, folded before its 76th octet and never within a character (RFC 5545, 3.1).
    fn add(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            if octets + character.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            octets += character.len_utf8();
            self.0.push(character);
        }
        self.0.push_str("\r\n");
    }
}

/// A text value (RFC 5545, 3.3.11); what is no character of a text is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            uid: "01890a5d-ac96-774b-bcce-b302099a8057@sambruk".into(),
            sequence: 2,
            changed: "2026-11-22T10:00:00Z".parse().unwrap(),
            begins: "2026-12-10T12:00:00Z".parse().unwrap(),
            ends: "2026-12-10T14:30:00Z".parse().unwrap(),
            title: "Rådsmöte; val, \\ och annat".into(),
            place: String::new(),
            about: "Ett\r\ntvå\u{7}".into(),
            page: "https://sambruk.example/m".into(),
            noticed: true,
            cancelled: false,
        }
    }

    #[test]
    fn lines_end_and_fold_as_the_standard_says() {
        let long = Entry { title: "å".repeat(200), ..entry() };
        let text = calendar("Möten", &[entry(), long]);
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:{}\r\n", "å".repeat(200))));
        assert!(unfolded.contains("SUMMARY:Rådsmöte\\; val\\, \\\\ och annat\r\n"), "{unfolded}");
        assert!(unfolded.contains("DESCRIPTION:Ett\\ntvå\r\n") && !unfolded.contains("LOCATION"));
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn times_are_swedish_in_winter_and_summer() {
        let summer = Entry { begins: "2027-06-01T12:00:00Z".parse().unwrap(), cancelled: true, ..entry() };
        let text = calendar("", &[entry(), summer]);
        assert!(text.contains("DTSTART;TZID=Europe/Stockholm:20261210T130000\r\n"));
        assert!(text.contains("DTSTART;TZID=Europe/Stockholm:20270601T140000\r\n"));
        assert!(text.contains("STATUS:CONFIRMED") && text.contains("STATUS:CANCELLED"));
    }
}
