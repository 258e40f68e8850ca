//! Examples for each entity, and the rules that hold for any text.

use proptest::prelude::*;

use super::*;

/// What was found, each with a letter for its kind.
fn found(text: &str) -> Vec<String> {
    scan(text)
        .into_iter()
        .map(|entity| match entity.kind {
            Kind::Mention { user, host: None } => format!("@{user}"),
            Kind::Mention { user, host: Some(host) } => format!("@{user}@{host}"),
            Kind::Tag(name) => format!("#{name}"),
            Kind::Link(address) => address.to_owned(),
            Kind::Emoji(name) => format!(":{name}:"),
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(text), expected, "in {text:?}");
}

#[test]
fn mentions() {
    check("hello @ada and @grace@navy.example.", &["@ada", "@grace@navy.example"]);
    check("(@ada) \"@ada\" .@ada", &["@ada", "@ada", "@ada"]);
    check("@a.b-c_ @ada.", &["@a.b-c_", "@ada"]);
    check("mail ada@example.org", &[]);
    check("a/@ada x=@ada é@ada", &[]);
    check("@ @- @@ada", &["@ada"]);
    check("@ada@ @ada@-x", &["@ada", "@ada"]);
    check("@ada@münchen.example", &["@ada@münchen.example"]);
    check("@ada@localhost:3000, @ada@b.example: hi", &["@ada@localhost:3000", "@ada@b.example"]);
    check("@a@b@c", &["@a@b"]);
    check("@a#b", &["@a"]);
}

#[test]
fn tags() {
    check("#rust #Été2024 #日本語 #a_b", &["#rust", "#Été2024", "#日本語", "#a_b"]);
    check("#2024 #_ ##", &[]);
    check("#2024a #1_000 #_x", &["#2024a", "#1_000", "#_x"]);
    check("a#b /#b é#b", &[]);
    check("#col·lecció #x· #一・二", &["#col·lecció", "#x", "#一・二"]);
    check("(#a) #b, ＃c", &["#a", "#b", "#c"]);
    check("#हिन्दी #a#b", &["#हिन्दी", "#a"]);
    check("&#39; #i-phone", &["#i"]);
}

#[test]
fn links() {
    check("see https://a.example/x?y#z.", &["https://a.example/x?y#z"]);
    check("(http://a.example/@ada#tag:ok:x)", &["http://a.example/@ada#tag:ok:x"]);
    check("https://en.example/a_(b)", &["https://en.example/a_(b)"]);
    check("ftp://a.example gemini://a.example a.example javascript:alert(1)", &[]);
    check("https://good.example@evil.example/x", &[]);
    check("https://a.example。次 “https://b.example.”", &["https://a.example", "https://b.example"]);
    check("https://a.example/\u{202E}gpj.exe", &["https://a.example/"]);
    check("HTTPS://A.example @ada", &["HTTPS://A.example", "@ada"]);
    check("https:// http://", &[]);
}

#[test]
fn emoji() {
    check(":cat: (:cat_2:)", &[":cat:", ":cat_2:"]);
    check(":a: 12:30:45 x:cat: :cat:x", &[]);
    check(":cat::dog:", &[]);
    check(":cat: :dog:\n:cow:", &[":cat:", ":dog:", ":cow:"]);
    check(":café:", &[]);
}

#[test]
fn a_long_text_of_sigils_is_read_once() {
    for unit in ["@", "@a@", "#", "#1", ":", ":aa", "https://", "http://a@", "@a.-", "#·", "a:"] {
        let text = unit.repeat(50_000);
        let started = std::time::Instant::now();
        scan(&text);
        assert!(started.elapsed().as_secs() < 10, "{unit:?} took {:?}", started.elapsed());
    }
}

proptest! {
    #[test]
    fn entities_are_ordered_disjoint_and_on_character_bounds(
        text in "([@#:/. _a-c1é·日\u{200C}\u{202E}]|https?://|@a@b|:aa:|#a){0,60}"
    ) {
        let mut end = 0;
        for entity in scan(&text) {
            prop_assert!(entity.range.start >= end);
            prop_assert!(entity.range.end > entity.range.start);
            prop_assert!(text.get(entity.range.clone()).is_some());
            end = entity.range.end;
        }
    }

    #[test]
    fn nothing_breaks_on_any_text(text in "\\PC{0,200}") {
        scan(&text);
    }

    #[test]
    fn an_entity_alone_is_itself(name in "[a-z_][a-z0-9_]{0,20}[a-z]") {
        prop_assert_eq!(found(&format!("@{name}")), vec![format!("@{name}")]);
        prop_assert_eq!(found(&format!("#{name}")), vec![format!("#{name}")]);
        prop_assert_eq!(found(&format!(":{name}:")), vec![format!(":{name}:")]);
    }
}
