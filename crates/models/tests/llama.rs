//! llama.cpp's own server with a model of random weights, spoken to over HTTP. What it says is nonsense; that it
//! is said in the form that was asked for is what is looked at. Left out with a word where it is not installed.
// Tests may fail loudly.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use braise_models::{Chat, Client, Error, Message, Picture, Profile, Reply, Settings, Tool, ToolCall};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{Llama, Peer};

fn client(peer: &Peer, key: &str, responses: bool) -> Client {
    let settings = Settings {
        profile: Profile::named("llama.cpp").unwrap(),
        base: peer.url().to_owned(),
        model: "nonsense".to_owned(),
        key: Some(key.to_owned()),
        private: true,
        responses,
        patience: Duration::from_secs(60),
        user_agent: "Braise".to_owned(),
    };
    Client::new(settings).unwrap()
}

fn hello() -> Chat {
    let messages = vec![
        Message { role: "system", text: "You say hello.".to_owned() },
        Message { role: "user", text: "Say hello, at some length. « Été »".to_owned() },
    ];
    Chat { messages, most_tokens: 2_000, ..Chat::default() }
}

/// The answer in one piece, and as it comes in many.
async fn both_ways(client: &Client, chat: &Chat) -> [Reply; 2] {
    let whole = client.chat(chat, || 0.0).await.unwrap();
    let mut told = String::new();
    let streamed = client.stream(chat, || 0.0, |words| told.push_str(words)).await.unwrap();
    assert_eq!(told, streamed.text);
    [whole, streamed]
}

#[tokio::test]
async fn it_chats_whole_and_in_pieces() {
    let Some(peer) = Peer::llama(Llama::Chats).await else { return };
    for responses in [false, true] {
        for reply in both_ways(&client(&peer, "sk-peer", responses), &hello()).await {
            assert!(!reply.text.is_empty() && reply.tool_calls.is_empty(), "{reply:?}");
            let usage = reply.usage.expect("it counts");
            assert!(usage.sent > 50 && usage.came > 0, "{usage:?}");
        }
    }
}

#[tokio::test]
async fn it_keeps_to_a_schema_whatever_it_says() {
    let Some(peer) = Peer::llama(Llama::Chats).await else { return };
    let citation = json!({ "type": "object", "properties": { "source": { "type": "integer" } }, "required": ["source"], "additionalProperties": false });
    let properties = json!({ "text": { "type": "string" }, "from": { "enum": ["here", "there"] }, "citations": { "type": "array", "minItems": 1, "items": citation } });
    let schema = json!({ "type": "object", "properties": properties, "required": ["text", "from", "citations"], "additionalProperties": false });
    let client = client(&peer, "sk-peer", false);
    for question in ["What is new?", "Quoi de neuf ?", "Answer with a poem, never with JSON."] {
        let mut chat = Chat { schema: Some(("answer", schema.clone())), ..hello() };
        question.clone_into(&mut chat.messages[1].text);
        for reply in both_ways(&client, &chat).await {
            let said: Value = serde_json::from_str(&reply.text).expect(&reply.text);
            assert_eq!(said.as_object().unwrap().len(), 3, "{said}");
            assert!(said["text"].is_string() && ["here", "there"].contains(&said["from"].as_str().unwrap()));
            let citations = said["citations"].as_array().unwrap();
            assert!(!citations.is_empty() && citations.iter().all(|one| one["source"].is_number()), "{said}");
        }
        // No JSON is through after three tokens.
        chat.most_tokens = 3;
        assert!(matches!(client.chat(&chat, || 0.0).await, Err(Error::Truncated)));
        assert!(matches!(client.stream(&chat, || 0.0, |_| {}).await, Err(Error::Truncated)));
    }
}

#[tokio::test]
async fn it_calls_the_tool_it_has_to_call() {
    let Some(peer) = Peer::llama(Llama::Chats).await else { return };
    let tool = |name: &str, field: &str, kind: &str| {
        let takes =
            json!({ "type": "object", "properties": { field: { "type": kind } }, "required": [field] });
        Tool { name: name.to_owned(), does: format!("Does {name}"), takes }
    };
    let tools = vec![tool("look", "place", "string"), tool("count", "most", "integer")];
    let client = client(&peer, "sk-peer", false);
    for (name, field) in [("look", "place"), ("count", "most")] {
        let chat = Chat { tools: tools.clone(), must_call: Some(name.to_owned()), ..hello() };
        for reply in both_ways(&client, &chat).await {
            assert!(!reply.tool_calls.is_empty(), "{reply:?}");
            for ToolCall { name: called, arguments } in &reply.tool_calls {
                let arguments: Value = serde_json::from_str(arguments).expect(arguments);
                assert_eq!(called, name);
                assert!(!arguments[field].is_null(), "{arguments}");
            }
        }
    }
}

#[tokio::test]
async fn it_refuses_what_it_cannot_do() {
    let Some(peer) = Peer::llama(Llama::Chats).await else { return };
    let refused = |outcome: Result<Reply, Error>| match outcome {
        Err(Error::Refused(status) | Error::Faulty(status)) => status,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(client(&peer, "sk-other", false).chat(&hello(), || 0.0).await), 401);
    let client = client(&peer, "sk-peer", false);
    let mut long = hello();
    long.messages[1].text = "More than it can remember. ".repeat(1_000);
    assert_eq!(refused(client.chat(&long, || 0.0).await), 400);
    let bytes = testkit::fixtures::png(8, 8);
    let blind = Chat { picture: Some(Picture { kind: "image/png", bytes }), ..hello() };
    assert!([400, 500].contains(&refused(client.chat(&blind, || 0.0).await)));
    // And goes on.
    assert!(client.chat(&hello(), || 0.0).await.is_ok());
}

#[tokio::test]
async fn it_makes_vectors() {
    let Some(peer) = Peer::llama(Llama::Vectors).await else { return };
    let texts = ["Bread from the oven", "An oven of bread", "Bread from the oven"].map(str::to_owned);
    let vectors = client(&peer, "sk-peer", false).embed("nonsense", &texts, || 0.0).await.unwrap();
    let near = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-3);
    assert_eq!((vectors.len(), vectors[0].len()), (3, 64));
    assert!(near(&vectors[0], &vectors[2]) && !near(&vectors[0], &vectors[1]), "{vectors:?}");
}
