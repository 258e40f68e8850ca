//! The way out.

use crate::settings::{Encryption, Smtp};
use crate::{Letter, MailError, Reader, Secret, Sender, Server, Settings};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// For reaching the server.
const CONNECT: Duration = Duration::from_secs(5);
/// For handing in one letter, from the first byte to the last.
const TOTAL: Duration = Duration::from_secs(20);

/// Sends letters. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Mailer {
    way: Way,
    from: Sender,
    patience: Duration,
}

#[derive(Clone, Debug)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// What stands on the envelope.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// Whom it is for.
    pub to: &'a str,
    /// What tells this letter from all others; the same when it is sent once more, so that mail
    /// programs show it once.
    pub id: &'a str,
    /// When it is written.
    pub at: SystemTime,
}

impl Mailer {
    /// A mailer that hands letters in where the settings say. Nothing is connected to yet.
    pub fn new(settings: &Settings) -> Result<Self, MailError> {
        let way = match &settings.server {
            Server::Smtp(smtp) => Way::Smtp(transport(smtp, settings)?),
            Server::Folder(folder) => Way::Folder(folder.clone()),
        };
        Ok(Self { way, from: settings.from.clone(), patience: TOTAL })
    }

    /// Writes a letter and hands it in.
    pub async fn send(&self, letter: &Letter, reader: Reader<'_>, stamp: Stamp<'_>) -> Result<(), MailError> {
        let message = self.write(letter, reader, stamp)?;
        match &self.way {
            Way::Smtp(transport) => self.in_time(async { transport.send(message).await.map(|_| ()) }).await,
            Way::Folder(folder) => keep(folder, stamp, &message.formatted()).await,
        }
    }

    /// Whether letters could go out now: the server answers and knows us, the folder can be written to.
    pub async fn check(&self) -> Result<(), MailError> {
        match &self.way {
            Way::Smtp(transport) => {
                self.in_time(async { transport.test_connection().await.map(|_| ()) }).await
            }
            Way::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await.map_err(MailError::Folder)?;
                let trial = folder.join(".trial");
                tokio::fs::write(&trial, "").await.map_err(MailError::Folder)?;
                tokio::fs::remove_file(&trial).await.map_err(MailError::Folder)
            }
        }
    }

    /// The library limits the time to connect; a server that answers a byte at a time is left here.
    async fn in_time(
        &self,
        exchange: impl Future<Output = Result<(), lettre::transport::smtp::Error>>,
    ) -> Result<(), MailError> {
        match tokio::time::timeout(self.patience, exchange).await {
            Ok(outcome) => outcome.map_err(MailError::of),
            Err(_) => Err(MailError::Timeout),
        }
    }

    fn write(&self, letter: &Letter, reader: Reader<'_>, stamp: Stamp<'_>) -> Result<Message, MailError> {
        let to: Mailbox = stamp.to.parse().map_err(|_| MailError::Address)?;
        let (subject, text) = letter.write(reader);
        // Programs that answer mail by themselves leave what was sent by one alone (RFC 3834).
        let automatic =
            HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        Message::builder()
            .from(self.from.0.clone())
            .to(to)
            .subject(subject)
            .date(stamp.at)
            .message_id(Some(format!("<{}@{}>", stamp.id, self.from.domain())))
            .raw_header(automatic)
            .header(ContentType::TEXT_PLAIN)
            .body(text)
            .map_err(MailError::Letter)
    }
}

fn transport(smtp: &Smtp, settings: &Settings) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    let tls = match smtp.encryption {
        Encryption::Always => Tls::Wrapper(tls(&smtp.host)?),
        Encryption::StartTls => Tls::Required(tls(&smtp.host)?),
        Encryption::Here => Tls::None,
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host)
        .port(smtp.port)
        .tls(tls)
        .hello_name(ClientId::Domain(settings.from.domain().to_owned()))
        .timeout(Some(CONNECT));
    let password = settings.password.as_ref().or(smtp.password.as_ref()).map(Secret::reveal);
    if let (Some(user), Some(password)) = (&smtp.user, password) {
        builder = builder.credentials(Credentials::new(user.clone(), password.to_owned()));
    }
    Ok(builder.build())
}

/// Whom we believe: the authorities this machine trusts, or the web's usual ones where it names none.
fn tls(host: &str) -> Result<TlsParameters, MailError> {
    let none_here = rustls_native_certs::load_native_certs().certs.is_empty();
    let authorities = if none_here { CertificateStore::WebpkiRoots } else { CertificateStore::Default };
    TlsParameters::builder(host.to_owned())
        .certificate_store(authorities)
        .build_rustls()
        .map_err(MailError::Setup)
}

/// Puts a letter into a folder. It gets its name last, so that whoever watches finds it whole.
async fn keep(folder: &Path, stamp: Stamp<'_>, letter: &[u8]) -> Result<(), MailError> {
    let millis = stamp.at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    let name = format!("{millis}-{}.eml", stamp.id);
    let unfinished = folder.join(format!("{name}.part"));
    tokio::fs::create_dir_all(folder).await.map_err(MailError::Folder)?;
    tokio::fs::write(&unfinished, letter).await.map_err(MailError::Folder)?;
    tokio::fs::rename(&unfinished, folder.join(name)).await.map_err(MailError::Folder)
}

#[cfg(test)]
mod tests;
