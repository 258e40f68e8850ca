//! Likes, reposts, bookmarks, votes and corrections.

use super::{Gesture, Memo, State, rhythm};
use crate::words::library;
use crate::{DAY, Edit, HOUR, Happening, Language, Post, Reaction, Visibility, Vote};

/// Everything done to `posts` until `now`.
pub fn react(posts: &[Post], state: &mut State, now: i64) -> Vec<Happening> {
    let mut happenings = Vec::new();
    for (number, post) in posts.iter().enumerate() {
        let memo = state.posts[number].clone();
        if memo.visibility == Visibility::Direct {
            continue;
        }
        let crowd = (state.followers[post.author].len() as f64).sqrt();
        let worth = 0.25 + state.dice.waiting(0.75);
        let weight = if post.reply_to.is_some() { 0.25 } else { 0.75 } * worth * crowd;
        for member in audience(state, &memo, weight, 70) {
            let at = rhythm::after(&mut state.dice, post.at, 5.0 * 60.0);
            let reaction = Reaction { member, post: number, at };
            let passes_on = state.dice.chance(0.13) && memo.visibility != Visibility::Followers;
            let keeps = state.dice.chance(0.05);
            if at >= now {
                continue;
            }
            happenings.push(Happening::Like(reaction));
            if passes_on && at + HOUR / 60 < now {
                happenings.push(Happening::Repost(Reaction { at: at + HOUR / 60, ..reaction }));
            }
            if keeps {
                happenings.push(Happening::Bookmark(reaction));
            }
        }
        votes(state, number, &memo, now, &mut happenings);
        happenings.extend(correction(state, number, post, now));
    }
    happenings
}

/// An answer to the poll of post `number` by `member`.
pub fn vote(state: &mut State, number: usize, member: usize, options: usize, at: i64) -> Vote {
    // The first choices are the obvious ones.
    let weights: Vec<f64> = (0..options).map(|option| 1.0 / (1.5 + option as f64)).collect();
    Vote { member, post: number, choices: vec![state.dice.weighted(&weights)], at }
}

fn votes(state: &mut State, number: usize, memo: &Memo, now: i64, happenings: &mut Vec<Happening>) {
    let Some((options, closes)) = memo.poll else { return };
    let crowd = state.followers[memo.author].len() as f64;
    for member in audience(state, memo, 4.0 + crowd / 3.0, 120) {
        let at = rhythm::after(&mut state.dice, memo.at, 8.0 * 60.0);
        if at < now.min(closes) {
            let vote = vote(state, number, member, options, at);
            happenings.push(Happening::Vote(vote));
        }
    }
}

/// Some authors notice a slip.
fn correction(state: &mut State, number: usize, post: &Post, now: i64) -> Option<Happening> {
    let memo = &state.posts[number];
    if memo.gesture == Gesture::Table || post.poll.is_some() || !state.dice.chance(0.02) {
        return None;
    }
    let at = rhythm::after(&mut state.dice, post.at, 25.0);
    let note = state.dice.pick(library().common("mend"))?;
    let note = &note[usize::from(post.language == Language::French)];
    let edit = Edit { post: number, text: format!("{}\n\n{note}", post.text), at };
    (at < now && at < post.at + DAY).then_some(Happening::Edit(edit))
}

/// Different members, mostly followers; about `mean` of them. A post for followers is seen by
/// followers only.
fn audience(state: &mut State, memo: &Memo, mean: f64, most: usize) -> Vec<usize> {
    let State { dice, followers, chatty, .. } = state;
    let near = &followers[memo.author];
    let count = dice.count(mean, most);
    let mut members: Vec<usize> = (0..count)
        .filter_map(|_| {
            let stranger = near.is_empty() || (memo.visibility == Visibility::Public && dice.chance(0.2));
            if !stranger {
                return dice.pick(near).copied();
            }
            (memo.visibility == Visibility::Public).then(|| dice.below(*chatty))
        })
        .filter(|member| *member < *chatty && *member != memo.author)
        .collect();
    members.sort_unstable();
    members.dedup();
    members
}
