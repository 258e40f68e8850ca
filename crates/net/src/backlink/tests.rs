//! Pages that link back, and pages that seem to.

use super::*;
use crate::testing::{egress, moved, ok, serve};

fn targets() -> Vec<String> {
    vec!["https://social.example/@ada".to_owned(), "https://social.example/users/ada".to_owned()]
}

#[test]
fn a_link_of_the_author_is_found_and_nothing_else() {
    let at = Url::parse("https://ada.example/about").unwrap();
    for html in [
        r#"<a rel="me" href="https://social.example/@ada">me</a>"#,
        r#"<A HREF=https://SOCIAL.example/@Ada/ REL='nofollow ME noopener'>"#,
        r#"<link rel=me href="https://social.example/users/ada">"#,
        r##"<map><area rel="me" href="https://social.example/@ada#top"></map>"##,
        r#"<base href="https://social.example/x/"><a rel="me" href="/@ada">"#,
        r#"<title>a <b</title><p><a rel="me" href=" https://social.example/@ada "><div>"#,
    ] {
        assert!(says_me(html, &at, &targets()), "{html}");
    }
    for html in [
        "",
        r#"<a href="https://social.example/@ada">not said to be the same</a>"#,
        r#"<a rel="men" href="https://social.example/@ada">"#,
        r#"<a rel="me" href="https://social.example/@adam">"#,
        r#"<a rel="me" href="https://social.example.evil.example/@ada">"#,
        r#"<a rel="me" href="https://social.example/@ada?x">"#,
        r#"<a rel="me" href="http://social.example/@ada">"#,
        r#"<!-- <a rel="me" href="https://social.example/@ada"> -->"#,
        r#"<script>"<a rel='me' href='https://social.example/@ada'>"</script>"#,
        r#"<textarea><a rel="me" href="https://social.example/@ada"></textarea>"#,
        r#"<p title='<a rel="me" href="https://social.example/@ada">'>"#,
        r#"&lt;a rel="me" href="https://social.example/@ada"&gt;"#,
        r#"<img rel="me" href="https://social.example/@ada">"#,
    ] {
        assert!(!says_me(html, &at, &targets()), "{html}");
    }
}

#[tokio::test]
async fn only_the_page_asked_for_proves_anything() {
    const LINK: &str = r#"<a rel="me" href="https://social.example/@ada">"#;
    let site = serve(|head| match head.split(' ').nth(1).unwrap_or_default() {
        "/" => ok("text/html", LINK),
        "/moved" => moved("/"),
        "/text" => ok("text/plain", LINK),
        "/late" => ok("text/html", [" ".repeat(1 << 21), LINK.to_owned()].concat()),
        _ => b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 47\r\nConnection: close\r\n\r\n<a rel=\"me\" href=\"https://social.example/@ada\">".to_vec(),
    })
    .await;
    let elsewhere = {
        let to = site.clone();
        serve(move |_| moved(&to)).await
    };
    for (url, proved) in [
        (site.clone(), true),
        (format!("{site}/moved"), true),
        (format!("{site}/text"), false),
        (format!("{site}/late"), false),
        (format!("{site}/missing"), false),
        (elsewhere, false),
    ] {
        assert_eq!(links_back(&egress(), &url, &targets()).await.unwrap(), proved, "{url}");
    }
    let outside = Egress::new(crate::Config::default()).unwrap();
    assert!(matches!(links_back(&outside, &site, &targets()).await, Err(NetError::Private)));
}
