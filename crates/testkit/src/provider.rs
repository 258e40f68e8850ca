//! A provider of models that says what a test tells it to, over loopback.

use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// What it answers.
#[derive(Clone, Debug)]
pub enum Said {
    /// A whole answer with these words.
    Words(String),
    /// The words as a stream, in pieces of so many characters.
    Streamed(String, usize),
    /// A stream that breaks off in the middle of the words.
    BrokenOff(String),
    /// The same, but the second part comes only once the gate is opened.
    InTwo(String, String, Arc<Notify>),
    /// A status with headers (each ends with a line break) and a body.
    Status(u16, String, String),
    /// Nothing, and the line stays open.
    Silence,
}

type Script = dyn Fn(usize, &Value) -> Said + Send + Sync;

/// The provider.
#[derive(Clone)]
pub struct Provider {
    url: String,
    asked: Arc<Mutex<Vec<(String, Value)>>>,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Provider {
    /// Starts it. `script` is given how many requests came before, and what is asked.
    pub async fn start(script: impl Fn(usize, &Value) -> Said + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        let provider = Self { url, asked: Arc::default() };
        let asked = Arc::clone(&provider.asked);
        let script: Arc<Script> = Arc::new(script);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&asked), Arc::clone(&script)));
            }
        });
        provider
    }

    /// Its base address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The head and body of every request so far.
    pub fn asked(&self) -> Vec<(String, Value)> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn serve(mut stream: TcpStream, asked: Arc<Mutex<Vec<(String, Value)>>>, script: Arc<Script>) {
    let Some((head, body)) = request(&mut stream).await else { return };
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let before = {
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push((head, body.clone()));
        asked.len() - 1
    };
    let said = script(before, &body);
    if matches!(said, Said::Silence) {
        // Until whoever asked gives up.
        let _ = stream.read(&mut [0]).await;
        return;
    }
    if let Said::InTwo(first, rest, gate) = said {
        let head = "HTTP/1.1 200 Said\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
        let _ = stream.write_all(format!("{head}{}", event(&first)).as_bytes()).await;
        gate.notified().await;
        let end = json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] });
        let rest = format!("{}data: {end}\n\ndata: [DONE]\n\n", event(&rest));
        let _ = stream.write_all(rest.as_bytes()).await;
        let _ = stream.shutdown().await;
        return;
    }
    let _ = stream.write_all(&answer(said)).await;
    let _ = stream.shutdown().await;
}

async fn request(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).await.ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.ok()?;
    Some((head, body))
}

fn answer(said: Said) -> Vec<u8> {
    let usage = json!({ "prompt_tokens": 100, "completion_tokens": 20 });
    match said {
        Said::Words(words) => {
            let message = json!({ "role": "assistant", "content": words });
            let body =
                json!({ "choices": [{ "message": message, "finish_reason": "stop" }], "usage": usage });
            whole(200, "Content-Type: application/json\r\n", &body.to_string())
        }
        Said::Streamed(words, size) => {
            let letters: Vec<char> = words.chars().collect();
            let mut body: String =
                letters.chunks(size.max(1)).map(|piece| event(&piece.iter().collect::<String>())).collect();
            let end = json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] });
            let last = json!({ "choices": [], "usage": usage });
            body.push_str(&format!("data: {end}\n\ndata: {last}\n\ndata: [DONE]\n\n"));
            whole(200, "Content-Type: text/event-stream\r\n", &body)
        }
        Said::BrokenOff(words) => {
            let half: String = words.chars().take(words.chars().count() / 2).collect();
            whole(200, "Content-Type: text/event-stream\r\n", &event(&half))
        }
        Said::Status(status, headers, body) => whole(status, &headers, &body),
        Said::Silence | Said::InTwo(..) => Vec::new(),
    }
}

fn event(words: &str) -> String {
    format!("data: {}\n\n", json!({ "choices": [{ "delta": { "content": words } }] }))
}

fn whole(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status} Said\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}")
        .into_bytes()
}
