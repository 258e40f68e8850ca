//! Receipts: the ledger line by line, and as a file anybody can check.

use super::super::{Area, around};
use super::purposes;
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::Result;
use crate::routing::get;
use crate::show::when::When;
use crate::visit::{Guest, Visit};
use app::{Actor, App};
use askama::Template;
use axum::body::Body;
use axum::extract::Query;
use axum::response::IntoResponse as _;
use axum::{Extension, Router};
use consent::{Choice, Entry, Subject};
use futures_util::stream::try_unfold;
use http::{StatusCode, header};
use model::{Cursor, Page};
use serde::Deserialize;

/// Lines on one page.
const LINES: usize = 30;

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/words/ledger", get(show))
        .route("/settings/words/ledger.json", get(download))
}

/// Which page.
#[derive(Deserialize)]
struct Place {
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "settings/words_ledger.html")]
struct Ledger {
    frame: Frame,
    areas: Vec<Area>,
    lines: Vec<Line>,
    older: Option<String>,
}

/// A line.
struct Line {
    seq: i64,
    when: When,
    purpose: &'static str,
    choice: &'static str,
    /// What it is about, where that is not everything: text and place to decide about it.
    about: Option<(&'static str, String)>,
    reason: String,
    terms: String,
    through: String,
    hash: String,
}

/// `GET /settings/words/ledger`
async fn show(Extension(visit): Guest, Query(place): Query<Place>) -> Result {
    let cursor = place.before.map_or_else(Cursor::default, Cursor::before);
    let lines = visit.app().consent_ledger(visit.actor()?, Page { cursor, limit: LINES }).await?;
    let more = lines.last().filter(|line| line.seq > 1);
    let older = more.map(|line| format!("/settings/words/ledger?before={}", line.seq));
    let (frame, areas) = around(&visit, "words-ledger");
    let lines = lines.into_iter().map(|entry| line(&visit, entry)).collect();
    page(StatusCode::OK, &Ledger { frame, areas, lines, older })
}

fn line(visit: &Visit, entry: Entry) -> Line {
    let said = entry.said;
    let place = |kind: &str| format!("/settings/words/{kind}/{}", said.subject.number(said.account));
    Line {
        seq: entry.seq,
        when: When::new(visit.speech, said.at, visit.app().now()),
        purpose: purposes::title(said.purpose),
        choice: match said.choice {
            Choice::Yes => "words-yes",
            Choice::No => "words-no",
            Choice::Unset => "words-unset",
        },
        about: match said.subject {
            Subject::Account => None,
            Subject::Post(_) => Some(("words-of-post", place("post"))),
            Subject::Picture(_) => Some(("words-of-picture", place("picture"))),
        },
        reason: said.reason,
        terms: said.terms,
        through: purposes::through(visit, &said.through).to_owned(),
        hash: entry.hash.to_string(),
    }
}

/// `GET /settings/words/ledger.json`: all lines, oldest first, written while they are read.
async fn download(Extension(visit): Guest) -> Result {
    let begin = Writer { app: visit.app().clone(), me: visit.actor()?, seq: 0, ended: false };
    let body = Body::from_stream(try_unfold(begin, |writer| async {
        let written = writer.write().await;
        if let Err(error) = &written {
            tracing::warn!(%error, "a ledger's download ends early");
        }
        written
    }));
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"consent.json\""),
    ];
    Ok((headers, body).into_response())
}

/// A file half written.
struct Writer {
    app: App,
    me: Actor,
    seq: i64,
    ended: bool,
}

impl Writer {
    /// The next piece of the file, and what is left.
    async fn write(mut self) -> app::Result<Option<(String, Self)>> {
        if self.ended {
            return Ok(None);
        }
        let lines = self.app.consent_ledger_after(self.me, self.seq).await?;
        let mut text = String::new();
        for line in &lines {
            text.push_str(if line.seq == 1 { "[\n" } else { ",\n" });
            text.push_str(&line.json().to_string());
        }
        match lines.last() {
            Some(last) => self.seq = last.seq,
            None => {
                text.push_str(if self.seq == 0 { "[]\n" } else { "\n]\n" });
                self.ended = true;
            }
        }
        Ok(Some((text, self)))
    }
}
