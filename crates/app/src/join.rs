//! Joining, and what moderators and the command line do to accounts.

use crate::{App, Error, Registrations, Result};
use model::account::{Member, Preferences};
use model::limits::{PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS};
use model::notification::NotificationKind;
use model::{Account, AccountId, Event, Role};
use text::username::UsernameError;

/// What somebody joins with.
#[derive(Clone, Debug, Default)]
pub struct Joining {
    /// The name in addresses.
    pub username: String,
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
    /// Whether the rules were agreed to.
    pub agreement: bool,
    /// The language of the pages.
    pub locale: String,
    /// Why they want to join.
    pub reason: String,
}

type Wrong = (&'static str, &'static str, String);

impl App {
    /// Joins by oneself, as far as the server lets people.
    pub async fn join(&self, joining: Joining) -> Result<AccountId> {
        if self.config().registrations == Registrations::Closed {
            return Err(Error::Forbidden("This server does not take new members at the moment".to_owned()));
        }
        let mut wrong = Vec::new();
        if !joining.agreement {
            wrong.push(("agreement", "ERR_ACCEPTED", "Service agreement must be accepted".to_owned()));
        }
        let approved = self.config().registrations == Registrations::Open;
        let confirmed = !self.sends_mail();
        self.create_account(joining, Role::Member, approved, confirmed, wrong).await
    }

    /// Makes an account without asking who may join: for the command line.
    pub async fn make_account(&self, joining: Joining, role: Role) -> Result<AccountId> {
        self.create_account(joining, role, true, true, Vec::new()).await
    }

    async fn create_account(
        &self,
        joining: Joining,
        role: Role,
        approved: bool,
        confirmed: bool,
        mut wrong: Vec<Wrong>,
    ) -> Result<AccountId> {
        let username = joining.username.trim().to_owned();
        wrong.extend(check_username(&username));
        wrong.extend(check_email(&joining.email));
        if let Err(Error::Fields(found)) = check_password_rule(&joining.password) {
            wrong.extend(found);
        }
        // Before a connection is taken: who holds one and wants another may wait for ever.
        let gone = self.name_of_somebody_erased(&username).await?;
        let mut rows = self.read().await?;
        if gone || store::accounts::by_name(&mut rows, &username, None).await?.is_some() {
            wrong.push(("username", "ERR_TAKEN", "Username has already been taken".to_owned()));
        }
        if store::members::by_email(&mut rows, joining.email.trim()).await?.is_some() {
            wrong.push(("email", "ERR_TAKEN", "Email has already been taken".to_owned()));
        }
        drop(rows);
        if !wrong.is_empty() {
            return Err(Error::Fields(wrong));
        }
        let now = self.now();
        let account = Account { id: self.id(), username, role, created_at: now, ..Account::default() };
        let member = Member {
            account: account.id,
            email: joining.email.trim().to_owned(),
            password_hash: self.hash_password(&joining.password).await?,
            role,
            approved,
            confirmed_at: confirmed.then_some(now),
            reason: text::clean::cut(&joining.reason, 2_000),
            locale: if joining.locale.starts_with("fr") { "fr" } else { "en" }.to_owned(),
            preferences: Preferences::default(),
            created_at: now,
        };
        let app = self.clone();
        self.write(move |tx| {
            Box::pin(async move {
                let id = account.id;
                store::accounts::insert(tx, &account)
                    .await
                    .map_err(taken("username", "Username has already been taken"))?;
                store::members::insert(tx, &member)
                    .await
                    .map_err(taken("email", "Email has already been taken"))?;
                tx.log(now, Event::AccountCreated { account: id });
                if !confirmed {
                    app.confirm_joining_later(tx, id, now).await?;
                }
                crate::notify::tell_moderators(tx, now, NotificationKind::SignUp, id, None).await?;
                Ok(id)
            })
        })
        .await
    }

    /// Lets a waiting member in.
    pub async fn approve(&self, account: AccountId) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                store::members::approve(tx, account).await?;
                tx.log(now, Event::AccountChanged { account });
                Ok(())
            })
        })
        .await
    }

    /// Suspends an account, or lets it back. While suspended its posts are hidden, its streams end and
    /// its tokens are refused; a member let back need not log in anew.
    pub async fn set_suspended(&self, account: AccountId, suspended: bool) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                store::accounts::set_suspended(tx, account, suspended.then_some(now)).await?;
                if suspended {
                    crate::datasets::renew_later(tx, account, now).await?;
                }
                tx.log(now, Event::AccountSuspended { account, suspended });
                Ok(())
            })
        })
        .await
    }

    /// Members, oldest first.
    pub async fn members_after(&self, after: AccountId, limit: usize) -> Result<Vec<Account>> {
        Ok(store::accounts::local_after(&mut self.read().await?, after, limit).await?)
    }
}

fn taken(field: &'static str, sentence: &'static str) -> impl Fn(store::Error) -> Error {
    move |error| match error {
        store::Error::Taken(_) => Error::Fields(vec![(field, "ERR_TAKEN", sentence.to_owned())]),
        other => other.into(),
    }
}

fn check_username(name: &str) -> Vec<Wrong> {
    let Err(error) = text::username::check_new(name) else { return Vec::new() };
    let code = match error {
        UsernameError::Empty => "ERR_BLANK",
        UsernameError::TooLong => "ERR_TOO_LONG",
        UsernameError::Reserved => "ERR_RESERVED",
        _ => "ERR_INVALID",
    };
    vec![("username", code, format!("Username: {error}"))]
}

/// A strict grammar: one `@`, a name of plain letters, a host with a dot. What mail systems read in
/// more than one way is refused.
pub(crate) fn check_email(email: &str) -> Vec<Wrong> {
    let email = email.trim();
    if email.is_empty() {
        return vec![("email", "ERR_BLANK", "Email can't be blank".to_owned())];
    }
    let plain = |part: &str, extra: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || extra.contains(letter))
    };
    let good = email.len() <= 254
        && email.split_once('@').is_some_and(|(name, host)| {
            plain(name, ".!#$%&'*+/=?^_`{|}~-")
                && plain(host, ".-")
                && (host.contains('.') || host == "localhost")
        });
    if good {
        Vec::new()
    } else {
        vec![("email", "ERR_INVALID", "Email is not a valid e-mail address".to_owned())]
    }
}

pub(crate) fn check_password_rule(password: &str) -> Result<()> {
    let characters = password.chars().count();
    let wrong = |code, sentence: String| Err(Error::Fields(vec![("password", code, sentence)]));
    if characters == 0 {
        return wrong("ERR_BLANK", "Password can't be blank".to_owned());
    }
    if characters < PASSWORD_MIN_CHARACTERS {
        return wrong(
            "ERR_TOO_SHORT",
            format!("Password is too short (minimum is {PASSWORD_MIN_CHARACTERS} characters)"),
        );
    }
    if characters > PASSWORD_MAX_CHARACTERS {
        return wrong(
            "ERR_TOO_LONG",
            format!("Password is too long (maximum is {PASSWORD_MAX_CHARACTERS} characters)"),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_mean_two_things_are_refused() {
        for good in ["ada@example.org", "a.b+c@mail.example.co", "ada@localhost"] {
            assert!(check_email(good).is_empty(), "{good}");
        }
        for bad in [
            "",
            "ada",
            "ada@",
            "@x.org",
            "a@b@c.org",
            "a b@x.org",
            "\"a\"@x.org",
            "a@x",
            "a..b@x.org",
            "a@x.org\n",
        ] {
            let trimmed_is_fine = bad == "a@x.org\n";
            assert_eq!(check_email(bad).is_empty(), trimmed_is_fine, "{bad:?}");
        }
    }
}
