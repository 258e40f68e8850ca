//! Everything written in the two weeks.

use super::{Draft, Gesture, Memo, State, compose, rhythm, voices};
use crate::words::library;
use crate::{DAY, Language, MINUTE, Member, Visibility};

const POSTS_A_MEMBER: f64 = 16.8;
const DEEPEST: usize = 9;

/// All drafts, in no particular order, except that a reply comes after what it answers.
pub fn write(members: &[Member], state: &mut State, now: i64) -> Vec<Draft> {
    let wanted = (members.len() as f64 * POSTS_A_MEMBER) as usize;
    let mut drafts = Vec::with_capacity(wanted + 64);
    news(members, state, now, &mut drafts);
    tides(members, state, now, &mut drafts);
    letters(members, state, now, &mut drafts);
    let weights: Vec<f64> = state.people.iter().map(|person| person.activity).collect();
    // Bounded: when the tables are exhausted the island is simply quieter.
    for _ in 0..wanted * 2 {
        if drafts.len() >= wanted {
            break;
        }
        let author = state.dice.weighted(&weights);
        let at = rhythm::moment(&mut state.dice, state.start, now);
        let draft =
            match state.dice.chance(0.09).then(|| something_to_quote(state, &drafts, author, at)).flatten() {
                Some(number) => {
                    let quoted = drafts[number].1.clone();
                    compose::quote(members, state, author, number, &quoted, at)
                }
                None => compose::root(members, state, author, at),
            };
        let Some(mut draft) = draft else { continue };
        draft.0.pinned = state.dice.chance(0.02) && draft.0.visibility == Visibility::Public;
        drafts.push(draft);
        talk(members, state, now, drafts.len() - 1, &mut drafts);
    }
    drafts
}

/// What `gesture` may be answered with, and how likely each is.
pub fn responses(gesture: Gesture) -> &'static [(Gesture, f64)] {
    use Gesture::{Agree, Answer, Ask, Doubt, Poll, Private, Reply, Say, Table, Thanks, Wonder};
    match gesture {
        Say => &[(Agree, 45.0), (Doubt, 20.0), (Wonder, 35.0)],
        Ask => &[(Answer, 88.0), (Wonder, 12.0)],
        Answer => &[(Thanks, 55.0), (Doubt, 25.0), (Wonder, 20.0)],
        Agree => &[(Agree, 30.0), (Wonder, 35.0), (Thanks, 20.0), (Doubt, 15.0)],
        Doubt => &[(Doubt, 25.0), (Agree, 40.0), (Wonder, 35.0)],
        Wonder => &[(Reply, 100.0)],
        Reply => &[(Thanks, 60.0), (Wonder, 25.0), (Doubt, 15.0)],
        Poll | Thanks | Private | Table => &[],
    }
}

/// The conversation below a draft.
fn talk(members: &[Member], state: &mut State, now: i64, root: usize, drafts: &mut Vec<Draft>) {
    let memo = &drafts[root].1;
    let crowd = (state.followers[memo.author].len() as f64).sqrt() / 6.0;
    let eager = if memo.gesture == Gesture::Ask { 1.9 } else { 1.0 };
    let replies = state.dice.count(1.15 * crowd.clamp(0.4, 2.5) * eager, 28);
    let mut thread = vec![root];
    for _ in 0..replies {
        // Later posts are answered a little more often than the first, so that threads grow deep.
        let newest = thread.len() - 1;
        let pick = if state.dice.chance(0.6) { newest } else { state.dice.below(thread.len()) };
        let number = thread[pick];
        let parent = drafts[number].1.clone();
        if let Some(draft) = answer(members, state, now, number, &parent, |n| drafts[n].1.author) {
            drafts.push(draft);
            thread.push(drafts.len() - 1);
        }
    }
}

/// One reply to `parent`, by someone likely to give it.
fn answer(
    members: &[Member],
    state: &mut State,
    now: i64,
    number: usize,
    parent: &Memo,
    author_of: impl Fn(usize) -> usize,
) -> Option<Draft> {
    let at = rhythm::after(&mut state.dice, parent.at, 50.0);
    let (author, gesture) = next_speaker(members, state, parent, author_of)?;
    (at < now).then(|| compose::reply(members, state, author, number, parent, gesture, at)).flatten()
}

/// Who answers `parent` and how. A question to somebody is answered by that somebody, an answer is
/// thanked for by who asked; the rest comes from followers who speak the language.
pub fn next_speaker(
    members: &[Member],
    state: &mut State,
    parent: &Memo,
    author_of: impl Fn(usize) -> usize,
) -> Option<(usize, Gesture)> {
    let choices = responses(parent.gesture);
    if choices.is_empty() || parent.depth >= DEEPEST {
        return None;
    }
    let weights: Vec<f64> = choices.iter().map(|(_, weight)| *weight).collect();
    let gesture = choices[state.dice.weighted(&weights)].0;
    let asked = parent.parent.map(author_of).filter(|asked| *asked != parent.author && *asked < state.chatty);
    let author = match (gesture, asked) {
        (Gesture::Reply | Gesture::Thanks, Some(asked)) => asked,
        _ => listener(members, state, parent)?,
    };
    Some((author, gesture))
}

fn listener(members: &[Member], state: &mut State, parent: &Memo) -> Option<usize> {
    let State { dice, followers, chatty, .. } = state;
    let near = &followers[parent.author];
    for _ in 0..12 {
        let other = match dice.pick(near).copied().filter(|_| dice.chance(0.85)) {
            Some(follower) => follower,
            None => dice.below(*chatty),
        };
        let understands = members[other].language.meets(parent.language) || dice.chance(0.06);
        if other < *chatty && other != parent.author && understands {
            return Some(other);
        }
    }
    None
}

fn something_to_quote(state: &mut State, drafts: &[Draft], author: usize, at: i64) -> Option<usize> {
    (0..12).map(|_| state.dice.below(drafts.len())).find(|number| {
        let memo = &drafts[*number].1;
        memo.gesture == Gesture::Say
            && memo.visibility == Visibility::Public
            && memo.author != author
            && (MINUTE..3 * DAY).contains(&(at - memo.at))
    })
}

/// What the institutions have to say, on its day.
fn news(members: &[Member], state: &mut State, now: i64, drafts: &mut Vec<Draft>) {
    for (index, topic) in library().topics.iter().enumerate() {
        let author = members.iter().position(|member| Some(&member.username) == topic.voice.as_ref());
        let Some(author) = author else { continue };
        for line in topic.lines("news") {
            let at = state.start + (line.day * DAY as f64) as i64;
            let text = compose::in_language(&line.text, Language::Both);
            let mut tags: Vec<&str> = topic.tags.iter().flatten().map(String::as_str).collect();
            tags.sort_unstable();
            tags.dedup();
            let post = compose::blank(author, at, format!("{text}\n\n#{}", tags.join(" #")), Language::Both);
            let mut memo = compose::memo(&post, Gesture::Say, index, Vec::new());
            state.threads += 1;
            memo.thread = state.threads;
            drafts.push((post, memo));
            let root = drafts.len() - 1;
            // News is talked about more than anything else.
            for _ in 0..3 {
                talk(members, state, now, root, drafts);
            }
        }
    }
}

/// High and low water, twice a day, by a machine.
fn tides(members: &[Member], state: &State, now: i64, drafts: &mut Vec<Draft>) {
    let Some(author) = members.iter().position(|member| member.username == voices::TIDES) else { return };
    let first = state.start + (DAY - state.start.rem_euclid(DAY)) + 4 * 60 * MINUTE;
    for at in (0..).map(|half| first + half * DAY / 2).take_while(|at| *at < now) {
        let post = compose::blank(author, at, table(at), Language::Both);
        let memo = compose::memo(&post, Gesture::Table, 0, Vec::new());
        drafts.push((post, memo));
    }
}

fn table(at: i64) -> String {
    // High water comes every 12 hours and 25 minutes; springs and neaps take a fortnight.
    const PERIOD: i64 = 745 * MINUTE;
    let high = (at / PERIOD + 1) * PERIOD;
    let low = high + PERIOD / 2;
    let swing = ((at as f64 / DAY as f64) * std::f64::consts::TAU / 14.77).cos();
    let clock = |at: i64| {
        format!("{:02}:{:02}", at.rem_euclid(DAY) / (60 * MINUTE), at.rem_euclid(60 * MINUTE) / MINUTE)
    };
    let (top, bottom) = (4.2 + 0.9 * swing, 1.1 - 0.6 * swing);
    let french = |metres: f64| format!("{metres:.1}").replace('.', ",");
    format!(
        "Port-Cendre: high water {} UTC, {top:.1} m; low water {} UTC, {bottom:.1} m.\n\n\
         Port-Cendre\u{a0}: pleine mer {} UTC, {} m\u{202f}; basse mer {} UTC, {} m.\n\n#tides #marées",
        clock(high),
        clock(low),
        clock(high),
        french(top),
        clock(low),
        french(bottom),
    )
}

/// A few letters between two who follow each other.
fn letters(members: &[Member], state: &mut State, now: i64, drafts: &mut Vec<Draft>) {
    for _ in 0..members.len() / 8 {
        let writer = state.dice.below(state.chatty);
        let near = &state.followers[writer];
        let friend = near
            .iter()
            .copied()
            .find(|other| *other < state.chatty && members[*other].language.meets(members[writer].language));
        let Some(friend) = friend else { continue };
        let french = [writer, friend].iter().any(|one| members[*one].language == Language::French);
        let language = if french { Language::French } else { Language::English };
        let mut at = rhythm::moment(&mut state.dice, state.start, now - DAY / 2);
        let mut last = None;
        for (turn, list) in
            ["private", "secret", "secret"].into_iter().take(1 + state.dice.below(3)).enumerate()
        {
            let (from, to) = if turn % 2 == 0 { (writer, friend) } else { (friend, writer) };
            let Some(pair) = state.dice.pick(library().common(list)) else { continue };
            let text = format!("@{} {}", members[to].username, compose::in_language(pair, language));
            let mut post = compose::blank(from, at, text, language);
            (post.visibility, post.reply_to) = (Visibility::Direct, last);
            let mut memo = compose::memo(&post, Gesture::Private, 0, Vec::new());
            memo.depth = turn;
            drafts.push((post, memo));
            last = Some(drafts.len() - 1);
            at += 3 * MINUTE + (state.dice.waiting(20.0) * MINUTE as f64) as i64;
            if at >= now {
                break;
            }
        }
    }
}
