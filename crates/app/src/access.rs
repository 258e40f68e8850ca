//! Who else is in: the browsers and apps with access to a member's account.

use crate::{Actor, App, Result};
use model::{AccountId, AppId, Event, Time, TokenId};
use std::collections::{HashMap, HashSet};

/// A browser or an app that may act for a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Its token; of an app let in several times, the newest.
    pub token: TokenId,
    /// The app with its name and page; none for a browser.
    pub app: Option<(AppId, String, Option<String>)>,
    /// What a browser said it is.
    pub user_agent: String,
    /// When it was let in; an app let in several times, last.
    pub since: Time,
}

impl App {
    /// Everything with access to a member's account, newest first, an app once.
    pub async fn accesses(&self, me: AccountId) -> Result<Vec<Access>> {
        let mut rows = self.read().await?;
        let tokens = store::auth::tokens_of(&mut rows, me).await?;
        let ids: HashSet<AppId> = tokens.iter().filter_map(|token| token.app).collect();
        let ids: Vec<AppId> = ids.into_iter().collect();
        let apps = if ids.is_empty() { Vec::new() } else { store::auth::apps(&mut rows, &ids).await? };
        let apps: HashMap<AppId, (String, Option<String>)> =
            apps.into_iter().map(|app| (app.id, (app.name, app.website))).collect();
        let mut seen = HashSet::new();
        let told = tokens.into_iter().filter(|token| token.app.is_none_or(|app| seen.insert(app)));
        let access = |token: store::auth::Token| {
            let named = |id| {
                let (name, website) = apps.get(&id).cloned().unwrap_or_default();
                (id, name, website)
            };
            Access {
                token: token.id,
                app: token.app.map(named),
                user_agent: token.user_agent,
                since: token.created_at,
            }
        };
        Ok(told.map(access).collect())
    }

    /// Ends all an app may do for a member.
    pub async fn revoke_app(&self, me: Actor, app: AppId) -> Result<()> {
        let (now, account) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let tokens = store::auth::delete_tokens_of_app(tx, account, app).await?;
                if !tokens.is_empty() {
                    tx.log(now, Event::LoggedOut { account, tokens });
                }
                Ok(())
            })
        })
        .await
    }
}
