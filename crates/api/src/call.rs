//! A request on its way to a handler: who asks, whether they may, what they sent.

use crate::error::{Error, Result};
use crate::params::{self, Params};
use crate::rate::{Left, Who};
use crate::routes::{Access, Route};
use crate::{Api, reply::Reply};
use app::{Actor, Session};
use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams, Request};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use model::{AccountId, Cursor, Page};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

/// A request that may reach its handler.
pub(crate) struct Call {
    /// What every handler has at hand.
    pub api: Api,
    /// Who asks, if anybody in particular.
    pub session: Option<Arc<Session>>,
    /// What they sent.
    pub params: Params,
    /// The headers.
    pub headers: HeaderMap,
    path: Vec<(String, String)>,
    uri: Uri,
}

impl Call {
    /// The member who asks. Only routes that need one should ask for one.
    pub(crate) fn me(&self) -> Result<Actor> {
        let session = self.session.as_ref().ok_or(app::Error::LoggedOut)?;
        Ok(session.actor()?)
    }

    /// The member who asks, if anybody in particular.
    pub(crate) fn viewer(&self) -> Option<AccountId> {
        self.session.as_ref()?.account
    }

    /// The token of the member who asks, as it was shown.
    pub(crate) fn access_token(&self) -> Option<String> {
        shown_token(&self.headers, &self.uri)
    }

    /// A part of the path. What cannot be read names nothing there is.
    pub(crate) fn path<T: FromStr>(&self, name: &str) -> Result<T> {
        let found = self.path.iter().find(|(key, _)| key == name).map(|(_, value)| value.parse());
        found.and_then(std::result::Result::ok).ok_or_else(Error::not_found)
    }

    /// The page asked for: `usual` entries, or as many as asked up to `most`.
    pub(crate) fn page(&self, usual: usize, most: usize) -> Result<Page> {
        let bound = |name: &str| match self.params.filled(name) {
            None => Ok(None),
            Some(text) => bound_from(text.trim())
                .map(Some)
                .ok_or_else(|| Error::invalid(format!("Validation failed: {name} is not an id"))),
        };
        let cursor = Cursor { max: bound("max_id")?, since: bound("since_id")?, min: bound("min_id")? };
        Ok(Page { cursor, limit: self.limit(usual, most) })
    }

    /// How many entries are asked for.
    pub(crate) fn limit(&self, usual: usize, most: usize) -> usize {
        self.params
            .int("limit")
            .and_then(|limit| usize::try_from(limit).ok())
            .filter(|limit| *limit > 0)
            .unwrap_or(usual)
            .min(most)
    }

    /// This request's address with another cursor.
    pub(crate) fn same_address_with(&self, name: &str, id: i64) -> String {
        let query = self.uri.query().unwrap_or_default();
        let mut address = url::form_urlencoded::Serializer::new(String::new());
        for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
            if !matches!(&*key, "max_id" | "min_id" | "since_id" | "offset" | "access_token" | "page") {
                address.append_pair(&key, &value);
            }
        }
        address.append_pair(name, &id.to_string());
        format!("{}{}?{}", self.api.app.config().url, self.uri.path(), address.finish())
    }
}

/// Where a page begins or ends. A whole number larger than any id is beyond them all.
fn bound_from(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let beyond = if digits.len() < text.len() { i64::MIN } else { i64::MAX };
    Some(text.parse().unwrap_or(beyond))
}

/// Takes a request to its handler, and its answer back.
pub(crate) async fn dispatch(api: Api, route: &'static Route, request: Request) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    let address = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let session = match session(&api, &parts.headers, &parts.uri).await {
        Ok(session) => session,
        // What anybody may call is open to who shows a token that is none, too: apps send one along with everything,
        // also before they have one.
        Err(Error::App(app::Error::LoggedOut)) if matches!(route.access, Access::Open) => None,
        Err(error) => return error.into_reply().into_response(),
    };
    let who = session.as_ref().and_then(|session| session.account).map_or(Who::Visitor(address), Who::Member);
    let left = api.rate.draw(who, route.allowance);
    if left.is_some_and(|left| left.exceeded) {
        let reply =
            Error::Request(StatusCode::TOO_MANY_REQUESTS, "Too many requests".to_owned()).into_reply();
        return told(reply.into_response(), left, &api);
    }
    if let Err(error) = check_access(route.access, session.as_deref()) {
        return told(error.into_reply().into_response(), left, &api);
    }
    let path = match RawPathParams::from_request_parts(&mut parts, &()).await {
        Ok(path) => path.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        Err(_) => return Error::not_found().into_reply().into_response(),
    };
    let (uri, headers) = (parts.uri.clone(), parts.headers.clone());
    let reply = match params::read(Request::from_parts(parts, body)).await {
        Ok(params) => (route.handler)(Call { api: api.clone(), session, params, headers, path, uri }).await,
        Err(error) => Err(error),
    };
    told(reply.unwrap_or_else(Error::into_reply).into_response(), left, &api)
}

fn told(mut response: Response<Body>, left: Option<Left>, api: &Api) -> Response<Body> {
    if let Some(left) = left {
        left.tell(response.headers_mut(), api.app.now());
    }
    response
}

/// The session of the token that was shown.
pub(crate) async fn session(api: &Api, headers: &HeaderMap, uri: &Uri) -> Result<Option<Arc<Session>>> {
    match shown_token(headers, uri) {
        Some(token) => Ok(Some(api.app.session(&token).await?)),
        None => Ok(None),
    }
}

/// The token in the header or, as old clients do, in the query.
fn shown_token(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = header.and_then(|value| {
        let (kind, token) = value.split_once(' ')?;
        kind.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
    });
    let in_query = || {
        let query = uri.query()?;
        query.contains("access_token=").then(|| params::read_query(query).ok()?.filled("access_token"))?
    };
    bearer.or_else(in_query).filter(|token| !token.is_empty())
}

fn check_access(access: Access, session: Option<&Session>) -> Result<()> {
    let allowed = |session: &Session, scope| {
        if session.scopes.allows(scope) {
            return Ok(());
        }
        Err(Error::Request(StatusCode::FORBIDDEN, "This action is outside the authorized scopes".to_owned()))
    };
    match (access, session) {
        (Access::Open, _) | (Access::App, Some(_)) | (Access::Maybe(_), None) => Ok(()),
        (
            Access::App | Access::Member(_) | Access::Either(..) | Access::AnyMember | Access::Unconfirmed,
            None,
        ) => Err(app::Error::LoggedOut.into()),
        (Access::Maybe(scope), Some(session)) => allowed(session, scope),
        (Access::Member(scope), Some(session)) => {
            allowed(session, scope)?;
            session.actor()?;
            Ok(())
        }
        (Access::Either(one, other), Some(session)) => {
            allowed(session, one).or_else(|_| allowed(session, other))?;
            session.actor()?;
            Ok(())
        }
        (Access::Unconfirmed, Some(session)) if session.unconfirmed => Ok(()),
        (Access::AnyMember | Access::Unconfirmed, Some(session)) => {
            session.actor().map(|_| ()).map_err(Error::from)
        }
    }
}

/// The boxed future a handler is.
pub(crate) type Answer = std::pin::Pin<Box<dyn Future<Output = Result<Reply>> + Send>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_whole_numbers_of_any_length() {
        for (text, bound) in [
            ("7", Some(7)),
            ("-7", Some(-7)),
            ("0007", Some(7)),
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854775808", Some(i64::MAX)),
            ("-9999999999999999999999", Some(i64::MIN)),
            ("", None),
            ("-", None),
            ("+7", None),
            ("7.0", None),
            ("1e5", None),
            ("٧", None),
            ("null", None),
        ] {
            assert_eq!(bound_from(text), bound, "{text}");
        }
    }
}
