//! `braise token`.

use super::{account_named, inside, with_app};
use crate::cli::{Places, TokenCommand};
use crate::out;
use crate::settings::Loaded;
use serde_json::json;

pub fn run(loaded: &Loaded, places: &Places, command: TokenCommand) -> anyhow::Result<()> {
    let TokenCommand::Create { name, scopes } = command;
    with_app(loaded, |app| async move {
        let account = account_named(&app, &name).await?;
        let token = app.token_for(account.id, &scopes).await.map_err(inside)?;
        if places.json {
            out::json(&json!({ "username": account.username, "scopes": scopes, "token": token }));
        } else {
            out::remark(format!("A token of {} for: {scopes}. It is shown this once.", account.username));
            out::line(token);
        }
        Ok(())
    })
}
