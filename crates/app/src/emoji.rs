//! Custom emoji: pictures of this server with a name, used in texts as `:name:`.

use crate::views::Observer;
use crate::{App, Emoji, Error, Result};
use model::{Event, Logged};
use parking_lot::RwLock;
use std::collections::HashMap;
use std::sync::Arc;
use text::scan::{Kind, scan};

/// Bytes of an emoji's picture.
const BYTES: usize = 256 * 1024;

/// All emoji, by name.
pub type EmojiMap = Arc<HashMap<String, Emoji>>;

/// The emoji, read once and kept until something of the server changes.
#[derive(Default)]
pub(crate) struct Kept(RwLock<(u64, Option<EmojiMap>)>);

impl Observer for Kept {
    fn observe(&self, logged: &Logged) {
        if logged.event == Event::ServerChanged {
            let mut kept = self.0.write();
            *kept = (kept.0 + 1, None);
        }
    }
}

impl App {
    /// All emoji, by name.
    pub async fn emoji_map(&self) -> Result<EmojiMap> {
        let kept = &self.inner.emoji.0;
        let change = {
            let kept = kept.read();
            if let Some(map) = &kept.1 {
                return Ok(Arc::clone(map));
            }
            kept.0
        };
        let all = self.emojis().await?;
        let map: EmojiMap = Arc::new(all.into_iter().map(|emoji| (emoji.shortcode.clone(), emoji)).collect());
        let mut kept = kept.write();
        if kept.0 == change {
            kept.1 = Some(Arc::clone(&map));
        }
        Ok(map)
    }

    /// Adds an emoji, or replaces the picture of one.
    pub async fn add_emoji(
        &self,
        shortcode: &str,
        picture: Vec<u8>,
        category: Option<String>,
    ) -> Result<Emoji> {
        let good = (2..=50).contains(&shortcode.len())
            && shortcode.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !good {
            return Err(Error::invalid("An emoji's name is 2 to 50 letters, digits and underscores"));
        }
        if picture.len() > BYTES {
            return Err(Error::invalid(format!("An emoji's picture is at most {} KB", BYTES / 1024)));
        }
        let decoded = self.decode(picture, media::picture).await?;
        let emoji = Emoji {
            shortcode: shortcode.to_owned(),
            file: self.keep_file("emoji", "", &decoded.original).await?,
            still: self.keep_file("emoji", "-still", &decoded.small).await?,
            category,
            listed: true,
        };
        let (kept, now) = (emoji.clone(), self.now());
        self.write(move |tx| {
            Box::pin(async move {
                store::board::put_emoji(tx, &kept).await?;
                tx.log(now, Event::ServerChanged);
                Ok(())
            })
        })
        .await?;
        Ok(emoji)
    }

    /// Takes an emoji away; texts that use it show its name again.
    pub async fn remove_emoji(&self, shortcode: &str) -> Result<()> {
        let (shortcode, now) = (shortcode.to_owned(), self.now());
        self.write(move |tx| {
            Box::pin(async move {
                if !store::board::remove_emoji(tx, &shortcode).await? {
                    return Err(Error::NotFound);
                }
                tx.log(now, Event::ServerChanged);
                Ok(())
            })
        })
        .await
    }
}

/// The emoji that stand in texts, each once, in order.
pub fn emoji_in<'e>(all: &'e HashMap<String, Emoji>, texts: &[&str]) -> Vec<&'e Emoji> {
    let mut found: Vec<&Emoji> = Vec::new();
    if all.is_empty() {
        return found;
    }
    for text in texts.iter().filter(|text| text.contains(':')) {
        for entity in scan(text) {
            let Kind::Emoji(name) = entity.kind else { continue };
            if let Some(emoji) = all.get(name).filter(|emoji| !found.contains(emoji)) {
                found.push(emoji);
            }
        }
    }
    found
}

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmojiPiece<'t, 'e> {
    /// What stands as it is written.
    Words(&'t str),
    /// A picture in the place of its name.
    Emoji(&'e Emoji),
}

/// A text taken apart where emoji stand in it.
pub fn emoji_pieces<'t, 'e>(all: &'e HashMap<String, Emoji>, text: &'t str) -> Vec<EmojiPiece<'t, 'e>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let entities = if all.is_empty() || !text.contains(':') { Vec::new() } else { scan(text) };
    for entity in entities {
        let Kind::Emoji(name) = entity.kind else { continue };
        let Some(emoji) = all.get(name) else { continue };
        if from < entity.range.start {
            pieces.push(EmojiPiece::Words(&text[from..entity.range.start]));
        }
        pieces.push(EmojiPiece::Emoji(emoji));
        from = entity.range.end;
    }
    if from < text.len() {
        pieces.push(EmojiPiece::Words(&text[from..]));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart_where_known_emoji_stand() {
        let blob = Emoji {
            shortcode: "blob".to_owned(),
            file: String::new(),
            still: String::new(),
            category: None,
            listed: true,
        };
        let all = HashMap::from([("blob".to_owned(), blob.clone())]);
        let words = EmojiPiece::Words;
        let emoji = EmojiPiece::Emoji(&blob);
        for (text, pieces) in [
            ("", vec![]),
            ("no colon", vec![words("no colon")]),
            (":blob:", vec![emoji]),
            ("a :blob: b", vec![words("a "), emoji, words(" b")]),
            (":blob: :other: 12:30:45", vec![emoji, words(" :other: 12:30:45")]),
            ("https://a.example/:blob:", vec![words("https://a.example/:blob:")]),
        ] {
            assert_eq!(emoji_pieces(&all, text), pieces, "{text}");
        }
    }
}
