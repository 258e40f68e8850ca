//! What a member follows, keeps away, lists and keeps, as tables other servers read.

use super::csv::Table;
use super::outbox;
use crate::read::circles::{Circle, Placed};
use crate::{App, Error, Result};
use model::{Account, AccountId, Cursor, Page};
use std::collections::HashMap;
use store::kept::Kept;

/// Rows read at once.
const CHUNK: usize = 500;

/// The tables there are.
pub(super) const NAMES: [&str; 6] = [
    "following_accounts.csv",
    "lists.csv",
    "muted_accounts.csv",
    "blocked_accounts.csv",
    "blocked_domains.csv",
    "bookmarks.csv",
];

impl App {
    /// A table of what is the member's own, by its name.
    pub async fn export_table(&self, me: AccountId, name: &str) -> Result<String> {
        let table = match name {
            "following_accounts.csv" => following(self, me).await?,
            "lists.csv" => lists(self, me).await?,
            "muted_accounts.csv" => muted(self, me).await?,
            "blocked_accounts.csv" => blocked(self, me).await?,
            "blocked_domains.csv" => domains(self, me).await?,
            "bookmarks.csv" => bookmarks(self, me).await?,
            _ => return Err(Error::NotFound),
        };
        Ok(table.text())
    }
}

/// Accounts in the order they are named.
pub(super) async fn in_order(app: &App, ids: &[AccountId]) -> Result<Vec<Account>> {
    let mut found: HashMap<AccountId, Account> =
        app.accounts(ids).await?.into_iter().map(|account| (account.id, account)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Where a page goes on, if it does.
fn after<T>(found: &Placed<T>) -> Option<Page> {
    let (place, _) = found.last().filter(|_| found.len() >= CHUNK)?;
    Some(Page { cursor: Cursor::before(*place), limit: CHUNK })
}

/// All accounts of a circle, the first first: read again in this order, they come in this order.
async fn circle(app: &App, which: Circle, me: AccountId) -> Result<Vec<Account>> {
    let (mut all, mut next) = (Vec::new(), Some(Page::first(CHUNK)));
    while let Some(page) = next {
        let found = app.own_circle(which, me, page).await?;
        next = after(&found);
        let ids: Vec<AccountId> = found.into_iter().map(|(_, id)| id).collect();
        all.extend(in_order(app, &ids).await?);
    }
    all.reverse();
    Ok(all)
}

/// `name@domain`, for members here too.
pub(super) fn address(app: &App, account: &Account) -> String {
    let domain = account.domain.as_ref().unwrap_or(&app.config().domain);
    format!("{}@{domain}", account.username)
}

async fn following(app: &App, me: AccountId) -> Result<Table> {
    let mut table = Table::default();
    table.row(&["Account address", "Show boosts", "Notify on new posts", "Languages"]);
    let people = circle(app, Circle::Following, me).await?;
    for some in people.chunks(CHUNK) {
        let ids: Vec<AccountId> = some.iter().map(|account| account.id).collect();
        let ties = app.relationships(me, &ids).await?;
        for (account, tie) in some.iter().zip(ties) {
            let languages = tie.languages.join(", ");
            let (reposts, notify) = (tie.showing_reposts.to_string(), tie.notifying.to_string());
            table.row(&[&address(app, account), &reposts, &notify, &languages]);
        }
    }
    Ok(table)
}

async fn muted(app: &App, me: AccountId) -> Result<Table> {
    let mut table = Table::default();
    table.row(&["Account address", "Hide notifications"]);
    let people = circle(app, Circle::Mutes, me).await?;
    for some in people.chunks(CHUNK) {
        let ids: Vec<AccountId> = some.iter().map(|account| account.id).collect();
        for (account, tie) in some.iter().zip(app.relationships(me, &ids).await?) {
            table.row(&[&address(app, account), &tie.muting_notifications.to_string()]);
        }
    }
    Ok(table)
}

async fn blocked(app: &App, me: AccountId) -> Result<Table> {
    let mut table = Table::default();
    for account in circle(app, Circle::Blocks, me).await? {
        table.row(&[&address(app, &account)]);
    }
    Ok(table)
}

async fn lists(app: &App, me: AccountId) -> Result<Table> {
    let mut table = Table::default();
    for list in app.lists(me).await? {
        let held = app.list_accounts(me, list.id, None).await?;
        let ids: Vec<AccountId> = held.into_iter().rev().map(|(_, id)| id).collect();
        for account in in_order(app, &ids).await? {
            table.row(&[&list.title, &address(app, &account)]);
        }
    }
    Ok(table)
}

async fn domains(app: &App, me: AccountId) -> Result<Table> {
    let (mut all, mut next) = (Vec::new(), Some(Page::first(CHUNK)));
    while let Some(page) = next {
        let found = app.blocked_domains(me, page).await?;
        next = after(&found);
        all.extend(found.into_iter().map(|(_, domain)| domain));
    }
    let mut table = Table::default();
    all.iter().rev().for_each(|domain| table.row(&[domain]));
    Ok(table)
}

async fn bookmarks(app: &App, me: AccountId) -> Result<Table> {
    let (mut table, mut after) = (Table::default(), Some(0));
    while let Some(place) = after {
        let (addresses, next) = outbox::piled(app, me, Kept::Bookmark, place).await?;
        addresses.iter().for_each(|address| table.row(&[address]));
        after = next;
    }
    Ok(table)
}
