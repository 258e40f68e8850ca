//! Posts that wait for their hour.

use super::drafts::{beginning, hanging};
use super::tag::{PAGE, Place};
use super::{Frame, kept, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::Result;
use crate::routing::{get, post};
use crate::sent::Sent;
use crate::show::when::When;
use crate::visit::{Guest, Visit, go};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::ScheduledId;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/scheduled", get(show))
        .route("/scheduled/{id}/move", post(shift))
        .route("/scheduled/{id}/delete", post(delete))
}

#[derive(Template)]
#[template(path = "scheduled.html")]
struct Scheduled {
    frame: Frame,
    tabs: [(&'static str, &'static str, bool); 4],
    /// The next one first.
    waiting: Vec<Waiting>,
    /// What was wrong with an hour that was chosen.
    wrong: Option<&'static str>,
    older: Option<String>,
    newest: Option<String>,
}

struct Waiting {
    id: ScheduledId,
    words: String,
    with: Vec<String>,
    at: When,
    /// As the field for an hour has it.
    field: String,
}

/// `GET /scheduled`
async fn show(Extension(visit): Guest, Query(place): Query<Place>) -> Result {
    shown(&visit, StatusCode::OK, &place, None).await
}

async fn shown(
    visit: &Visit,
    status: StatusCode,
    place: &Place,
    wrong: Option<&'static str>,
) -> Result<Response> {
    let speech = visit.speech;
    let mut found = visit.app().scheduled_posts(visit.actor()?, place.page()).await?;
    let last = found.last().filter(|_| found.len() >= PAGE).map(|post| post.id.to_string());
    found.sort_by_key(|post| post.at);
    let waiting = found.iter().map(|scheduled| Waiting {
        id: scheduled.id,
        words: beginning(speech, &scheduled.post),
        with: hanging(speech, &scheduled.post),
        at: When::new(speech, scheduled.at, visit.app().now()),
        field: scheduled.at.iso().get(..16).unwrap_or_default().to_owned(),
    });
    let scheduled = Scheduled {
        frame: Frame { index: false, ..Frame::new(visit, speech.say("nav-scheduled").to_owned()) },
        tabs: kept::tabs("/scheduled"),
        waiting: waiting.collect(),
        wrong,
        older: last.map(|last| with_query("/scheduled", &[("max_id", &last)])),
        newest: (!place.max_id.is_empty()).then(|| "/scheduled".to_owned()),
    };
    page(status, &scheduled)
}

/// `POST /scheduled/{id}/move`
async fn shift(Extension(visit): Guest, Path(id): Path<ScheduledId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?;
    let zone = sent.of("zone").parse().unwrap_or_default();
    let at = crate::show::when::typed(sent.of("at"), zone);
    let moved = match at {
        Some(at) => visit.app().reschedule(me, id, at).await,
        None => {
            return shown(
                &visit,
                StatusCode::UNPROCESSABLE_ENTITY,
                &Place::default(),
                Some("scheduled-no-hour"),
            )
            .await;
        }
    };
    match moved {
        Ok(_) => go("/scheduled?told=saved"),
        Err(app::Error::Invalid(_)) => {
            shown(&visit, StatusCode::UNPROCESSABLE_ENTITY, &Place::default(), Some("scheduled-too-soon"))
                .await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /scheduled/{id}/delete`
async fn delete(Extension(visit): Guest, Path(id): Path<ScheduledId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    match visit.app().unschedule(visit.actor()?, id).await {
        // Published or taken back meanwhile.
        Ok(()) | Err(app::Error::NotFound) => go("/scheduled"),
        Err(error) => Err(error.into()),
    }
}
