//! Pages good and bad.

use proptest::prelude::*;

use super::*;
use crate::testing::{egress, ok, serve};

fn at(address: &str) -> Url {
    Url::parse(address).unwrap()
}

fn read(html: &str) -> Option<Card> {
    card(html, &at("https://www.news.example/a/b?c"))
}

#[test]
fn a_full_card() {
    let card = read(
        r#"<!doctype html><html lang="fr-CA"><head><title>Page</title>
        <meta property="og:title" content="Le feu &amp; la cendre"><meta property="og:description" content=" Un
        récit. "><meta property="og:image" content="/i.jpg"><meta property="og:image:width" content="1200">
        <meta property="og:image:height" content="-4"><meta property="og:image:alt" content="Un feu">
        <meta property="og:site_name" content="Les Nouvelles"><meta name="author" content="Ada">
        <meta property="article:author" content="https://www.news.example/ada"><meta property="og:type" content="article">
        <meta property="article:published_time" content="2024-02-03T04:05:06Z">
        <meta name="fediverse:creator" content="@ada@social.example">
        <link rel="canonical" href="/clean"></head><body></body></html>"#,
    )
    .unwrap();
    assert_eq!(
        card,
        Card {
            url: "https://www.news.example/clean".into(),
            title: "Le feu & la cendre".into(),
            description: "Un récit.".into(),
            image: Some(CardImage {
                url: "https://www.news.example/i.jpg".into(),
                width: Some(1_200),
                height: None,
                alt: Some("Un feu".into()),
            }),
            site_name: "Les Nouvelles".into(),
            site_url: "https://www.news.example".into(),
            author: Some("Ada".into()),
            author_url: Some("https://www.news.example/ada".into()),
            author_handle: Some("@ada@social.example".into()),
            kind: Some("article".into()),
            language: Some("fr".into()),
            published_at: Some(1_706_933_106_000),
        }
    );
}

#[test]
fn a_bare_page_has_a_title_and_a_host() {
    let card = read("<title>\n A  page </title><meta name=description content=x>").unwrap();
    assert_eq!((card.title.as_str(), card.description.as_str()), ("A page", "x"));
    assert_eq!(
        (card.site_name.as_str(), card.url.as_str()),
        ("news.example", "https://www.news.example/a/b?c")
    );
    assert!(card.image.is_none() && card.author.is_none());
    assert!(read("<p>no title").is_none());
    assert!(read("").is_none());
}

#[test]
fn a_page_cannot_borrow_another_hosts_name() {
    let card = read(
        r#"<title>x</title><link rel=canonical href="https://bank.example/"><meta property=og:url content="https://bank.example/">"#,
    );
    assert_eq!(card.unwrap().url, "https://www.news.example/a/b?c");
}

#[test]
fn what_is_not_the_web_is_left_out() {
    let card = read(
        r#"<title>x</title><meta property="og:image" content="javascript:alert(1)"><meta name="twitter:image" content="https://i.example/x">"#,
    );
    assert_eq!(card.unwrap().image.unwrap().url, "https://i.example/x");
}

#[test]
fn words_in_scripts_are_no_elements() {
    let card = read(
        "<script>'<title>a</title><meta property=og:title content=b>'</script><title>c</title><svg><title>d</title></svg>",
    );
    assert_eq!(card.unwrap().title, "c");
}

#[test]
fn too_much_is_cut() {
    let card = read(&format!(
        "<title>{}</title><meta name=description content='{}'>",
        "t".repeat(3_000),
        "d".repeat(3_000)
    ))
    .unwrap();
    assert_eq!((card.title.chars().count(), card.description.chars().count()), (SHORT, LONG));
    let many: String = (0..50_000).map(|n| format!("<meta name=m{n} content=x>")).collect();
    assert!(read(&many).is_none());
    assert!(read(&format!("<title>x</title>{}", "<div>".repeat(200_000))).is_some());
}

#[tokio::test]
async fn only_pages_have_cards() {
    let server = serve(|head| match head.split(' ').nth(1) {
        Some("/page") => ok("text/html; charset=iso-8859-1", b"<title>\xE9t\xE9</title>"),
        Some("/long") => ok("text/html", format!("<title>long</title>{}", "x".repeat(PAGE_BYTES * 2))),
        Some("/json") => ok("application/json", "<title>no</title>"),
        _ => b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<title>x</title".to_vec(),
    })
    .await;
    let egress = egress();
    let title = async |path: &str| {
        preview(&egress, &format!("{server}/{path}")).await.unwrap().map(|card| card.title)
    };
    assert_eq!(title("page").await.as_deref(), Some("été"));
    assert_eq!(title("long").await.as_deref(), Some("long"));
    assert_eq!(title("json").await, None);
    assert_eq!(title("missing").await, None);
    let public = Egress::new(crate::Config::default()).unwrap();
    assert_eq!(preview(&public, &server).await.unwrap_err().code(), "net_private");
}

proptest! {
    #[test]
    fn any_page_is_survived(html in "(<|>|/|meta |title|script|content=|\"|'|og:image|property=| |\\PC){0,60}") {
        if let Some(card) = read(&html) {
            prop_assert!(!card.title.is_empty() && card.title.chars().count() <= SHORT);
        }
    }
}
