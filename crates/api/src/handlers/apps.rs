//! Client applications.

use crate::call::Call;
use crate::entities;
use crate::error::Result;
use crate::reply::Reply;
use app::{ClientApp, NewApp};
use serde_json::{Value, json};

/// `POST /api/v1/apps`
pub(crate) async fn create(call: Call) -> Result<Reply> {
    let mut uris = call.params.texts("redirect_uris");
    if uris.len() == 1 {
        uris = uris[0].split_whitespace().map(str::to_owned).collect();
    }
    let new = NewApp {
        name: call.params.text("client_name").unwrap_or_default(),
        website: call.params.filled("website"),
        redirect_uris: uris,
        scopes: call.params.text("scopes").unwrap_or_default(),
    };
    let made = call.api.app.register_app(new).await?;
    let mut entity = entity(&call, &made);
    entity["client_id"] = json!(made.client_id);
    entity["client_secret"] = json!(made.client_secret);
    entity["client_secret_expires_at"] = json!(0);
    Reply::json(&entity)
}

/// `GET /api/v1/apps/verify_credentials`
pub(crate) async fn verify_credentials(call: Call) -> Result<Reply> {
    let session = call.session.as_ref().ok_or(app::Error::LoggedOut)?;
    match session.app {
        Some(id) => Reply::json(&entity(&call, &call.api.app.client_app(id).await?)),
        // Tokens made on the command line belong to no app but this program.
        None => Reply::json(&json!({
            "id": "0", "name": "Braise", "website": call.api.app.config().url,
            "scopes": session.scopes.words(), "redirect_uris": [], "redirect_uri": "", "vapid_key": vapid_key(&call),
        })),
    }
}

fn vapid_key(call: &Call) -> String {
    entities::push::server_key(call.api.app.push_key())
}

fn entity(call: &Call, app: &ClientApp) -> Value {
    json!({
        "id": app.id.to_string(),
        "name": app.name,
        "website": app.website,
        "scopes": app.scopes.split_whitespace().collect::<Vec<_>>(),
        "redirect_uris": app.redirect_uris,
        "redirect_uri": app.redirect_uris.join("\n"),
        "vapid_key": vapid_key(call),
    })
}
