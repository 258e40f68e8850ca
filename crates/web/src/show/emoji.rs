//! What members wrote, with the emoji of this server in the place of their names.

use app::{Emoji, EmojiMap, EmojiPiece, emoji_pieces};
use askama::filters::{Html, HtmlSafe, escape};
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

/// Plain words: escaped as they are printed.
pub(crate) struct Words<'t> {
    pub(crate) text: Cow<'t, str>,
    pub(crate) emoji: &'t EmojiMap,
}

/// Our own sanitized HTML: only what stands between its tags is looked at.
pub(crate) struct Markup<'t> {
    pub(crate) html: &'t str,
    pub(crate) emoji: &'t EmojiMap,
}

impl HtmlSafe for Words<'_> {}
impl HtmlSafe for Markup<'_> {}

impl Display for Words<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for piece in emoji_pieces(self.emoji, &self.text) {
            match piece {
                EmojiPiece::Words(words) => match escape(words, Html) {
                    Ok(escaped) => escaped.fmt(f)?,
                    Err(never) => match never {},
                },
                EmojiPiece::Emoji(emoji) => picture(emoji, f)?,
            }
        }
        Ok(())
    }
}

/// Elements whose words stay as they are: addresses and code.
const AS_WRITTEN: [&str; 3] = ["a", "code", "pre"];

impl Display for Markup<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.emoji.is_empty() || !self.html.contains(':') {
            return f.write_str(self.html);
        }
        let (mut rest, mut within) = (self.html, 0_usize);
        while let Some((words, tagged)) = rest.split_once('<') {
            between(words, within > 0, self.emoji, f)?;
            let (tag, after) = tagged.split_once('>').unwrap_or((tagged, ""));
            write!(f, "<{tag}>")?;
            let closes = tag.starts_with('/');
            let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
            if AS_WRITTEN.contains(&name) {
                within = if closes { within.saturating_sub(1) } else { within + 1 };
            }
            rest = after;
        }
        between(rest, within > 0, self.emoji, f)
    }
}

/// Words between two tags, which are escaped already.
fn between(words: &str, as_written: bool, emoji: &EmojiMap, f: &mut Formatter<'_>) -> fmt::Result {
    if as_written {
        return f.write_str(words);
    }
    for piece in emoji_pieces(emoji, words) {
        match piece {
            EmojiPiece::Words(words) => f.write_str(words)?,
            EmojiPiece::Emoji(emoji) => picture(emoji, f)?,
        }
    }
    Ok(())
}

/// The picture of an emoji; one that moves stands still for those who asked for that. Its name is
/// letters, digits and underscores, and so are the names of its files.
fn picture(emoji: &Emoji, f: &mut Formatter<'_>) -> fmt::Result {
    let Emoji { shortcode: name, file, still, .. } = emoji;
    // What moves is kept as GIF; what stands still never is.
    let moves = file.ends_with(".gif") && !still.is_empty();
    if moves {
        write!(f, "<picture><source srcset=\"/media/{still}\" media=\"(prefers-reduced-motion: reduce)\">")?;
    }
    write!(
        f,
        "<img class=\"emoji\" src=\"/media/{file}\" alt=\":{name}:\" title=\":{name}:\" width=\"20\" height=\"20\" loading=\"lazy\">"
    )?;
    if moves { f.write_str("</picture>") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn known() -> EmojiMap {
        let one = |shortcode: &str, file: &str| Emoji {
            shortcode: shortcode.to_owned(),
            file: file.to_owned(),
            still: "emoji/s.png".to_owned(),
            category: None,
            listed: true,
        };
        let all = [one("blob", "emoji/b.png"), one("dance", "emoji/d.gif")];
        Arc::new(all.into_iter().map(|emoji| (emoji.shortcode.clone(), emoji)).collect())
    }

    const BLOB: &str = "<img class=\"emoji\" src=\"/media/emoji/b.png\" alt=\":blob:\" title=\":blob:\" width=\"20\" height=\"20\" loading=\"lazy\">";

    #[test]
    fn words_are_escaped_around_pictures() {
        let emoji = known();
        let words = |text: &'static str| Words { text: text.into(), emoji: &emoji }.to_string();
        assert_eq!(words("<b> :blob: &"), format!("&#60;b&#62; {BLOB} &#38;"));
        assert_eq!(words(":none: 10:30:10"), ":none: 10:30:10");
        let none = EmojiMap::default();
        assert_eq!(Words { text: ":blob: <".into(), emoji: &none }.to_string(), ":blob: &#60;");
    }

    #[test]
    fn addresses_code_and_attributes_stay_as_they_are() {
        let emoji = known();
        let html = |html| Markup { html, emoji: &emoji }.to_string();
        assert_eq!(html("<p>Hi :blob:&amp;</p>"), format!("<p>Hi {BLOB}&amp;</p>"));
        for same in [
            "<p title=\":blob:\">x</p>",
            "<a href=\"https://a.example/:blob:\"><span>a.example/ :blob: </span></a>",
            "<pre><code> :blob: </code></pre>",
            "no tags, no emoji: 1",
        ] {
            assert_eq!(html(same), same);
        }
        assert_eq!(html("<code>:blob:</code> :blob:"), format!("<code>:blob:</code> {BLOB}"));
    }

    #[test]
    fn what_moves_stands_still_for_those_who_asked() {
        let emoji = known();
        let seen = Words { text: ":dance:".into(), emoji: &emoji }.to_string();
        assert!(seen.starts_with(
            "<picture><source srcset=\"/media/emoji/s.png\" media=\"(prefers-reduced-motion: reduce)\"><img"
        ));
        assert!(seen.contains("/media/emoji/d.gif") && seen.ends_with("</picture>"));
    }
}
