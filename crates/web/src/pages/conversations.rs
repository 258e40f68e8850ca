//! Words between a few people.

use super::tag::{PAGE, Place};
use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::routing::{get, post};
use crate::sent::Sent;
use crate::show::excerpt::excerpt;
use crate::show::load::posts;
use crate::show::person::Person;
use crate::show::post::Shown;
use crate::show::when::When;
use crate::visit::{Guest, Visit, go};
use app::Conversation;
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::{AccountId, ConversationId, PostId};
use std::collections::HashMap;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/conversations", get(show)).route("/conversations/{id}/{verb}", post(change))
}

#[derive(Template)]
#[template(path = "conversations.html")]
struct Conversations {
    frame: Frame,
    conversations: Vec<Talk>,
    older: Option<String>,
    newest: Option<String>,
}

struct Talk {
    id: ConversationId,
    people: Vec<Person>,
    url: String,
    /// Who said the last words; nobody where the member did.
    by: Option<String>,
    words: String,
    at: When,
    unread: bool,
}

/// `GET /conversations`
async fn show(Extension(visit): Guest, Query(place): Query<Place>) -> Result {
    let me = visit.actor()?.account;
    let found = visit.app().conversations(me, place.page()).await?;
    let last = found.last().filter(|_| found.len() >= PAGE).map(|talk| talk.last_post.to_string());
    let title = visit.speech.say("nav-conversations").to_owned();
    let conversations = Conversations {
        frame: Frame { index: false, ..Frame::new(&visit, title) },
        conversations: talks(&visit, me, &found).await?,
        older: last.map(|last| with_query("/conversations", &[("max_id", &last)])),
        newest: (!place.max_id.is_empty()).then(|| "/conversations".to_owned()),
    };
    page(StatusCode::OK, &conversations)
}

async fn talks(visit: &Visit, me: AccountId, found: &[Conversation]) -> Result<Vec<Talk>> {
    let last: Vec<PostId> = found.iter().map(|talk| talk.last_post).collect();
    let last = posts(visit, &last).await?;
    let last: HashMap<PostId, &Shown> = last.iter().map(|post| (post.entry, post)).collect();
    let mut ids: Vec<AccountId> = found.iter().flat_map(|talk| &talk.participants).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let accounts = visit.shelf().people(visit.app(), &ids).await?;
    let people: HashMap<AccountId, Person> =
        accounts.iter().map(|(id, account)| (*id, Person::new(account))).collect();
    let talk = |talk: &Conversation| {
        let post = last.get(&talk.last_post)?;
        Some(Talk {
            id: talk.id,
            people: talk.participants.iter().filter_map(|id| people.get(id)).cloned().collect(),
            url: post.url.clone(),
            by: (post.author.id != me).then(|| post.author.name.clone()),
            words: excerpt(visit.speech, post),
            at: post.at.clone(),
            unread: talk.unread,
        })
    };
    Ok(found.iter().filter_map(talk).collect())
}

/// `POST /conversations/{id}/{verb}`: `read`, `unread` or `remove`.
async fn change(
    Extension(visit): Guest,
    Path((id, verb)): Path<(ConversationId, String)>,
    Form(sent): Form<Sent>,
) -> Result {
    visit.check_form(sent.token())?;
    let (app, me) = (visit.app(), visit.actor()?.account);
    let done = match verb.as_str() {
        "read" => app.set_conversation_unread(me, id, false).await.map(drop),
        "unread" => app.set_conversation_unread(me, id, true).await.map(drop),
        "remove" => app.remove_conversation(me, id).await,
        _ => return Err(Problem::NotFound),
    };
    match done {
        // Removed already, from another window.
        Ok(()) | Err(app::Error::NotFound) => go("/conversations"),
        Err(error) => Err(error.into()),
    }
}
