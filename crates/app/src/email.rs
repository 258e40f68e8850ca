//! A member's e-mail address: using another, and proving that its mail is read.

use crate::letters::{Errand, Purpose, email_key};
use crate::{App, Error, Result, secret};
use model::{AccountId, Event, Time};
use store::Tx;
use store::mailed::Link;

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
