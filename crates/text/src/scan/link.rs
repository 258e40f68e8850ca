//! `http` and `https` addresses.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use url::Url;

use crate::input::is_invisible;

/// Everything that looks like a web address.
///
/// The finder takes any letter beyond ASCII as part of an address, and a space, a quotation mark or a
/// full stop of another script as well; so it is given one stretch without them at a time.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(true);
    let mut found = Vec::new();
    let mut start = 0;
    for stretch in text.split(ends_address) {
        let links = finder.links(stretch).filter(|link| has_web_scheme(link.as_str()));
        found.extend(links.map(|link| start + link.start()..start + link.end()));
        start += stretch.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// Whether the address can be shown as a link: it parses, has a host, and hides none. What stands
/// before an `@` looks like the host and is not, so such addresses stay text.
pub(crate) fn is_linkable(address: &str) -> bool {
    has_web_scheme(address) && parse(address).is_some()
}

/// The address, if it is one a link may lead to.
pub(crate) fn parse(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    (matches!(url.scheme(), "http" | "https") && url.has_host() && plain).then_some(url)
}

fn has_web_scheme(address: &str) -> bool {
    let starts = |scheme: &str| address.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    starts("http://") || starts("https://")
}

fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || is_invisible(c)
        || matches!(c, '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '‹' | '›' | '…')
        || matches!(c, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}')
        || matches!(c, '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF3D}')
        || matches!(c, '\u{FF5B}'..='\u{FF65}')
}
