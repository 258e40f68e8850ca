//! Prepared questions over the demo world, answered from its posts without a model.
// Tests may fail loudly.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use braise_assistant::extract::Summing;
use braise_assistant::{Answer, Asked, Frequencies, Passage, extract};
use model::{AccountId, PostId};
use serde_json::Value;

fn passages(members: usize) -> Vec<Passage> {
    let world = demo::World::grow(7, members, 1_800_000_000_000);
    let posts = world.happenings.iter().filter_map(|happening| match happening {
        demo::Happening::Post(post) if post.visibility == demo::Visibility::Public => Some(post),
        _ => None,
    });
    let passage = |(number, post): (i64, &demo::Post)| Passage {
        post: PostId(number),
        author: AccountId(i64::try_from(post.author).unwrap() + 1),
        text: post.text.clone(),
        language: None,
        satire: false,
        reactions: 0,
    };
    let mut all: Vec<Passage> = (1..).zip(posts).map(passage).collect();
    all.reverse();
    all
}

fn questions() -> Value {
    serde_json::from_str(include_str!("questions.json")).unwrap()
}

fn right(answer: &Answer, row: &Value) -> bool {
    let quotes = row["quotes"].as_array().unwrap();
    let first = answer.sentences.first().and_then(|sentence| sentence.citations.first());
    first.is_some_and(|first| quotes.iter().any(|quote| first.quote.contains(quote.as_str().unwrap())))
}

/// How many of a set are answered rightly, and of the others left unanswered.
fn judge(set: &Value, passages: &[Passage]) -> (usize, usize) {
    let frequencies = Frequencies::of_passages(passages);
    let ask = |row: &Value| {
        let asked = Asked::read(row["question"].as_str().unwrap(), None);
        extract(&asked, &frequencies, passages, Summing::Nothing)
    };
    let (mut rightly, mut silent) = (0, 0);
    for row in set["answered"].as_array().unwrap() {
        let answer = ask(row);
        if right(&answer, row) {
            rightly += 1;
        } else {
            println!("{:.2} {row} → {:?}", answer.score, answer.sentences);
        }
    }
    for row in set["abstained"].as_array().unwrap() {
        let answer = ask(row);
        if answer.abstained() {
            silent += 1;
        } else {
            println!("{:.2} {row} → {:?}", answer.score, answer.sentences);
        }
    }
    (rightly, silent)
}

#[test]
fn prepared_questions_are_answered_from_the_world() {
    for members in [60, 300] {
        let passages = passages(members);
        let (rightly, silent) = judge(&questions(), &passages);
        assert!(rightly >= 18, "{rightly} of 20 with {members} members");
        assert!(silent >= 9, "{silent} of 10 with {members} members");
    }
}

#[test]
fn so_are_those_the_bar_was_set_by() {
    let passages = passages(100);
    let (rightly, silent) = judge(&questions()["calibration"], &passages);
    assert!(rightly >= 8 && silent >= 9, "{rightly} and {silent} of 10");
}
