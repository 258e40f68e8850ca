//! What is known of a post for somebody, as numbers of about the same size.

use super::heads::Action;
use super::sources::Candidate;
use super::{Post, Viewer};

/// What members can switch off: a signal that is off is not looked at, in no stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Signal {
    /// Whom they follow.
    Follows,
    /// What they did with posts before.
    History,
    /// What people like who like what they like.
    Neighbours,
    /// What others did with the post or its author's.
    Popularity,
    /// What the text is like.
    Text,
}

impl Signal {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Follows, Self::History, Self::Neighbours, Self::Popularity, Self::Text];
}

/// How many features there are.
pub const FEATURES: usize = 24;

/// What is known of a post for somebody. The first number is always 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features(pub [f32; FEATURES]);

impl Features {
    /// With the constant set.
    pub fn with_bias(mut self) -> Self {
        self.0[0] = 1.0;
        self
    }

    /// What is known of a candidate, without what is off.
    pub fn of(candidate: &Candidate<'_>, viewer: &Viewer, now: i64, off: &[Signal]) -> Self {
        let post = candidate.post;
        let on = |signal: Signal| !off.contains(&signal);
        let when = |signal: Signal, value: f32| if on(signal) { value } else { 0.0 };
        let followed = when(Signal::Follows, f32::from(u8::from(viewer.follows.contains(&post.author))));
        let history = |value: f32| when(Signal::History, value);
        let (liked, regretted) = viewer.taste.author(post.author);
        let topic = history(viewer.taste.topic(post.topic));
        let popular = |value: f32| when(Signal::Popularity, value);
        let text = |value: f32| when(Signal::Text, value);
        let hours = hours(post, now);
        let worth = standing(post);
        Self([
            1.0,
            followed,
            history(liked),
            history(regretted),
            topic,
            when(Signal::Neighbours, candidate.neighbours),
            popular(rate(post, &[Action::Like, Action::Repost, Action::Bookmark], 0.07, 20.0) * 5.0),
            popular(appreciation(post).ln_1p() / 3.0),
            popular(rate(post, &[Action::Hide, Action::Mute, Action::Report], 0.01, 50.0) * 20.0),
            popular(worth),
            text(post.text.quality),
            text(post.text.toxicity),
            text(post.text.clickbait),
            text(post.text.effort),
            hours.ln_1p() / 4.0,
            post.by.posts_a_day.ln_1p() / 2.0,
            popular(post.by.followers.ln_1p() / 5.0),
            text(post.text.quality) * topic,
            followed * history(liked),
            topic * popular(worth),
            f32::from(u8::from(post.by.days < 7.0)),
            history(f32::from(u8::from(!viewer.taste.knows(post.topic)))),
            popular(rate(post, &[Action::LongRead], 0.12, 20.0) * 4.0),
            popular(rate(post, &[Action::Reply, Action::Quote], 0.015, 30.0) * 10.0),
        ])
    }
}

/// How old a post is, in hours.
pub fn hours(post: &Post, now: i64) -> f32 {
    (now - post.created).max(0) as f32 / 3_600_000.0
}

/// How many liked a post in one way or another.
fn appreciation(post: &Post) -> f32 {
    [Action::Like, Action::Repost, Action::Bookmark].iter().map(|action| post.actions[action.number()]).sum()
}

/// How often something was done with a post, seen as often as `views` at the usual rate before.
fn rate(post: &Post, actions: &[Action], usual: f32, views: f32) -> f32 {
    let done: f32 = actions.iter().map(|action| post.actions[action.number()]).sum();
    (done + usual * views) / (post.views + views)
}

/// How an author's posts were received: long reads and "worth it" less regrets, of all views, about zero
/// for what is usual.
pub fn standing(post: &Post) -> f32 {
    let done = |action: Action| post.by.actions[action.number()];
    let good = done(Action::LongRead) + 20.0 * done(Action::Worth) + 2.0 * done(Action::Bookmark);
    let bad = 10.0 * (done(Action::Hide) + 2.0 * done(Action::Mute) + 4.0 * done(Action::Report));
    // As if sixty views had gone as usual.
    ((good - bad + 0.3 * 60.0) / (post.by.views + 60.0) - 0.3).clamp(-1.0, 1.0) * 2.0
}
