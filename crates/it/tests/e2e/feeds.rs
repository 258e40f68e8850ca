//! Feeds that members make: built, read, shared, liked, kept at hand, explained.

use crate::on_each_engine;
use crate::pages::browser::Browser;
use serde_json::{Value, json};
use testkit::{Client, Server, fixtures};

const FEEDS: &str = "/api/braise/v1/feeds";

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

/// A member who lets themself be found, and their words too.
async fn open_member(server: &Server, name: &str) -> Client {
    let member = server.member(name);
    member.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
    member.put("/api/braise/v1/consent").json(json!({ "embeddings_search": "yes" })).await.ok();
    member
}

/// Ada, who reads; Bo and Cy, who write of gardens and telescopes in turn.
async fn town(server: &Server) -> (Client, Client, Client) {
    let ada = server.member("ada");
    let (bo, cy) = (open_member(server, "bo").await, open_member(server, "cy").await);
    for n in 0..12 {
        let (who, what) =
            (if n % 3 == 0 { &bo } else { &cy }, if n % 2 == 0 { "garden" } else { "telescope" });
        who.post_status(&format!("About the {what} number{n}, with thing{n} and matter{} #{what}", n * 3))
            .await;
    }
    (ada, bo, cy)
}

async fn made(who: &Client, definition: Value) -> String {
    id(&who.post(FEEDS).json(definition).await.ok())
}

async fn items(who: &Client, feed: &str) -> Vec<Value> {
    let page = who.get(&format!("{FEEDS}/{feed}/items?limit=40")).await.ok();
    page["items"].as_array().unwrap().clone()
}

fn texts(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["status"]["content"].as_str().unwrap()).collect()
}

fn sums(terms: &Value) -> f64 {
    terms.as_array().unwrap().iter().map(|term| term["delta"].as_f64().unwrap()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_made_read_changed_and_removed() {
    on_each_engine(|server| async move {
        let (ada, bo, _) = town(&server).await;
        let gardens = json!({
            "name": " Gardens ",
            "description": "What grows",
            "sources": { "tags": ["#Garden"] },
            "order": "newest",
        });
        let feed = ada.post(FEEDS).json(gardens).await.ok();
        assert_eq!((&feed["name"], &feed["sources"]["tags"]), (&json!("Gardens"), &json!(["garden"])));
        assert_eq!((&feed["mine"], &feed["shared"]), (&json!(true), &json!(false)));
        let path = format!("{FEEDS}/{}", id(&feed));
        let page = ada.get(&format!("{path}/items?limit=4")).await.ok();
        let first = page["items"].as_array().unwrap().clone();
        assert_eq!(first.len(), 4, "{page}");
        assert!(texts(&first)[0].contains("number10") && texts(&first)[1].contains("number8"));
        for item in &first {
            assert!((sums(&item["terms"]) - item["score"].as_f64().unwrap()).abs() < 1e-6);
        }
        let cursor = page["cursor"].as_str().expect("there is more");
        let next = ada.get(&format!("{path}/items?limit=4&cursor={cursor}")).await.ok();
        let rest = next["items"].as_array().unwrap().clone();
        assert_eq!((rest.len(), &next["cursor"]), (2, &Value::Null));
        assert!(texts(&rest)[1].contains("number0"));

        // What is not named stays; a part is set as a whole.
        let change = json!({ "order": "ranked", "weights": { "quality": 2.5 }, "sources": { "words": ["telescopes"] } });
        let changed = ada.put(&path).json(change).await.ok();
        assert_eq!((&changed["name"], &changed["weights"]), (&json!("Gardens"), &json!({ "quality": 2.5 })));
        let shown = items(&ada, &id(&feed)).await;
        assert_eq!(shown.len(), 6);
        assert!(texts(&shown).iter().all(|text| text.contains("telescope")));
        for item in &shown {
            assert!((sums(&item["terms"]) - item["score"].as_f64().unwrap()).abs() < 1e-6);
        }
        let by_bo = json!({ "name": "Bo", "sources": { "accounts": [bo.id().await] }, "order": "newest" });
        assert_eq!(items(&ada, &made(&ada, by_bo).await).await.len(), 4);
        assert_eq!(ada.get(FEEDS).await.ok().as_array().unwrap().len(), 2);
        ada.delete(&path).await.ok();
        ada.get(&path).await.refused(404);
        ada.get(&format!("{path}/items")).await.refused(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_feed_is_named() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let tagged = json!({ "tags": ["garden"] });
        let with = |name: &str, value: Value| {
            let mut feed = json!({ "name": "Mine", "sources": tagged });
            feed[name] = value;
            feed
        };
        let many: Vec<String> = (0..51).map(|n| format!("tag{n}")).collect();
        for (wrong, named) in [
            (json!({ "sources": tagged }), "name can't be blank"),
            (with("name", json!("x".repeat(61))), "name is too long"),
            (with("description", json!("x".repeat(301))), "description is too long"),
            (json!({ "name": "Empty" }), "sources has to name"),
            (with("sources", json!(["garden"])), "sources has to be an object"),
            (with("sources", json!({ "tagz": ["garden"] })), "sources.tagz is not known"),
            (with("sources", json!({ "tags": many })), "sources.tags names too many"),
            (with("sources", json!({ "tags": [{ "name": "garden" }] })), "sources.tags has to be a list"),
            (with("sources", json!({ "accounts": ["99"] })), "sources.accounts names 99"),
            (with("sources", json!({ "accounts": ["bo"] })), "sources.accounts has \"bo\""),
            (with("sources", json!({ "for_you": ["luck"] })), "sources.for_you has no \"luck\""),
            (with("sources", json!({ "words": ["…"] })), "sources.words has to be words"),
            (with("filters", json!({ "max_age_hours": 337 })), "filters.max_age_hours has to be at most 336"),
            (with("filters", json!({ "min_characters": -1 })), "filters.min_characters has to be a whole"),
            (with("filters", json!({ "media": "perhaps" })), "filters.media has to be true or false"),
            (with("filters", json!({ "colour": "red" })), "filters.colour is not known"),
            (with("weights", json!({ "taste": 5.5 })), "weights of taste has to be from 0 to 5"),
            (with("weights", json!({ "luck": 1 })), "weights.luck is not known"),
            (with("weights", json!({ "taste": "much" })), "weights.taste has to be a number"),
            (with("order", json!("random")), "order has to be ranked or newest"),
        ] {
            let refused = ada.post(FEEDS).json(wrong.clone()).await.refused(422);
            assert!(refused.contains(named), "{wrong}: {refused}");
        }
        assert_eq!(ada.get(FEEDS).await.ok(), json!([]));
        ada.get(&format!("{FEEDS}?scope=all")).await.refused(422);
        ada.get(&format!("{FEEDS}/for_me")).await.refused(404);
        let reader = server.log_in("ada", "read:statuses");
        reader.get(FEEDS).await.refused(403);
        server.visitor().get(FEEDS).await.refused(401);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_leave_out_what_they_say_and_why_says_so() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let bo = open_member(&server, "bo").await;
        let good = id(&bo.post_with(json!({ "status": "Bread from the old oven", "language": "en" })).await);
        let french = id(&bo.post_with(json!({ "status": "Du pain au levain", "language": "fr" })).await);
        let war = id(&bo.post_with(json!({ "status": "Bread and the AI boom", "language": "en" })).await);
        let short = id(&bo.post_with(json!({ "status": "Bread", "language": "en" })).await);
        let made_up = id(&bo
            .post_with(
                json!({ "status": "Bread that no oven ever saw", "language": "en", "ai_generated": true }),
            )
            .await);
        let answer = json!({ "status": "Bread it is, my friend", "language": "en", "in_reply_to_id": good });
        let reply = id(&bo.post_with(answer).await);
        let filters = json!({
            "languages": ["en"],
            "min_characters": 10,
            "without_words": ["AI"],
            "no_ai": true,
            "no_replies": true,
            "local": true,
        });
        let feed = made(
            &ada,
            json!({ "name": "Bread", "sources": { "latest": true }, "filters": filters, "order": "newest" }),
        )
        .await;
        let shown: Vec<String> = items(&ada, &feed).await.iter().map(|item| id(&item["status"])).collect();
        assert_eq!(shown, [good.clone()]);
        let why = |post: String| {
            let (ada, feed) = (&ada, &feed);
            async move { ada.get(&format!("/api/braise/v1/why/{post}?feed={feed}")).await.ok() }
        };
        for (post, reason) in [
            (french, "other_language"),
            (war, "unwanted_word"),
            (short, "too_short"),
            (made_up, "made_with_a_model"),
            (reply, "reply"),
        ] {
            let why = why(post).await;
            assert_eq!((&why["shown"], &why["removed"]["reason"]), (&json!(false), &json!(reason)), "{why}");
            assert!(!why["removed"]["detail"].as_str().unwrap().is_empty());
        }
        let placed = why(good.clone()).await;
        assert_eq!((&placed["shown"], &placed["rank"]), (&json!(true), &json!(1)));
        assert!((sums(&placed["terms"]) - placed["score"].as_f64().unwrap()).abs() < 1e-6);
        ada.get(&format!("/api/braise/v1/why/{good}?feed=nonsense")).await.refused(422);
        ada.get(&format!("/api/braise/v1/why/{good}?feed=99")).await.refused(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_feed_is_read_with_the_readers_own_eyes() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = town(&server).await;
        let all = json!({ "name": "All", "sources": { "latest": true, "for_you": ["followed"] }, "order": "newest" });
        let feed = made(&ada, all).await;
        let path = format!("{FEEDS}/{feed}");
        for (method, end) in [("get", ""), ("get", "/items"), ("post", "/like"), ("post", "/pin")] {
            let answer = if method == "get" {
                bo.get(&format!("{path}{end}")).await
            } else {
                bo.post(&format!("{path}{end}")).await
            };
            answer.refused(404);
        }
        ada.put(&path).json(json!({ "shared": true })).await.ok();
        let seen = bo.get(&path).await.ok();
        assert_eq!((&seen["mine"], &seen["owner"]["acct"]), (&json!(false), &json!("ada")));
        // Of the others Bo sees all, with their own among them; once Cy is muted, nothing of Cy's.
        assert_eq!(items(&bo, &feed).await.len(), 12);
        bo.post(&format!("/api/v1/accounts/{}/mute", cy.id().await)).await.ok();
        assert_eq!(items(&bo, &feed).await.len(), 4);
        assert_eq!(items(&ada, &feed).await.len(), 12, "what Bo hides is Bo's business");
        // What only Ada may see is not shown to Bo through Ada's feed.
        let shy = server.member("shy");
        ada.follow(&shy).await;
        shy.post_status("quietly, for those who follow me").await;
        assert_eq!(items(&ada, &feed).await.len(), 13);
        assert_eq!(items(&bo, &feed).await.len(), 4);

        bo.put(&path).json(json!({ "name": "Mine now" })).await.refused(404);
        bo.delete(&path).await.refused(404);
        let liked = bo.post(&format!("{path}/like")).await.ok();
        bo.post(&format!("{path}/like")).await.ok();
        assert_eq!((&liked["liked"], &liked["likes_count"]), (&json!(true), &json!(1)));
        bo.post(&format!("{path}/pin")).await.ok();
        let shared = bo.get(&format!("{FEEDS}?scope=shared")).await.ok();
        assert_eq!((id(&shared[0]), &shared[0]["likes_count"]), (feed.clone(), &json!(1)));
        assert_eq!(bo.get(&format!("{FEEDS}?scope=pinned")).await.ids(), [feed.clone()]);
        assert_eq!(bo.delete(&format!("{path}/like")).await.ok()["likes_count"], 0);
        // Whoever is blocked cannot read it, nor once it is taken back.
        let bo_id = bo.id().await;
        ada.post(&format!("/api/v1/accounts/{bo_id}/block")).await.ok();
        bo.get(&format!("{path}/items")).await.refused(404);
        assert_eq!(bo.get(&format!("{FEEDS}?scope=pinned")).await.ok(), json!([]));
        ada.post(&format!("/api/v1/accounts/{bo_id}/unblock")).await.ok();
        assert_eq!(bo.get(&format!("{FEEDS}?scope=pinned")).await.ids(), [feed.clone()]);
        ada.put(&path).json(json!({ "shared": false })).await.ok();
        bo.get(&path).await.refused(404);
        assert_eq!(bo.get(&format!("{FEEDS}?scope=shared")).await.ok(), json!([]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tab_bears_the_name_its_feed_has_now() {
    on_each_engine(|server| async move {
        let (ada, bo, _) = town(&server).await;
        let all = json!({ "name": "Evenings", "shared": true, "sources": { "latest": true } });
        let path = format!("{FEEDS}/{}", made(&ada, all).await);
        bo.post(&format!("{path}/pin")).await.ok();
        let mut browser = Browser::inside(&server, "bo").await;
        assert!(browser.get("/").await.text.contains("Evenings"));
        ada.put(&path).json(json!({ "name": "Slow mornings" })).await.ok();
        let page = browser.get("/").await.text;
        assert!(page.contains("Slow mornings") && !page.contains("Evenings"));
        let bo_id = bo.id().await;
        ada.post(&format!("/api/v1/accounts/{bo_id}/block")).await.ok();
        assert!(!browser.get("/").await.text.contains("Slow mornings"));
        ada.post(&format!("/api/v1/accounts/{bo_id}/unblock")).await.ok();
        assert!(browser.get("/").await.text.contains("Slow mornings"));
        ada.delete(&path).await.ok();
        assert!(!browser.get("/").await.text.contains("Slow mornings"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_of_pictures_shows_what_has_pictures() {
    on_each_engine(|mut server| async move {
        let (ada, bo, _) = town(&server).await;
        let picture = bo.upload("a.png", "image/png", fixtures::png(40, 40)).await;
        let post = bo.post_with(json!({ "status": "My garden", "media_ids": [id(&picture)] })).await;
        let feed = json!({ "name": "Pictures", "sources": { "latest": true }, "filters": { "media": true } });
        let feed = made(&ada, feed).await;
        let seen = items(&ada, &feed).await;
        assert_eq!(seen.len(), 1, "{seen:?}");
        assert_eq!(seen[0]["status"]["id"], post["id"]);
        // The same when the posts were there before the server began.
        server.restart();
        let ada = server.log_in("ada", "read write");
        assert_eq!(items(&ada, &feed).await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_shows_what_would_be_shown_and_keeps_nothing() {
    on_each_engine(|server| async move {
        let (ada, ..) = town(&server).await;
        let draft = json!({ "sources": { "tags": ["garden"] }, "weights": { "fresh": 0 } });
        let page = ada.post(&format!("{FEEDS}/preview")).json(draft).await.ok();
        assert_eq!(page["items"].as_array().unwrap().len(), 6, "{page}");
        let refused = ada.post(&format!("{FEEDS}/preview")).json(json!({ "sources": {} })).await.refused(422);
        assert!(refused.contains("sources"), "{refused}");
        assert_eq!(ada.get(FEEDS).await.ok(), json!([]));
        assert_eq!(ada.get("/api/braise/v1/profile").await.ok()["shown"], 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pinned_feeds_are_lists_for_apps_once_the_member_says_so() {
    on_each_engine(|server| async move {
        let (ada, ..) = town(&server).await;
        let own = id(&ada.post("/api/v1/lists").json(json!({ "title": "Own" })).await.ok());
        let gardens = json!({ "name": "Gardens", "sources": { "tags": ["garden"] }, "order": "newest" });
        let feed = made(&ada, gardens).await;
        ada.post(&format!("{FEEDS}/{feed}/pin")).await.ok();
        assert_eq!(ada.get("/api/v1/lists").await.ids(), [own.clone()], "nobody is surprised");
        let timeline = format!("/api/v1/timelines/list/{feed}");
        ada.get(&timeline).await.refused(404);
        ada.put(&format!("{FEEDS}/settings")).json(json!({ "as_lists": true })).await.ok();
        assert_eq!(ada.get(&format!("{FEEDS}/settings")).await.ok(), json!({ "as_lists": true }));
        let lists = ada.get("/api/v1/lists").await;
        assert_eq!(lists.ids(), [own, "1".to_owned(), feed.clone()]);
        assert_eq!(ada.get(&format!("/api/v1/lists/{feed}")).await.ok()["title"], "Gardens");
        assert_eq!(ada.get(&format!("/api/v1/lists/{feed}/accounts")).await.ok(), json!([]));
        ada.put(&format!("/api/v1/lists/{feed}")).json(json!({ "title": "Mine" })).await.refused(404);

        let first = ada.get(&format!("{timeline}?limit=4")).await;
        let onward = first.next().expect("there is more");
        let ids = first.ids();
        assert_eq!(ids.len(), 4);
        let next = ada.get(&onward).await.ids();
        assert_eq!(next.len(), 2);
        assert!(next.iter().all(|id| !ids.contains(id)));
        let after = ada.get(&format!("{timeline}?max_id={}", next[1])).await;
        assert_eq!(after.ids(), Vec::<String>::new(), "what ended has ended");
        let newer = ada.get(&format!("{timeline}?since_id={}", ids[1])).await;
        assert_eq!(newer.ids(), ids[..1]);
        assert_eq!(ada.get("/api/v1/timelines/list/1?limit=5").await.ids().len(), 5);
        // Who lets go of a feed reads it as a list no longer.
        ada.delete(&format!("{FEEDS}/{feed}/pin")).await.ok();
        ada.get(&timeline).await.refused(404);
    })
    .await;
}
