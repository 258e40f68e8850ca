//! Whom a text names.

use crate::{App, Result};
use archive::Mentioned;
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

    /// Those of long ago, as an archive tells who they were: names lead to them, and mean nobody here.
    pub(super) fn of_old(app: &App, handles: Vec<text::Handle>, mentioned: &[Mentioned]) -> Self {
        let mut names = Self::nobody(app);
        for handle in handles {
            let is = |one: &&Mentioned| {
                let (user, server) = one.name.split_once('@').unwrap_or_default();
                let there = handle.host.as_ref().is_none_or(|host| host.eq_ignore_ascii_case(server));
                there && user.eq_ignore_ascii_case(&handle.user)
            };
            let Some(one) = mentioned.iter().find(is) else { continue };
            let target = text::MentionTarget {
                url: one.page.clone(),
                username: handle.user.clone(),
                acct: one.name.clone(),
            };
            names.found.insert((handle.user, handle.host), target);
        }
        names
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
        crate::config::tag_page(&self.url, name)
    }
}
