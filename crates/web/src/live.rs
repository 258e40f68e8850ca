//! What happens while a page is read, told to the page that is open.
//!
//! One stream of server-sent events a page: `post` and `gone` with the id of a post of the timeline
//! that is shown, `told` when a notification came. The page asks for what it wants to show; nothing
//! but ids travels here. A reader who falls too far behind is let go and asks anew, and so is one
//! whose session has ended.

use crate::Web;
use crate::problem::{Problem, Result};
use crate::routing::get;
use crate::show::load::posts_in;
use crate::visit::{Guest, Visit};
use app::{Channel, Subscription, Told};
use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::response::IntoResponse as _;
use axum::{Extension, Router};
use futures_util::stream;
use http::header::{self, HeaderName};
use model::FilterContext;
use serde::Deserialize;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// How often a quiet stream is told that it still stands.
const HEARTBEAT: Duration = Duration::from_secs(25);
/// How long a browser waits before it asks again, in milliseconds.
const AGAIN: &str = "retry: 5000\n\n";

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/live", get(open))
}

/// What is listened to.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Wish {
    on: String,
}

/// `GET /live?on=`
async fn open(Extension(visit): Guest, Query(wish): Query<Wish>) -> Result {
    let member = visit.member().ok_or(Problem::LogIn)?;
    let me = member.account.id;
    let shown = channel(&wish.on)?;
    if let Some(channel) = &shown {
        visit.app().check_channel(Some(me), channel).await?;
    }
    let subscription = visit.app().listen(Some(me), Some(member.session.token))?;
    // Counted once the listener listens: what came since the page was written is in it.
    let unread = visit.shelf().unread(visit.app(), me).await?;
    let first = format!("{AGAIN}event: unread\ndata: {unread}\n\n");
    let listener = Listener { visit: Arc::clone(&visit), subscription, shown };
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "private, no-store"),
        // A proxy that gathers what it passes on would hold events back.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(lines(first.into(), listener))).into_response())
}

/// The channel of a timeline; pages without one hear of notifications alone.
fn channel(on: &str) -> Result<Option<Channel>> {
    let channel = match on.split_once('-') {
        Some(("list", id)) => Channel::List(id.parse().map_err(|_| Problem::NotFound)?),
        Some(("tag", tag)) => Channel::Tag { tag: app::fold_tag(tag), local: false },
        None if on == "home" => Channel::User,
        None if on == "local" => Channel::Public { local: true, remote: false, only_media: false },
        None if on.is_empty() => return Ok(None),
        _ => return Err(Problem::NotFound),
    };
    Ok(Some(channel))
}

/// Somebody who has a page open.
struct Listener {
    visit: Arc<Visit>,
    subscription: Subscription,
    shown: Option<Channel>,
}

impl Listener {
    /// The next line worth telling; none when the stream ends.
    async fn next(&mut self) -> Option<Bytes> {
        let deadline = Instant::now() + HEARTBEAT;
        loop {
            let Ok(logged) = timeout_at(deadline, self.subscription.next()).await else {
                return Some(Bytes::from_static(b":\n\n"));
            };
            if let Some(line) = self.line(&logged?.event).await {
                return Some(line);
            }
        }
    }

    async fn line(&mut self, event: &model::Event) -> Option<Bytes> {
        let told = match &self.shown {
            Some(channel) => self.subscription.told(channel, event).await,
            None => None,
        };
        let told = match told {
            Some(told) => told,
            None => self.subscription.told(&Channel::UserNotification, event).await?,
        };
        match told {
            Told::Post(id) if self.shows(id).await => Some(written("post", &id.to_string())),
            Told::Deleted(id) => Some(written("gone", &id.to_string())),
            Told::Notification(id) => Some(written("told", &id.to_string())),
            _ => None,
        }
    }

    /// Whether the member's filters let a post through.
    async fn shows(&self, id: model::PostId) -> bool {
        let Some(me) = self.visit.viewer() else { return false };
        let filters = self.visit.app().reader(me).await.is_ok_and(|reader| !reader.filters.is_empty());
        let place = match self.shown {
            Some(Channel::User | Channel::List(_)) => FilterContext::Home,
            _ => FilterContext::Public,
        };
        !filters || posts_in(&self.visit, &[id], Some(place)).await.is_ok_and(|posts| !posts.is_empty())
    }
}

fn written(name: &str, data: &str) -> Bytes {
    Bytes::from(format!("event: {name}\ndata: {data}\n\n"))
}

/// The body: how to come back and what is unread first, then events and heartbeats.
fn lines(
    first: Bytes,
    listener: Listener,
) -> impl stream::Stream<Item = std::result::Result<Bytes, Infallible>> {
    stream::unfold((Some(first), listener), |(first, mut listener)| async move {
        let line = match first {
            Some(first) => first,
            None => listener.next().await?,
        };
        Some((Ok(line), (None, listener)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::ListId;

    #[test]
    fn pages_name_what_they_show() {
        let tag = |tag: &str| Some(Channel::Tag { tag: tag.to_owned(), local: false });
        assert_eq!(channel("home").ok(), Some(Some(Channel::User)));
        assert_eq!(channel("list-12").ok(), Some(Some(Channel::List(ListId(12)))));
        assert_eq!(channel("tag-a-b").ok(), Some(tag("a-b")));
        assert_eq!(channel("").ok(), Some(None));
        for unknown in ["everything", "list-x", "other-1"] {
            assert_eq!(channel(unknown), Err(Problem::NotFound), "{unknown}");
        }
    }
}
