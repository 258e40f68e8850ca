//! Feeds, oEmbed, and what robots are told.

use super::id;
use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use testkit::client::Answer;
use testkit::{Client, Server, fixtures};

async fn get(server: &Server, path: &str) -> Answer {
    server.visitor().get(path).unchecked().await
}

async fn publish(ada: &Client, text: &str, more: Value) -> String {
    let mut body = json!({ "status": text });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    id(&ada.post_with(body).await)
}

#[tokio::test]
async fn feeds_tell_what_everybody_may_read_and_nothing_else() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let open = publish(&ada, "Bread <is> ready & \"warm\" #pain", json!({})).await;
        for visibility in ["unlisted", "private", "direct"] {
            publish(&ada, &format!("Not for feeds: {visibility} #pain"), json!({ "visibility": visibility }))
                .await;
        }
        let covered =
            publish(&ada, "The murderer is the gardener #pain", json!({ "spoiler_text": "A plot" })).await;
        let others = id(&bo.post_status("Words of Bo").await);
        ada.post(&format!("/api/v1/statuses/{others}/reblog")).await.ok();
        for (path, kind) in [
            ("/@ada.rss", "application/rss+xml; charset=utf-8"),
            ("/@ada.atom", "application/atom+xml; charset=utf-8"),
            ("/@ada/feed.json", "application/feed+json; charset=utf-8"),
            ("/tags/pain.rss", "application/rss+xml; charset=utf-8"),
            ("/tags/pain.atom", "application/atom+xml; charset=utf-8"),
        ] {
            let feed = get(&server, path).await;
            assert_eq!((feed.status, feed.header("content-type")), (200, Some(kind)), "{path}");
            for there in [format!("/@ada/{open}"), format!("/@ada/{covered}"), "A plot".to_owned()] {
                assert!(feed.text.contains(&there), "{path} lacks {there}: {}", feed.text);
            }
            for hidden in ["Not for feeds", "gardener", "Words of Bo"] {
                assert!(!feed.text.contains(hidden), "{path} holds {hidden}");
            }
            assert!(kind.contains("json") || !feed.text.contains("<is>"), "{path} is not escaped");
            assert!(feed.header("cache-control").unwrap().starts_with("public"), "{path}");
            assert_eq!(feed.header("set-cookie"), None);
        }
        for missing in ["/@nobody.rss", "/@nobody/feed.json", "/@ada/1.rss"] {
            assert_eq!(get(&server, missing).await.status, 404, "{missing}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_reader_who_has_the_feed_is_not_sent_it_again() {
    let server = on_sqlite();
    let ada = server.member("ada");
    ada.post_status("One").await;
    let first = get(&server, "/@ada.rss").await;
    let (tag, changed) =
        (first.header("etag").unwrap().to_owned(), first.header("last-modified").unwrap().to_owned());
    let again = |name: &'static str, value: String| {
        let server = &server;
        async move { server.visitor().get("/@ada.rss").header(name, value).unchecked().await }
    };
    let same = again("if-none-match", tag.clone()).await;
    assert_eq!((same.status, same.text.as_str()), (304, ""));
    assert_eq!(again("if-modified-since", changed).await.status, 304);
    ada.post_status("Two").await;
    let newer = again("if-none-match", tag).await;
    assert!(newer.status == 200 && newer.text.contains("Two"));
}

#[tokio::test]
async fn feeds_are_well_formed_and_carry_media() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let medium = ada.upload("a.png", "image/png", fixtures::png(64, 48)).await;
    let path = format!("/api/v1/media/{}", id(&medium));
    ada.put(&path).json(json!({ "description": "A <loaf> & butter" })).await.ok();
    publish(&ada, "Look ]]> \u{7} here", json!({ "media_ids": [id(&medium)] })).await;
    publish(&ada, "Covered", json!({ "media_ids": [], "spoiler_text": "S" })).await;
    let rss = get(&server, "/@ada.rss").await.text;
    assert!(rss.contains("<enclosure url=\"") && rss.contains("A &lt;loaf&gt; &amp; butter"), "{rss}");
    assert!(!rss.contains("]]>") && !rss.contains('\u{7}'));
    let atom = get(&server, "/@ada.atom").await.text;
    assert!(atom.contains("rel=\"enclosure\""), "{atom}");
    for feed in [&rss, &atom] {
        assert_eq!(feed.matches("<title>").count(), feed.matches("</title>").count());
    }
    let json = get(&server, "/@ada/feed.json").await;
    let feed: Value = serde_json::from_str(&json.text).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["items"][1]["attachments"][0]["title"], "A <loaf> & butter");
}

#[tokio::test]
async fn public_posts_are_shown_elsewhere() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let open = ada.post_status("Seen <by> all").await;
    let closed = publish(&ada, "Seen by followers", json!({ "visibility": "private" })).await;
    let url = open["url"].as_str().unwrap();
    let ask = |url: String| {
        let server = &server;
        async move { server.visitor().get("/oembed").query(&[("url", url)]).unchecked().await }
    };
    let shown = ask(url.to_owned()).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    let body: Value = serde_json::from_str(&shown.text).unwrap();
    assert_eq!((&body["version"], &body["type"]), (&json!("1.0"), &json!("rich")));
    let html = body["html"].as_str().unwrap();
    assert!(html.contains("&lt;by&gt;") && html.contains(url) && !html.contains("<script"), "{html}");
    for hidden in [
        url.replace(&id(&open), &closed),
        url.replace(&id(&open), "1"),
        "https://evil.example/@ada/1".to_owned(),
    ] {
        let refused = ask(hidden.clone()).await;
        assert!(!refused.refused(404).is_empty(), "{hidden}: no word of why");
    }
    let narrow = server.visitor().get("/api/oembed").query(&[("url", url), ("maxwidth", "320")]).await;
    assert_eq!(narrow.ok()["width"], 320);
    let odd = server.visitor().get("/oembed").query(&[("url", url), ("maxwidth", "wide")]).unchecked().await;
    assert_eq!(odd.ok()["width"], 550);
}

#[tokio::test]
async fn robots_find_those_who_want_to_be_found() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let found = json!({ "discoverable": true, "indexable": true });
    ada.patch("/api/v1/accounts/update_credentials").json(found).await.ok();
    let hidden = json!({ "discoverable": true, "indexable": false });
    bo.patch("/api/v1/accounts/update_credentials").json(hidden).await.ok();
    let open = id(&ada.post_status("To be found").await);
    let quiet = publish(&ada, "Not to be found", json!({ "visibility": "unlisted" })).await;
    bo.post_status("Not by robots").await;
    let robots = get(&server, "/robots.txt").await.text;
    assert!(robots.contains("\nSitemap: ") && robots.contains("/sitemap.xml\n"), "{robots}");
    let map = get(&server, "/sitemap.xml").await;
    assert_eq!((map.status, map.header("content-type")), (200, Some("application/xml; charset=utf-8")));
    assert!(
        map.text.contains("/@ada</loc>") && map.text.contains(&format!("/@ada/{open}</loc>")),
        "{}",
        map.text
    );
    assert!(!map.text.contains(&quiet) && !map.text.contains("/@bo"), "{}", map.text);
    assert_eq!(get(&server, "/sitemap.xml?part=100000").await.status, 404);
}
