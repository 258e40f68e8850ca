//! What each ranker reaches in a made-up town, and how long ours takes:
//! `cargo run -p braise-discover --example town -- SEED DAYS`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for whoever changes the ranking")]

use braise_discover::feed::features::{FEATURES, Features};
use braise_discover::feed::heads::Outcome;
use braise_discover::feed::{Action, Heads};
use braise_discover::simulate::{Kind, Town, run};
use std::time::Instant;

fn main() {
    let numbers: Vec<u64> = std::env::args().skip(1).map(|number| number.parse().unwrap()).collect();
    let [seed, days] = numbers[..] else { return println!("SEED DAYS") };
    let town = Town::new(seed, days.try_into().unwrap());
    println!("{} members, {} posts", town.members.len(), town.posts.len());
    for kind in Kind::ALL {
        let begun = Instant::now();
        let measures = run(&town, kind);
        println!("{:14} {measures:.3?} in {:.1?}", kind.name(), begun.elapsed());
    }
    let mut heads = Heads::default();
    let features = Features([0.5; FEATURES]);
    let times = 1_000_000;
    let begun = Instant::now();
    for time in 0..times {
        let outcome = Outcome::default().with(Action::ALL[time % Action::COUNT]);
        heads.learn(&features, time % 20, outcome);
    }
    println!("one view learned in {:.2?}", begun.elapsed() / u32::try_from(times).unwrap());
}
