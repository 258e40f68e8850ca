//! What an index learns from what members do.

use super::member::shown;
use super::{Index, Reaction, push};
use crate::heads::Kind;
use crate::steering::Signals;

impl Index {
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

    /// Which signals of a member may be used from now on.
    pub fn listen(&mut self, who: i64, signals: Signals) {
        if let Some(who) = self.number(who) {
            self.members[who as usize].signals = signals;
        }
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
