//! Until when: "until Monday", "for 3 days", « jusqu'à demain », « pendant une semaine ».

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Days of the week, Monday first, in both languages.
const DAYS: [[&str; 2]; 7] = [
    ["monday", "lundi"],
    ["tuesday", "mardi"],
    ["wednesday", "mercredi"],
    ["thursday", "jeudi"],
    ["friday", "vendredi"],
    ["saturday", "samedi"],
    ["sunday", "dimanche"],
];

const UNTIL: [&str; 4] = [" until ", " till ", " jusqu'à ", " jusqu'au "];
const DURING: [&str; 3] = [" for ", " pendant ", " pour "];
/// Nothing is asked for longer than this at once: a year.
const LONGEST: i64 = 366 * DAY;

/// Cuts an end off a clause: the clause without it, and when it is, in milliseconds. Nothing where an end
/// is named that is not understood.
pub fn split_end(text: &str, now: i64, offset: i64) -> Option<(&str, Option<i64>)> {
    for word in UNTIL {
        if let Some((before, end)) = text.rsplit_once(word) {
            return Some((before, Some(moment(end.trim(), now, offset)?)));
        }
    }
    for word in DURING {
        if let Some((before, length)) = text.rsplit_once(word) {
            // "More tips for gardeners": where no length follows it is part of the topic.
            if let Some(length) = span(length.trim()) {
                return Some((before, Some(now + length)));
            }
        }
    }
    Some((text, None))
}

/// When a day begins, on the member's clock.
fn moment(end: &str, now: i64, offset: i64) -> Option<i64> {
    let today = (now + offset).div_euclid(DAY);
    let begins = |day: i64| day * DAY - offset;
    let end = end.strip_prefix("next ").unwrap_or(end).trim_end_matches(" prochain");
    match end {
        "tomorrow" | "demain" => return Some(begins(today + 1)),
        "tonight" | "this evening" | "ce soir" => {
            return Some(begins(today) + 20 * HOUR).filter(|end| *end > now);
        }
        _ => {}
    }
    let day = (0_i64..).zip(DAYS).find_map(|(number, names)| names.contains(&end).then_some(number))?;
    // Day 0 of the era was a Thursday.
    let weekday = (today + 3).rem_euclid(7);
    let ahead = (day - weekday).rem_euclid(7);
    Some(begins(today + if ahead == 0 { 7 } else { ahead }))
}

/// How long something lasts.
fn span(text: &str) -> Option<i64> {
    let (number, unit) = match text.split_once(' ') {
        Some((number, unit)) => (number, unit),
        None => return None,
    };
    let number: i64 = match number {
        "a" | "an" | "one" | "un" | "une" | "the" => 1,
        "two" | "deux" => 2,
        "three" | "trois" => 3,
        digits => digits.parse().ok()?,
    };
    let unit = match unit {
        "hour" | "hours" | "heure" | "heures" => HOUR,
        "day" | "days" | "jour" | "jours" => DAY,
        "week" | "weeks" | "semaine" | "semaines" => 7 * DAY,
        "month" | "months" | "mois" => 30 * DAY,
        _ => return None,
    };
    number.checked_mul(unit).filter(|length| (1..=LONGEST).contains(length))
}
