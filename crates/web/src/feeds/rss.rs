//! RSS 2.0, with all files of a post in Media RSS besides.

use super::escape::escape;
use super::gather::{Entry, Feed, File};
use super::moment::http;

pub(super) fn write(feed: &Feed) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n",
    );
    let element = |name: &str, text: &str| format!("<{name}>{}</{name}>\n", escape(text));
    out.push_str(&element("title", &feed.title));
    out.push_str(&element("link", &feed.page));
    out.push_str(&element("description", &feed.description));
    out.push_str(&format!(
        "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n",
        escape(&feed.here)
    ));
    out.push_str(&element("lastBuildDate", &http(feed.updated)));
    out.push_str(&element("generator", &feed.generator));
    out.push_str(&format!(
        "<image>\n{}{}{}</image>\n",
        element("url", &feed.icon),
        element("title", &feed.title),
        element("link", &feed.page)
    ));
    feed.entries.iter().for_each(|entry| item(&mut out, entry));
    out.push_str("</channel>\n</rss>\n");
    out
}

fn item(out: &mut String, entry: &Entry) {
    out.push_str("<item>\n");
    let mut element = |name: &str, text: &str| out.push_str(&format!("<{name}>{}</{name}>\n", escape(text)));
    element("title", &entry.title);
    element("link", &entry.url);
    element("description", &entry.html);
    element("pubDate", &http(entry.published));
    element("dc:creator", &entry.author);
    entry.tags.iter().for_each(|tag| element("category", tag));
    out.push_str(&format!("<guid isPermaLink=\"true\">{}</guid>\n", escape(&entry.url)));
    // Readers expect one enclosure at most; Media RSS names them all.
    if let Some(file) = entry.files.first() {
        let (url, mime) = (escape(&file.url), escape(&file.mime));
        out.push_str(&format!("<enclosure url=\"{url}\" length=\"{}\" type=\"{mime}\"/>\n", file.bytes));
    }
    entry.files.iter().for_each(|file| medium(out, file));
    out.push_str("</item>\n");
}

fn medium(out: &mut String, file: &File) {
    let (url, mime) = (escape(&file.url), escape(&file.mime));
    out.push_str(&format!(
        "<media:content url=\"{url}\" type=\"{mime}\" fileSize=\"{}\" medium=\"{}\">",
        file.bytes, file.medium
    ));
    if !file.alt.is_empty() {
        let alt = escape(&file.alt);
        out.push_str(&format!("<media:description type=\"plain\">{alt}</media:description>"));
    }
    out.push_str("</media:content>\n");
}
