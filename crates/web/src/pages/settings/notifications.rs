//! Whose notifications wait, or never come; beside it, what this device is told.

use super::device::Device;
use super::{Area, Choice, around, choices};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::visit::{Guest, go};
use app::PolicyChanges;
use askama::Template;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::notification::{NotificationPolicy, PolicyAction};

/// Word and text.
const ACTIONS: [(&str, &str); 3] =
    [("accept", "policy-accept"), ("filter", "policy-filter"), ("drop", "policy-drop")];

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/settings/notifications", get_and_post(show, save))
}

#[derive(Template)]
#[template(path = "settings/notifications.html")]
struct Notifications {
    frame: Frame,
    areas: Vec<Area>,
    sorts: Vec<Sort>,
    device: Device,
}

/// One sort of sender.
struct Sort {
    name: &'static str,
    text: &'static str,
    means: &'static str,
    choices: Vec<Choice>,
}

/// `GET /settings/notifications`
async fn show(Extension(visit): Guest) -> Result {
    let (policy, _, _) = visit.app().notification_policy(visit.actor()?.account).await?;
    let (frame, areas) = around(&visit, "set-notifications");
    page(
        StatusCode::OK,
        &Notifications { frame, areas, sorts: sorts(policy), device: Device::of(&visit).await? },
    )
}

fn sorts(policy: NotificationPolicy) -> Vec<Sort> {
    let sort = |name, text, means, action: PolicyAction| Sort {
        name,
        text,
        means,
        choices: choices(&ACTIONS, action.word()),
    };
    vec![
        sort("not_following", "policy-not-following", "policy-not-following-means", policy.not_following),
        sort("not_followers", "policy-not-followers", "policy-not-followers-means", policy.not_followers),
        sort("new_accounts", "policy-new", "policy-new-means", policy.new_accounts),
        sort("private_mentions", "policy-private", "policy-private-means", policy.private_mentions),
        sort("limited_accounts", "policy-limited", "policy-limited-means", policy.limited_accounts),
    ]
}

/// `POST /settings/notifications`
async fn save(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?.account;
    let action = |name| PolicyAction::from_word(sent.of(name)).map(Some).ok_or(Problem::Wrong);
    let changes = PolicyChanges {
        not_following: action("not_following")?,
        not_followers: action("not_followers")?,
        new_accounts: action("new_accounts")?,
        private_mentions: action("private_mentions")?,
        limited_accounts: action("limited_accounts")?,
    };
    visit.app().change_notification_policy(me, changes).await?;
    go("/settings/notifications?told=saved")
}
