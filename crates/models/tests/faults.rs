//! What a provider can do to us, over real HTTP.
// Tests may fail loudly.
#![allow(clippy::unwrap_used)]

use braise_models::{Chat, Client, Error, Message, Profile, Settings};
use serde_json::json;
use std::time::{Duration, Instant};
use testkit::{Provider, Said};

fn settings(provider: &Provider, kind: &str) -> Settings {
    Settings {
        profile: Profile::named(kind).unwrap(),
        base: provider.url().to_owned(),
        model: "small".to_owned(),
        key: Some("sk-very-secret".to_owned()),
        private: true,
        responses: false,
        patience: Duration::from_secs(3),
        user_agent: "Braise".to_owned(),
    }
}

fn client(provider: &Provider) -> Client {
    Client::new(settings(provider, "openai")).unwrap()
}

fn hello() -> Chat {
    let messages = vec![Message { role: "user", text: "Hello".to_owned() }];
    Chat {
        messages,
        schema: Some(("answer", json!({ "type": "object" }))),
        most_tokens: 10,
        ..Chat::default()
    }
}

fn status(code: u16, headers: &str) -> Said {
    Said::Status(code, headers.to_owned(), "{\"error\":{\"message\":\"sk-very-secret no\"}}".to_owned())
}

async fn streamed(client: &Client) -> (Result<String, Error>, String) {
    let mut told = String::new();
    let outcome = client.stream(&hello(), || 0.0, |words| told.push_str(words)).await;
    (outcome.map(|reply| reply.text), told)
}

#[tokio::test]
async fn an_answer_comes_whole_or_in_pieces() {
    let provider = Provider::start(|nth, asked| match (nth, asked["stream"] == true) {
        (2, true) => Said::Words("whole all the same".to_owned()),
        (_, true) => Said::Streamed("Grüße, à bientôt".to_owned(), 3),
        _ => Said::Words("Hello there".to_owned()),
    })
    .await;
    let client = client(&provider);
    assert_eq!(client.chat(&hello(), || 0.5).await.unwrap().text, "Hello there");
    let (outcome, told) = streamed(&client).await;
    assert_eq!((outcome.unwrap().as_str(), told.as_str()), ("Grüße, à bientôt", "Grüße, à bientôt"));
    assert_eq!(streamed(&client).await.1, "whole all the same");
    let (head, body) = provider.asked().remove(0);
    assert!(
        head.starts_with("POST /v1/chat/completions ") && head.contains("Bearer sk-very-secret"),
        "{head}"
    );
    assert_eq!(body["response_format"]["type"], "json_schema");
}

#[tokio::test]
async fn what_passes_is_tried_again_and_what_does_not_is_not() {
    for (code, headers, tries, well) in [
        (429, "Retry-After: 1\r\n", 2, true),
        (429, "Retry-After: 3600\r\n", 1, false),
        (503, "", 2, true),
        (500, "", 2, true),
        (401, "", 1, false),
        (404, "", 1, false),
        (400, "", 1, false),
        (307, "Location: http://127.0.0.1:1/\r\n", 1, false),
    ] {
        let provider = Provider::start(move |nth, _| {
            if nth == 0 { status(code, headers) } else { Said::Streamed("ok".to_owned(), 9) }
        })
        .await;
        let begun = Instant::now();
        let (outcome, _) = streamed(&client(&provider)).await;
        assert_eq!((outcome.is_ok(), provider.asked().len()), (well, tries), "{code} {headers}: {outcome:?}");
        if headers == "Retry-After: 1\r\n" {
            assert!(begun.elapsed() >= Duration::from_secs(1), "it asked for a second");
        }
        if let Err(error) = outcome {
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        }
    }
}

#[tokio::test]
async fn broken_answers_are_errors_in_words() {
    for (said, expected) in [
        (Said::BrokenOff("half of it".to_owned()), "the provider's answer broke off"),
        (
            Said::Status(
                200,
                "Content-Type: text/event-stream\r\n".to_owned(),
                "data: {\"choi\n\n".to_owned(),
            ),
            "the provider's answer cannot be read: an event is no JSON",
        ),
        (
            Said::Status(200, "Content-Type: application/json\r\n".to_owned(), "<html>".to_owned()),
            "the provider's answer cannot be read: it is no JSON",
        ),
        (
            Said::Status(200, "Content-Type: text/event-stream\r\n".to_owned(), String::new()),
            "the provider's answer broke off",
        ),
        (
            Said::Status(200, "Content-Type: application/json\r\n".to_owned(), " ".repeat(5 << 20)),
            "the provider's answer cannot be read: it is too long",
        ),
        (Said::Silence, "the provider took too long"),
    ] {
        let provider = Provider::start(move |_, _| said.clone()).await;
        let (outcome, _) = streamed(&client(&provider)).await;
        assert_eq!(outcome.unwrap_err().to_string(), expected);
    }
}

#[tokio::test]
async fn a_provider_that_keeps_failing_is_left_alone() {
    let provider = Provider::start(|_, _| status(500, "")).await;
    let client = client(&provider);
    for _ in 0..4 {
        assert!(matches!(streamed(&client).await.0, Err(Error::Faulty(500))));
    }
    let before = provider.asked().len();
    assert!(matches!(streamed(&client).await.0, Err(Error::Resting)));
    assert_eq!(provider.asked().len(), before);
}

#[tokio::test]
async fn only_the_server_that_was_named_is_asked() {
    let provider = Provider::start(|_, _| Said::Words("hi".to_owned())).await;
    // On this machine only where the administrator says so.
    let strict = Settings { private: false, ..settings(&provider, "ollama") };
    assert!(matches!(Client::new(strict), Err(Error::Unreachable(_))));
    let named =
        Settings { base: "http://localhost:1/v1".to_owned(), private: false, ..settings(&provider, "other") };
    assert!(Client::new(named).is_err(), "a port of its own is as private");
    let odd = Settings { base: "file:///etc/passwd".to_owned(), ..settings(&provider, "other") };
    assert!(Client::new(odd).is_err());
    assert!(!format!("{:?}", settings(&provider, "openai")).contains("secret"));
    assert!(provider.asked().is_empty());
}
