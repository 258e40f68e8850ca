//! Our own calls, described for programs.

use crate::call::Call;
use crate::error::Result;
use crate::openapi;
use crate::reply::Reply;

/// `GET /api/braise/v1/openapi.json`
pub(crate) async fn openapi(call: Call) -> Result<Reply> {
    Ok(Reply::value(&openapi::document(call.api.app.config())))
}
