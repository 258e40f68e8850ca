//! Moments as networks write them.

use model::Time;
use time::macros::format_description;

/// Before anything of the kind could be posted, or after any clock that is not wrong: 1990 to 2200.
const SENSIBLE: std::ops::Range<i64> = 631_152_000_000..7_258_118_400_000;

/// A moment, if it is one that somebody could have posted at.
fn sensible(time: Time) -> Option<Time> {
    SENSIBLE.contains(&time.millis()).then_some(time)
}

/// Seconds since 1970; some files have milliseconds.
pub(crate) fn seconds(number: i64) -> Option<Time> {
    sensible(Time::from_millis(number.checked_mul(1_000)?)).or_else(|| sensible(Time::from_millis(number)))
}

/// RFC 3339 and its looser forms.
pub(crate) fn iso(text: &str) -> Option<Time> {
    Time::parse(text).and_then(sensible)
}

/// `Wed Oct 10 20:19:24 +0000 2018`, as X writes it.
pub(crate) fn x(text: &str) -> Option<Time> {
    let form = format_description!(
        "[weekday repr:short] [month repr:short] [day] [hour]:[minute]:[second] [offset_hour sign:mandatory][offset_minute] [year]"
    );
    let at = time::OffsetDateTime::parse(text.trim(), form).ok()?;
    sensible(Time::from_millis(at.unix_timestamp().checked_mul(1_000)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_is_read() {
        let at = Time::parse("2018-10-10T20:19:24Z");
        assert_eq!(x("Wed Oct 10 20:19:24 +0000 2018"), at);
        assert_eq!(seconds(1_539_202_764), at);
        assert_eq!(seconds(1_539_202_764_000), at);
        assert_eq!(iso("2018-10-10T22:19:24+02:00"), at);
        assert_eq!((x("yesterday"), seconds(i64::MAX), iso("0001-01-01")), (None, None, None));
    }
}
