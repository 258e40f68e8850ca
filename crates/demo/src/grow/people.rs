//! Who lives on the island.

use super::{Person, names, voices};
use crate::dice::Dice;
use crate::words::library;
use crate::{DAY, HOUR, Language, List, Member, PictureKind, PictureSpec};
use std::collections::HashSet;

/// Everyone, voices last, and what the world knows of them.
pub fn settle(dice: &mut Dice, count: usize, start: i64) -> (Vec<Member>, Vec<Person>) {
    let mut taken: HashSet<String> = voices::members(start).map(|voice| voice.username).collect();
    let residents = count - voices::COUNT;
    let mut members: Vec<Member> =
        (0..residents).map(|index| resident(dice, index, start, &mut taken)).collect();
    members.extend(voices::members(start));
    let people =
        members.iter().enumerate().map(|(index, member)| person(dice, index, residents, member)).collect();
    (members, people)
}

fn resident(dice: &mut Dice, index: usize, start: i64, taken: &mut HashSet<String>) -> Member {
    let language = match dice.weighted(&[51.0, 33.0, 16.0]) {
        0 => Language::English,
        1 => Language::French,
        _ => Language::Both,
    };
    let (username, display_name) = name(dice, taken);
    Member {
        username,
        display_name,
        bio: bio(dice, language),
        fields: fields(dice, language),
        language,
        bot: false,
        // One for certain, a few more by chance.
        locked: index == 7 || dice.chance(0.02),
        joined_at: start - dice.waiting(200.0) as i64 * DAY - dice.below(24) as i64 * HOUR,
        avatar: PictureSpec::new(PictureKind::Crest, dice.below(16) as u8, ""),
        header: dice.chance(0.4).then(|| PictureSpec::any(dice)),
        lists: Vec::new(),
        followed_tags: followed_tags(dice, language),
    }
}

fn person(dice: &mut Dice, index: usize, residents: usize, member: &Member) -> Person {
    let mut topics: Vec<usize> = (0..2 + dice.below(3)).map(|_| dice.below(library().topics.len())).collect();
    let voice = library().topics.iter().position(|topic| topic.voice.as_deref() == Some(&member.username));
    if let Some(voice) = voice {
        topics = vec![voice];
    }
    topics.dedup();
    // The first few write a great deal; the last hardly ever.
    let rank = 1.0 + index as f64 * 300.0 / residents as f64;
    let charm = if voice.is_some() { 6.0 } else { 0.15 + dice.waiting(1.0) };
    Person { topics, activity: if index < residents { rank.powf(-0.55) } else { 0.0 }, charm }
}

fn name(dice: &mut Dice, taken: &mut HashSet<String>) -> (String, String) {
    let first = names::FIRST[dice.below(names::FIRST.len())];
    let last = names::LAST[dice.below(names::LAST.len())];
    let (short, long) = (names::plain(first), names::plain(last));
    let base = match dice.below(4) {
        0 => short.clone(),
        1 => format!("{short}_{long}"),
        2 => long.clone(),
        _ => format!("{}{long}", &short[..1]),
    };
    // User names end at 30 characters.
    let base: String = base.chars().take(24).collect();
    let username = std::iter::once(base.clone())
        .chain(std::iter::once(format!("{short}_{long}").chars().take(24).collect()))
        .chain((2..).map(|number| format!("{base}{number}")))
        .find(|candidate| !taken.contains(candidate))
        .unwrap_or(base);
    taken.insert(username.clone());
    (username, if dice.chance(0.8) { format!("{first} {last}") } else { first.to_owned() })
}

fn bio(dice: &mut Dice, language: Language) -> String {
    let mut one = |name: &str| dice.pick(library().common(name)).cloned().unwrap_or_default();
    let (trade, likes, motto) = (one("trade"), one("likes"), one("motto"));
    let say = |side: usize| format!("{}, {}. {}", trade[side], likes[side], motto[side]);
    match language {
        Language::English => say(0),
        Language::French => say(1),
        Language::Both => format!("{} / {}", say(0), say(1)),
    }
}

fn fields(dice: &mut Dice, language: Language) -> Vec<(String, String)> {
    let side = usize::from(language == Language::French);
    let common = |name: &str| library().common(name);
    let mut fields = Vec::new();
    for name in ["field.home", "field.boat", "field.tea"] {
        let value = dice.pick(common(&format!("{name}.is")));
        if let (true, Some(name), Some(value)) = (dice.chance(0.35), common(name).first(), value) {
            fields.push((name[side].clone(), value[side].clone()));
        }
    }
    fields
}

fn followed_tags(dice: &mut Dice, language: Language) -> Vec<String> {
    if !dice.chance(0.3) {
        return Vec::new();
    }
    let topic = &library().topics[dice.below(library().topics.len())];
    topic.tags[usize::from(language == Language::French)].iter().take(1).cloned().collect()
}

/// Some members sort those they follow into a list.
pub fn keep_lists(dice: &mut Dice, members: &mut [Member], follows: &[(usize, usize)]) {
    let mut followed = vec![Vec::new(); members.len()];
    for (follower, other) in follows {
        followed[*follower].push(*other);
    }
    for (member, mut others) in members.iter_mut().zip(followed) {
        if others.len() < 6 || !dice.chance(0.15) {
            continue;
        }
        others.truncate(4 + dice.below(7));
        let side = usize::from(member.language == Language::French);
        let title = dice.pick(library().common("list")).map(|title| title[side].clone()).unwrap_or_default();
        member.lists.push(List { title, members: others });
    }
}
