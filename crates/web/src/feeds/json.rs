//! JSON Feed 1.1.

use super::gather::{Entry, Feed, File};
use serde_json::{Value, json};

pub(super) fn write(feed: &Feed) -> String {
    let items: Vec<Value> = feed.entries.iter().map(item).collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.page,
        "feed_url": feed.here,
        "icon": feed.icon,
        "items": items,
    });
    feed.to_string()
}

fn item(entry: &Entry) -> Value {
    let files: Vec<Value> = entry.files.iter().map(attachment).collect();
    let mut item = json!({
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": entry.published.iso(),
        "date_modified": entry.updated.iso(),
        "authors": [{ "name": entry.author, "url": entry.author_page }],
        "tags": entry.tags,
        "attachments": files,
    });
    if let (Some(language), Value::Object(item)) = (&entry.language, &mut item) {
        item.insert("language".to_owned(), json!(language));
    }
    item
}

fn attachment(file: &File) -> Value {
    let mut attachment = json!({ "url": file.url, "mime_type": file.mime, "size_in_bytes": file.bytes });
    if let Value::Object(fields) = &mut attachment {
        if !file.alt.is_empty() {
            fields.insert("title".to_owned(), json!(file.alt));
        }
        if file.seconds > 0.0 {
            fields.insert("duration_in_seconds".to_owned(), json!(file.seconds));
        }
    }
    attachment
}
