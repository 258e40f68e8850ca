//! Streaming over a WebSocket.

use super::{Client, Event};
use crate::DEADLINE;
use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Error, Message, client::IntoClientRequest};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Where the token is put.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenIn {
    /// `?access_token=…`
    Query,
    /// `Authorization: Bearer …`
    Header,
    /// `Sec-WebSocket-Protocol: …`, as browsers do that must not show it in an address.
    Protocol,
}

/// An open connection.
pub struct WebSocket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl WebSocket {
    pub(super) async fn open(client: &Client, query: &[(&str, &str)], token: TokenIn) -> Result<Self, u16> {
        let base = client.base.replacen("http", "ws", 1);
        let mut url = reqwest::Url::parse(&format!("{base}/api/v1/streaming")).expect("an address");
        for (name, value) in query {
            url.query_pairs_mut().append_pair(name, value);
        }
        if let Some(secret) = client.token.as_ref().filter(|_| token == TokenIn::Query) {
            url.query_pairs_mut().append_pair("access_token", secret);
        }
        let mut request = url.as_str().into_client_request().expect("a request");
        if let Some(secret) = &client.token {
            let placed = match token {
                TokenIn::Query => None,
                TokenIn::Header => Some(("authorization", format!("Bearer {secret}"))),
                TokenIn::Protocol => Some(("sec-websocket-protocol", secret.clone())),
            };
            if let Some((name, value)) = placed {
                request.headers_mut().insert(name, value.parse().expect("a header value"));
            }
        }
        match timeout(DEADLINE, connect_async(request)).await.expect("the WebSocket opens in time") {
            Ok((stream, _)) => Ok(Self(stream)),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("the WebSocket cannot be opened: {error}"),
        }
    }

    /// Asks for one more stream: `socket.send(json!({"type": "subscribe", "stream": "user"}))`.
    pub async fn send(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.expect("the message can be sent");
    }

    /// The next event; panics when none comes.
    pub async fn next(&mut self) -> Event {
        self.within(DEADLINE).await.unwrap_or_else(|| panic!("no event came within {DEADLINE:?}"))
    }

    /// The next event of this kind; others are skipped.
    pub async fn expect(&mut self, name: &str) -> Event {
        loop {
            let event = self.next().await;
            if event.name == name {
                return event;
            }
        }
    }

    /// Waits until the server closes the connection; panics when it does not.
    pub async fn ended(&mut self) {
        let to_its_end = async { while let Some(Ok(_)) = self.0.next().await {} };
        timeout(DEADLINE, to_its_end).await.expect("the connection ends");
    }

    /// The next event, if one comes in time.
    pub async fn within(&mut self, patience: Duration) -> Option<Event> {
        let start = Instant::now();
        loop {
            let left = patience.checked_sub(start.elapsed())?;
            let message = timeout(left, self.0.next()).await.ok()?;
            if let Message::Text(text) =
                message.expect("the WebSocket goes on").expect("the WebSocket can be read")
            {
                return Some(event(&text));
            }
        }
    }
}

fn event(text: &str) -> Event {
    let message: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let name = message["event"].as_str().or_else(|| message["error"].as_str());
    let stream =
        message["stream"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    Event::new(
        name.unwrap_or_else(|| panic!("no event: {text}")),
        message["payload"].as_str().unwrap_or_default(),
        stream.collect(),
    )
}
