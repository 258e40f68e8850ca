//! Writing posts, in a browser without scripts.

use super::browser::Browser;
use super::id;
use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use testkit::{Client, fixtures};

async fn posts_of(client: &Client) -> Vec<Value> {
    let path = format!("/api/v1/accounts/{}/statuses", client.id().await);
    let mut posts = client.get(&path).await.ok().as_array().unwrap().clone();
    posts.reverse();
    posts
}

fn says(post: &Value, words: &str) -> bool {
    post["content"].as_str().unwrap().contains(words)
}

#[tokio::test]
async fn a_thread_is_written_in_boxes_and_published_in_order() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let mut browser = Browser::inside(&server, "ada").await;
        let page = browser.get("/compose?lang=en").await;
        assert!(page.text.contains("Add another post") && !page.text.contains("id=\"next-2\""));
        let one = [("text", "One"), ("wish", "more")];
        let page = browser.submit_parts(&page, "/compose", &one, None).await;
        assert!(page.status == 200 && page.text.contains(">One</textarea>"), "{}", page.text);
        let two = [("text", "One"), ("next", "Two"), ("visibility", "unlisted"), ("wish", "more")];
        let page = browser.submit_parts(&page, "/compose", &two, None).await;
        assert!(page.text.contains(">Two</textarea>") && page.text.contains("id=\"next-3\""));
        let all = [
            ("text", "One"),
            ("next", "Two"),
            ("next", " "),
            ("next", "Three"),
            ("visibility", "unlisted"),
            ("wish", "preview"),
        ];
        let preview = browser.submit_parts(&page, "/compose", &all, None).await.text;
        assert!(preview.contains("<p>Two</p>") && preview.contains("<p>Three</p>"), "{preview}");
        let long = "a".repeat(5_000 + 1);
        let wrong = [("text", "One"), ("next", "Two"), ("next", &long), ("wish", "publish")];
        let refused = browser.submit_parts(&page, "/compose", &wrong, None).await;
        assert!(refused.status == 422 && refused.text.contains("Post 3 of the thread is too long"));
        assert!(refused.text.contains(">One</textarea>") && refused.text.contains(&long));
        assert_eq!(posts_of(&ada).await.len(), 0);

        let publish = [&all[..5], &[("wish", "publish")]].concat();
        for _ in 0..2 {
            // A second press publishes nothing twice.
            assert_eq!(browser.submit_parts(&page, "/compose", &publish, None).await.status, 303);
        }
        let posts = posts_of(&ada).await;
        assert_eq!(posts.len(), 3);
        for (place, words) in ["One", "Two", "Three"].iter().enumerate() {
            let above = place.checked_sub(1).map_or(Value::Null, |above| posts[above]["id"].clone());
            assert!(says(&posts[place], words), "{}", posts[place]);
            assert_eq!(
                (&posts[place]["in_reply_to_id"], &posts[place]["visibility"]),
                (&above, &json!("unlisted"))
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_thread_that_breaks_off_says_how_far_it_came() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/compose?lang=en").await;
    // A key that is too long, with more than 255 characters, once the post's number stands behind it.
    let key = "k".repeat(254);
    let fields = [
        ("key", key.as_str()),
        ("text", "First"),
        ("next", "Second"),
        ("next", "Third"),
        ("visibility", "public"),
        ("wish", "publish"),
    ];
    let broken = browser.submit_parts(&page, "/compose", &fields, None).await;
    assert!(broken.status == 422 && broken.text.contains("One post of the thread is published."));
    assert!(broken.text.contains(">Second</textarea>") && broken.text.contains(">Third</textarea>"));
    assert!(!broken.text.contains(">First</textarea>") && broken.text.contains("data-partly"));
    let rest = [("text", "Second"), ("next", "Third"), ("visibility", "public"), ("wish", "publish")];
    assert_eq!(browser.submit_parts(&broken, "/compose", &rest, None).await.status, 303);
    let posts = posts_of(&ada).await;
    assert_eq!(posts.len(), 3);
    assert_eq!(
        (&posts[1]["in_reply_to_id"], &posts[2]["in_reply_to_id"]),
        (&posts[0]["id"], &posts[1]["id"])
    );
    assert!(says(&posts[2], "Third"));
}

#[tokio::test]
async fn a_description_that_is_too_long_is_named_and_its_picture_stays() {
    on_each_engine(|server| async move {
        server.member("ada");
        let mut browser = Browser::inside(&server, "ada").await;
        let page = browser.get("/compose?lang=en").await;
        let long = "word ".repeat(400);
        let fields = [("text", "Look"), ("alt", long.as_str()), ("wish", "publish")];
        let answer = browser.submit_parts(&page, "/compose", &fields, Some(fixtures::png(64, 64))).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("at most 1,500 characters"), "{}", answer.text);
        assert!(answer.text.contains("name=\"alt-") && answer.text.contains("word word word"));
    })
    .await;
}

#[tokio::test]
async fn what_is_to_stay_in_sight_of_a_picture_is_chosen_and_kept() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let mut browser = Browser::inside(&server, "ada").await;
        let page = browser.get("/compose?lang=en").await;
        let begin =
            [("text", "Look"), ("alt", "A gradient"), ("across", "10"), ("down", "90"), ("wish", "preview")];
        let page = browser.submit_parts(&page, "/compose", &begin, Some(fixtures::png(64, 64))).await;
        let file = page.text.split("name=\"across-").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(
            page.text.contains("max=\"100\" value=\"10\"") && page.text.contains("fx-1 fy-9"),
            "{}",
            page.text
        );
        let (alt, across, down) = (format!("alt-{file}"), format!("across-{file}"), format!("down-{file}"));
        let fields = [
            ("text", "Look"),
            (alt.as_str(), "A gradient"),
            (across.as_str(), "100"),
            (down.as_str(), "0"),
            ("wish", "publish"),
        ];
        assert_eq!(browser.submit_parts(&page, "/compose", &fields, None).await.status, 303);
        let post = posts_of(&ada).await.remove(0);
        let focus = |post: &Value| post["media_attachments"][0]["meta"]["focus"].clone();
        assert_eq!(focus(&post), json!({ "x": 1.0, "y": 1.0 }));
        assert!(browser.get(&format!("/@ada/{}", id(&post))).await.text.contains("class=\"fx-10 fy-0\""));

        let page = browser.get(&format!("/compose?edit={}", id(&post))).await;
        assert!(page.text.contains("max=\"100\" value=\"100\""), "{}", page.text);
        let edited =
            [("text", "Look"), (alt.as_str(), "A gradient"), (across.as_str(), "50"), (down.as_str(), "50")];
        assert_eq!(browser.submit_parts(&page, "/compose", &edited, None).await.status, 303);
        let post = ada.get(&format!("/api/v1/statuses/{}", id(&post))).await.ok();
        assert_eq!(focus(&post)["x"], 0.0);
    })
    .await;
}

#[tokio::test]
async fn what_a_model_made_is_said_so_without_scripts() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let mut browser = Browser::inside(&server, "ada").await;
        let page = browser.get("/compose?lang=en").await;
        let begin = [("text", "Look"), ("alt", "A gradient"), ("ai", "0"), ("wish", "preview")];
        let page = browser.submit_parts(&page, "/compose", &begin, Some(fixtures::png(64, 64))).await;
        let file = page.text.split("name=\"ai-").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let (alt, ai) = (format!("alt-{file}"), format!("ai-{file}"));
        let ticked = format!("name=\"{ai}\" value=\"1\" checked");
        assert!(page.text.contains(&ticked), "{}", page.text);
        let fields = [
            ("text", "Look"),
            (alt.as_str(), "A gradient"),
            (ai.as_str(), "1"),
            ("ai_generated", "1"),
            ("wish", "publish"),
        ];
        assert_eq!(browser.submit_parts(&page, "/compose", &fields, None).await.status, 303);
        let post = posts_of(&ada).await.remove(0);
        let marks = |post: &Value| {
            (post["ai_generated"].clone(), post["media_attachments"][0]["ai_generated"].clone())
        };
        assert_eq!(marks(&post), (json!(true), json!(true)));
        let place = format!("/@ada/{}", id(&post));
        let mut visitor = Browser::new(&server);
        for (language, mark, meaning) in [
            ("en", "Made with AI", "a model wrote this text"),
            ("fr", "Fait avec une IA", "un modèle a écrit ce texte"),
        ] {
            let page = visitor.get(&format!("{place}?lang={language}")).await.text;
            assert_eq!(page.matches(mark).count(), 2, "the post and its picture: {page}");
            assert!(page.contains(meaning), "{page}");
        }
        // A form in which nothing is ticked takes the marks off.
        let edit = browser.get(&format!("/compose?edit={}", id(&post))).await;
        assert!(edit.text.contains("name=\"ai_generated\" value=\"1\" checked"), "{}", edit.text);
        assert!(edit.text.contains(&ticked), "{}", edit.text);
        let fields = [("text", "Look"), (alt.as_str(), "A gradient")];
        assert_eq!(browser.submit_parts(&edit, "/compose", &fields, None).await.status, 303);
        let post = ada.get(&format!("/api/v1/statuses/{}", id(&post))).await.ok();
        assert_eq!(marks(&post), (json!(false), json!(false)));
    })
    .await;
}
