//! Arriving: an archive of another network is uploaded, read by a job, and reported on.

use super::reasons::reason;
use super::{Area, Choice, around};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::show::person::Person;
use crate::show::when::When;
use crate::visit::{Guest, Visit, go};
use app::{Error, ImportOptions, ImportReport, ImportState, Importing, Network};
use askama::Template;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::{Extension, Router};
use http::StatusCode;
use model::Visibility;
use model::limits::ARCHIVE_UPLOAD_BYTES;
use std::path::Path;
use tokio::io::AsyncWriteExt as _;

/// What the form has besides the file.
const BESIDES: u64 = 64 * 1024;
/// Characters of a field.
const FIELD_BYTES: usize = 4 * 1024;
/// People shown who were known elsewhere.
const MET: usize = 40;
/// Findings shown of each import.
const FINDINGS: usize = 50;

/// Word, text, and how far it reaches.
const REACHES: [(&str, &str, Visibility); 4] = [
    ("unlisted", "import-reach-unlisted", Visibility::Unlisted),
    ("public", "import-reach-public", Visibility::Public),
    ("followers", "import-reach-followers", Visibility::Followers),
    ("self", "import-reach-self", Visibility::Direct),
];

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    let most = usize::try_from(ARCHIVE_UPLOAD_BYTES + BESIDES).unwrap_or(usize::MAX);
    Router::new().route("/settings/import", get_and_post(show, upload)).layer(DefaultBodyLimit::max(most))
}

#[derive(Template)]
#[template(path = "settings/import.html")]
struct Import {
    frame: Frame,
    areas: Vec<Area>,
    wrong: Option<String>,
    reaches: Vec<Choice>,
    /// One is being read; the next has to wait.
    under_way: bool,
    imports: Vec<Line>,
    met: Vec<Met>,
    /// The largest upload, in GB.
    most: i64,
}

/// An import.
struct Line {
    name: String,
    since: When,
    state: &'static str,
    /// Its number and the text of what was counted.
    counts: Vec<String>,
    findings: Vec<Found>,
    /// Addresses kept of what is not known here, and how many in words.
    elsewhere: Vec<String>,
    kept: String,
    not_understood: i64,
}

/// Something that was not understood.
struct Found {
    place: String,
    why: String,
    /// The reason stands in English, there being no other words for it.
    english: bool,
}

impl Found {
    fn new(visit: &Visit, found: app::Finding) -> Self {
        match reason(visit.speech, &found.why) {
            Some(why) => Self { place: found.place, why, english: false },
            None => Self { place: found.place, why: found.why, english: true },
        }
    }
}

/// Somebody known from elsewhere.
struct Met {
    person: Person,
    known_as: String,
    verified: bool,
}

impl Line {
    fn new(visit: &Visit, import: Importing) -> Self {
        let state = match import.state {
            ImportState::Waiting => "import-waiting",
            ImportState::Running => "import-running",
            ImportState::Done => "import-done",
            ImportState::Failed => "import-failed",
        };
        let report = import.report;
        let counts = counts(&report).into_iter().filter(|(_, count)| *count > 0);
        Self {
            name: import.name,
            since: When::new(visit.speech, import.created_at, visit.app().now()),
            state,
            counts: counts.map(|(text, count)| visit.speech.count(text, number(count))).collect(),
            elsewhere: report.elsewhere.iter().take(FINDINGS).cloned().collect(),
            kept: visit.speech.count("import-kept", number(report.kept)),
            not_understood: number(report.not_understood),
            findings: report.findings.into_iter().take(FINDINGS).map(|one| Found::new(visit, one)).collect(),
        }
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Texts and numbers, in the order they are told.
fn counts(report: &ImportReport) -> [(&'static str, usize); 18] {
    [
        ("import-posts", report.posts),
        ("import-known", report.known),
        ("import-media", report.media),
        ("import-follows", report.follows),
        ("import-remembered", report.remembered),
        ("import-blocks", report.blocks),
        ("import-mutes", report.mutes),
        ("import-domains", report.domains),
        ("import-listed", report.listed),
        ("import-bookmarks", report.bookmarks),
        ("import-likes", report.likes),
        ("import-private", report.private),
        ("import-filters", report.filters),
        ("import-feeds", report.feeds),
        ("import-packs", report.packs),
        ("import-reposts", report.reposts),
        ("import-left-out", report.left_out.values().sum::<usize>()),
        ("import-not-here", report.not_here),
    ]
}

/// `GET /settings/import`
async fn show(Extension(visit): Guest) -> Result {
    shown(&visit, StatusCode::OK, None).await
}

async fn shown(visit: &Visit, status: StatusCode, wrong: Option<&str>) -> Result {
    let me = visit.actor()?.account;
    let imports = visit.app().imports(me).await?;
    let under_way =
        imports.iter().any(|import| matches!(import.state, ImportState::Waiting | ImportState::Running));
    let met = visit.app().met_again(me, MET).await?.into_iter().map(|met| Met {
        person: Person::new(&met.account),
        known_as: known_as(met.network, &met.handle),
        verified: met.verified,
    });
    let (frame, areas) = around(visit, "set-import");
    let import = Import {
        frame,
        areas,
        wrong: wrong.map(|text| visit.speech.say(text).to_owned()),
        reaches: REACHES
            .iter()
            .map(|(word, text, reach)| (*word, *text, *reach == Visibility::Unlisted))
            .collect(),
        under_way,
        imports: imports.into_iter().map(|import| Line::new(visit, import)).collect(),
        met: met.collect(),
        most: i64::try_from(ARCHIVE_UPLOAD_BYTES >> 30).unwrap_or(i64::MAX),
    };
    page(status, &import)
}

fn known_as(network: Network, handle: &str) -> String {
    format!("{} · {handle}", network.name())
}

/// `POST /settings/import`: the file goes to the disk as it comes.
async fn upload(Extension(visit): Guest, mut form: Multipart) -> Result {
    let me = visit.actor()?;
    let (mut proved, mut options) = (false, ImportOptions { private: false, ..ImportOptions::default() });
    while let Some(field) = form.next_field().await? {
        match field.name().unwrap_or_default() {
            "csrf" => {
                visit.check_form(&short(field).await?)?;
                proved = true;
            }
            "reach" => {
                let word = short(field).await?;
                let reach = REACHES.iter().find(|(known, ..)| *known == word).ok_or(Problem::Wrong)?;
                options.public_as = reach.2;
            }
            "private" => options.private = true,
            // Nothing is written for a form that is not ours.
            "archive" if !proved => return Err(Problem::Stale),
            "archive" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                if name.is_empty() {
                    return shown(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some("import-no-file")).await;
                }
                let place = visit.app().import_place().await?;
                let kept = match keep(field, &place).await {
                    Ok(()) => visit.app().import_later(me, &place, &name, options).await.map_err(Kept::App),
                    Err(problem) => Err(Kept::Web(problem)),
                };
                return match kept {
                    Ok(_) => go("/settings/import"),
                    Err(failed) => {
                        tokio::fs::remove_file(&place).await.ok();
                        match failed {
                            Kept::App(Error::TooMany(_)) => {
                                shown(&visit, StatusCode::CONFLICT, Some("import-one-at-a-time")).await
                            }
                            Kept::App(error) => Err(error.into()),
                            Kept::Web(problem) => Err(problem),
                        }
                    }
                };
            }
            _ => drop(short(field).await?),
        }
    }
    shown(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some("import-no-file")).await
}

/// Why an upload was not kept.
enum Kept {
    App(Error),
    Web(Problem),
}

/// The value of a field, which is a word.
async fn short(mut field: Field<'_>) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > FIELD_BYTES {
            return Err(Problem::Wrong);
        }
    }
    String::from_utf8(bytes).map_err(|_| Problem::Wrong)
}

async fn keep(mut field: Field<'_>, place: &Path) -> Result<()> {
    let failed = |error: std::io::Error| {
        tracing::warn!(%error, "an upload could not be kept");
        Problem::Unavailable
    };
    let mut file = tokio::fs::File::create(place).await.map_err(failed)?;
    let mut left = ARCHIVE_UPLOAD_BYTES;
    while let Some(chunk) = field.chunk().await? {
        left = left.checked_sub(chunk.len() as u64).ok_or(Problem::Wrong)?;
        file.write_all(&chunk).await.map_err(failed)?;
    }
    file.sync_all().await.map_err(failed)
}
