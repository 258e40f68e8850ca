//! Deleting and writing anew: what stands in a deleted post's place keeps what its author said of the use of that
//! one. (What was said of a picture is the picture's, which the new post takes up under the same number.)
//!
//! Apps delete a post and send another; nothing says that the second stands for the first. So what was deleted is
//! remembered for an hour, as far as its author spoke of it, and a new post of theirs that shows a picture of it
//! or keeps more than half of its words takes over what the ledger says. Only hashes of the words are kept, under
//! a key of this process, in memory: after a restart, or on another node, what holds is what they say of all they
//! write.

use crate::{Result, Standing};
use consent::{Said, Subject};
use model::{AccountId, MediaId, Post, PostId, Time};
use parking_lot::Mutex;
use std::collections::hash_map::RandomState;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher as _;
use std::time::Duration;
use store::Tx;

/// How long a deleted post is waited for.
const REMEMBERED: Duration = Duration::from_secs(3_600);
/// Deleted posts remembered of one member.
const OF_ONE: usize = 20;

/// Posts that were deleted a moment ago.
#[derive(Default)]
pub(crate) struct Redrafts {
    key: RandomState,
    gone: Mutex<HashMap<AccountId, Vec<Gone>>>,
}

struct Gone {
    post: PostId,
    at: Time,
    media: Vec<MediaId>,
    words: HashSet<u64>,
}

impl Redrafts {
    /// Remembers a post its author spoke of.
    pub(crate) fn remember(&self, post: &Post, media: Vec<MediaId>, standing: &Standing, now: Time) {
        if standing.lines.is_empty() {
            return;
        }
        let gone = Gone { post: post.id, at: now, media, words: self.words(&post.text) };
        let mut all = self.gone.lock();
        all.retain(|_, of_one| {
            of_one.retain(|gone| now.since(gone.at) < REMEMBERED);
            !of_one.is_empty()
        });
        let of_one = all.entry(post.author).or_default();
        of_one.push(gone);
        if of_one.len() > OF_ONE {
            of_one.remove(0);
        }
    }

    /// The deleted post a new one stands for.
    pub(crate) fn find(&self, author: AccountId, text: &str, media: &[MediaId], now: Time) -> Option<PostId> {
        let all = self.gone.lock();
        let words = self.words(text);
        let same = |gone: &Gone| {
            now.since(gone.at) < REMEMBERED
                && (gone.media.iter().any(|medium| media.contains(medium))
                    || gone.words.intersection(&words).count() * 2 > gone.words.len())
        };
        all.get(&author)?.iter().rev().find(|gone| same(gone)).map(|gone| gone.post)
    }

    /// A new post stands there now.
    pub(crate) fn forget(&self, author: AccountId, post: PostId) {
        if let Some(of_one) = self.gone.lock().get_mut(&author) {
            of_one.retain(|gone| gone.post != post);
        }
    }

    fn words(&self, text: &str) -> HashSet<u64> {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(|word| self.key.hash_one(word.to_lowercase())).collect()
    }
}

/// Writes into the ledger for a new post what it says of the one it stands for.
pub(crate) async fn keep_consent(
    tx: &mut Tx,
    me: AccountId,
    old: PostId,
    new: PostId,
    now: Time,
) -> Result<()> {
    let lines = store::consent::newest(tx, me, Subject::Post(old)).await?;
    let said = lines.into_iter().map(|line| Said { subject: Subject::Post(new), at: now, ..line.said });
    store::consent::append(tx, now, said.collect()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::consent::{Choice, Entry, Purpose};

    fn standing(post: PostId) -> Standing {
        let said = Said {
            account: AccountId(1),
            subject: Subject::Post(post),
            purpose: Purpose::Archive,
            choice: Choice::No,
            reason: String::new(),
            terms: "1".to_owned(),
            through: "web".to_owned(),
            at: Time::default(),
        };
        let lines = vec![Entry::after(None, said)];
        Standing { choices: store::consent::choices(&lines), lines }
    }

    fn post(text: &str) -> Post {
        Post { id: PostId(7), author: AccountId(1), text: text.to_owned(), ..Post::default() }
    }

    #[test]
    fn a_new_post_stands_for_one_it_shares_a_picture_or_most_words_with() {
        let (now, later) = (Time::from_millis(1_000), Time::from_millis(1_000).plus(REMEMBERED));
        for (text, media, at, stands) in [
            ("The bakery opens at nine", vec![], now, true),
            ("the BAKERY opens at ten, on Monday", vec![], now, true),
            ("The ferry leaves at noon", vec![], now, false),
            ("", vec![], now, false),
            ("Something else", vec![MediaId(3)], now, true),
            ("Something else", vec![MediaId(4)], now, false),
            ("The bakery opens at nine", vec![], later, false),
        ] {
            let redrafts = Redrafts::default();
            let old = post("The bakery opens at nine");
            redrafts.remember(&old, vec![MediaId(3)], &standing(old.id), now);
            assert_eq!(redrafts.find(AccountId(2), text, &media, at), None, "{text}: somebody else's");
            assert_eq!(redrafts.find(AccountId(1), text, &media, at), stands.then_some(old.id), "{text}");
            redrafts.forget(AccountId(1), old.id);
            assert_eq!(redrafts.find(AccountId(1), text, &media, at), None, "{text}: once");
        }
        let redrafts = Redrafts::default();
        redrafts.remember(&post("A thing"), Vec::new(), &Standing::default(), now);
        assert_eq!(redrafts.find(AccountId(1), "A thing", &[], now), None, "nobody spoke of it");
    }
}
