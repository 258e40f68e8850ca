//! What members take along.

use super::browser::Browser;
use super::id;
use crate::{on_each_engine, on_sqlite};
use serde_json::json;
use testkit::Server;
use testkit::client::Answer;

/// Reads a file the member takes along.
async fn take(server: &Server, browser: &Browser, file: &str) -> Answer {
    let cookie = format!("session={}", browser.cookie("session").expect("a session"));
    let path = format!("/settings/export/{file}");
    let answer = server.visitor().get(&path).header("cookie", cookie).unchecked().await;
    let attached = answer.header("content-disposition").unwrap_or_default();
    assert_eq!((answer.status, attached), (200, format!("attachment; filename=\"{file}\"").as_str()));
    answer
}

#[tokio::test]
async fn what_is_the_members_can_be_taken_along() {
    on_each_engine(|server| async move {
        let (ada, bo, cleo) = (server.member("ada"), server.member("bo"), server.member("cleo"));
        let (bo_id, cleo_id) = (bo.id().await, cleo.id().await);
        let follow = json!({ "notify": true, "reblogs": false, "languages": ["fr", "en"] });
        ada.post(&format!("/api/v1/accounts/{bo_id}/follow")).json(follow).await.ok();
        let mute = json!({ "notifications": true });
        ada.post(&format!("/api/v1/accounts/{cleo_id}/mute")).json(mute).await.ok();
        let list = id(&ada.post("/api/v1/lists").json(json!({ "title": "Bread, etc." })).await.ok());
        let who = json!({ "account_ids": [bo_id] });
        ada.post(&format!("/api/v1/lists/{list}/accounts")).json(who).await.ok();
        ada.post("/api/v1/domain_blocks").json(json!({ "domain": "noise.example" })).await.ok();
        let bos = bo.post_status("A loaf").await;
        ada.post(&format!("/api/v1/statuses/{}/bookmark", id(&bos))).await.ok();
        let mut posts = Vec::new();
        for number in 0..3 {
            posts.push(ada.post_status(&format!("Loaf {number} #pain")).await["uri"].clone());
        }
        let private = json!({ "status": "@bo A word", "visibility": "direct" });
        ada.post("/api/v1/statuses").json(private).await.ok();
        ada.post(&format!("/api/v1/statuses/{}/reblog", id(&bos))).await.ok();

        let browser = Browser::inside(&server, "ada").await;
        let table = take(&server, &browser, "following_accounts.csv").await.text;
        let mut lines = table.lines();
        assert_eq!(lines.next(), Some("Account address,Show boosts,Notify on new posts,Languages"));
        let row = lines.next().unwrap();
        assert!(row.starts_with("bo@") && row.ends_with(",false,true,\"fr, en\""), "{row}");
        let table = take(&server, &browser, "muted_accounts.csv").await.text;
        assert!(table.starts_with("Account address,Hide notifications\ncleo@") && table.ends_with(",true\n"));
        let table = take(&server, &browser, "lists.csv").await.text;
        assert!(table.starts_with("\"Bread, etc.\",bo@"), "{table}");
        assert_eq!(take(&server, &browser, "blocked_accounts.csv").await.text, "");
        assert_eq!(take(&server, &browser, "blocked_domains.csv").await.text, "noise.example\n");
        let table = take(&server, &browser, "bookmarks.csv").await;
        assert_eq!(table.text.trim(), bos["uri"]);
        assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
        assert_eq!(table.header("cache-control"), Some("private, no-store"));

        let outbox = take(&server, &browser, "posts.json").await.body;
        assert_eq!((&outbox["type"], &outbox["totalItems"]), (&json!("OrderedCollection"), &json!(5)));
        let items = outbox["orderedItems"].as_array().unwrap();
        assert_eq!((&items[0]["type"], &items[0]["object"]), (&json!("Announce"), &bos["uri"]));
        assert_eq!(items[1]["cc"], json!([]), "private words stay private");
        let notes: Vec<_> = items[2..].iter().map(|item| item["object"]["id"].clone()).collect();
        posts.reverse();
        assert_eq!(notes, posts, "newest first");
        assert_eq!(items[2]["object"]["tag"][0]["name"], "#pain");
        let refused = server.visitor().get("/settings/export/posts.json").unchecked().await;
        assert_eq!(refused.status, 303);
    })
    .await;
}

#[tokio::test]
async fn an_export_longer_than_a_page_is_whole() {
    let server = on_sqlite();
    let ada = server.member("ada");
    for number in 0..205 {
        ada.post_status(&format!("Loaf {number}")).await;
    }
    let browser = Browser::inside(&server, "ada").await;
    let outbox = take(&server, &browser, "posts.json").await.body;
    let items = outbox["orderedItems"].as_array().unwrap();
    let ids: std::collections::HashSet<_> = items.iter().map(|item| item["id"].to_string()).collect();
    assert_eq!((items.len(), ids.len(), &outbox["totalItems"]), (205, 205, &json!(205)));
}
