//! The exact HTML clients compare with, and the lists beside it.

use proptest::prelude::*;

use super::*;

/// Knows everybody but `@nobody`.
struct Everyone;

impl Resolve for Everyone {
    fn mention(&self, user: &str, host: Option<&str>) -> Option<MentionTarget> {
        let (url, acct) = match host {
            Some(host) => (format!("https://{host}/@{user}"), format!("{user}@{host}")),
            None => (format!("https://here.example/@{user}"), user.to_owned()),
        };
        (user != "nobody").then(|| MentionTarget { url, username: user.to_owned(), acct })
    }

    fn tag(&self, name: &str) -> String {
        format!("https://here.example/tags/{name}")
    }
}

#[track_caller]
fn plain(input: &str, html: &str) {
    assert_eq!(render(input, Format::Plain, &Everyone).html, html);
}

#[track_caller]
fn markdown(input: &str, html: &str) {
    assert_eq!(render(input, Format::Markdown, &Everyone).html, html);
}

const ADA: &str = "<span class=\"h-card\" translate=\"no\"><a href=\"https://here.example/@ada\" \
                   class=\"u-url mention\">@<span>ada</span></a></span>";
const RUST: &str =
    "<a href=\"https://here.example/tags/rust\" class=\"mention hashtag\" rel=\"tag\">#<span>Rust</span></a>";

fn link(address: &str, shown: &str) -> String {
    format!(
        "<a href=\"{address}\" target=\"_blank\" rel=\"nofollow noopener noreferrer\" translate=\"no\">\
         <span class=\"invisible\">https://</span><span class=\"\">{shown}</span><span class=\"invisible\"></span></a>"
    )
}

#[test]
fn paragraphs_and_breaks() {
    plain("a\nb\n\nc", "<p>a<br />b</p><p>c</p>");
    plain("\n\na\r\n\r\n\r\n\r\nb\n ", "<p>a</p><p>b</p>");
    plain("", "");
    plain(" \n\n ", "");
    plain("<b>&\"'", "<p>&lt;b&gt;&amp;&quot;&#39;</p>");
}

#[test]
fn mentions_and_tags() {
    plain("@ada: #Rust", &format!("<p>{ADA}: {RUST}</p>"));
    plain("@nobody", "<p>@nobody</p>");
}

#[test]
fn a_second_account_of_one_name_shows_its_host() {
    let html = render("@ada @ada@b.example @ada", Format::Plain, &Everyone).html;
    assert!(html.contains("@<span>ada@b.example</span>"), "{html}");
    assert_eq!(html.matches("@<span>ada</span>").count(), 2);
}

#[test]
fn links_hide_their_scheme_and_their_tail() {
    plain("https://a.example/b", &format!("<p>{}</p>", link("https://a.example/b", "a.example/b")));
    let html = render("https://a.example/0123456789012345678901234567890", Format::Plain, &Everyone).html;
    assert!(html.contains("<span class=\"ellipsis\">a.example/01234567890123456789</span><span class=\"invisible\">01234567890</span>"), "{html}");
    assert!(html.contains("<span class=\"invisible\">https://</span>"));
    plain(
        "https://a.example/?a&b",
        &format!("<p>{}</p>", link("https://a.example/?a&amp;b", "a.example/?a&amp;b")),
    );
}

#[test]
fn what_was_found_is_listed_once() {
    let found = render(
        "@ada #Rust #rust :cat: https://a.example :cat: @ada https://a.example",
        Format::Plain,
        &Everyone,
    );
    assert_eq!(found.mentions.iter().map(|m| m.acct.as_str()).collect::<Vec<_>>(), ["ada"]);
    assert_eq!(found.tags, [Tag { name: "rust".into(), display: "Rust".into() }]);
    assert_eq!(found.links, ["https://a.example"]);
    assert_eq!(found.emoji, ["cat"]);
}

#[test]
fn who_is_asked_for_can_be_known_before() {
    let handles = mentioned("@ada `@code` @bob@b.example @ada", Format::Markdown);
    assert_eq!(handles.len(), 2);
    assert_eq!(handles[1], Handle { user: "bob".into(), host: Some("b.example".into()) });
    assert_eq!(mentioned("`@code`", Format::Plain).len(), 1);
}

#[test]
fn too_many_stay_text() {
    let many: String = (0..200).map(|n| format!("@u{n} #t{n} ")).collect();
    let found = render(&many, Format::Plain, &Everyone);
    assert_eq!(found.mentions.len(), model::limits::POST_MENTIONS);
    assert_eq!(found.tags.len(), model::limits::POST_TAGS);
}

#[test]
fn markdown_marks() {
    markdown("a *b* **c** ~~d~~ `e`", "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e</code></p>");
    markdown("# a\n\nb\nc", "<p><strong>a</strong></p><p>b<br />c</p>");
    markdown(
        "> a\n\n1. b\n2. c\n\n- d",
        "<blockquote><p>a</p></blockquote><ol><li>b</li><li>c</li></ol><ul><li>d</li></ul>",
    );
    markdown("```rust\n@ada <b>\n```", "<pre><code>@ada &lt;b&gt;\n</code></pre>");
    markdown(
        "[a](https://a.example/)",
        "<p><a href=\"https://a.example/\" target=\"_blank\" rel=\"nofollow noopener noreferrer\" translate=\"no\">a</a></p>",
    );
}

#[test]
fn markdown_entities_but_not_in_code() {
    markdown(
        "**@ada** #Rust `#rust @ada`",
        &format!("<p><strong>{ADA}</strong> {RUST} <code>#rust @ada</code></p>"),
    );
    markdown("#Rust", &format!("<p>{RUST}</p>"));
    markdown(
        "https://a.example/_b_*c*d",
        &format!("<p>{}</p>", link("https://a.example/_b_*c*d", "a.example/_b_*c*d")),
    );
    markdown(
        "**https://a.example**",
        &format!("<p><strong>{}</strong></p>", link("https://a.example", "a.example")),
    );
    markdown("<https://a.example>", &format!("<p>{}</p>", link("https://a.example", "a.example")));
    let found = render("@_snake_ :a_b: :_c_:", Format::Markdown, &Everyone);
    assert_eq!(found.mentions[0].username, "_snake_");
    assert_eq!(found.emoji, ["a_b", "_c_"]);
}

#[test]
fn markdown_takes_no_html_and_no_pictures() {
    markdown("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    markdown("<div>\n**x**\n</div>", "<p>&lt;div&gt;<br />**x**<br />&lt;/div&gt;</p>");
    let html = render("![alt](https://a.example/x.png)", Format::Markdown, &Everyone).html;
    assert!(!html.contains("<img") && html.contains(">alt</a>"), "{html}");
}

#[test]
fn a_label_cannot_hide_where_it_leads() {
    for label in ["https://bank.example", "bank.example/login", "go to bank.example", "b\u{200B}ank.example"]
    {
        let html = render(&format!("[{label}](https://evil.example)"), Format::Markdown, &Everyone).html;
        assert!(html.contains("<span class=\"\">evil.example</span>"), "{html}");
    }
    let html = render("[\u{202E}moc.knab](https://evil.example)", Format::Markdown, &Everyone).html;
    assert!(!html.contains('\u{202E}'));
    markdown("[a](javascript:alert%281%29)", "<p>a</p>");
    markdown("[e.g. this](data:text/html,x)", "<p>e.g. this</p>");
}

#[test]
fn deep_markdown_is_flattened() {
    let html = render(&format!("{}a", "> ".repeat(3_000)), Format::Markdown, &Everyone).html;
    assert!(html.matches("<blockquote>").count() <= 8);
    for unit in ["[", "*a_", "`", "![a](", "<", "- ", "_*", "[a][", "\\", "&", "<a", "~~"] {
        let started = std::time::Instant::now();
        render(&unit.repeat(5_000), Format::Markdown, &Everyone);
        assert!(started.elapsed().as_secs() < 10, "{unit:?} took {:?}", started.elapsed());
    }
}

proptest! {
    #[test]
    fn no_text_becomes_markup(text in "([<>&\"'a@#:/\\[\\]()*_`~!. \n]|https://|javascript:|<script>|<img src=x onerror=y>){0,40}") {
        for format in [Format::Plain, Format::Markdown] {
            let html = render(&text, format, &Everyone).html;
            prop_assert!(!html.contains("<script") && !html.contains("<img"));
            let cleaned = crate::sanitize::own(&html);
            prop_assert_eq!(crate::sanitize::own(&cleaned), cleaned.clone());
            prop_assert_eq!(cleaned.matches('<').count(), html.matches('<').count());
        }
    }

    #[test]
    fn plain_text_survives_the_round_trip(text in "[a-z<>&\"' ]{0,30}[a-z]") {
        let html = render(&text, Format::Plain, &Everyone).html;
        prop_assert_eq!(crate::clean::text(&html), text.trim());
    }
}
