//! Moments as HTTP and RSS write them.

use model::Time;

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY: i64 = 86_400_000;

/// `Fri, 20 Nov 2026 08:05:00 GMT` (RFC 9110, section 5.6.7; RFC 822 as RSS has it).
pub(super) fn http(at: Time) -> String {
    let iso = at.iso();
    let piece = |from: usize, to: usize| iso.get(from..to).unwrap_or_default();
    // 1 January 1970 was a Thursday.
    let weekday = usize::try_from(at.millis().div_euclid(DAY).rem_euclid(7)).unwrap_or_default();
    let month = piece(5, 7).parse::<usize>().unwrap_or(1);
    let (day, month) =
        (DAYS.get(weekday).unwrap_or(&"Thu"), MONTHS.get(month.saturating_sub(1)).unwrap_or(&"Jan"));
    format!("{day}, {} {month} {} {} GMT", piece(8, 10), piece(0, 4), piece(11, 19))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_the_rfc_has_them() {
        for (iso, expected) in [
            ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("2026-11-20T08:05:00Z", "Fri, 20 Nov 2026 08:05:00 GMT"),
            ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            ("1969-12-31T00:00:00Z", "Wed, 31 Dec 1969 00:00:00 GMT"),
        ] {
            assert_eq!(http(Time::parse(iso).unwrap()), expected);
        }
    }
}
