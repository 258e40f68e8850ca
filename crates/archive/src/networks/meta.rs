//! What the archives of Instagram, Threads and Facebook have in common.

use super::not_understood;
use crate::source::Names;
use crate::{Item, Medium};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Their texts are UTF-8 whose bytes were taken for characters and written one by one. Undone in the
/// whole value, and only where it can have been so.
pub(super) fn repair(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(repaired) = repaired(text) {
                *text = repaired;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(repair),
        Value::Object(members) => members.values_mut().for_each(repair),
        _ => {}
    }
}

fn repaired(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|sign| u8::try_from(u32::from(sign)).ok()).collect();
    String::from_utf8(bytes?).ok()
}

/// A medium as their files describe it. Where it was taken and from which address it was sent is
/// never looked at.
#[derive(Deserialize, Default)]
pub(super) struct MetaMedium {
    #[serde(default)]
    pub(super) uri: String,
    pub(super) creation_timestamp: Option<i64>,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) description: String,
}

/// Where the archive's own folders begin, which is where addresses of media are counted from.
pub(super) fn top(file: &str, folder: &str) -> String {
    file.find(folder).map_or_else(String::new, |at| file[..at].to_owned())
}

/// The media that are in the archive; the others are told of.
pub(super) fn media(names: &Names, top: &str, all: &[MetaMedium], items: &mut Vec<Item>) -> Vec<Medium> {
    let mut found = Vec::new();
    for medium in all.iter().filter(|medium| !medium.uri.is_empty()) {
        let entry = [format!("{top}{}", medium.uri), medium.uri.clone()];
        match entry.into_iter().find(|entry| names.has(entry)) {
            Some(entry) => found.push(Medium { entry, ..Medium::default() }),
            None => items.push(not_understood(
                medium.uri.chars().take(120).collect::<String>(),
                "the file of a picture or film is not in the archive",
            )),
        }
    }
    found
}

/// Their posts have no number in the archive. What does not change about one is when it was written
/// and what is in it.
pub(super) fn key(network: &str, at: i64, text: &str, media: &[MetaMedium]) -> String {
    let mut hash = Sha256::new();
    hash.update(text.as_bytes());
    for medium in media {
        hash.update([0]);
        // The name alone: the folders before it change from one archive to the next.
        hash.update(medium.uri.rsplit('/').next().unwrap_or_default().as_bytes());
    }
    let hash: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{network}:{at}-{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_repaired_where_they_were_broken() {
        for (broken, whole) in [
            ("Tobias L\u{c3}\u{b8}ye", "Tobias Løye"),
            ("d\u{c3}\u{a9}j\u{c3}\u{a0} vu", "déjà vu"),
            ("\u{f0}\u{9f}\u{94}\u{a5}", "🔥"),
            // Not broken: not all of it could be a byte, or the bytes are no UTF-8.
            ("déjà vu", "déjà vu"),
            ("Ω\u{c3}\u{a9}", "Ω\u{c3}\u{a9}"),
            ("plain", "plain"),
        ] {
            let mut value = json!({ "deep": [broken] });
            repair(&mut value);
            assert_eq!(value["deep"][0], whole);
        }
    }

    #[test]
    fn a_post_keeps_its_key_when_folders_are_renamed() {
        let medium = |uri: &str| [MetaMedium { uri: uri.to_owned(), ..MetaMedium::default() }];
        let one = key("instagram", 5, "hi", &medium("media/posts/202301/a.jpg"));
        assert_eq!(one, key("instagram", 5, "hi", &medium("other/a.jpg")));
        assert_ne!(one, key("instagram", 5, "hi", &medium("other/b.jpg")));
        assert_ne!(one, key("instagram", 5, "ho", &medium("other/a.jpg")));
    }
}
