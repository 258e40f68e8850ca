//! Every operator, and its opposite.

mod common;

use common::{ALICE, BOB, CHLOE, find, find_within, index, post};
use model::{PostId, Time};
use search::{Mark, PostDoc, Within};

fn check(posts: &[PostDoc], expected: &[(&str, &[i64])]) {
    let index = index(posts);
    for (question, ids) in expected {
        assert_eq!(find(&index, BOB, question), *ids, "{question}");
    }
}

#[test]
fn words_and_phrases() {
    check(
        &[
            post(1, "The slow fire of an old été, l’œuvre de Zoé"),
            post(2, "A fire, slow to start"),
            post(3, "東京都は寒い 🔥"),
            post(4, "don't stop: https://example.org/a/b"),
        ],
        &[
            ("fire", &[2, 1]),
            ("FIRE slow", &[2, 1]),
            ("\"slow fire\"", &[1]),
            ("fire -\"slow fire\"", &[2]),
            ("fire -été", &[2]),
            ("ete", &[1]),
            ("d'été oeuvre zoe", &[1]),
            ("东", &[]),
            ("東京都", &[3]),
            ("京東", &[]),
            ("🔥", &[3]),
            ("don't", &[4]),
            ("https://example.org/a/b", &[4]),
            ("fire water", &[]),
            ("!!! fire", &[2, 1]),
        ],
    );
}

#[test]
fn people() {
    let posts = [
        PostDoc { mentions: vec![CHLOE], ..post(1, "fire") },
        PostDoc { author: BOB, mentions: vec![ALICE], ..post(2, "fire") },
        PostDoc { author: CHLOE, mentions: vec![BOB], ..post(3, "fire") },
    ];
    check(
        &posts,
        &[
            ("from:alice", &[1]),
            ("from:@chloe@example.org fire", &[3]),
            ("from:alice from:bob", &[2, 1]),
            ("-from:alice fire", &[3, 2]),
            ("from:me", &[2]),
            ("to:me", &[3]),
            ("to:@alice", &[2]),
            ("fire -to:me", &[2, 1]),
            ("from:nobody", &[]),
            ("fire -from:nobody", &[3, 2, 1]),
        ],
    );
}

#[test]
fn properties_and_languages() {
    let marked = |id, marks: &[Mark]| PostDoc { marks: marks.to_vec(), ..post(id, "fire") };
    check(
        &[
            marked(1, &[Mark::Image, Mark::Sensitive]),
            marked(2, &[Mark::Video, Mark::Audio, Mark::Reply]),
            marked(3, &[Mark::Poll, Mark::Quote, Mark::Bot]),
            PostDoc { language: Some("fr".to_owned()), ..marked(4, &[Mark::Link, Mark::Embed]) },
            PostDoc { language: None, ..marked(5, &[]) },
        ],
        &[
            ("has:media", &[2, 1]),
            ("has:image", &[1]),
            ("has:video", &[2]),
            ("has:audio", &[2]),
            ("has:poll", &[3]),
            ("has:link", &[4]),
            ("has:embed", &[4]),
            ("is:reply", &[2]),
            ("is:sensitive", &[1]),
            ("is:quote", &[3]),
            ("is:bot", &[3]),
            ("fire -has:media -is:quote", &[5, 4]),
            ("has:video is:reply", &[2]),
            ("has:image has:poll", &[]),
            ("lang:fr", &[4]),
            ("language:FR lang:en", &[4, 3, 2, 1]),
            ("fire -lang:en", &[5, 4]),
        ],
    );
}

#[test]
fn dates() {
    let at = |id, time: &str| PostDoc { created: Time::parse(time).unwrap(), ..post(id, "fire") };
    check(
        &[
            at(1, "2025-12-31T23:59:59.999Z"),
            at(2, "2026-01-01T00:00:00Z"),
            at(3, "2026-01-31T23:59:59.999Z"),
            at(4, "2026-02-01T00:00:00Z"),
        ],
        &[
            ("before:2026-01-01", &[1]),
            ("before:2026", &[1]),
            ("after:2026-01-01", &[4, 3]),
            ("after:2025", &[4, 3, 2]),
            ("after:2026-01", &[4]),
            ("during:2026-01", &[3, 2]),
            ("during:2026-01-31", &[3]),
            ("fire -during:2026-01", &[4, 1]),
            ("after:2025 before:2026-02", &[3, 2]),
            ("after:2026-01-31T23:59:59Z", &[4, 3]),
        ],
    );
}

#[test]
fn a_question_that_says_nothing_finds_nothing() {
    check(&[post(1, "fire")], &[("", &[]), ("...", &[]), ("-", &[]), ("-fire", &[]), ("-water", &[1])]);
}

#[test]
fn pages() {
    let index =
        index(&[1, 2, 3, 4, 5].map(|id| PostDoc { author: [ALICE, BOB][id % 2], ..post(id as i64, "fire") }));
    let check = |within, expected: &[i64]| {
        assert_eq!(find_within(&index, BOB, "fire", within), expected, "{within:?}");
    };
    let two = Within { limit: 2, ..Within::default() };
    check(two, &[5, 4]);
    check(Within { offset: 2, ..two }, &[3, 2]);
    check(Within { offset: 9, ..two }, &[]);
    check(Within { before: Some(PostId(4)), ..two }, &[3, 2]);
    check(Within { after: Some(PostId(3)), ..two }, &[5, 4]);
    check(Within { after: Some(PostId(1)), before: Some(PostId(3)), ..two }, &[2]);
    check(Within { author: Some(ALICE), ..two }, &[4, 2]);
    check(Within { limit: 0, ..two }, &[]);
    check(Within { offset: usize::MAX, ..two }, &[]);
    check(Within { limit: usize::MAX, ..two }, &[]);
}
