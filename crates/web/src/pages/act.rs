//! What a press of a button does: one form stands on every page of a member, and each button names
//! the verb and whom or what it is about.

use super::Frame;
use crate::Web;
use crate::paths;
use crate::problem::{Problem, Result};
use crate::routing::{get, post};
use crate::sent::Sent;
use crate::visit::{Guest, Visit, go};
use app::ranking::Kind;
use app::{Actor, FollowOptions, Opinion};
use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use axum::{Extension, Form, Router};
use http::{HeaderMap, StatusCode};
use model::{AccountId, PollId, PostId};

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/act/{verb}/{id}", post(act))
        .route("/ask/{verb}/{id}", get(ask))
        .route("/vote/{id}", post(vote))
        .route("/attend", post(attend))
}

/// What scripts say so that they are answered with a status alone.
const QUIETLY: &str = "x-quietly";

/// `POST /act/{verb}/{id}`
async fn act(
    Extension(visit): Guest,
    Path((verb, id)): Path<(String, i64)>,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result {
    visit.check_form(sent.token())?;
    perform(&visit, visit.actor()?, &verb, id).await?;
    answer(&headers, sent.of("return"))
}

/// Back to where the button stood, or for scripts nothing.
fn answer(headers: &HeaderMap, back: &str) -> Result {
    if headers.contains_key(QUIETLY) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    go(paths::local(back).unwrap_or("/"))
}

async fn perform(visit: &Visit, me: Actor, verb: &str, id: i64) -> Result<()> {
    let app = visit.app();
    let (post, account) = (PostId(id), AccountId(id));
    match verb {
        "like" => app.like(me, post).await?,
        "unlike" => app.unlike(me, post).await?,
        "bookmark" => app.set_bookmarked(me, post, true).await?,
        "unbookmark" => app.set_bookmarked(me, post, false).await?,
        "pin" => app.set_pinned(me, post, true).await?,
        "unpin" => app.set_pinned(me, post, false).await?,
        "mute-thread" => app.set_thread_muted(me, post, true).await?,
        "unmute-thread" => app.set_thread_muted(me, post, false).await?,
        "repost" => drop(app.repost(me, post, None).await?),
        "unrepost" => drop(app.unrepost(me, post).await?),
        "delete" => drop(app.delete(me, post).await?),
        "follow" => app.follow(me, account, FollowOptions::default()).await?,
        "unfollow" => app.unfollow(me, account).await?,
        "tell-me" => app.follow(me, account, notify(true)).await?,
        "tell-me-not" => app.follow(me, account, notify(false)).await?,
        "mute" => app.mute(me, account, true, None).await?,
        "unmute" => app.unmute(me, account).await?,
        "block" => app.block(me, account).await?,
        "unblock" => app.unblock(me, account).await?,
        "accept" => app.answer_follow_request(me, account, true).await?,
        "reject" => app.answer_follow_request(me, account, false).await?,
        "remove-follower" => app.remove_follower(me, account).await?,
        "follow-forecast" => app.follow_forecast(me, post).await?,
        "unfollow-forecast" => app.unfollow_forecast(me, post).await?,
        "worth" => app.say_of_post(me.account, post, Opinion::Worth).await?,
        "not-worth" => app.say_of_post(me.account, post, Opinion::NotWorth).await?,
        "dismiss-announcement" => app.dismiss_announcement(me, id).await?,
        "dismiss-suggestion" => app.dismiss_suggestion(me, account).await?,
        _ => return Err(Problem::NotFound),
    }
    Ok(())
}

fn notify(notify: bool) -> FollowOptions {
    FollowOptions { notify: Some(notify), ..FollowOptions::default() }
}

/// `POST /vote/{id}`
async fn vote(
    Extension(visit): Guest,
    Path(id): Path<PollId>,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result {
    visit.check_form(sent.token())?;
    let chosen: Vec<u8> = sent.all("choice").filter_map(|choice| choice.parse().ok()).collect();
    if !chosen.is_empty() {
        visit.app().vote(visit.actor()?, id, chosen).await?;
    }
    answer(&headers, sent.of("return"))
}

/// `POST /attend`: what was opened and read of a page, told by its script where the member asked for it.
async fn attend(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?.account;
    for (field, kind) in [("open", Kind::Open), ("read", Kind::Read)] {
        let posts: Vec<PostId> = sent.all(field).filter_map(|id| id.parse().ok()).collect();
        visit.app().attended(me, kind, &posts).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[derive(Template)]
#[template(path = "ask.html")]
struct Ask {
    frame: Frame,
    question: String,
    means: &'static str,
    action: String,
    button: &'static str,
    back: String,
}

/// `GET /ask/{verb}/{id}`: what cannot be taken back lightly is asked once more.
async fn ask(Extension(visit): Guest, Path((verb, id)): Path<(String, i64)>) -> Result {
    let me = visit.actor()?;
    let say = |id| visit.speech.say(id);
    let (question, means, button, back) = match verb.as_str() {
        "delete" => {
            let post = visit.app().post(PostId(id), visit.viewer()).await?;
            if post.author != me.account {
                return Err(Problem::NotFound);
            }
            (say("ask-delete").to_owned(), say("ask-delete-means"), say("delete"), "/".to_owned())
        }
        "block" => {
            let them = visit.app().account(AccountId(id)).await?;
            let name = format!("@{}", them.acct());
            let back = format!("/{name}");
            (visit.speech.with("ask-block", "name", &name), say("ask-block-means"), say("block"), back)
        }
        _ => return Err(Problem::NotFound),
    };
    let frame = Frame { index: false, ..Frame::new(&visit, question.clone()) };
    let action = format!("/act/{verb}/{id}");
    super::page(StatusCode::OK, &Ask { frame, question, means, action, button, back })
}
