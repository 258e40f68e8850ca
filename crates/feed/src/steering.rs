//! How a member steers: weights of terms, wishes with an end, signals that may not be used.

use crate::heads::{ASKED_FOR, KINDS, Kind};
use crate::index::Kept;
use crate::{DAY, Term, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A way to begin: a set of weights.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// As it comes.
    #[default]
    Balanced,
    /// Well-made posts, less of what is talked about.
    Calm,
    /// Those one follows, the quiet ones too, over some days.
    CatchUp,
    /// What few have seen.
    HiddenGems,
    /// By age alone.
    Newest,
}

/// All presets.
pub const PRESETS: [Preset; 5] =
    [Preset::Balanced, Preset::Calm, Preset::CatchUp, Preset::HiddenGems, Preset::Newest];

impl Preset {
    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Balanced => "balanced",
            Self::Calm => "calm",
            Self::CatchUp => "catch_up",
            Self::HiddenGems => "hidden_gems",
            Self::Newest => "newest",
        }
    }

    /// The preset of a name.
    pub fn named(name: &str) -> Option<Self> {
        PRESETS.into_iter().find(|preset| preset.name() == name)
    }

    /// By what it multiplies a term's weight.
    fn factor(self, term: Term) -> f64 {
        match (self, term) {
            // What a member does not want to see stays unseen whatever they chose.
            (_, Term::Wish) => 1.0,
            (Self::Newest, Term::Age) => 40.0,
            (Self::Newest, _) => 0.0,
            (Self::Calm, Term::Quality) => 3.0,
            (Self::Calm, Term::Trending | Term::Popular) => 0.0,
            (Self::Calm, Term::Hide | Term::Mute | Term::Report | Term::Worth) => 2.0,
            (Self::Calm, Term::Conversation) => 2.0,
            (Self::CatchUp, Term::Followed | Term::Quiet) => 4.0,
            (Self::CatchUp, Term::Popular | Term::Friends) => 2.5,
            (Self::CatchUp, Term::Age) => 0.2,
            (Self::CatchUp, Term::Fresh) => 0.0,
            (Self::HiddenGems, Term::Fresh | Term::Taste) => 2.5,
            (Self::HiddenGems, Term::Popular | Term::Trending) => -2.0,
            (Self::HiddenGems, Term::Quality) => 2.0,
            (Self::HiddenGems, Term::Followed) => 0.0,
            _ => 1.0,
        }
    }
}

/// What a wish is about.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Posts with any of these words or tags, as the member wrote them.
    Topic(Vec<String>),
    /// Posts of one author, by id.
    Author(i64),
    /// Posts in a language, by its number.
    Language(u16),
    /// Posts that shout, bait, insult or sell, by their [`Marks`].
    Tone(u8),
    /// Posts with pictures, film or sound.
    Media,
    /// Posts that answer others.
    Conversations,
}

/// What may be said about a post's manner: bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Marks(pub u8);

impl Marks {
    /// Capitals and exclamation marks.
    pub const LOUD: u8 = 1;
    /// A headline that holds back what it is about.
    pub const BAIT: u8 = 2;
    /// Insults.
    pub const TOXIC: u8 = 4;
    /// Advertising nobody asked for.
    pub const SPAM: u8 = 8;
}

/// How much of something a member wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// None at all.
    None,
    /// Less.
    Less,
    /// More.
    More,
}

/// One wish, made exact.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Policy {
    /// What tells it from others.
    pub id: i64,
    /// What it is about.
    pub target: Target,
    /// How much of that.
    pub measure: Measure,
    /// Since when, in milliseconds.
    pub since: i64,
    /// Until when; without an end it fades by half every thirty days.
    pub until: Option<i64>,
}

/// How a wish without an end fades.
const FADES: i64 = 30 * DAY;
/// Points for a post that is wholly what was wished for, and for one that is what was wished away.
const MORE: f64 = 6.0;
const LESS: f64 = -25.0;

impl Policy {
    /// Whether it leaves posts out rather than moving them.
    pub fn forbids(&self, now: i64) -> bool {
        self.measure == Measure::None && self.strength(now) > 0.5
    }

    /// Points for a post that fits.
    pub fn weight(&self, now: i64) -> f64 {
        self.strength(now) * if self.measure == Measure::More { MORE } else { LESS }
    }

    /// Whether it has no effect any more.
    pub fn is_over(&self, now: i64) -> bool {
        self.strength(now) < 0.05
    }

    fn strength(&self, now: i64) -> f64 {
        match self.until {
            Some(until) if now >= until => 0.0,
            Some(_) => 1.0,
            #[allow(clippy::cast_precision_loss)] // milliseconds of a few years
            None => (-((now - self.since).max(0) as f64) / FADES as f64).exp2(),
        }
    }
}

/// A policy with its words as numbers, ready to be held against many posts.
pub(crate) struct Ready<'s> {
    pub(crate) policy: &'s Policy,
    pub(crate) weight: f64,
    pub(crate) forbids: bool,
    words: Vec<u32>,
    author: Option<u32>,
}

impl<'s> Ready<'s> {
    pub(crate) fn new(policy: &'s Policy, now: i64, author: impl Fn(i64) -> Option<u32>) -> Self {
        let words = match &policy.target {
            Target::Topic(words) => words.iter().map(|word| words::one(word)).collect(),
            _ => Vec::new(),
        };
        let author = match policy.target {
            Target::Author(id) => author(id),
            _ => None,
        };
        Self { policy, weight: policy.weight(now), forbids: policy.forbids(now), words, author }
    }

    /// Whether it is about a post.
    pub(crate) fn fits(&self, post: &Kept) -> bool {
        match &self.policy.target {
            Target::Topic(_) => {
                self.words.iter().any(|word| post.words.contains(word) || post.said.contains(word))
            }
            Target::Author(_) => self.author == Some(post.author),
            Target::Language(language) => post.language == *language,
            Target::Tone(marks) => post.marks.0 & marks != 0,
            Target::Media => post.media,
            Target::Conversations => post.thread != post.id,
        }
    }
}

/// Which reactions of a member may be learned from. All, unless they say otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Signals {
    off: u16,
}

impl Signals {
    /// The same without a reaction.
    pub const fn without(self, kind: Kind) -> Self {
        Self { off: self.off | 1 << kind.place() }
    }

    /// None at all.
    pub const fn none() -> Self {
        Self { off: u16::MAX }
    }

    /// Whether a reaction may be learned from.
    pub const fn uses(self, kind: Kind) -> bool {
        self.off & (1 << kind.place()) == 0
    }
}

/// How far a member may turn a weight up.
pub const FURTHEST: f64 = 5.0;

/// All a member set.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Steering {
    /// What it begins with.
    pub preset: Preset,
    /// By how much each term's weight is multiplied on top of that (0 to [`FURTHEST`]).
    pub weights: BTreeMap<Term, f64>,
    /// Wishes.
    pub policies: Vec<Policy>,
    /// Signals that may not be used.
    pub off: Vec<Kind>,
    /// Signals that are only used when a member asks for it ([`ASKED_FOR`]), and who asked for it.
    pub on: Vec<Kind>,
    /// Whether they are never asked if a post was worth their time.
    pub unasked: bool,
}

impl Steering {
    /// Points for one unit of a term.
    pub fn weight(&self, term: Term) -> f64 {
        let slider = self.weights.get(&term).copied().unwrap_or(1.0);
        let slider = if slider.is_finite() { slider.clamp(0.0, FURTHEST) } else { 1.0 };
        term.weight() * self.preset.factor(term) * slider
    }

    /// Which signals may be used.
    pub fn signals(&self) -> Signals {
        let unheard = KINDS.into_iter().filter(|kind| !self.hears(*kind));
        unheard.fold(Signals::default(), Signals::without)
    }

    /// Whether a signal may be used.
    pub fn hears(&self, kind: Kind) -> bool {
        if ASKED_FOR.contains(&kind) { self.on.contains(&kind) } else { !self.off.contains(&kind) }
    }

    /// Says whether a signal may be used.
    pub fn hear(&mut self, kind: Kind, used: bool) {
        let (list, listed) =
            if ASKED_FOR.contains(&kind) { (&mut self.on, used) } else { (&mut self.off, !used) };
        list.retain(|other| *other != kind);
        if listed {
            list.push(kind);
        }
    }

    /// Older posts are not shown, in milliseconds.
    pub(crate) const fn oldest(&self) -> i64 {
        match self.preset {
            Preset::CatchUp | Preset::HiddenGems => 14 * DAY,
            _ => 7 * DAY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opened_and_read_is_used_only_when_asked_for() {
        let mut steering = Steering::default();
        assert!(steering.hears(Kind::Like) && !steering.hears(Kind::Read));
        assert!(steering.signals().uses(Kind::Like) && !steering.signals().uses(Kind::Open));
        steering.hear(Kind::Read, true);
        steering.hear(Kind::Like, false);
        assert!(!steering.signals().uses(Kind::Like) && steering.signals().uses(Kind::Read));
        steering.hear(Kind::Read, false);
        assert!(!steering.hears(Kind::Read));
    }

    #[test]
    fn wishes_end_or_fade() {
        let wish = |until| Policy { id: 1, target: Target::Media, measure: Measure::Less, since: 0, until };
        assert!((wish(Some(10 * DAY)).weight(9 * DAY) - LESS).abs() < 1e-9);
        assert!(wish(Some(10 * DAY)).is_over(10 * DAY));
        assert!((wish(None).weight(30 * DAY) - LESS / 2.0).abs() < 1e-9);
        assert!(wish(None).is_over(200 * DAY));
    }

    #[test]
    fn sliders_stay_in_their_range() {
        let mut steering = Steering::default();
        steering.weights.insert(Term::Taste, 1e9);
        steering.weights.insert(Term::Like, f64::NAN);
        steering.weights.insert(Term::Age, -3.0);
        assert!((steering.weight(Term::Taste) - FURTHEST * Term::Taste.weight()).abs() < 1e-9);
        assert!((steering.weight(Term::Like) - Term::Like.weight()).abs() < 1e-9);
        assert!(steering.weight(Term::Age).abs() < 1e-9);
    }

    #[test]
    fn what_was_kept_without_a_field_comes_back() {
        let steering: Steering =
            serde_json::from_str(r#"{"preset":"calm","weights":{"taste":2.0}}"#).unwrap();
        assert_eq!(steering.preset, Preset::Calm);
        assert!(steering.policies.is_empty());
    }
}
