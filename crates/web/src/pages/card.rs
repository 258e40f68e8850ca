//! Who somebody is, in a few lines: what scripts show beside a name that is pointed at.

use super::{Frame, page};
use crate::Web;
use crate::problem::{Problem, Result};
use crate::routing::get;
use crate::show::people::{Met, met};
use crate::visit::Guest;
use askama::Template;
use axum::extract::Path;
use axum::{Extension, Router};
use http::StatusCode;
use model::Account;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/@{name}/card", get(show))
}

#[derive(Template)]
#[template(path = "card.html")]
struct Card {
    frame: Frame,
    met: Met,
    account: Account,
    /// Whether it may be seen how many it follows and who follows it.
    shows_circle: bool,
}

/// `GET /@{name}/card`: a piece of a page. How the member stands to them is in it, so browsers do not
/// keep it longer than the page.
async fn show(Extension(visit): Guest, Path(name): Path<String>) -> Result {
    let account = visit.app().account_named(&name).await?;
    if account.suspended_at.is_some() {
        return Err(Problem::Gone);
    }
    let met = met(&visit, &[account.id]).await?.pop().ok_or(Problem::NotFound)?;
    let frame = Frame { index: false, ..Frame::new(&visit, String::new()) };
    let shows_circle = !account.hide_collections || visit.viewer() == Some(account.id);
    page(StatusCode::OK, &Card { frame, met, account, shows_circle })
}
