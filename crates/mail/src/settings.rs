//! Where mail goes out, and whom it is from.

use lettre::message::Mailbox;
use percent_encoding::percent_decode_str;
use std::fmt;
use std::path::PathBuf;
use url::{Host, Url};

/// A password or the like: it is never shown, whoever prints what holds it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the one it is for.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Whom mail is from: `braise@social.example`, or `Braise <braise@social.example>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender(pub(crate) Mailbox);

impl Sender {
    /// Reads it; nothing when it is no address.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// What stands after the `@`.
    pub(crate) fn domain(&self) -> &str {
        self.0.email.domain()
    }
}

/// How the connection to a mail server is guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encryption {
    /// From the first byte.
    Always,
    /// From STARTTLS on, without which nothing is sent.
    StartTls,
    /// Not at all: the server is on this machine.
    Here,
}

/// Where mail is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Server {
    /// A mail server.
    Smtp(Smtp),
    /// A folder, a file a letter: for development.
    Folder(PathBuf),
}

/// A mail server's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smtp {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) encryption: Encryption,
    pub(crate) user: Option<String>,
    pub(crate) password: Option<Secret>,
}

impl Server {
    /// Reads `smtps://USER@HOST:465`, `smtp://USER@HOST:587` (encrypted by STARTTLS, but for a server
    /// on this machine) or `file:FOLDER`; nothing when it is none of them. An `@` in a name is
    /// written `%40`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(folder) = text.strip_prefix("file:") {
            return (!folder.is_empty()).then(|| Self::Folder(PathBuf::from(folder)));
        }
        let url = Url::parse(text).ok()?;
        let plain = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        let host = url.host_str().filter(|host| plain && !host.is_empty())?;
        let (encryption, port) = match url.scheme() {
            "smtps" => (Encryption::Always, 465),
            "smtp" if is_here(host) => (Encryption::Here, 25),
            "smtp" => (Encryption::StartTls, 587),
            _ => return None,
        };
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().ok().map(String::from);
        Some(Self::Smtp(Smtp {
            host: host.trim_start_matches('[').trim_end_matches(']').to_owned(),
            port: url.port().unwrap_or(port),
            encryption,
            user: Some(decoded(url.username())?).filter(|user| !user.is_empty()),
            password: url.password().map(|password| decoded(password).map(Secret)).unwrap_or_default(),
        }))
    }
}

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => address.is_loopback(),
        Err(_) => false,
    }
}

/// All there is to know for sending mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where it is handed in.
    pub server: Server,
    /// Whom it is from.
    pub from: Sender,
    /// The password of the server's user, where its address does not hold it.
    pub password: Option<Secret>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp(text: &str) -> Smtp {
        match Server::parse(text) {
            Some(Server::Smtp(smtp)) => smtp,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn servers_are_read_and_only_this_machine_is_spoken_to_openly() {
        let far = smtp("smtps://ada%40example.org:p%3Aw@mail.example.org");
        assert_eq!(
            (far.host.as_str(), far.port, far.encryption),
            ("mail.example.org", 465, Encryption::Always)
        );
        assert_eq!(far.user.as_deref(), Some("ada@example.org"));
        assert_eq!(far.password.as_ref().map(Secret::reveal), Some("p:w"));
        let start = smtp("smtp://ada@mail.example.org:2525");
        assert_eq!((start.port, start.encryption, start.password), (2525, Encryption::StartTls, None));
        assert_eq!(smtp("smtp://mail.example.org").port, 587);
        for here in ["smtp://localhost", "smtp://127.0.0.1:2500", "smtp://[::1]:25"] {
            assert_eq!(smtp(here).encryption, Encryption::Here, "{here}");
        }
        assert_eq!(smtp("smtp://[::1]:25").host, "::1");
        assert_eq!(smtp("smtp://localhost.example.org").encryption, Encryption::StartTls);
        assert_eq!(Server::parse("file:letters"), Some(Server::Folder(PathBuf::from("letters"))));
        for wrong in [
            "",
            "mail.example.org",
            "http://mail.example.org",
            "smtp://",
            "file:",
            "smtp://h/x",
            "smtp://h?a",
        ] {
            assert_eq!(Server::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn whom_mail_is_from_may_have_a_name() {
        assert_eq!(Sender::parse("Braise <b@social.example>").unwrap().domain(), "social.example");
        assert!(Sender::parse("b@social.example").is_some());
        for wrong in ["", "Braise", "b@", "a@x.example, b@x.example"] {
            assert!(Sender::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn passwords_are_not_printed() {
        let settings = Settings {
            server: Server::parse("smtps://ada:hunter2@mail.example.org").unwrap(),
            from: Sender::parse("b@social.example").unwrap(),
            password: Some(Secret::new("hunter2")),
        };
        assert!(!format!("{settings:?}").contains("hunter2"), "{settings:?}");
    }
}
