//! Posts in other words: once a version, by the model that was chosen.

use super::{open, start, with};
use crate::chrome::{Chrome, Look};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use testkit::{Client, Engine, Provider, Said, wait_until};
use tokio::sync::Notify;

/// A translator that writes everything backwards and adds what it should not.
fn backwards(asked: &Value) -> String {
    let prompt: Value = serde_json::from_str(asked["messages"][1]["content"].as_str().unwrap()).unwrap();
    let one = |text: &Value| {
        let words: Vec<&str> = text.as_str().unwrap().split(' ').rev().collect();
        format!("{} https://evil.example/?q=1 ![x](https://evil.example/x.png) <b>@ada</b>", words.join(" "))
    };
    let texts: Vec<String> = prompt["texts"].as_array().unwrap().iter().map(one).collect();
    json!({ "from": "fr", "texts": texts }).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_translated_once_a_version_and_brings_nothing_along() {
    for engine in testkit::engines() {
        let provider = Provider::start(|_, asked| Said::Words(backwards(asked))).await;
        let server = with(engine, &provider);
        let (ada, bo) = (open(&server, "ada").await, open(&server, "bo").await);
        let picture = ada.upload("a.png", "image/png", testkit::fixtures::png(32, 20)).await;
        ada.put(&format!("/api/v1/media/{}", picture["id"].as_str().unwrap()))
            .json(json!({ "description": "un four" }))
            .await
            .ok();
        let post = ada
            .post_with(
                json!({ "status": "Le pain https://pain.example est #chaud\n\nvoir @bo", "language": "fr",
                "spoiler_text": "du pain", "media_ids": [picture["id"]] }),
            )
            .await;
        let way = format!("/api/v1/statuses/{}/translate", post["id"].as_str().unwrap());
        let first = bo.post(&way).json(json!({ "lang": "en" })).await.ok();
        let content = first["content"].as_str().unwrap();
        assert!(content.contains("href=\"https://pain.example"), "{content}");
        assert!(content.contains("/tags/chaud") && content.contains("/@bo\""), "{content}");
        assert!(
            !content.contains("evil") && !content.contains("<b>") && !content.contains("<img"),
            "{content}"
        );
        assert_eq!(content.matches("<a ").count(), 3, "{content}");
        assert_eq!(first["language"], "en");
        assert_eq!(first["detected_source_language"], "fr");
        assert_eq!(first["provider"], "small (other)");
        assert!(first["spoiler_text"].as_str().unwrap().starts_with("pain du"), "{first}");
        assert_eq!(first["media_attachments"][0]["id"], picture["id"]);
        assert!(first["media_attachments"][0]["description"].as_str().unwrap().starts_with("four un"));
        // Kept for everybody, until the post changes.
        assert_eq!(server.member("cy").post(&way).json(json!({ "lang": "en-GB" })).await.ok(), first);
        assert_eq!(provider.asked().len(), 1);
        let edit = json!({ "status": "Le pain est froid", "language": "fr" });
        ada.put(&format!("/api/v1/statuses/{}", post["id"].as_str().unwrap())).json(edit).await.ok();
        let second = bo.post(&way).json(json!({ "lang": "en" })).await.ok();
        assert!(second["content"].as_str().unwrap().contains("froid est pain Le"), "{second}");
        assert_eq!(provider.asked().len(), 2);

        // A poll, and what may not be translated.
        let poll = ada
            .post_with(json!({ "status": "Quoi ?", "language": "fr", "poll": { "options": ["un", "deux trois"], "expires_in": 600 } }))
            .await;
        let said =
            bo.post(&format!("/api/v1/statuses/{}/translate", poll["id"].as_str().unwrap())).await.ok();
        assert_eq!(said["poll"]["id"], poll["poll"]["id"]);
        assert!(said["poll"]["options"][1]["title"].as_str().unwrap().starts_with("trois deux"));
        bo.post(&way).json(json!({ "lang": "fr" })).await.refused(403);
        bo.post(&way).json(json!({ "lang": "xx" })).await.refused(403);
        let narrow = ada
            .post_with(json!({ "status": "Rien que pour moi", "language": "fr", "visibility": "private" }))
            .await;
        ada.post(&format!("/api/v1/statuses/{}/translate", narrow["id"].as_str().unwrap()))
            .await
            .refused(403);
        bo.post(&format!("/api/v1/statuses/{}/translate", narrow["id"].as_str().unwrap())).await.refused(404);
        let id = post["id"].as_str().unwrap();
        ada.put(&format!("/api/braise/v1/consent/statuses/{id}"))
            .json(json!({ "assistant_context": "no" }))
            .await
            .ok();
        bo.post(&way).json(json!({ "lang": "en" })).await.refused(403);
        let languages = server.visitor().get("/api/v1/instance/translation_languages").await.ok();
        assert!(languages["fr"].as_array().unwrap().contains(&json!("en")));
        assert!(!languages["fr"].as_array().unwrap().contains(&json!("fr")));
        let instance = server.visitor().get("/api/v2/instance").await.ok();
        assert_eq!(instance["configuration"]["translation"]["enabled"], true);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_the_same_translation_at_once_waits_for_it() {
    let gate = Arc::new(Notify::new());
    let held = Arc::clone(&gate);
    let provider = Provider::start(move |_, asked| {
        let (first, rest) = (backwards(asked), String::new());
        Said::InTwo(first, rest, Arc::clone(&held))
    })
    .await;
    let server = with(Engine::Sqlite, &provider);
    let (ada, bo, cy) = (open(&server, "ada").await, open(&server, "bo").await, open(&server, "cy").await);
    let post = ada.post_with(json!({ "status": "Le pain est chaud", "language": "fr" })).await;
    let way = format!("/api/v1/statuses/{}/translate", post["id"].as_str().unwrap());
    let ask = |member: &Client, to: &str| {
        let (member, way, to) = (member.clone(), way.clone(), to.to_owned());
        tokio::spawn(async move { member.post(&way).json(json!({ "lang": to })).await.ok() })
    };
    let same = [ask(&bo, "en"), ask(&cy, "en")];
    // Another language is nobody's wait.
    let other = ask(&bo, "de");
    let asked = |times: usize| {
        let provider = provider.clone();
        async move {
            wait_until("the provider is asked", || async { (provider.asked().len() >= times).then_some(()) })
                .await;
        }
    };
    asked(2).await;
    let third = tokio::time::timeout(Duration::from_millis(500), asked(3)).await;
    assert!(third.is_err(), "the same was asked for twice");
    gate.notify_waiters();
    let mut said = Vec::new();
    for one in same {
        said.push(one.await.unwrap()["content"].clone());
    }
    assert_eq!(said[0], said[1]);
    assert!(other.await.unwrap()["content"].is_string());
    assert_eq!(provider.asked().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_translator_that_fails_is_unavailable_and_none_is_not_there() {
    let provider = Provider::start(|_, _| Said::Words("I would rather chat.".to_owned())).await;
    let server = with(Engine::Sqlite, &provider);
    let ada = open(&server, "ada").await;
    let post = ada.post_with(json!({ "status": "Le pain est chaud", "language": "fr" })).await;
    ada.post(&format!("/api/v1/statuses/{}/translate", post["id"].as_str().unwrap())).await.refused(503);
    let without = start(Engine::Sqlite);
    let ada = open(&without, "ada").await;
    let post = ada.post_with(json!({ "status": "Le pain est chaud", "language": "fr" })).await;
    ada.post(&format!("/api/v1/statuses/{}/translate", post["id"].as_str().unwrap())).await.refused(404);
    assert_eq!(without.visitor().get("/api/v1/instance/translation_languages").await.ok(), json!({}));
    let instance = without.visitor().get("/api/v2/instance").await.ok();
    assert_eq!(instance["configuration"]["translation"]["enabled"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_translates_a_post_and_a_thread() {
    let provider = Provider::start(|_, asked| Said::Words(backwards(asked))).await;
    let server = with(Engine::Sqlite, &provider);
    let (ada, bo) = (open(&server, "ada").await, open(&server, "bo").await);
    for (language, other, text, back, scripts) in [
        ("en", "fr", "Le pain est tout chaud", "chaud tout est pain Le", true),
        ("fr", "en", "The bread is still warm", "warm still is bread The", false),
    ] {
        let post = ada.post_with(json!({ "status": text, "language": other })).await;
        let reply =
            json!({ "status": format!("@ada {text}"), "language": other, "in_reply_to_id": post["id"] });
        bo.post_with(reply).await;
        let Some(chrome) = Chrome::open(server.url(), Look { language, phone: !scripts, scripts }).await
        else {
            return;
        };
        chrome.log_in("bo").await;
        let place = format!("/@ada/{}", post["id"].as_str().unwrap());
        chrome.go(&place).await;
        chrome.press("article.subject .translate button").await;
        chrome.find("article.subject .translated").await;
        chrome.waits_for(back).await;
        chrome.photograph(&format!("translated-{language}")).await;
        chrome.go(&place).await;
        chrome.press("main > .translate .button").await;
        chrome.find("article:not(.subject) .translated").await;
        chrome.close().await;
    }
}
