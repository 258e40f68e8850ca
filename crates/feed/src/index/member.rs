//! What one member did, and seems to care for.

use super::Limits;
use crate::steering::Signals;
use crate::{DAY, words};
use std::collections::VecDeque;

/// How long what a member did counts half.
const HALF_LIFE: i64 = 21 * DAY;

/// How somebody takes to an author or a word: what their reactions add up to, of how many times they were
/// shown it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cared {
    pub(crate) of: u32,
    pub(crate) care: f32,
    views: f32,
}

impl Cared {
    /// What a view is usually worth in reactions.
    const USUAL: f32 = 0.1;
    /// As if so many views had gone as usual.
    const BEFORE: f32 = 6.0;

    /// How much more than usual came of a view: about −0.1 for what is passed over, beyond 1 for what is loved.
    pub(crate) fn rate(&self) -> f32 {
        let usual = Self::USUAL * Self::BEFORE;
        ((self.care + usual) / (self.views + Self::BEFORE) - Self::USUAL).clamp(-2.0, 2.0)
    }

    /// How often it was shown lately.
    pub(super) const fn views(&self) -> f32 {
        self.views
    }

    /// How much there is to lose by forgetting it.
    fn known(&self) -> f32 {
        4.0 * self.care.abs() + self.views
    }
}

/// A member in the index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Member {
    pub(crate) id: i64,
    pub(crate) follows: Vec<u32>,
    pub(crate) hidden: Vec<u32>,
    pub(crate) tags: Vec<u32>,
    pub(crate) followers: u32,
    /// Posts reacted to in public, oldest first.
    pub(crate) liked: VecDeque<i64>,
    /// Posts said to be worth their time, oldest first.
    pub(crate) praised: VecDeque<i64>,
    /// Posts shown, oldest first.
    pub(crate) seen: VecDeque<i64>,
    pub(crate) authors: Vec<Cared>,
    pub(crate) topics: Vec<Cared>,
    pub(crate) languages: Vec<(u16, f32)>,
    /// When the three lists above were last made older.
    pub(crate) learned: i64,
    /// When they last did or read something, as far as it is known.
    pub(super) last: i64,
    /// Their own posts, oldest first.
    pub(crate) posts: VecDeque<i64>,
    /// What their posts were shown, and what came of it.
    pub(crate) views: f32,
    pub(crate) gains: f32,
    pub(crate) signals: Signals,
}

/// What ranking knows about a member, to be seen, exported and forgotten.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Profile {
    /// Authors and how much they care for each.
    pub authors: Vec<(i64, f32)>,
    /// Words, as numbers, and how much they care for each.
    pub topics: Vec<(u32, f32)>,
    /// Languages they read, and how much.
    pub languages: Vec<(u16, f32)>,
    /// Posts they reacted to in public, newest first.
    pub liked: Vec<i64>,
    /// How many posts they were shown lately.
    pub seen: usize,
}

impl Member {
    /// Whether more is known of them than that they are there.
    pub(super) fn is_known(&self) -> bool {
        !(self.seen.is_empty() && self.authors.is_empty() && self.liked.is_empty())
    }

    /// How many they follow and hide.
    pub(super) fn relations(&self) -> usize {
        self.follows.len() + self.hidden.len() + self.tags.len()
    }

    /// Forgets what they read and care for, whom they hide and whom they followed, which is answered, and gives the
    /// memory back.
    pub(super) fn let_go(&mut self) -> Vec<u32> {
        (self.seen, self.praised, self.liked) = Default::default();
        (self.authors, self.topics, self.languages) = Default::default();
        (self.learned, self.last) = (0, 0);
        (self.hidden, self.tags) = Default::default();
        std::mem::take(&mut self.follows)
    }

    /// Follows what a reaction says about who gave it.
    pub(super) fn learn(
        &mut self,
        limits: Limits,
        author: u32,
        words: &[u32],
        language: u16,
        worth: f32,
        at: i64,
    ) {
        self.grow_older(at);
        self.last = self.last.max(at);
        cared(&mut self.authors, author, worth, limits.authors);
        words.iter().for_each(|word| cared(&mut self.topics, *word, worth, limits.topics));
        if language != 0 && worth > 0.0 {
            add(&mut self.languages, language, 1.0, 8);
        }
    }

    pub(super) fn grow_older(&mut self, now: i64) {
        let since = now - self.learned;
        if since < DAY / 4 {
            return;
        }
        #[allow(clippy::cast_precision_loss)] // milliseconds of a few years
        let factor = if self.learned == 0 { 1.0 } else { (-(since as f32) / HALF_LIFE as f32).exp2() };
        self.learned = now;
        for known in self.authors.iter_mut().chain(&mut self.topics) {
            known.care *= factor;
            known.views *= factor;
        }
        for (_, care) in &mut self.languages {
            *care *= factor;
        }
    }

    /// How many languages they are known to read, and whether this is one of them.
    pub(crate) fn understands(&self, language: u16) -> Option<bool> {
        let all: f32 = self.languages.iter().map(|(_, care)| care).sum();
        if language == 0 || all < 3.0 {
            return None;
        }
        Some(self.languages.iter().any(|(known, care)| *known == language && *care >= 0.03 * all))
    }
}

impl Profile {
    /// How much the member cares for a word.
    pub fn topic(&self, word: &str) -> f32 {
        let wanted = words::one(word);
        self.topics.iter().find(|(known, _)| *known == wanted).map_or(0.0, |(_, care)| *care)
    }
}

/// What is known of an author or a word; where there is no room, what is known least makes it.
pub(super) fn known(list: &mut Vec<Cared>, of: u32, most: usize) -> Option<&mut Cared> {
    let place = match list.iter().position(|known| known.of == of) {
        Some(place) => place,
        None if list.len() < most => {
            list.push(Cared { of, care: 0.0, views: 0.0 });
            list.len() - 1
        }
        None => {
            let by = |place: &usize, other: &usize| list[*place].known().total_cmp(&list[*other].known());
            let least = (0..list.len()).min_by(by)?;
            list[least] = Cared { of, care: 0.0, views: 0.0 };
            least
        }
    };
    list.get_mut(place)
}

/// They reacted to it.
pub(super) fn cared(list: &mut Vec<Cared>, of: u32, worth: f32, most: usize) {
    if let Some(known) = known(list, of, most) {
        known.care = (known.care + worth).clamp(-40.0, 40.0);
    }
}

/// They were shown it so many times.
pub(super) fn shown(list: &mut Vec<Cared>, of: u32, times: f32, most: usize) {
    if let Some(known) = known(list, of, most) {
        known.views += times;
    }
}

/// Adds to what is known of a key; where there is no room, what is cared for least makes it.
pub(super) fn add<K: Copy + PartialEq>(list: &mut Vec<(K, f32)>, key: K, amount: f32, most: usize) {
    if let Some((_, care)) = list.iter_mut().find(|(known, _)| *known == key) {
        *care = (*care + amount).clamp(-40.0, 40.0);
        return;
    }
    if list.len() >= most {
        let least = list
            .iter()
            .enumerate()
            .min_by(|a, b| a.1.1.abs().total_cmp(&b.1.1.abs()))
            .map(|(place, _)| place);
        if let Some(least) = least {
            list.swap_remove(least);
        }
    }
    list.push((key, amount));
}
