//! OAuth 2: apps, authorization codes, tokens. The web address side of it is the `api` crate's.

use crate::{App, ClientApp, Error, Result, secret};
use model::limits::{APP_FIELD_CHARACTERS, CODE_MINUTES};
use model::{AccountId, Event, Scopes};
use std::time::Duration;
use store::auth::Code;
use url::Url;

/// The redirect address that stands for "show the code to the member".
pub const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";

/// An app that registers.
#[derive(Clone, Debug, Default)]
pub struct NewApp {
    /// Its name.
    pub name: String,
    /// Its page.
    pub website: Option<String>,
    /// Where codes may be sent.
    pub redirect_uris: Vec<String>,
    /// The scopes it may ask for; `read` when none are named.
    pub scopes: String,
}

/// A request for a token.
#[derive(Clone, Debug)]
pub enum TokenRequest {
    /// With a code the member consented to.
    Code {
        /// The code.
        code: String,
        /// Where it was sent.
        redirect_uri: String,
        /// The PKCE verifier.
        verifier: Option<String>,
    },
    /// For the app itself.
    App {
        /// What it asks for.
        scopes: Option<String>,
    },
    /// With the member's password.
    Password {
        /// Name or e-mail address.
        username: String,
        /// The password.
        password: String,
        /// What it asks for.
        scopes: Option<String>,
    },
}

/// A token, given out once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The secret.
    pub token: String,
    /// What it may do.
    pub scopes: Scopes,
}

impl App {
    /// Registers an app.
    pub async fn register_app(&self, new: NewApp) -> Result<ClientApp> {
        let name = new.name.trim().to_owned();
        if name.is_empty() {
            return Err(Error::invalid("Validation failed: Application name can't be blank"));
        }
        let long = |text: &String| text.chars().count() > APP_FIELD_CHARACTERS;
        if long(&name) || new.website.as_ref().is_some_and(long) || new.redirect_uris.iter().any(long) {
            let most = APP_FIELD_CHARACTERS;
            return Err(Error::invalid(format!(
                "Validation failed: name, website and redirect URI are at most {most} characters"
            )));
        }
        if new.redirect_uris.is_empty() {
            return Err(Error::invalid("Validation failed: Redirect URI can't be blank"));
        }
        if !new.redirect_uris.iter().all(|uri| is_redirect_uri(uri)) {
            return Err(Error::invalid("Validation failed: Redirect URI must be an absolute URI."));
        }
        let scopes = Scopes::parse(&new.scopes).map_err(|word| {
            Error::invalid(format!("Validation failed: Scopes doesn't match any this server knows: {word}"))
        })?;
        let website = new.website.filter(|page| !page.trim().is_empty());
        if website
            .as_ref()
            .is_some_and(|page| !Url::parse(page).is_ok_and(|url| matches!(url.scheme(), "http" | "https")))
        {
            return Err(Error::invalid(
                "Validation failed: Website must be a web address that starts with http:// or https://",
            ));
        }
        let app = ClientApp {
            id: self.id(),
            name,
            website,
            redirect_uris: new.redirect_uris,
            scopes: scopes.to_string(),
            client_id: secret::random(),
            client_secret: secret::random(),
            created_at: self.now(),
        };
        let kept = app.clone();
        self.write(move |tx| Box::pin(async move { Ok(store::auth::insert_app(tx, &kept).await?) })).await?;
        Ok(app)
    }

    /// The app a session belongs to.
    pub async fn client_app(&self, id: model::AppId) -> Result<ClientApp> {
        store::auth::app(&mut self.read().await?, id).await?.ok_or(Error::NotFound)
    }

    /// Checks an authorization request: the app must exist, the address be one it registered, and
    /// the scopes among those it may ask for.
    pub async fn check_authorization(
        &self,
        client_id: &str,
        redirect_uri: &str,
        scopes: &str,
    ) -> Result<(ClientApp, Scopes)> {
        let app = store::auth::app_by_client(&mut self.read().await?, client_id).await?;
        let app = app.ok_or_else(|| {
            oauth("invalid_client", "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.")
        })?;
        if !app.redirect_uris.iter().any(|known| known == redirect_uri) {
            return Err(oauth("invalid_redirect_uri", "The redirect uri included is not valid."));
        }
        let asked = ask_scopes(&app, scopes)?;
        Ok((app, asked))
    }

    /// Makes the code a member's consent turns into.
    pub async fn consent(
        &self,
        account: AccountId,
        app: &ClientApp,
        redirect_uri: &str,
        scopes: &Scopes,
        challenge: Option<String>,
    ) -> Result<String> {
        let secret = secret::random();
        let code = Code {
            hash: secret::hash(&secret),
            app: app.id,
            account,
            redirect_uri: redirect_uri.to_owned(),
            scopes: scopes.to_string(),
            challenge,
            expires_at: self.now().plus(Duration::from_secs(CODE_MINUTES * 60)),
        };
        self.write(move |tx| Box::pin(async move { Ok(store::auth::insert_code(tx, &code).await?) })).await?;
        Ok(secret)
    }

    /// Gives out a token.
    pub async fn grant(
        &self,
        client_id: &str,
        client_secret: Option<&str>,
        request: TokenRequest,
    ) -> Result<Grant> {
        let app = self.authenticate_app(client_id, client_secret).await?;
        match request {
            TokenRequest::Code { code, redirect_uri, verifier } => {
                self.grant_for_code(app, code, redirect_uri, verifier).await
            }
            TokenRequest::App { scopes } => {
                let scopes = ask_scopes(&app, scopes.as_deref().unwrap_or(""))?;
                let token = self.new_token(None, Some(app.id), &scopes.to_string(), "", None).await?;
                Ok(Grant { token, scopes })
            }
            TokenRequest::Password { username, password, scopes } => {
                if !self.config().password_grant {
                    return Err(oauth(
                        "unsupported_grant_type",
                        "The authorization grant type is not supported by the authorization server.",
                    ));
                }
                let account =
                    self.check_password(&username, &password).await.map_err(|error| match error {
                        Error::Forbidden(_) | Error::Suspended | Error::Waiting => invalid_grant(),
                        other => other,
                    })?;
                let scopes = ask_scopes(&app, scopes.as_deref().unwrap_or(""))?;
                let token =
                    self.new_token(Some(account), Some(app.id), &scopes.to_string(), "", None).await?;
                Ok(Grant { token, scopes })
            }
        }
    }

    async fn grant_for_code(
        &self,
        app: ClientApp,
        code: String,
        redirect_uri: String,
        verifier: Option<String>,
    ) -> Result<Grant> {
        let (hash, now) = (secret::hash(&code), self.now());
        let used = hash.clone();
        let code = self
            .write(move |tx| {
                Box::pin(async move {
                    let code = store::auth::take_code(tx, &hash, now).await?;
                    if code.is_none() {
                        // A code that comes a second time may have been stolen: what it led to ends.
                        for (token, account) in store::auth::delete_tokens_of_code(tx, &hash).await? {
                            tx.log(
                                now,
                                Event::LoggedOut {
                                    account: account.unwrap_or_default(),
                                    tokens: vec![token],
                                },
                            );
                        }
                    }
                    Ok(code)
                })
            })
            .await?;
        let code = code
            .filter(|code| code.app == app.id && code.redirect_uri == redirect_uri)
            .ok_or_else(invalid_grant)?;
        let proven = match (&code.challenge, &verifier) {
            (Some(challenge), Some(verifier)) => secret::fits_challenge(verifier, challenge),
            (None, None) => true,
            _ => false,
        };
        if !proven {
            return Err(invalid_grant());
        }
        let scopes = parse_scopes(&code.scopes)?;
        let token = self.new_token(Some(code.account), Some(app.id), &code.scopes, "", Some(used)).await?;
        Ok(Grant { token, scopes })
    }

    /// Ends a token of an app. A token that is not the app's own is left alone.
    pub async fn revoke(&self, client_id: &str, client_secret: Option<&str>, token: &str) -> Result<()> {
        let app = self.authenticate_app(client_id, client_secret).await?;
        let (hash, now) = (secret::hash(token), self.now());
        let owner = store::auth::token_by_hash(&mut self.read().await?, &hash).await?;
        match owner {
            Some(token) if token.app != Some(app.id) => {
                return Err(Error::OAuth(
                    "unauthorized_client",
                    "You are not authorized to revoke this token".to_owned(),
                ));
            }
            None => return Ok(()),
            Some(_) => {}
        }
        self.write(move |tx| {
            Box::pin(async move {
                if let Some(token) = store::auth::delete_token(tx, &hash).await? {
                    tx.log(
                        now,
                        Event::LoggedOut {
                            account: token.account.unwrap_or_default(),
                            tokens: vec![token.id],
                        },
                    );
                }
                Ok(())
            })
        })
        .await
    }

    /// A token for somebody who has just joined through an app, with the scopes the app asked for.
    pub async fn grant_to_new_member(
        &self,
        account: AccountId,
        app: model::AppId,
        scopes: &Scopes,
    ) -> Result<Grant> {
        let token = self.new_token(Some(account), Some(app), &scopes.to_string(), "", None).await?;
        Ok(Grant { token, scopes: scopes.clone() })
    }

    /// A token for the command line, made without an app.
    pub async fn token_for(&self, account: AccountId, scopes: &str) -> Result<String> {
        let scopes = parse_scopes(scopes)?;
        self.new_token(Some(account), None, &scopes.to_string(), "command line", None).await
    }

    async fn authenticate_app(&self, client_id: &str, client_secret: Option<&str>) -> Result<ClientApp> {
        let app = store::auth::app_by_client(&mut self.read().await?, client_id).await?;
        app.filter(|app| client_secret.is_some_and(|secret| secret::same(secret, &app.client_secret))).ok_or_else(|| {
            oauth("invalid_client", "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.")
        })
    }
}

fn oauth(code: &'static str, sentence: &str) -> Error {
    Error::OAuth(code, sentence.to_owned())
}

fn invalid_grant() -> Error {
    oauth(
        "invalid_grant",
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
    )
}

fn parse_scopes(text: &str) -> Result<Scopes> {
    Scopes::parse(text).map_err(|word| {
        oauth("invalid_scope", &format!("The requested scope is invalid, unknown, or malformed: {word}"))
    })
}

/// The scopes asked for, if the app may have them; all of the app's when none are named.
fn ask_scopes(app: &ClientApp, asked: &str) -> Result<Scopes> {
    let allowed = parse_scopes(&app.scopes)?;
    if asked.trim().is_empty() {
        return Ok(parse_scopes("read").ok().filter(|read| allowed.covers(read)).unwrap_or(allowed));
    }
    let asked = parse_scopes(asked)?;
    if allowed.covers(&asked) {
        Ok(asked)
    } else {
        Err(oauth("invalid_scope", "The requested scope is invalid, unknown, or malformed."))
    }
}

/// Out of band, or an absolute address of any scheme an app may own (never one a browser runs).
fn is_redirect_uri(uri: &str) -> bool {
    uri == OUT_OF_BAND
        || Url::parse(uri).is_ok_and(|url| {
            !matches!(url.scheme(), "javascript" | "data" | "vbscript" | "file" | "blob" | "about")
                && url.fragment().is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_go_to_apps_and_not_to_scripts() {
        for good in [OUT_OF_BAND, "https://app.example/back", "myapp://callback", "http://localhost:8080/"] {
            assert!(is_redirect_uri(good), "{good}");
        }
        for bad in ["", "/relative", "javascript:alert(1)", "data:text/html,x", "https://x.example/#part"] {
            assert!(!is_redirect_uri(bad), "{bad}");
        }
    }
}
