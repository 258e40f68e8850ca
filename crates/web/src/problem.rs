//! What went wrong, as a page.

use axum::response::{IntoResponse, Response};
use http::StatusCode;

/// Why there is no page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Problem {
    /// Nothing is here, or nothing this visitor may see.
    NotFound,
    /// Something is here, which is not asked for in this way.
    OtherMethod,
    /// What was here is gone.
    Gone,
    /// The form is too old, or not ours.
    Stale,
    /// The request makes no sense.
    Wrong,
    /// Members only: the visitor is sent to log in.
    LogIn,
    /// The member's address is to be confirmed first: they are sent to where they learn how.
    Unconfirmed,
    /// Not for this visitor.
    Forbidden,
    /// Too much at once.
    TooMany,
    /// Try again later.
    Unavailable,
    /// A mistake of ours.
    Internal,
}

/// What a page's handler answers.
pub(crate) type Result<T = Response> = std::result::Result<T, Problem>;

impl Problem {
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::OtherMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Gone => StatusCode::GONE,
            Self::LogIn => StatusCode::UNAUTHORIZED,
            Self::Stale | Self::Forbidden | Self::Unconfirmed => StatusCode::FORBIDDEN,
            Self::Wrong => StatusCode::BAD_REQUEST,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The problem behind an answer of the framework: a body too large, a method there is not.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::OtherMethod,
            status if status.is_server_error() => Self::Internal,
            _ => Self::Wrong,
        }
    }

    /// Its heading and what it says.
    pub(crate) const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound | Self::OtherMethod => ("error-missing-title", "error-missing"),
            Self::Gone => ("error-gone-title", "error-gone"),
            Self::Stale => ("error-stale-title", "error-stale"),
            Self::Wrong => ("error-wrong-title", "error-wrong"),
            Self::LogIn | Self::Forbidden | Self::Unconfirmed => ("error-forbidden-title", "error-forbidden"),
            Self::TooMany => ("error-many-title", "error-many"),
            Self::Unavailable => ("error-unavailable-title", "error-unavailable"),
            Self::Internal => ("error-internal-title", "error-internal"),
        }
    }
}

impl From<app::Error> for Problem {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::NotFound => Self::NotFound,
            app::Error::LoggedOut => Self::LogIn,
            app::Error::Unconfirmed => Self::Unconfirmed,
            app::Error::Forbidden(_) | app::Error::Suspended | app::Error::Waiting => Self::Forbidden,
            app::Error::TooMany(_) => Self::TooMany,
            app::Error::Unavailable(cause) => {
                tracing::warn!(cause, "a page could not be made now");
                Self::Unavailable
            }
            app::Error::Internal(cause) => {
                tracing::error!(cause, "a page could not be made");
                Self::Internal
            }
            _ => Self::Wrong,
        }
    }
}

impl IntoResponse for Problem {
    /// Carries the problem out to [`crate::visit::frame`], which knows the visitor's language.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
