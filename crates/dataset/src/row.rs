//! A row of a release.

use crate::document::BETWEEN;
use crate::error::Result;
use crate::hash::{hex, sha256};
use crate::intake::Waiting;
use crate::merkle;
use crate::pseudonym::Pseudonyms;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A post within a row's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowTurn {
    /// The author's name in this release.
    pub author: String,
    /// Which turn it answers.
    pub reply_to: Option<usize>,
    /// Where its text begins, in characters.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether a model wrote it.
    pub ai_generated: bool,
}

/// A thread, or a post alone. The fields are the columns, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its name in this release.
    pub id: String,
    /// The texts, an empty line between two.
    pub text: String,
    /// Where the server says whether it still stands. It leads to no person.
    pub url: String,
    /// The day of the first post.
    pub date: String,
    /// ISO 639-1.
    pub language: String,
    /// How sure that is, 0 to 1.
    pub language_score: f64,
    /// Words and marks of punctuation.
    pub token_count: i64,
    /// `thread` or `post`.
    pub kind: String,
    /// The first author's name in this release.
    pub author: String,
    /// How many people wrote it.
    pub authors: i64,
    /// The posts in it, as JSON.
    pub turns: String,
    /// Whether a model wrote some of it.
    pub ai_generated: bool,
    /// Under what it is given.
    pub licence: String,
    /// The versions of the terms its authors agreed under.
    pub consent_version: String,
    /// SHA-256 over the hashes of their entries in the ledger.
    pub consent: String,
}

/// What rows have in common.
#[derive(Clone, Debug)]
pub struct Common<'a> {
    /// The names.
    pub names: &'a Pseudonyms,
    /// The server's address, without a slash at the end.
    pub server: &'a str,
    /// The release.
    pub release: &'a str,
    /// The licence.
    pub licence: &'a str,
}

impl Row {
    /// Of what waited.
    pub fn new(waiting: &Waiting, common: &Common<'_>) -> Result<Self> {
        let turns = &waiting.document.turns;
        let first = turns.first();
        let id = common.names.row(first.map_or(0, |turn| turn.post));
        let authors: BTreeSet<i64> = turns.iter().map(|turn| turn.author).collect();
        let terms: BTreeSet<&str> = turns.iter().map(|turn| turn.terms.as_str()).collect();
        Ok(Self {
            url: format!("{}/datasets/{}/rows/{id}", common.server, common.release),
            id,
            text: waiting.document.text(),
            date: first.map(|turn| turn.at.iso_date()).unwrap_or_default(),
            language: waiting.language.clone(),
            language_score: waiting.language_score,
            token_count: i64::try_from(waiting.tokens).unwrap_or(i64::MAX),
            kind: if waiting.document.is_thread() { "thread" } else { "post" }.to_owned(),
            author: common.names.author(first.map_or(0, |turn| turn.author)),
            authors: i64::try_from(authors.len()).unwrap_or(i64::MAX),
            turns: serde_json::to_string(&row_turns(waiting, common.names))?,
            ai_generated: turns.iter().any(|turn| turn.ai_generated),
            licence: common.licence.to_owned(),
            consent_version: terms.into_iter().collect::<Vec<_>>().join(","),
            consent: consent_hash(waiting),
        })
    }

    /// The bytes its hash is made of.
    pub fn canonical(&self) -> Result<Vec<u8>> {
        Ok(serde_json::to_vec(self)?)
    }

    /// Its leaf in the tree over all rows.
    pub fn leaf(&self) -> Result<[u8; 32]> {
        Ok(merkle::leaf(&self.canonical()?))
    }
}

fn row_turns(waiting: &Waiting, names: &Pseudonyms) -> Vec<RowTurn> {
    let mut start = 0;
    let turn = |turn: &crate::document::Turn| {
        let end = start + turn.text.chars().count();
        let row = RowTurn {
            author: names.author(turn.author),
            reply_to: turn.reply_to,
            start,
            end,
            ai_generated: turn.ai_generated,
        };
        start = end + BETWEEN.len();
        row
    };
    waiting.document.turns.iter().map(turn).collect()
}

fn consent_hash(waiting: &Waiting) -> String {
    let entries: BTreeSet<&str> = waiting.document.turns.iter().map(|turn| turn.consent.as_str()).collect();
    hex(&sha256(&[entries.into_iter().collect::<Vec<_>>().join("\n").as_bytes()]))
}
