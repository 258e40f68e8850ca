//! Whom a note names: its tags say who that is, and the links of its text where their pages lie.

use crate::Mentioned;
use serde_json::Value;

/// Names that are read of a post; more than any server lets one have.
const MOST: usize = 100;
/// Characters of a name or an address.
const LONG: usize = 500;

/// Reads the tags of a note. A tag of no use is passed over: the text is what counts.
pub(super) fn mentioned(tags: &Value, html: &str) -> Vec<Mentioned> {
    let one = std::slice::from_ref(tags);
    let tags = tags.as_array().map_or(one, Vec::as_slice).iter();
    let pages: Vec<(&str, String)> = links(html).collect();
    let mut all: Vec<Mentioned> = Vec::new();
    for tag in tags.filter(|tag| tag["type"] == "Mention").take(MOST) {
        let Some(one) = read(tag, &pages) else { continue };
        if !all.iter().any(|other| other.name == one.name) {
            all.push(one);
        }
    }
    all
}

fn read(tag: &Value, pages: &[(&str, String)]) -> Option<Mentioned> {
    let address = web(tag["href"].as_str()?)?;
    let written = tag["name"].as_str()?.trim_start_matches('@');
    let (user, server) = match written.split_once('@') {
        Some((user, server)) => (user, server),
        // Some servers leave out their own name.
        None => (written, host(address)),
    };
    let plain =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "_.-:".contains(c));
    let name = format!("{user}@{server}");
    if !plain(user) || !plain(server) || name.chars().count() > LONG {
        return None;
    }
    let of = |page: &&(&str, String)| page.1.eq_ignore_ascii_case(user) && host(page.0) == host(address);
    let page = pages.iter().find(of).map_or(address, |page| page.0);
    Some(Mentioned { name, address: address.to_owned(), page: page.replace("&amp;", "&") })
}

fn web(address: &str) -> Option<&str> {
    let known = address.starts_with("https://") || address.starts_with("http://");
    (known && address.len() <= LONG && !address.chars().any(|c| c.is_whitespace() || c.is_control()))
        .then_some(address)
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default()
}

/// The links of names: where they lead, and the name without its server.
fn links(html: &str) -> impl Iterator<Item = (&str, String)> {
    html.split("<a ").skip(1).take(MOST).filter_map(|link| {
        let (attributes, rest) = link.split_once('>')?;
        let href = attributes.split_once("href=\"")?.1.split('"').next()?;
        let shown = rest.split_once("</a>").map_or(rest, |(shown, _)| shown);
        let plain: String =
            shown.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        let name = plain.trim().strip_prefix('@')?.split('@').next()?.to_owned();
        Some((web(href)?, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TEXT: &str = "<p><span class=\"h-card\"><a href=\"https://b.example/@bo\" class=\"u-url mention\">@<span>bo</span></a></span> \
        and <a href=\"https://c.example/bo\">@bo@c.example</a></p>";

    #[test]
    fn tags_say_who_and_links_where() {
        let tags = json!([
            { "type": "Mention", "href": "https://b.example/users/bo", "name": "@bo@b.example" },
            { "type": "Mention", "href": "https://c.example/u/7", "name": "@bo@c.example" },
            { "type": "Mention", "href": "https://d.example/users/di", "name": "di" },
            { "type": "Hashtag", "href": "https://b.example/tags/x", "name": "#x" },
        ]);
        let found = mentioned(&tags, TEXT);
        let told: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.page.as_str())).collect();
        assert_eq!(
            told,
            [
                ("bo@b.example", "https://b.example/@bo"),
                ("bo@c.example", "https://c.example/bo"),
                ("di@d.example", "https://d.example/users/di"),
            ]
        );
    }

    #[test]
    fn what_is_no_name_is_passed_over() {
        let tags = json!([
            { "type": "Mention", "href": "javascript:alert(1)", "name": "@bo@b.example" },
            { "type": "Mention", "href": "https://b.example/\" x", "name": "@bo@b.example" },
            { "type": "Mention", "href": "https://b.example/bo", "name": "@<b>@b.example" },
            { "type": "Mention", "name": "@bo" }, 7, null,
        ]);
        assert_eq!(mentioned(&tags, "<a href=\"x"), []);
        assert_eq!(mentioned(&Value::Null, ""), []);
    }
}
