//! Why a request did not end in an answer.

/// Why a request did not end in an answer.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// The address cannot be read.
    #[error("this is not a web address")]
    Address,
    /// The address is neither `http` nor `https`.
    #[error("only http and https addresses can be fetched")]
    Scheme,
    /// The address names a port that the web does not use.
    #[error("this port cannot be fetched from")]
    Port,
    /// The address carries a user name or a password.
    #[error("addresses with a user name or password are not fetched")]
    UserInfo,
    /// The host is, or resolves to, nothing on the public internet.
    #[error("this host is not on the public internet")]
    Private,
    /// A header cannot be sent.
    #[error("this header cannot be sent")]
    Header,
    /// The host has no address.
    #[error("this host cannot be found")]
    Unknown,
    /// Nobody answered there, or not in a way we trust.
    #[error("the connection failed")]
    Connect(#[source] reqwest::Error),
    /// The time for the whole exchange, or for one step of it, is over.
    #[error("the answer took too long")]
    Timeout,
    /// One redirect too many.
    #[error("too many redirects")]
    Redirects,
    /// The body is longer than asked for.
    #[error("the answer is larger than {cap} bytes")]
    TooLarge {
        /// The most bytes the caller wanted.
        cap: usize,
    },
    /// The answer broke off or was no HTTP.
    #[error("the answer cannot be read")]
    Broken(#[source] reqwest::Error),
    /// The other side answers something else than what goes on.
    #[error("the answer is {0}")]
    Status(u16),
    /// A socket broke off or spoke something else.
    #[error("the socket cannot be read")]
    Socket(#[source] Box<tokio_tungstenite::tungstenite::Error>),
    /// The client could not be made.
    #[error("the HTTP client cannot be set up")]
    Setup(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl NetError {
    /// A name for this error that does not change with its words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address => "net_address",
            Self::Scheme => "net_scheme",
            Self::Port => "net_port",
            Self::UserInfo => "net_userinfo",
            Self::Private => "net_private",
            Self::Header => "net_header",
            Self::Unknown => "net_unknown_host",
            Self::Connect(_) => "net_connect",
            Self::Timeout => "net_timeout",
            Self::Redirects => "net_redirects",
            Self::TooLarge { .. } => "net_too_large",
            Self::Broken(_) => "net_broken",
            Self::Status(_) => "net_status",
            Self::Socket(_) => "net_socket",
            Self::Setup(_) => "net_setup",
        }
    }

    /// Whether the same request may succeed later: the fault lies with the moment, not the address.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Unknown | Self::Connect(_) | Self::Timeout | Self::Broken(_) | Self::Socket(_))
    }

    /// What a failed exchange comes down to; our resolver's verdict lies deep in the chain.
    pub(crate) fn of(error: reqwest::Error) -> Self {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(inner) = cause {
            match inner.downcast_ref::<Self>() {
                Some(Self::Private) => return Self::Private,
                Some(Self::Unknown) => return Self::Unknown,
                _ => cause = inner.source(),
            }
        }
        // The address stays out of the chain: chains end in logs.
        let error = error.without_url();
        if error.is_timeout() {
            Self::Timeout
        } else if error.is_connect() {
            Self::Connect(error)
        } else {
            Self::Broken(error)
        }
    }
}
