//! `braise emoji`.

use super::{inside, with_app};
use crate::cli::{EmojiCommand, Places};
use crate::out;
use crate::settings::Loaded;
use anyhow::Context as _;
use serde_json::json;

pub fn run(loaded: &Loaded, places: &Places, command: EmojiCommand) -> anyhow::Result<()> {
    with_app(loaded, |app| async move {
        match command {
            EmojiCommand::Add { shortcode, file, category } => {
                let picture =
                    std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
                let emoji =
                    app.add_emoji(shortcode.trim_matches(':'), picture, category).await.map_err(inside)?;
                out::remark(format!(":{}: can be used now.", emoji.shortcode));
            }
            EmojiCommand::Remove { shortcode } => {
                app.remove_emoji(shortcode.trim_matches(':')).await.map_err(inside)?;
                out::remark(format!(":{shortcode}: is gone."));
            }
            EmojiCommand::List => {
                for emoji in app.emojis().await.map_err(inside)? {
                    if places.json {
                        out::json(&json!({ "shortcode": emoji.shortcode, "category": emoji.category }));
                    } else {
                        out::line(format!(":{}:", emoji.shortcode));
                    }
                }
            }
        }
        Ok(())
    })
}
