//! Reading a table. A line that cannot be read is left out; the tests of the library would notice.

use super::{Line, Pair, Story, Topic};
use crate::PictureKind;
use std::collections::BTreeMap;

pub fn topic(text: &str) -> Topic {
    let mut topic = Topic::default();
    for (key, rest) in text.lines().filter_map(|line| line.split_once(": ")) {
        match key {
            "tags" => {
                topic.tags = pair(rest, " = ").map(|side| side.split(", ").map(str::to_owned).collect());
            }
            "picture" => topic.picture = PictureKind::named(rest),
            "voice" => topic.voice = Some(rest.to_owned()),
            "story" => topic.story = story(rest),
            _ if key.starts_with('@') => topic.slots.push((key[1..].to_owned(), pairs(rest))),
            _ => topic.lines.entry(key.to_owned()).or_default().push(line(key, rest)),
        }
    }
    let slots: Vec<String> = topic.slots.iter().map(|(name, _)| name.clone()).collect();
    for line in topic.lines.values_mut().flatten() {
        let needed = line.text[0].split("{=").skip(1).filter_map(|piece| piece.split_once('}'));
        line.needs = needed
            .filter_map(|(name, _)| slots.iter().position(|slot| slot.eq_ignore_ascii_case(name)))
            .collect();
        line.text = line.text.each_ref().map(|text| text.replace("{=", "{"));
    }
    topic
}

/// `name: English = French | English = French`
pub fn common(text: &str) -> BTreeMap<String, Vec<Pair>> {
    text.lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(key, rest)| (key.to_owned(), pairs(rest)))
        .collect()
}

fn line(kind: &str, text: &str) -> Line {
    let (head, tail) = text.split_once(" ~ ").map_or((text, None), |(head, tail)| (head, Some(tail)));
    match (kind, tail) {
        ("poll", Some(options)) => {
            Line { text: pair(head, " || "), options: pairs(options), ..Line::default() }
        }
        ("cw", Some(body)) => {
            Line { text: pair(body, " || "), spoiler: Some(pair(head, " || ")), ..Line::default() }
        }
        ("news", _) => {
            let (day, body) = head.split_once(' ').unwrap_or(("", head));
            Line { text: pair(body, " || "), day: day.parse().unwrap_or_default(), ..Line::default() }
        }
        _ => Line { text: pair(text, " || "), ..Line::default() },
    }
}

fn story(text: &str) -> Option<Story> {
    let mut days = text.split(' ').filter_map(|day| day.parse().ok());
    Some(Story { start: days.next()?, turn: days.next()?, end: days.next()? })
}

fn pairs(text: &str) -> Vec<Pair> {
    text.split(" | ").map(|entry| pair(entry, " = ")).collect()
}

fn pair(text: &str, between: &str) -> Pair {
    let (english, french) = text.split_once(between).unwrap_or((text, ""));
    [english.trim().to_owned(), spaced(french.trim())]
}

/// French sets high punctuation apart by a space that must not break.
fn spaced(text: &str) -> String {
    text.replace(" ?", "\u{202f}?")
        .replace(" ;", "\u{202f};")
        .replace(" :", "\u{a0}:")
        .replace("« ", "«\u{a0}")
        .replace(" »", "\u{a0}»")
}
