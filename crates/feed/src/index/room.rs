//! Who and what goes when an index is full, and what a new one takes over.

use super::member::shown;
use super::{Index, Limits, Member, push};

impl Index {
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
                shown(&mut self.members[who as usize].authors, number, author.views(), limits.authors);
            }
            let member = &mut self.members[who as usize];
            for topic in old.topics.iter().filter(|topic| topic.views() > 0.0) {
                shown(&mut member.topics, topic.of, topic.views(), limits.topics);
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
}
