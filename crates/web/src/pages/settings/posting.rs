//! What new posts begin with.

use super::{Area, Choice, around, choices};
use crate::Web;
use crate::pages::compose::Writing;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::visit::{Guest, go};
use app::ProfileChanges;
use askama::Template;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::limits::LARGE_ACCOUNT_FOLLOWERS;
use model::{QuotePolicy, Visibility};

/// Whom new posts reach: word and text. Posts to those mentioned only are chosen one by one.
const REACHES: [(&str, &str); 3] =
    [("public", "reach-public"), ("unlisted", "reach-unlisted"), ("followers", "reach-followers")];

/// Who may quote them: word and text.
const QUOTES: [(&str, &str); 3] =
    [("everyone", "quote-everyone"), ("followers", "quote-followers"), ("nobody", "quote-nobody")];

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/settings/posting", get_and_post(show, save))
}

#[derive(Template)]
#[template(path = "settings/posting.html")]
struct Posting {
    frame: Frame,
    areas: Vec<Area>,
    reaches: Vec<Choice>,
    quotes: Vec<Choice>,
    /// Code, own name, chosen.
    languages: Vec<Choice>,
    /// The language is found out from each post.
    detected: bool,
    sensitive: bool,
    /// The member is told how far their posts are likely to come; so are others.
    reached: bool,
    reached_all: bool,
    /// From how many followers on others are told anyway.
    large: String,
}

/// `GET /settings/posting`
async fn show(Extension(visit): Guest) -> Result {
    let me = visit.actor()?.account;
    let prefers = visit.app().member(me).await?.preferences;
    let (frame, areas) = around(&visit, "set-posting");
    let languages = Writing::blank(&visit).await?.languages;
    let code = prefers.language.unwrap_or_default();
    let reach = match prefers.visibility {
        Visibility::Unlisted => "unlisted",
        Visibility::Followers | Visibility::Direct => "followers",
        Visibility::Public => "public",
    };
    let quote = match prefers.quote_policy {
        QuotePolicy::Everyone => "everyone",
        QuotePolicy::Followers => "followers",
        QuotePolicy::Nobody => "nobody",
    };
    let posting = Posting {
        frame,
        areas,
        reaches: choices(&REACHES, reach),
        quotes: choices(&QUOTES, quote),
        detected: code.is_empty(),
        languages: languages.into_iter().map(|(one, name, _)| (one, name, one == code)).collect(),
        sensitive: prefers.sensitive,
        reached: prefers.own_forecasts,
        reached_all: prefers.forecasts_shown,
        large: LARGE_ACCOUNT_FOLLOWERS.to_string(),
    };
    page(StatusCode::OK, &posting)
}

/// `POST /settings/posting`
async fn save(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?;
    let visibility = match sent.of("visibility") {
        "public" => Visibility::Public,
        "unlisted" => Visibility::Unlisted,
        "followers" => Visibility::Followers,
        _ => return Err(Problem::Wrong),
    };
    let quote_policy = match sent.of("quote") {
        "everyone" => QuotePolicy::Everyone,
        "followers" => QuotePolicy::Followers,
        "nobody" => QuotePolicy::Nobody,
        _ => return Err(Problem::Wrong),
    };
    let language = sent.of("language");
    let known = Writing::blank(&visit).await?.languages;
    if !language.is_empty() && !known.iter().any(|(code, _, _)| *code == language) {
        return Err(Problem::Wrong);
    }
    let changes = ProfileChanges {
        visibility: Some(visibility),
        quote_policy: Some(quote_policy),
        language: Some(language.to_owned()),
        sensitive: Some(sent.has("sensitive")),
        own_forecasts: Some(sent.has("reached")),
        forecasts_shown: Some(sent.has("reached-all")),
        ..ProfileChanges::default()
    };
    visit.app().change_profile(me, changes).await?;
    go("/settings/posting?told=saved")
}
