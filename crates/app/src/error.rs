//! What a use case answers when it does not do what was asked.

/// A failure. Its words are for the one who asked; causes stay inside, in the log.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the asker may not know of it: the two look the same.
    #[error("Record not found")]
    NotFound,
    /// The asker must log in first, or the log-in has ended.
    #[error("The access token is invalid")]
    LoggedOut,
    /// The asker may not do this.
    #[error("{0}")]
    Forbidden(String),
    /// The member is suspended.
    #[error("Your login is currently disabled")]
    Suspended,
    /// A moderator has not let the member in yet.
    #[error("Your login is currently pending approval")]
    Waiting,
    /// The member has not yet proved that their mail is read.
    #[error("Your login is missing a confirmed e-mail address")]
    Unconfirmed,
    /// What was asked is not possible as it stands; the sentence says what to change.
    #[error("{0}")]
    Invalid(String),
    /// The fields of a form are wrong: field, what kind of wrong (as clients know it), sentence.
    #[error("Validation failed: {}", .0.iter().map(|(_, _, text)| text.as_str()).collect::<Vec<_>>().join(", "))]
    Fields(Vec<(&'static str, &'static str, String)>),
    /// An OAuth request is wrong: the code of RFC 6749, and a sentence.
    #[error("{1}")]
    OAuth(&'static str, String),
    /// Too much at once; try again later.
    #[error("{0}")]
    TooMany(String),
    /// The server cannot do it now; try again later.
    #[error("The server cannot do this now. Try again in a moment.")]
    Unavailable(String),
    /// A mistake of ours.
    #[error("Something went wrong on the server. It has been written down.")]
    Internal(String),
}

/// What use cases answer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// [`Error::Invalid`].
    pub fn invalid(sentence: impl Into<String>) -> Self {
        Self::Invalid(sentence.into())
    }

    /// [`Error::Forbidden`], in the words clients know.
    pub fn forbidden() -> Self {
        Self::Forbidden("This action is not allowed".to_owned())
    }

    pub(crate) fn unavailable(what: &str, error: impl std::fmt::Display) -> Self {
        Self::Unavailable(format!("{what}: {error}"))
    }

    pub(crate) fn internal(what: &str, error: impl std::fmt::Display) -> Self {
        Self::Internal(format!("{what}: {error}"))
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Taken(_) => {
                Self::Invalid("Validation failed: this has already been taken".to_owned())
            }
            store::Error::Unavailable(_) => Self::Unavailable(error.to_string()),
            _ => Self::Internal(format!(
                "{error}: {:?}",
                std::error::Error::source(&error).map(ToString::to_string)
            )),
        }
    }
}
