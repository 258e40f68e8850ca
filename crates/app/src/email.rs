//! A member's e-mail address: using another, and proving that its mail is read.

use crate::letters::{Errand, Purpose, email_key};
use crate::{App, Error, Result, secret};
use model::limits::CONFIRM_JOINING_HOURS;
use model::{AccountId, Event, Time};
use std::time::Duration;
use store::Tx;
use store::mailed::Link;

/// How long a link in a letter of welcome works.
const JOINING: Duration = Duration::from_secs(CONFIRM_JOINING_HOURS * 3_600);
/// Time between two of them: whoever joins must not have others flooded.
const BETWEEN: Duration = Duration::from_secs(5 * 60);

/// What came of asking for another address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EmailChange {
    /// It is the one they have.
    Same,
    /// It is changed: this server sends no mail, so there is nothing to wait for.
    Done,
    /// It is changed once the link sent to it is followed.
    Asked,
}

impl App {
    /// Changes a member's address, or where mail is set up has a link sent to the new one and a word
    /// to the old one. Whoever asks has given the password.
    pub async fn change_email(&self, account: AccountId, email: &str) -> Result<EmailChange> {
        let wrong = crate::join::check_email(email);
        if !wrong.is_empty() {
            return Err(Error::Fields(wrong));
        }
        let email = email.trim().to_owned();
        let mut rows = self.read().await?;
        let member = store::members::get(&mut rows, account).await?.ok_or(Error::NotFound)?;
        if member.email == email {
            return Ok(EmailChange::Same);
        }
        let owner = store::members::by_email(&mut rows, &email).await?;
        drop(rows);
        if owner.is_some_and(|owner| owner.account != account) {
            return Err(taken());
        }
        let (app, now) = (self.clone(), self.now());
        self.write(move |tx| {
            Box::pin(async move {
                if !app.sends_mail() {
                    set_email(tx, account, &email, now).await?;
                    return Ok(EmailChange::Done);
                }
                let told = Errand::EmailChanging { account, from: member.email, to: email.clone() };
                app.write_later(tx, told, None, now).await?;
                let key = email_key(account);
                app.write_later(tx, Errand::ConfirmEmail { account, email }, Some(&key), now).await?;
                Ok(EmailChange::Asked)
            })
        })
        .await
    }

    /// Sends somebody who has joined the letter that confirms their address once more, to another
    /// address when the first was wrong. [`Error::Forbidden`] when there is nothing to confirm.
    pub async fn confirm_joining_again(&self, account: AccountId, email: Option<&str>) -> Result<()> {
        let email = email.map(str::trim).filter(|email| !email.is_empty()).map(str::to_owned);
        let wrong = email.as_deref().map(crate::join::check_email).unwrap_or_default();
        if !wrong.is_empty() {
            return Err(Error::Fields(wrong));
        }
        let (app, now) = (self.clone(), self.now());
        self.write(move |tx| {
            Box::pin(async move {
                let member = store::members::get(tx, account).await?.ok_or(Error::NotFound)?;
                if !app.waits_for_mail(&member) {
                    return Err(Error::Forbidden(
                        "This method is only available while the e-mail is awaiting confirmation".to_owned(),
                    ));
                }
                let last = store::mailed::of(tx, account, Purpose::Email.word()).await?;
                if last.is_some_and(|link| now.since(link.expires_at.minus(JOINING)) < BETWEEN) {
                    return Err(Error::TooMany("A letter was sent just now. Wait five minutes".to_owned()));
                }
                if let Some(email) = email.filter(|email| *email != member.email) {
                    let owner = store::members::by_email(tx, &email).await?;
                    if owner.is_some_and(|owner| owner.account != account) {
                        return Err(taken());
                    }
                    store::members::set_email(tx, account, &email, None).await?;
                    store::mailed::end(tx, account, Purpose::Password.word()).await?;
                    tx.log(now, Event::AccountChanged { account });
                }
                app.confirm_joining_later(tx, account, now).await
            })
        })
        .await
    }

    /// Has the letter written that confirms the address of somebody who has joined.
    pub(crate) async fn confirm_joining_later(
        &self,
        tx: &mut Tx,
        account: AccountId,
        now: Time,
    ) -> Result<()> {
        let key = email_key(account);
        self.write_later(tx, Errand::ConfirmJoining { account }, Some(&key), now).await
    }

    /// The address a link confirms; [`Error::NotFound`] when it cannot be followed.
    pub async fn email_link(&self, secret: &str) -> Result<String> {
        let (hash, mut rows) = (secret::hash(secret), self.read().await?);
        let link = store::mailed::find(&mut rows, &hash, Purpose::Email.word(), self.now()).await?;
        let link = link.ok_or(Error::NotFound)?;
        let account = store::accounts::get(&mut rows, link.account).await?.ok_or(Error::NotFound)?;
        if account.suspended_at.is_some() { Err(Error::NotFound) } else { Ok(link.email) }
    }

    /// Follows a link once: the address it was sent to is its member's from now on.
    pub async fn confirm_email(&self, secret: &str) -> Result<()> {
        self.email_link(secret).await?;
        let (hash, now) = (secret::hash(secret), self.now());
        self.write(move |tx| {
            Box::pin(async move {
                let link = store::mailed::take(tx, &hash, Purpose::Email.word(), now).await?;
                let Link { account, email, .. } = link.ok_or(Error::NotFound)?;
                set_email(tx, account, &email, now).await
            })
        })
        .await
    }
}

/// Gives a member a proven address. Letters to the old one open nothing any more.
async fn set_email(tx: &mut Tx, account: AccountId, email: &str, now: Time) -> Result<()> {
    store::members::set_email(tx, account, email, Some(now)).await.map_err(|error| match error {
        store::Error::Taken(_) => taken(),
        other => other.into(),
    })?;
    store::mailed::end(tx, account, Purpose::Password.word()).await?;
    tx.log(now, Event::AccountChanged { account });
    Ok(())
}

fn taken() -> Error {
    Error::Fields(vec![("email", "ERR_TAKEN", "Email has already been taken".to_owned())])
}
