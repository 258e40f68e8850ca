//! Accounts: read, and change one's own.

use crate::call::Call;
use crate::entities::account::{credential, quote_policy_from, visibility_from};
use crate::entities::relationship::relationship;
use crate::error::{Error, Result};
use crate::handlers::timelines;
use crate::params::Params;
use crate::reply::Reply;
use app::ProfileChanges;
use app::read::circles::Circle;
use app::read::timelines::AccountShow;
use model::limits::REQUEST_ITEMS;
use model::{AccountId, FilterContext, Page};

/// `GET /api/v1/accounts/verify_credentials`
pub(crate) async fn verify_credentials(call: Call) -> Result<Reply> {
    own(&call).await
}

/// `PATCH /api/v1/accounts/update_credentials`
pub(crate) async fn update_credentials(call: Call) -> Result<Reply> {
    call.api.app.change_profile(call.me()?, changes(&call.params)?).await?;
    own(&call).await
}

/// The member's own account, with what only they may see.
pub(crate) async fn own(call: &Call) -> Result<Reply> {
    let id = call.me()?.account;
    let account = call.api.app.account(id).await?;
    let member = call.api.app.member(id).await?;
    let requests = call.api.app.own_circle(Circle::Requests, id, Page::first(100)).await?.len();
    let emojis = call.api.app.emoji_map().await?;
    Reply::json(&credential(call.api.app.config(), &emojis, &account, &member, requests))
}

/// `GET /api/v1/accounts/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    Ok(Reply::bytes(call.api.account(call.path("id")?).await?))
}

/// `GET /api/v1/accounts?id[]=…`
pub(crate) async fn show_many(call: Call) -> Result<Reply> {
    let mut ids: Vec<AccountId> = call.params.ids("id");
    ids.truncate(REQUEST_ITEMS);
    Ok(Reply::bytes(call.api.accounts(&ids).await?))
}

/// `GET /api/v1/accounts/lookup?acct=…`
pub(crate) async fn lookup(call: Call) -> Result<Reply> {
    let account =
        call.api.app.account_named(&call.params.filled("acct").ok_or_else(Error::not_found)?).await?;
    Ok(Reply::bytes(call.api.account(account.id).await?))
}

/// `GET /api/v1/accounts/:id/identity_proofs`: Mastodon itself knows none any more, and older apps ask.
pub(crate) async fn identity_proofs(call: Call) -> Result<Reply> {
    call.api.app.account(call.path("id")?).await?;
    Reply::json(&[(); 0])
}

/// `GET /api/v1/accounts/:id/statuses`
pub(crate) async fn statuses(call: Call) -> Result<Reply> {
    let (id, viewer, page) = (call.path::<AccountId>("id")?, call.viewer(), call.page(20, 40)?);
    let app = &call.api.app;
    let account = app.account(id).await?;
    let flag = |name: &str| call.params.flag(name).unwrap_or(false);
    let ids = if account.suspended_at.is_some() {
        Vec::new()
    } else if flag("pinned") {
        app.pinned_posts(id, viewer).await?
    } else if let Some(tag) = call.params.filled("tagged") {
        app.account_tagged(id, viewer, &tag, page).await?
    } else {
        let show = AccountShow {
            only_media: flag("only_media"),
            exclude_replies: flag("exclude_replies"),
            exclude_reposts: flag("exclude_reblogs"),
        };
        app.account_timeline(id, viewer, show, page).await?
    };
    timelines::reply(&call, &ids, Some(FilterContext::Account)).await
}

/// `GET /api/v1/accounts/relationships?id[]=…`
pub(crate) async fn relationships(call: Call) -> Result<Reply> {
    let mut ids: Vec<AccountId> = call.params.ids("id");
    ids.truncate(REQUEST_ITEMS);
    let known = call.api.account_values(&ids).await?;
    ids.retain(|id| known.contains_key(id));
    let relations = call.api.app.relationships(call.me()?.account, &ids).await?;
    Reply::json(&relations.iter().map(relationship).collect::<Vec<_>>())
}

/// What is to change about a profile.
pub(crate) fn changes(params: &Params) -> Result<ProfileChanges> {
    let source = params.child("source").unwrap_or_default();
    let picture = |name: &str| params.file(name).map(|upload| upload.bytes);
    let visibility = match source.filled("privacy") {
        None => None,
        Some(word) => Some(visibility_from(&word).ok_or_else(|| {
            Error::invalid("Validation failed: Default privacy is not included in the list")
        })?),
    };
    let quote_policy = match source.filled("quote_policy") {
        None => None,
        Some(word) => Some(quote_policy_from(&word).ok_or_else(|| {
            Error::invalid("Validation failed: Default quote policy is not included in the list")
        })?),
    };
    let fields = params.has("fields_attributes").then(|| {
        let field =
            |child: Params| (child.text("name").unwrap_or_default(), child.text("value").unwrap_or_default());
        params.children("fields_attributes").into_iter().map(field).collect()
    });
    Ok(ProfileChanges {
        display_name: params.text("display_name"),
        note: params.text("note"),
        avatar: picture("avatar"),
        avatar_alt: params.text("avatar_description"),
        header: picture("header"),
        header_alt: params.text("header_description"),
        remove_avatar: params.has("avatar") && params.file("avatar").is_none(),
        remove_header: params.has("header") && params.file("header").is_none(),
        locked: params.flag("locked"),
        bot: params.flag("bot"),
        discoverable: params.flag("discoverable"),
        indexable: params.flag("indexable"),
        hide_collections: params.flag("hide_collections"),
        fields,
        visibility,
        sensitive: source.flag("sensitive"),
        language: source.text("language"),
        quote_policy,
        // Ours are set on a page.
        own_forecasts: None,
        forecasts_shown: None,
    })
}
