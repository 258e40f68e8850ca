//! The pages, as a browser without scripts sees them.

mod arriving;
pub mod browser;
mod entry;
mod export;
mod feeds;
mod lists;
mod live;
mod looks;
mod own_feeds;
mod reading;
mod report;
mod sessions;
mod settings;
mod writing;

use crate::{on_each_engine, on_sqlite};
use browser::Browser;
use serde_json::{Value, json};
use testkit::fixtures;

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn every_page_is_guarded_and_speaks_both_languages() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let post = id(&ada.post_status("Bread is ready #pain").await);
    let mut browser = Browser::new(&server);
    for path in [
        "/",
        "/about",
        "/auth/sign_in",
        "/auth/password",
        "/auth/sign_up",
        "/@ada",
        "/tags/pain",
        &format!("/@ada/{post}"),
    ] {
        for language in ["en", "fr"] {
            let page = browser.get(&format!("{path}?lang={language}")).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.text.contains(&format!("<html lang=\"{language}\">")), "{path} in {language}");
            let policy = page.header("content-security-policy").unwrap_or_default();
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
            assert!(policy.contains("frame-ancestors 'none'") && policy.ends_with("form-action 'self'"));
            assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(page.header("referrer-policy"), Some("same-origin"));
            for forbidden in ["<script>", " style=", " onclick="] {
                assert!(!page.text.contains(forbidden), "{path} holds {forbidden}");
            }
        }
    }
    let french = server.visitor().get("/about").header("accept-language", "fr-CA, en;q=0.5").await;
    assert!(french.text.contains("<html lang=\"fr\">"));
}

#[tokio::test]
async fn only_what_is_public_has_a_public_page() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let post = |text: &str, visibility: &str| {
            let body = json!({ "status": text, "visibility": visibility });
            let ada = ada.clone();
            async move { id(&ada.post("/api/v1/statuses").json(body).await.ok()) }
        };
        let open = post("Seen by all", "public").await;
        let closed = post("Seen by followers", "private").await;
        let mut visitor = Browser::new(&server);
        let page = visitor.get(&format!("/@ada/{open}")).await;
        assert!(page.text.contains("Seen by all") && page.text.contains("property=\"og:url\""));
        let missing = visitor.get("/@ada/1").await;
        let hidden = visitor.get(&format!("/@ada/{closed}")).await;
        assert_eq!((hidden.status, missing.status), (404, 404));
        assert_eq!(
            hidden.text.replace(&closed, ""),
            missing.text.replace("/@ada/1", "/@ada/"),
            "the two look the same"
        );
        assert_eq!(visitor.get(&format!("/@bo/{open}")).await.status, 404, "not under another's name");
        let profile = visitor.get("/@ADA").await;
        assert!(profile.text.contains("Seen by all") && !profile.text.contains("Seen by followers"));

        bo.follow(&ada).await;
        let mut follower = Browser::new(&server);
        follower.log_in("bo").await;
        let seen = follower.get(&format!("/@ada/{closed}")).await;
        assert!(seen.text.contains("Seen by followers") && !seen.text.contains("og:description"));
        assert_eq!(seen.header("cache-control"), Some("private, no-store"));

        server.cli(&["account", "suspend", "ada"]);
        testkit::wait_until("the suspension shows", || async {
            server.visitor().get("/@ada").await.status.eq(&410).then_some(())
        })
        .await;
        assert_eq!(visitor.get(&format!("/@ada/{open}")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_thread_is_shown_whole_and_in_order() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let first = id(&ada.post_status("The first word").await);
    let reply = json!({ "status": "@ada An answer", "in_reply_to_id": first });
    let second = id(&bo.post("/api/v1/statuses").json(reply).await.ok());
    let reply = json!({ "status": "@bo And one to that", "in_reply_to_id": second });
    ada.post("/api/v1/statuses").json(reply).await.ok();
    let page = server.visitor().get(&format!("/@bo/{second}")).await.text;
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    assert!(at("The first word") < at("An answer</p>") && at("An answer</p>") < at("And one to that"));
}

#[tokio::test]
async fn words_of_members_stay_words() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let name = "<b onload=x>\"Ada\"&";
    ada.patch("/api/v1/accounts/update_credentials").json(json!({ "display_name": name })).await.ok();
    let body = json!({
        "status": "<script>alert(1)</script>", "spoiler_text": "\"><img src=x onerror=alert(1)>",
        "poll": { "options": ["<i>one", "two"], "expires_in": 3600 },
    });
    let post = id(&ada.post("/api/v1/statuses").json(body).await.ok());
    for path in ["/".to_owned(), "/@ada".to_owned(), format!("/@ada/{post}")] {
        let page = server.visitor().get(&path).await.text;
        for raw in ["<script>", "<b onload", "<img src=x", "<i>one"] {
            assert!(!page.contains(raw), "{path} holds {raw}");
        }
    }
}

#[tokio::test]
async fn media_is_served_as_what_it_is_and_in_parts() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let upload =
        ada.post("/api/v2/media").file("file", "a.png", "image/png", fixtures::png(64, 48)).await.ok();
    let url = upload["url"].as_str().unwrap().to_owned();
    let whole = server.visitor().get(&url).await;
    assert_eq!(whole.status, 200);
    assert!(whole.header("content-type").unwrap().starts_with("image/"));
    assert_eq!(whole.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(whole.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(whole.header("content-security-policy"), Some("default-src 'none'; sandbox"));
    let part = server.visitor().get(&url).header("range", "bytes=0-9").await;
    assert_eq!((part.status, part.header("content-length")), (206, Some("10")));
    for path in ["/media/posts/none.png", "/media/posts/..%2f..%2fbraise.db", "/media/uploads/x", "/media/"] {
        assert_eq!(server.visitor().get(path).await.status, 404, "{path}");
    }
    for path in ["/static/avatar.png", "/static/header.png", "/static/icon.png"] {
        assert_eq!(server.visitor().get(path).await.header("content-type"), Some("image/png"), "{path}");
    }
}
