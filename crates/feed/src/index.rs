//! The world as ranking sees it: recent public posts, reactions, and what members seem to care for.

mod learning;
mod limits;
mod member;
mod room;

pub use limits::Limits;
pub use member::Profile;
pub(crate) use member::{Cared, Member};

use crate::Map;
use crate::heads::Kind;
use crate::steering::{Marks, Policy, Ready};
use limits::{LED, OWN, SAID, WORDS};
use member::add;
use std::collections::VecDeque;

/// A public post, as it is told to the index.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Post {
    /// Its id.
    pub id: i64,
    /// Its author's id.
    pub author: i64,
    /// When it appeared, in milliseconds.
    pub at: i64,
    /// The first post of its conversation; its own id where it begins one.
    pub thread: i64,
    /// The language it is in, as its caller numbers them; 0 when unknown.
    pub language: u16,
    /// Whether it has pictures, film or sound.
    pub media: bool,
    /// What it is about ([`crate::words::of`]), as far as it may be found by that, compared with others and
    /// learned from.
    pub words: Vec<u32>,
    /// All other words of it ([`crate::words::all`]): only wishes and what a feed leaves out are held against them.
    pub said: Vec<u32>,
    /// How well made it is, −1 to 1.
    pub quality: f32,
    /// Its manner.
    pub marks: Marks,
    /// How long it is, in characters.
    pub length: u32,
    /// Whether its author says it was made with a model.
    pub generated: bool,
    /// Whether its author is a member here.
    pub local: bool,
    /// Whether its author wants to be found by those who do not follow them.
    pub open: bool,
}

/// Somebody did something with a post, or because of it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reaction {
    /// Who.
    pub who: i64,
    /// With which post.
    pub post: i64,
    /// What.
    pub kind: Kind,
    /// When, in milliseconds.
    pub at: i64,
}

/// A post in the index.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) id: i64,
    pub(crate) at: i64,
    pub(crate) thread: i64,
    pub(crate) author: u32,
    pub(crate) language: u16,
    pub(crate) media: bool,
    pub(crate) words: Box<[u32]>,
    pub(crate) said: Box<[u32]>,
    pub(crate) quality: f32,
    pub(crate) marks: Marks,
    pub(crate) length: u32,
    pub(crate) generated: bool,
    pub(crate) local: bool,
    pub(crate) open: bool,
    pub(crate) bridging: f32,
    pub(crate) forecast: f32,
    /// Reactions for it, each by what its giver's word counts.
    pub(crate) good: f32,
    /// Reactions against it, counted alike.
    pub(crate) bad: f32,
    pub(crate) views: u32,
    /// Who reacted for it in public, the last ones.
    pub(crate) reactors: Vec<u32>,
}

/// Recent posts, reactions and members.
#[derive(Clone, Debug, Default)]
pub struct Index {
    limits: Limits,
    pub(crate) posts: Vec<Kept>,
    slots: Map<i64, u32>,
    free: Vec<u32>,
    /// Posts by age; those that are gone are passed over.
    pub(crate) order: VecDeque<i64>,
    pub(crate) members: Vec<Member>,
    numbers: Map<i64, u32>,
    pub(crate) tagged: Map<u32, VecDeque<i64>>,
    /// A model of what everybody reacts to, made from some moment's reactions.
    pub(crate) factors: Option<std::sync::Arc<crate::factors::Learned>>,
    /// Posts that drew reactions lately, for what is talked about.
    pub(crate) moving: VecDeque<(i64, i64)>,
}

impl Index {
    /// An empty one.
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// How many posts it holds.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Whether it holds a post.
    pub fn holds(&self, post: i64) -> bool {
        self.slots.contains_key(&post)
    }

    /// A public post appeared, or looks like this now.
    pub fn publish(&mut self, post: &Post) {
        let Some(author) = self.number(post.author) else { return };
        if let Some(slot) = self.slots.get(&post.id) {
            let kept = &mut self.posts[*slot as usize];
            let before = std::mem::replace(&mut kept.words, first(&post.words, WORDS));
            kept.said = first(&post.said, SAID);
            (kept.language, kept.media) = (post.language, post.media);
            (kept.quality, kept.marks, kept.open) = (post.quality, post.marks, post.open);
            (kept.length, kept.generated, kept.local) = (post.length, post.generated, post.local);
            before
                .iter()
                .filter(|word| !post.words.contains(word))
                .for_each(|word| self.forget_word(*word, post.id));
            post.words
                .iter()
                .take(WORDS)
                .filter(|word| !before.contains(word))
                .for_each(|word| self.lead(*word, post.id));
            return;
        }
        // Where all is newer there is no room for it.
        if self.slots.len() >= self.limits.posts && self.order.front().is_some_and(|oldest| post.id < *oldest)
        {
            return;
        }
        self.make_room();
        let kept = Kept {
            id: post.id,
            at: post.at,
            thread: post.thread,
            author,
            language: post.language,
            media: post.media,
            words: first(&post.words, WORDS),
            said: first(&post.said, SAID),
            quality: post.quality,
            marks: post.marks,
            length: post.length,
            generated: post.generated,
            local: post.local,
            open: post.open,
            bridging: 0.0,
            forecast: 0.0,
            good: 0.0,
            bad: 0.0,
            views: 0,
            reactors: Vec::new(),
        };
        let slot = match self.free.pop() {
            Some(slot) => {
                self.posts[slot as usize] = kept;
                slot
            }
            None => {
                self.posts.push(kept);
                u32::try_from(self.posts.len() - 1).unwrap_or(u32::MAX)
            }
        };
        self.slots.insert(post.id, slot);
        place(&mut self.order, post.id, usize::MAX);
        post.words.iter().take(WORDS).for_each(|word| self.lead(*word, post.id));
        place(&mut self.members[author as usize].posts, post.id, OWN);
    }

    /// A word leads to a post.
    fn lead(&mut self, word: u32, post: i64) {
        place(self.tagged.entry(word).or_default(), post, LED);
    }

    /// Who wrote a post.
    pub fn author_of(&self, post: i64) -> Option<i64> {
        self.post(post).map(|kept| self.members[kept.author as usize].id)
    }

    /// The posts of an author.
    pub fn posts_of(&self, author: i64) -> Vec<i64> {
        let Some(author) = self.numbered(author) else { return Vec::new() };
        let own = |slot: &&u32| self.posts[**slot as usize].author == author;
        let mut posts: Vec<i64> =
            self.slots.values().filter(own).map(|slot| self.posts[*slot as usize].id).collect();
        posts.sort_unstable();
        posts
    }

    /// A post is gone.
    pub fn remove(&mut self, post: i64) {
        let Some(slot) = self.slots.remove(&post) else { return };
        let kept = &mut self.posts[slot as usize];
        let words = std::mem::take(&mut kept.words);
        (kept.said, kept.reactors) = (Box::default(), Vec::new());
        self.free.push(slot);
        for word in words {
            self.forget_word(word, post);
        }
    }

    /// A word no longer leads to a post; one that leads nowhere is forgotten, or words would pile up for ever.
    fn forget_word(&mut self, word: u32, post: i64) {
        if let std::collections::hash_map::Entry::Occupied(mut posts) = self.tagged.entry(word) {
            posts.get_mut().retain(|other| *other != post);
            if posts.get().is_empty() {
                posts.remove();
            }
        }
    }

    fn make_room(&mut self) {
        while self.slots.len() >= self.limits.posts.max(1) {
            let Some(oldest) = self.order.pop_front() else { return };
            self.remove(oldest);
        }
        // Removed out of order, ids stay in the queue until their turn; not for ever.
        if self.order.len() > 2 * self.limits.posts {
            let slots = &self.slots;
            self.order.retain(|id| slots.contains_key(id));
        }
    }

    /// Whom a member follows now.
    pub fn follows(&mut self, who: i64, whom: &[i64]) {
        let Some(who) = self.number(who).map(|who| who as usize) else { return };
        let before = std::mem::take(&mut self.members[who].follows);
        for number in before {
            let followed = &mut self.members[number as usize].followers;
            *followed = followed.saturating_sub(1);
        }
        let mut now: Vec<u32> = whom.iter().filter_map(|id| self.number(*id)).collect();
        now.sort_unstable();
        now.dedup();
        now.iter().for_each(|number| self.members[*number as usize].followers += 1);
        self.members[who].follows = now;
    }

    /// Whom a member does not want to see now, and who does not want to be seen by them.
    pub fn hides(&mut self, who: i64, whom: &[i64]) {
        let mut hidden: Vec<u32> = whom.iter().filter_map(|id| self.number(*id)).collect();
        hidden.sort_unstable();
        if let Some(who) = self.number(who) {
            self.members[who as usize].hidden = hidden;
        }
    }

    /// Which tags a member follows now, as [`crate::words::one`] numbers them.
    pub fn follows_tags(&mut self, who: i64, tags: &[u32]) {
        if let Some(who) = self.number(who) {
            self.members[who as usize].tags = tags.to_vec();
        }
    }

    /// Languages a member says they read.
    pub fn reads(&mut self, who: i64, languages: &[u16]) {
        let Some(who) = self.number(who) else { return };
        for language in languages {
            add(&mut self.members[who as usize].languages, *language, 3.0, 8);
        }
    }

    /// Posts that those who usually disagree agree are good, and how much ([`crate::bridging::posts`]). Of all
    /// others this is not known any more.
    pub fn bridge(&mut self, agreed: &[(i64, f32)]) {
        self.posts.iter_mut().for_each(|post| post.bridging = 0.0);
        for (post, good) in agreed {
            if let Some(slot) = self.slots.get(post) {
                self.posts[*slot as usize].bridging = good.clamp(0.0, 1.0);
            }
        }
    }

    /// Posts that are likely to go far, and with what chance. Of all others this is not known any more.
    pub fn foresee(&mut self, likely: &[(i64, f32)]) {
        self.posts.iter_mut().for_each(|post| post.forecast = 0.0);
        for (post, chance) in likely {
            if let Some(slot) = self.slots.get(post) {
                self.posts[*slot as usize].forecast = chance.clamp(0.0, 1.0);
            }
        }
    }

    /// From now on a model of what everybody reacts to says what fits whom; none where there is nothing to learn from.
    pub fn model(&mut self, model: Option<std::sync::Arc<crate::factors::Learned>>) {
        self.factors = model;
    }

    /// What is known about a member.
    pub fn profile(&self, who: i64) -> Profile {
        let Some(member) = self.member(who) else { return Profile::default() };
        // What they were shown and did nothing with is no opinion of theirs.
        let cared = |list: &[Cared]| -> Vec<(u32, f32)> {
            list.iter().filter(|one| one.care != 0.0).map(|one| (one.of, one.care)).collect()
        };
        let named = |(author, care): (u32, f32)| (self.members[author as usize].id, care);
        let mut authors: Vec<(i64, f32)> = cared(&member.authors).into_iter().map(named).collect();
        authors.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut topics = cared(&member.topics);
        topics.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut languages = member.languages.clone();
        languages.sort_by(|a, b| b.1.total_cmp(&a.1));
        let liked = member.liked.iter().rev().copied().collect();
        Profile { authors, topics, languages, liked, seen: member.seen.len() }
    }

    /// How often a post was shown, and by how much more it was liked than not: its author's own numbers.
    pub fn travelled(&self, post: i64) -> Option<(u32, f32, f32)> {
        self.post(post).map(|kept| (kept.views, kept.good, kept.bad))
    }

    /// The newest post with a word, to say which word its number is.
    pub fn speaks_of(&self, word: u32) -> Option<i64> {
        self.tagged.get(&word)?.iter().rev().copied().find(|post| self.holds(*post))
    }

    /// Whether a wish is about a post.
    pub fn fits(&self, policy: &Policy, post: i64) -> bool {
        let ready = Ready::new(policy, policy.since, |id| self.numbered(id));
        self.post(post).is_some_and(|kept| ready.fits(kept))
    }

    pub(crate) fn post(&self, id: i64) -> Option<&Kept> {
        self.slots.get(&id).map(|slot| &self.posts[*slot as usize])
    }

    pub(crate) fn member(&self, id: i64) -> Option<&Member> {
        self.numbers.get(&id).map(|number| &self.members[*number as usize])
    }

    pub(crate) fn numbered(&self, id: i64) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    /// The number of an account; of one not known before none where there is no room for more.
    fn number(&mut self, id: i64) -> Option<u32> {
        if let Some(number) = self.numbers.get(&id) {
            return Some(*number);
        }
        if self.members.len() >= self.limits.members {
            return None;
        }
        let next = u32::try_from(self.members.len()).ok()?;
        self.numbers.insert(id, next);
        self.members.push(Member { id, ..Member::default() });
        Some(next)
    }
}

/// The first words of a post, as far as they are kept.
fn first(words: &[u32], most: usize) -> Box<[u32]> {
    words.iter().take(most).copied().collect()
}

/// Puts a post among others in the order of their ids, which is that of their age: most come last. The oldest make
/// room.
fn place(ring: &mut VecDeque<i64>, post: i64, most: usize) {
    if ring.back().is_none_or(|last| *last < post) {
        return push(ring, post, most);
    }
    let at = ring.partition_point(|other| *other < post);
    if ring.get(at) == Some(&post) || (at == 0 && ring.len() >= most) {
        return;
    }
    ring.insert(at, post);
    if ring.len() > most {
        ring.pop_front();
    }
}

fn push<T>(ring: &mut VecDeque<T>, item: T, most: usize) {
    if ring.len() >= most {
        ring.pop_front();
    }
    ring.push_back(item);
}

#[cfg(test)]
mod tests;
