//! The member's own profile as it was written, to be edited.

use crate::call::Call;
use crate::entities::account::profile;
use crate::error::Result;
use crate::handlers::accounts::{changes, own};
use crate::handlers::tags::featured_values;
use crate::reply::Reply;
use app::ProfileChanges;

/// `GET /api/v1/profile`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let account = call.api.app.account(call.me()?.account).await?;
    let mut entity = profile(call.api.app.config(), &account);
    entity["featured_tags"] = featured_values(&call, account.id).await?.into();
    Reply::json(&entity)
}

/// `PATCH /api/v1/profile`
pub(crate) async fn update(call: Call) -> Result<Reply> {
    call.api.app.change_profile(call.me()?, changes(&call.params)?).await?;
    show(call).await
}

/// `DELETE /api/v1/profile/avatar`
pub(crate) async fn delete_avatar(call: Call) -> Result<Reply> {
    take_away(&call, ProfileChanges { remove_avatar: true, ..ProfileChanges::default() }).await
}

/// `DELETE /api/v1/profile/header`
pub(crate) async fn delete_header(call: Call) -> Result<Reply> {
    take_away(&call, ProfileChanges { remove_header: true, ..ProfileChanges::default() }).await
}

async fn take_away(call: &Call, changes: ProfileChanges) -> Result<Reply> {
    call.api.app.change_profile(call.me()?, changes).await?;
    own(call).await
}
