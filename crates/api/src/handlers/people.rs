//! People to meet, and people shown on profiles.

use crate::call::Call;
use crate::error::{Error, Result};
use crate::handlers::account_actions::standing;
use crate::handlers::account_lists;
use crate::handlers::tags::offset;
use crate::reply::Reply;
use app::read::circles::Circle;
use app::read::people::{Directory, Reason};
use model::AccountId;
use serde_json::{Value, json};

/// `GET /api/v2/suggestions`
pub(crate) async fn suggestions(call: Call) -> Result<Reply> {
    let found = call.api.app.suggestions(call.me()?.account, call.limit(40, 80)).await?;
    let ids: Vec<AccountId> = found.iter().map(|(_, id)| *id).collect();
    let mut accounts = call.api.account_values(&ids).await?;
    let entity = |(reason, id): (Reason, AccountId)| {
        let (old, new) = match reason {
            // The list of reasons is closed; somebody one used to follow is nearest to this one.
            Reason::KnownElsewhere => ("past_interactions", "most_interactions"),
            Reason::Liked => ("past_interactions", "most_interactions"),
            Reason::Featured(_) => ("staff", "featured"),
            Reason::FriendsOfFriends => ("past_interactions", "friends_of_friends"),
            Reason::Tag(_) => ("past_interactions", "similar_to_recently_followed"),
            Reason::Active => ("global", "most_followed"),
        };
        Some(json!({ "source": old, "sources": [new], "account": accounts.remove(&id)? }))
    };
    Reply::json(&found.into_iter().filter_map(entity).collect::<Vec<Value>>())
}

/// `GET /api/v1/suggestions`
pub(crate) async fn old_suggestions(call: Call) -> Result<Reply> {
    let found = call.api.app.suggestions(call.me()?.account, call.limit(40, 80)).await?;
    let ids: Vec<AccountId> = found.into_iter().map(|(_, id)| id).collect();
    Ok(Reply::bytes(call.api.accounts(&ids).await?))
}

/// `DELETE /api/v1/suggestions/:id`
pub(crate) async fn dismiss_suggestion(call: Call) -> Result<Reply> {
    call.api.app.dismiss_suggestion(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// `GET /api/v1/directory`
pub(crate) async fn directory(call: Call) -> Result<Reply> {
    let newest = match call.params.filled("order").as_deref() {
        None | Some("active") => false,
        Some("new") => true,
        Some(_) => return Err(Error::invalid("Validation failed: Order is active or new")),
    };
    let show = Directory {
        local: call.params.flag("local").unwrap_or(false),
        newest,
        offset: offset(&call),
        limit: call.limit(40, 80),
    };
    let found = call.api.app.directory(call.viewer(), show).await?;
    Ok(Reply::bytes(call.api.accounts(&found).await?))
}

/// `GET /api/v1/accounts/familiar_followers`
pub(crate) async fn familiar_followers(call: Call) -> Result<Reply> {
    let ids: Vec<AccountId> = call.params.ids("id");
    let found = call.api.app.familiar_followers(call.me()?.account, &ids).await?;
    let mut everybody: Vec<AccountId> = found.iter().flat_map(|(_, followers)| followers.clone()).collect();
    everybody.sort_unstable();
    everybody.dedup();
    let accounts = call.api.account_values(&everybody).await?;
    let entity = |(id, followers): &(AccountId, Vec<AccountId>)| {
        let shown: Vec<&Value> = followers.iter().filter_map(|follower| accounts.get(follower)).collect();
        json!({ "id": id.to_string(), "accounts": shown })
    };
    Reply::json(&found.iter().map(entity).collect::<Vec<Value>>())
}

/// `GET /api/v1/endorsements`
pub(crate) async fn own_endorsements(call: Call) -> Result<Reply> {
    let page = call.page(40, 80)?;
    let found = call.api.app.own_circle(Circle::Endorsements, call.me()?.account, page).await?;
    account_lists::reply(&call, &found).await
}

/// `GET /api/v1/accounts/:id/endorsements`
pub(crate) async fn endorsements(call: Call) -> Result<Reply> {
    let found = call.api.app.endorsed_by(call.path("id")?, call.viewer(), call.page(40, 80)?).await?;
    account_lists::reply(&call, &found).await
}

/// `POST /api/v1/accounts/:id/endorse`, before called `pin`
pub(crate) async fn endorse(call: Call) -> Result<Reply> {
    set_endorsed(call, true).await
}

/// `POST /api/v1/accounts/:id/unendorse`, before called `unpin`
pub(crate) async fn unendorse(call: Call) -> Result<Reply> {
    set_endorsed(call, false).await
}

async fn set_endorsed(call: Call, endorsed: bool) -> Result<Reply> {
    let id = call.path("id")?;
    call.api.app.account(id).await?;
    call.api.app.set_endorsed(call.me()?, id, endorsed).await?;
    standing(&call, id).await
}
