//! Reading server-sent events.

use super::{Client, Event};
use crate::DEADLINE;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// An open event stream.
pub struct Sse {
    response: reqwest::Response,
    buffer: Vec<u8>,
    name: String,
    data: String,
}

impl Sse {
    pub(super) async fn open(client: &Client, path: &str, cookie: &str) -> Self {
        let mut request = client.http.get(format!("{}{path}", client.base)).timeout(Duration::from_secs(600));
        if !cookie.is_empty() {
            request = request.header("cookie", cookie);
        }
        if let Some(token) = &client.token {
            request = request.bearer_auth(token);
        }
        let response =
            timeout(DEADLINE, request.send()).await.expect("the stream opens in time").expect("a stream");
        let status = response.status().as_u16();
        assert_eq!(
            status,
            200,
            "the stream {path} was refused: {}",
            response.text().await.unwrap_or_default()
        );
        Self { response, buffer: Vec::new(), name: String::new(), data: String::new() }
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

    /// Waits until the server ends the stream; panics when it does not.
    pub async fn ended(&mut self) {
        let to_its_end = async { while let Ok(Some(_)) = self.response.chunk().await {} };
        timeout(DEADLINE, to_its_end).await.expect("the stream ends");
    }

    /// The next event, if one comes in time.
    pub async fn within(&mut self, patience: Duration) -> Option<Event> {
        let start = Instant::now();
        loop {
            while let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.buffer.drain(..=end).collect();
                if let Some(event) = self.line(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']))
                {
                    return Some(event);
                }
            }
            let left = patience.checked_sub(start.elapsed())?;
            let chunk = timeout(left, self.response.chunk()).await.ok()?;
            let chunk = chunk.expect("the stream can be read").expect("the stream goes on");
            self.buffer.extend_from_slice(&chunk);
        }
    }

    fn line(&mut self, line: &str) -> Option<Event> {
        if let Some(name) = line.strip_prefix("event:") {
            self.name = name.trim_start().to_owned();
        } else if let Some(data) = line.strip_prefix("data:") {
            if !self.data.is_empty() {
                self.data.push('\n');
            }
            self.data.push_str(data.strip_prefix(' ').unwrap_or(data));
        } else if line.is_empty() && !self.name.is_empty() {
            let event = Event::new(&self.name, &self.data, Vec::new());
            self.name.clear();
            self.data.clear();
            return Some(event);
        }
        None
    }
}
