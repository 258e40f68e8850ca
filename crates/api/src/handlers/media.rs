//! Uploads.

use crate::call::Call;
use crate::entities::media::attachment;
use crate::error::{Error, Result};
use crate::params::Params;
use crate::reply::Reply;
use axum::http::StatusCode;
use model::{Focus, Media, MediaDetails};

/// `POST /api/v2/media` and `POST /api/v1/media`
pub(crate) async fn create(call: Call) -> Result<Reply> {
    let file =
        call.params.file("file").ok_or_else(|| Error::invalid("Validation failed: File can't be blank"))?;
    let media = call.api.app.upload(call.me()?, file.bytes, details(&call.params)).await?;
    let status = if media.ready { StatusCode::OK } else { StatusCode::ACCEPTED };
    Ok(reply(&call, &media)?.status(status))
}

/// `GET /api/v1/media/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let media = call.api.app.own_media(call.me()?, call.path("id")?).await?;
    if media.ready && media.file.is_empty() {
        return Err(Error::invalid("Error processing thumbnail for uploaded media"));
    }
    let status = if media.ready { StatusCode::OK } else { StatusCode::PARTIAL_CONTENT };
    Ok(reply(&call, &media)?.status(status))
}

/// `PUT /api/v1/media/:id`
pub(crate) async fn update(call: Call) -> Result<Reply> {
    let (me, id) = (call.me()?, call.path("id")?);
    let media = call.api.app.describe_media(me, id, details(&call.params)).await?;
    reply(&call, &media)
}

/// `DELETE /api/v1/media/:id`
pub(crate) async fn delete(call: Call) -> Result<Reply> {
    call.api.app.delete_media(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// What is said of a file; `ai_generated` and `sign` are ours.
pub(crate) fn details(params: &Params) -> MediaDetails {
    MediaDetails {
        alt: params.text("description"),
        focus: focus(params),
        ai_generated: params.flag("ai_generated"),
        sign: params.flag("sign"),
    }
}

/// `x,y`, both from −1 to 1.
fn focus(params: &Params) -> Option<Focus> {
    let text = params.filled("focus")?;
    let (x, y) = text.split_once(',')?;
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
            .map(|number| number.clamp(-1.0, 1.0))
    };
    Some(Focus { x: number(x)?, y: number(y)? })
}

fn reply(call: &Call, media: &Media) -> Result<Reply> {
    Reply::json(&attachment(call.api.app.config(), media))
}
