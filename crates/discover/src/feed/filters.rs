//! What is never shown, and why.

use super::Viewer;
use super::sources::Candidate;
use super::steering::Steering;
use std::collections::HashSet;

/// Why a candidate was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It is the member's own.
    Own,
    /// They muted the author.
    Muted,
    /// They have seen it.
    Seen,
    /// It is older than what is shown.
    Old,
    /// It shouts or insults more than they asked to see.
    Tone,
    /// They asked for less of its topic or author.
    Wished,
    /// Another post of the conversation was shown or stands further up.
    Conversation,
    /// Others were better.
    Outranked,
    /// Time ran out before it was looked at.
    Late,
}

/// A candidate that was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The post.
    pub post: u64,
    /// Why.
    pub reason: Reason,
}

/// Drops what is never shown; every candidate is either kept or named with its reason.
pub fn filter<'a>(
    candidates: Vec<Candidate<'a>>,
    viewer: &Viewer,
    steering: &Steering,
    now: i64,
    removed: &mut Vec<Removed>,
) -> Vec<Candidate<'a>> {
    let conversations: HashSet<u64> = viewer.shown.iter().map(|shown| shown.conversation).collect();
    let mut keep = |candidate: &Candidate<'_>| {
        let post = candidate.post;
        let reason = if post.author == viewer.id {
            Reason::Own
        } else if viewer.muted.contains(&post.author) {
            Reason::Muted
        } else if viewer.seen.contains(&post.id) {
            Reason::Seen
        } else if post.created > now || now - post.created > steering.oldest() {
            Reason::Old
        } else if steering.refuses(post, now) {
            Reason::Tone
        } else if conversations.contains(&post.conversation) {
            Reason::Conversation
        } else {
            return true;
        };
        removed.push(Removed { post: post.id, reason });
        false
    };
    candidates.into_iter().filter(|candidate| keep(candidate)).collect()
}
