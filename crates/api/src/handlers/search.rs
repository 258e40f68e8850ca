//! Search.

use crate::call::Call;
use crate::entities;
use crate::error::{Error, Result};
use crate::reply::Reply;
use app::{Found, PostSearch};
use axum::http::StatusCode;
use model::post::Tag;
use model::{AccountId, PostId};
use serde_json::{Value, json};

/// What was found, as far as it was asked for.
#[derive(Default)]
struct Results {
    accounts: Vec<AccountId>,
    posts: Vec<PostId>,
    tags: Vec<Tag>,
}

/// `GET /api/v2/search`
pub(crate) async fn search(call: Call) -> Result<Reply> {
    let found = find(&call).await?;
    let tags = tag_values(&call, found.tags.clone()).await?;
    answer(&call, &found, &Value::Array(tags)).await
}

/// `GET /api/v1/search`: the same with tags as bare names, for old clients.
pub(crate) async fn search_v1(call: Call) -> Result<Reply> {
    let found = find(&call).await?;
    let names = found.tags.iter().map(|tag| json!(tag.name)).collect();
    answer(&call, &found, &Value::Array(names)).await
}

/// `GET /api/v1/accounts/search`
pub(crate) async fn accounts(call: Call) -> Result<Reply> {
    let typed = call.params.text("q").unwrap_or_default();
    let following = call.params.flag("following").unwrap_or(false);
    let (limit, offset) = (call.limit(40, 80), offset(&call));
    let found = call.api.app.find_accounts(call.viewer(), &typed, following, limit, offset).await?;
    Ok(Reply::bytes(call.api.accounts(&found).await?))
}

async fn find(call: &Call) -> Result<Results> {
    let typed = call
        .params
        .filled("q")
        .ok_or_else(|| Error::bad("param is missing or the value is empty or invalid: q"))?;
    let typed = typed.trim();
    let viewer = call.viewer();
    if viewer.is_none() {
        check_visitor(call)?;
    }
    let (limit, offset) = (call.limit(20, 40), offset(call));
    let kind = call.params.filled("type");
    let wants = |name: &str| kind.as_deref().is_none_or(|kind| kind == name);
    let mut results = Results::default();
    if typed.starts_with("https://") || typed.starts_with("http://") {
        match call.api.app.resolve(viewer, typed).await? {
            Some(Found::Account(id)) if wants("accounts") && offset == 0 => results.accounts.push(id),
            Some(Found::Post(id)) if wants("statuses") && offset == 0 => results.posts.push(id),
            Some(_) => {}
            None => {
                if let (Some(me), true) = (viewer, wants("statuses")) {
                    results.posts = posts(call, me, typed, limit, offset).await?;
                }
            }
        }
        return Ok(results);
    }
    // As clients know it: `#word` is about tags, `@name` about people, `@name words` about posts.
    let of_person = typed.contains('@');
    if wants("accounts") && !typed.starts_with('#') && !(of_person && typed.contains(' ')) {
        let following = call.params.flag("following").unwrap_or(false);
        results.accounts = call.api.app.find_accounts(viewer, typed, following, limit, offset).await?;
    }
    if wants("hashtags") && !of_person {
        results.tags = call.api.app.find_tags(typed, limit, offset).await?;
    }
    if let (Some(me), true) = (viewer, wants("statuses")) {
        results.posts = posts(call, me, typed, limit, offset).await?;
    }
    Ok(results)
}

async fn posts(call: &Call, me: AccountId, typed: &str, limit: usize, offset: usize) -> Result<Vec<PostId>> {
    let search = PostSearch {
        text: typed.to_owned(),
        limit,
        offset,
        before: call.params.parsed("max_id"),
        after: call.params.parsed("min_id"),
        author: call.params.parsed("account_id"),
    };
    Ok(call.api.app.find_posts(me, search).await?)
}

/// What a visitor may not ask: each costs more than it is worth without knowing who asks.
fn check_visitor(call: &Call) -> Result<()> {
    let refused = |what: &str| {
        Err(Error::Request(
            StatusCode::UNAUTHORIZED,
            format!("Search queries {what} are not supported without authentication"),
        ))
    };
    if call.params.has("offset") {
        return Err(Error::Request(
            StatusCode::UNAUTHORIZED,
            "Search queries pagination is not supported without authentication".to_owned(),
        ));
    }
    if call.params.flag("resolve").unwrap_or(false) {
        return refused("that resolve remote resources");
    }
    Ok(())
}

fn offset(call: &Call) -> usize {
    call.params.int("offset").and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0)
}

async fn answer(call: &Call, found: &Results, tags: &Value) -> Result<Reply> {
    let accounts = call.api.accounts(&found.accounts).await?;
    let statuses = call.api.statuses(call.viewer(), &found.posts, None).await?;
    let mut body = b"{\"accounts\":".to_vec();
    body.extend_from_slice(&accounts);
    body.extend_from_slice(b",\"statuses\":");
    body.extend_from_slice(&statuses);
    body.extend_from_slice(format!(",\"hashtags\":{tags}}}").as_bytes());
    Ok(Reply::bytes(body))
}

async fn tag_values(call: &Call, tags: Vec<Tag>) -> Result<Vec<Value>> {
    let views = call.api.app.tag_views(tags, call.viewer()).await?;
    Ok(views.iter().map(|view| entities::tag::tag(call.api.app.config(), view)).collect())
}
