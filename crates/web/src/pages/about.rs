//! About this server: what it is, its rules, how many are here, whom to write to.

use super::{Frame, home, page};
use crate::problem::Result;
use crate::visit::Guest;
use app::Registrations;
use askama::Template;
use axum::Extension;
use http::StatusCode;

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    frame: Frame,
    description: String,
    domain: String,
    numbers: app::read::server::Numbers,
    /// Those the server's keepers wrote; where there are none, ours.
    rules: Vec<app::read::server::Rule>,
    registrations: &'static str,
    contact_email: String,
    contact_account: Option<String>,
}

/// `GET /about`
pub(crate) async fn show(Extension(visit): Guest) -> Result {
    let config = visit.app().config();
    let numbers = visit.app().numbers().await?;
    let rules = visit.app().rules().await?;
    let contact = config.contact_account.as_ref().map(|name| name.trim_start_matches('@').to_owned());
    page(
        StatusCode::OK,
        &About {
            frame: Frame::new(&visit, visit.speech.with("about-title", "site", &config.title)),
            description: home::description(&visit),
            domain: config.domain.clone(),
            numbers,
            rules,
            registrations: match config.registrations {
                Registrations::Open => "about-open",
                Registrations::Approval => "about-approval",
                Registrations::Closed => "about-closed",
            },
            contact_email: config.contact_email.clone(),
            contact_account: contact.filter(|name| !name.is_empty()),
        },
    )
}
