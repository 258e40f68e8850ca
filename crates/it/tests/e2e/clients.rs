//! What apps that this house did not write look for before they show a button, and what they send along.

use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use testkit::fixtures;

#[tokio::test]
async fn apps_find_what_decides_what_they_show() {
    let server = on_sqlite();
    let visitor = server.visitor();
    let instance = visitor.get("/api/v2/instance").await.ok();
    // From 7 on apps offer to quote.
    assert_eq!(instance["api_versions"], json!({ "mastodon": 7, "braise": 1 }));
    for number in ["2.0", "2.1"] {
        let node = visitor.get(&format!("/nodeinfo/{number}")).await.ok();
        assert_eq!(node["software"]["name"], "braise");
        // Apps that choose an API by a name they know look here when they do not know ours.
        assert_eq!(node["metadata"]["upstream"]["name"], "mastodon");
        let version = node["metadata"]["upstream"]["version"].as_str().unwrap().to_owned();
        assert!(instance["version"].as_str().unwrap().starts_with(&format!("{version} ")), "{instance}");
    }
}

#[tokio::test]
async fn what_the_claimed_version_names_is_there() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        // 4
        let picture = ada.upload("a.png", "image/png", fixtures::png(8, 8)).await["id"].clone();
        let path = format!("/api/v1/media/{}", picture.as_str().unwrap());
        ada.delete(&path).await.ok();
        ada.get(&path).await.refused(404);
        // 5
        let filter = json!({ "title": "f", "context": ["home"], "filter_action": "blur" });
        assert_eq!(ada.post("/api/v2/filters").json(filter).await.ok()["filter_action"], "blur");
        // 6
        ada.follow(&bo).await;
        let bos = format!("/api/v1/accounts/{}", bo.id().await);
        assert_eq!(ada.post(&format!("{bos}/endorse")).await.ok()["endorsed"], true);
        let adas = format!("/api/v1/accounts/{}", ada.id().await);
        assert_eq!(ada.get(&format!("{adas}/endorsements")).await.ids(), [bo.id().await]);
        assert_eq!(ada.post("/api/v1/tags/bread/feature").await.ok()["featuring"], true);
        // 7
        let post = ada.post_with(json!({ "status": "Bread", "quote_approval_policy": "public" })).await;
        let quote = json!({ "status": "Look", "quoted_status_id": post["id"] });
        let quote = bo.post_with(quote).await;
        assert_eq!(
            (&quote["quote"]["state"], &quote["quote"]["quoted_status"]["id"]),
            (&json!("accepted"), &post["id"])
        );
        assert_eq!(bo.get("/api/v1/preferences").await.ok()["posting:default:quote_policy"], "public");
        let told = ada.get("/api/v1/notifications").query(&[("types[]", "quote")]).await.ok();
        assert_eq!(told[0]["status"]["id"], quote["id"]);
    })
    .await;
}

#[tokio::test]
async fn a_web_app_of_another_origin_may_send_whatever_headers_it_sends() {
    let asked = "authorization,content-type,idempotency-key,x-requested-with,cache-control";
    let answer = on_sqlite()
        .visitor()
        .options("/api/v1/statuses")
        .header("origin", "https://app.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", asked)
        .unchecked()
        .await;
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("access-control-allow-headers"), Some(asked));
}

#[tokio::test]
async fn a_token_that_is_none_closes_nothing_that_is_open() {
    let server = on_sqlite();
    let lost = server.visitor().with_token("(null)");
    let app = json!({ "client_name": "IRC", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read" });
    let app = lost.post("/api/v1/apps").json(app).await.ok();
    for path in ["/api/v1/instance", "/api/v2/instance", "/api/v1/custom_emojis", "/api/v1/trends/tags"] {
        lost.get(path).await.ok();
    }
    let grant = json!({
        "grant_type": "client_credentials", "client_id": app["client_id"], "client_secret": app["client_secret"],
    });
    lost.post("/oauth/token").json(grant).await.ok();
    // Where who asks makes a difference, they are told that they are nobody.
    lost.get("/api/v1/timelines/public").await.refused(401);
    lost.get("/api/v1/timelines/home").await.refused(401);
}

#[tokio::test]
async fn a_profile_is_edited_as_it_was_written() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let fresh = ada.get("/api/v1/profile").await.ok();
        assert_eq!((&fresh["avatar"], &fresh["header"]), (&Value::Null, &Value::Null));
        let field = json!({ "name": "Bakery", "value": "https://bakery.example" });
        let words = json!({ "display_name": "Ada", "note": "I *bake*\nbread", "fields_attributes": [field], "locked": true });
        let edited = ada.patch("/api/v1/profile").json(words).await.ok();
        assert_eq!((&edited["display_name"], &edited["note"]), (&json!("Ada"), &json!("I *bake*\nbread")));
        assert_eq!((&edited["fields"][0]["value"], &edited["locked"]), (&field["value"], &json!(true)));
        ada.post("/api/v1/tags/bread/feature").await.ok();
        assert_eq!(ada.get("/api/v1/profile").await.ok()["featured_tags"][0]["name"], "bread");

        let usual = ada.me().await["avatar"].clone();
        let pictures = ada
            .patch("/api/v1/profile")
            .file("avatar", "a.png", "image/png", fixtures::png(40, 40))
            .part("avatar_description", "A loaf")
            .file("header", "h.png", "image/png", fixtures::png(60, 20));
        let edited = pictures.await.ok();
        assert_eq!(edited["avatar_description"], "A loaf");
        assert!(edited["avatar"].is_string() && edited["header"].is_string(), "{edited}");
        let without = ada.delete("/api/v1/profile/avatar").await.ok();
        assert_eq!((&without["avatar"], &without["avatar_description"]), (&usual, &json!("")));
        assert_eq!(without["header"], edited["header"]);
        ada.delete("/api/v1/profile/header").await.ok();
        let edited = ada.get("/api/v1/profile").await.ok();
        assert_eq!((&edited["avatar"], &edited["header"]), (&Value::Null, &Value::Null));
        ada.get("/api/v1/profile").as_visitor().await.refused(401);
        let reads = server.log_in("ada", "read");
        reads.delete("/api/v1/profile/avatar").await.refused(403);
        reads.patch("/api/v1/profile").json(json!({ "note": "x" })).await.refused(403);
    })
    .await;
}

#[tokio::test]
async fn apps_see_by_its_address_that_there_is_no_picture() {
    let server = on_sqlite();
    let ada = server.member("ada").me().await;
    for (field, end) in
        [("avatar", "/avatars/original/missing.png"), ("header", "/headers/original/missing.png")]
    {
        let address = ada[field].as_str().unwrap();
        assert!(address.ends_with(end), "{address}");
        assert_eq!(ada[format!("{field}_static")], address);
        let picture = server.visitor().get(address).unchecked().await;
        assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/png")));
    }
}

#[tokio::test]
async fn older_apps_are_told_of_no_identity_proofs() {
    let server = on_sqlite();
    let ada = server.member("ada").id().await;
    let visitor = server.visitor();
    assert_eq!(visitor.get(&format!("/api/v1/accounts/{ada}/identity_proofs")).await.ok(), json!([]));
    visitor.get("/api/v1/accounts/1/identity_proofs").await.refused(404);
}
