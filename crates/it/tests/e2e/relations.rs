//! Following, blocking, muting.

use crate::on_each_engine;
use serde_json::json;
use testkit::Client;

async fn towards(client: &Client, other: &Client, verb: &str) -> serde_json::Value {
    client.post(&format!("/api/v1/accounts/{}/{verb}", other.id().await)).await.ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_follows_themselves() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let own = format!("/api/v1/accounts/{}/follow", ada.id().await);
        ada.post(&own).await.refused(403);
    })
    .await;
}

#[tokio::test]
async fn a_locked_account_is_asked_first() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
        ada.patch("/api/v1/accounts/update_credentials").json(json!({ "locked": true })).await.ok();
        for client in [&bo, &cy] {
            let relation = towards(client, &ada, "follow").await;
            assert_eq!((&relation["requested"], &relation["following"]), (&json!(true), &json!(false)));
        }
        assert_eq!(ada.get("/api/v1/follow_requests").await.ids().len(), 2);
        assert_eq!(ada.me().await["source"]["follow_requests_count"], 2);
        let bo_id = bo.id().await;
        ada.post(&format!("/api/v1/follow_requests/{bo_id}/authorize")).await.ok();
        ada.post(&format!("/api/v1/follow_requests/{}/reject", cy.id().await)).await.ok();
        let secret = ada.post_with(json!({ "status": "for friends", "visibility": "private" })).await;
        assert_eq!(bo.home_ids().await, [secret["id"].as_str().unwrap()]);
        assert_eq!(cy.home_ids().await, Vec::<String>::new());
        assert_eq!(ada.me().await["followers_count"], 1);
        ada.post(&format!("/api/v1/accounts/{bo_id}/remove_from_followers")).await.ok();
        assert_eq!(bo.home_ids().await, Vec::<String>::new());
        assert_eq!(ada.me().await["followers_count"], 0);
    })
    .await;
}

#[tokio::test]
async fn a_block_ends_everything_between_two() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        bo.follow(&ada).await;
        ada.follow(&bo).await;
        let post = ada.post_status("before the block").await;
        let path = format!("/api/v1/statuses/{}", post["id"].as_str().unwrap());
        let relation = towards(&ada, &bo, "block").await;
        assert_eq!(
            (&relation["blocking"], &relation["following"], &relation["followed_by"]),
            (&json!(true), &json!(false), &json!(false))
        );
        assert_eq!(bo.home_ids().await, Vec::<String>::new());
        bo.get(&path).await.refused(404);
        bo.post(&format!("{path}/favourite")).await.refused(404);
        bo.post(&format!("/api/v1/accounts/{}/follow", ada.id().await)).await.refused(403);
        assert_eq!(ada.get("/api/v1/blocks").await.ids(), [bo.id().await]);
        towards(&ada, &bo, "unblock").await;
        bo.get(&path).await.ok();
    })
    .await;
}

#[tokio::test]
async fn a_mute_is_quiet_and_says_when_it_ends() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        ada.follow(&bo).await;
        bo.post_status("much to say").await;
        let path = format!("/api/v1/accounts/{}/mute", bo.id().await);
        let relation = ada.post(&path).json(json!({ "duration": 3600, "notifications": false })).await.ok();
        assert_eq!((&relation["muting"], &relation["muting_notifications"]), (&json!(true), &json!(false)));
        assert_eq!(ada.home_ids().await, Vec::<String>::new());
        let muted = ada.get("/api/v1/mutes").await.ok();
        assert!(muted[0]["mute_expires_at"].is_string(), "{muted}");
        towards(&ada, &bo, "unmute").await;
        assert_eq!(ada.home_ids().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn reposts_of_one_person_can_be_turned_off() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
        ada.follow(&bo).await;
        let post = cy.post_status("worth repeating").await;
        bo.post(&format!("/api/v1/statuses/{}/reblog", post["id"].as_str().unwrap())).await.ok();
        assert_eq!(ada.home_ids().await.len(), 1);
        let path = format!("/api/v1/accounts/{}/follow", bo.id().await);
        assert_eq!(ada.post(&path).json(json!({ "reblogs": false })).await.ok()["showing_reblogs"], false);
        assert_eq!(ada.home_ids().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_profile_says_what_its_member_wrote() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let changes = json!({
            "display_name": "Ada of the quay", "note": "Bakes. See https://example.org and #bread",
            "fields_attributes": [{ "name": "Boat", "value": "Émeline" }, { "name": "", "value": "" }],
            "source": { "privacy": "unlisted", "language": "fr", "sensitive": true }, "bot": false, "discoverable": true,
        });
        let account = ada.patch("/api/v1/accounts/update_credentials").json(changes).await.ok();
        assert_eq!((&account["display_name"], &account["fields"][0]["value"]), (&json!("Ada of the quay"), &json!("Émeline")));
        assert_eq!(account["fields"].as_array().unwrap().len(), 1);
        assert_eq!(account["source"]["privacy"], "unlisted");
        assert_eq!(ada.post_status("quiet").await["visibility"], "unlisted");
        let picture = testkit::fixtures::png(40, 30);
        let account = ada.patch("/api/v1/accounts/update_credentials").file("avatar", "a.png", "image/png", picture).await.ok();
        assert!(account["avatar"].as_str().unwrap().contains("/media/avatars/"), "{account}");
        let named = server.visitor().get("/api/v1/accounts/lookup?acct=ADA").await.ok();
        assert_eq!(named["display_name"], "Ada of the quay");
        let long = json!({ "display_name": "x".repeat(200) });
        ada.patch("/api/v1/accounts/update_credentials").json(long).await.refused(422);
    })
    .await;
}

#[tokio::test]
async fn a_follow_is_narrowed_to_languages_there_are() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let path = format!("/api/v1/accounts/{}/follow", bo.id().await);
        let follow = async |languages: serde_json::Value| {
            ada.post(&path).json(json!({ "languages": languages })).await
        };
        assert_eq!(follow(json!(["en", "pt-BR"])).await.ok()["languages"], json!(["en", "pt-BR"]));
        for wrong in [json!(["e".repeat(300)]), json!(["en", "<b>"]), json!(vec!["en"; 101])] {
            follow(wrong).await.refused(422);
        }
        assert_eq!(follow(json!([""])).await.ok()["languages"], json!(null));
        let source = |code: &str| json!({ "source": { "language": code } });
        let own = "/api/v1/accounts/update_credentials";
        let long = format!("en{}", "-abcdefgh".repeat(9));
        for wrong in ["5", "<b>", long.as_str()] {
            ada.patch(own).json(source(wrong)).await.refused(422);
        }
        assert_eq!(ada.patch(own).json(source("fr")).await.ok()["source"]["language"], "fr");
        assert!(ada.patch(own).json(source("")).await.ok()["source"]["language"].is_null());
    })
    .await;
}

#[tokio::test]
async fn what_lasts_longer_than_anybody_lasts_a_century() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let ages = 100_000_000_000_000_000_i64;
        let wanted = json!({ "title": "Ages", "context": ["home"], "expires_in": ages });
        let made = ada.post("/api/v2/filters").json(wanted).await.ok();
        assert!(made["expires_at"].as_str().unwrap() > "2100", "{made}");
        let mute = json!({ "duration": ages });
        ada.post(&format!("/api/v1/accounts/{}/mute", bo.id().await)).json(mute).await.ok();
        let muted = ada.get("/api/v1/mutes").await.ok();
        assert!(muted[0]["mute_expires_at"].as_str().unwrap() > "2100", "{muted}");
    })
    .await;
}
