//! The first page: what this is; for members, how to use it.

use super::{Frame, page};
use crate::language::Language;
use crate::problem::Result;
use crate::show::load::posts;
use crate::show::person::Person;
use crate::show::post::Shown;
use crate::show::when::When;
use crate::texts::Speech;
use crate::visit::{Guest, Visit};
use app::read::timelines::Show;
use askama::Template;
use axum::Extension;
use http::StatusCode;
use model::Page;

/// Posts shown to say what kind of place this is.
const LATEST: usize = 12;

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    frame: Frame,
    description: String,
    posts: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    me: Person,
    full_handle: String,
    domain: String,
    since: When,
    posts: Vec<Shown>,
}

/// `GET /`
pub(crate) async fn show(Extension(visit): Guest) -> Result {
    let config = visit.app().config();
    let local = Show { local: true, ..Show::default() };
    let latest = visit.app().public_timeline(visit.viewer(), &local, Page::first(LATEST)).await?;
    let posts = posts(&visit, &latest).await?;
    let frame = Frame::new(&visit, config.title.clone());
    match visit.member() {
        None => {
            let graph = vec![
                ("og:type", "website".to_owned()),
                ("og:title", config.title.clone()),
                ("og:description", description(&visit)),
                ("og:url", config.absolute("/")),
                ("og:image", config.absolute("/static/header.png")),
            ];
            let description = description(&visit);
            page(StatusCode::OK, &Welcome { frame: Frame { graph, ..frame }, description, posts })
        }
        Some(member) => page(
            StatusCode::OK,
            &Home {
                frame,
                me: Person::new(&member.account),
                full_handle: Person::full_handle(visit.app(), &member.account),
                domain: config.domain.clone(),
                since: When::new(visit.speech, member.session.created_at, visit.app().now()),
                posts,
            },
        ),
    }
}

/// What the server says of itself. What it says until somebody chose other words is known in every
/// language.
pub(super) fn description(visit: &Visit) -> String {
    let set = visit.app().config().description.trim();
    if set.is_empty() || set == Speech(Language::English).say("welcome-description") {
        return visit.speech.say("welcome-description");
    }
    set.to_owned()
}
