//! How long to wait before asking again.

use std::time::{Duration, SystemTime};

/// Times a request is asked again.
pub(crate) const AGAIN: u32 = 2;
/// Longest wait that is worth it while somebody waits for an answer.
pub(crate) const LONGEST: Duration = Duration::from_secs(4);
const FIRST: Duration = Duration::from_millis(250);

/// The pause before try number `again` (from 1): doubling, anywhere between half of it and all of it as
/// `dice` (0 to 1) says; never shorter than what the provider asked for. None when that is too long.
pub fn pause(again: u32, asked_for: Option<Duration>, dice: f64) -> Option<Duration> {
    let whole = FIRST * 2_u32.saturating_pow(again.saturating_sub(1));
    let ours = whole.mul_f64(0.5 + dice.clamp(0.0, 1.0) / 2.0);
    let pause = asked_for.map_or(ours, |asked| asked.max(ours));
    (pause <= LONGEST).then_some(pause)
}

/// What a `Retry-After` says, as seconds or as a moment.
pub(crate) fn after(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    if let Ok(seconds) = header.parse::<f64>() {
        return (seconds.is_finite() && seconds >= 0.0)
            .then(|| Duration::from_secs_f64(seconds.min(86_400.0)));
    }
    let moment = httpdate::parse_http_date(header).ok()?;
    Some(moment.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_scatter_and_end() {
        assert_eq!(pause(1, None, 0.0), Some(Duration::from_millis(125)));
        assert_eq!(pause(1, None, 1.0), Some(Duration::from_millis(250)));
        assert_eq!(pause(2, None, 1.0), Some(Duration::from_millis(500)));
        assert_eq!(pause(1, Some(Duration::from_secs(2)), 0.5), Some(Duration::from_secs(2)));
        assert_eq!(pause(1, Some(Duration::from_secs(60)), 0.5), None);
        assert_eq!(pause(40, None, 0.5), None);
    }

    #[test]
    fn retry_after_is_read_in_both_forms() {
        let now = httpdate::parse_http_date("Fri, 20 Nov 2026 12:00:00 GMT").unwrap();
        assert_eq!(after(" 3 ", now), Some(Duration::from_secs(3)));
        assert_eq!(after("Fri, 20 Nov 2026 12:00:09 GMT", now), Some(Duration::from_secs(9)));
        assert_eq!(after("Fri, 20 Nov 2026 11:00:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(after("soon", now), None);
        assert_eq!(after("-1", now), None);
        assert_eq!(after("1e300", now), Some(Duration::from_secs(86_400)));
    }
}
