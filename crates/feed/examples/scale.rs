//! What a page and a reaction cost in a large world: `cargo run -p braise-feed --example scale -- POSTS MEMBERS MODEL`,
//! without a model of factors where MODEL is 0.
//! Wanted for a million posts and a hundred thousand members: p99 of a page within 15 ms, 2 ms in the middle,
//! 30 µs a reaction.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for whoever changes the ranking")]

use braise_feed::factors::Gathered;
use braise_feed::{Asked, Heads, Index, Kind, Limits, Post, Reaction, Steering, Unhurried, rank, words};
use std::time::{Duration, Instant};

const HOUR: i64 = 3_600_000;
const TOPICS: u64 = 400;
const PAGES: u64 = 2_000;

/// Numbers that only look random (xorshift64*, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % most
    }

    /// Small numbers much more often.
    fn skewed(&mut self, most: u64) -> u64 {
        let (one, two) = (self.below(most), self.below(most));
        one * two / most
    }
}

fn main() {
    let numbers: Vec<u64> = std::env::args().skip(1).map(|number| number.parse().unwrap()).collect();
    let (posts, members) =
        (numbers.first().copied().unwrap_or(1_000_000), numbers.get(1).copied().unwrap_or(100_000));
    let mut chance = Chance(7);
    let begun = Instant::now();
    let (mut index, now) = fill(&mut chance, posts, members);
    println!("{posts} posts of {members} members in {:.1?}", begun.elapsed());
    let mut heads = Heads::default();
    reactions(&mut chance, &mut index, posts, members, now);
    if numbers.get(2).is_none_or(|model| *model > 0) {
        model(&mut index);
    }
    let mut times: Vec<Duration> = Vec::new();
    let mut learning = Duration::ZERO;
    let steering = Steering::default();
    for _ in 0..PAGES {
        let who = chance.below(members) as i64;
        let asked =
            Asked { who, now, limit: 40, served: &[], steering: &steering, oldest: None, recipe: None };
        let begun = Instant::now();
        let page = rank(&index, &heads, &asked, &Unhurried);
        page.placed.iter().for_each(|placed| index.view(who, placed.post, now));
        times.push(begun.elapsed());
        let begun = Instant::now();
        for (place, placed) in page.placed.iter().enumerate() {
            heads.learn(Kind::Like, &placed.features, place % 9 == 0, place);
        }
        learning += begun.elapsed() / u32::try_from(page.placed.len().max(1)).unwrap();
    }
    times.sort_unstable();
    let at = |share: usize| times[times.len() * share / 100];
    println!(
        "a page: p50 {:.2?}, p99 {:.2?}; a head learns in {:.2?}",
        at(50),
        at(99),
        learning / PAGES as u32
    );
}

fn fill(chance: &mut Chance, posts: u64, members: u64) -> (Index, i64) {
    let mut index = Index::new(Limits { posts: posts as usize, ..Limits::default() });
    for who in 0..members as i64 {
        let follows: Vec<i64> = (0..30 + chance.below(150)).map(|_| chance.skewed(members) as i64).collect();
        index.follows(who, &follows);
    }
    let now = 7 * 24 * HOUR;
    for id in 0..posts {
        let author = chance.skewed(members);
        let topic = (author + chance.below(3)) % TOPICS;
        let mut about = vec![words::one(&format!("topic{topic}"))];
        about.extend((0..5).map(|_| words::one(&format!("word{}", chance.skewed(30_000)))));
        about.sort_unstable();
        about.dedup();
        index.publish(&Post {
            id: id as i64,
            author: author as i64,
            at: now * id as i64 / posts as i64,
            thread: id as i64,
            language: 1,
            words: about,
            open: true,
            ..Post::default()
        });
    }
    (index, now)
}

/// As the server does it now and then in the background.
fn model(index: &mut Index) {
    let begun = Instant::now();
    let mut longest = Duration::ZERO;
    let mut gathered = Gathered::default();
    loop {
        let step = Instant::now();
        let more = gathered.step(index);
        longest = longest.max(step.elapsed());
        if !more {
            break;
        }
    }
    let posts = gathered.len();
    let model = gathered.learn(|| true);
    println!("a model of {posts} posts: {:.1?}, holding up pages for {longest:.2?} at most", begun.elapsed());
    index.model(model.map(std::sync::Arc::new));
}

fn reactions(chance: &mut Chance, index: &mut Index, posts: u64, members: u64, now: i64) {
    let all = 20 * members;
    let begun = Instant::now();
    for _ in 0..all {
        let (who, post) = (chance.below(members) as i64, (posts - 1 - chance.skewed(posts)) as i64);
        index.react(&Reaction { who, post, kind: Kind::Like, at: now });
    }
    println!("a reaction: {:.2?}", begun.elapsed() / u32::try_from(all).unwrap());
}
