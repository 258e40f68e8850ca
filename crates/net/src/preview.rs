//! What a page says about itself, for the card under a post that links to it.
//!
//! Only words and addresses are taken. HTML that a page offers for embedding is not: a card is drawn
//! by us, and nothing of the page runs in it.

mod clean;
mod decode;
pub(crate) mod head;

use url::Url;

use crate::{Egress, NetError, Request};
use head::Head;

/// Bytes read of a page; what it says about itself stands at its beginning.
const PAGE_BYTES: usize = 1024 * 1024;
/// Characters kept of a title, a name or a short text.
const SHORT: usize = 255;
/// Characters kept of a description.
const LONG: usize = 500;

/// A page's own account of itself, cleaned and cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The page's address: where it was found, or another on the same host that it prefers.
    pub url: String,
    /// Its title.
    pub title: String,
    /// What it is about; empty if it doesn't say.
    pub description: String,
    /// Its picture.
    pub image: Option<CardImage>,
    /// The site's name, or its host.
    pub site_name: String,
    /// The site's front page.
    pub site_url: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// The writer's page.
    pub author_url: Option<String>,
    /// The writer's account on this kind of network, as the page writes it.
    pub author_handle: Option<String>,
    /// What kind of page it says it is, such as `article`.
    pub kind: Option<String>,
    /// Its language, as an ISO 639 code.
    pub language: Option<String>,
    /// When it says it was published, in milliseconds since 1970.
    pub published_at: Option<i64>,
}

/// The picture of a card, as the page describes it; nothing of it has been fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardImage {
    /// Its address.
    pub url: String,
    /// Its width in pixels, if said.
    pub width: Option<u32>,
    /// Its height in pixels, if said.
    pub height: Option<u32>,
    /// What it shows, for those who don't see it.
    pub alt: Option<String>,
}

/// Fetches a page and reads its card. There is none if the address holds no page, or one without a title.
pub async fn preview(egress: &Egress, url: &str) -> Result<Option<Card>, NetError> {
    Ok(page(egress, url).await?.and_then(|(html, found_at)| card(&html, &found_at)))
}

/// Fetches the beginning of a page: its text, and where it was found. There is none if the address
/// holds no page.
pub(crate) async fn page(egress: &Egress, url: &str) -> Result<Option<(String, Url)>, NetError> {
    let request = Request::get(url, PAGE_BYTES).cut().accept("text/html, application/xhtml+xml;q=0.9")?;
    let fetched = egress.send(request).await?;
    let is_page = matches!(fetched.media_type().as_str(), "text/html" | "application/xhtml+xml");
    if !fetched.status.is_success() || !is_page {
        return Ok(None);
    }
    let html = decode::text(&fetched.bytes, fetched.parameter("charset")).into_owned();
    Ok(Some((html, fetched.final_url)))
}

/// The card of a page found at an address.
pub fn card(html: &str, found_at: &Url) -> Option<Card> {
    let head = head::read(html);
    let base =
        head.base.as_deref().and_then(|base| found_at.join(base).ok()).unwrap_or_else(|| found_at.clone());
    let text = |names: &[&str], most| names.iter().find_map(|name| clean::text(head.meta(name)?, most));
    let address = |names: &[&str]| names.iter().find_map(|name| clean::address(head.meta(name)?, &base));

    let title =
        text(&["og:title", "twitter:title"], SHORT).or_else(|| clean::text(head.title.as_deref()?, SHORT))?;
    let byline = text(&["author", "article:author", "og:article:author", "twitter:creator"], SHORT);
    Some(Card {
        url: canonical(&head, &base, found_at),
        title,
        description: text(&["og:description", "twitter:description", "description"], LONG)
            .unwrap_or_default(),
        image: image(&head, &base),
        site_name: text(&["og:site_name", "application-name"], SHORT).unwrap_or_else(|| host(found_at)),
        site_url: found_at.origin().ascii_serialization(),
        author: byline.filter(|name| !name.contains("://")),
        author_url: address(&["article:author", "og:article:author"]),
        author_handle: text(&["fediverse:creator"], SHORT),
        kind: text(&["og:type"], 50),
        language: head.language.as_deref().or_else(|| head.meta("og:locale")).and_then(clean::language),
        published_at: ["article:published_time", "og:article:published_time", "date"]
            .iter()
            .find_map(|name| clean::time(head.meta(name)?)),
    })
}

/// The address a page prefers. Only its own host's: otherwise any page could show another's name
/// above its own words.
fn canonical(head: &Head, base: &Url, found_at: &Url) -> String {
    [head.canonical.as_deref(), head.meta("og:url")]
        .into_iter()
        .flatten()
        .filter_map(|address| base.join(address).ok())
        .find(|url| {
            url.origin() == found_at.origin() && url.username().is_empty() && url.password().is_none()
        })
        .unwrap_or_else(|| found_at.clone())
        .into()
}

fn image(head: &Head, base: &Url) -> Option<CardImage> {
    let names = ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"];
    let url = names.iter().find_map(|name| clean::address(head.meta(name)?, base))?;
    let side = |name| head.meta(name)?.trim().parse().ok().filter(|side| (1..=100_000).contains(side));
    let alt =
        ["og:image:alt", "twitter:image:alt"].iter().find_map(|name| clean::text(head.meta(name)?, LONG));
    Some(CardImage { url, width: side("og:image:width"), height: side("og:image:height"), alt })
}

fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

#[cfg(test)]
mod tests;
