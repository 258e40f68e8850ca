//! What a member keeps beside posts; people to meet; the server's notice board.

use crate::on_each_engine;
use serde_json::json;
use testkit::fixtures;

#[tokio::test]
async fn places_read_to_are_remembered() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        assert_eq!(ada.get("/api/v1/markers?timeline[]=home").await.ok(), json!({}));
        let first =
            ada.post("/api/v1/markers").form(&[("home[last_read_id]", "103194548672408537")]).await.ok();
        assert_eq!(first["home"]["version"], 0);
        let more = json!({ "home": { "last_read_id": "7" }, "notifications": { "last_read_id": "9" } });
        assert_eq!(ada.post("/api/v1/markers").json(more).await.ok()["home"]["version"], 1);
        let both = ada.get("/api/v1/markers?timeline[]=home&timeline[]=notifications").await.ok();
        assert_eq!(both["home"]["last_read_id"], "7");
        assert_eq!(both["notifications"]["last_read_id"], "9");
        let wrong = json!({ "home": { "last_read_id": "x" } });
        ada.post("/api/v1/markers").json(wrong).await.refused(422);
        let preferences = ada.get("/api/v1/preferences").await.ok();
        assert_eq!(preferences["posting:default:visibility"], "public");
    })
    .await;
}

#[tokio::test]
async fn servers_are_blocked_and_unblocked() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        for name in ["one.example", "Two.Example", "two.example"] {
            ada.post("/api/v1/domain_blocks").form(&[("domain", name)]).await.ok();
        }
        ada.post("/api/v1/domain_blocks").form(&[("domain", "no domain")]).await.refused(422);
        let page = ada.get("/api/v1/domain_blocks?limit=1").await;
        let next = page.next().expect("a next page");
        assert_eq!(page.ok(), json!(["two.example"]));
        assert_eq!(ada.get(&next).await.ok(), json!(["one.example"]));
        ada.delete("/api/v1/domain_blocks?domain=two.example").await.ok();
        assert_eq!(ada.get("/api/v1/domain_blocks").await.ok(), json!(["one.example"]));
    })
    .await;
}

#[tokio::test]
async fn a_report_tells_only_what_its_maker_may_see() {
    on_each_engine(|server| async move {
        let (ada, bo, judith) = (server.member("ada"), server.member("bo"), server.admin("judith"));
        let target = bo.id().await;
        let open = bo.post_status("buy my coins").await["id"].clone();
        let secret = bo.post_with(json!({ "status": "hidden", "visibility": "private" })).await["id"].clone();
        let report =
            json!({ "account_id": target, "status_ids": [open], "comment": "spam", "category": "spam" });
        let made = ada.post("/api/v1/reports").json(report).await.ok();
        assert_eq!((&made["status_ids"], &made["category"]), (&json!([open]), &json!("spam")));
        let told = judith.get("/api/v1/notifications").query(&[("types[]", "admin.report")]).await.ok();
        assert_eq!(told[0]["report"], made);
        let grouped = judith.get("/api/v2/notifications").query(&[("types[]", "admin.report")]).await.ok();
        assert_eq!(grouped["notification_groups"][0]["report"], made);
        let report = json!({ "account_id": target, "status_ids": [secret] });
        ada.post("/api/v1/reports").json(report).await.refused(404);
        let report = json!({ "account_id": target, "category": "boring" });
        ada.post("/api/v1/reports").json(report).await.refused(422);
        let report = json!({ "account_id": target, "rule_ids": ["1"] });
        ada.post("/api/v1/reports").json(report).await.refused(422);
        ada.post("/api/v1/reports").json(json!({ "account_id": "1" })).await.refused(404);
        let long = json!({ "account_id": target, "comment": "x".repeat(1_001) });
        ada.post("/api/v1/reports").json(long).await.refused(422);
    })
    .await;
}

#[tokio::test]
async fn friends_of_friends_are_suggested_and_shown() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
        let found = json!({ "discoverable": true });
        cy.patch("/api/v1/accounts/update_credentials").json(found).await.ok();
        ada.follow(&bo).await;
        bo.follow(&cy).await;
        cy.post_status("good morning").await;
        let cy_id = cy.id().await;
        let suggested = ada.get("/api/v2/suggestions").await.ok();
        assert_eq!(suggested[0]["account"]["id"], json!(cy_id));
        assert_eq!(suggested[0]["sources"], json!(["friends_of_friends"]));
        assert_eq!(server.visitor().get("/api/v1/directory").await.ids(), [cy_id.clone()]);
        let familiar = format!("/api/v1/accounts/familiar_followers?id[]={cy_id}");
        assert_eq!(ada.get(&familiar).await.ok()[0]["accounts"][0]["username"], "bo");
        ada.delete(&format!("/api/v1/suggestions/{cy_id}")).await.ok();
        assert_eq!(ada.get("/api/v1/suggestions").await.ids(), Vec::<String>::new());
        let endorse = format!("/api/v1/accounts/{cy_id}/endorse");
        ada.post(&endorse).await.refused(422);
        ada.follow(&cy).await;
        assert_eq!(ada.post(&endorse).await.ok()["endorsed"], true);
        let shown = format!("/api/v1/accounts/{}/endorsements", ada.id().await);
        assert_eq!(server.visitor().get(&shown).await.ids(), [cy_id.clone()]);
        ada.post(&format!("/api/v1/accounts/{cy_id}/unpin")).await.ok();
        assert_eq!(ada.get("/api/v1/endorsements").await.ids(), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_notice_board_is_open() {
    on_each_engine(|server| async move {
        let (ada, visitor) = (server.member("ada"), server.visitor());
        ada.post_status("counted").await;
        for page in ["rules", "peers", "domain_blocks"] {
            assert_eq!(visitor.get(&format!("/api/v1/instance/{page}")).await.ok(), json!([]));
        }
        assert_eq!(visitor.get("/api/v1/custom_emojis").await.ok(), json!([]));
        let weeks = visitor.get("/api/v1/instance/activity").await.ok();
        assert_eq!((weeks.as_array().unwrap().len(), &weeks[0]["statuses"]), (12, &json!("1")));
        visitor.get("/api/v1/instance/extended_description").await.ok();
        visitor.get("/api/v1/instance/privacy_policy").await.ok();
        visitor.get("/api/v1/instance/terms_of_service").await.refused(404);
        visitor.get("/api/v1/instance/translation_languages").await.ok();
        assert_eq!(ada.get("/api/v1/announcements").await.ok(), json!([]));
        ada.post("/api/v1/announcements/1/dismiss").await.refused(404);
        visitor.get("/api/v1/announcements").await.refused(401);
    })
    .await;
}

#[tokio::test]
async fn people_are_suggested_for_several_reasons_that_are_said() {
    on_each_engine(|server| async move {
        let me = server.member("me");
        let mut members = Vec::new();
        for name in ["friend", "shown", "writer", "liked"] {
            let member = server.member(name);
            let found = json!({ "discoverable": true });
            member.patch("/api/v1/accounts/update_credentials").json(found).await.ok();
            members.push(member);
        }
        let [friend, shown, writer, liked] = &members[..] else { panic!("four members") };
        me.follow(friend).await;
        friend.follow(shown).await;
        friend.post(&format!("/api/v1/accounts/{}/endorse", shown.id().await)).await.ok();
        me.post("/api/v1/tags/orchids/follow").await.ok();
        writer.post_status("The first #orchids").await;
        for text in ["one", "two"] {
            let post = liked.post_status(text).await["id"].as_str().unwrap().to_owned();
            me.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
        }
        let found = me.get("/api/v2/suggestions").await.ok();
        let source = |name: &str| {
            let all = found.as_array().unwrap();
            let one = all.iter().find(|one| one["account"]["username"] == name);
            one.map(|one| one["sources"][0].as_str().unwrap().to_owned())
        };
        assert_eq!(source("shown").as_deref(), Some("featured"), "{found}");
        assert_eq!(source("writer").as_deref(), Some("similar_to_recently_followed"), "{found}");
        assert_eq!(source("liked").as_deref(), Some("most_interactions"), "{found}");
        assert_eq!(source("friend"), None);
        let page = crate::pages::browser::Browser::inside(&server, "me")
            .await
            .get("/explore?show=people")
            .await
            .text;
        let off = json!({ "signals": { "like": false } });
        me.put("/api/braise/v1/steering").json(off).await.ok();
        let without = me.get("/api/v2/suggestions").await.ok();
        let sources: Vec<&serde_json::Value> =
            without.as_array().unwrap().iter().map(|one| &one["sources"][0]).collect();
        assert!(!sources.contains(&&json!("most_interactions")), "{without}");
        for why in ["@friend, whom you follow, recommends", "Writes about #orchids", "You liked several"] {
            assert!(page.contains(why), "{why}: {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_read_and_changed_in_the_words_it_was_written_in() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let path = "/api/v1/profile";
        let plain = ada.get(path).await.ok();
        assert_eq!((&plain["avatar"], &plain["header_static"]), (&json!(null), &json!(null)));
        let wanted = json!({
            "display_name": "Ada", "note": "Reads <b>tides</b>", "bot": true,
            "fields_attributes": [{ "name": "Page", "value": "https://ada.example" }],
        });
        let changed = ada.patch(path).json(wanted).await.ok();
        assert_eq!(changed, ada.get(path).await.ok());
        assert_eq!(changed["note"], "Reads <b>tides</b>");
        assert_eq!((&changed["display_name"], &changed["bot"]), (&json!("Ada"), &json!(true)));
        assert_eq!(changed["fields"][0]["value"], "https://ada.example");

        let upload = |name: &str| ada.patch(path).file(name, "a.png", "image/png", fixtures::png(64, 64));
        for picture in ["avatar", "header"] {
            assert!(upload(picture).await.ok()[picture].is_string());
            let without = ada.delete(&format!("{path}/{picture}")).await.ok();
            assert!(without["source"].is_object(), "the account as its member sees it: {without}");
            assert!(ada.get(path).await.ok()[picture].is_null());
        }
        server.visitor().get(path).await.refused(401);
        server.visitor().delete(&format!("{path}/avatar")).await.refused(401);
    })
    .await;
}

#[tokio::test]
async fn proofs_of_elsewhere_are_an_empty_list() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let path = format!("/api/v1/accounts/{}/identity_proofs", ada.id().await);
        assert_eq!(ada.get(&path).await.ok(), json!([]));
        ada.get("/api/v1/accounts/1/identity_proofs").await.refused(404);
    })
    .await;
}
