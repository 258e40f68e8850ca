//! Context notes: written, rated, and shown once both sides find them helpful.

use crate::chrome::{Chrome, Look};
use crate::pages::browser::Browser;
use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use testkit::{Client, Server, wait_until};

const NOTES: &str = "/api/braise/v1/notes";

/// Somebody who posts, somebody who writes notes, and six who rate them.
struct Town {
    poster: Client,
    writer: Client,
    raters: Vec<Client>,
    posts: Vec<String>,
    notes: Vec<String>,
}

/// Three posts with a note each.
async fn town(server: &Server) -> Town {
    let (poster, writer) = (server.member("poster"), server.member("writer"));
    let raters: Vec<Client> = (0..6).map(|n| server.member(&format!("rater{n}"))).collect();
    let (mut posts, mut notes) = (Vec::new(), Vec::new());
    for name in ["left", "right", "both"] {
        let post = poster.post_status(&format!("A claim about {name}")).await;
        let post = post["id"].as_str().unwrap().to_owned();
        let note = json!({ "status_id": post, "text": format!("What {name} misses"), "sources": ["https://a.example/x"] });
        let note = writer.post(NOTES).json(note).await.ok();
        assert_eq!(
            (&note["status"], &note["mine"], &note["locked"]),
            (&json!("needs_more"), &json!(true), &json!(false))
        );
        notes.push(note["id"].as_str().unwrap().to_owned());
        posts.push(post);
    }
    Town { poster, writer, raters, posts, notes }
}

impl Town {
    /// The left likes the first note, the right the second, all of them the third.
    async fn rate(&self) {
        for (number, rater) in self.raters.iter().enumerate() {
            let left = number < 3;
            for (note, pleased) in self.notes.iter().zip([left, !left, true]) {
                let helpful = if pleased { "yes" } else { "no" };
                let rating =
                    json!({ "helpful": helpful, "reasons": ["clear", "wrong", "words-of-tomorrow"] });
                let rated = rater.post(&format!("{NOTES}/{note}/ratings")).json(rating).await.ok();
                let reason = if pleased { "clear" } else { "wrong" };
                assert_eq!(rated["my_rating"], json!({ "helpful": helpful, "reasons": [reason] }));
            }
        }
    }

    async fn under(&self, post: usize) -> Value {
        self.raters[0].get(&format!("/api/braise/v1/statuses/{}/notes", self.posts[post])).await.ok()[0]
            .clone()
    }

    async fn wait_for_helpful(&self, post: usize) -> Value {
        wait_until("the note is helpful", || async {
            let note = self.under(post).await;
            (note["status"] == "helpful").then_some(note)
        })
        .await
    }
}

/// What a visitor reads on a post's page.
async fn page(server: &Server, post: &str) -> String {
    Browser::new(server).get(&format!("/@poster/{post}?lang=en")).await.text
}

#[tokio::test]
async fn a_note_is_shown_once_both_sides_find_it_helpful_and_never_for_one_alone() {
    on_each_engine(|mut server| async move {
        let town = town(&server).await;
        assert!(!page(&server, &town.posts[2]).await.contains("What both misses"));
        town.rate().await;
        let note = town.wait_for_helpful(2).await;
        let numbers = &note["numbers"];
        assert!(numbers["helpfulness"].as_f64().unwrap() >= 0.4, "{note}");
        assert!(numbers["side"].as_f64().unwrap().abs() < 0.5, "{note}");
        assert_eq!(
            (&numbers["ratings"], &numbers["counted"], &numbers["ratings_a_rater"]),
            (&json!(6), &json!(6), &json!(2))
        );
        assert_eq!(
            numbers["sides"],
            json!([{ "raters": 3, "helpful_share": 1.0 }, { "raters": 3, "helpful_share": 1.0 }])
        );
        for one_sided in [0, 1] {
            assert_ne!(town.under(one_sided).await["status"], "helpful");
            assert!(!page(&server, &town.posts[one_sided]).await.contains("misses"));
        }
        // It stands under the post wherever that is shown, for visitors too, and after a restart.
        let shown = page(&server, &town.posts[2]).await;
        assert!(shown.contains("What both misses") && shown.contains("https://a.example/x"), "{shown}");
        assert!(shown.contains("Rated helpful by people who usually disagree"));
        assert!(Browser::new(&server).get("/@poster?lang=en").await.text.contains("What both misses"));
        server.restart();
        assert!(page(&server, &town.posts[2]).await.contains("What both misses"));
        // Somebody changes their mind, and is believed.
        for rater in &town.raters[..3] {
            let path = format!("{NOTES}/{}/ratings", town.notes[2]);
            rater.post(&path).json(json!({ "helpful": "no" })).await.ok();
        }
        wait_until("the note is taken down", || async {
            (!page(&server, &town.posts[2]).await.contains("What both misses")).then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn who_may_not_say_anything_about_a_note_does_not() {
    on_each_engine(|server| async move {
        let town = town(&server).await;
        let path = format!("{NOTES}/{}/ratings", town.notes[0]);
        for own in [&town.poster, &town.writer] {
            own.post(&path).json(json!({ "helpful": "yes" })).await.refused(403);
        }
        town.raters[0].post(&path).json(json!({ "helpful": "perhaps" })).await.refused(422);
        town.raters[0]
            .post(&format!("{NOTES}/12345/ratings"))
            .json(json!({ "helpful": "yes" }))
            .await
            .refused(404);
        server.visitor().post(&path).json(json!({ "helpful": "yes" })).await.refused(401);

        let note = |post: &str, text: &str| json!({ "status_id": post, "text": text });
        let rater = &town.raters[1];
        town.writer.post(NOTES).json(note(&town.posts[0], "Another")).await.refused(422);
        town.poster.post(NOTES).json(note(&town.posts[0], "About myself")).await.refused(403);
        rater.post(NOTES).json(note(&town.posts[0], " ")).await.refused(422);
        rater.post(NOTES).json(note(&town.posts[0], &"x".repeat(601))).await.refused(422);
        rater.post(NOTES).json(json!({ "text": "Under nothing" })).await.refused(404);
        let bad = json!({ "status_id": town.posts[0], "text": "See", "sources": ["javascript:alert(1)"] });
        rater.post(NOTES).json(bad).await.refused(422);
        // What not everybody sees has no notes, and what somebody may not see tells nothing of itself.
        let quiet = json!({ "status": "quietly", "visibility": "unlisted" });
        let quiet = town.poster.post_with(quiet).await["id"].as_str().unwrap().to_owned();
        rater.post(NOTES).json(note(&quiet, "Under it")).await.refused(422);
        let friends = json!({ "status": "for friends", "visibility": "private" });
        let friends = town.poster.post_with(friends).await["id"].as_str().unwrap().to_owned();
        rater.post(NOTES).json(note(&friends, "Under it")).await.refused(404);
        rater.get(&format!("/api/braise/v1/statuses/{friends}/notes")).await.refused(404);
        // Whoever is blocked by the post's author neither sees its notes nor rates them.
        let blocked = town.raters[2].id().await;
        town.poster.post(&format!("/api/v1/accounts/{blocked}/block")).await.ok();
        town.raters[2].post(&path).json(json!({ "helpful": "yes" })).await.refused(404);

        let waiting = town.raters[0].get(NOTES).await.ok();
        assert_eq!(waiting["waiting"].as_array().unwrap().len(), 3);
        assert_eq!(town.poster.get(NOTES).await.ok()["about_me"].as_array().unwrap().len(), 3);
        assert_eq!(town.writer.get(NOTES).await.ok()["mine"].as_array().unwrap().len(), 3);
        // Notes go with their author's word, a moderator's, and the post.
        let at = |note: usize| format!("{NOTES}/{}", town.notes[note]);
        town.raters[0].delete(&at(0)).await.refused(404);
        town.writer.delete(&at(0)).await.ok();
        server.admin("warden").delete(&at(1)).await.ok();
        town.poster.delete(&format!("/api/v1/statuses/{}", town.posts[2])).await.ok();
        assert_eq!(town.raters[0].get(NOTES).await.ok()["waiting"], json!([]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_written_and_rated_on_pages() {
    let server = on_sqlite();
    let town = town(&server).await;
    town.rate().await;
    town.wait_for_helpful(2).await;
    let more = town.poster.post_status("Another claim").await["id"].as_str().unwrap().to_owned();
    for (language, phone) in [("en", false), ("fr", true)] {
        let Some(chrome) = Chrome::open(server.url(), Look { language, phone, scripts: !phone }).await else {
            return;
        };
        let name = if phone { "rater1" } else { "rater0" };
        chrome.log_in(name).await;
        chrome.go(&format!("/@poster/{}?lang={language}", town.posts[2])).await;
        chrome.find(".note .note-text").await;
        chrome.press("article .note .made summary").await;
        chrome.photograph("note-shown").await;
        chrome.go(&format!("/notes/write/{more}")).await;
        chrome.write("#text", "What is missing here").await;
        chrome.write("#sources", "nowhere").await;
        chrome.press("form.area .button").await;
        chrome.find(".wrong").await;
        chrome.photograph("note-wrong").await;
        chrome.go(&format!("/notes/write/{more}")).await;
        chrome.write("#text", "What is missing here").await;
        chrome.press("form.area .button").await;
        chrome.find("#notes").await;
        chrome.go("/notes").await;
        chrome.find(".note.rated").await;
        chrome.photograph("notes").await;
        if phone {
            chrome.press(".note.rated .rate summary").await;
            chrome.press(".note.rated input[name=helpful][value=yes]").await;
            chrome.photograph("note-rating").await;
            chrome.press(".note.rated .rate .button").await;
            chrome.waits_for("Votre avis est gardé").await;
        }
        chrome.close().await;
    }
}
