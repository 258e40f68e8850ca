//! The dataset card: `README.md` with the front matter Hugging Face reads.

use super::manifest::Manifest;
use super::{DPO, KTO, MESSAGES};
use crate::report::Report;
use std::fmt::Write as _;

/// The card.
pub fn card(manifest: &Manifest, report: &Report) -> String {
    let mut card = String::new();
    front_matter(&mut card, manifest, report);
    body(&mut card, manifest, report);
    card
}

// Writing to a string does not fail.
macro_rules! put {
    ($card:expr, $($text:tt)*) => { let _ = writeln!($card, $($text)*); };
}

fn front_matter(card: &mut String, manifest: &Manifest, report: &Report) {
    put!(card, "---");
    put!(card, "pretty_name: {}", quoted(&manifest.title));
    put!(card, "license: other");
    put!(card, "license_name: {}", quoted(&manifest.licence));
    put!(card, "language:");
    for language in report.languages.keys() {
        // Quoted, or Norwegian would be a no.
        put!(card, "- {}", quoted(language));
    }
    put!(card, "size_categories:\n- {}", size(report.rows));
    put!(card, "task_categories:\n- text-generation");
    put!(card, "annotations_creators:\n- no-annotation");
    put!(card, "source_datasets:\n- original");
    put!(card, "tags:\n- consent\n- social-media\n- conversations");
    put!(card, "configs:");
    let sets = [
        ("default", "data/*.parquet", report.rows),
        ("messages", MESSAGES, report.conversations),
        ("kto", KTO, report.judgements),
        ("dpo", DPO, report.pairs),
    ];
    for (name, files, rows) in sets {
        // A loader fails over a set without rows.
        if rows > 0 {
            put!(card, "- config_name: {name}\n  data_files: {}", quoted(files));
        }
    }
    put!(card, "---");
}

fn body(card: &mut String, manifest: &Manifest, report: &Report) {
    put!(card, "\n# {}\n", manifest.title.replace('\n', " "));
    put!(
        card,
        "Public posts and threads of {}, given by the people who wrote them for: {}. Every author chose this \
         themself; the server's ledger keeps each choice, and consent was looked at last at {}.\n",
        manifest.server,
        manifest.purposes.join(", "),
        manifest.cutoff
    );
    put!(card, "## What is in it\n");
    put!(card, "| | |\n|---|---|");
    put!(card, "| rows | {} ({} threads) |", report.rows, report.threads);
    put!(card, "| posts in them | {} |", report.posts_in_rows);
    put!(card, "| authors | {} |", report.authors);
    put!(card, "| approximate tokens | {} |", report.tokens);
    put!(card, "| rows with a part a model wrote | {} |", report.ai_generated);
    put!(
        card,
        "| conversations, judgements, pairs | {}, {}, {} |\n",
        report.conversations,
        report.judgements,
        report.pairs
    );
    put!(card, "| language | rows | approximate tokens |\n|---|---|---|");
    for (language, numbers) in &report.languages {
        put!(card, "| {language} | {} | {} |", numbers.rows, numbers.tokens);
    }
    put!(card, "\n## How it was made\n");
    put!(
        card,
        "The stages in their order, each with the documents that came to it and went on. The thresholds are in \
         `manifest.json`, every reason in `report.json`.\n"
    );
    put!(card, "| stage | came | went on |\n|---|---|---|");
    for stage in &report.stages {
        put!(card, "| {} | {} | {} |", stage.stage.name(), stage.seen, stage.kept);
    }
    put!(card, "\n{}", HONESTY);
    for ask in &manifest.asks {
        put!(card, "- Ask {}: {} – {}. Offer: {}", ask.id, ask.title, ask.licence, ask.offer);
    }
}

const HONESTY: &str = "\
Near-duplicates are found by MinHash (word 5-grams, 14 bands of 8 hashes); of those that share a band the \
earliest stays. Preference pairs are replies to the same post of which the later one leads: an earlier one has \
been seen by more people, so its marks alone would say little.

## What a model wrote

Authors can mark a post as made with AI. Marked posts stay in the rows with `ai_generated` set, there and in `turns`: \
leave them out, or learn to tell them apart. Conversations end before such a post, and it is never one of a pair or a \
judgement. Nobody is made to set the mark, and nothing is guessed: a row without it may hold such a text too.

## Personal data

E-mail addresses, telephone numbers, bank accounts, public internet addresses and handles are replaced by a word \
for their kind. Authors have names that are valid in this release only and cannot be turned back without the \
server's key. Names, places and stories in the texts are as they were written: do not try to find out who wrote \
what.

## Withdrawal

Anybody may withdraw at any time. The list of withdrawn rows is served beside this release, signed \
(`revocations.json`); leave those rows out before each use, and check for a new list.

## Checking it

`manifest.json` names every file with its SHA-256 and carries a Merkle root over all rows (RFC 6962 over each row's \
JSON in column order) and an Ed25519 signature. `braise dataset verify DIR` checks all of it.
";

/// A YAML string that is one line and nothing else.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

const fn size(rows: u64) -> &'static str {
    match rows {
        0..1_000 => "n<1K",
        1_000..10_000 => "1K<n<10K",
        10_000..100_000 => "10K<n<100K",
        100_000..1_000_000 => "100K<n<1M",
        1_000_000..10_000_000 => "1M<n<10M",
        10_000_000..100_000_000 => "10M<n<100M",
        _ => "n>100M",
    }
}
