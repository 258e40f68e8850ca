//! The world as ranking sees it: recent public posts, reactions, and what members seem to care for.

mod member;

pub use member::Profile;
pub(crate) use member::{Cared, Member};

use crate::Map;
use crate::heads::Kind;
use crate::steering::{Marks, Policy, Ready, Signals};
use member::{add, shown};
use std::collections::VecDeque;

/// How much is kept, and so how much memory it takes: [`Limits::bytes`].
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Posts, the oldest of which go first.
    pub posts: usize,
    /// Members that are numbered: who wrote, reacted, reads, or is followed or hidden by somebody who reads. Whoever
    /// is beyond them is not known; then it is time to begin anew ([`Index::is_crowded`]).
    pub members: usize,
    /// Members of whom it is kept what they read and care for; those who did nothing for longest make room
    /// ([`Index::tidy`]).
    pub readers: usize,
    /// Whom those follow and hide, all told.
    pub relations: usize,
    /// Reactions kept of a post: who gave the last ones.
    pub reactors: usize,
    /// Posts kept that a member reacted to.
    pub liked: usize,
    /// Posts kept that a member was shown.
    pub seen: usize,
    /// Authors a member is known to care for.
    pub authors: usize,
    /// Words a member is known to care for.
    pub topics: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            posts: 200_000,
            members: 150_000,
            readers: 20_000,
            relations: 8_000_000,
            reactors: 64,
            liked: 80,
            seen: 600,
            authors: 120,
            topics: 240,
        }
    }
}

/// Different words of a post that are kept at most, of those it is about and of all others.
const WORDS: usize = crate::words::MOST;
const SAID: usize = crate::words::LONGEST;

impl Limits {
    /// Bytes an index takes at most, give or take what the allocator needs: every list has an end, and this adds
    /// them up. Most posts have few reactions and most members read little, so a usual one takes a quarter of it.
    pub const fn bytes(&self) -> usize {
        // The post itself, its place in four lists, its words and what they lead to, and who reacted.
        let post = size_of::<Kept>() + 4 * 32 + WORDS * (4 + 8) + SAID * 4 + self.reactors * 4;
        let member = size_of::<Member>() + 32 + OWN * 8;
        let cared = size_of::<Cared>() * (self.authors + self.topics);
        let reader = cared + 8 * (2 * self.liked + self.seen) + 8 * size_of::<(u16, f32)>();
        // Whoever reads comes and goes by a tenth.
        let readers = (self.readers + self.readers / 10) * reader + self.relations * 4;
        self.posts * post + self.members * member + readers
    }
}

/// Posts kept of an author, to be found by.
const OWN: usize = 40;
/// Posts a word leads to: the last ones.
const LED: usize = 200;

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

    /// Somebody reacted: the post, its author, and what is known of the member follow. Who switched a signal
    /// off is not learned from it.
    pub fn react(&mut self, reaction: &Reaction) {
        let Some(&slot) = self.slots.get(&reaction.post) else { return };
        let Some(who) = self.number(reaction.who) else { return };
        let author = self.posts[slot as usize].author;
        if author == who || !self.members[who as usize].signals.uses(reaction.kind) {
            return;
        }
        let weight = self.word_of(who, author);
        let worth = reaction.kind.care();
        let kept = &mut self.posts[slot as usize];
        if worth < 0.0 {
            kept.bad += weight;
        }
        if reaction.kind.is_public() {
            kept.good += weight;
            if kept.reactors.len() >= self.limits.reactors {
                kept.reactors.remove(0);
            }
            if !kept.reactors.contains(&who) {
                kept.reactors.push(who);
            }
            push(&mut self.members[who as usize].liked, reaction.post, self.limits.liked);
            push(&mut self.moving, (reaction.at, reaction.post), 4_000);
        }
        if reaction.kind.is_public() {
            self.members[author as usize].gains += weight;
        }
        if reaction.kind == Kind::Worth {
            push(&mut self.members[who as usize].praised, reaction.post, self.limits.liked);
        }
        let (words, language) = (self.posts[slot as usize].words.clone(), self.posts[slot as usize].language);
        self.members[who as usize].learn(self.limits, author, &words, language, worth, reaction.at);
    }

    /// Somebody followed, muted or reported somebody, and it is not known any more because of which post: what it says about
    /// caring for them is learned, and nothing about any post.
    pub fn regard(&mut self, who: i64, whom: i64, kind: Kind, at: i64) {
        let (Some(who), Some(whom)) = (self.number(who), self.number(whom)) else { return };
        if who == whom || !self.members[who as usize].signals.uses(kind) {
            return;
        }
        self.members[who as usize].learn(self.limits, whom, &[], 0, kind.care(), at);
    }

    /// Somebody took a reaction back. What was learned from it fades; the post loses it at once.
    pub fn take_back(&mut self, who: i64, post: i64) {
        let (Some(who), Some(&slot)) = (self.numbered(who), self.slots.get(&post)) else { return };
        let weight = self.word_of(who, self.posts[slot as usize].author);
        let kept = &mut self.posts[slot as usize];
        kept.good = (kept.good - weight).max(0.0);
        kept.reactors.retain(|reactor| *reactor != who);
        self.members[who as usize].liked.retain(|liked| *liked != post);
    }

    /// Somebody was shown a post at a moment.
    pub fn view(&mut self, who: i64, post: i64, at: i64) {
        let Some(&slot) = self.slots.get(&post) else { return };
        let kept = &mut self.posts[slot as usize];
        kept.views = kept.views.saturating_add(1);
        let author = kept.author;
        self.members[author as usize].views += 1.0;
        let Some(who) = self.number(who).filter(|who| *who != author) else { return };
        let (limits, words) = (self.limits, &self.posts[slot as usize].words);
        let member = &mut self.members[who as usize];
        push(&mut member.seen, post, limits.seen);
        member.last = member.last.max(at);
        shown(&mut member.authors, author, 1.0, limits.authors);
        words.iter().for_each(|word| shown(&mut member.topics, *word, 1.0, limits.topics));
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

    /// Which signals of a member may be used from now on.
    pub fn listen(&mut self, who: i64, signals: Signals) {
        if let Some(who) = self.number(who) {
            self.members[who as usize].signals = signals;
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

    /// Forgets what was learned about a member. Whom they follow and hide are their own words, and stay.
    pub fn forget(&mut self, who: i64) {
        let Some(number) = self.numbered(who) else { return };
        let liked = std::mem::take(&mut self.members[number as usize].liked);
        for post in liked {
            if let Some(slot) = self.slots.get(&post) {
                self.posts[*slot as usize].reactors.retain(|reactor| *reactor != number);
            }
        }
        let member = &mut self.members[number as usize];
        (member.seen, member.praised, member.authors, member.topics, member.languages) = Default::default();
    }

    /// Learns a member anew from what they did, oldest first, after they changed what may be learned from. A post's
    /// own numbers lose what does not count any more and gain nothing, so that changing one's mind again and again
    /// changes nobody else's page.
    pub fn relearn(&mut self, who: i64, did: &[Reaction], regards: &[(i64, Kind, i64)]) {
        let Some(number) = self.numbered(who) else { return };
        let weigh = |post: &i64| Some((*post, self.word_of(number, self.post(*post)?.author)));
        let before: Vec<(i64, f32)> = self.members[number as usize].liked.iter().filter_map(weigh).collect();
        self.forget(who);
        let signals = self.members[number as usize].signals;
        for reaction in did.iter().filter(|reaction| signals.uses(reaction.kind)) {
            self.recall(number, reaction);
        }
        for (whom, kind, at) in regards {
            self.regard(who, *whom, *kind, *at);
        }
        for (post, weight) in before {
            let counts = self.members[number as usize].liked.contains(&post);
            if let Some(slot) = self.slots.get(&post).filter(|_| !counts) {
                let kept = &mut self.posts[*slot as usize];
                kept.good = (kept.good - weight).max(0.0);
            }
        }
    }

    /// What a reaction says about who gave it.
    fn recall(&mut self, who: u32, reaction: &Reaction) {
        let Some(&slot) = self.slots.get(&reaction.post) else { return };
        let (limits, kept) = (self.limits, &mut self.posts[slot as usize]);
        if kept.author == who {
            return;
        }
        let member = &mut self.members[who as usize];
        if reaction.kind.is_public() {
            if kept.reactors.len() < limits.reactors && !kept.reactors.contains(&who) {
                kept.reactors.push(who);
            }
            push(&mut member.liked, reaction.post, limits.liked);
        }
        if reaction.kind == Kind::Worth {
            push(&mut member.praised, reaction.post, limits.liked);
        }
        member.learn(limits, kept.author, &kept.words, kept.language, reaction.kind.care(), reaction.at);
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

    /// Makes room for as many as some limits say.
    pub const fn widen(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// A member was here: they are among those let go last.
    pub fn came(&mut self, who: i64, at: i64) {
        if let Some(who) = self.number(who) {
            let member = &mut self.members[who as usize];
            member.last = member.last.max(at);
        }
    }

    /// Whether there is hardly room for another account: it is time to fill an index anew, with those who are
    /// there now.
    pub fn is_crowded(&self) -> bool {
        self.members.len() >= self.limits.members - self.limits.members / 50
    }

    /// Lets go of what those read and care for, and of whom they follow and hide, who did nothing for longest, where
    /// more than a tenth too many are known; who they are. Their reactions to posts stay.
    pub fn tidy(&mut self) -> Vec<i64> {
        let many = self.members.iter().filter(|member| member.is_known()).count();
        let related: usize = self.members.iter().map(Member::relations).sum();
        if many <= self.limits.readers + self.limits.readers / 10 && related <= self.limits.relations {
            return Vec::new();
        }
        let mut by_age: Vec<(i64, u32)> = (0..)
            .zip(&self.members)
            .filter(|(_, member)| member.is_known() || member.relations() > 0)
            .map(|(number, member)| (member.last, number))
            .collect();
        by_age.sort_unstable();
        let (mut many, mut related, mut gone) = (many, related, Vec::new());
        for (_, number) in by_age {
            if many <= self.limits.readers && related <= self.limits.relations / 10 * 9 {
                break;
            }
            let member = &mut self.members[number as usize];
            many -= usize::from(member.is_known());
            related -= member.relations();
            gone.push(member.id);
            let followed = member.let_go();
            for number in followed {
                let followed = &mut self.members[number as usize].followers;
                *followed = followed.saturating_sub(1);
            }
        }
        gone
    }

    /// Takes over what no row says from an index that was used before: what some of its members were shown. Those
    /// are the ones from a place on, so that it can be done piece by piece; whether there are more.
    pub fn inherit(&mut self, before: &Self, from: usize, many: usize) -> bool {
        if self.factors.is_none() {
            self.factors.clone_from(&before.factors);
        }
        for old in before.members.iter().skip(from).take(many).filter(|old| old.is_known()) {
            let Some(who) = self.number(old.id) else { break };
            let limits = self.limits;
            for post in old.seen.iter().filter(|post| self.slots.contains_key(post)) {
                push(&mut self.members[who as usize].seen, *post, limits.seen);
            }
            for author in old.authors.iter().filter(|author| author.views() > 0.0) {
                let Some(number) = self.number(before.members[author.of as usize].id) else { continue };
                member::shown(
                    &mut self.members[who as usize].authors,
                    number,
                    author.views(),
                    limits.authors,
                );
            }
            let member = &mut self.members[who as usize];
            for topic in old.topics.iter().filter(|topic| topic.views() > 0.0) {
                member::shown(&mut member.topics, topic.of, topic.views(), limits.topics);
            }
            member.last = member.last.max(old.last);
            member.learned = member.learned.max(old.learned);
        }
        for old in before.posts.iter().skip(from).take(many).filter(|old| old.views > 0) {
            if let Some(slot) = self.slots.get(&old.id) {
                let kept = &mut self.posts[*slot as usize];
                kept.views = kept.views.saturating_add(old.views);
                self.members[kept.author as usize].views += old.views as f32;
            }
        }
        from + many < before.members.len().max(before.posts.len())
    }

    /// What a member's word counts for an author's post, between nothing and one: less while they are new,
    /// less when they only ever react to a few, and less each time they react to the same author. So a clique
    /// or a crowd of fresh accounts is worth little more than one of them.
    fn word_of(&self, who: u32, author: u32) -> f32 {
        let member = &self.members[who as usize];
        let (mut same, mut others) = (0u16, crate::Set::<u32>::default());
        for post in &member.liked {
            match self.post(*post).map(|kept| kept.author) {
                Some(liked) if liked == author => same += 1,
                Some(liked) => {
                    others.insert(liked);
                }
                None => {}
            }
        }
        let breadth = (0.2 + f32::from(u16::try_from(others.len()).unwrap_or(u16::MAX)) / 10.0).min(1.0);
        let posted = if member.followers > 0 { 1.0 } else { 0.6 };
        breadth * posted / (1.0 + f32::from(same) / 4.0)
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
