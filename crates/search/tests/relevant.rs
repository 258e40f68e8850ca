//! Posts by how well they fit, within the searcher's reach.
// Helpers of tests may fail loudly, too.
#![allow(clippy::unwrap_used)]

// Not every test needs all of it.
#[allow(dead_code)]
mod common;

use common::{ALICE, BOB, CHLOE, index, post};
use model::AccountId;
use search::{Index, PostDoc, Wording};

fn find(index: &Index, searcher: AccountId, author: Option<AccountId>, words: &[&str]) -> Vec<i64> {
    let words: Vec<Wording> =
        words.iter().map(|word| Wording { word: (*word).to_owned(), boost: 1.0 }).collect();
    let found = index.find_relevant(&words, searcher, author, 10).unwrap();
    found.into_iter().map(|post| post.0).collect()
}

#[test]
fn rare_words_count_most_and_nobody_reaches_further() {
    let index = index(&[
        post(1, "the harbour"),
        post(2, "the harbour again"),
        post(3, "the harbour and a comet"),
        PostDoc { author: BOB, ..post(4, "a comet") },
        PostDoc { public: false, ..post(5, "harbour comet comet") },
        PostDoc { author_indexable: false, ..post(6, "harbour comet") },
    ]);
    assert_eq!(find(&index, CHLOE, None, &["harbour", "comet"])[..2], [3, 4]);
    assert_eq!(find(&index, CHLOE, Some(BOB), &["harbour", "comet"]), [4]);
    assert_eq!(find(&index, CHLOE, None, &["nothing"]), [0_i64; 0]);
    assert_eq!(find(&index, CHLOE, None, &[]), [0_i64; 0]);
    // One's own library says nothing about how well a post fits.
    let own = find(&index, ALICE, None, &["comet"]);
    assert!(own.contains(&5) && own.contains(&6) && own.len() == 4, "{own:?}");
}

#[test]
fn the_words_there_are_are_told() {
    let index = index(&[post(1, "lamps and a lamp"), post(2, "Lampions"), post(3, "lamp")]);
    let mut words = index.words_from("lamp", 10).unwrap();
    words.sort();
    assert_eq!(words, [("lamp".to_owned(), 2), ("lampions".to_owned(), 1), ("lamps".to_owned(), 1)]);
    assert_eq!(index.words_from("zzz", 10).unwrap(), []);
    assert_eq!(index.documents(), 3);
}
