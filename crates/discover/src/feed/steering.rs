//! What the member asked for: a preset, sliders, wishes that fade, signals that are off.

use super::features::Signal;
use super::ledger::Term;
use super::{Post, heads::Action};

/// A way of reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// Quality first.
    #[default]
    Balanced,
    /// Nothing that shouts, insults or baits.
    Calm,
    /// What those said whom the member follows while they were away.
    CatchUp,
    /// What few have seen.
    HiddenGems,
    /// By time.
    Newest,
}

/// A slider: a group of terms that is weighed up or down together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slider {
    /// What the text is like and how the author's posts were received.
    Quality,
    /// What others react to.
    Reactions,
    /// Whom the member follows.
    People,
    /// What is like what they liked.
    Taste,
    /// What is new.
    Fresh,
    /// What they would not have found.
    Discovery,
    /// How different what stands together is.
    Variety,
}

impl Slider {
    /// How many there are.
    pub const COUNT: usize = 7;

    /// The slider of a term; none for wishes, which are obeyed as they are.
    pub fn of(term: Term) -> Option<Self> {
        Some(match term {
            Term::Text | Term::Standing => Self::Quality,
            Term::Chance(action) if action.is_regret() || action == Action::Worth => Self::Quality,
            Term::Chance(_) => Self::Reactions,
            Term::Fresh => Self::Fresh,
            Term::Followed => Self::People,
            Term::Neighbours | Term::Topic => Self::Taste,
            Term::FirstAudience | Term::Quiet | Term::Outside => Self::Discovery,
            Term::AuthorAgain | Term::TopicAgain => Self::Variety,
            Term::WishTopic | Term::WishAuthor | Term::WishTone => return None,
        })
    }
}

/// What a wish is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// A topic.
    Topic(u32),
    /// An author.
    Author(u64),
    /// Insults.
    Insults,
    /// Shouting.
    Shouting,
    /// Bait.
    Bait,
}

/// "More of this", "less of this".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    /// Its number, to be undone by.
    pub id: u64,
    /// About what.
    pub about: About,
    /// Between −1 (none) and 1 (as much as there is).
    pub strength: f32,
    /// When it was made, in milliseconds.
    pub made: i64,
    /// When it ends, if it was told to.
    pub until: Option<i64>,
}

/// Without an end a wish is half as strong after this long.
const HALF: f64 = 45.0 * DAY as f64;
/// For so long nothing fades.
const FULL: i64 = 14 * DAY;
const DAY: i64 = 86_400_000;

impl Wish {
    /// How strong it still is: full for two weeks, then half every 45 days; until its end where it has one.
    pub fn strength(&self, now: i64) -> f32 {
        let age = now - self.made;
        match self.until {
            Some(until) if now >= until => 0.0,
            Some(_) => self.strength,
            None if age <= FULL => self.strength,
            None => self.strength * 0.5_f64.powf((age - FULL) as f64 / HALF) as f32,
        }
    }
}

/// What the member asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Steering {
    /// How they read.
    pub preset: Preset,
    /// By [`Slider`], what its terms are multiplied with.
    pub sliders: [f32; Slider::COUNT],
    /// What they wish.
    pub wishes: Vec<Wish>,
    /// What they switched off.
    pub off: Vec<Signal>,
}

impl Default for Steering {
    fn default() -> Self {
        Self { preset: Preset::default(), sliders: [1.0; Slider::COUNT], wishes: Vec::new(), off: Vec::new() }
    }
}

impl Steering {
    /// A preset with nothing else asked for.
    pub fn preset(preset: Preset) -> Self {
        let mut steering = Self { preset, ..Self::default() };
        let mut set = |slider: Slider, to: f32| steering.sliders[slider as usize] = to;
        match preset {
            Preset::Balanced => {}
            Preset::Calm => {
                set(Slider::Quality, 1.5);
                set(Slider::Reactions, 0.3);
            }
            Preset::CatchUp => {
                set(Slider::People, 4.0);
                set(Slider::Fresh, 0.2);
                set(Slider::Discovery, 0.3);
            }
            Preset::HiddenGems => {
                set(Slider::Discovery, 4.0);
                set(Slider::Reactions, 0.2);
                set(Slider::People, 0.2);
            }
            // Everything else is off: the order is the clock's, and the ledger says so.
            Preset::Newest => steering.sliders = [0.0; Slider::COUNT],
        }
        if preset == Preset::Newest {
            steering.sliders[Slider::Fresh as usize] = 1.0;
        }
        steering
    }

    /// Takes a wish back; whether there was one.
    pub fn undo(&mut self, id: u64) -> bool {
        let before = self.wishes.len();
        self.wishes.retain(|wish| wish.id != id);
        self.wishes.len() < before
    }

    /// What a term is multiplied with.
    pub fn slider(&self, term: Term) -> f64 {
        Slider::of(term).map_or(1.0, |slider| f64::from(self.sliders[slider as usize].clamp(0.0, 5.0)))
    }

    /// The strength of all wishes about something.
    pub fn wished(&self, about: About, now: i64) -> f32 {
        let sum: f32 =
            self.wishes.iter().filter(|wish| wish.about == about).map(|wish| wish.strength(now)).sum();
        sum.clamp(-1.0, 1.0)
    }

    /// Whether a signal is used.
    pub fn uses(&self, signal: Signal) -> bool {
        !self.off.contains(&signal)
    }

    /// How old a post may be, in milliseconds.
    pub(super) fn oldest(&self) -> i64 {
        if self.preset == Preset::CatchUp { 7 * DAY } else { 3 * DAY }
    }

    /// Whether a post's tone is one the member wants nothing of.
    pub(super) fn refuses(&self, post: &Post, now: i64) -> bool {
        let calm = self.preset == Preset::Calm;
        let refused =
            |about: About, share: f32, limit: f32| share > limit && (calm || self.wished(about, now) <= -1.0);
        refused(About::Insults, post.text.toxicity, 0.7)
            || refused(About::Shouting, post.text.shouting, 0.6)
            || refused(About::Bait, post.text.clickbait, 0.8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_fade_end_and_are_undone() {
        let lasting = Wish { id: 1, about: About::Topic(3), strength: -1.0, made: 0, until: None };
        assert_eq!(lasting.strength(10 * DAY), -1.0);
        assert!((lasting.strength(59 * DAY) + 0.5).abs() < 1e-3);
        let short = Wish { id: 2, until: Some(3 * DAY), ..lasting };
        assert_eq!((short.strength(3 * DAY - 1), short.strength(3 * DAY)), (-1.0, 0.0));
        let mut steering = Steering { wishes: vec![lasting, short], ..Steering::default() };
        assert_eq!(steering.wished(About::Topic(3), 0), -1.0);
        assert!(steering.undo(1) && !steering.undo(1));
        assert_eq!(steering.wished(About::Topic(3), 4 * DAY), 0.0);
    }
}
