//! Whom a text names.

use crate::{App, Result};
use model::AccountId;
use std::collections::HashMap;

/// The accounts a text names, looked up beforehand.
pub(crate) struct Names {
    url: String,
    found: HashMap<(String, Option<String>), text::MentionTarget>,
    pub(super) ids: HashMap<String, AccountId>,
}

impl Names {
    /// None: every name stays plain text.
    pub(super) fn nobody(app: &App) -> Self {
        Self { url: app.config().url.clone(), found: HashMap::new(), ids: HashMap::new() }
    }

    pub(crate) async fn look_up(app: &App, handles: Vec<text::Handle>) -> Result<Self> {
        let mut names = Self::nobody(app);
        if handles.is_empty() {
            return Ok(names);
        }
        let mut rows = app.read().await?;
        for handle in handles {
            let domain =
                handle.host.as_deref().filter(|host| !host.eq_ignore_ascii_case(&app.config().domain));
            let Some(account) = store::accounts::by_name(&mut rows, &handle.user, domain).await? else {
                continue;
            };
            if account.suspended_at.is_some() {
                continue;
            }
            let acct = account.acct();
            let url = account.url.clone().unwrap_or_else(|| format!("{}/@{}", names.url, account.username));
            names.ids.insert(acct.clone(), account.id);
            names.found.insert(
                (handle.user, handle.host),
                text::MentionTarget { url, username: account.username, acct },
            );
        }
        Ok(names)
    }
}

impl text::Resolve for Names {
    fn mention(&self, user: &str, host: Option<&str>) -> Option<text::MentionTarget> {
        self.found.get(&(user.to_owned(), host.map(str::to_owned))).cloned()
    }

    fn tag(&self, name: &str) -> String {
        format!("{}/tags/{name}", self.url)
    }
}
