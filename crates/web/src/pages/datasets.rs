//! Releases of consented posts: the list, one of them, a row of it, and what of the member's is in it.

use super::settings::words::purposes::title;
use super::{Frame, page};
use crate::Web;
use crate::problem::Result;
use crate::routing::get;
use crate::show::when::When;
use crate::visit::{Guest, Visit};
use app::{DatasetRelease, DatasetReport, DatasetRow, DatasetStanding};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Router};
use http::StatusCode;
use model::PostId;
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/datasets", get(list))
        .route("/datasets/{release}", get(show))
        .route("/datasets/{release}/mine", get(mine))
        .route("/datasets/{release}/rows/{row}", get(row))
}

/// Releases, and rows of a member's, on a page.
const PAGE: usize = 40;

/// Where a page goes on.
#[derive(Deserialize)]
pub(crate) struct Onward {
    before: Option<i64>,
}

/// A release, briefly.
struct Brief {
    url: String,
    title: String,
    made: When,
    rows: i64,
    withdrawn: i64,
}

impl Brief {
    fn new(visit: &Visit, release: &DatasetRelease) -> Self {
        Self {
            url: format!("/datasets/{}", release.release),
            title: release.title.clone(),
            made: when(visit, release.cutoff),
            rows: release.rows,
            withdrawn: release.withdrawn,
        }
    }
}

fn when(visit: &Visit, at: model::Time) -> When {
    When::new(visit.speech, at, visit.app().now())
}

#[derive(Template)]
#[template(path = "datasets/list.html")]
struct List {
    frame: Frame,
    releases: Vec<Brief>,
    older: Option<String>,
}

/// `GET /datasets`
async fn list(Extension(visit): Guest, Query(onward): Query<Onward>) -> Result {
    let all = visit.app().datasets(onward.before, PAGE).await?;
    let last = all.last().filter(|_| all.len() >= PAGE);
    page(
        StatusCode::OK,
        &List {
            frame: Frame::new(&visit, visit.speech.say("datasets-title").to_owned()),
            older: last.map(|last| format!("/datasets?before={}", last.id)),
            releases: all.iter().map(|one| Brief::new(&visit, one)).collect(),
        },
    )
}

#[derive(Template)]
#[template(path = "datasets/release.html")]
struct Release {
    frame: Frame,
    name: String,
    brief: Brief,
    report: DatasetReport,
    /// The texts of what was consented to.
    purposes: Vec<&'static str>,
    /// Stage, documents that came, documents that went on.
    stages: Vec<(&'static str, i64, i64)>,
    /// Code, rows.
    languages: Vec<(String, i64)>,
    revoked: bool,
}

/// `GET /datasets/{release}`
async fn show(Extension(visit): Guest, Path(name): Path<String>) -> Result {
    let release = visit.app().dataset(&name).await?;
    let report = visit.app().dataset_report(&release)?;
    page(
        StatusCode::OK,
        &Release {
            frame: Frame::new(&visit, release.title.clone()),
            brief: Brief::new(&visit, &release),
            purposes: release.purposes.split(',').filter_map(|word| word.parse().ok()).map(title).collect(),
            stages: report
                .stages
                .iter()
                .map(|one| (stage(one.stage.name()), shown(one.seen), shown(one.kept)))
                .collect(),
            languages: report.languages.iter().map(|(code, one)| (code.clone(), shown(one.rows))).collect(),
            revoked: release.revocations.is_some(),
            report,
            name,
        },
    )
}

fn shown(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What people call a stage.
fn stage(name: &str) -> &'static str {
    match name {
        "language" => "dataset-stage-language",
        "repetition" => "dataset-stage-repetition",
        "quality" => "dataset-stage-quality",
        "c4" => "dataset-stage-c4",
        "duplicates" => "dataset-stage-duplicates",
        "suppression" => "dataset-stage-suppression",
        _ => "dataset-stage-withdrawal",
    }
}

#[derive(Template)]
#[template(path = "datasets/mine.html")]
struct Mine {
    frame: Frame,
    release: String,
    title: String,
    count: i64,
    /// Where the post is, the row, whether it was withdrawn.
    rows: Vec<(String, DatasetRow)>,
    older: Option<String>,
}

/// `GET /datasets/{release}/mine`
async fn mine(Extension(visit): Guest, Path(name): Path<String>, Query(onward): Query<Onward>) -> Result {
    let me = visit.actor()?;
    let release = visit.app().dataset(&name).await?;
    let before = onward.before.map(PostId);
    let (rows, count) = visit.app().mine_in_dataset(me, &name, before, PAGE).await?;
    let last = rows.last().filter(|_| rows.len() >= PAGE);
    let username = visit.member().map(|member| member.account.username.clone()).unwrap_or_default();
    page(
        StatusCode::OK,
        &Mine {
            frame: Frame {
                index: false,
                ..Frame::new(&visit, visit.speech.say("dataset-mine-title").to_owned())
            },
            older: last.map(|last| format!("/datasets/{name}/mine?before={}", last.post.0)),
            title: release.title,
            release: name,
            count,
            rows: rows.into_iter().map(|row| (format!("/@{username}/{}", row.post.0), row)).collect(),
        },
    )
}

#[derive(Template)]
#[template(path = "datasets/row.html")]
struct RowPage {
    frame: Frame,
    release: String,
    row: String,
    withdrawn_at: Option<When>,
}

/// `GET /datasets/{release}/rows/{row}`
async fn row(Extension(visit): Guest, Path((release, row)): Path<(String, String)>) -> Result {
    let withdrawn_at = match visit.app().dataset_row(&release, &row).await? {
        DatasetStanding::Stands => None,
        DatasetStanding::Withdrawn(at) => Some(when(&visit, at)),
    };
    let frame =
        Frame { index: false, ..Frame::new(&visit, visit.speech.say("dataset-row-title").to_owned()) };
    page(StatusCode::OK, &RowPage { frame, release, row, withdrawn_at })
}
