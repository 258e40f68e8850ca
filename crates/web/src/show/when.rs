//! Moments, as far away as they are.

use crate::language::Language;
use crate::texts::Speech;
use model::Time;

/// A moment to print.
#[derive(Clone, Debug)]
pub(crate) struct When {
    /// For machines.
    pub(crate) iso: String,
    /// For people: how long ago, or the day.
    pub(crate) short: String,
    /// Day and time, UTC.
    pub(crate) long: String,
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
    "month-10", "month-11", "month-12",
];

impl When {
    pub(crate) fn new(speech: Speech, at: Time, now: Time) -> Self {
        Self { iso: at.iso(), short: short(speech, at, now), long: long(speech, at) }
    }
}

/// The moment that a field for day and time names, on a clock this many minutes behind UTC.
pub(crate) fn typed(field: &str, zone: i64) -> Option<Time> {
    let local = Time::parse(&format!("{}:00Z", field.trim().get(..16)?))?;
    let minutes = zone.clamp(-1_440, 1_440);
    Some(Time::from_millis(local.millis() + minutes * 60_000))
}

fn short(speech: Speech, at: Time, now: Time) -> String {
    let minutes = i64::try_from(now.since(at).as_secs() / 60).unwrap_or(i64::MAX);
    match minutes {
        0 => speech.say("time-now").to_owned(),
        1..60 => speech.count("time-minutes", minutes),
        60..1_440 => speech.count("time-hours", minutes / 60),
        1_440..10_080 => speech.count("time-days", minutes / 1_440),
        _ => day(speech, at),
    }
}

/// `20 November 2026`.
pub(crate) fn day(speech: Speech, at: Time) -> String {
    let date = at.iso_date();
    let mut parts = date.split('-').map(|part| part.parse::<usize>().unwrap_or_default());
    let (year, month, day) =
        (parts.next().unwrap_or_default(), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    let name = speech.say(MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or("month-1"));
    // French writes the first of a month as an ordinal.
    let first = if speech.0 == Language::French && day == 1 { "er" } else { "" };
    format!("{day}{first} {name} {year}")
}

fn long(speech: Speech, at: Time) -> String {
    // Every post of a page says it, so the words are put in by hand.
    let words = speech.say("time-day-and-clock");
    let iso = at.iso();
    words.replace("DAY", &day(speech, at)).replace("CLOCK", iso.get(11..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn near_moments_are_told_by_distance_and_far_ones_by_date() {
        let at = Time::parse("2026-12-01T08:05:00Z").unwrap();
        let seen = |speech, seconds| short(speech, at, at.plus(Duration::from_secs(seconds)));
        let (english, french) = (Speech(Language::English), Speech(Language::French));
        assert_eq!(seen(english, 20), "now");
        assert_eq!(seen(english, 300), "5 min");
        assert_eq!(seen(french, 7_200), "2 h");
        assert_eq!(seen(french, 3 * 86_400), "3 j");
        assert_eq!(seen(english, 30 * 86_400), "1 December 2026");
        assert_eq!(seen(french, 30 * 86_400), "1er décembre 2026");
        assert_eq!(long(french, at), "1er décembre 2026, 08:05 UTC");
    }
}
