//! Why a letter did not go out.

/// Why a letter did not go out. What it says names no address; the source may.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// An address mail systems cannot read.
    #[error("this is no e-mail address")]
    Address,
    /// The letter cannot be written as a mail.
    #[error("the letter cannot be written as a mail")]
    Letter(#[source] lettre::error::Error),
    /// The encryption cannot be set up.
    #[error("the encrypted connection cannot be set up")]
    Setup(#[source] lettre::transport::smtp::Error),
    /// The mail server does not take this letter, and never will.
    #[error("the mail server refuses this letter ({0})")]
    Refused(String, #[source] lettre::transport::smtp::Error),
    /// The mail server does not do now what is asked: a wrong password, or a bad moment.
    #[error("the mail server says no for now ({0})")]
    NotNow(String, #[source] lettre::transport::smtp::Error),
    /// The mail server cannot be reached, or not in a way we trust.
    #[error("the mail server cannot be reached")]
    Unreachable(#[source] lettre::transport::smtp::Error),
    /// The mail server takes too long.
    #[error("the mail server takes too long to answer")]
    Timeout,
    /// The folder for mail cannot be written to.
    #[error("the folder for mail cannot be written to")]
    Folder(#[source] std::io::Error),
}

impl MailError {
    /// Whether trying again is of no use.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Address | Self::Letter(_) | Self::Refused(..))
    }

    /// Whether there is no server to speak to: no letter goes out until it is back.
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Timeout)
    }

    /// What a failed exchange with the server means. Only an answer about the mailbox or the letter
    /// itself (RFC 5321, section 4.2.3: 550 to 556) is final; the rest somebody can put right.
    pub(crate) fn of(error: lettre::transport::smtp::Error) -> Self {
        let code = error.status().map(|code| code.to_string());
        match code {
            Some(code) if error.is_permanent() && code.starts_with("55") => Self::Refused(code, error),
            Some(code) => Self::NotNow(code, error),
            None if error.is_timeout() => Self::Timeout,
            None => Self::Unreachable(error),
        }
    }
}
