//! A member's lists.

use crate::call::Call;
use crate::entities::list::list;
use crate::error::{Error, Result};
use crate::handlers::account_lists;
use crate::handlers::for_you::tongue;
use crate::reply::Reply;
use app::ListChanges;
use model::{List, RepliesPolicy};
use serde_json::Value;

/// `GET /api/v1/lists`
pub(crate) async fn all(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let mut lists = call.api.app.lists(me).await?;
    lists.extend(call.api.app.feed_lists(me, for_you(&call)).await?);
    several(&lists)
}

/// What For you is called among the lists.
fn for_you(call: &Call) -> &'static str {
    app::for_you::words::for_you(tongue(call))
}

/// `GET /api/v1/lists/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    if let Some(found) = call.api.app.feed_list(call.me()?.account, call.path("id")?, for_you(&call)).await? {
        return Reply::json(&list(&found));
    }
    Reply::json(&list(&call.api.app.list(call.me()?.account, call.path("id")?).await?))
}

/// `POST /api/v1/lists`
pub(crate) async fn create(call: Call) -> Result<Reply> {
    Reply::json(&list(&call.api.app.create_list(call.me()?, changes(&call)?).await?))
}

/// `PUT /api/v1/lists/:id`
pub(crate) async fn update(call: Call) -> Result<Reply> {
    Reply::json(&list(&call.api.app.change_list(call.me()?, call.path("id")?, changes(&call)?).await?))
}

/// `DELETE /api/v1/lists/:id`
pub(crate) async fn delete(call: Call) -> Result<Reply> {
    call.api.app.delete_list(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// `GET /api/v1/lists/:id/accounts`: a page, or with `limit=0` all of them.
pub(crate) async fn accounts(call: Call) -> Result<Reply> {
    let all = call.params.int("limit") == Some(0);
    let page = if all { None } else { Some(call.page(40, 80)?) };
    let me = call.me()?.account;
    if call.api.app.feed_list(me, call.path("id")?, "").await?.is_some() {
        // What a feed shows is nobody's list of people.
        return several(&[]);
    }
    let found = call.api.app.list_accounts(call.me()?.account, call.path("id")?, page).await?;
    if all {
        let ids: Vec<_> = found.iter().map(|(_, id)| *id).collect();
        return Ok(Reply::bytes(call.api.accounts(&ids).await?));
    }
    account_lists::reply(&call, &found).await
}

/// `POST /api/v1/lists/:id/accounts`
pub(crate) async fn add(call: Call) -> Result<Reply> {
    call.api.app.add_to_list(call.me()?, call.path("id")?, call.params.ids("account_ids")).await?;
    Ok(Reply::empty())
}

/// `DELETE /api/v1/lists/:id/accounts`
pub(crate) async fn remove(call: Call) -> Result<Reply> {
    call.api.app.remove_from_list(call.me()?, call.path("id")?, call.params.ids("account_ids")).await?;
    Ok(Reply::empty())
}

/// `GET /api/v1/accounts/:id/lists`
pub(crate) async fn holding(call: Call) -> Result<Reply> {
    several(&call.api.app.lists_holding(call.me()?.account, call.path("id")?).await?)
}

fn several(lists: &[List]) -> Result<Reply> {
    Reply::json(&lists.iter().map(list).collect::<Vec<Value>>())
}

fn changes(call: &Call) -> Result<ListChanges> {
    let unknown = || Error::invalid("Validation failed: Replies policy is not included in the list");
    let replies = call.params.filled("replies_policy");
    let replies = replies.map(|word| RepliesPolicy::from_word(&word).ok_or_else(unknown)).transpose()?;
    Ok(ListChanges { title: call.params.text("title"), replies, exclusive: call.params.flag("exclusive") })
}
