//! What members have said, kept in memory: for pages, which say it in their headers, and for
//! whoever asks before using a post.
//!
//! Most members say nothing about single posts and pictures. Of those who never did, one small value
//! an account answers everything.

use crate::fresh::Changes;
use crate::lapsing::Lapsing;
use crate::views::Observer;
use crate::{App, Result};
use consent::{Author, Choice, Choices, Decision, Purpose, Subject, allows};
use model::{AccountId, Event, Logged, MediaId, PostId};
use std::collections::{HashMap, HashSet};
use std::time::Duration;

/// Accounts kept at most, about a hundred bytes each; as many posts and pictures.
const KEPT: usize = 100_000;
/// How long what nobody asks for is kept.
const IDLE: Duration = Duration::from_secs(3_600);

/// A post, by whom, and its pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// Who wrote it.
    pub author: AccountId,
    /// The post.
    pub post: PostId,
    /// Its pictures, as far as they are used too.
    pub pictures: Vec<MediaId>,
}

/// What an account has said.
#[derive(Clone, Copy, Debug)]
struct Known {
    author: Author,
    /// Whether it ever spoke of a single post or picture.
    exceptions: bool,
}

/// What was said lately asked for.
pub(crate) struct Kept {
    accounts: Lapsing<AccountId, Known>,
    /// By whom, and of what.
    subjects: Lapsing<(AccountId, Subject), Choices>,
    changes: Changes<AccountId>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            accounts: Lapsing::when_idle(IDLE, KEPT),
            subjects: Lapsing::when_idle(IDLE, KEPT),
            changes: Changes::default(),
        }
    }
}

impl Observer for Kept {
    fn observe(&self, logged: &Logged) {
        match &logged.event {
            Event::ConsentChanged { account, post, picture } => self.changes.note(*account, |account| {
                self.accounts.remove(account);
                let post = post.map(Subject::Post);
                let picture = picture.map(Subject::Picture);
                for subject in [post, picture].into_iter().flatten() {
                    self.subjects.remove(&(*account, subject));
                }
            }),
            Event::AccountChanged { account } | Event::AccountSuspended { account, .. } => {
                self.changes.note(*account, |account| self.accounts.remove(account));
            }
            _ => {}
        }
    }
}

impl App {
    /// Whether a post, or a picture of it, may be used for `purpose`, and why. The author named has to
    /// be the post's.
    pub async fn may_use(
        &self,
        purpose: Purpose,
        author: AccountId,
        post: Option<PostId>,
        picture: Option<MediaId>,
    ) -> Result<Decision> {
        let known = self.known(&[author]).await?.remove(&author);
        let Some(known) = known else {
            return Ok(allows(purpose, &Author::Elsewhere(None), &Choices::UNSET, &Choices::UNSET));
        };
        let of_post = self.said_of(author, known, post.map(Subject::Post)).await?;
        let of_picture = self.said_of(author, known, picture.map(Subject::Picture)).await?;
        Ok(allows(purpose, &known.author, &of_post, &of_picture))
    }

    /// What holds for something made of all these posts, such as a page: a yes when it is one for
    /// each post and each picture, a no as soon as it is for one. Nothing used is nothing said.
    pub async fn said_of_all(&self, used: &[Used]) -> Result<Choices> {
        let authors: Vec<AccountId> = used.iter().map(|used| used.author).collect();
        let known = self.known(&authors).await?;
        let mut all = Vec::with_capacity(used.len());
        let mut simple = HashSet::new();
        for used in used {
            let Some(known) = known.get(&used.author).copied() else { return Ok(Choices::UNSET) };
            if !known.exceptions {
                // All posts of theirs are alike.
                if simple.insert(used.author) {
                    all.push(effective(&known.author, &Choices::UNSET, &Choices::UNSET));
                }
                continue;
            }
            let of_post = self.said_of(used.author, known, Some(Subject::Post(used.post))).await?;
            all.push(effective(&known.author, &of_post, &Choices::UNSET));
            for picture in &used.pictures {
                let subject = Subject::Picture(*picture);
                let of_picture = self.said_of(used.author, known, Some(subject)).await?;
                all.push(effective(&known.author, &of_post, &of_picture));
            }
        }
        if all.is_empty() {
            return Ok(Choices::UNSET);
        }
        let together = |purpose| Choice::of_all(all.iter().map(|choices: &Choices| choices.get(purpose)));
        Ok(Purpose::ALL.into_iter().map(|purpose| (purpose, together(purpose))).collect())
    }

    /// What an account has said of all it writes.
    pub async fn said_of_account(&self, account: AccountId) -> Result<Choices> {
        let known = self.known(&[account]).await?.remove(&account);
        Ok(known.map_or(Choices::UNSET, |known| effective(&known.author, &Choices::UNSET, &Choices::UNSET)))
    }

    /// What accounts have said, from memory or all the rest in one go.
    async fn known(&self, accounts: &[AccountId]) -> Result<HashMap<AccountId, Known>> {
        let kept = &self.inner.consents;
        let place = kept.changes.place();
        let (mut known, mut missing) = (HashMap::new(), Vec::new());
        for account in accounts {
            match kept.accounts.get(account) {
                Some(found) => drop(known.insert(*account, found)),
                None if missing.contains(account) => {}
                None => missing.push(*account),
            }
        }
        if missing.is_empty() {
            return Ok(known);
        }
        for said in store::consent::of_accounts(&mut self.read().await?, &missing).await? {
            let author = if said.here { Author::Member(said.choices) } else { Author::Elsewhere(None) };
            let found = Known { author, exceptions: said.exceptions };
            kept.changes.keep_if_fresh(place, &said.account, || kept.accounts.insert(said.account, found));
            known.insert(said.account, found);
        }
        Ok(known)
    }

    /// What was said of a post or a picture itself.
    async fn said_of(&self, author: AccountId, known: Known, subject: Option<Subject>) -> Result<Choices> {
        let Some(subject) = subject.filter(|_| known.exceptions) else { return Ok(Choices::UNSET) };
        let kept = &self.inner.consents;
        if let Some(choices) = kept.subjects.get(&(author, subject)) {
            return Ok(choices);
        }
        let place = kept.changes.place();
        let lines = store::consent::newest(&mut self.read().await?, author, subject).await?;
        let choices = store::consent::choices(&lines);
        kept.changes.keep_if_fresh(place, &author, || kept.subjects.insert((author, subject), choices));
        Ok(choices)
    }
}

/// Purpose by purpose what counts in the end, an unset one staying unset: pages tell the two apart.
fn effective(author: &Author, post: &Choices, picture: &Choices) -> Choices {
    match author {
        Author::Member(account) => picture.or(&post.or(account)),
        Author::Elsewhere(declared) => declared.map_or(Choices::UNSET, |declared| {
            Purpose::ALL.into_iter().map(|purpose| (purpose, declared.choice(purpose))).collect()
        }),
    }
}
