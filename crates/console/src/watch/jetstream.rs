//! Bluesky's Jetstream: commits of repositories as JSON over a socket.

use super::{Goes, Said, person};
use app::radar::{Appeared, Heard};
use net::{Egress, NetError};
use radar::cascade::Root;
use serde_json::Value;
use tokio::sync::mpsc::Sender;

/// Bytes of a message; a post has a few thousand.
const MESSAGE: usize = 1 << 20;
/// What is asked for.
const COLLECTIONS: [&str; 2] = ["app.bsky.feed.post", "app.bsky.feed.repost"];

pub(super) async fn listen(egress: &Egress, url: &str, say: &Sender<Said>) -> Result<(), NetError> {
    let mut socket = egress.socket(&address(url), MESSAGE).await?;
    while let Some(text) = socket.next().await? {
        let Ok(commit) = serde_json::from_str::<Value>(&text) else { continue };
        if let Some(heard) = heard(&commit) {
            let sent: Goes = say.send(Said::Heard(heard)).await;
            if sent.is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The address with what is asked for, unless it asks for something itself.
fn address(url: &str) -> String {
    let path =
        if url.split_once("://").is_some_and(|(_, rest)| rest.contains('/')) { "" } else { "/subscribe" };
    if url.contains("wantedCollections") {
        return url.to_owned();
    }
    let wanted: Vec<String> = COLLECTIONS.iter().map(|name| format!("wantedCollections={name}")).collect();
    let sign = if url.contains('?') { '&' } else { '?' };
    format!("{url}{path}{sign}{}", wanted.join("&"))
}

/// What a commit means to Radar.
fn heard(message: &Value) -> Option<Heard> {
    let commit = &message["commit"];
    let who = message["did"].as_str()?;
    let at = message["time_us"].as_i64()? / 1_000;
    let (collection, key) = (commit["collection"].as_str()?, commit["rkey"].as_str()?);
    let own = format!("at://{who}/{collection}/{key}");
    match (commit["operation"].as_str()?, collection) {
        ("delete", "app.bsky.feed.post") => Some(Heard::Gone(own)),
        ("create", "app.bsky.feed.repost") => {
            let address = commit["record"]["subject"]["uri"].as_str()?.to_owned();
            Some(Heard::Step { address, at, person: person(who), reply: false, followers: None })
        }
        ("create", "app.bsky.feed.post") => {
            let record = &commit["record"];
            match record["reply"]["root"]["uri"].as_str() {
                // Nobody passes on what is theirs by going on with it.
                Some(root) if root.starts_with(&format!("at://{who}/")) => None,
                Some(root) => Some(Heard::Step {
                    address: root.to_owned(),
                    at,
                    person: person(who),
                    reply: true,
                    followers: None,
                }),
                None => Some(Heard::Post(appeared(own, who, key, at, record))),
            }
        }
        _ => None,
    }
}

fn appeared(address: String, who: &str, key: &str, at: i64, record: &Value) -> Appeared {
    let text = record["text"].as_str().unwrap_or_default();
    let facets = || record["facets"].as_array().into_iter().flatten();
    let kinds = |kind: &str| {
        let is = |feature: &&Value| feature["$type"].as_str().is_some_and(|name| name.ends_with(kind));
        let count =
            facets().flat_map(|facet| facet["features"].as_array().into_iter().flatten()).filter(is).count();
        count.min(1_000) as f32
    };
    let language = record["langs"][0].as_str().map(|tag| tag.split('-').next().unwrap_or(tag).to_lowercase());
    Appeared {
        page: format!("https://bsky.app/profile/{who}/post/{key}"),
        address,
        language,
        root: Root {
            at: at / 1_000,
            chars: Some(text.chars().count().min(100_000) as f32),
            has_url: Some(kinds("#link") > 0.0 || record["embed"]["external"].is_object()),
            hashtags: Some(kinds("#tag")),
            mentions: Some(kinds("#mention")),
            ..Root::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn commit(who: &str, operation: &str, collection: &str, record: Value) -> Value {
        json!({ "did": who, "time_us": 1_700_000_000_000_000_i64, "kind": "commit",
            "commit": { "operation": operation, "collection": collection, "rkey": "k", "record": record } })
    }

    #[test]
    fn posts_appear_and_are_passed_on() {
        let post = commit(
            "did:plc:a",
            "create",
            "app.bsky.feed.post",
            json!({
                "text": "Hé there", "langs": ["fr-FR"],
                "facets": [{ "features": [{ "$type": "app.bsky.richtext.facet#tag", "tag": "x" }] }],
            }),
        );
        let Some(Heard::Post(appeared)) = heard(&post) else { panic!("a post") };
        assert_eq!(appeared.address, "at://did:plc:a/app.bsky.feed.post/k");
        assert_eq!(
            (appeared.language.as_deref(), appeared.root.chars, appeared.root.hashtags),
            (Some("fr"), Some(8.0), Some(1.0))
        );
        let subject = json!({ "subject": { "uri": appeared.address, "cid": "c" } });
        let repost = heard(&commit("did:plc:b", "create", "app.bsky.feed.repost", subject));
        assert!(
            matches!(repost, Some(Heard::Step { reply: false, ref address, .. }) if *address == appeared.address)
        );
        let reply = |who| {
            let record = json!({ "text": "", "reply": { "root": { "uri": appeared.address }, "parent": { "uri": "x" } } });
            heard(&commit(who, "create", "app.bsky.feed.post", record))
        };
        assert!(matches!(reply("did:plc:b"), Some(Heard::Step { reply: true, .. })));
        assert_eq!(reply("did:plc:a"), None, "an author goes on");
        let gone = heard(&commit("did:plc:a", "delete", "app.bsky.feed.post", Value::Null));
        assert_eq!(gone, Some(Heard::Gone(appeared.address)));
    }

    #[test]
    fn what_is_nothing_of_it_is_passed_over() {
        for message in
            [json!({}), json!({ "kind": "identity", "did": "x", "time_us": 1 }), json!([1]), json!("x")]
        {
            assert_eq!(heard(&message), None, "{message}");
        }
        assert_eq!(
            heard(&commit("did:plc:b", "create", "app.bsky.feed.repost", json!({ "subject": 7 }))),
            None
        );
    }

    #[test]
    fn an_address_asks_for_posts_and_reposts() {
        let asked = "wantedCollections=app.bsky.feed.post&wantedCollections=app.bsky.feed.repost";
        assert_eq!(address("wss://j.example"), format!("wss://j.example/subscribe?{asked}"));
        assert_eq!(
            address("wss://j.example/subscribe?a=1"),
            format!("wss://j.example/subscribe?a=1&{asked}")
        );
    }
}
