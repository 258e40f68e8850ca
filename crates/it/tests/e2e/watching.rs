//! Other networks' public streams, listened to for Radar alone.

use crate::pages::browser::Browser;
use futures_util::SinkExt as _;
use serde_json::{Value, json};
use std::process::Child;
use testkit::{Server, engines, wait_until};
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::Message;

const ELSEWHERE: &str = "/api/braise/v1/radar?kind=elsewhere";

/// A process that ends with the test.
struct Listener(Child);

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn found(server: &Server, seen: u64) -> Value {
    let visitor = server.visitor();
    wait_until("what was heard is shown", || async {
        let found = visitor.get(ELSEWHERE).await.ok();
        found.as_array().unwrap().iter().find(|one| one["forecast"]["seen"].as_u64() >= Some(seen)).cloned()
    })
    .await
}

/// A Jetstream that tells of one post that five people pass on or answer, and breaks off once in between.
async fn jetstream() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("ws://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let now = i64::try_from(now.as_micros()).unwrap() - 60_000_000;
        let commit = |n: i64, collection: &str, record: Value| {
            json!({ "did": format!("did:plc:{n}"), "time_us": now + n * 1_000_000, "kind": "commit", "commit":
                { "operation": "create", "collection": collection, "rkey": format!("k{n}"), "record": record } })
        };
        let uri = "at://did:plc:0/app.bsky.feed.post/k0";
        let mut all =
            vec![commit(0, "app.bsky.feed.post", json!({ "text": "A secret harbour", "langs": ["fr"] }))];
        all.extend(
            (1..4)
                .map(|n| commit(n, "app.bsky.feed.repost", json!({ "subject": { "uri": uri, "cid": "c" } }))),
        );
        let reply = json!({ "text": "yes", "reply": { "root": { "uri": uri }, "parent": { "uri": uri } } });
        all.extend((4..6).map(|n| commit(n, "app.bsky.feed.post", reply.clone())));
        for part in all.chunks(3) {
            let (stream, _) = listener.accept().await.unwrap();
            let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
            for commit in part {
                socket.send(Message::text(commit.to_string())).await.unwrap();
            }
            socket.close(None).await.unwrap();
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_jetstream_is_listened_to_and_nothing_of_it_republished() {
    for engine in engines() {
        let server = Server::builder(engine).set("BRAISE_ALLOW_LOOPBACK", "on").start();
        let address = jetstream().await;
        let _listener = Listener(server.spawn_cli(&["radar", "watch", "--jetstream", &address]));
        let found = found(&server, 5).await;
        assert_eq!(found["elsewhere"]["url"], "https://bsky.app/profile/did:plc:0/post/k0", "{found}");
        assert_eq!(
            (&found["elsewhere"]["network"], &found["elsewhere"]["language"]),
            (&"127.0.0.1".into(), &"fr".into())
        );
        assert!(found["forecast"]["final"].as_f64().unwrap() >= 5.0);
        let mut browser = Browser::new(&server);
        let page = browser.get("/radar/elsewhere").await.text;
        assert!(
            page.contains("https://bsky.app/profile/did:plc:0/post/k0") && !page.contains("secret"),
            "{page}"
        );
        assert_eq!(server.visitor().get("/api/v1/timelines/public").await.ok(), json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mastodon_server_is_listened_to() {
    let far = crate::on_sqlite();
    let (ada, bo) = (far.member("ada"), far.member("bo"));
    let token = far.cli(&["token", "create", "bo", "--scopes", "read"]).lines().last().unwrap().to_owned();
    let near = || Server::builder(testkit::Engine::Sqlite).set("BRAISE_ALLOW_LOOPBACK", "on");
    let refused = near().start().run_cli(&["radar", "watch", "--mastodon", far.url(), "--for", "9"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("BRAISE_WATCH_TOKEN"), "{refused:?}");
    let near = near().set("BRAISE_WATCH_TOKEN", &token).start();
    let _listener = Listener(near.spawn_cli(&["radar", "watch", "--mastodon", far.url()]));
    let visitor = near.visitor();
    // It hears what comes after it has begun to listen.
    let (ada, bo) = (&ada, &bo);
    let write = || async move {
        let post = ada.post_status("Somebody there?").await["id"].as_str().unwrap().to_owned();
        bo.post_with(json!({ "status": "yes", "in_reply_to_id": post })).await;
        bo.post(&format!("/api/v1/statuses/{post}/reblog")).await.ok();
    };
    let looks = &std::sync::atomic::AtomicUsize::new(0);
    let visitor = &visitor;
    let far = &far;
    wait_until("an answered post is shown", || async move {
        if looks.fetch_add(1, std::sync::atomic::Ordering::Relaxed).is_multiple_of(20) {
            write().await;
        }
        let found = visitor.get(ELSEWHERE).await.ok();
        let first = found.as_array().unwrap().first().cloned()?;
        assert_eq!(first["forecast"]["seen"], 2, "{first}");
        assert!(first["elsewhere"]["url"].as_str().unwrap().starts_with(far.url()));
        Some(())
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_listened_to_is_told() {
    let server = crate::on_sqlite();
    let wrong = server.run_cli(&["radar", "watch"]);
    assert_eq!(wrong.status.code(), Some(2));
    // Private addresses are refused, as everywhere.
    let refused = server.run_cli(&["radar", "watch", "--jetstream", "ws://127.0.0.1:9", "--for", "1"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("not on the public internet"));
}
