//! Which HTML may stand in a post.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// What we write ourselves, held to what we mean to write.
pub(crate) fn own(html: &str) -> String {
    close_breaks(&OWN.clean(html).to_string())
}

/// What we wrote once and somebody else may have changed since: held to what we mean to write, whoever
/// wrote it.
pub fn again(html: &str) -> String {
    if html.matches('<').nth(MOST_TAGS).is_some() { remote(html) } else { own(html) }
}

/// What another server wrote: the same elements, with links that say nothing about our reader.
///
/// A document of more tags than any person writes is taken as the words in it: the time to build a
/// tree can grow with the square of its depth.
pub fn remote(html: &str) -> String {
    if html.matches('<').nth(MOST_TAGS).is_some() {
        return remote(&escaped_words(html));
    }
    close_breaks(&REMOTE.clean(html).to_string())
}

const MOST_TAGS: usize = 4_000;

const ELEMENTS: [&str; 19] = [
    "p",
    "br",
    "span",
    "a",
    "del",
    "s",
    "pre",
    "blockquote",
    "code",
    "b",
    "strong",
    "u",
    "i",
    "em",
    "ul",
    "ol",
    "li",
    "ruby",
    "rt",
];

static OWN: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut policy = base();
    policy.link_rel(None).add_tag_attributes("a", ["target", "rel"]);
    policy
});

static REMOTE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut policy = base();
    policy
        .link_rel(Some("nofollow noopener noreferrer"))
        .set_tag_attribute_value("a", "target", "_blank")
        .add_tag_attributes("ol", ["start", "reversed"])
        .add_tag_attributes("li", ["value"]);
    policy
});

fn base() -> Builder<'static> {
    let mut policy = Builder::empty();
    policy
        .tags(HashSet::from(ELEMENTS))
        .clean_content_tags(HashSet::from(["script", "style", "title", "template", "iframe", "noscript"]))
        .add_tag_attributes("a", ["href", "class", "translate"])
        .add_tag_attributes("span", ["class", "translate"])
        .url_schemes(HashSet::from(["http", "https"]))
        .url_relative(UrlRelative::Deny)
        .attribute_filter(|_, attribute, value| match attribute {
            "class" => Some(Cow::Owned(known_classes(value))),
            "translate" => (value == "no").then_some(Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        });
    policy
}

/// Classes with a meaning between servers; any other could borrow the look of our pages.
fn known_classes(value: &str) -> String {
    let known = |class: &&str| {
        matches!(*class, "mention" | "hashtag" | "ellipsis" | "invisible" | "quote-inline")
            || ["h-", "p-", "u-", "dt-", "e-"].iter().any(|prefix| class.starts_with(prefix))
    };
    value.split_ascii_whitespace().filter(known).collect::<Vec<_>>().join(" ")
}

/// The words of a document, which as HTML have no tags.
fn escaped_words(html: &str) -> String {
    format!("<p>{}</p>", crate::clean::text(html).replace('&', "&amp;").replace('<', "&lt;"))
}

/// `<br>` as Mastodon writes it; clients compare. A bare `<` occurs in no text and no attribute here.
fn close_breaks(html: &str) -> String {
    html.replace("<br>", "<br />")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_again_is_cleaned_and_else_the_same() {
        let ours = "<p>see <a href=\"https://a.example/\" rel=\"nofollow noopener noreferrer\" translate=\"no\">a</a><br />b</p>";
        assert_eq!(again(&own(ours)), own(ours));
        assert_eq!(
            again("<p onclick=x>a<script>b</script><a href='javascript:x'>c</a></p>"),
            own("<p>a<a>c</a></p>")
        );
        assert!(!again(&"<b><i>".repeat(9_000)).contains("<b>"));
    }

    #[test]
    fn scripts_styles_and_handlers_go() {
        assert_eq!(remote("<p onclick=x style=y>a<script>b</script><img src=x onerror=y></p>"), "<p>a</p>");
        assert_eq!(remote("<svg><style><img src=x></style></svg>"), "");
        assert_eq!(remote("<h1>a</h1>"), "a");
    }

    #[test]
    fn links_lead_to_the_web_only() {
        assert_eq!(
            remote("<a href=\"javascript:x\">a</a>"),
            "<a target=\"_blank\" rel=\"nofollow noopener noreferrer\">a</a>"
        );
        assert!(!remote("<a href=\"/local\">a</a>").contains("href"));
        assert!(remote("<a href=\"https://a.example\">a</a>").contains("href=\"https://a.example\""));
    }

    #[test]
    fn only_shared_classes_remain() {
        assert_eq!(remote("<span class=\"h-card btn danger\">a</span>"), "<span class=\"h-card\">a</span>");
    }

    #[test]
    fn breaks_are_closed_once_and_cleaning_is_stable() {
        let html = remote("<p>a<br>b<br/>&lt;br&gt;</p>");
        assert_eq!(html, "<p>a<br />b<br />&lt;br&gt;</p>");
        assert_eq!(remote(&html), html);
    }

    #[test]
    fn a_deep_document_is_survived() {
        assert_eq!(remote(&("<ul><li>".repeat(50_000) + "a &lt;b&gt;")), "<p>a &lt;b&gt;</p>");
        remote(&"<a><p><b>".repeat(1_000));
    }
}
