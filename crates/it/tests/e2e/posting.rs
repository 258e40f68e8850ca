//! Posting, whole: from the first word to the last reaction.

use crate::on_each_engine;
use serde_json::{Value, json};
use testkit::{Client, fixtures};

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

async fn act(client: &Client, status: &str, verb: &str) -> Value {
    client.post(&format!("/api/v1/statuses/{status}/{verb}")).await.ok()
}

#[tokio::test]
async fn a_post_is_read_at_once_by_its_author_and_followers() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        bo.follow(&ada).await;
        let post = ada.post_status("Rain over the harbour, and the ferry is late. #weather").await;
        assert!(post["content"].as_str().unwrap().contains("class=\"mention hashtag\""), "{post}");
        assert_eq!(ada.home_ids().await, [id(&post)]);
        assert_eq!(bo.home_ids().await, [id(&post)]);
        let tagged = server.visitor().get("/api/v1/timelines/tag/Weather").await;
        assert_eq!(tagged.ids(), [id(&post)]);
        assert_eq!(ada.me().await["statuses_count"], 1);
    })
    .await;
}

#[tokio::test]
async fn reactions_count_once_and_come_back() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let post = id(&ada.post_status("Bread is ready").await);
        for _ in 0..2 {
            let liked = act(&bo, &post, "favourite").await;
            assert_eq!((&liked["favourited"], &liked["favourites_count"]), (&json!(true), &json!(1)));
            let reposted = act(&bo, &post, "reblog").await;
            assert_eq!(
                (&reposted["reblogged"], &reposted["reblog"]["reblogs_count"]),
                (&json!(true), &json!(1))
            );
        }
        assert_eq!(act(&bo, &post, "bookmark").await["bookmarked"], true);
        assert_eq!(bo.get("/api/v1/bookmarks").await.ids(), [post.clone()]);
        assert_eq!(bo.get("/api/v1/favourites").await.ids(), [post.clone()]);
        let likers = ada.get(&format!("/api/v1/statuses/{post}/favourited_by")).await.ok();
        assert_eq!(likers[0]["username"], "bo");
        assert_eq!(act(&bo, &post, "unfavourite").await["favourites_count"], 0);
        assert_eq!(act(&bo, &post, "unreblog").await["reblogs_count"], 0);
        assert_eq!(act(&bo, &post, "unbookmark").await["bookmarked"], false);
        assert_eq!(bo.home_ids().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_thread_reads_in_order_and_counts_its_replies() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let first = id(&ada.post_status("Who has seen the comet?").await);
        let reply = |client: Client, to: String, text: &'static str| async move {
            id(&client.post_with(json!({ "status": text, "in_reply_to_id": to })).await)
        };
        let one = reply(bo.clone(), first.clone(), "@ada I have, at four").await;
        let two = reply(ada.clone(), first.clone(), "Anybody else?").await;
        let below_one = reply(ada.clone(), one.clone(), "@bo How bright?").await;
        let context = server.visitor().get(&format!("/api/v1/statuses/{one}/context")).await.ok();
        assert_eq!(context["ancestors"][0]["id"], json!(first));
        assert_eq!(context["descendants"][0]["id"], json!(below_one));
        let whole = ada.get(&format!("/api/v1/statuses/{first}/context")).await.ok();
        let order: Vec<&Value> =
            whole["descendants"].as_array().unwrap().iter().map(|post| &post["id"]).collect();
        assert_eq!(order, [&json!(one), &json!(below_one), &json!(two)]);
        assert_eq!(ada.get(&format!("/api/v1/statuses/{first}")).await.ok()["replies_count"], 2);
    })
    .await;
}

#[tokio::test]
async fn each_visibility_reaches_whom_it_should() {
    on_each_engine(|server| async move {
        let (ada, friend, stranger) =
            (server.member("ada"), server.member("friend"), server.member("stranger"));
        friend.follow(&ada).await;
        for (visibility, friends, strangers, visitors) in [
            ("public", 200, 200, 200),
            ("unlisted", 200, 200, 200),
            ("private", 200, 404, 404),
            ("direct", 404, 404, 404),
        ] {
            let post = ada
                .post_with(json!({ "status": format!("for {visibility}"), "visibility": visibility }))
                .await;
            let path = format!("/api/v1/statuses/{}", id(&post));
            assert_eq!(friend.get(&path).await.status, friends, "{visibility} to a friend");
            assert_eq!(stranger.get(&path).await.status, strangers, "{visibility} to a stranger");
            assert_eq!(server.visitor().get(&path).await.status, visitors, "{visibility} to a visitor");
        }
        let letter = ada.post_with(json!({ "status": "@stranger a letter", "visibility": "direct" })).await;
        assert_eq!(stranger.get(&format!("/api/v1/statuses/{}", id(&letter))).await.status, 200);
        assert_eq!(friend.get(&format!("/api/v1/statuses/{}", id(&letter))).await.status, 404);
        let inside = ada.post_with(json!({ "status": "between us", "local_only": true })).await;
        assert_eq!(stranger.get(&format!("/api/v1/statuses/{}", id(&inside))).await.status, 200);
        assert_eq!(server.visitor().get(&format!("/api/v1/statuses/{}", id(&inside))).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn an_edit_keeps_what_was_and_a_deletion_leaves_the_words() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let post = id(&ada.post_status("Ferry at nine").await);
        let path = format!("/api/v1/statuses/{post}");
        let edited = ada.put(&path).json(json!({ "status": "Ferry at **ten**", "spoiler_text": "Times", "content_type": "text/markdown" })).await.ok();
        assert!(edited["content"].as_str().unwrap().contains("<strong>ten</strong>"), "{edited}");
        assert!(edited["edited_at"].is_string());
        let history = ada.get(&format!("{path}/history")).await.ok();
        assert_eq!(history.as_array().unwrap().len(), 2);
        assert!(history[0]["content"].as_str().unwrap().contains("nine"));
        assert_eq!(ada.get(&format!("{path}/source")).await.ok()["text"], "Ferry at **ten**");
        let deleted = ada.delete(&path).await.ok();
        assert_eq!(deleted["text"], "Ferry at **ten**");
        assert_eq!(ada.get(&path).await.status, 404);
        assert_eq!(ada.home_ids().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_poll_counts_each_voter_once() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let asked = ada.post_with(json!({ "status": "Which bread?", "poll": { "options": ["rye", "wheat"], "expires_in": 600 } })).await;
        let poll = asked["poll"]["id"].as_str().unwrap().to_owned();
        let votes = format!("/api/v1/polls/{poll}/votes");
        let voted = bo.post(&votes).form(&[("choices[]", "1")]).await.ok();
        assert_eq!((&voted["voted"], &voted["own_votes"], &voted["options"][1]["votes_count"]), (&json!(true), &json!([1]), &json!(1)));
        bo.post(&votes).json(json!({ "choices": [0] })).await.refused(422);
        ada.post(&votes).json(json!({ "choices": [0] })).await.refused(422);
        let seen = bo.get(&format!("/api/v1/statuses/{}", id(&asked))).await.ok();
        assert_eq!(seen["poll"]["own_votes"], json!([1]));
        let short = json!({ "status": "Too short", "poll": { "options": ["a", "b"], "expires_in": 3 } });
        let sentence = ada.post("/api/v1/statuses").json(short).await.refused(422);
        assert_eq!(sentence, "Validation failed: Expires at is too soon");
    })
    .await;
}

#[tokio::test]
async fn quotes_show_until_they_are_revoked() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let original = id(&ada.post_status("The lighthouse has a new lamp").await);
        let quote = bo.post_with(json!({ "status": "Worth a walk", "quoted_status_id": original })).await;
        assert_eq!(
            (&quote["quote"]["state"], &quote["quote"]["quoted_status"]["id"]),
            (&json!("accepted"), &json!(original))
        );
        assert_eq!(ada.get(&format!("/api/v1/statuses/{original}/quotes")).await.ids(), [id(&quote)]);
        let revoke = format!("/api/v1/statuses/{original}/quotes/{}/revoke", id(&quote));
        bo.post(&revoke).await.refused(403);
        assert_eq!(ada.post(&revoke).await.ok()["quote"]["state"], "revoked");
        ada.put(&format!("/api/v1/statuses/{original}/interaction_policy"))
            .json(json!({ "quote_approval_policy": "nobody" }))
            .await
            .ok();
        let again = json!({ "status": "Again", "quoted_status_id": original });
        bo.post("/api/v1/statuses").json(again).await.refused(422);
    })
    .await;
}

#[tokio::test]
async fn the_same_key_posts_once() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let send = || {
            ada.post("/api/v1/statuses")
                .header("idempotency-key", "once")
                .json(json!({ "status": "only once" }))
        };
        let (one, two) = (send().await.ok(), send().await.ok());
        assert_eq!(id(&one), id(&two));
        assert_eq!(ada.home_ids().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn pictures_lose_what_they_should_not_tell() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let media = ada.upload("photo.jpg", "image/jpeg", fixtures::jpeg_with_place(64, 48)).await;
        assert_eq!(media["type"], "image");
        assert!(media["blurhash"].is_string());
        let described = ada
            .put(&format!("/api/v1/media/{}", id(&media)))
            .json(json!({ "description": "A quay", "focus": "0.5,-0.5" }))
            .await
            .ok();
        assert_eq!(
            (&described["description"], &described["meta"]["focus"]["y"]),
            (&json!("A quay"), &json!(-0.5))
        );
        let post = ada.post_with(json!({ "status": "Look", "media_ids": [id(&media)] })).await;
        assert_eq!(post["media_attachments"][0]["description"], "A quay");
        let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec();
        ada.post("/api/v2/media").file("file", "drawing.png", "image/png", drawing).await.refused(422);
    })
    .await;
}

#[tokio::test]
async fn what_a_model_made_is_marked_until_its_author_says_otherwise() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let plain = ada.upload("a.png", "image/png", fixtures::png(64, 48)).await;
        assert_eq!(plain["ai_generated"], false);
        let made = ada
            .post("/api/v2/media")
            .file("file", "b.png", "image/png", fixtures::png(48, 64))
            .part("ai_generated", "true")
            .await
            .ok();
        assert_eq!(made["ai_generated"], true);
        // Who changes the description alone leaves the mark.
        let path = format!("/api/v1/media/{}", id(&made));
        let described = ada.put(&path).json(json!({ "description": "A quay" })).await.ok();
        assert_eq!(described["ai_generated"], true);
        let body = json!({ "status": "Look", "ai_generated": true, "media_ids": [id(&plain), id(&made)] });
        let post = ada.post_with(body).await;
        let marks = |post: &Value| {
            let of = |medium: &Value| medium["ai_generated"].as_bool().unwrap();
            let media: Vec<bool> = post["media_attachments"].as_array().unwrap().iter().map(of).collect();
            (post["ai_generated"].as_bool().unwrap(), media)
        };
        assert_eq!(marks(&post), (true, vec![false, true]));
        let path = format!("/api/v1/statuses/{}", id(&post));
        let media = json!([id(&plain), id(&made)]);
        let kept = ada.put(&path).json(json!({ "status": "Look here", "media_ids": media })).await.ok();
        assert_eq!(marks(&kept), (true, vec![false, true]), "an app that does not know of it keeps it");
        let details = json!([{ "id": id(&plain), "ai_generated": true }, { "id": id(&made), "ai_generated": false }]);
        let body = json!({ "status": "Look", "ai_generated": false, "media_ids": media, "media_attributes": details });
        ada.put(&path).json(body).await.ok();
        let read = server.visitor().get(&path).await.ok();
        assert_eq!(marks(&read), (false, vec![true, false]));
        let draft = json!({ "status": "Half", "ai_generated": true });
        let draft = ada.post("/api/braise/v1/drafts").json(draft).await.ok();
        assert_eq!(draft["params"]["ai_generated"], true);
    })
    .await;
}

#[tokio::test]
async fn what_waits_can_be_moved_and_taken_back() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let later = "2031-01-02T03:04:05.000Z";
        let waiting =
            ada.post("/api/v1/statuses").json(json!({ "status": "Later", "scheduled_at": later })).await.ok();
        assert_eq!(waiting["scheduled_at"], later);
        let path = format!("/api/v1/scheduled_statuses/{}", id(&waiting));
        assert_eq!(ada.get("/api/v1/scheduled_statuses").await.ids(), [id(&waiting)]);
        let moved = ada.put(&path).json(json!({ "scheduled_at": "2032-01-02T03:04:05.000Z" })).await.ok();
        assert_eq!(moved["scheduled_at"], "2032-01-02T03:04:05.000Z");
        ada.delete(&path).await.ok();
        ada.get(&path).await.refused(404);
        ada.post("/api/v1/statuses")
            .json(json!({ "status": "Too soon", "scheduled_at": "2020-01-01T00:00:00Z" }))
            .await
            .refused(422);
    })
    .await;
}

#[tokio::test]
async fn nonsense_is_answered_with_what_to_change() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        for body in [
            json!({}),
            json!({ "status": "" }),
            json!({ "status": "x", "visibility": "everybody" }),
            json!({ "status": "x", "media_ids": ["1"] }),
            json!({ "status": "x", "media_ids": ["not an id"] }),
            json!({ "status": "x".repeat(6_000) }),
            json!({ "status": "x", "poll": { "options": ["same", "same"], "expires_in": 600 } }),
            json!({ "status": "x", "language": "klingon!" }),
            json!({ "status": "x", "in_reply_to_id": "99" }),
            json!({ "status": "x", "scheduled_at": "tomorrow" }),
        ] {
            let answer = ada.post("/api/v1/statuses").json(body.clone()).await;
            assert_eq!(answer.status, 422, "{body} was answered {}", answer.text);
        }
        assert_eq!(ada.post("/api/v1/statuses").raw("application/json", b"{".to_vec()).await.status, 400);
        assert_eq!(ada.post("/api/v1/statuses").json(json!({ "status": "nul \u{0}" })).await.status, 400);
        assert_eq!(ada.post("/api/v1/statuses").raw("text/csv", b"a,b".to_vec()).await.status, 415);
        ada.get("/api/v1/statuses/abc").await.refused(404);
        ada.get("/api/v1/timelines/home").query(&[("max_id", "abc")]).await.refused(422);
        server.visitor().post("/api/v1/statuses").json(json!({ "status": "who" })).await.refused(401);
    })
    .await;
}

#[tokio::test]
async fn pages_link_to_the_next_and_the_one_before() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let mut posts = Vec::new();
        for number in 0..5 {
            posts.insert(0, id(&ada.post_status(&format!("number {number}")).await));
        }
        let first = ada.get("/api/v1/timelines/home?limit=2").await;
        let (older, seen) = (first.next().unwrap(), first.ids());
        assert_eq!(seen, posts[..2]);
        let next = ada.get(&older).await;
        let (newer, seen) = (next.prev().unwrap(), next.ids());
        assert_eq!(seen, posts[2..4]);
        let back = ada.get(&newer).await;
        assert_eq!(back.ids(), posts[..2]);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_kept_changed_and_thrown_away() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let begun = ada.post("/api/braise/v1/drafts").json(json!({ "status": "Half a tho" })).await.ok();
        let path = format!("/api/braise/v1/drafts/{}", id(&begun));
        let changed =
            ada.put(&path).json(json!({ "status": "Half a thought", "visibility": "private" })).await.ok();
        assert_eq!(
            (&changed["params"]["status"], &changed["params"]["visibility"]),
            (&json!("Half a thought"), &json!("private"))
        );
        assert_eq!(ada.get("/api/braise/v1/drafts").await.ids(), [id(&begun)]);
        bo.get(&path).await.refused(404);
        bo.delete(&path).await.refused(404);
        ada.delete(&path).await.ok();
        ada.get(&path).await.refused(404);
    })
    .await;
}

#[tokio::test]
async fn emoji_of_the_house_stand_in_what_names_them() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let before = ada.post_status("A loaf :loaf: and more").await;
        assert_eq!(before["emojis"], json!([]));
        let picture = server.folder().join("loaf.png");
        std::fs::write(&picture, fixtures::png(32, 32)).unwrap();
        server.cli(&["emoji", "add", "loaf", picture.to_str().unwrap(), "--category", "kitchen"]);
        let path = format!("/api/v1/statuses/{}", id(&before));
        testkit::wait_until("the emoji", || async {
            (ada.get(&path).await.ok()["emojis"][0]["shortcode"] == "loaf").then_some(())
        })
        .await;
        let profile = ada
            .patch("/api/v1/accounts/update_credentials")
            .json(json!({ "display_name": "Ada :loaf:" }))
            .await
            .ok();
        assert_eq!(profile["emojis"][0]["shortcode"], "loaf");
        assert_eq!(server.visitor().get("/api/v1/custom_emojis").await.ok()[0]["category"], "kitchen");
    })
    .await;
}

#[tokio::test]
async fn a_repost_for_nobody_knows_whom_is_refused() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let post = id(&ada.post_status("Bread is ready").await);
        let path = format!("/api/v1/statuses/{post}/reblog");
        let sentence = bo.post(&path).json(json!({ "visibility": "privat" })).await.refused(422);
        assert!(sentence.contains("Visibility is not included in the list"), "{sentence}");
        assert_eq!(ada.get(&format!("/api/v1/statuses/{post}")).await.ok()["reblogs_count"], 0);
        let made = bo.post(&path).json(json!({ "visibility": "private" })).await.ok();
        assert_eq!(made["visibility"], "private");
    })
    .await;
}
