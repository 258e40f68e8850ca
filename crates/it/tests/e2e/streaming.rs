//! Streams: who is told what, over both transports, and when a connection ends.

use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::client::TokenIn;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const SHORT: Duration = Duration::from_millis(400);

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_follower_is_told_of_a_post_its_edit_and_its_end() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        bo.follow(&ada).await;
        let mut events = bo.sse("/api/v1/streaming/user").await;
        let mut socket = bo.websocket(&[("stream", "user")]).await;
        let post = ada.post_status("Hot off the press").await;
        assert_eq!(events.expect("update").await.payload["id"], post["id"]);
        let told = socket.expect("update").await;
        assert_eq!(
            (&told.payload["id"], told.stream.as_slice()),
            (&post["id"], ["user".to_owned()].as_slice())
        );
        let path = format!("/api/v1/statuses/{}", id(&post));
        ada.put(&path).json(json!({ "status": "Hot off the press, corrected" })).await.ok();
        assert_eq!(events.expect("status.update").await.payload["id"], post["id"]);
        ada.delete(&path).await.ok();
        assert_eq!(events.expect("delete").await.payload, post["id"]);
        assert_eq!(socket.expect("delete").await.payload, post["id"]);
    })
    .await;
}

#[tokio::test]
async fn notifications_and_conversations_have_streams() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        ada.follow(&bo).await;
        let mut user = ada.sse("/api/v1/streaming/user").await;
        let mut only = ada.sse("/api/v1/streaming/user/notification").await;
        let mut direct = ada.sse("/api/v1/streaming/direct").await;
        let post = bo.post_with(json!({ "status": "@ada psst", "visibility": "direct" })).await;
        for stream in [&mut user, &mut only] {
            let told = stream.expect("notification").await;
            assert_eq!(
                (&told.payload["type"], &told.payload["status"]["id"]),
                (&json!("mention"), &post["id"])
            );
        }
        assert_eq!(direct.expect("conversation").await.payload["last_status"]["id"], post["id"]);
    })
    .await;
}

#[tokio::test]
async fn a_socket_subscribes_and_leaves_as_it_goes() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let mut socket = ada.websocket(&[]).await;
    socket.send(json!({ "type": "subscribe", "stream": "hashtag", "tag": "Bread" })).await;
    socket.send(json!({ "type": "subscribe", "stream": "public:local" })).await;
    socket.send(json!({ "type": "subscribe", "stream": "everything" })).await;
    assert_eq!(socket.next().await.name, "Unknown stream type");
    let post = bo.post_status("Fresh #bread").await;
    let mut streams = Vec::new();
    for _ in 0..2 {
        let told = socket.expect("update").await;
        assert_eq!(told.payload["id"], post["id"]);
        streams.push(told.stream);
    }
    assert_eq!(streams, [vec!["hashtag".to_owned(), "Bread".to_owned()], vec!["public:local".to_owned()]]);
    socket.send(json!({ "type": "unsubscribe", "stream": "public:local" })).await;
    socket.send(json!({ "type": "subscribe", "stream": "everything" })).await;
    socket.next().await;
    bo.post_status("No tag here").await;
    assert!(socket.within(SHORT).await.is_none());
}

#[tokio::test]
async fn media_streams_tell_of_media_only() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let mut socket = ada.websocket(&[("stream", "public:local:media")]).await;
    bo.post_status("Only words").await;
    let picture = bo.upload("a.png", "image/png", testkit::fixtures::png(8, 8)).await;
    let post = bo.post_with(json!({ "status": "A square", "media_ids": [picture["id"]] })).await;
    assert_eq!(socket.expect("update").await.payload["id"], post["id"]);
}

#[tokio::test]
async fn followers_posts_stay_off_strangers_streams() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let mut public = bo.sse("/api/v1/streaming/public").await;
    let mut user = bo.sse("/api/v1/streaming/user").await;
    ada.post_with(json!({ "status": "For friends", "visibility": "private" })).await;
    ada.post_with(json!({ "status": "Unlisted", "visibility": "unlisted" })).await;
    assert!(public.within(SHORT).await.is_none());
    assert!(user.within(SHORT).await.is_none());
}

#[tokio::test]
async fn a_token_is_taken_from_where_clients_put_it_and_is_needed() {
    let server = on_sqlite();
    let ada = server.member("ada");
    for place in [TokenIn::Query, TokenIn::Header, TokenIn::Protocol] {
        let socket = ada.try_websocket(&[("stream", "user")], place).await;
        assert!(socket.is_ok(), "{place:?}");
    }
    let visitor = server.visitor();
    assert_eq!(visitor.try_websocket(&[("stream", "user")], TokenIn::Query).await.err(), Some(401));
    assert_eq!(ada.try_websocket(&[("stream", "hashtag")], TokenIn::Query).await.err(), Some(400));
    assert_eq!(
        ada.try_websocket(&[("stream", "list"), ("list", "1")], TokenIn::Query).await.err(),
        Some(404)
    );
    visitor.get("/api/v1/streaming/user").await.refused(401);
    let sentence = ada.get("/api/v1/streaming").unchecked().await.refused(400);
    assert!(sentence.contains("upgrade"), "{sentence}");
    let narrow = server.log_in("ada", "read:accounts");
    narrow.get("/api/v1/streaming/user").unchecked().await.refused(403);
    narrow.get("/api/v1/streaming/user/notification").unchecked().await.refused(403);
    let answer = visitor.get("/api/v1/streaming/health").unchecked().await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "OK"));
}

#[tokio::test]
async fn statuses_alone_do_not_open_notifications() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let narrow = server.log_in("ada", "read:statuses");
    ada.follow(&bo).await;
    let mut events = narrow.sse("/api/v1/streaming/user").await;
    let post = bo.post_status("@ada look").await;
    assert_eq!(events.next().await.payload["id"], post["id"]);
    assert!(events.within(SHORT).await.is_none());
}

#[tokio::test]
async fn a_member_has_only_so_many_streams() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let mut open = Vec::new();
    for _ in 0..16 {
        open.push(ada.try_websocket(&[("stream", "user")], TokenIn::Header).await.ok().expect("a seat"));
    }
    assert_eq!(ada.try_websocket(&[("stream", "user")], TokenIn::Header).await.err(), Some(429));
    open.pop();
    testkit::wait_until("a seat given back", || async {
        ada.try_websocket(&[("stream", "user")], TokenIn::Header).await.ok()
    })
    .await;
}

#[tokio::test]
async fn a_session_that_ends_takes_its_streams_with_it() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let again = server.log_in("ada", "read write follow");
    let (mut socket, mut events) =
        (again.websocket(&[("stream", "user")]).await, again.sse("/api/v1/streaming/user").await);
    let mut other = ada.sse("/api/v1/streaming/user").await;
    server.cli(&["account", "password", "ada", "--password", "another one, and long"]);
    socket.ended().await;
    events.ended().await;
    other.ended().await;

    let mut stays = bo.sse("/api/v1/streaming/public").await;
    let mut leaves = bo.websocket(&[("stream", "public")]).await;
    server.cli(&["account", "suspend", "bo"]);
    leaves.ended().await;
    stays.ended().await;
}

/// Bytes the system holds for a connection nobody reads from, with room to spare.
const BUFFERED: usize = 6 << 20;
/// Events the server holds for one.
const BACKLOG: usize = 256;

#[tokio::test]
async fn who_does_not_read_is_let_go_and_holds_nobody_up() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    ada.follow(&bo).await;
    let mut quick = ada.sse("/api/v1/streaming/user").await;
    let mut slow = TcpStream::connect(server.url().trim_start_matches("http://")).await.unwrap();
    let token = ada.token().unwrap();
    let request = format!(
        "GET /api/v1/streaming/user HTTP/1.1\r\nHost: braise\r\nAuthorization: Bearer {token}\r\n\r\n"
    );
    slow.write_all(request.as_bytes()).await.unwrap();
    let mut begun = [0; 12];
    slow.read_exact(&mut begun).await.unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200");

    // Each post brings the long one it quotes along, and is quickly made.
    let long = "\u{1f525}".repeat(5_000);
    let quoted = id(&bo.post_status(&long).await);
    quick.expect("update").await;
    let posts = BUFFERED / long.len() + BACKLOG;
    for number in 0..posts {
        let post = bo.post_with(json!({ "status": number.to_string(), "quoted_status_id": quoted })).await;
        assert_eq!(quick.expect("update").await.payload["id"], post["id"]);
    }

    let mut heard = Vec::new();
    let reading = async {
        let mut part = vec![0; 1 << 16];
        while !heard.ends_with(b"\r\n0\r\n\r\n") {
            match slow.read(&mut part).await.unwrap() {
                0 => break,
                read => heard.extend_from_slice(&part[..read]),
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(30), reading).await.expect("the stream has ended");
    let told = heard.windows(13).filter(|part| part == b"event: update").count();
    assert!(told < posts, "{told} of {posts} were kept for who did not read");
}
