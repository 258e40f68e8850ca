//! Custom emoji.

use app::{Config, Emoji, EmojiMap, emoji_in};
use serde_json::{Value, json};

/// An emoji.
pub(crate) fn emoji(config: &Config, emoji: &Emoji) -> Value {
    json!({
        "shortcode": emoji.shortcode,
        "url": config.media_url(&emoji.file),
        "static_url": config.media_url(&emoji.still),
        "visible_in_picker": emoji.listed,
        "category": emoji.category,
    })
}

/// The emoji that stand in texts.
pub(crate) fn emojis_in(config: &Config, all: &EmojiMap, texts: &[&str]) -> Vec<Value> {
    emoji_in(all, texts).into_iter().map(|found| emoji(config, found)).collect()
}
