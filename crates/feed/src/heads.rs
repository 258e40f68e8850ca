//! How likely each reaction is: one small model a reaction, learned while people read.
//!
//! Each head is a logistic regression over [`features::Features`] that starts at hand-set weights and
//! learns by AdaGrad (Duchi, Hazan, Singer 2011), pulled back to where it started, so that a server where
//! little happened keeps sensible guesses. What stood further up was more likely to be looked at: a reaction further
//! down counts as more, what was ignored further down counts as less.

use crate::features::{COUNT, Features};
use serde::{Deserialize, Serialize};

/// What a member can do with a post, or because of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Likes it.
    Like,
    /// Answers it.
    Reply,
    /// Reposts it.
    Repost,
    /// Quotes it.
    Quote,
    /// Puts it aside.
    Bookmark,
    /// Follows its author.
    Follow,
    /// Opens its link.
    Open,
    /// Reads it for long.
    Read,
    /// Says that it was worth their time.
    Worth,
    /// Hides it, or asks for less of it.
    Hide,
    /// Mutes its author.
    Mute,
    /// Reports it.
    Report,
}

/// All of them, in the order of their heads and of the first terms of the score.
pub const KINDS: [Kind; 12] = [
    Kind::Like,
    Kind::Reply,
    Kind::Repost,
    Kind::Quote,
    Kind::Bookmark,
    Kind::Follow,
    Kind::Open,
    Kind::Read,
    Kind::Worth,
    Kind::Hide,
    Kind::Mute,
    Kind::Report,
];

/// Those a server hears of.
pub const HEARD: [Kind; 12] = KINDS;

/// Those it hears of only from members who asked for it: what they open and read is told by their page, which
/// watches for it then.
pub const ASKED_FOR: [Kind; 2] = [Kind::Open, Kind::Read];

/// Examples from which on the head of one of those says something. Before, what it begins with is a guess about any
/// network, not about this one.
const ENOUGH: u64 = 500;

impl Kind {
    /// Its place among [`KINDS`].
    pub const fn place(self) -> usize {
        self as usize
    }

    /// What it says about caring for the author and what the post is about.
    pub const fn care(self) -> f32 {
        match self {
            Self::Like | Self::Open => 1.0,
            Self::Reply | Self::Quote => 1.5,
            Self::Repost | Self::Worth => 2.0,
            Self::Bookmark | Self::Follow => 3.0,
            Self::Read => 0.5,
            Self::Hide => -4.0,
            Self::Mute => -8.0,
            Self::Report => -12.0,
        }
    }

    /// Whether others can see it, so that it may lead others to the post.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Like | Self::Reply | Self::Repost | Self::Quote)
    }

    /// How often it happens where nothing is known.
    const fn prior(self) -> f32 {
        match self {
            Self::Like => 0.05,
            Self::Reply | Self::Repost | Self::Bookmark => 0.01,
            Self::Quote | Self::Follow => 0.003,
            Self::Open => 0.03,
            Self::Read => 0.1,
            Self::Worth => 0.5,
            Self::Hide => 0.004,
            Self::Mute => 0.001,
            Self::Report => 0.0003,
        }
    }

    /// The name of its signal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Like => "like",
            Self::Reply => "reply",
            Self::Repost => "repost",
            Self::Quote => "quote",
            Self::Bookmark => "bookmark",
            Self::Follow => "follow",
            Self::Open => "open",
            Self::Read => "read",
            Self::Worth => "worth",
            Self::Hide => "hide",
            Self::Mute => "mute",
            Self::Report => "report",
        }
    }

    /// The reaction of a signal's name.
    pub fn named(name: &str) -> Option<Self> {
        KINDS.into_iter().find(|kind| kind.name() == name)
    }
}

/// One model a reaction.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Heads {
    heads: Vec<Head>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Head {
    weights: [f32; COUNT],
    squares: [f32; COUNT],
    /// Examples it has learned from.
    learned: u64,
}

/// How far a step goes at most.
const RATE: f32 = 0.15;
/// How strongly weights are pulled to where they began.
const PULL: f32 = 1e-4;
/// Chance that something at a place is looked at, one over one and so much a place.
const FADES: f32 = 0.06;

impl Default for Heads {
    fn default() -> Self {
        let head = |kind: Kind| Head { weights: begins(kind), squares: [1.0; COUNT], learned: 0 };
        Self { heads: KINDS.into_iter().map(head).collect() }
    }
}

impl Heads {
    /// How likely each reaction of [`KINDS`] is.
    pub fn guess(&self, features: &Features) -> [f32; KINDS.len()] {
        let mut guesses = [0.0; KINDS.len()];
        for (guess, head) in guesses.iter_mut().zip(&self.heads) {
            *guess = sigmoid(head.sum(features));
        }
        guesses
    }

    /// Learns that something shown at a place (0 on top) was, or was not, reacted to in this way.
    pub fn learn(&mut self, kind: Kind, features: &Features, happened: bool, place: usize) {
        #[allow(clippy::cast_precision_loss)] // a place in a list
        let looked_at = 1.0 / (1.0 + FADES * place.min(200) as f32);
        let weight = if happened { (1.0 / looked_at).min(3.0) } else { looked_at };
        if let Some(head) = self.heads.get_mut(kind.place()) {
            head.learn(begins(kind), features, if happened { 1.0 } else { 0.0 }, weight);
        }
    }

    /// How many examples a reaction's head has learned from.
    pub fn examples(&self, kind: Kind) -> u64 {
        self.heads.get(kind.place()).map_or(0, |head| head.learned)
    }

    /// Whether a reaction's head has anything to say.
    pub fn knows(&self, kind: Kind) -> bool {
        HEARD.contains(&kind) && (!ASKED_FOR.contains(&kind) || self.examples(kind) >= ENOUGH)
    }

    /// Whether what was kept fits this version of the features.
    pub fn fits(&self) -> bool {
        self.heads.len() == KINDS.len()
            && self.heads.iter().all(|head| head.weights.iter().all(|weight| weight.is_finite()))
    }
}

impl Head {
    fn sum(&self, features: &Features) -> f32 {
        self.weights.iter().zip(&features.0).map(|(weight, value)| weight * value).sum()
    }

    fn learn(&mut self, start: [f32; COUNT], features: &Features, label: f32, weight: f32) {
        let error = (sigmoid(self.sum(features)) - label) * weight;
        for (place, value) in features.0.iter().enumerate() {
            let slope = error * value + PULL * (self.weights[place] - start[place]);
            self.squares[place] += slope * slope;
            self.weights[place] -= RATE * slope / self.squares[place].sqrt();
        }
        self.learned += 1;
    }
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x.clamp(-30.0, 30.0)).exp())
}

/// Where a head begins: how often it happens, and what makes it likelier to anybody's mind. In the order of
/// [`crate::features::NAMES`].
fn begins(kind: Kind) -> [f32; COUNT] {
    let prior = kind.prior();
    let bias = (prior / (1.0 - prior)).ln();
    let mut weights = match kind {
        Kind::Hide | Kind::Mute | Kind::Report => [
            0.0, -1.0, -1.5, -1.5, -0.5, -0.4, -0.3, 0.0, -0.8, -0.8, 0.0, 0.1, 0.0, 0.1, -0.3, 1.2, 1.0,
            0.6, 0.4, 1.0, 0.0, 0.0, -0.2,
        ],
        Kind::Worth => [
            0.0, 0.2, 0.5, 0.7, 0.5, 0.2, 0.2, 0.0, 0.9, 0.3, 0.0, -0.1, 0.0, 0.0, 0.3, -0.6, -1.0, -0.8,
            -0.4, -0.5, 0.8, 0.3, 0.5,
        ],
        _ => [
            0.0, 0.4, 1.2, 1.0, 1.2, 0.4, 0.5, -0.1, 0.4, 0.5, 0.1, -0.2, 0.0, 0.0, 0.5, -0.5, -0.3, -0.2,
            -0.2, -0.3, 0.4, 0.3, 0.8,
        ],
    };
    weights[0] = bias;
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(taste: f32) -> Features {
        let mut features = Features([0.0; COUNT]);
        features.0[0] = 1.0;
        features.0[4] = taste;
        features
    }

    #[test]
    fn a_head_learns_what_happens_and_how_often() {
        let mut heads = Heads::default();
        for round in 0..4_000 {
            let taste = if round % 2 == 0 { 1.0 } else { 0.0 };
            // With taste every second is liked, without every twentieth.
            let happened = if taste > 0.5 { round % 4 == 0 } else { round % 40 == 1 };
            heads.learn(Kind::Like, &features(taste), happened, 0);
        }
        let (with, without) = (heads.guess(&features(1.0))[0], heads.guess(&features(0.0))[0]);
        assert!((with - 0.5).abs() < 0.1, "{with}");
        assert!((without - 0.05).abs() < 0.04, "{without}");
        assert_eq!(heads.examples(Kind::Like), 4_000);
    }

    #[test]
    fn nothing_known_is_the_prior_and_kept_models_come_back() {
        let heads = Heads::default();
        let guess = heads.guess(&features(0.0));
        for kind in KINDS {
            assert!((guess[kind.place()] - kind.prior()).abs() < 1e-4);
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
        let kept = serde_json::to_string(&heads).unwrap();
        let back: Heads = serde_json::from_str(&kept).unwrap();
        assert!(back.fits());
        assert_eq!(back, heads);
    }

    #[test]
    fn what_few_tell_says_nothing_before_it_was_learned() {
        let mut heads = Heads::default();
        assert!(heads.knows(Kind::Follow) && !heads.knows(Kind::Read));
        (0..ENOUGH).for_each(|_| heads.learn(Kind::Read, &features(0.0), false, 0));
        assert!(heads.knows(Kind::Read) && !heads.knows(Kind::Open));
    }

    #[test]
    fn what_stands_low_and_is_ignored_says_less() {
        let (mut top, mut low) = (Heads::default(), Heads::default());
        for _ in 0..50 {
            top.learn(Kind::Like, &features(1.0), false, 0);
            low.learn(Kind::Like, &features(1.0), false, 60);
        }
        assert!(low.guess(&features(1.0))[0] > top.guess(&features(1.0))[0]);
    }
}
