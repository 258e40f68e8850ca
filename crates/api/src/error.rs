//! Failures as HTTP: here, once.

use crate::reply::Reply;
use axum::http::StatusCode;
use serde_json::{Map, Value, json};

/// What a handler answers when it does not do what was asked.
#[derive(Debug)]
pub(crate) enum Error {
    /// A use case refused.
    App(app::Error),
    /// The request cannot be read, or is refused before any use case sees it.
    Request(StatusCode, String),
    /// An app may not do this with a token.
    OAuthForbidden(String),
}

pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

impl From<app::Error> for Error {
    fn from(error: app::Error) -> Self {
        Self::App(error)
    }
}

impl Error {
    /// 400: the request cannot be read.
    pub(crate) fn bad(sentence: impl Into<String>) -> Self {
        Self::Request(StatusCode::BAD_REQUEST, sentence.into())
    }

    /// 422: the request can be read, but makes no sense.
    pub(crate) fn invalid(sentence: impl Into<String>) -> Self {
        Self::Request(StatusCode::UNPROCESSABLE_ENTITY, sentence.into())
    }

    /// 404: there is no such thing, as far as the asker may know.
    pub(crate) fn not_found() -> Self {
        Self::App(app::Error::NotFound)
    }

    pub(crate) fn into_reply(self) -> Reply {
        let (status, body) = match self {
            Self::Request(status, sentence) => (status, json!({ "error": sentence })),
            Self::OAuthForbidden(sentence) => (
                StatusCode::FORBIDDEN,
                json!({ "error": "unauthorized_client", "error_description": sentence }),
            ),
            Self::App(error) => from_app(error),
        };
        Reply::value(&body).status(status)
    }
}

fn from_app(error: app::Error) -> (StatusCode, Value) {
    use app::Error as E;
    let sentence = error.to_string();
    match error {
        E::NotFound => (StatusCode::NOT_FOUND, json!({ "error": sentence })),
        E::LoggedOut => (StatusCode::UNAUTHORIZED, json!({ "error": sentence })),
        E::Forbidden(_) | E::Suspended | E::Waiting | E::Unconfirmed => {
            (StatusCode::FORBIDDEN, json!({ "error": sentence }))
        }
        E::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, json!({ "error": sentence })),
        E::Fields(fields) => {
            (StatusCode::UNPROCESSABLE_ENTITY, json!({ "error": sentence, "details": details(fields) }))
        }
        E::OAuth(code, _) => {
            let status =
                if code == "invalid_client" { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
            (status, json!({ "error": code, "error_description": sentence }))
        }
        E::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, json!({ "error": sentence })),
        E::Unavailable(cause) => {
            tracing::warn!(%cause, "a request could not be served now");
            (StatusCode::SERVICE_UNAVAILABLE, json!({ "error": sentence }))
        }
        E::Internal(cause) => {
            tracing::error!(%cause, "a request failed through a mistake of ours");
            (StatusCode::INTERNAL_SERVER_ERROR, json!({ "error": sentence }))
        }
    }
}

fn details(fields: Vec<(&'static str, &'static str, String)>) -> Value {
    let mut details = Map::new();
    for (field, code, description) in fields {
        let entry = details.entry(field).or_insert_with(|| json!([]));
        if let Some(list) = entry.as_array_mut() {
            list.push(json!({ "error": code, "description": description }));
        }
    }
    Value::Object(details)
}
