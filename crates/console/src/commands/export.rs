//! `braise export`.

use super::{account_named, inside, with_app};
use crate::cli::{ExportFlags, Places};
use crate::out;
use crate::settings::Loaded;
use serde_json::json;

pub fn run(loaded: &Loaded, places: &Places, flags: &ExportFlags) -> anyhow::Result<()> {
    with_app(loaded, |app| async move {
        let account = account_named(&app, &flags.account).await?;
        let written = app.export(account.id, &flags.output).await.map_err(inside)?;
        let folder = flags.output.display().to_string();
        if places.json {
            out::json(&json!({ "output": folder, "files": written.files, "media": written.media }));
        } else {
            out::line(format!(
                "{} files, {} of them pictures, films and sounds, are in {folder}. index.html shows them.",
                written.files, written.media
            ));
        }
        Ok(())
    })
}
