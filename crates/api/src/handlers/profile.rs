//! One's own profile as it is edited: what was written, not what is shown.

use crate::call::Call;
use crate::entities::account::profile;
use crate::error::Result;
use crate::handlers::accounts::{changes, own};
use crate::handlers::tags::featured_values;
use crate::reply::Reply;
use app::ProfileChanges;

/// `GET /api/v1/profile`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    edited(&call).await
}

/// `PATCH /api/v1/profile`
pub(crate) async fn update(call: Call) -> Result<Reply> {
    call.api.app.change_profile(call.me()?, changes(&call.params)?).await?;
    edited(&call).await
}

/// `DELETE /api/v1/profile/avatar`
pub(crate) async fn delete_avatar(call: Call) -> Result<Reply> {
    let none = ProfileChanges { remove_avatar: true, avatar_alt: Some(String::new()), ..Default::default() };
    call.api.app.change_profile(call.me()?, none).await?;
    own(&call).await
}

/// `DELETE /api/v1/profile/header`
pub(crate) async fn delete_header(call: Call) -> Result<Reply> {
    let none = ProfileChanges { remove_header: true, header_alt: Some(String::new()), ..Default::default() };
    call.api.app.change_profile(call.me()?, none).await?;
    own(&call).await
}

async fn edited(call: &Call) -> Result<Reply> {
    let account = call.api.app.account(call.me()?.account).await?;
    let mut value = profile(call.api.app.config(), &account);
    value["featured_tags"] = featured_values(call, &account).await?;
    Reply::json(&value)
}
