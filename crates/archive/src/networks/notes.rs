//! The long posts of X. Its archive holds how each begins among the posts, and the whole text in a script
//! of its own, under another number: what belongs together is told by moment and beginning.

use super::x::{SCRIPT, part_of, unescape};
use super::{each_element, shaped};
use crate::source::Source;
use crate::{ArchiveError, Sink, dates};
use model::Time;
use serde::Deserialize;
use std::collections::HashMap;

/// Signs of a beginning by which texts are looked up.
const START: usize = 32;
/// Bytes of texts that are held; the posts beyond stay as they begin.
const HELD: usize = 64 << 20;
/// Between the moments of a text and its post.
const APART: i64 = 120_000;

#[derive(Deserialize)]
struct Wrapped {
    #[serde(rename = "noteTweet")]
    note: Note,
}

#[derive(Deserialize)]
struct Note {
    #[serde(rename = "createdAt")]
    created_at: String,
    core: Core,
}

#[derive(Deserialize)]
struct Core {
    text: String,
    #[serde(default)]
    urls: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    #[serde(rename = "shortUrl", default)]
    short: String,
    #[serde(rename = "expandedUrl", default)]
    long: String,
}

/// The long texts, by how they begin.
#[derive(Default)]
pub(super) struct Notes {
    texts: HashMap<String, Vec<(Time, String)>>,
    held: usize,
}

impl Notes {
    pub(super) fn read(source: &mut Source, sink: &mut Sink<'_>) -> Result<Self, ArchiveError> {
        let mut notes = Self::default();
        for file in source.names().like(|name| part_of(name, "note-tweet")) {
            each_element(source, &file, SCRIPT, sink, &mut |_, value, _| {
                let Note { created_at, core } = shaped::<Wrapped>(value)?.note;
                notes.put(dates::iso(&created_at).ok_or("its date cannot be read")?, core);
                Ok(())
            })?;
        }
        Ok(notes)
    }

    fn put(&mut self, at: Time, core: Core) {
        let Core { text, urls } = core;
        if self.held + text.len() > HELD {
            return;
        }
        self.held += text.len();
        let start = unescape(&text).chars().take(START).collect();
        let known = urls.iter().filter(|link| !link.short.is_empty() && !link.long.is_empty());
        let text = known.fold(unescape(&text), |text, link| text.replace(&link.short, &link.long));
        self.texts.entry(start).or_default().push((at, text));
    }

    /// The whole text of a post that begins so, with its mark-up taken away.
    pub(super) fn whole(&self, begins: &str, at: Time) -> Option<&str> {
        let begins = unescape(begins);
        // Where it was cut, three dots and a link to the rest stand.
        let (begins, rest) = begins.rsplit_once('…')?;
        if !rest.trim().is_empty() && !rest.trim().starts_with("https://t.co/") {
            return None;
        }
        let start: String = begins.chars().take(START).collect();
        let near = |then: &Time| (then.millis() - at.millis()).abs() <= APART;
        // Links in it are long already, so no more of it is compared than up to the first.
        let same = begins.split("https://").next().unwrap_or_default().trim_end();
        let found = self.texts.get(&start)?.iter().find(|(then, text)| near(then) && text.starts_with(same));
        found.map(|(_, text)| text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_found_by_its_moment_and_beginning() {
        let mut notes = Notes::default();
        let at = Time::from_millis(1_700_000_000_000);
        let long =
            format!("It began &lt;quietly&gt;, as {} and https://t.co/a then", "things do ".repeat(60));
        let link = Link { short: "https://t.co/a".to_owned(), long: "https://a.example/".to_owned() };
        notes.put(at, Core { text: long, urls: vec![link] });
        let begins =
            format!("It began &lt;quietly&gt;, as {}… https://t.co/xyz", "things do ".repeat(20).trim());
        let whole = notes.whole(&begins, Time::from_millis(at.millis() + 900)).unwrap();
        assert!(
            whole.ends_with("https://a.example/ then") && whole.starts_with("It began <quietly>"),
            "{whole}"
        );
        assert_eq!(notes.whole(&begins, Time::from_millis(at.millis() + 900_000)), None, "another day's");
        assert_eq!(
            notes.whole("It began &lt;quietly&gt;, as things go on and on… https://t.co/xyz", at),
            None
        );
        assert_eq!(notes.whole("It began &lt;quietly&gt;, as things do", at), None, "it is whole");
        assert_eq!(notes.whole("and so… it goes", at), None);
    }
}
