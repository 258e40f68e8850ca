//! Why there is no answer of a model.

use std::time::Duration;

/// Why there is no answer. No variant holds a key, a prompt or an answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is none, or cannot be reached from here.
    #[error("the provider cannot be reached: {0}")]
    Unreachable(#[source] net::NetError),
    /// It took too long.
    #[error("the provider took too long")]
    Slow,
    /// It has too much to do.
    #[error("the provider has too much to do now")]
    Busy {
        /// When it wants to be asked again.
        after: Option<Duration>,
    },
    /// It has a fault of its own.
    #[error("the provider has a fault of its own (status {0})")]
    Faulty(u16),
    /// It refuses: a wrong key, a model it does not have, a request it does not like.
    #[error("the provider refuses the request (status {0})")]
    Refused(u16),
    /// Its answer broke off.
    #[error("the provider's answer broke off")]
    Truncated,
    /// Its answer is not what the API says.
    #[error("the provider's answer cannot be read: {0}")]
    Malformed(&'static str),
    /// It said that it would not answer this.
    #[error("the model declined to answer")]
    Declined,
    /// It cannot do that.
    #[error("the provider does not offer {0}")]
    Unable(&'static str),
    /// It failed so often that it is left alone for a while.
    #[error("the provider failed several times and is left alone for a while")]
    Resting,
    /// Too many are asking at once.
    #[error("too many questions are on their way to the provider")]
    Crowded,
}

impl Error {
    /// Whether the same request may succeed later.
    pub(crate) fn is_temporary(&self) -> bool {
        match self {
            Self::Unreachable(error) => error.is_temporary(),
            Self::Busy { .. } | Self::Faulty(_) => true,
            _ => false,
        }
    }

    /// Whether it says something about the provider's health.
    pub(crate) fn is_its_fault(&self) -> bool {
        !matches!(self, Self::Refused(_) | Self::Declined | Self::Unable(_) | Self::Resting | Self::Crowded)
    }
}

impl From<net::NetError> for Error {
    fn from(error: net::NetError) -> Self {
        match error {
            net::NetError::Timeout => Self::Slow,
            net::NetError::Broken(_) => Self::Truncated,
            net::NetError::TooLarge { .. } => Self::Malformed("it is too long"),
            other => Self::Unreachable(other),
        }
    }
}
