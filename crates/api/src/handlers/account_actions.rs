//! What a member does with another account. Each answers how the two stand now.

use crate::call::Call;
use crate::entities::relationship::relationship;
use crate::error::Result;
use crate::params::Params;
use crate::reply::Reply;
use app::FollowOptions;
use model::AccountId;

/// `POST /api/v1/accounts/:id/follow`
pub(crate) async fn follow(call: Call) -> Result<Reply> {
    let options = FollowOptions {
        reposts: call.params.flag("reblogs"),
        notify: call.params.flag("notify"),
        languages: call.params.has("languages").then(|| languages(&call.params)),
    };
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.follow(me, id, options).await?;
    standing(&call, id).await
}

/// An empty entry is how a form says that there is none.
fn languages(params: &Params) -> Vec<String> {
    params.texts("languages").into_iter().filter(|code| !code.trim().is_empty()).collect()
}

/// `POST …/unfollow`
pub(crate) async fn unfollow(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.account(id).await?;
    call.api.app.unfollow(me, id).await?;
    standing(&call, id).await
}

/// `POST …/remove_from_followers`
pub(crate) async fn remove_from_followers(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.account(id).await?;
    call.api.app.remove_follower(me, id).await?;
    standing(&call, id).await
}

/// `POST …/block`
pub(crate) async fn block(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.block(me, id).await?;
    standing(&call, id).await
}

/// `POST …/unblock`
pub(crate) async fn unblock(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.unblock(me, id).await?;
    standing(&call, id).await
}

/// `POST …/mute`
pub(crate) async fn mute(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    let notifications = call.params.flag("notifications").unwrap_or(true);
    let lasting = call.params.seconds("duration").filter(|lasting| !lasting.is_zero());
    call.api.app.mute(me, id, notifications, lasting).await?;
    standing(&call, id).await
}

/// `POST …/unmute`
pub(crate) async fn unmute(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.unmute(me, id).await?;
    standing(&call, id).await
}

/// `POST …/note`
pub(crate) async fn note(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    call.api.app.set_account_note(me, id, &call.params.text("comment").unwrap_or_default()).await?;
    standing(&call, id).await
}

/// `POST /api/v1/follow_requests/:account_id/authorize`
pub(crate) async fn authorize_follow_request(call: Call) -> Result<Reply> {
    answer_follow_request(call, true).await
}

/// `POST /api/v1/follow_requests/:account_id/reject`
pub(crate) async fn reject_follow_request(call: Call) -> Result<Reply> {
    answer_follow_request(call, false).await
}

async fn answer_follow_request(call: Call, granted: bool) -> Result<Reply> {
    let (me, from) = (call.me()?, call.path("account_id")?);
    call.api.app.answer_follow_request(me, from, granted).await?;
    standing(&call, from).await
}

/// How the member and the account stand now.
pub(crate) async fn standing(call: &Call, id: AccountId) -> Result<Reply> {
    Reply::json(&relationship(&call.api.app.relationship(call.me()?.account, id).await?))
}
