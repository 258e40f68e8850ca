//! What other programs look for under fixed names: WebFinger, NodeInfo, host-meta, discovery.

use crate::Api;
use crate::entities::account::{page_of, uri_of};
use crate::handlers::instance::{API_OF, version};
use crate::oauth::discovery;
use app::Registrations;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use serde::Deserialize;
use serde_json::json;

pub(crate) fn router(api: Api) -> Router {
    Router::new()
        .route("/.well-known/oauth-authorization-server", get(authorization_server))
        .route("/.well-known/openid-configuration", get(authorization_server))
        .route("/.well-known/webfinger", get(webfinger))
        .route("/.well-known/did.json", get(did))
        .route("/.well-known/host-meta", get(host_meta))
        .route("/.well-known/nodeinfo", get(nodeinfo_index))
        .route("/nodeinfo/2.0", get(nodeinfo_2_0))
        .route("/nodeinfo/2.1", get(nodeinfo_2_1))
        .route("/health", get(|| async { "OK" }))
        .with_state(api)
}

async fn authorization_server(State(api): State<Api>) -> Response {
    let config = api.app.config();
    Json(discovery(&config.url, config.password_grant)).into_response()
}

#[derive(Deserialize)]
struct Resource {
    resource: Option<String>,
}

/// Who an address is: `acct:name@here`, or a profile's address.
async fn webfinger(State(api): State<Api>, Query(query): Query<Resource>) -> Response {
    let config = api.app.config();
    let Some(resource) = query.resource.filter(|resource| !resource.is_empty()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let name = match resource.strip_prefix("acct:") {
        Some(acct) => match acct.trim_start_matches('@').split_once('@') {
            Some((name, domain)) if domain.eq_ignore_ascii_case(&config.domain) => Some(name.to_owned()),
            _ => None,
        },
        None => resource
            .strip_prefix(&config.url)
            .and_then(|path| path.strip_prefix("/@").or_else(|| path.strip_prefix("/users/")))
            .filter(|name| !name.contains('/'))
            .map(str::to_owned),
    };
    let Some(name) = name else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(account) = api.app.account_named(&name).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if account.suspended_at.is_some() {
        return StatusCode::GONE.into_response();
    }
    let page = page_of(config, &account);
    let body = json!({
        "subject": format!("acct:{}@{}", account.username, config.domain),
        "aliases": [page, uri_of(config, &account)],
        "links": [
            { "rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": page },
            { "rel": "self", "type": "application/activity+json", "href": uri_of(config, &account) },
        ],
    });
    ([(CONTENT_TYPE, "application/jrd+json; charset=utf-8")], body.to_string()).into_response()
}

/// Who this server is among those that give out feeds (`did:web`).
async fn did(State(api): State<Api>) -> Response {
    let (did, url) = (api.app.did(), &api.app.config().url);
    Json(json!({
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": did,
        "service": [{ "id": "#bsky_fg", "type": "BskyFeedGenerator", "serviceEndpoint": url }],
    }))
    .into_response()
}

async fn host_meta(State(api): State<Api>) -> Response {
    let url = &api.app.config().url;
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n  \
         <Link rel=\"lrdd\" template=\"{url}/.well-known/webfinger?resource={{uri}}\"/>\n</XRD>\n"
    );
    ([(CONTENT_TYPE, "application/xrd+xml; charset=utf-8")], body).into_response()
}

async fn nodeinfo_index(State(api): State<Api>) -> Response {
    let url = &api.app.config().url;
    let link = |number: &str| json!({ "rel": format!("http://nodeinfo.diaspora.software/ns/schema/{number}"), "href": format!("{url}/nodeinfo/{number}") });
    Json(json!({ "links": [link("2.0"), link("2.1")] })).into_response()
}

async fn nodeinfo_2_0(State(api): State<Api>) -> Response {
    nodeinfo(&api, "2.0").await
}

async fn nodeinfo_2_1(State(api): State<Api>) -> Response {
    nodeinfo(&api, "2.1").await
}

async fn nodeinfo(api: &Api, number: &str) -> Response {
    let config = api.app.config();
    let Ok(numbers) = api.app.numbers().await else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let mut software = json!({ "name": "braise", "version": config.version });
    if number == "2.1" {
        software["homepage"] = json!(config.url);
    }
    let body = json!({
        "version": number,
        "software": software,
        "protocols": ["activitypub"],
        "services": { "inbound": [], "outbound": [] },
        "openRegistrations": config.registrations != Registrations::Closed,
        "usage": {
            "users": { "total": numbers.members, "activeMonth": numbers.active_month, "activeHalfyear": numbers.active_half_year },
            "localPosts": numbers.posts,
        },
        "metadata": {
            "nodeName": config.title,
            "nodeDescription": config.description,
            "mastodonApi": version(config),
            // Some clients choose an API by the software's name and give up when they do not know it. This is where they
            // look for whose API a server under another name speaks.
            "upstream": { "name": "mastodon", "version": API_OF },
        },
    });
    let kind = format!(
        "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/{number}#\"; charset=utf-8"
    );
    ([(CONTENT_TYPE, kind)], body.to_string()).into_response()
}
