//! What an index costs in memory: fills one with made-up posts and prints the process's size.
//!
//! `cargo run --release -p braise-search --example memory -- [POSTS [FOLDER]]`
//!
//! A folder that is named stays; running again on it with 0 posts shows the cost of opening alone.
// An example is there to print, and may fail loudly.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use model::{AccountId, PostId, Time};
use search::{Index, PostDoc, Question, Within};
use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Instant;

const WORDS: [&str; 12] =
    ["fire", "ember", "l’été", "slow", "wood", "ash", "feu", "braise", "night", "song", "river", "étoile"];

fn main() {
    let posts: i64 = std::env::args().nth(1).map_or(100_000, |count| count.parse().unwrap());
    let named = std::env::args().nth(2).map(PathBuf::from);
    let ours = std::env::temp_dir().join(format!("braise-search-memory-{}", std::process::id()));
    let folder = named.as_ref().unwrap_or(&ours);
    size("at start");
    let index = Index::open(folder).unwrap();
    size("open");
    let started = Instant::now();
    for id in 1..=posts {
        index.add_post(&post(id)).unwrap();
        if id % 1_000 == 0 {
            index.commit(id).unwrap();
        }
    }
    index.commit(posts.max(index.position())).unwrap();
    println!("{posts} posts in {:.1} s", started.elapsed().as_secs_f64());
    size("after filling");
    drop(index);
    let started = Instant::now();
    let index = Index::open(folder).unwrap();
    println!("opened again in {:.0} ms", started.elapsed().as_secs_f64() * 1_000.0);
    size("opened again");
    for text in ["fire", "\"slow wood\"", "étoile -ash lang:fr", "from:me has:media"] {
        let started = Instant::now();
        let within = Within { limit: 20, ..Within::default() };
        let found = index.find_posts(&Question::parse(text), &HashMap::new(), AccountId(7), within).unwrap();
        println!("{text}: {} in {:.2} ms", found.len(), started.elapsed().as_secs_f64() * 1_000.0);
    }
    size("after searching");
    drop(index);
    if named.is_none() {
        std::fs::remove_dir_all(folder).unwrap();
    }
}

fn post(id: i64) -> PostDoc {
    // Words, authors and times that vary enough, without a generator of random numbers.
    let word = |n: i64| WORDS[((id * 7 + n * n * 13 + id / 11) % 12).unsigned_abs() as usize];
    let text: Vec<String> =
        (0..25).map(|n| format!("{}{}", word(n), if n % 5 == 0 { id * n } else { 0 })).collect();
    let plain: Vec<&str> = (0..10).map(word).collect();
    PostDoc {
        id: PostId(id),
        author: AccountId(id % 500 + 1),
        created: Time::from_millis(id * 60_000),
        language: Some(if id % 2 == 0 { "fr" } else { "en" }.to_owned()),
        text: format!("{} {}", plain.join(" "), text.join(" ")),
        public: id % 10 != 0,
        author_indexable: true,
        mentions: Vec::new(),
        participants: (0..5).map(|n| AccountId((id + n * 31) % 500 + 1)).collect(),
        marks: Vec::new(),
    }
}

fn size(when: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    };
    println!("{when}: {:.1} MB own, {:.1} MB of files", value("RssAnon"), value("RssFile"));
}
