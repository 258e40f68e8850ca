//! A few posts with names, and who finds which of them.
// Helpers of tests may fail loudly, too.
#![allow(clippy::unwrap_used)]

use model::{AccountId, PostId, Time};
use search::{Index, Mark, PostDoc, Question, Within};
use std::collections::HashMap;

pub const ALICE: AccountId = AccountId(1);
pub const BOB: AccountId = AccountId(2);
pub const CHLOE: AccountId = AccountId(3);

/// A public post by Alice, who lets herself be found, to be changed with `..post(…)`.
pub fn post(id: i64, text: &str) -> PostDoc {
    PostDoc {
        id: PostId(id),
        author: ALICE,
        created: Time::parse("2026-11-20T12:00:00Z").unwrap(),
        language: Some("en".to_owned()),
        text: text.to_owned(),
        public: true,
        author_indexable: true,
        mentions: Vec::new(),
        participants: Vec::new(),
        marks: Vec::<Mark>::new(),
    }
}

pub fn index(posts: &[PostDoc]) -> Index {
    let index = Index::in_memory().unwrap();
    for post in posts {
        index.add_post(post).unwrap();
    }
    index.commit(1).unwrap();
    index
}

pub fn find_within(index: &Index, searcher: AccountId, text: &str, within: Within) -> Vec<i64> {
    let names = [("alice", ALICE), ("bob", BOB), ("chloe@example.org", CHLOE)];
    let names: HashMap<String, AccountId> =
        names.into_iter().map(|(name, account)| (name.to_owned(), account)).collect();
    let posts = index.find_posts(&Question::parse(text), &names, searcher, within).unwrap();
    posts.into_iter().map(|post| post.0).collect()
}

pub fn find(index: &Index, searcher: AccountId, text: &str) -> Vec<i64> {
    find_within(index, searcher, text, Within { limit: 20, ..Within::default() })
}
