//! Browsers and apps with access.

use super::{Area, around};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::routing::{get, post};
use crate::sent::Sent;
use crate::show::when::When;
use crate::texts::Speech;
use crate::visit::{Guest, go};
use askama::Template;
use axum::extract::Path;
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::{AppId, TokenId};

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/sessions", get(show))
        .route("/settings/sessions/end/{token}", post(end))
        .route("/settings/sessions/revoke/{app}", post(revoke))
}

#[derive(Template)]
#[template(path = "settings/sessions.html")]
struct Sessions {
    frame: Frame,
    areas: Vec<Area>,
    browsers: Vec<Browser>,
    apps: Vec<Client>,
}

/// A browser somebody is logged in with.
struct Browser {
    token: TokenId,
    name: String,
    since: When,
    /// The one that asks.
    this: bool,
}

/// An app let in.
struct Client {
    id: AppId,
    name: String,
    website: Option<String>,
    since: When,
}

/// `GET /settings/sessions`
async fn show(Extension(visit): Guest) -> Result {
    let me = visit.actor()?.account;
    let own = visit.member().map(|member| member.session.token);
    let (frame, areas) = around(&visit, "set-sessions");
    let (mut browsers, mut apps) = (Vec::new(), Vec::new());
    for access in visit.app().accesses(me).await? {
        let since = When::new(visit.speech, access.since, visit.app().now());
        match access.app {
            Some((id, name, website)) => {
                let website = website.filter(|page| page.starts_with("https://"));
                apps.push(Client { id, name, website, since });
            }
            None => {
                let name = browser(visit.speech, &access.user_agent);
                browsers.push(Browser { token: access.token, name, since, this: own == Some(access.token) });
            }
        }
    }
    browsers.sort_by_key(|browser| !browser.this);
    page(StatusCode::OK, &Sessions { frame, areas, browsers, apps })
}

/// `POST /settings/sessions/end/{token}`
async fn end(Extension(visit): Guest, Path(token): Path<TokenId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().end_session(visit.actor()?.account, token).await?;
    go("/settings/sessions?told=ended")
}

/// `POST /settings/sessions/revoke/{app}`
async fn revoke(Extension(visit): Guest, Path(app): Path<AppId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().revoke_app(visit.actor()?, app).await.map_err(Problem::from)?;
    go("/settings/sessions?told=ended")
}

/// Names by which browsers call themselves: the more particular ones before those they imitate.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi", "Vivaldi"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// What a browser says it is, in two words.
fn browser(speech: Speech, user_agent: &str) -> String {
    let known = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => match user_agent.split(['/', ' ']).next() {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => speech.say("session-unknown").to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn browsers_are_named_in_two_words() {
        let speech = Speech(Language::English);
        for (said, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
                "Safari, iPhone",
            ),
            ("curl/8.5.0", "curl"),
            ("", "A browser"),
        ] {
            assert_eq!(browser(speech, said), name);
        }
    }
}
