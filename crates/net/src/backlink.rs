//! Whether a page links back to somebody as its own author: `rel="me"` on both sides says that two
//! pages are one person's.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use url::Url;

use crate::preview::head::{attribute, raw};
use crate::preview::page;
use crate::{Egress, NetError};

/// Fetches a page and looks for a link of its author's to one of `targets`.
///
/// The page has to be found on the host that was asked for, over a connection no worse: an address
/// that sends everybody on proves nothing about whoever wrote it down.
pub async fn links_back(egress: &Egress, url: &str, targets: &[String]) -> Result<bool, NetError> {
    let asked = Url::parse(url).map_err(|_| NetError::Address)?;
    let Some((html, found_at)) = page(egress, url).await? else { return Ok(false) };
    Ok(same_house(&asked, &found_at) && says_me(&html, &found_at, targets))
}

fn same_house(asked: &Url, found_at: &Url) -> bool {
    let host = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_owned();
        host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
    };
    host(asked) == host(found_at)
        && (asked.scheme() == found_at.scheme() || found_at.scheme() == "https")
        && (asked.port() == found_at.port() || asked.scheme() != found_at.scheme())
}

/// Whether a page found at an address has such a link.
fn says_me(html: &str, found_at: &Url, targets: &[String]) -> bool {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let found = Found {
        base: found_at.clone(),
        based: false,
        targets: targets.iter().filter_map(|t| plain(t)).collect(),
        yes: false,
    };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(found)), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.borrow().yes
}

struct Found {
    base: Url,
    based: bool,
    targets: Vec<String>,
    yes: bool,
}

struct Sink(RefCell<Found>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
        if tag.kind != TagKind::StartTag {
            return TokenSinkResult::Continue;
        }
        let mut found = self.0.borrow_mut();
        match &*tag.name {
            // The first one counts.
            "base" if !found.based => {
                if let Some(base) = attribute(&tag, "href").and_then(|href| found.base.join(&href).ok()) {
                    (found.base, found.based) = (base, true);
                }
            }
            "a" | "area" | "link" => {
                let rel = attribute(&tag, "rel").unwrap_or_default();
                let me = rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("me"));
                let href = attribute(&tag, "href").filter(|_| me);
                let address = href.and_then(|href| found.base.join(href.trim()).ok());
                found.yes |= address
                    .and_then(|url| plain(url.as_str()))
                    .is_some_and(|url| found.targets.contains(&url));
            }
            _ => {}
        }
        raw(&tag).map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

/// An address as it is compared: names of members do not differ by case, nor does a slash at the end
/// or a place in the page lead elsewhere.
fn plain(address: &str) -> Option<String> {
    let mut url = Url::parse(address).ok()?;
    url.set_fragment(None);
    Some(url.as_str().trim_end_matches('/').to_lowercase())
}

#[cfg(test)]
mod tests;
