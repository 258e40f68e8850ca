//! How well, and how fast, the language of a text is told when nobody declared one:
//! `cargo run --release -p braise-dataset --example language -- en=FILE nl=FILE …`, one text a line.
//!
//! For each file: how many of its texts come through as what they are, as something else, and as unknown,
//! and how much of a second's reading that takes. Last, how many texts of other languages were taken for
//! English or French: that is what spoils a release.

// What it measures is its result, and a measurement that cannot be made is none.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use braise_dataset::stages::{Verdict, language};
use braise_dataset::words::Words;
use std::time::{Duration, Instant};

#[derive(Default)]
struct Tally {
    right: usize,
    wrong: usize,
    taken_for_ours: usize,
    unknown: usize,
    bytes: usize,
    time: Duration,
}

fn main() {
    let (mut foreign, mut taken) = (0, 0);
    for argument in std::env::args().skip(1) {
        let (code, file) = argument.split_once('=').unwrap();
        let text = std::fs::read_to_string(file).unwrap();
        let tally = read(code, &text);
        let all = tally.right + tally.wrong + tally.unknown;
        let pace = tally.bytes as f64 / 1e6 / tally.time.as_secs_f64();
        println!(
            "{code}: {all} texts, {} right, {} wrong, {} unknown, {} as English or French, {pace:.1} MB/s",
            tally.right, tally.wrong, tally.unknown, tally.taken_for_ours
        );
        if !["en", "fr"].contains(&code) {
            (foreign, taken) = (foreign + all, taken + tally.taken_for_ours);
        }
    }
    println!("{taken} of {foreign} texts of other languages are taken for English or French");
}

fn read(code: &str, text: &str) -> Tally {
    let (mut tally, mut words) = (Tally::default(), Words::default());
    for line in text.lines() {
        words.fill(line);
        let start = Instant::now();
        let told = language::tell(line, &words, None);
        tally.time += start.elapsed();
        tally.bytes += line.len();
        match told.filter(|told| language::judge(Some(told), &[]) == Verdict::Kept) {
            Some(told) if told.code == code => tally.right += 1,
            Some(told) => {
                tally.wrong += 1;
                tally.taken_for_ours += usize::from(["en", "fr"].contains(&told.code.as_str()));
            }
            None => tally.unknown += 1,
        }
    }
    tally
}
