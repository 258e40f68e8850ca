//! What a member is told, in groups; who asks to follow; what is held back.

mod held;
mod news;

use super::tag::PAGE;
use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::Result;
use crate::routing::{get, post};
use crate::sent::Sent;
use crate::show::people::{Met, met};
use crate::show::person::Person;
use crate::visit::{Guest, Visit, go};
use app::read::circles::Circle;
use app::{Actor, NotificationFilter};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::{AccountId, Cursor, NotificationId, NotificationKind, Page};
use news::News;
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/notifications", get(show))
        .route("/notifications/clear", post(clear))
        .route("/notifications/to/{id}", get(to))
        .route("/notifications/requests", get(held::show))
        .route("/notifications/requests/{id}", post(held::answer))
}

/// What is told as one when it happens to one thing within a few hours.
const GROUPED: [NotificationKind; 4] =
    [NotificationKind::Like, NotificationKind::Repost, NotificationKind::Follow, NotificationKind::SignUp];
/// What is said to the member.
const MENTIONS: [NotificationKind; 2] = [NotificationKind::Mention, NotificationKind::Quote];
/// The marker of these pages.
const MARKER: &str = "notifications";
/// Requests to follow shown above what is told.
const ASKING: usize = 3;

#[derive(Template)]
#[template(path = "notifications.html")]
struct Notifications {
    frame: Frame,
    tabs: [(String, &'static str, bool); 2],
    /// Those of one sender only.
    from: Option<Person>,
    asking: Vec<Met>,
    more_asking: bool,
    /// Senders whose notifications are held back.
    held: i64,
    news: Vec<News>,
    empty: &'static str,
    older: Option<String>,
    newest: Option<String>,
}

/// Which notifications.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    max_id: String,
    show: String,
    from: String,
}

impl Asked {
    fn filter(&self) -> NotificationFilter {
        NotificationFilter {
            kinds: (self.show == "mentions").then(|| MENTIONS.to_vec()),
            from: self.from.parse::<AccountId>().ok(),
            filtered: false,
        }
    }

    /// The first page of everything: what is on it has been seen.
    fn is_whole(&self) -> bool {
        self.max_id.is_empty() && self.show.is_empty() && self.from.is_empty()
    }

    fn url(&self, max_id: &str) -> String {
        with_query("/notifications", &[("show", &self.show), ("from", &self.from), ("max_id", max_id)])
    }
}

/// `GET /notifications`
async fn show(Extension(visit): Guest, Query(asked): Query<Asked>) -> Result {
    let (app, me) = (visit.app(), visit.actor()?);
    let wanted = Page { cursor: Cursor { max: asked.max_id.parse().ok(), ..Cursor::default() }, limit: PAGE };
    let found = app.notification_groups(me.account, asked.filter(), &GROUPED, wanted).await?;
    let read = read_up_to(&visit, me).await?;
    let oldest = found.span.filter(|_| found.groups.len() >= PAGE).map(|(_, oldest)| oldest.to_string());
    let mut asking = if asked.is_whole() { requests(&visit, ASKING + 1).await? } else { Vec::new() };
    let more_asking = asking.len() > ASKING;
    asking.truncate(ASKING);
    let (_, held, _) = app.notification_policy(me.account).await?;
    let tab = |show: &str, id| (with_query("/notifications", &[("show", show)]), id, asked.show == show);
    let from = match asked.filter().from {
        Some(id) => Some(Person::new(&app.account(id).await?)),
        None => None,
    };
    let answer = page(
        StatusCode::OK,
        &Notifications {
            frame: framed(&visit, "nav-notifications"),
            tabs: [tab("", "news-all"), tab("mentions", "news-mentions")],
            from,
            asking,
            more_asking,
            held,
            news: news::told(&visit, &found.groups, read).await?,
            empty: if asked.show.is_empty() { "news-empty" } else { "news-empty-mentions" },
            older: oldest.map(|oldest| asked.url(&oldest)),
            newest: (!asked.max_id.is_empty()).then(|| asked.url("")),
        },
    )?;
    if let (true, Some((newest, _))) = (asked.is_whole(), found.span)
        && newest > read
        && let Err(error) = app.mark_read(me, vec![(MARKER, newest)]).await
    {
        // The page is made: what is new would merely look new once more.
        tracing::warn!(%error, "a marker could not be moved");
    }
    Ok(answer)
}

fn framed(visit: &Visit, title: &str) -> Frame {
    Frame { index: false, ..Frame::new(visit, visit.speech.say(title).to_owned()) }
}

/// The last notification the member has seen.
async fn read_up_to(visit: &Visit, me: Actor) -> Result<i64> {
    let markers = visit.app().markers(me, &[MARKER.to_owned()]).await?;
    Ok(markers.first().map_or(0, |marker| marker.last_read))
}

/// Who asks to follow the member, the last to ask first.
async fn requests(visit: &Visit, most: usize) -> Result<Vec<Met>> {
    let me = visit.actor()?.account;
    let asking = visit.app().own_circle(Circle::Requests, me, Page::first(most)).await?;
    let asking: Vec<AccountId> = asking.into_iter().map(|(_, id)| id).collect();
    Ok(met(visit, &asking).await?)
}

/// `GET /notifications/to/{id}`: the page of what one is about, for who presses it on a device. What
/// was undone since leads to the others.
async fn to(Extension(visit): Guest, Path(id): Path<NotificationId>) -> Result {
    let (app, me) = (visit.app(), visit.actor()?.account);
    let told = match app.notification(me, id).await {
        Err(app::Error::NotFound) => return go("/notifications"),
        told => told?,
    };
    match told.post {
        Some(post) if told.kind.is_ours() => go(&format!("/radar/{post}")),
        Some(post) => {
            let post = app.post(post, Some(me)).await?;
            let author = app.account(post.author).await?;
            go(&format!("/@{}/{}", author.acct(), post.id))
        }
        None if told.kind == NotificationKind::FollowRequest => go("/settings/follow-requests"),
        None => go(&format!("/@{}", app.account(told.from).await?.acct())),
    }
}

/// `POST /notifications/clear`
async fn clear(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().clear_notifications(visit.actor()?.account).await?;
    go("/notifications")
}
