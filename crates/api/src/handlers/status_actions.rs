//! What a member does with a status: favourite, reblog, bookmark, pin, mute; who did; quotes.

use crate::call::Call;
use crate::entities::account::{quote_policy_from, visibility_in};
use crate::error::{Error, Result};
use crate::reply::Reply;
use model::PostId;

/// `POST …/favourite`
pub(crate) async fn favourite(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.like(me, id).await?;
    show(&call, id).await
}

/// `POST …/unfavourite`
pub(crate) async fn unfavourite(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.unlike(me, id).await?;
    show(&call, id).await
}

/// `POST …/reblog`
pub(crate) async fn reblog(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    let repost = call.api.app.repost(me, id, visibility_in(&call.params)?).await?;
    show(&call, repost).await
}

/// `POST …/unreblog`
pub(crate) async fn unreblog(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    let original = call.api.app.unrepost(me, id).await?;
    show(&call, original).await
}

/// `POST …/bookmark`
pub(crate) async fn bookmark(call: Call) -> Result<Reply> {
    set_bookmarked(call, true).await
}

/// `POST …/unbookmark`
pub(crate) async fn unbookmark(call: Call) -> Result<Reply> {
    set_bookmarked(call, false).await
}

async fn set_bookmarked(call: Call, bookmarked: bool) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.set_bookmarked(me, id, bookmarked).await?;
    show(&call, id).await
}

/// `POST …/pin`
pub(crate) async fn pin(call: Call) -> Result<Reply> {
    set_pinned(call, true).await
}

/// `POST …/unpin`
pub(crate) async fn unpin(call: Call) -> Result<Reply> {
    set_pinned(call, false).await
}

async fn set_pinned(call: Call, pinned: bool) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.set_pinned(me, id, pinned).await?;
    show(&call, id).await
}

/// `POST …/mute`
pub(crate) async fn mute(call: Call) -> Result<Reply> {
    set_muted(call, true).await
}

/// `POST …/unmute`
pub(crate) async fn unmute(call: Call) -> Result<Reply> {
    set_muted(call, false).await
}

async fn set_muted(call: Call, muted: bool) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.set_thread_muted(me, id, muted).await?;
    show(&call, id).await
}

/// `GET …/favourited_by`
pub(crate) async fn favourited_by(call: Call) -> Result<Reply> {
    let page = call.page(40, 80)?;
    let found = call.api.app.liked_by(call.path("id")?, call.viewer(), page).await?;
    crate::handlers::account_lists::reply(&call, &found).await
}

/// `GET …/reblogged_by`
pub(crate) async fn reblogged_by(call: Call) -> Result<Reply> {
    let page = call.page(40, 80)?;
    let found = call.api.app.reposted_by(call.path("id")?, call.viewer(), page).await?;
    crate::handlers::account_lists::reply(&call, &found).await
}

/// `GET …/quotes`
pub(crate) async fn quotes(call: Call) -> Result<Reply> {
    let page = call.page(20, 40)?;
    let ids = call.api.app.quotes(call.path("id")?, call.viewer(), page).await?;
    crate::handlers::timelines::reply(&call, &ids, None).await
}

/// `POST …/quotes/:quoting_status_id/revoke`
pub(crate) async fn revoke_quote(call: Call) -> Result<Reply> {
    let (me, id, quote) = (call.me()?, call.path("id")?, call.path("quoting_status_id")?);
    call.api.app.revoke_quote(me, id, quote).await?;
    show(&call, quote).await
}

/// `PUT …/interaction_policy`
pub(crate) async fn interaction_policy(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    let word = call.params.filled("quote_approval_policy").unwrap_or_default();
    let policy = quote_policy_from(&word).ok_or_else(|| {
        Error::invalid("Validation failed: Quote approval policy must be public, followers or nobody")
    })?;
    call.api.app.set_quote_policy(me, id, policy).await?;
    show(&call, id).await
}

async fn show(call: &Call, id: PostId) -> Result<Reply> {
    Ok(Reply::bytes(call.api.status(call.viewer(), id, None).await?))
}
