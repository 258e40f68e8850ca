//! Real peers from PyPI, spoken to over HTTP: a mock of OpenAI's API for what it offers, and one that breaks
//! what it says. Left out with a word where they are not installed.
// Tests may fail loudly.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use braise_models::{Chat, Client, Error, Message, Profile, Settings, Tool};
use serde_json::json;
use std::time::Duration;
use testkit::Peer;

fn client(peer: &Peer, model: &str, responses: bool) -> Client {
    let settings = Settings {
        profile: Profile::named("openai").unwrap(),
        base: peer.url().to_owned(),
        model: model.to_owned(),
        key: Some("sk-peer".to_owned()),
        private: true,
        responses,
        patience: Duration::from_secs(10),
        user_agent: "Braise".to_owned(),
    };
    Client::new(settings).unwrap()
}

fn hello() -> Chat {
    let messages = vec![Message { role: "user", text: "Say hello, at some length".to_owned() }];
    Chat { messages, most_tokens: 100, ..Chat::default() }
}

async fn streamed(client: &Client, chat: &Chat) -> (Result<String, Error>, String) {
    let mut told = String::new();
    let outcome = client.stream(chat, || 0.0, |words| told.push_str(words)).await;
    (outcome.map(|reply| reply.text), told)
}

#[tokio::test]
async fn a_mock_of_openai_answers_on_every_surface() {
    let Some(peer) = Peer::mock().await else { return };
    for responses in [false, true] {
        let client = client(&peer, "gpt-4.1:mock-text", responses);
        let whole = client.chat(&hello(), || 0.0).await.unwrap();
        assert!(whole.text.starts_with("Hello"), "{whole:?}");
        assert!(whole.usage.unwrap().came > 0);
        let (outcome, told) = streamed(&client, &hello()).await;
        assert_eq!((outcome.unwrap(), told), (whole.text.clone(), whole.text));
    }
    let client = client(&peer, "gpt-4.1:mock-text", false);
    let texts = ["Bread".to_owned(), "Oven".to_owned(), "Bread".to_owned()];
    let vectors = client.embed("text-embedding-3-small", &texts, || 0.0).await.unwrap();
    assert_eq!(vectors.len(), 3);
    assert_eq!(vectors[0], vectors[2]);
    assert_ne!(vectors[0], vectors[1]);
    let hint = client.moderate("A quiet sentence", || 0.0).await.unwrap();
    assert!(!hint.flagged && !hint.scores.is_empty());
}

#[tokio::test]
async fn tools_are_asked_for_whole_in_pieces_and_badly() {
    let Some(peer) = Peer::mock().await else { return };
    let takes = json!({ "type": "object", "properties": { "place": { "type": "string" } } });
    let tool = Tool { name: "get_weather".to_owned(), does: "Looks at the sky".to_owned(), takes };
    let chat = Chat { tools: vec![tool], ..hello() };
    let whole = client(&peer, "gpt-4.1:mock-tool-call", false).chat(&chat, || 0.0).await.unwrap();
    let pieces =
        client(&peer, "gpt-4.1:mock-tool-stream", false).stream(&chat, || 0.0, |_| {}).await.unwrap();
    for reply in [whole, pieces] {
        let call = reply.tool_calls.first().expect("a call");
        assert!(!call.name.is_empty(), "{call:?}");
        assert!(serde_json::from_str::<serde_json::Value>(&call.arguments).is_ok(), "{call:?}");
    }
    // Arguments that are no JSON are a text like any other.
    let reply = client(&peer, "gpt-4.1:mock-bad-tool-json", false).chat(&chat, || 0.0).await.unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&reply.tool_calls[0].arguments).is_err());
}

#[tokio::test]
async fn a_mock_of_openai_refuses_and_fails_in_its_ways() {
    let Some(peer) = Peer::mock().await else { return };
    for (model, expected) in [("mock-400", 400), ("mock-401", 401)] {
        let outcome = client(&peer, &format!("gpt-4.1:{model}"), false).chat(&hello(), || 0.0).await;
        assert!(matches!(outcome, Err(Error::Refused(status)) if status == expected), "{model}: {outcome:?}");
    }
    for model in ["mock-429", "mock-503"] {
        let outcome = client(&peer, &format!("gpt-4.1:{model}"), false).chat(&hello(), || 0.0).await;
        assert!(matches!(outcome, Err(Error::Busy { .. })), "{model}: {outcome:?}");
    }
    let outcome = client(&peer, "gpt-4.1:mock-500", false).chat(&hello(), || 0.0).await;
    assert!(matches!(outcome, Err(Error::Faulty(500))), "{outcome:?}");
}

#[tokio::test]
async fn streams_that_break_are_told_from_those_that_end() {
    for fault in ["truncate=1", "disconnect=1", "malformed=1"] {
        let Some(peer) = Peer::chaos(&["--stream-fault", fault]).await else { return };
        let outcome = streamed(&client(&peer, "gpt-4o", false), &hello()).await.0;
        let told = match fault {
            "malformed=1" => matches!(outcome, Err(Error::Malformed(_) | Error::Truncated)),
            _ => matches!(outcome, Err(Error::Truncated | Error::Unreachable(_))),
        };
        assert!(told, "{fault}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_or_told() {
    let Some(peer) = Peer::chaos(&["--rpm", "2"]).await else { return };
    let limited = client(&peer, "gpt-4o", false);
    assert!(limited.chat(&hello(), || 0.0).await.is_ok());
    assert!(limited.chat(&hello(), || 0.0).await.is_ok());
    let third = limited.chat(&hello(), || 0.0).await;
    assert!(matches!(third, Err(Error::Busy { after: Some(after) }) if after > Duration::ZERO), "{third:?}");
    // Some faults pass when it is asked again.
    let Some(flaky) = Peer::chaos(&["--error-rate", "503=1"]).await else { return };
    let outcome = client(&flaky, "gpt-4o", false).chat(&hello(), || 0.0).await;
    assert!(matches!(outcome, Err(Error::Busy { .. })), "{outcome:?}");
}
