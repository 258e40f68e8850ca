//! The table of routes: what can be reached, by whom. What is not here is not there.

use crate::call::{Answer, Call, dispatch};
use crate::error::Error;
use crate::rate::Allowance;
use crate::{Api, streaming, wellknown};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::{HeaderName, LINK};
use axum::http::{Method, StatusCode};
use axum::routing::{MethodFilter, on};
use model::Scope;
use model::limits::{BODY_BYTES, UPLOAD_BYTES};
use std::collections::BTreeSet;
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

mod accounts;
mod admin;
mod asks;
mod assistant;
mod auth;
mod consent;
mod create;
mod datasets;
mod feeds;
mod for_you;
mod instance;
mod lists;
mod media;
mod notes;
mod notifications;
mod own;
mod people;
mod radar;
mod search;
mod statuses;
mod tags;
mod timelines;

/// Who may call a route.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Access {
    /// Anybody.
    Open,
    /// Anybody; but a token that is shown must have the scope.
    Maybe(Scope),
    /// Any token, an app's own too.
    App,
    /// Any member's token.
    AnyMember,
    /// Any member's token, also of one who has yet to confirm an address and may do nothing else.
    Unconfirmed,
    /// A member's token with the scope.
    Member(Scope),
    /// A member's token with one of the scopes.
    Either(Scope, Scope),
}

/// A row of the table.
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) access: Access,
    pub(crate) allowance: Allowance,
    pub(crate) handler: fn(Call) -> Answer,
}

impl Route {
    const fn draws_on(mut self, allowance: Allowance) -> Self {
        self.allowance = allowance;
        self
    }
}

/// Rows of a table: method, path, access, handler.
macro_rules! routes {
    ($($method:ident $path:literal $access:ident $(($($scope:ident),+))? $(for $allowance:ident)? => $($handler:ident)::+),* $(,)?) => {
        /// The rows of this area.
        pub(super) static ROUTES: &[$crate::routes::Route] = &[$(
            $crate::routes::row(
                stringify!($method),
                $path,
                $crate::routes::Access::$access $(($(model::Scope::$scope),+))?,
                $crate::routes::routes!(@allowance $($allowance)?),
                |call| Box::pin($crate::handlers::$($handler)::+(call)),
            )
        ),*];
    };
    (@allowance) => { $crate::rate::Allowance::Requests };
    (@allowance $allowance:ident) => { $crate::rate::Allowance::$allowance };
}
pub(crate) use routes;

pub(crate) const fn row(
    method: &'static str,
    path: &'static str,
    access: Access,
    allowance: Allowance,
    handler: fn(Call) -> Answer,
) -> Route {
    Route { method, path, access, allowance: Allowance::Requests, handler }.draws_on(allowance)
}

/// All rows, area by area.
pub(crate) fn table() -> impl Iterator<Item = &'static Route> {
    static AREAS: &[&[Route]] = &[
        accounts::ROUTES,
        auth::ROUTES,
        consent::ROUTES,
        asks::ROUTES,
        datasets::ROUTES,
        feeds::ROUTES,
        for_you::ROUTES,
        instance::ROUTES,
        lists::ROUTES,
        media::ROUTES,
        notifications::ROUTES,
        own::ROUTES,
        people::ROUTES,
        radar::ROUTES,
        search::ROUTES,
        statuses::ROUTES,
        tags::ROUTES,
        timelines::ROUTES,
        notes::ROUTES,
        admin::ROUTES,
        assistant::ROUTES,
        create::ROUTES,
    ];
    AREAS.iter().copied().flatten()
}

/// The routes as the server mounts them.
pub(crate) fn router(api: Api) -> Router {
    let mut router = Router::new();
    for route in table() {
        let api = api.clone();
        let limit = if route.allowance == Allowance::Uploads || takes_pictures(route) {
            UPLOAD_BYTES
        } else {
            BODY_BYTES
        };
        let handler = move |request: Request| dispatch(api.clone(), route, request);
        router =
            router.route(route.path, on(filter(route.method), handler).layer(DefaultBodyLimit::max(limit)));
    }
    for path in paths() {
        router = router.route(path, on(MethodFilter::OPTIONS, || async { StatusCode::NO_CONTENT }));
    }
    tidy_now_and_then(&api);
    let nothing = || async { Error::not_found().into_reply().into_response() };
    let other = || async {
        Error::Request(StatusCode::METHOD_NOT_ALLOWED, "This address takes other methods".to_owned())
            .into_reply()
            .into_response()
    };
    router
        .route("/api/{*rest}", axum::routing::any(nothing))
        .merge(streaming::router(api.clone()))
        .merge(wellknown::router(api))
        .method_not_allowed_fallback(other)
        .layer(cors())
}

fn paths() -> BTreeSet<&'static str> {
    table().map(|route| route.path).collect()
}

fn takes_pictures(route: &Route) -> bool {
    matches!(route.path, "/api/v1/accounts/update_credentials" | "/api/v1/profile")
}

fn filter(method: &str) -> MethodFilter {
    match method {
        "POST" => MethodFilter::POST,
        "PUT" => MethodFilter::PUT,
        "PATCH" => MethodFilter::PATCH,
        "DELETE" => MethodFilter::DELETE,
        _ => MethodFilter::GET,
    }
}

/// Web apps run on other origins. No cookie means anything here, so any origin may ask, and with any header: some send
/// more than an answer needs.
fn cors() -> CorsLayer {
    let exposed =
        ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "x-request-id", "retry-after"];
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
            Method::OPTIONS,
        ])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(exposed.map(HeaderName::from_static).into_iter().chain([LINK]).collect::<Vec<_>>())
        .max_age(std::time::Duration::from_secs(86_400))
}

fn tidy_now_and_then(api: &Api) {
    let api = api.clone();
    tokio::spawn(async move {
        let mut pause = tokio::time::interval(std::time::Duration::from_secs(60));
        loop {
            pause.tick().await;
            api.rate.tidy();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_row_stands_twice() {
        let mut seen = BTreeSet::new();
        for route in table() {
            assert!(seen.insert((route.method, route.path)), "{} {} stands twice", route.method, route.path);
        }
    }

    #[test]
    fn whatever_changes_something_needs_a_token_with_a_scope_for_it() {
        let entries = [
            "/api/v1/apps",
            "/api/v1/accounts",
            "/oauth/token",
            "/oauth/revoke",
            "/api/v1/emails/confirmations",
        ];
        for route in table().filter(|route| route.method != "GET" && !entries.contains(&route.path)) {
            let Access::Member(scope) = route.access else {
                panic!("{} {} is open", route.method, route.path)
            };
            // A translation and an answer are read, though they are asked for with POST.
            let asked_for = route.path.ends_with("/translate") || route.path == "/api/braise/v1/ask";
            let reads = asked_for && scope == Scope::ReadStatuses;
            let writes = ["write", "admin:write"].iter().any(|start| scope.word().starts_with(start));
            assert!(
                writes || scope == Scope::Push || reads,
                "{} {} needs only {}",
                route.method,
                route.path,
                scope.word()
            );
        }
    }
}
