//! How much is found by vectors and by TF-IDF: `cargo run -p braise-meaning --example measure -- [FIELD=VALUE …]` with
//! the fields of `Plan`; `alike` lists the words nearest to frequent ones.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a tool for whoever changes the plan"
)]

#[path = "../tests/yardstick/mod.rs"]
mod yardstick;

use braise_meaning::{Corpus, Meaning, Plan, Shelf};
use std::time::Instant;
use yardstick::{SHIFT, Tfidf, Vectors, World, fused, questions, stems};

/// How many worlds there are.
const WORLDS: f64 = 6.0;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |what: &str| arguments.iter().any(|argument| argument == what);
    let mut totals = std::collections::BTreeMap::new();
    if wanted("speed") {
        return speed();
    }
    let worlds = [
        ("demo 30", Some(World::demo(7, 30)), true),
        ("demo 300", Some(World::demo(7, 300)), true),
        ("clickbait_en", World::labelled("clickbait_en"), false),
        ("spam_en", World::labelled("spam_en"), false),
        ("toxicity_en", World::labelled("toxicity_en"), false),
        ("toxicity_fr", World::labelled("toxicity_fr"), false),
    ];
    let grids: Vec<&str> =
        arguments.iter().filter(|argument| argument.contains('=')).map(String::as_str).collect();
    let grids = if grids.is_empty() { vec!["seed=0"] } else { grids };
    for (name, world, threads) in worlds {
        let Some(world) = world else { continue };
        let queries = world.queries(1_000);
        let tfidf = Tfidf::of(&world);
        let lists: Vec<Vec<usize>> =
            queries.iter().map(|query| world.best(*query, &tfidf.scores(&world.texts[*query]), 60)).collect();
        let place = |query: usize| queries.binary_search(&query).unwrap();
        let judge = |best: &mut dyn FnMut(usize) -> Vec<usize>| {
            if threads { world.precision(&queries, best) } else { world.accuracy(&queries, best) }
        };
        let any = judge(&mut |query| {
            (0..10).map(|step| (query * 31 + step * 7919 + 1) % world.texts.len()).collect()
        });
        println!(
            "{name}: {} texts, any {any:.3}, TF-IDF {:.3}",
            world.texts.len(),
            judge(&mut |query| lists[place(query)].clone())
        );
        for grid in &grids {
            let plan = plan(grid);
            let begun = Instant::now();
            let corpus = world.corpus();
            let meaning = Meaning::learn(&corpus, &plan);
            let took = begun.elapsed();
            let vectors = Vectors::of(&meaning, &world);
            let own: Vec<Vec<usize>> =
                queries.iter().map(|query| world.best(*query, &vectors.scores(*query), 60)).collect();
            let vector = judge(&mut |query| own[place(query)].clone());
            let both = judge(&mut |query| fused(&own[place(query)], &lists[place(query)]));
            print!(
                "  {grid:50} vectors {vector:.3} both {both:.3}  {} words, {} dimensions, {took:.1?}",
                meaning.len(),
                meaning.dimensions()
            );
            if threads {
                let strangers = |query| world.sharing_no_word(query, &vectors.scores(query), 5);
                print!("  sharing no word {:.3}", world.precision(&queries, strangers));
                asked(&world, &meaning, &vectors, &tfidf);
            }
            println!();
            let total: &mut (f64, f64) = totals.entry(*grid).or_default();
            *total = (total.0 + vector / WORLDS, total.1 + both / WORLDS);
            if wanted("alike") {
                alike(&world, &meaning);
            }
        }
    }
    println!("means over worlds, vectors and both: {totals:.3?}");
}

/// How much a cosine counts beside the share of the best score by words.
const BESIDE_WORDS: f32 = 0.5;

/// How far up the first post stands that answers a question: the mean of one divided by its rank, and how often it
/// is among the first twenty.
fn asked(world: &World, meaning: &Meaning, vectors: &Vectors, tfidf: &Tfidf) {
    let ways = ["TF-IDF", "vectors", "both by ranks", "both by scores"];
    let (mut sums, mut among) = ([0.0; 4], [0; 4]);
    let questions = questions();
    for (question, quotes) in &questions {
        let words = stems(question);
        let by_words = tfidf.scores(&words);
        let by_vector =
            meaning.vector(&words).map_or_else(|| vec![0.0; by_words.len()], |it| vectors.scores_of(&it));
        let top = by_words.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let added = |(words, vector): (&f32, &f32)| words / top + BESIDE_WORDS * (vector - SHIFT).max(0.0);
        let added: Vec<f32> = by_words.iter().zip(&by_vector).map(added).collect();
        let [words, vector, added] = [by_words, by_vector, added].map(|scores| ranked(&scores));
        let fused = fused(&words, &vector);
        let right = |text: &usize| quotes.iter().any(|quote| world.plain[*text].contains(quote));
        for (way, list) in [words, vector, fused, added].into_iter().enumerate() {
            let Some(rank) = list.iter().position(right) else { continue };
            sums[way] += 1.0 / (rank as f64 + 1.0);
            among[way] += usize::from(rank < 20);
        }
    }
    print!("  {} questions:", questions.len());
    for ((way, sum), among) in ways.iter().zip(sums).zip(among) {
        print!(" {way} {:.3} ({among})", sum / questions.len() as f64);
    }
}

/// The hundred best texts by score.
fn ranked(scores: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).filter(|text| scores[*text] > 0.0).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    order.truncate(100);
    order
}

/// What 50,000 posts of 20 words cost to learn from, and 100,000 vectors to look through.
fn speed() {
    let held = |what: &str| {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line =
            |name: &str| status.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
        println!("{what}: {} {}", line("VmRSS"), line("VmHWM"));
    };
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / 2_f64.powi(31)
    };
    let mut corpus = Corpus::default();
    for post in 0..50_000_u64 {
        let topic = (next() * 40.0) as u64;
        let mut word = || {
            let rank = 60_000_f64.powf(next()) as u64;
            format!("word{}", if next() < 0.5 { rank } else { rank * 41 % 60_000 + topic })
        };
        let words: Vec<String> = (0..20).map(|_| word()).collect();
        corpus.add(post % 900, &words);
    }
    held("corpus");
    let begun = Instant::now();
    let meaning = Meaning::learn(&corpus, &Plan::default());
    println!("learned {} words in {:.1?}: {} bytes", meaning.len(), begun.elapsed(), meaning.bytes());
    held("learned");
    drop(corpus);
    let mut shelf = Shelf::new(64, 100_000);
    let mut vector = || (0..64).map(|_| next() as f32 - 0.5).collect::<Vec<f32>>();
    let begun = Instant::now();
    (0..110_000).for_each(|id| {
        shelf.add(id, &vector());
    });
    println!("{} on the shelf in {:.1?}: {} bytes", shelf.len(), begun.elapsed(), shelf.bytes());
    let begun = Instant::now();
    let found: usize = (0..100).map(|_| shelf.nearest(&vector(), 20).len()).sum();
    println!("{found} found, {:.1?} a time", begun.elapsed() / 100);
}

fn alike(world: &World, meaning: &Meaning) {
    let mut often: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    world.texts.iter().flatten().for_each(|word| *often.entry(word).or_default() += 1);
    let mut often: Vec<(&str, usize)> = often.into_iter().collect();
    often.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (word, _) in often.into_iter().skip(20).step_by(7).take(30) {
        let near: Vec<String> =
            meaning.alike(word, 8).iter().map(|(word, cosine)| format!("{word} {cosine:.2}")).collect();
        println!("    {word}: {}", near.join(", "));
    }
}

fn plan(changes: &str) -> Plan {
    let mut plan = Plan::default();
    for change in changes.split(',') {
        let (field, value) = change.split_once('=').unwrap();
        match field {
            "dimensions" => plan.dimensions = value.parse().unwrap(),
            "vocabulary" => plan.vocabulary = value.parse().unwrap(),
            "authors" => plan.authors = value.parse().unwrap(),
            "window" => plan.window = value.parse().unwrap(),
            "smoothing" => plan.smoothing = value.parse().unwrap(),
            "power" => plan.power = value.parse().unwrap(),
            "rare" => plan.rare = value.parse().unwrap(),
            "seed" => plan.seed = value.parse().unwrap(),
            other => panic!("no such field: {other}"),
        }
    }
    plan
}
