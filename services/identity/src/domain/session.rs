//! How long sessions and sign-ins under way live.

use chrono::{DateTime, TimeDelta, Utc};

/// A session that nobody uses ends after this.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// A session ends after this in any case: a working day.
pub const LONGEST: TimeDelta = TimeDelta::hours(10);
/// How often the use of a session or key is written down.
pub const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);
/// How many sessions a person may have; the least recently begun ends when there would be more.
pub const MOST: usize = 20;
/// How long a sign-in may take.
pub const SIGN_IN: TimeDelta = TimeDelta::minutes(10);

/// The times of a session that decide whether it lives.
#[derive(Debug, Clone, Copy)]
pub struct Life {
    /// When it was last used.
    pub last_used_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Life {
    /// Whether the session may be used.
    #[must_use]
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && now < self.expires_at && now - self.last_used_at < IDLE
    }

    /// Whether this use should be written down.
    #[must_use]
    pub fn wants_touch(&self, now: DateTime<Utc>) -> bool {
        now - self.last_used_at >= TOUCH_EVERY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_when_idle_when_old_and_when_ended() {
        let begun: DateTime<Utc> = "2026-11-22T08:00:00Z".parse().unwrap();
        let at = |minutes| begun + TimeDelta::minutes(minutes);
        let life = Life { last_used_at: begun, expires_at: begun + LONGEST, ended_at: None };
        assert!(life.is_live(at(29)));
        assert!(!life.is_live(at(30)), "idle");
        let used = Life { last_used_at: at(599), ..life };
        assert!(used.is_live(at(599)));
        assert!(!used.is_live(at(600)), "a working day has passed");
        assert!(!Life { ended_at: Some(at(1)), ..life }.is_live(at(2)));
    }

    #[test]
    fn use_is_written_at_most_once_a_minute() {
        let begun: DateTime<Utc> = "2026-11-22T08:00:00Z".parse().unwrap();
        let life = Life { last_used_at: begun, expires_at: begun + LONGEST, ended_at: None };
        assert!(!life.wants_touch(begun + TimeDelta::seconds(59)));
        assert!(life.wants_touch(begun + TimeDelta::seconds(60)));
    }
}
