//! Writing one post: choosing what to say, saying it in the author's language, never twice.

use super::{Draft, Gesture, Memo, State};
use crate::dice::Dice;
use crate::words::{Bound, Line, Pair, Topic, library, tell};
use crate::{DAY, Language, Member, PictureKind, PictureSpec, Poll, Post, Visibility};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How often another wording is tried before the author stays silent.
const TRIES: usize = 25;
/// One in so many plain posts is marked as written by a model.
const MODEL_WRITTEN: u64 = 40;

/// Something new by `author`.
pub fn root(members: &[Member], state: &mut State, author: usize, at: i64) -> Option<Draft> {
    let language = match members[author].language {
        Language::Both => {
            [Language::English, Language::French, Language::Both][state.dice.weighted(&[0.2, 0.2, 0.6])]
        }
        single => single,
    };
    let topic = subject(state, author, at);
    let table = &library().topics[topic];
    let kind = ["say", "ask", "show", "poll", "cw"][state.dice.weighted(&[61.0, 21.0, 9.0, 5.0, 4.0])];
    let lines = said_now(table, kind, days(state, at));
    let gesture = match kind {
        "ask" => Gesture::Ask,
        "poll" => Gesture::Poll,
        _ => Gesture::Say,
    };
    for _ in 0..TRIES {
        let line: &Line = state.dice.pick(&lines)?;
        let mut bound = Bound::new();
        let mut pair = tell(table, line, &mut bound, &mut state.dice);
        if state.dice.chance(0.35) && kind != "poll" {
            append(&mut pair, state.dice.pick(library().common("tail")));
        }
        if kind == "poll" {
            pair = joined(state.dice.pick(library().common("poll")), &pair);
        }
        if !fresh(state, &pair[0]) {
            continue;
        }
        let mut post = blank(author, at, in_language(&pair, language), language);
        hashtags(&mut state.dice, table, &mut post);
        let mut memo = memo(&post, gesture, topic, bound);
        state.threads += 1;
        memo.thread = state.threads;
        post.spoiler = line.spoiler.as_ref().map(|pair| short_in_language(pair, language));
        post.visibility = [Visibility::Public, Visibility::Unlisted, Visibility::Followers]
            [state.dice.weighted(&[91.0, 5.0, 4.0])];
        if kind == "show" {
            post.pictures = pictures(&mut state.dice, table.picture, language);
            post.sensitive = state.dice.chance(0.02);
        }
        // A few of the town let a model write for them, and say so. Told by the text, so that no throw
        // of the dice after this one falls otherwise.
        post.ai_generated = kind == "say" && number(&post.text).is_multiple_of(MODEL_WRITTEN);
        if kind == "poll" {
            let seconds = [DAY, 2 * DAY, 3 * DAY][state.dice.below(3)] / 1000;
            let options = line.options.iter().map(|pair| short_in_language(pair, language)).collect();
            memo.poll = Some((line.options.len(), at + seconds * 1000));
            post.poll = Some(Poll { options, multiple: state.dice.chance(0.2), seconds });
        }
        memo.visibility = post.visibility;
        return Some((post, memo));
    }
    None
}

/// A reply by `author` to `parent`, which has the number `number`.
pub fn reply(
    members: &[Member],
    state: &mut State,
    author: usize,
    number: usize,
    parent: &Memo,
    gesture: Gesture,
    at: i64,
) -> Option<Draft> {
    let language = spoken(members[author].language, parent.language);
    let table = &library().topics[parent.topic];
    let (kind, opening, often) = match gesture {
        Gesture::Agree => ("agree", "yes", 0.6),
        Gesture::Doubt => ("doubt", "no", 0.5),
        Gesture::Wonder => ("wonder", "ask", 0.4),
        Gesture::Answer => ("answer", "well", 0.45),
        Gesture::Thanks => ("agree", "thanks", 1.0),
        _ => ("reply", "well", 0.15),
    };
    let fitting: Vec<&Line> = table.lines(kind).iter().filter(|line| fits(line, &parent.bound)).collect();
    for _ in 0..TRIES {
        let line = *state.dice.pick(&fitting)?;
        // Nobody repeats in a conversation what another has said in it.
        let heard = (parent.thread, std::ptr::from_ref(line).addr());
        if state.heard.contains(&heard) {
            continue;
        }
        let mut bound = parent.bound.clone();
        let mut pair = tell(table, line, &mut bound, &mut state.dice);
        if gesture == Gesture::Thanks && state.dice.chance(0.4) {
            pair = Pair::default();
        }
        if state.dice.chance(often) {
            pair = joined(state.dice.pick(library().common(opening)), &pair);
        }
        if state.dice.chance(0.15) {
            append(&mut pair, state.dice.pick(library().common("tail")));
        }
        if !fresh(state, &pair[0]) {
            continue;
        }
        let side = usize::from(language == Language::French);
        let mention = (author != parent.author).then(|| format!("@{} ", members[parent.author].username));
        let mut post = blank(author, at, mention.unwrap_or_default() + &pair[side], language);
        post.reply_to = Some(number);
        post.visibility = parent.visibility;
        let mut memo = memo(&post, gesture, parent.topic, bound);
        memo.parent = Some(number);
        (memo.thread, memo.depth) = (parent.thread, parent.depth + 1);
        state.heard.insert(heard);
        return Some((post, memo));
    }
    None
}

/// A quote of `quoted`, which has the number `number`.
pub fn quote(
    members: &[Member],
    state: &mut State,
    author: usize,
    number: usize,
    quoted: &Memo,
    at: i64,
) -> Option<Draft> {
    let (mut post, mut memo) = reply(members, state, author, number, quoted, Gesture::Agree, at)?;
    let opening = state.dice.pick(library().common("quote"))?;
    let side = usize::from(post.language == Language::French);
    let own = post.text.split_once(' ').filter(|_| post.text.starts_with('@')).map_or("", |(_, own)| own);
    post.text = if state.dice.chance(0.7) && !own.is_empty() {
        format!("{} {own}", opening[side])
    } else {
        opening[side].clone()
    };
    if !fresh(state, &post.text.clone()) {
        return None;
    }
    post.reply_to = None;
    post.quote_of = Some(number);
    (memo.parent, memo.depth, memo.gesture) = (None, 0, Gesture::Say);
    Some((post, memo))
}

/// A post with nothing but text, for everyone.
pub fn blank(author: usize, at: i64, text: String, language: Language) -> Post {
    Post {
        author,
        at,
        text,
        language,
        reply_to: None,
        quote_of: None,
        poll: None,
        pictures: Vec::new(),
        spoiler: None,
        sensitive: false,
        visibility: Visibility::Public,
        pinned: false,
        ai_generated: false,
    }
}

/// What is remembered of `post`.
pub fn memo(post: &Post, gesture: Gesture, topic: usize, bound: Bound) -> Memo {
    Memo {
        author: post.author,
        at: post.at,
        gesture,
        topic,
        bound,
        language: post.language,
        visibility: post.visibility,
        parent: post.reply_to,
        thread: 0,
        depth: 0,
        poll: None,
    }
}

/// The text of a post in this language.
pub fn in_language(pair: &Pair, language: Language) -> String {
    match language {
        Language::English => pair[0].clone(),
        Language::French => pair[1].clone(),
        Language::Both => pair.join("\n\n"),
    }
}

/// Remembers a text; was it new?
pub fn fresh(state: &mut State, text: &str) -> bool {
    state.said.insert(number(text))
}

fn number(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What this author feels like writing about now: own subjects, and whatever the town talks about.
fn subject(state: &mut State, author: usize, at: i64) -> usize {
    let today = days(state, at);
    let weights: Vec<f64> = library()
        .topics
        .iter()
        .enumerate()
        .map(|(index, topic)| {
            let own = if state.people[author].topics.contains(&index) { 6.0 } else { 0.6 };
            let talk = topic.story.map_or(1.0, |story| match today {
                _ if today < story.start - 0.5 || today > story.end + 2.0 => 0.5,
                // Loudest at the turn, and rising towards it.
                _ => 1.5 + 4.0 * (-((today - story.turn) / 1.8).powi(2)).exp(),
            });
            own * talk
        })
        .collect();
    state.dice.weighted(&weights)
}

/// The lines of this kind that are true today.
fn said_now<'a>(topic: &'a Topic, kind: &str, today: f64) -> Vec<&'a Line> {
    let mut lines: Vec<&Line> = topic.lines(kind).iter().collect();
    if lines.is_empty() {
        lines.extend(topic.lines("say"));
    }
    if let Some(story) = topic.story.filter(|_| kind == "say")
        && today > story.start
        && today < story.end + 2.0
    {
        let chapter = topic.lines(if today < story.turn { "say1" } else { "say2" });
        // Twice: while it lasts, the story is most of what is said.
        lines.extend(chapter.iter().chain(chapter));
    }
    lines
}

fn days(state: &State, at: i64) -> f64 {
    (at - state.start) as f64 / DAY as f64
}

fn fits(line: &Line, bound: &Bound) -> bool {
    line.needs.iter().all(|slot| bound.get(*slot).is_some_and(Option::is_some))
}

fn spoken(own: Language, heard: Language) -> Language {
    match (own, heard) {
        (Language::Both, Language::French) => Language::French,
        (Language::Both, _) => Language::English,
        (single, _) => single,
    }
}

fn short_in_language(pair: &Pair, language: Language) -> String {
    if language == Language::Both { pair.join(" / ") } else { in_language(pair, language) }
}

fn append(pair: &mut Pair, more: Option<&Pair>) {
    if let Some(more) = more {
        *pair = joined(Some(pair), more);
    }
}

fn joined(first: Option<&Pair>, second: &Pair) -> Pair {
    let first = first.cloned().unwrap_or_default();
    [0, 1].map(|side| format!("{} {}", first[side], second[side]).trim().to_owned())
}

fn hashtags(dice: &mut Dice, topic: &Topic, post: &mut Post) {
    if !dice.chance(0.55) {
        return;
    }
    let mut tags: Vec<&String> = match post.language {
        Language::English => topic.tags[0].iter().collect(),
        Language::French => topic.tags[1].iter().collect(),
        Language::Both => topic.tags.iter().flatten().collect(),
    };
    tags.dedup();
    let keep = 1 + dice.below(tags.len());
    if dice.chance(0.5) {
        tags.reverse();
    }
    let line: Vec<String> = tags.into_iter().take(keep).map(|tag| format!("#{tag}")).collect();
    post.text = format!("{}\n\n{}", post.text, line.join(" "));
}

fn pictures(dice: &mut Dice, kind: PictureKind, language: Language) -> Vec<PictureSpec> {
    let alts = library().common(kind.alt());
    let count = 1 + usize::from(dice.chance(0.15));
    let mut seeds: Vec<u8> = (0..count).map(|_| dice.below(10) as u8).collect();
    seeds.dedup();
    seeds
        .into_iter()
        .map(|seed| {
            let alt = dice.pick(alts).map(|alt| short_in_language(alt, language)).unwrap_or_default();
            PictureSpec::new(kind, seed, &alt)
        })
        .collect()
}
