//! A new password for a member who has forgotten the old one, proved by reading their mail.

use crate::letters::{Errand, Purpose, email_key};
use crate::{App, Error, Result, secret};
use model::{AccountId, Event, Time, TokenId};
use store::Tx;

impl App {
    /// Has a link sent to whoever has this address. The answer, and the work until it, are the same
    /// whether or not anybody has: that is found out when the letter is written.
    pub async fn ask_for_password(&self, email: &str) -> Result<()> {
        if !self.sends_mail() {
            return Err(no_mail());
        }
        let wrong = crate::join::check_email(email);
        if !wrong.is_empty() {
            return Err(Error::Fields(wrong));
        }
        let email = email.trim().to_lowercase();
        let (app, now, key) = (self.clone(), self.now(), format!("password-{}", secret::hash(&email)));
        self.write(move |tx| {
            Box::pin(
                async move { app.write_later(tx, Errand::ResetPassword { email }, Some(&key), now).await },
            )
        })
        .await
    }

    /// The name of the member whose link this is; [`Error::NotFound`] when it cannot be followed.
    pub async fn password_link(&self, secret: &str) -> Result<String> {
        let (hash, mut rows) = (secret::hash(secret), self.read().await?);
        let link = store::mailed::find(&mut rows, &hash, Purpose::Password.word(), self.now()).await?;
        let account = store::accounts::get(&mut rows, link.ok_or(Error::NotFound)?.account).await?;
        let account = account.filter(|account| account.suspended_at.is_none()).ok_or(Error::NotFound)?;
        Ok(account.username)
    }

    /// Follows a link once: its member has this password from now on, and every browser and app is
    /// logged out. [`Error::NotFound`] when it cannot be followed.
    pub async fn reset_password(&self, secret: &str, password: &str) -> Result<()> {
        crate::join::check_password_rule(password)?;
        // Hashing costs: only for whoever holds a link.
        self.password_link(secret).await?;
        let (app, link, now) = (self.clone(), secret::hash(secret), self.now());
        let password = self.hash_password(password).await?;
        self.write(move |tx| {
            Box::pin(async move {
                let link = store::mailed::take(tx, &link, Purpose::Password.word(), now).await?;
                let link = link.ok_or(Error::NotFound)?;
                let member = store::members::get(tx, link.account).await?.ok_or(Error::NotFound)?;
                if member.confirmed_at.is_none() {
                    // Whoever follows the link reads the mail sent there.
                    store::members::set_email(tx, link.account, &member.email, Some(now)).await?;
                }
                app.replace_password(tx, link.account, &password, None, now).await
            })
        })
        .await
    }

    /// Writes a new password, ends what was let in with the old one, and has the member told.
    pub(crate) async fn replace_password(
        &self,
        tx: &mut Tx,
        account: AccountId,
        hash: &str,
        keep: Option<TokenId>,
        now: Time,
    ) -> Result<()> {
        store::members::set_password(tx, account, hash).await?;
        let tokens = store::auth::delete_tokens_of(tx, account, keep).await?;
        store::auth::delete_codes_of(tx, account).await?;
        for purpose in [Purpose::Password, Purpose::Email] {
            store::mailed::end(tx, account, purpose.word()).await?;
        }
        // A letter about another address that still waits was asked for with the old password.
        store::jobs::remove(tx, &email_key(account)).await?;
        tx.log(now, Event::LoggedOut { account, tokens });
        self.write_later(tx, Errand::PasswordChanged { account }, None, now).await
    }
}

/// What to do on a server that cannot write to its members.
pub(crate) fn no_mail() -> Error {
    Error::Forbidden("This server sends no mail. Ask the people who run it for help".to_owned())
}
