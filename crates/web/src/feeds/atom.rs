//! Atom (RFC 4287).

use super::escape::escape;
use super::gather::{Entry, Feed, File};

pub(super) fn write(feed: &Feed) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    let mut element = |name: &str, text: &str| out.push_str(&format!("<{name}>{}</{name}>\n", escape(text)));
    element("id", &feed.here);
    element("title", &feed.title);
    element("subtitle", &feed.description);
    element("updated", &feed.updated.iso());
    element("icon", &feed.icon);
    element("generator", &feed.generator);
    link(&mut out, "self", "application/atom+xml", &feed.here);
    link(&mut out, "alternate", "text/html", &feed.page);
    feed.entries.iter().for_each(|entry| write_entry(&mut out, entry));
    out.push_str("</feed>\n");
    out
}

fn link(out: &mut String, relation: &str, kind: &str, address: &str) {
    let address = escape(address);
    out.push_str(&format!("<link rel=\"{relation}\" type=\"{kind}\" href=\"{address}\"/>\n"));
}

fn write_entry(out: &mut String, entry: &Entry) {
    out.push_str("<entry>\n");
    let mut element = |name: &str, text: &str| out.push_str(&format!("<{name}>{}</{name}>\n", escape(text)));
    element("id", &entry.url);
    element("title", &entry.title);
    element("published", &entry.published.iso());
    element("updated", &entry.updated.iso());
    link(out, "alternate", "text/html", &entry.url);
    let (author, page) = (escape(&entry.author), escape(&entry.author_page));
    out.push_str(&format!("<author><name>{author}</name><uri>{page}</uri></author>\n"));
    let language = entry.language.as_ref().map(|code| format!(" xml:lang=\"{}\"", escape(code)));
    let language = language.unwrap_or_default();
    out.push_str(&format!("<content type=\"html\"{language}>{}</content>\n", escape(&entry.html)));
    for tag in &entry.tags {
        out.push_str(&format!("<category term=\"{}\"/>\n", escape(tag)));
    }
    entry.files.iter().for_each(|file| enclosure(out, file));
    out.push_str("</entry>\n");
}

fn enclosure(out: &mut String, file: &File) {
    let (url, mime, alt) = (escape(&file.url), escape(&file.mime), escape(&file.alt));
    let title = if alt.is_empty() { String::new() } else { format!(" title=\"{alt}\"") };
    let length = file.bytes;
    out.push_str(&format!(
        "<link rel=\"enclosure\" type=\"{mime}\" length=\"{length}\" href=\"{url}\"{title}/>\n"
    ));
}
