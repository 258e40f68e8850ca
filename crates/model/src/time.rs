//! Moments, in UTC milliseconds since 1970.

use std::fmt;
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment. Two of them compare; a [`Duration`] moves them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Time(i64);

impl Time {
    /// From milliseconds since 1970, UTC.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970, UTC.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This moment moved forward.
    pub fn plus(self, by: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }

    /// This moment moved back.
    pub fn minus(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }

    /// How long since `earlier`; nothing when `earlier` is later.
    pub fn since(self, earlier: Time) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// `2026-11-20T08:05:00.123Z`, the form the Mastodon API uses. Moments outside the years 0 to
    /// 9999 are shown as 1970.
    pub fn iso(self) -> String {
        let at = self.date_time();
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            at.year(),
            u8::from(at.month()),
            at.day(),
            at.hour(),
            at.minute(),
            at.second(),
            at.millisecond()
        )
    }

    /// `2026-11-20`.
    pub fn iso_date(self) -> String {
        let at = self.date_time();
        format!("{:04}-{:02}-{:02}", at.year(), u8::from(at.month()), at.day())
    }

    /// The year it is at this moment in UTC.
    pub fn year(self) -> i32 {
        self.date_time().year()
    }

    /// The first moment of this moment's UTC day.
    pub fn start_of_day(self) -> Self {
        Self(self.0 - self.0.rem_euclid(86_400_000))
    }

    /// Reads RFC 3339 (`2026-11-20T08:05:00Z`, any offset), the looser forms clients send (a space
    /// for the `T`, no zone taken as UTC, no seconds), or a bare date.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let millis = |at: OffsetDateTime| i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok().map(Self);
        if let Ok(at) = OffsetDateTime::parse(text, &Rfc3339) {
            return millis(at);
        }
        let (date, clock) = match text.split_once(['T', ' ']) {
            Some((date, clock)) => (date, clock.trim_end_matches(['Z', 'z'])),
            None => (text, "00:00:00"),
        };
        let clock = if clock.len() == 5 { format!("{clock}:00") } else { clock.to_owned() };
        OffsetDateTime::parse(&format!("{date}T{clock}Z"), &Rfc3339)
            .or_else(|_| OffsetDateTime::parse(&format!("{date}T{clock}"), &Rfc3339))
            .ok()
            .and_then(millis)
    }

    fn date_time(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .ok()
            .filter(|at| (0..=9999).contains(&at.year()))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

impl serde::Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Time {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        i64::deserialize(from).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let at = Time::from_millis(1_795_161_900_123);
        assert_eq!(Time::parse(&at.iso()), Some(at));
        assert_eq!(Time::parse("2026-11-20T09:05:00+01:00"), Time::parse("2026-11-20T08:05:00Z"));
        assert_eq!(Time::parse("2026-11-20"), Time::parse("2026-11-20T00:00:00Z"));
        assert_eq!(Time::parse("2026-11-20 08:05"), Time::parse("2026-11-20T08:05:00Z"));
        assert_eq!(Time::parse("tomorrow"), None);
    }

    #[test]
    fn far_away_moments_do_not_panic() {
        assert_eq!(Time::from_millis(i64::MAX).iso_date(), "1970-01-01");
        assert_eq!(Time::from_millis(i64::MIN).iso_date(), "1970-01-01");
    }
}
