//! What a member would do with a post: a regression for each kind of reaction, learned one view at a time.
//!
//! Each head is a logistic regression with rates that fall as a feature is seen more (AdaGrad, Duchi et
//! al. 2011). What stands further up is seen more, whatever it is; so the head learns an offset for the
//! place beside the features, and guesses as if every post stood first. A second, slower pair of numbers
//! keeps guesses calibrated (Platt's scaling, followed online).

use super::features::{FEATURES, Features};

/// What can be done with a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Liked.
    Like,
    /// Answered.
    Reply,
    /// Passed on.
    Repost,
    /// Passed on with words.
    Quote,
    /// Kept.
    Bookmark,
    /// Its author was followed because of it.
    Follow,
    /// Its link or picture was opened.
    Open,
    /// Read for as long as it takes to read it.
    LongRead,
    /// "Worth your time?" – yes.
    Worth,
    /// Hidden, or "less of this".
    Hide,
    /// Its author was muted or blocked.
    Mute,
    /// Reported.
    Report,
}

impl Action {
    /// How many there are.
    pub const COUNT: usize = 12;
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Like,
        Self::Reply,
        Self::Repost,
        Self::Quote,
        Self::Bookmark,
        Self::Follow,
        Self::Open,
        Self::LongRead,
        Self::Worth,
        Self::Hide,
        Self::Mute,
        Self::Report,
    ];

    /// Its number.
    pub fn number(self) -> usize {
        self as usize
    }

    /// How often it is done with a view where nothing is known yet.
    fn usual(self) -> f32 {
        match self {
            Self::Like | Self::Open => 0.06,
            Self::LongRead => 0.12,
            Self::Worth => 0.5,
            Self::Reply | Self::Repost | Self::Bookmark => 0.01,
            Self::Hide => 0.005,
            Self::Quote | Self::Follow | Self::Mute => 0.002,
            Self::Report => 0.0005,
        }
    }

    /// What would be regretted.
    pub fn is_regret(self) -> bool {
        matches!(self, Self::Hide | Self::Mute | Self::Report)
    }
}

/// Places further down than this are all alike.
const PLACES: usize = 40;
const RATE: f32 = 0.1;

#[derive(Clone, Debug)]
struct Head {
    weights: [f32; FEATURES],
    squares: [f32; FEATURES],
    places: [f32; PLACES],
    place_squares: [f32; PLACES],
    stretch: f32,
    shift: f32,
    seen: f32,
}

/// What was done with a post that was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    /// A bit an [`Action`].
    done: u16,
    /// Whether the member was asked if it was worth their time, and answered.
    pub asked: bool,
}

impl Outcome {
    /// With one more thing done.
    pub fn with(mut self, action: Action) -> Self {
        self.done |= 1 << action.number();
        self
    }

    /// Whether something was done.
    pub fn has(self, action: Action) -> bool {
        self.done >> action.number() & 1 == 1
    }
}

/// The chance of each action.
pub type Chances = [f32; Action::COUNT];

/// A head for each action.
#[derive(Clone, Debug)]
pub struct Heads {
    heads: Vec<Head>,
}

impl Default for Heads {
    /// Heads that guess what is usual.
    fn default() -> Self {
        Self { heads: Action::ALL.map(Head::new).into() }
    }
}

impl Heads {
    /// The chances of all actions if the post stood first.
    pub fn chances(&self, features: &Features) -> Chances {
        let mut chances = [0.0; Action::COUNT];
        for (chance, head) in chances.iter_mut().zip(&self.heads) {
            *chance = head.calibrated(head.score(features));
        }
        chances
    }

    /// Learns from a view at a place (0 is the first) and what was done with it.
    pub fn learn(&mut self, features: &Features, place: usize, outcome: Outcome) {
        for (action, head) in Action::ALL.into_iter().zip(&mut self.heads) {
            // Who was not asked has not said no.
            if action != Action::Worth || outcome.asked {
                head.learn(features, place.min(PLACES - 1), outcome.has(action));
            }
        }
    }
}

impl Head {
    fn new(action: Action) -> Self {
        let usual = action.usual();
        let mut weights = [0.0; FEATURES];
        weights[0] = (usual / (1.0 - usual)).ln();
        Self {
            weights,
            squares: [0.1; FEATURES],
            // What stands lower is seen less; how much less is learned.
            places: std::array::from_fn(|place| -0.25 * (place as f32).ln_1p()),
            place_squares: [0.1; PLACES],
            stretch: 1.0,
            shift: 0.0,
            seen: 0.0,
        }
    }

    fn score(&self, features: &Features) -> f32 {
        self.weights.iter().zip(&features.0).map(|(weight, value)| weight * value).sum()
    }

    fn calibrated(&self, score: f32) -> f32 {
        sigmoid(self.stretch * score + self.shift)
    }

    fn learn(&mut self, features: &Features, place: usize, done: bool) {
        let score = self.score(features) + self.places[place];
        let done = f32::from(u8::from(done));
        let off = sigmoid(score) - done;
        for ((weight, square), value) in self.weights.iter_mut().zip(&mut self.squares).zip(&features.0) {
            let slope = off * value;
            *square += slope * slope;
            *weight -= RATE * slope / square.sqrt();
        }
        // The first place is what all others are compared with.
        if place > 0 {
            self.place_squares[place] += off * off;
            self.places[place] -= RATE * off / self.place_squares[place].sqrt();
        }
        self.seen += 1.0;
        let off = self.calibrated(score) - done;
        let rate = 0.02 / (1.0 + self.seen / 2_000.0).sqrt();
        self.stretch = (self.stretch - 0.1 * rate * off * score).clamp(0.5, 2.0);
        self.shift = (self.shift - rate * off).clamp(-1.0, 1.0);
    }
}

fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::SmallRng;
    use rand::{Rng as _, SeedableRng as _};

    #[test]
    fn nobody_known_is_expected_to_do_what_is_usual() {
        let chances = Heads::default().chances(&Features::default().with_bias());
        for (action, chance) in Action::ALL.into_iter().zip(chances) {
            assert!((chance - action.usual()).abs() < 1e-6);
        }
    }

    /// Half of the posts are liked four times as often, and what stands low is seen half as often.
    #[test]
    fn heads_learn_what_matters_and_not_where_it_stood() {
        let mut heads = Heads::default();
        let mut random = SmallRng::seed_from_u64(5);
        let features = |good: bool| {
            let mut features = Features::default().with_bias();
            features.0[4] = f32::from(u8::from(good));
            features
        };
        for _ in 0..40_000 {
            let good = random.random_bool(0.5);
            // Good ones stand low most of the time, as under a ranker that has it wrong.
            let low = random.random_bool(if good { 0.8 } else { 0.2 });
            let chance = if good { 0.4 } else { 0.1 } * if low { 0.5 } else { 1.0 };
            let outcome = if random.random_bool(chance) {
                Outcome::default().with(Action::Like)
            } else {
                Outcome::default()
            };
            heads.learn(&features(good), if low { 20 } else { 0 }, outcome);
        }
        let like = |good| heads.chances(&features(good))[Action::Like.number()];
        assert!((like(true) - 0.4).abs() < 0.08, "{}", like(true));
        assert!((like(false) - 0.1).abs() < 0.04, "{}", like(false));
    }

    #[test]
    fn who_was_not_asked_has_not_said_no() {
        let mut heads = Heads::default();
        let features = Features::default().with_bias();
        let before = heads.chances(&features)[Action::Worth.number()];
        (0..100).for_each(|_| heads.learn(&features, 0, Outcome::default()));
        assert_eq!(heads.chances(&features)[Action::Worth.number()].to_bits(), before.to_bits());
        (0..100).for_each(|_| heads.learn(&features, 0, Outcome { asked: true, ..Outcome::default() }));
        assert!(heads.chances(&features)[Action::Worth.number()] < before);
    }
}
