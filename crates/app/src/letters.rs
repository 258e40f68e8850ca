//! Letters sent later: whom to write to, and what with.
//!
//! Who is written to is looked up when the letter goes out, and a link is made then: its secret is in
//! the letter and nowhere else, and its time counts from when it could be read.

use crate::jobs::{Job, later};
use crate::{App, Config, Error, Result, secret};
use mail::{Letter, MailError, Mailer, Reader, Stamp};
use model::account::Member;
use model::limits::{CONFIRM_EMAIL_HOURS, CONFIRM_JOINING_HOURS, RESET_PASSWORD_MINUTES};
use model::{Account, AccountId, Time};
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};
use store::Tx;
use store::mailed::Link;

/// A letter to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub(crate) enum Errand {
    /// Somebody asked for a new password for whoever has this address, if anybody has.
    ResetPassword { email: String },
    /// A member's password was changed.
    PasswordChanged { account: AccountId },
    /// A member wants to use another address.
    ConfirmEmail { account: AccountId, email: String },
    /// The same, told to the address used until then.
    EmailChanging { account: AccountId, from: String, to: String },
    /// Somebody has joined, and the address is to be confirmed.
    ConfirmJoining { account: AccountId },
}

/// What a link sent by mail does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Purpose {
    /// Lets its holder choose a new password.
    Password,
    /// Proves that the address it was sent to is read.
    Email,
}

impl Purpose {
    /// The word rows hold.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Email => "email",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Password => "/auth/password",
            Self::Email => "/auth/email",
        }
    }
}

/// The name under which a member's letter about another address waits, to be taken back by it.
pub(crate) fn email_key(account: AccountId) -> String {
    format!("email-{account}")
}

/// After a mail server was found to be away it is left alone for a while: waiting for it once per
/// letter would keep other jobs waiting too.
#[derive(Debug, Default)]
pub(crate) struct Rest(AtomicI64);

impl Rest {
    const LASTS: Duration = Duration::from_secs(60);

    fn begin(&self, now: Time) {
        self.0.store(now.plus(Self::LASTS).millis(), Ordering::Relaxed);
    }

    fn is_over(&self, now: Time) -> bool {
        now.millis() >= self.0.load(Ordering::Relaxed)
    }
}

/// Whether letters could go out now; nothing where mail is not set up.
pub async fn check_mail(config: &Config) -> Option<Result<(), MailError>> {
    Some(match mailer(config)? {
        Ok(mailer) => mailer.check().await,
        Err(error) => Err(error),
    })
}

/// What sends mail, where that is set up. A folder is found from the data folder.
pub(crate) fn mailer(config: &Config) -> Option<Result<Mailer, MailError>> {
    let mut settings = config.mail.clone()?;
    if let mail::Server::Folder(folder) = &mut settings.server {
        *folder = config.data.join(&folder);
    }
    Some(Mailer::new(&settings))
}

impl App {
    /// Whether this server can write to its members.
    pub fn sends_mail(&self) -> bool {
        self.inner.mailer.is_some()
    }

    /// Has a letter written, where mail is set up. With a key, one that waits is replaced.
    pub(crate) async fn write_later(
        &self,
        tx: &mut Tx,
        errand: Errand,
        key: Option<&str>,
        now: Time,
    ) -> Result<()> {
        if self.sends_mail() { later(tx, &Job::Letter { errand }, key, now).await } else { Ok(()) }
    }

    /// Writes a letter. `number` tells it from others, `attempt` is how often it has been tried.
    pub(crate) async fn run_errand(&self, errand: Errand, number: i64, attempt: i64) -> Result<()> {
        // Mail may have been turned off since.
        let Some(mailer) = &self.inner.mailer else { return Ok(()) };
        let (now, rest) = (self.now(), &self.inner.mail_rest);
        if !rest.is_over(now) {
            return Err(Error::unavailable("mail", "the mail server was away a moment ago"));
        }
        let Some((account, member)) = self.addressee(&errand).await? else { return Ok(()) };
        let (to, letter) = self.letter(&errand, &account, member.email).await?;
        let config = self.config();
        let handle = format!("@{}", account.username);
        let reader =
            Reader { locale: &member.locale, handle: &handle, site: &config.title, url: &config.url };
        // Each try makes another link: a mail program must not take the later letter for the earlier.
        // A job's number alone may come back after a restart.
        let id = format!("{}.{number}.{attempt}", now.millis());
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(now.millis()).unwrap_or(0));
        match mailer.send(&letter, reader, Stamp { to: &to, id: &id, at }).await {
            Err(error) if error.is_final() => {
                tracing::warn!(%error, letter = number, "a letter cannot be delivered");
                Ok(())
            }
            Err(error) => {
                if error.is_away() {
                    rest.begin(now);
                }
                Err(Error::unavailable("mail", error))
            }
            Ok(()) => Ok(()),
        }
    }

    /// Whom a letter is for. Nobody: an unknown address, or a suspended account.
    async fn addressee(&self, errand: &Errand) -> Result<Option<(Account, Member)>> {
        let mut rows = self.read().await?;
        let member = match errand {
            Errand::ResetPassword { email } => store::members::by_email(&mut rows, email).await?,
            Errand::PasswordChanged { account }
            | Errand::ConfirmEmail { account, .. }
            | Errand::EmailChanging { account, .. }
            | Errand::ConfirmJoining { account } => store::members::get(&mut rows, *account).await?,
        };
        let Some(member) = member else { return Ok(None) };
        let account = store::accounts::get(&mut rows, member.account).await?;
        Ok(account.filter(|account| account.suspended_at.is_none()).map(|account| (account, member)))
    }

    /// What is told, and to which address.
    async fn letter(&self, errand: &Errand, account: &Account, email: String) -> Result<(String, Letter)> {
        let hours = |hours: u64| Duration::from_secs(hours * 3_600);
        let help = self.config().absolute(Purpose::Password.path());
        Ok(match errand {
            Errand::ResetPassword { .. } => {
                let valid = Duration::from_secs(RESET_PASSWORD_MINUTES * 60);
                let link = self.new_link(account.id, Purpose::Password, &email, valid).await?;
                (email, Letter::ResetPassword { link })
            }
            Errand::PasswordChanged { .. } => (email, Letter::PasswordChanged { link: help }),
            Errand::ConfirmEmail { email, .. } => {
                let valid = hours(CONFIRM_EMAIL_HOURS);
                let link = self.new_link(account.id, Purpose::Email, email, valid).await?;
                (email.clone(), Letter::ConfirmEmail { link })
            }
            Errand::EmailChanging { from, to, .. } => {
                (from.clone(), Letter::EmailChanging { email: to.clone(), link: help })
            }
            Errand::ConfirmJoining { .. } => {
                let valid = hours(CONFIRM_JOINING_HOURS);
                let link = self.new_link(account.id, Purpose::Email, &email, valid).await?;
                (email, Letter::ConfirmJoining { link })
            }
        })
    }

    /// Makes a link; the one before it ends.
    async fn new_link(
        &self,
        account: AccountId,
        purpose: Purpose,
        email: &str,
        valid: Duration,
    ) -> Result<String> {
        let (secret, now) = (secret::random(), self.now());
        let link = Link {
            hash: secret::hash(&secret),
            account,
            purpose: purpose.word().to_owned(),
            email: email.to_owned(),
            expires_at: now.plus(valid),
        };
        self.write(move |tx| Box::pin(async move { Ok(store::mailed::put(tx, &link, now).await?) })).await?;
        Ok(self.config().absolute(&format!("{}/{secret}", purpose.path())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_away_is_left_alone_for_a_minute() {
        let (rest, now) = (Rest::default(), Time::from_millis(1_000_000));
        assert!(rest.is_over(now));
        rest.begin(now);
        assert!(!rest.is_over(now) && !rest.is_over(now.plus(Duration::from_secs(59))));
        assert!(rest.is_over(now.plus(Duration::from_secs(60))));
    }
}
