//! Against a server of a few lines that always says the same.

use super::*;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Answers every connection with `answer` and keeps it open.
async fn parrot(answer: &'static str) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            stream.write_all(answer.as_bytes()).await.unwrap();
            open.push(stream);
        }
    });
    Client::new(&base).with_token("secret")
}

#[tokio::test]
async fn an_answer_is_read_and_checked() {
    let refusal = "HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\nlink: <http://h/n>; rel=\"next\"\r\n\
                   content-length: 26\r\n\r\n{\"error\":\"It is not here\"} ";
    let client = parrot(refusal).await;
    let answer = client.get("/api/v1/statuses/7").await;
    assert_eq!(answer.next().as_deref(), Some("http://h/n"));
    assert_eq!(answer.refused(404), "It is not here");
}

#[tokio::test]
#[should_panic(expected = "/url: an address is absolute")]
async fn a_deviation_panics_with_its_place() {
    let client = parrot(
        "HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: 27\r\n\r\n{\"error\":\"no\",\"url\":\"here\"}",
    )
    .await;
    client.get("/api/v1/statuses/7").await;
}

#[tokio::test]
async fn events_are_cut_out_of_the_stream() {
    let stream = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n\
                  :thump\n\nevent: delete\ndata: 123\n\nevent: filters_changed\n\n";
    let mut events = parrot(stream).await.sse("/api/v1/streaming/user").await;
    assert_eq!(events.next().await.payload, "123");
    assert_eq!(events.expect("filters_changed").await.name, "filters_changed");
    assert!(events.within(Duration::from_millis(30)).await.is_none());
}
