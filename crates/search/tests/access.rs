//! Who may find what.

mod common;

use common::{ALICE, BOB, CHLOE, find, index, post};
use model::{AccountId, PostId};
use search::PostDoc;

const STRANGER: AccountId = AccountId(99);

#[test]
fn a_post_is_found_by_all_or_by_those_it_belongs_to() {
    let index = index(&[
        post(1, "fire"),
        PostDoc { author_indexable: false, ..post(2, "fire") },
        PostDoc { public: false, ..post(3, "fire") },
        PostDoc { public: false, mentions: vec![BOB], ..post(4, "fire") },
        PostDoc { author_indexable: false, participants: vec![CHLOE], ..post(5, "fire") },
    ]);
    assert_eq!(find(&index, STRANGER, "fire"), [1]);
    assert_eq!(find(&index, ALICE, "fire"), [5, 4, 3, 2, 1]);
    assert_eq!(find(&index, BOB, "fire"), [4, 1]);
    assert_eq!(find(&index, CHLOE, "fire"), [5, 1]);
    assert_eq!(find(&index, CHLOE, "fire in:library"), [5]);
    assert_eq!(find(&index, CHLOE, "fire in:public"), [1]);
    assert_eq!(find(&index, CHLOE, "fire in:all"), [5, 1]);
    assert_eq!(find(&index, CHLOE, "fire -in:library"), [1]);
    assert_eq!(find(&index, CHLOE, "fire -in:public"), [5]);
}

#[test]
fn no_operator_reaches_further() {
    let index = index(&[PostDoc { public: false, mentions: vec![BOB], ..post(1, "fire") }]);
    for question in
        ["from:alice", "-water", "in:all", "-in:public", "-in:library", "-from:bob", "to:bob", "lang:en"]
    {
        assert_eq!(find(&index, STRANGER, question), [0_i64; 0], "{question}");
    }
}

#[test]
fn doing_something_with_a_post_brings_it_into_the_library() {
    let private = PostDoc { author_indexable: false, ..post(1, "fire") };
    let index = index(std::slice::from_ref(&private));
    assert_eq!(find(&index, CHLOE, "fire"), [0_i64; 0]);
    index.add_post(&PostDoc { participants: vec![CHLOE], ..private.clone() }).unwrap();
    index.commit(2).unwrap();
    assert_eq!(find(&index, CHLOE, "fire"), [1]);
    index.add_post(&private).unwrap();
    index.commit(3).unwrap();
    assert_eq!(find(&index, CHLOE, "fire"), [0_i64; 0]);
    index.remove_post(PostId(1));
    index.commit(4).unwrap();
    assert_eq!(find(&index, ALICE, "fire"), [0_i64; 0]);
}
