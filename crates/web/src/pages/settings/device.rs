//! Notifications on this device: what its browser is told while no page is open.

use super::{Choice, choices};
use crate::Web;
use crate::problem::{Problem, Result};
use crate::routing::post;
use crate::sent::Sent;
use crate::visit::{Guest, Visit, go};
use app::{NewPush, Session};
use axum::response::IntoResponse as _;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::{NotificationKind, PushPolicy, Role};

/// What can be told, its text, and whether it is chosen to begin with. The last two are for
/// moderators.
const KINDS: [(NotificationKind, &str, bool); 15] = [
    (NotificationKind::Mention, "push-mention", true),
    (NotificationKind::Quote, "push-quote", true),
    (NotificationKind::Follow, "push-follow", true),
    (NotificationKind::FollowRequest, "push-follow-request", true),
    (NotificationKind::Like, "push-like", true),
    (NotificationKind::Repost, "push-repost", true),
    (NotificationKind::Poll, "push-poll", true),
    (NotificationKind::Post, "push-post", true),
    (NotificationKind::Edit, "push-edit", false),
    (NotificationKind::QuotedEdit, "push-quoted-edit", false),
    (NotificationKind::ForecastUp, "push-forecast-up", true),
    (NotificationKind::ForecastDown, "push-forecast-down", true),
    (NotificationKind::ForecastPeaked, "push-forecast-peaked", true),
    (NotificationKind::SignUp, "push-sign-up", false),
    (NotificationKind::Report, "push-report", true),
];
/// Word and text. Nobody's is what turning it off is for.
const POLICIES: [(&str, &str); 3] =
    [("all", "push-all"), ("followed", "push-followed"), ("follower", "push-follower")];
const PLACE: &str = "/settings/notifications?told=saved";

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/notifications/device", post(save))
        .route("/settings/notifications/device/off", post(turn_off))
        .route("/push/moved", post(moved))
}

/// How this device stands.
pub(super) struct Device {
    /// It is told things.
    pub(super) on: bool,
    /// The key its push service is to know this server by.
    pub(super) key: String,
    /// Word, text, and whether it is chosen.
    pub(super) alerts: Vec<Choice>,
    pub(super) policies: Vec<Choice>,
}

impl Device {
    pub(super) async fn of(visit: &Visit) -> Result<Self> {
        let found = match visit.app().push_subscription(session(visit)?).await {
            Ok(found) => Some(found),
            Err(app::Error::NotFound) => None,
            Err(error) => return Err(error.into()),
        };
        let moderates = visit.member().is_some_and(|member| member.account.role > Role::Member);
        let chosen = |kind, usual| found.as_ref().map_or(usual, |found| found.alerts.contains(&kind));
        let alerts = KINDS.iter().filter(|(kind, ..)| moderates || !for_moderators(*kind));
        let policy = found.as_ref().map_or(PushPolicy::All, |found| found.policy);
        Ok(Self {
            on: found.is_some(),
            key: visit.app().push_key().to_owned(),
            alerts: alerts.map(|(kind, text, usual)| (kind.word(), *text, chosen(*kind, *usual))).collect(),
            policies: choices(&POLICIES, policy.word()),
        })
    }
}

const fn for_moderators(kind: NotificationKind) -> bool {
    matches!(kind, NotificationKind::SignUp | NotificationKind::Report)
}

fn session(visit: &Visit) -> Result<&Session> {
    Ok(&visit.member().ok_or(Problem::LogIn)?.session)
}

/// `POST /settings/notifications/device`: turned on by a script that brings the browser's
/// subscription, or only changed.
async fn save(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let session = session(&visit)?;
    let alerts: Vec<NotificationKind> = sent.all("alert").filter_map(NotificationKind::from_word).collect();
    let policy = PushPolicy::from_word(sent.of("policy")).ok_or(Problem::Wrong)?;
    let endpoint = sent.of("endpoint");
    if endpoint.is_empty() {
        visit.app().change_push(session, Some(alerts), Some(policy)).await?;
    } else {
        let new = NewPush {
            endpoint: endpoint.to_owned(),
            p256dh: sent.of("p256dh").to_owned(),
            auth: sent.of("auth").to_owned(),
            alerts,
            policy,
        };
        visit.app().subscribe_push(session, None, new).await?;
    }
    go(PLACE)
}

/// `POST /settings/notifications/device/off`
async fn turn_off(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().unsubscribe_push(session(&visit)?).await?;
    go(PLACE)
}

/// `POST /push/moved`: from the browser itself, when its push service gave it another address.
async fn moved(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    let of = |name| sent.of(name).to_owned();
    let new = NewPush {
        endpoint: of("endpoint"),
        p256dh: of("p256dh"),
        auth: of("auth"),
        alerts: Vec::new(),
        policy: PushPolicy::All,
    };
    visit.app().move_push(of("from"), new).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_can_be_chosen_once() {
        for kind in NotificationKind::ALL {
            assert_eq!(KINDS.iter().filter(|(listed, ..)| *listed == kind).count(), 1, "{kind:?}");
        }
    }
}
