//! Logging in and out, and changing the password.

use crate::sessions::check_may_log_in;
use crate::{App, Error, Result, secret};
use model::{AccountId, Event, TokenId};
use store::auth::Token;

impl App {
    /// The member of a name or e-mail address, if the password is theirs. What is wrong is not told,
    /// and takes as long to find out whichever it is.
    pub async fn check_password(&self, name: &str, password: &str) -> Result<AccountId> {
        let wrong = || Error::Forbidden("Name or password is not right".to_owned());
        let mut rows = self.read().await?;
        let member = if name.contains('@') {
            store::members::by_email(&mut rows, name.trim()).await?
        } else {
            match store::accounts::by_name(&mut rows, name.trim(), None).await? {
                Some(account) => store::members::get(&mut rows, account.id).await?,
                None => None,
            }
        };
        drop(rows);
        let (account, hash) = member.map(|member| (member.account, member.password_hash)).unzip();
        let fits = self.fits_password(password, hash).await?;
        let account = account.filter(|_| fits).ok_or_else(wrong)?;
        check_may_log_in(&mut self.read().await?, account).await?;
        Ok(account)
    }

    /// Starts a browser's session; answers its secret, shown once.
    pub async fn start_browser_session(&self, account: AccountId, user_agent: &str) -> Result<String> {
        self.new_token(Some(account), None, "read write follow push profile", user_agent, None).await
    }

    /// Makes a token; answers its secret.
    pub(crate) async fn new_token(
        &self,
        account: Option<AccountId>,
        app: Option<model::AppId>,
        scopes: &str,
        user_agent: &str,
        code: Option<String>,
    ) -> Result<String> {
        let token = Token {
            id: self.id(),
            app,
            account,
            scopes: scopes.to_owned(),
            created_at: self.now(),
            user_agent: text::clean::cut(user_agent, 200),
        };
        let secret = secret::random();
        let hash = secret::hash(&secret);
        self.write(move |tx| {
            Box::pin(async move { Ok(store::auth::insert_token(tx, &token, &hash, code.as_deref()).await?) })
        })
        .await?;
        Ok(secret)
    }

    /// Ends a session of the member's; of another's nothing is told and nothing ends.
    pub async fn end_session(&self, account: AccountId, token: TokenId) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                if store::auth::delete_token_of(tx, account, token).await?.is_some() {
                    tx.log(now, Event::LoggedOut { account, tokens: vec![token] });
                }
                Ok(())
            })
        })
        .await
    }

    /// Replaces a member's password and ends all their sessions but `keep`.
    pub async fn set_password(
        &self,
        account: AccountId,
        password: &str,
        keep: Option<TokenId>,
    ) -> Result<()> {
        crate::join::check_password_rule(password)?;
        let (app, hash, now) = (self.clone(), self.hash_password(password).await?, self.now());
        self.write(move |tx| {
            Box::pin(async move { app.replace_password(tx, account, &hash, keep, now).await })
        })
        .await
    }
}
