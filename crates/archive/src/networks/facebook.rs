//! Facebook: `posts/your_posts_1.json` and further parts.

use super::meta::{self, MetaMedium};
use super::{Wrapping, each_element, shaped};
use crate::recognise::is_facebook;
use crate::source::{Names, Source};
use crate::{ArchiveError, Audience, Item, Post, Sink, Text, dates};
use serde::Deserialize;
use serde_json::Value;

const POSTS: (Wrapping, &[&str]) = (Wrapping::Json, &["posts", "posts_v2", "status_updates_v2"]);

pub(super) fn read(source: &mut Source, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    let names = source.names();
    let files = source.only().map_or_else(|| names.like(is_facebook), |only| vec![only]);
    for file in files {
        // Addresses of media begin with the folder the posts lie in, or with the one above it.
        let top = ["your_facebook_activity/", "posts/"].map(|folder| meta::top(&file, folder));
        let top = top.into_iter().find(|top| !top.is_empty()).unwrap_or_default();
        each_element(source, &file, POSTS, sink, &mut |_, value, items| entry(value, &names, &top, items))?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct Entry {
    timestamp: i64,
    #[serde(default)]
    data: Vec<Datum>,
    #[serde(default)]
    attachments: Vec<Attachment>,
}

#[derive(Deserialize, Default)]
struct Datum {
    post: Option<String>,
    media: Option<MetaMedium>,
    external_context: Option<Page>,
}

#[derive(Deserialize)]
struct Attachment {
    #[serde(default)]
    data: Vec<Datum>,
}

#[derive(Deserialize)]
struct Page {
    url: Option<String>,
}

fn entry(mut value: Value, names: &Names, top: &str, items: &mut Vec<Item>) -> Result<(), String> {
    meta::repair(&mut value);
    let entry: Entry = shaped(value)?;
    let at = dates::seconds(entry.timestamp).ok_or("its date cannot be read")?;
    let mut text = entry.data.iter().find_map(|datum| datum.post.clone()).unwrap_or_default();
    let (mut media, mut pages) = (Vec::new(), Vec::new());
    for datum in entry.attachments.into_iter().flat_map(|attachment| attachment.data) {
        media.extend(datum.media);
        pages.extend(datum.external_context.and_then(|page| page.url));
    }
    if text.is_empty() {
        // Of a picture alone, what was written stands with the picture.
        text = media
            .iter()
            .map(|medium| &medium.description)
            .find(|text| !text.is_empty())
            .cloned()
            .unwrap_or_default();
    }
    for page in pages.iter().filter(|page| page.starts_with("http")) {
        if !text.contains(page.as_str()) {
            text = format!("{text}\n\n{page}");
        }
    }
    let text = text.trim().to_owned();
    let key = meta::key("facebook", entry.timestamp, &text, &media);
    let media = meta::media(names, top, &media, items);
    if text.is_empty() && media.is_empty() {
        items.push(Item::LeftOut { what: "posts without words and media" });
        return Ok(());
    }
    // The archive does not say who could read it; mostly it was friends.
    let post =
        Post { key, at, text: Text::Plain(text), audience: Audience::Followers, media, ..Post::default() };
    items.push(Item::Post(Box::new(post)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_pages_and_friends() {
        let mut items = Vec::new();
        let value = json!({
            "timestamp": 1_539_202_764, "title": "Ada updated her status.",
            "data": [{ "update_timestamp": 1 }, { "post": "d\u{c3}\u{a9}j\u{c3}\u{a0}" }],
            "attachments": [{ "data": [{ "external_context": { "url": "https://a.example/" } }, { "place": {} }] }],
        });
        entry(value, &Names::default(), "", &mut items).unwrap();
        let [Item::Post(post)] = &items[..] else { panic!("{items:?}") };
        assert_eq!(post.text, Text::Plain("déjà\n\nhttps://a.example/".to_owned()));
        assert_eq!(post.audience, Audience::Followers);
    }
}
