//! What catches fire on other networks: where it is and what is forecast, never what it says.

use super::super::{Frame, page};
use super::{Outlook, tabs};
use crate::problem::Result;
use crate::show::when::When;
use crate::visit::Guest;
use askama::Template;
use axum::Extension;
use http::StatusCode;

/// Posts shown.
const POSTS: usize = 40;

#[derive(Template)]
#[template(path = "radar/elsewhere.html")]
struct Elsewhere {
    frame: Frame,
    tabs: Vec<(&'static str, &'static str, bool)>,
    posts: Vec<Post>,
}

struct Post {
    page: String,
    network: String,
    language: String,
    made: When,
    outlook: Outlook,
}

/// `GET /radar/elsewhere`
pub(super) async fn show(Extension(visit): Guest) -> Result {
    let found = visit.app().fires_elsewhere(None, POSTS).await?;
    let now = visit.app().now();
    let posts = found.into_iter().map(|one| Post {
        outlook: Outlook { url: one.page.clone(), ..Outlook::new(&visit, &one.fire) },
        made: When::new(visit.speech, one.fire.told.at, now),
        page: one.page,
        network: one.network,
        language: one.language.unwrap_or_default(),
    });
    let posts = posts.collect();
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("explore-radar").to_owned()) };
    page(StatusCode::OK, &Elsewhere { frame, tabs: tabs(&visit, 3), posts })
}
