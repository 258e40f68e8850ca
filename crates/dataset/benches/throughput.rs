//! How fast documents go through the filters, how many posts a second through all of it, and what memory
//! that takes: `cargo bench -p braise-dataset -- [POSTS…]`.
//!
//! The texts are generated: function words of English and French between made-up words, most of them
//! rare, so that hashing and counting meet as many different words as they would in real posts.

// What it measures is its result, and a measurement that cannot be made is none.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use braise_dataset::files::{Reading, Writing};
use braise_dataset::intake::Filters;
use braise_dataset::{Document, Files, Intake, Turn, Wanted, pii};
use model::Time;
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::time::Instant;

/// What is wanted of a core, in MB/s through all filters, and in posts/s with near-duplicates.
const WANTED: (f64, f64) = (20.0, 20_000.0);
/// How much more memory the largest number of posts may take than the smallest.
const FLAT: f64 = 1.5;

/// The plain filters are measured over so many.
const BYTES: usize = 100_000_000;

fn main() {
    let sizes: Vec<u64> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    filters("threads of 12 posts", 12, true);
    filters("posts alone", 1, true);
    filters("posts alone, language not declared", 1, false);
    let sizes = if sizes.is_empty() { vec![100_000, 1_000_000] } else { sizes };
    let peaks: Vec<(u64, f64)> = sizes.into_iter().map(|posts| (posts, whole(posts))).collect();
    if let ([(few, least), .., (many, most)], more) = (peaks.as_slice(), peaks.len())
        && more > 1
    {
        // What grows is a bit and the ids of authors a document; the rest are the writers' buffers.
        let verdict = if most / least <= FLAT { "flat" } else { "NOT FLAT" };
        println!("memory at {few} and {many} posts: {least:.0} and {most:.0} MB – {verdict}");
    }
}

fn verdict(found: f64, wanted: f64) -> &'static str {
    if found >= wanted { "reached" } else { "MISSED" }
}

/// All filters, and personal data, over texts that are there.
fn filters(what: &str, turns: usize, declared: bool) {
    let mut random = Random(7);
    let documents: Vec<Document> = (0..4_000).map(|at| document(&mut random, at, turns)).collect();
    let once: usize = documents.iter().map(|one| one.text().len()).sum();
    let mut filters = Filters::new(Wanted { single_posts: true, ..Wanted::default() });
    let (mut bytes, mut kept, mut seen) = (0, 0, 0_u64);
    let start = Instant::now();
    while bytes < BYTES {
        for one in &documents {
            one.turns.iter().for_each(|turn| drop(std::hint::black_box(pii::scrub(&turn.text))));
            kept +=
                u64::from(filters.judge(&one.text(), one.declared_language().filter(|_| declared)).is_ok());
            seen += 1;
        }
        bytes += once;
    }
    let seconds = start.elapsed().as_secs_f64();
    let pace = bytes as f64 / 1e6 / seconds;
    println!(
        "filters, {what}: {pace:.1} MB/s on one core (wanted {}: {}), {:.0} documents/s ({:.1} % kept)",
        WANTED.0,
        verdict(pace, WANTED.0),
        seen as f64 / seconds,
        100.0 * kept as f64 / seen as f64
    );
}

/// The intake with everything, near-duplicates and files included.
fn whole(posts: u64) -> f64 {
    let folder = std::env::temp_dir().join(format!("braise-dataset-{}", std::process::id()));
    let room = Folder(folder.clone());
    reset_peak();
    let mut random = Random(11);
    let start = Instant::now();
    let mut intake = Intake::new(Wanted { single_posts: true, ..Wanted::default() }, &room).unwrap();
    let mut made = 0.0;
    for at in 0..posts {
        let begin = Instant::now();
        let one = document(&mut random, at, 1);
        made += begin.elapsed().as_secs_f64();
        intake.take(one).unwrap();
    }
    let gathered = intake.finish().unwrap();
    let seconds = start.elapsed().as_secs_f64() - made;
    let (pace, peak) = (posts as f64 / seconds, peak_kib() as f64 / 1024.0);
    println!(
        "{posts} posts with near-duplicates: {pace:.0} posts/s (wanted {}: {}), {} kept, {} duplicates, peak memory {peak:.0} MB",
        WANTED.1,
        verdict(pace, WANTED.1),
        gathered.kept,
        gathered.duplicates.count(),
    );
    fs::remove_dir_all(folder).ok();
    peak
}

const ENGLISH: &[&str] =
    &["the", "and", "of", "to", "that", "with", "was", "for", "this", "but", "they", "from", "not"];
const FRENCH: &[&str] =
    &["les", "et", "de", "la", "que", "dans", "une", "pour", "est", "avec", "mais", "nous", "pas"];

/// One in fifty repeats an earlier one with another ending.
fn document(random: &mut Random, at: u64, turns: usize) -> Document {
    let repeats = at > 0 && random.below(50) == 0;
    let mut own = if repeats { Random(random.below(at) * 2 + 1) } else { Random(at * 2 + 1) };
    let french = own.below(2) == 0;
    let turn = |position: usize, own: &mut Random| {
        let words = 12 + own.below(40) as usize;
        let mut text = String::with_capacity(words * 7);
        for word in 0..words {
            match own.below(5) {
                0 | 1 => {
                    let list = if french { FRENCH } else { ENGLISH };
                    text.push_str(list[own.below(list.len() as u64) as usize]);
                }
                _ => made_up(own, &mut text),
            }
            text.push_str(if word % 13 == 12 { ", " } else { " " });
        }
        match own.below(20) {
            0 => text.push_str("@someone@social.example"),
            1 => text.push_str("https://example.org/a/page?id=12345678"),
            2 => text.push_str("06 12 34 56 78"),
            _ => {}
        }
        Turn {
            post: (at * 100) as i64 + position as i64,
            reply_to: position.checked_sub(1),
            author: own.below(10_000) as i64,
            at: Time::from_millis(1_790_000_000_000 + at as i64),
            version: 0,
            text,
            language: Some(if french { "fr" } else { "en" }.to_owned()),
            marks: own.below(20) as u32,
            ai_generated: false,
            consent: "0123456789abcdef".repeat(4),
            terms: "1".to_owned(),
        }
    };
    Document { turns: (0..turns).map(|position| turn(position, &mut own)).collect() }
}

fn made_up(random: &mut Random, to: &mut String) {
    const SYLLABLES: &[&str] = &[
        "ba", "lo", "ri", "té", "mun", "sa", "ver", "no", "cla", "pi", "dou", "gen", "fa", "mi", "tor", "lu",
    ];
    // Low numbers are likelier, as frequent words are.
    let mut number = random.below(1 << 16).min(random.below(1 << 16)).min(random.below(1 << 16));
    for _ in 0..2 + number % 3 {
        to.push_str(SYLLABLES[(number % 16) as usize]);
        number /= 16;
    }
}

/// A sequence that is the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// Files on the disk.
struct Folder(PathBuf);

impl Files for Folder {
    fn create(&self, name: &str) -> io::Result<Writing> {
        fs::create_dir_all(&self.0)?;
        Ok(Box::new(File::create(self.0.join(name))?))
    }

    fn open(&self, name: &str) -> io::Result<Reading> {
        Ok(Box::new(File::open(self.0.join(name))?))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }
}

/// Linux forgets the highest amount of memory when told so.
fn reset_peak() {
    fs::write("/proc/self/clear_refs", "5").ok();
}

fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}
