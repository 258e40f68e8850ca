//! WebSockets: any number of streams a connection, subscribed to and left as one goes.

use super::names::Stream;
use super::{Listener, Message, Streaming, queue};
use crate::error::{Error, Result};
use crate::params::{Params, read_query};
use axum::body::Body;
use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{AUTHORIZATION, SEC_WEBSOCKET_PROTOCOL};
use axum::http::{HeaderMap, HeaderValue, Response};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use model::limits::{STREAM_CHANNELS, STREAM_FRAME_BYTES};
use serde::Deserialize;
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// How often a quiet connection is asked whether it still stands.
const HEARTBEAT: Duration = Duration::from_secs(30);
/// How long a connection may be silent, pongs included.
const SILENCE: Duration = Duration::from_secs(90);
/// How long the closing word may take.
const PARTING: Duration = Duration::from_millis(500);

/// What a client says.
#[derive(Debug, Deserialize)]
struct Said {
    #[serde(rename = "type")]
    what: String,
    #[serde(default)]
    stream: String,
    tag: Option<String>,
    #[serde(default, deserialize_with = "text_or_number")]
    list: Option<String>,
}

/// Opens a connection.
pub(super) async fn open(State(shared): State<Streaming>, request: Request) -> Response<Body> {
    match begin(&shared, request).await {
        Ok(response) => response,
        Err(error) => error.into_reply().into_response(),
    }
}

async fn begin(shared: &Streaming, request: Request) -> Result<Response<Body>> {
    let (mut parts, _) = request.into_parts();
    let protocol = protocol(&parts.headers);
    let mut headers = parts.headers.clone();
    if let Some(token) = &protocol {
        // Browsers cannot send the usual header, and a token in an address ends up in logs.
        let bearer = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| app::Error::LoggedOut)?;
        headers.entry(AUTHORIZATION).or_insert(bearer);
    }
    let mut listener = shared.admit(&headers, &parts.uri).await?;
    let params = read_query(parts.uri.query().unwrap_or_default())?;
    if let Some(stream) = first(&params)? {
        listener.check(&stream).await?;
        listener.streams.push(stream);
    }
    let upgrade = match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade,
        Err(refusal) => return Err(Error::Request(refusal.status(), refusal.body_text())),
    };
    let upgrade = upgrade.max_message_size(STREAM_FRAME_BYTES).max_frame_size(STREAM_FRAME_BYTES);
    let upgrade = match protocol {
        Some(token) => upgrade.protocols([token]),
        None => upgrade,
    };
    Ok(upgrade.on_upgrade(|socket| converse(socket, listener)))
}

/// The token, where a browser put it.
fn protocol(headers: &HeaderMap) -> Option<String> {
    let offered = headers.get(SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()?;
    offered.split(',').map(str::trim).find(|token| !token.is_empty()).map(str::to_owned)
}

/// The stream named in the address, if any.
fn first(params: &Params) -> Result<Option<Stream>> {
    let Some(name) = params.filled("stream") else { return Ok(None) };
    let stream = Stream::named(&name, params.text("tag").as_deref(), params.text("list").as_deref());
    stream.map(Some).map_err(|unknown| Error::bad(unknown.sentence()))
}

/// Listens and talks until one of the two has had enough.
async fn converse(socket: WebSocket, mut listener: Listener) {
    let (writing, mut reading) = socket.split();
    let (sender, receiver) = queue();
    let (answers, waiting) = mpsc::channel(8);
    let writer = tokio::spawn(write(writing, receiver, waiting));
    let farewell = listen(&mut listener, &mut reading, &sender, &answers).await;
    drop(sender);
    if let Some((code, reason)) = farewell {
        let close = Frame::Close(Some(CloseFrame { code, reason: reason.into() }));
        answers.try_send(close).ok();
    }
    drop(answers);
    let abort = writer.abort_handle();
    if timeout(PARTING, writer).await.is_err() {
        // It does not read: what waits for it is lost.
        abort.abort();
    }
}

type Farewell = Option<(u16, &'static str)>;

/// Follows both sides; answers with which word to part, or none when the other side has left.
async fn listen(
    listener: &mut Listener,
    reading: &mut SplitStream<WebSocket>,
    queue: &mpsc::Sender<Message>,
    answers: &mpsc::Sender<Frame>,
) -> Farewell {
    let mut heard = Instant::now();
    let mut pulse = tokio::time::interval(HEARTBEAT);
    pulse.tick().await;
    loop {
        tokio::select! {
            logged = listener.subscription.next() => {
                let Some(logged) = logged else { return Some((close_code::POLICY, "the session has ended")) };
                if listener.tell(&logged, queue).await.is_break() {
                    return Some((close_code::POLICY, "too slow"));
                }
            }
            frame = reading.next() => {
                heard = Instant::now();
                let answer = match frame {
                    Some(Ok(Frame::Text(text))) => hear(listener, &text).await,
                    Some(Ok(Frame::Binary(_))) => return Some((close_code::UNSUPPORTED, "text only")),
                    // Reading on after a close sends the answer to it, and then ends.
                    Some(Ok(Frame::Ping(_) | Frame::Pong(_) | Frame::Close(_))) => None,
                    None => return None,
                    Some(Err(error)) => return Some(mistake(&error)),
                };
                if answer.is_some_and(|answer| answers.try_send(answer).is_err()) {
                    return Some((close_code::POLICY, "too slow"));
                }
            }
            _ = pulse.tick() => {
                if heard.elapsed() > SILENCE || answers.try_send(Frame::Ping(Default::default())).is_err() {
                    return Some((close_code::AWAY, "nobody there"));
                }
            }
        }
    }
}

/// What is wrong with a frame that could not be read.
fn mistake(error: &axum::Error) -> (u16, &'static str) {
    let text = error.to_string();
    if text.contains("too long") || text.contains("too big") || text.contains("capacity") {
        (close_code::SIZE, "message too big")
    } else if text.contains("UTF-8") || text.contains("utf-8") {
        (close_code::INVALID, "not UTF-8")
    } else {
        (close_code::PROTOCOL, "not a WebSocket message")
    }
}

/// Does what a client says; answers what is wrong with it.
async fn hear(listener: &mut Listener, text: &str) -> Option<Frame> {
    let Ok(said) = serde_json::from_str::<Said>(text) else { return Some(refusal("Malformed message", 400)) };
    let stream = match Stream::named(&said.stream, said.tag.as_deref(), said.list.as_deref()) {
        Ok(stream) => stream,
        Err(unknown) => return Some(refusal(unknown.sentence(), 400)),
    };
    match said.what.as_str() {
        "subscribe" if listener.streams.contains(&stream) => None,
        "subscribe" if listener.streams.len() >= STREAM_CHANNELS => Some(refusal("Too many streams", 429)),
        "subscribe" => match listener.check(&stream).await {
            Ok(()) => {
                listener.streams.push(stream);
                None
            }
            Err(error) => Some(refused(error)),
        },
        "unsubscribe" => {
            listener.streams.retain(|kept| *kept != stream);
            None
        }
        _ => Some(refusal("Unknown message type", 400)),
    }
}

fn refused(error: Error) -> Frame {
    match error {
        Error::Request(status, sentence) => refusal(&sentence, status.as_u16()),
        Error::OAuthForbidden(sentence) => refusal(&sentence, 403),
        Error::App(error @ app::Error::NotFound) => refusal(&error.to_string(), 404),
        Error::App(error @ app::Error::LoggedOut) => refusal(&error.to_string(), 401),
        Error::App(error) => refusal(&error.to_string(), 503),
    }
}

fn refusal(sentence: &str, status: u16) -> Frame {
    Frame::Text(json!({ "error": sentence, "status": status }).to_string().into())
}

/// Sends what waits. Answers to the client go before events.
async fn write(
    mut writing: SplitSink<WebSocket, Frame>,
    mut queue: mpsc::Receiver<Message>,
    mut answers: mpsc::Receiver<Frame>,
) {
    loop {
        let frame = tokio::select! {
            biased;
            answer = answers.recv() => answer,
            Some(message) = queue.recv() => Some(event(&message)),
        };
        let Some(frame) = frame else { return };
        let last = matches!(frame, Frame::Close(_));
        if writing.send(frame).await.is_err() || last {
            return;
        }
    }
}

/// An event as clients of WebSockets expect it: its payload is JSON within JSON.
fn event(message: &Message) -> Frame {
    let mut told = json!({ "stream": *message.stream, "event": message.payload.event });
    if let Some(text) = &message.payload.text {
        told["payload"] = json!(**text);
    }
    Frame::Text(told.to_string().into())
}

/// Ids come as text or as numbers.
fn text_or_number<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Number(i64),
    }
    Ok(Option::<Either>::deserialize(from)?.map(|either| match either {
        Either::Text(text) => text,
        Either::Number(number) => number.to_string(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_named_by_text_or_number() {
        for text in [
            r#"{"type":"subscribe","stream":"list","list":"7"}"#,
            r#"{"type":"subscribe","stream":"list","list":7}"#,
        ] {
            let said: Said = serde_json::from_str(text).unwrap();
            assert_eq!(said.list.as_deref(), Some("7"));
        }
        assert!(serde_json::from_str::<Said>("[]").is_err());
    }

    #[test]
    fn the_first_protocol_offered_is_the_token() {
        let mut headers = HeaderMap::new();
        headers.insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(" token-1, chat"));
        assert_eq!(protocol(&headers).as_deref(), Some("token-1"));
    }
}
