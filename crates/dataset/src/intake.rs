//! The way in: each document through the filters, and what is kept put aside.
//!
//! Only one document is in memory at a time. What is kept lies in a file (`kept`, a line of JSON each, personal
//! data already replaced) until it is known which are duplicates.

use crate::document::Document;
use crate::error::Result;
use crate::files::{Files, Lines, Writing};
use crate::near::{Bands, Marked, Signer};
use crate::pii::{self, Counts};
use crate::report::Removed;
use crate::stages::c4::C4;
use crate::stages::language::{self, Told};
use crate::stages::repetition::Counter;
use crate::stages::{Verdict, quality, repetition};
use crate::words::Words;
use serde::{Deserialize, Serialize};
use std::io::{BufWriter, Write as _};

/// What the filters are told by whoever makes the release.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only these languages; all when empty.
    pub languages: Vec<String>,
    /// Whether posts alone, and threads below Gopher's floor, come in by the scaled rules.
    pub single_posts: bool,
}

/// A document that came through the filters, as it waits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Waiting {
    /// Its number among those kept.
    pub number: u64,
    /// Its turns, with personal data replaced.
    pub document: Document,
    /// The language.
    pub language: String,
    /// How sure that is.
    pub language_score: f64,
    /// Words and marks of punctuation.
    pub tokens: u64,
    /// What was replaced.
    pub personal_data: Counts,
}

/// The filters of one build, with the room they work in.
#[derive(Debug, Default)]
pub struct Filters {
    wanted: Wanted,
    words: Words,
    counter: Counter,
    signer: Signer,
    c4: C4,
}

/// A document the filters kept, with what they learned about it.
#[derive(Debug)]
pub struct Passed {
    /// The language.
    pub told: Told,
    /// Words and marks of punctuation.
    pub tokens: u64,
    /// Its keys, to find those that are nearly the same.
    pub keys: crate::near::BandKeys,
}

impl Filters {
    /// For a release.
    pub fn new(wanted: Wanted) -> Self {
        Self { wanted, ..Self::default() }
    }

    /// Asks every filter about a text, in the order of [`crate::stages`].
    pub fn judge(&mut self, text: &str, declared: Option<&str>) -> Result<Passed, crate::stages::Reason> {
        self.words.fill(text);
        let told = language::tell(text, &self.words, declared);
        let code = told.as_ref().map_or("", |told| &told.code);
        let verdict = language::judge(told.as_ref(), &self.wanted.languages)
            .then(|| repetition::judge(&self.words, &mut self.counter))
            .then(|| quality::judge(&self.words, code, self.wanted.single_posts))
            .then(|| self.c4.judge(text, &self.words));
        match (verdict, told) {
            (Verdict::Removed(reason), _) => Err(reason),
            (Verdict::Kept, None) => Err(crate::stages::Reason::LanguageUnknown),
            (Verdict::Kept, Some(told)) => {
                let keys = self.signer.sign(&self.words);
                Ok(Passed { told, tokens: self.words.tokens as u64, keys })
            }
        }
    }
}

/// Takes documents in.
pub struct Intake<'a> {
    filters: Filters,
    bands: Bands<'a>,
    kept: BufWriter<Writing>,
    gathered: Gathered,
}

impl std::fmt::Debug for Intake<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Intake").field("gathered", &self.gathered).finish_non_exhaustive()
    }
}

/// What was taken in.
#[derive(Clone, Default, Debug)]
pub struct Gathered {
    /// Documents that came.
    pub documents: u64,
    /// Posts in them.
    pub posts: u64,
    /// Documents kept so far, duplicates among them.
    pub kept: u64,
    /// Which of those are duplicates.
    pub duplicates: Marked,
    /// What was left out before.
    pub removed: Removed,
}

/// The name of the file of what is kept.
const KEPT: &str = "kept";

impl<'a> Intake<'a> {
    /// With nothing in yet. `files` is room to work in, not where the release goes.
    pub fn new(wanted: Wanted, files: &'a dyn Files) -> Result<Self> {
        Ok(Self {
            filters: Filters::new(wanted),
            bands: Bands::new(files)?,
            kept: BufWriter::with_capacity(1 << 18, files.create(KEPT)?),
            gathered: Gathered::default(),
        })
    }

    /// Takes a document in, or says why not.
    pub fn take(&mut self, mut document: Document) -> Result<Verdict> {
        self.gathered.documents += 1;
        self.gathered.posts += document.turns.len() as u64;
        // First, so that whoever differs from a neighbour by an address only is found to be the same.
        let personal_data = scrub(&mut document);
        let passed = self.filters.judge(&document.text(), document.declared_language());
        let Passed { told, tokens, keys } = match passed {
            Ok(passed) => passed,
            Err(reason) => {
                self.gathered.removed.add(reason);
                return Ok(Verdict::Removed(reason));
            }
        };
        let number = self.gathered.kept;
        self.gathered.kept += 1;
        self.bands.add(number, &keys)?;
        let language_score = (told.score * 10_000.0).round() / 10_000.0;
        let waiting =
            Waiting { number, document, language: told.code, language_score, tokens, personal_data };
        serde_json::to_writer(&mut self.kept, &waiting)?;
        self.kept.write_all(b"\n")?;
        Ok(Verdict::Kept)
    }

    /// Finds the duplicates among what was kept.
    pub fn finish(mut self) -> Result<Gathered> {
        self.kept.flush()?;
        drop(self.kept);
        self.gathered.duplicates = self.bands.resolve()?;
        Ok(self.gathered)
    }
}

fn scrub(document: &mut Document) -> Counts {
    let mut all = Counts::default();
    for turn in &mut document.turns {
        let (text, counts) = pii::scrub(turn.text.trim());
        turn.text = text;
        all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    all
}

/// The documents that wait, in order.
pub fn waiting(files: &dyn Files) -> Result<Lines<Waiting>> {
    Ok(Lines::open(files, KEPT)?)
}

/// Clears the room.
pub fn clear(files: &dyn Files) -> Result<()> {
    Ok(files.remove(KEPT)?)
}
