//! Who asks for a page, in which language, and what every answer has in common.

use crate::cookie::{self, Jar};
use crate::language::Language;
use crate::problem::{Problem, Result};
use crate::texts::Speech;
use crate::{Web, csrf, pages, paths, policy};
use app::{App, Session};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, header};
use model::{Account, AccountId};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use tokio::sync::OnceCell;

/// One request for a page.
pub(crate) struct Visit {
    web: Web,
    /// The emoji of this server, for what members wrote.
    pub(crate) emoji: app::EmojiMap,
    /// The language of the page.
    pub(crate) speech: Speech,
    /// Notifications the member has not read, at most a hundred.
    pub(crate) unread: i64,
    member: Option<Member>,
    visitor: Option<String>,
    /// The secret of a visitor who came without one and was shown a form.
    fresh: OnceLock<String>,
    /// `light` or `dark` where the member chose one, empty where the system chooses.
    pub(crate) theme: &'static str,
    /// Path and query asked for.
    pub(crate) here: String,
    /// Nothing is changed by this request.
    reads: bool,
    /// Where from.
    pub(crate) address: Option<IpAddr>,
    /// With which browser.
    pub(crate) user_agent: String,
}

/// Somebody logged in.
pub(crate) struct Member {
    secret: String,
    pub(crate) session: Arc<Session>,
    pub(crate) account: Arc<Account>,
    private: OnceCell<model::account::Member>,
}

impl Member {
    /// The member's private side, read once a request.
    pub(crate) async fn private(&self, app: &App) -> app::Result<&model::account::Member> {
        self.private.get_or_try_init(|| app.member(self.account.id)).await
    }
}

/// How handlers take it.
pub(crate) type Guest = axum::Extension<Arc<Visit>>;

impl Visit {
    async fn new(web: Web, request: &Parts) -> Self {
        let headers = &request.headers;
        let jar = Jar::at(&web.app.config().url);
        let member = match cookie::read(headers, jar.session()) {
            Some(secret) => member(&web, secret).await,
            None => None,
        };
        let language = language(&web.app, request, member.as_ref()).await;
        let address = request.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let unread = match &member {
            // A page without its count is better than no page.
            Some(member) if request.method == http::Method::GET => {
                web.shelf.unread(&web.app, member.account.id).await.unwrap_or_default()
            }
            _ => 0,
        };
        // Names instead of pictures are better than no page.
        let emoji = web.app.emoji_map().await.unwrap_or_default();
        Self {
            emoji,
            unread,
            speech: Speech(language),
            member,
            visitor: cookie::read(headers, jar.visitor()).map(str::to_owned),
            fresh: OnceLock::new(),
            theme: cookie::theme(headers),
            here: policy::path_and_query(&request.uri).to_owned(),
            reads: request.method == http::Method::GET,
            address,
            user_agent: text(headers, header::USER_AGENT).unwrap_or_default().to_owned(),
            web,
        }
    }

    pub(crate) fn app(&self) -> &App {
        &self.web.app
    }

    pub(crate) fn shelf(&self) -> &crate::show::shelf::Shelf {
        &self.web.shelf
    }

    pub(crate) fn throttle(&self) -> &crate::throttle::Throttle {
        &self.web.throttle
    }

    pub(crate) fn jar(&self) -> Jar {
        Jar::at(&self.app().config().url)
    }

    /// Who is logged in.
    pub(crate) fn member(&self) -> Option<&Member> {
        self.member.as_ref()
    }

    /// Who acts; a visitor is asked to log in first.
    pub(crate) fn actor(&self) -> Result<app::Actor> {
        let member = self.member.as_ref().ok_or(Problem::LogIn)?;
        Ok(member.session.actor()?)
    }

    /// Whose eyes posts are seen with.
    pub(crate) fn viewer(&self) -> Option<AccountId> {
        self.member.as_ref().map(|member| member.account.id)
    }

    /// The token for a form on this page.
    pub(crate) fn form_token(&self) -> String {
        match self.secret() {
            Some(secret) => csrf::token(secret),
            None => csrf::token(self.fresh.get_or_init(csrf::secret)),
        }
    }

    /// Refuses a form that is not from a page of ours shown to this visitor.
    pub(crate) fn check_form(&self, token: &str) -> Result<()> {
        let ours = self.secret().is_some_and(|secret| csrf::fits(token, secret));
        if ours { Ok(()) } else { Err(Problem::Stale) }
    }

    fn secret(&self) -> Option<&str> {
        self.member.as_ref().map(|member| member.secret.as_str()).or(self.visitor.as_deref())
    }
}

async fn member(web: &Web, secret: &str) -> Option<Member> {
    let session = web.app.session(secret).await.ok()?;
    // A token given to an app is not a browser's session, wherever it turns up.
    let account = session.account.filter(|_| session.app.is_none())?;
    let account = web.shelf.people(&web.app, &[account]).await.ok()?.remove(&account)?;
    Some(Member { secret: secret.to_owned(), session, account, private: OnceCell::new() })
}

async fn language(app: &App, request: &Parts, member: Option<&Member>) -> Language {
    if let Some(language) = asked_language(request) {
        return language;
    }
    if let Some(language) = cookie::read(&request.headers, cookie::LANGUAGE).and_then(Language::parse) {
        return language;
    }
    if let Some(member) = member
        && let Ok(member) = member.private(app).await
        && let Some(language) = Language::parse(&member.locale)
    {
        return language;
    }
    text(&request.headers, header::ACCEPT_LANGUAGE).and_then(Language::accepted).unwrap_or_default()
}

/// `?lang=` of the address; authorization requests of apps carry it too.
fn asked_language(request: &Parts) -> Option<Language> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(request.uri.query()?).ok()?;
    pairs.iter().find(|(name, _)| name == "lang").and_then(|(_, value)| Language::parse(value))
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Around every page: finds out who asks, turns what went wrong into a page, and puts the headers
/// on that guard it.
pub(crate) async fn frame(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (mut request, body) = request.into_parts();
    let foreign = request.method == http::Method::POST && policy::sent_by_another_site(&request.headers);
    let asked = asked_language(&request);
    let visit = Arc::new(Visit::new(web, &request).await);
    request.extensions.insert(Arc::clone(&visit));
    let response = if foreign {
        Problem::Stale.into_response()
    } else {
        next.run(Request::from_parts(request, body)).await
    };
    let mut response = with_problem_page(&visit, response);
    policy::guard(response.headers_mut());
    keep(&visit, asked, response.headers_mut());
    response
}

fn with_problem_page(visit: &Visit, response: Response) -> Response {
    let status = response.status();
    let known = response.extensions().get::<Problem>().copied();
    // The framework's own answers are plain text, or nothing.
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let plain = kind.is_none_or(|kind| kind.starts_with("text/plain"));
    match known {
        Some(Problem::LogIn) => {
            let back = if visit.reads { visit.here.as_str() } else { "/" };
            let to = paths::with_query("/auth/sign_in", &[("return", back)]);
            go(&to).unwrap_or_else(|problem| pages::problem(visit, problem))
        }
        Some(Problem::Unconfirmed) => {
            go("/auth/email").unwrap_or_else(|problem| pages::problem(visit, problem))
        }
        Some(problem) => pages::problem(visit, problem),
        None if plain && (status.is_client_error() || status.is_server_error()) => {
            pages::problem(visit, Problem::of_status(status))
        }
        None => response,
    }
}

/// Cookies to keep, and whether others may keep the answer.
fn keep(visit: &Visit, asked: Option<Language>, headers: &mut HeaderMap) {
    let jar = visit.jar();
    let visitor = visit.fresh.get().map(|secret| jar.keep_visitor(secret));
    let language = asked.map(|language| jar.keep_language(language.code()));
    for cookie in [visitor, language].into_iter().flatten() {
        add_cookie(headers, &cookie);
    }
    let private = visit.member.is_some() || headers.contains_key(header::SET_COOKIE);
    let rule = if private { "private, no-store" } else { "private, no-cache" };
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(rule));
    headers.insert(header::VARY, HeaderValue::from_static("cookie, accept-language"));
}

/// Sets a cookie.
pub(crate) fn add_cookie(headers: &mut HeaderMap, cookie: &str) {
    if let Ok(value) = HeaderValue::try_from(cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

/// Sends the browser on. `to` is a path of ours or an address that was checked.
pub(crate) fn go(to: &str) -> Result {
    let to = HeaderValue::try_from(to).map_err(|_| Problem::Wrong)?;
    Ok((http::StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response())
}

/// The same page in another language.
pub(crate) fn in_language(here: &str, language: Language) -> String {
    paths::with_parameter(here, "lang", language.code())
}
