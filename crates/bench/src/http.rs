//! A client that costs as little as it can: HTTP/1.1 on a kept connection, bodies of known length.

use anyhow::{Context as _, bail};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// No answer takes longer; a server that hangs must not hang the measuring.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request, written out beforehand.
#[derive(Clone, Debug)]
pub struct Request(Vec<u8>);

impl Request {
    /// A request with a token; with a JSON body where one is given.
    pub fn new(method: &str, path: &str, token: &str, json: Option<&str>) -> Self {
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nhost: bench.example\r\nuser-agent: braise-bench\r\n\
             accept: application/json\r\nauthorization: Bearer {token}\r\n"
        );
        if method == "POST" {
            let json = json.unwrap_or_default();
            if !json.is_empty() {
                text.push_str("content-type: application/json\r\n");
            }
            text.push_str(&format!("content-length: {}\r\n\r\n{json}", json.len()));
        } else {
            text.push_str("\r\n");
        }
        Self(text.into_bytes())
    }

    /// A page, asked for by a browser with a session.
    pub fn page(path: &str, session: &str) -> Self {
        // The name depends on whether the server is reached over https; the other one means nothing.
        Self(
            format!(
                "GET {path} HTTP/1.1\r\nhost: bench.example\r\nuser-agent: braise-bench\r\naccept: text/html\r\n\
                 cookie: __Host-session={session}; session={session}; lang=en\r\n\r\n"
            )
            .into_bytes(),
        )
    }
}

/// An answer, as far as measuring wants to know.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The body's length.
    pub size: usize,
    /// How long it took, from the first byte sent to the last one received.
    pub took: Duration,
}

/// A connection that is kept.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Where the last answer's body begins and ends in the buffer.
    body: (usize, usize),
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await.context("connecting")?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 256 * 1024], body: (0, 0) })
    }

    /// Asks, and waits for the whole answer.
    pub async fn ask(&mut self, request: &Request) -> anyhow::Result<Answer> {
        tokio::time::timeout(PATIENCE, self.exchange(request)).await.context("no answer came")?
    }

    /// The last answer's body.
    pub fn body(&self) -> &[u8] {
        self.buffer.get(self.body.0..self.body.1).unwrap_or_default()
    }

    async fn exchange(&mut self, request: &Request) -> anyhow::Result<Answer> {
        let started = Instant::now();
        self.stream.write_all(&request.0).await?;
        let mut filled = 0;
        let head = loop {
            filled += self.read_at(filled).await?;
            if let Some(end) = end_of_head(&self.buffer[..filled]) {
                break end;
            }
        };
        let (status, length) = read_head(&self.buffer[..head])?;
        while filled < head + length {
            filled += self.read_at(filled).await?;
        }
        self.body = (head, head + length);
        Ok(Answer { status, size: length, took: started.elapsed() })
    }

    async fn read_at(&mut self, filled: usize) -> anyhow::Result<usize> {
        if filled == self.buffer.len() {
            self.buffer.resize(filled * 2, 0);
        }
        match self.stream.read(&mut self.buffer[filled..]).await? {
            0 => bail!("the server hung up"),
            more => Ok(more),
        }
    }
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|place| place + 4)
}

/// The status and the length of the body that follows.
fn read_head(head: &[u8]) -> anyhow::Result<(u16, usize)> {
    let text = std::str::from_utf8(head).context("an answer's head is no text")?;
    let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status")?;
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok()).flatten()
    });
    Ok((status, length.context("an answer does not tell its length")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_tells_status_and_length() {
        let head = b"HTTP/1.1 404 Not Found\r\nDate: x\r\nContent-Length: 33\r\n\r\n";
        assert_eq!(end_of_head(head), Some(head.len()));
        assert_eq!(read_head(head).unwrap(), (404, 33));
        assert_eq!(end_of_head(b"HTTP/1.1 200 OK\r\n"), None);
        assert!(read_head(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }

    #[test]
    fn a_request_with_a_body_tells_its_length() {
        let text = String::from_utf8(Request::new("POST", "/api/x", "t", Some("{}")).0).unwrap();
        assert!(text.contains("content-length: 2\r\n\r\n{}") && text.contains("application/json"));
        let text = String::from_utf8(Request::new("GET", "/api/x", "t", None).0).unwrap();
        assert!(text.starts_with("GET /api/x HTTP/1.1\r\n") && text.ends_with("\r\n\r\n"));
    }
}
