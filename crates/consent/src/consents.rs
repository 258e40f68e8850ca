//! What a ledger comes to.

use crate::{Author, Choices, Decision, Entry, Purpose, Subject, allows};
use model::{MediaId, PostId, Time};
use std::collections::BTreeMap;

/// All one member has said, at some moment: the newest line of each subject and purpose.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Consents {
    account: Choices,
    posts: BTreeMap<PostId, Choices>,
    pictures: BTreeMap<MediaId, Choices>,
}

impl Consents {
    /// What a ledger, oldest line first, comes to.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut consents = Self::default();
        entries.into_iter().for_each(|entry| consents.follow(entry));
        consents
    }

    /// What it came to at `moment`: lines of that very millisecond count.
    pub fn at<'a>(entries: impl IntoIterator<Item = &'a Entry>, moment: Time) -> Self {
        Self::of(entries.into_iter().filter(|entry| entry.said.at <= moment))
    }

    /// Follows one more line.
    pub fn follow(&mut self, entry: &Entry) {
        let said = &entry.said;
        self.choices_mut(said.subject).set(said.purpose, said.choice);
    }

    /// What was said of a subject itself, without what is said less specifically.
    pub fn said_of(&self, subject: Subject) -> Choices {
        match subject {
            Subject::Account => self.account,
            Subject::Post(post) => self.posts.get(&post).copied().unwrap_or_default(),
            Subject::Picture(picture) => self.pictures.get(&picture).copied().unwrap_or_default(),
        }
    }

    /// Whether a post (and, where named, a picture of it) may be used.
    pub fn allows(&self, purpose: Purpose, post: Option<PostId>, picture: Option<MediaId>) -> Decision {
        let of = |subject: Option<Subject>| subject.map_or(Choices::UNSET, |subject| self.said_of(subject));
        let author = Author::Member(self.account);
        allows(purpose, &author, &of(post.map(Subject::Post)), &of(picture.map(Subject::Picture)))
    }

    fn choices_mut(&mut self, subject: Subject) -> &mut Choices {
        match subject {
            Subject::Account => &mut self.account,
            Subject::Post(post) => self.posts.entry(post).or_default(),
            Subject::Picture(picture) => self.pictures.entry(picture).or_default(),
        }
    }
}
