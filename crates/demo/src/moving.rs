//! Going on: one happening at a time, by the same people in the same manner.

use crate::grow::{Memo, State, compose, reactions, threads};
use crate::{Follow, Happening, MINUTE, Member, Reaction, Visibility};

/// How many of the latest posts are still talked about.
const RECENT: usize = 120;

pub fn next(members: &[Member], state: &mut State, now: i64) -> Happening {
    for _ in 0..20 {
        let tried = match state.dice.weighted(&[26.0, 30.0, 32.0, 6.0, 3.0, 3.0]) {
            0 => post(members, state, now),
            1 => reply(members, state, now),
            2 => reaction(state, now).map(Happening::Like),
            3 => reaction(state, now).map(Happening::Repost),
            4 => vote(state, now),
            _ => follow(state, now),
        };
        if let Some(happening) = tried {
            return happening;
        }
    }
    // Somebody can always like something; the last resort repeats a like, which changes nothing.
    reaction(state, now)
        .map_or_else(|| Happening::Follow(Follow { follower: 0, followed: 1, at: now }), Happening::Like)
}

fn post(members: &[Member], state: &mut State, now: i64) -> Option<Happening> {
    let weights: Vec<f64> = state.people.iter().map(|person| person.activity).collect();
    let author = state.dice.weighted(&weights);
    let (post, memo) = compose::root(members, state, author, now)?;
    state.posts.push(memo);
    Some(Happening::Post(post))
}

fn reply(members: &[Member], state: &mut State, now: i64) -> Option<Happening> {
    let (number, parent) = recent(state)?;
    // The table is lent out for the question, not copied.
    let posts = std::mem::take(&mut state.posts);
    let speaker = threads::next_speaker(members, state, &parent, |number| posts[number].author);
    state.posts = posts;
    let (author, gesture) = speaker?;
    let (post, memo) = compose::reply(members, state, author, number, &parent, gesture, now)?;
    state.posts.push(memo);
    Some(Happening::Post(post))
}

fn reaction(state: &mut State, now: i64) -> Option<Reaction> {
    let (number, memo) = recent(state)?;
    let member = reader(state, &memo)?;
    (memo.visibility == Visibility::Public).then_some(Reaction { member, post: number, at: now })
}

fn vote(state: &mut State, now: i64) -> Option<Happening> {
    let open: Vec<usize> = (state.posts.len().saturating_sub(2000)..state.posts.len())
        .filter(|number| state.posts[*number].poll.is_some_and(|(_, closes)| closes > now + MINUTE))
        .collect();
    let number = *state.dice.pick(&open)?;
    let memo = state.posts[number].clone();
    let member = reader(state, &memo)?;
    let (options, _) = memo.poll.filter(|_| memo.visibility == Visibility::Public)?;
    Some(Happening::Vote(reactions::vote(state, number, member, options, now)))
}

fn follow(state: &mut State, now: i64) -> Option<Happening> {
    let follower = state.dice.below(state.chatty);
    let charms: Vec<f64> = state.people.iter().map(|person| person.charm).collect();
    let followed = state.dice.weighted(&charms);
    if follower == followed || state.followers[followed].contains(&follower) {
        return None;
    }
    state.followers[followed].push(follower);
    Some(Happening::Follow(Follow { follower, followed, at: now }))
}

/// A post of late that is not a letter.
fn recent(state: &mut State) -> Option<(usize, Memo)> {
    let from = state.posts.len().saturating_sub(RECENT);
    // The newest are the likeliest: the smaller of two throws.
    let back = state.dice.below(RECENT).min(state.dice.below(RECENT));
    let number = (state.posts.len().checked_sub(1 + back)?).max(from);
    let memo = state.posts.get(number)?.clone();
    (memo.visibility != Visibility::Direct).then_some((number, memo))
}

fn reader(state: &mut State, memo: &Memo) -> Option<usize> {
    let State { dice, followers, chatty, .. } = state;
    let member = *dice.pick(&followers[memo.author])?;
    (member < *chatty && member != memo.author).then_some(member)
}
