//! Feeds, in a browser without scripts.

use super::browser::{Browser, goes_to};
use super::id;
use crate::on_each_engine;
use serde_json::json;

/// What a form without anything ticked sends.
const PLAIN: [(&str, &str); 4] =
    [("order", "newest"), ("max_age", "0"), ("min_characters", "0"), ("description", "")];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let other = |(name, _): &(&str, &str)| more.iter().all(|(set, _)| set != name);
    PLAIN.iter().copied().filter(other).chain(more.iter().copied()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_built_tried_shared_and_copied() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        bo.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
        for text in ["Beans are up #garden", "A comet at last #stars", "Peas are up #garden, says the AI"] {
            bo.post_status(text).await;
        }
        let mut browser = Browser::inside(&server, "ada").await;
        let empty = browser.get("/feeds?lang=en").await;
        assert!(empty.text.contains("You have not made a feed yet") && empty.text.contains("/feeds/new"));
        let page = browser.get("/feeds/new").await;
        assert!(page.text.contains("value=\"followed\" checked"), "a beginning is made");
        // Tried first: nothing is kept, and what was written stays written.
        let tried = with(&[("tags", "#garden"), ("without", "AI"), ("preview", "1")]);
        let preview = browser.submit(&page, "/feeds/new", &tried).await;
        assert!(preview.status == 200 && preview.text.contains("Beans are up"), "{}", preview.text);
        assert!(!preview.text.contains("Peas are up") && !preview.text.contains("A comet"));
        assert!(preview.text.contains("value=\"#garden\"") && preview.text.contains("What it shows you now"));
        assert_eq!(ada.get("/api/braise/v1/feeds").await.ok(), json!([]));
        for (wrong, says) in [
            (with(&[("tags", "garden")]), "Give the feed a name"),
            (with(&[("name", "Mine")]), "Say where its posts come from"),
            (with(&[("name", "Mine"), ("accounts", "@nobody")]), "Somebody you named"),
            (with(&[("name", "Mine"), ("words", "…")]), "made of letters"),
            (with(&[("name", "Mine"), ("tags", "a"), ("min_characters", "9000")]), "At most 5,000"),
        ] {
            let refused = browser.submit(&page, "/feeds/new", &wrong).await;
            assert!(refused.status == 422 && refused.text.contains(says), "{says}: {}", refused.text);
            assert!(refused.text.contains("role=\"alert\""));
        }
        let fields = with(&[("name", "Gardens"), ("tags", "#garden"), ("accounts", "@bo"), ("shared", "1")]);
        let made = browser.submit(&page, "/feeds/new", &fields).await;
        let feed = id(&ada.get("/api/braise/v1/feeds").await.ok()[0]);
        let path = format!("/feeds/{feed}");
        goes_to(&made, &format!("{path}?told=saved"));

        let page = browser.get(&path).await;
        assert!(page.text.contains("Beans are up") && page.text.contains("A comet"), "{}", page.text);
        let why = format!("?feed={feed}");
        assert!(page.text.contains(&why), "why is asked in the feed");
        let why = page.text.split("href=\"/why/").nth(1).unwrap().split('"').next().unwrap();
        let why = browser.get(&format!("/why/{why}")).await;
        assert!(why.text.contains(&path) && why.text.contains("number 1 on your next page"), "{}", why.text);
        goes_to(
            &browser.submit(&page, &format!("{path}/do"), &[("verb", "pin")]).await,
            &format!("{path}?told=saved"),
        );
        let home = browser.get(&format!("/?show=feed-{feed}")).await;
        assert!(
            home.text.contains("aria-current=\"page\">Gardens</a>") && home.text.contains("Beans are up")
        );

        let edit = browser.get(&format!("{path}/edit")).await;
        assert!(
            edit.text.contains("value=\"@bo\"") && edit.text.contains("value=\"#garden\""),
            "{}",
            edit.text
        );
        let change = with(&[("name", "Green"), ("words", "beans"), ("w-quality", "2"), ("shared", "1")]);
        goes_to(
            &browser.submit(&edit, &format!("{path}/edit"), &change).await,
            &format!("{path}?told=saved"),
        );

        // Somebody else finds it, likes it, makes it their own, and can do no more.
        let mut other = Browser::inside(&server, "bo").await;
        let all = other.get("/feeds?lang=fr").await;
        assert!(all.text.contains("Green") && all.text.contains("par @ada"), "{}", all.text);
        let page = other.get(&path).await;
        goes_to(
            &other.submit(&page, &format!("{path}/do"), &[("verb", "like")]).await,
            &format!("{path}?told=saved"),
        );
        assert_eq!(ada.get(&format!("/api/braise/v1/feeds/{feed}")).await.ok()["likes_count"], 1);
        let copy = other.get(&format!("/feeds/new?from={feed}")).await;
        assert!(
            copy.text.contains("value=\"Green\"")
                && !copy.text.contains("name=\"shared\" value=\"1\" checked")
        );
        assert_eq!(other.get(&format!("{path}/edit")).await.status, 404);
        let theirs = other.submit(&page, &format!("{path}/do"), &[("verb", "delete")]).await;
        assert_eq!(theirs.status, 404);
        assert_eq!(other.post(&format!("{path}/do"), &[("csrf", "x")]).await.status, 403);
        let all_mine = browser.get("/feeds").await;
        let page = browser.get(&path).await;
        let lists = [("as_lists", "1")];
        goes_to(&browser.submit(&all_mine, "/feeds", &lists).await, "/feeds?told=saved");
        assert_eq!(ada.get("/api/v1/lists").await.ids(), ["1".to_owned(), feed]);
        goes_to(
            &browser.submit(&page, &format!("{path}/do"), &[("verb", "delete")]).await,
            "/feeds?told=removed",
        );
        assert_eq!(other.get(&path).await.status, 404);
        assert_eq!(server.visitor().get("/feeds").await.status, 303, "visitors log in first");
    })
    .await;
}
