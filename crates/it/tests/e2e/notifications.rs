//! What a member is told: one by one, in groups, and what is held back until they ask.

use crate::on_each_engine;
use serde_json::{Value, json};
use testkit::Client;

const ALL: &str = "/api/v1/notifications";
const GROUPS: &str = "/api/v2/notifications";
const POLICY: &str = "/api/v2/notifications/policy";
const REQUESTS: &str = "/api/v1/notifications/requests";

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

fn kinds(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|one| one["type"].as_str().expect("a type")).collect()
}

async fn react(client: &Client, status: &str, verb: &str) {
    client.post(&format!("/api/v1/statuses/{status}/{verb}")).await.ok();
}

async fn relate(client: &Client, other: &Client, verb: &str) {
    client.post(&format!("/api/v1/accounts/{}/{verb}", other.id().await)).await.ok();
}

#[tokio::test]
async fn a_member_is_told_what_happened_and_may_choose_what_to_hear() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let post = id(&ada.post_status("The kettle sings").await);
        bo.follow(&ada).await;
        react(&bo, &post, "favourite").await;
        react(&bo, &post, "reblog").await;
        bo.post_status("@ada it does").await;
        let told = ada.get(ALL).await.ok();
        assert_eq!(kinds(&told), ["mention", "reblog", "favourite", "follow"]);
        assert_eq!(told[2]["status"]["id"], post.as_str());
        assert!(told[3].get("status").is_none());
        let only = ada.get(ALL).query(&[("types[]", "follow"), ("types[]", "mention")]).await.ok();
        assert_eq!(kinds(&only), ["mention", "follow"]);
        let without = ada.get(ALL).query(&[("exclude_types[]", "mention")]).await.ok();
        assert_eq!(kinds(&without), ["reblog", "favourite", "follow"]);

        let first = ada.get(ALL).query(&[("limit", 2)]).await;
        let next = first.next().expect("a second page");
        assert_eq!(kinds(&ada.get(&next).await.ok()), ["favourite", "follow"]);
        assert_eq!(ada.get(&format!("{ALL}/unread_count")).await.ok(), json!({ "count": 4 }));
        let marker = json!({ "notifications": { "last_read_id": id(&told[1]) } });
        if ada.post("/api/v1/markers").json(marker).unchecked().await.status == 200 {
            assert_eq!(ada.get(&format!("{ALL}/unread_count")).await.ok(), json!({ "count": 1 }));
        }
        let one = ada.get(&format!("{ALL}/{}", id(&told[0]))).await.ok();
        assert_eq!(one["type"], "mention");
        bo.get(&format!("{ALL}/{}", id(&told[0]))).await.refused(404);

        assert_eq!(ada.post(&format!("{ALL}/{}/dismiss", id(&told[0]))).await.ok(), json!({}));
        ada.post(&format!("{ALL}/{}/dismiss", id(&told[0]))).await.refused(404);
        ada.get(&format!("{ALL}/{}", id(&told[0]))).await.refused(404);
        assert_eq!(ada.post(&format!("{ALL}/clear")).await.ok(), json!({}));
        assert_eq!(ada.get(ALL).await.ok(), json!([]));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_muted_or_blocked_afterwards_is_no_longer_heard() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
        let post = id(&ada.post_status("Quiet, please").await);
        react(&bo, &post, "favourite").await;
        react(&cy, &post, "favourite").await;
        assert_eq!(ada.get(ALL).await.ids().len(), 2);
        relate(&ada, &bo, "mute").await;
        assert_eq!(ada.get(ALL).await.ids().len(), 1);
        let groups = ada.get(GROUPS).await.ok();
        assert_eq!(groups["notification_groups"][0]["sample_account_ids"], json!([cy.id().await]));
        relate(&ada, &bo, "unmute").await;
        assert_eq!(ada.get(ALL).await.ids().len(), 2);
        relate(&cy, &ada, "block").await;
        assert_eq!(ada.get(ALL).await.ids().len(), 1);
        react(&bo, &post, "unfavourite").await;
        assert_eq!(ada.get(ALL).await.ids().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn likes_of_one_post_are_one_group() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let post = id(&ada.post_status("Everybody's favourite").await);
        let mut fans = Vec::new();
        for name in ["bo", "cy", "di"] {
            let fan = server.member(name);
            react(&fan, &post, "favourite").await;
            fans.push(fan.id().await);
        }
        server.member("ed").post_status("@ada hello").await;
        fans.reverse();
        let found = ada.get(GROUPS).await.ok();
        let groups = found["notification_groups"].as_array().unwrap();
        assert_eq!(groups.len(), 2, "{found}");
        let likes = &groups[1];
        assert_eq!((&likes["type"], &likes["notifications_count"]), (&json!("favourite"), &json!(3)));
        assert_eq!(likes["sample_account_ids"], json!(fans));
        assert_eq!(likes["status_id"], post.as_str());
        assert_eq!(likes["page_max_id"], likes["most_recent_notification_id"].to_string());
        assert_eq!(
            (found["accounts"].as_array().unwrap().len(), found["statuses"].as_array().unwrap().len()),
            (4, 2)
        );
        assert_eq!(ada.get(&format!("{GROUPS}/unread_count")).await.ok(), json!({ "count": 2 }));

        let partial = ada.get(GROUPS).query(&[("expand_accounts", "partial_avatars")]).await.ok();
        assert_eq!(partial["accounts"].as_array().unwrap().len(), 2);
        assert_eq!(partial["partial_accounts"].as_array().unwrap().len(), 2);
        assert!(partial["partial_accounts"][0].get("username").is_none());
        ada.get(GROUPS).query(&[("expand_accounts", "all")]).unchecked().await.refused(400);

        let apart = ada.get(GROUPS).query(&[("grouped_types[]", "follow")]).await.ok();
        assert_eq!(apart["notification_groups"].as_array().unwrap().len(), 4);
        let alone = apart["notification_groups"][1]["group_key"].as_str().unwrap();
        assert!(alone.starts_with("ungrouped-"), "{alone}");
        let alone = ada.get(&format!("{GROUPS}/{alone}")).await.ok();
        assert_eq!(alone["notification_groups"][0]["notifications_count"], 1);

        let first = ada.get(GROUPS).query(&[("limit", 1)]).await;
        let next = ada.get(&first.next().expect("a next page")).await.ok();
        assert_eq!(next["notification_groups"][0]["notifications_count"], 3);

        let key = likes["group_key"].as_str().unwrap();
        let one = ada.get(&format!("{GROUPS}/{key}")).await.ok();
        assert_eq!(one["notification_groups"][0]["notifications_count"], 3);
        assert!(one["notification_groups"][0].get("page_max_id").is_none());
        assert_eq!(ada.get(&format!("{GROUPS}/{key}/accounts")).await.ids(), fans);
        assert_eq!(ada.post(&format!("{GROUPS}/{key}/dismiss")).await.ok(), json!({}));
        ada.get(&format!("{GROUPS}/{key}")).await.refused(404);
        assert_eq!(kinds(&ada.get(ALL).await.ok()), ["mention"]);
    })
    .await;
}

#[tokio::test]
async fn strangers_wait_until_they_are_let_through() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
        let policy = ada.get(POLICY).await.ok();
        assert_eq!(policy["for_not_following"], "accept");
        let mut stream = ada.sse("/api/v1/streaming/user/notification").await;
        let policy = ada.patch(POLICY).json(json!({ "for_not_following": "filter" })).await.ok();
        assert_eq!(policy["for_not_following"], "filter");
        assert_eq!(
            policy["summary"],
            json!({ "pending_requests_count": 0, "pending_notifications_count": 0 })
        );
        ada.patch(POLICY).json(json!({ "for_not_following": "burn" })).await.refused(422);

        bo.post_status("@ada may I ask something?").await;
        let second = id(&bo.post_status("@ada it is about bread").await);
        cy.post_status("@ada buy my lamps").await;
        assert_eq!(ada.get(ALL).await.ok(), json!([]));
        let all = ada.get(ALL).query(&[("include_filtered", true)]).await.ok();
        assert_eq!(all.as_array().unwrap().len(), 3);
        assert_eq!(all[0]["filtered"], true);
        let from = bo.id().await;
        assert_eq!(ada.get(ALL).query(&[("account_id", &from)]).await.ids().len(), 2);
        let policy = ada.get(POLICY).await.ok();
        assert_eq!(
            policy["summary"],
            json!({ "pending_requests_count": 2, "pending_notifications_count": 3 })
        );

        let requests = ada.get(REQUESTS).await.ok();
        assert_eq!(requests.as_array().unwrap().len(), 2);
        let request =
            requests.as_array().unwrap().iter().find(|one| one["account"]["username"] == "bo").unwrap();
        assert_eq!(
            (&request["notifications_count"], &request["last_status"]["id"]),
            (&json!("2"), &json!(second))
        );
        let one = ada.get(&format!("{REQUESTS}/{}", id(request))).await.ok();
        assert_eq!(one["account"]["username"], "bo");
        assert_eq!(ada.post(&format!("{REQUESTS}/{}/accept", id(request))).await.ok(), json!({}));
        stream.expect("notifications_merged").await;
        assert_eq!(ada.get(&format!("{REQUESTS}/merged")).await.ok(), json!({ "merged": true }));
        assert_eq!(ada.get(ALL).await.ids().len(), 2);
        bo.post_status("@ada thank you").await;
        assert_eq!(ada.get(ALL).await.ids().len(), 3);

        let other =
            requests.as_array().unwrap().iter().find(|one| one["account"]["username"] == "cy").unwrap();
        assert_eq!(
            ada.post(&format!("{REQUESTS}/dismiss")).json(json!({ "id": [id(other)] })).await.ok(),
            json!({})
        );
        assert_eq!(ada.get(REQUESTS).await.ok(), json!([]));
        ada.post(&format!("{REQUESTS}/{}/accept", id(other))).await.refused(404);
        let old = ada.get("/api/v1/notifications/policy").unchecked().await.ok();
        assert_eq!(old["filter_not_following"], true);
    })
    .await;
}

#[tokio::test]
async fn private_words_of_strangers_wait_unless_they_answer() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
        ada.follow(&cy).await;
        let whisper = |text: &str| json!({ "status": text, "visibility": "direct" });
        bo.post_with(whisper("@ada you do not know me")).await;
        assert_eq!(ada.get(ALL).await.ok(), json!([]));
        assert_eq!(ada.get(REQUESTS).await.ids(), [bo.id().await]);
        cy.post_with(whisper("@ada it is me")).await;
        assert_eq!(kinds(&ada.get(ALL).await.ok()), ["mention"]);
        let asked = ada.post_with(whisper("@bo do I not?")).await;
        bo.post_with(json!({ "status": "@ada no", "visibility": "direct", "in_reply_to_id": asked["id"] }))
            .await;
        assert_eq!(kinds(&ada.get(ALL).await.ok()), ["mention", "mention"]);
    })
    .await;
}

#[tokio::test]
async fn a_notification_is_dismissed_by_older_apps_too() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        bo.follow(&ada).await;
        let told = ada.get(ALL).await.ids();
        let path = "/api/v1/notifications/dismiss";
        ada.post(path).form(&[("id", "nothing")]).await.refused(404);
        ada.post(path).form(&[("id", &told[0])]).await.ok();
        assert!(ada.get(ALL).await.ids().is_empty());
    })
    .await;
}
