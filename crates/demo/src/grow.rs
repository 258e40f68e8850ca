//! Growing the two weeks: people, ties, what they write, how others react; then everything in the
//! order of time.

pub mod compose;
mod names;
mod people;
pub mod reactions;
mod rhythm;
pub mod threads;
mod ties;
mod voices;

use crate::dice::Dice;
use crate::words::Bound;
use crate::{Happening, Language, Post, SPAN_MILLIS, Visibility, World};
use std::collections::HashSet;

/// What the world needs to go on.
#[derive(Clone, Debug)]
pub struct State {
    /// What all of it was grown from.
    pub seed: u64,
    pub dice: Dice,
    /// When the world began.
    pub start: i64,
    pub people: Vec<Person>,
    /// Who follows each member.
    pub followers: Vec<Vec<usize>>,
    /// What is known of each post, by its number.
    pub posts: Vec<Memo>,
    /// Fingerprints of everything said, so that nothing is said twice.
    pub said: HashSet<u64>,
    /// Which lines each conversation has heard already, by the address of the line.
    pub heard: HashSet<(usize, usize)>,
    /// How many conversations there were.
    pub threads: usize,
    /// Members from here on are institutions and machines, which do not chat.
    pub chatty: usize,
}

/// What the world knows of a member beside the profile.
#[derive(Clone, Debug)]
pub struct Person {
    /// Subjects, dearest first.
    pub topics: Vec<usize>,
    /// How much they write, compared with others.
    pub activity: f64,
    /// How gladly they are followed and liked.
    pub charm: f64,
}

/// What is remembered of a post.
#[derive(Clone, Debug)]
pub struct Memo {
    pub author: usize,
    pub at: i64,
    pub gesture: Gesture,
    pub topic: usize,
    pub bound: Bound,
    /// The conversation it belongs to.
    pub thread: usize,
    pub language: Language,
    pub visibility: Visibility,
    pub parent: Option<usize>,
    pub depth: usize,
    /// Choices of its poll and when that closes.
    pub poll: Option<(usize, i64)>,
}

/// What a post does in a conversation, which decides what may follow it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gesture {
    Say,
    Ask,
    Poll,
    Answer,
    Agree,
    Doubt,
    Wonder,
    Reply,
    Thanks,
    /// A letter between two.
    Private,
    /// A tide table: nobody answers a machine.
    Table,
}

/// A post before its number is known; `reply_to`, `quote_of` and `parent` name drafts.
pub type Draft = (Post, Memo);

/// The whole world of `count` members, two weeks deep.
pub fn grow(seed: u64, count: usize, now: i64) -> World {
    let mut dice = Dice::new(seed);
    let start = now - SPAN_MILLIS;
    let (mut members, people) = people::settle(&mut dice, count, start);
    let ties::Ties { before: follows, since: mut happenings, followers } =
        ties::tie(&mut dice, &members, &people, start, now);
    people::keep_lists(&mut dice, &mut members, &follows);
    let chatty = members.len() - voices::COUNT;
    let mut state = State {
        seed,
        dice,
        start,
        people,
        followers,
        posts: Vec::new(),
        said: HashSet::new(),
        heard: HashSet::new(),
        threads: 0,
        chatty,
    };
    let drafts = threads::write(&members, &mut state, now);
    let posts = number(drafts, &mut state);
    happenings.extend(reactions::react(&posts, &mut state, now));
    happenings.extend(posts.into_iter().map(Happening::Post));
    // Stable and by time alone: reactions are always later than what they react to.
    happenings.sort_by_key(Happening::at);
    World { members, follows, happenings, state }
}

/// Puts the drafts in the order of time and turns draft numbers into post numbers.
fn number(mut drafts: Vec<Draft>, state: &mut State) -> Vec<Post> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|draft| drafts[*draft].0.at);
    let mut numbers = vec![0; drafts.len()];
    for (number, draft) in order.iter().enumerate() {
        numbers[*draft] = number;
    }
    for (post, memo) in &mut drafts {
        post.reply_to = post.reply_to.map(|draft| numbers[draft]);
        post.quote_of = post.quote_of.map(|draft| numbers[draft]);
        memo.parent = memo.parent.map(|draft| numbers[draft]);
    }
    drafts.sort_by_key(|(post, _)| post.at);
    let (posts, memos): (Vec<Post>, Vec<Memo>) = drafts.into_iter().unzip();
    state.posts = memos;
    posts
}
