//! What is the member's own, to take along: tables other servers read, and all posts.

use super::csv::Table;
use super::people::accounts;
use super::{Area, around, outbox};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::visit::{Guest, Visit};
use app::read::circles::{Circle, Placed};
use askama::Template;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use axum::routing::get;
use axum::{Extension, Router};
use http::{StatusCode, header};
use model::{Account, AccountId, Cursor, Page, PostId};
use std::collections::HashMap;

/// Rows read at once.
const CHUNK: usize = 500;

/// The files: name, text, what is in it.
const FILES: [(&str, &str, &str); 7] = [
    ("posts.json", "export-posts", "export-posts-means"),
    ("following_accounts.csv", "export-following", "export-following-means"),
    ("lists.csv", "export-lists", "export-lists-means"),
    ("muted_accounts.csv", "export-muted", "export-muted-means"),
    ("blocked_accounts.csv", "export-blocked", "export-blocked-means"),
    ("blocked_domains.csv", "export-domains", "export-domains-means"),
    ("bookmarks.csv", "export-bookmarks", "export-bookmarks-means"),
];

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new().route("/settings/export", get(show)).route("/settings/export/{file}", get(download))
}

#[derive(Template)]
#[template(path = "settings/export.html")]
struct Export {
    frame: Frame,
    areas: Vec<Area>,
    files: [(&'static str, &'static str, &'static str); 7],
}

/// `GET /settings/export`
async fn show(Extension(visit): Guest) -> Result {
    visit.actor()?;
    let (frame, areas) = around(&visit, "set-export");
    page(StatusCode::OK, &Export { frame, areas, files: FILES })
}

/// `GET /settings/export/{file}`
async fn download(Extension(visit): Guest, Path(file): Path<String>) -> Result {
    let me = visit.actor()?.account;
    let table = match file.as_str() {
        "following_accounts.csv" => following(&visit, me).await?,
        "lists.csv" => lists(&visit, me).await?,
        "muted_accounts.csv" => muted(&visit, me).await?,
        "blocked_accounts.csv" => blocked(&visit, me).await?,
        "blocked_domains.csv" => domains(&visit, me).await?,
        "bookmarks.csv" => bookmarks(&visit, me).await?,
        "posts.json" => return outbox::download(&visit, me).await,
        _ => return Err(Problem::NotFound),
    };
    let name = format!("attachment; filename=\"{file}\"");
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, &name)];
    Ok((headers, table.text()).into_response())
}

/// Where a page goes on, if it does.
fn after<T>(found: &Placed<T>) -> Option<Page> {
    let (place, _) = found.last().filter(|_| found.len() >= CHUNK)?;
    Some(Page { cursor: Cursor::before(*place), limit: CHUNK })
}

/// All accounts of a circle, the latest first.
async fn circle(visit: &Visit, which: Circle, me: AccountId) -> Result<Vec<Account>> {
    let (mut all, mut next) = (Vec::new(), Some(Page::first(CHUNK)));
    while let Some(page) = next {
        let found = visit.app().own_circle(which, me, page).await?;
        next = after(&found);
        let ids: Vec<AccountId> = found.into_iter().map(|(_, id)| id).collect();
        all.extend(accounts(visit, &ids).await?);
    }
    Ok(all)
}

/// `name@domain`, for members here too.
fn address(visit: &Visit, account: &Account) -> String {
    let domain = account.domain.as_ref().unwrap_or(&visit.app().config().domain);
    format!("{}@{domain}", account.username)
}

async fn following(visit: &Visit, me: AccountId) -> Result<Table> {
    let mut table = Table::default();
    table.row(&["Account address", "Show boosts", "Notify on new posts", "Languages"]);
    let people = circle(visit, Circle::Following, me).await?;
    for some in people.chunks(CHUNK) {
        let ids: Vec<AccountId> = some.iter().map(|account| account.id).collect();
        let ties = visit.app().relationships(me, &ids).await?;
        for (account, tie) in some.iter().zip(ties) {
            let languages = tie.languages.join(", ");
            let (reposts, notify) = (tie.showing_reposts.to_string(), tie.notifying.to_string());
            table.row(&[&address(visit, account), &reposts, &notify, &languages]);
        }
    }
    Ok(table)
}

async fn muted(visit: &Visit, me: AccountId) -> Result<Table> {
    let mut table = Table::default();
    table.row(&["Account address", "Hide notifications"]);
    let people = circle(visit, Circle::Mutes, me).await?;
    for some in people.chunks(CHUNK) {
        let ids: Vec<AccountId> = some.iter().map(|account| account.id).collect();
        for (account, tie) in some.iter().zip(visit.app().relationships(me, &ids).await?) {
            table.row(&[&address(visit, account), &tie.muting_notifications.to_string()]);
        }
    }
    Ok(table)
}

async fn blocked(visit: &Visit, me: AccountId) -> Result<Table> {
    let mut table = Table::default();
    for account in circle(visit, Circle::Blocks, me).await? {
        table.row(&[&address(visit, &account)]);
    }
    Ok(table)
}

async fn lists(visit: &Visit, me: AccountId) -> Result<Table> {
    let mut table = Table::default();
    for list in visit.app().lists(me).await? {
        let held = visit.app().list_accounts(me, list.id, None).await?;
        let ids: Vec<AccountId> = held.into_iter().map(|(_, id)| id).collect();
        for account in accounts(visit, &ids).await? {
            table.row(&[&list.title, &address(visit, &account)]);
        }
    }
    Ok(table)
}

async fn domains(visit: &Visit, me: AccountId) -> Result<Table> {
    let (mut table, mut next) = (Table::default(), Some(Page::first(CHUNK)));
    while let Some(page) = next {
        let found = visit.app().blocked_domains(me, page).await?;
        next = after(&found);
        found.iter().for_each(|(_, domain)| table.row(&[domain]));
    }
    Ok(table)
}

async fn bookmarks(visit: &Visit, me: AccountId) -> Result<Table> {
    let (mut table, mut next) = (Table::default(), Some(Page::first(CHUNK)));
    while let Some(page) = next {
        let found = visit.app().bookmarked(me, page).await?;
        next = after(&found);
        let ids: Vec<PostId> = found.into_iter().map(|(_, id)| id).collect();
        let addresses = outbox::addresses(visit.app(), me, &ids).await?;
        let addresses: HashMap<PostId, String> = addresses.into_iter().collect();
        ids.iter().filter_map(|id| addresses.get(id)).for_each(|address| table.row(&[address]));
    }
    Ok(table)
}
