//! WebSockets of others, through the same door.

use crate::egress::Egress;
use crate::{NetError, Request};
use futures_util::StreamExt as _;
use http::StatusCode;
use std::time::Duration;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use url::Url;

/// Silence that ends it.
const SILENCE: Duration = Duration::from_secs(60);
/// Any sixteen bytes in base64 would do: nothing between us and a server we chose needs to be fooled.
const KEY: &str = "YnJhaXNlLWlzLWhlcmUhIQ==";

/// A socket that is read.
pub struct Socket(WebSocketStream<reqwest::Upgraded>);

impl Egress {
    /// Opens a `ws` or `wss` address. No message may be longer than `cap` bytes.
    ///
    /// [`NetError::Status`] when the other side does not speak this.
    pub async fn socket(&self, address: &str, cap: usize) -> Result<Socket, NetError> {
        let plain =
            address.strip_prefix("ws").filter(|rest| rest.starts_with("://") || rest.starts_with("s://"));
        let url =
            Url::parse(&format!("http{}", plain.ok_or(NetError::Scheme)?)).map_err(|_| NetError::Address)?;
        let request = Request::get(url.as_str(), 0)
            .header("connection", "upgrade")?
            .header("upgrade", "websocket")?
            .header("sec-websocket-version", "13")?
            .header("sec-websocket-key", KEY)?;
        let answer = self.begin(&request, &url).await?;
        if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
            return Err(NetError::Status(answer.status().as_u16()));
        }
        let upgraded = answer.upgrade().await?;
        let config = WebSocketConfig::default().max_message_size(Some(cap)).max_frame_size(Some(cap));
        Ok(Socket(WebSocketStream::from_raw_socket(upgraded, Role::Client, Some(config)).await))
    }
}

impl Socket {
    /// The next text; nothing when the other side has ended. What is no text is passed over.
    pub async fn next(&mut self) -> Result<Option<String>, NetError> {
        loop {
            let message =
                tokio::time::timeout(SILENCE, self.0.next()).await.map_err(|_| NetError::Timeout)?;
            match message {
                None | Some(Ok(Message::Close(_))) => return Ok(None),
                Some(Ok(Message::Text(text))) => return Ok(Some(text.to_string())),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(NetError::Socket(Box::new(error))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{egress, ok, serve};
    use futures_util::SinkExt as _;
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn texts_are_read_until_the_end() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("ws://{}/subscribe?x=1", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
            for text in ["one", "two"] {
                socket.send(Message::text(text)).await.unwrap();
            }
            socket.close(None).await.unwrap();
        });
        let mut socket = egress().socket(&address, 1_000).await.unwrap();
        assert_eq!(socket.next().await.unwrap().as_deref(), Some("one"));
        assert_eq!(socket.next().await.unwrap().as_deref(), Some("two"));
        assert_eq!(socket.next().await.unwrap(), None);
    }

    #[tokio::test]
    async fn what_is_no_socket_is_refused() {
        let address = serve(|_| ok("text/plain", "hello")).await.replace("http", "ws");
        assert!(matches!(egress().socket(&address, 10).await, Err(NetError::Status(200))));
        assert!(matches!(egress().socket("https://example.org/", 10).await, Err(NetError::Scheme)));
        let closed = Egress::new(crate::Config::default()).unwrap();
        assert!(matches!(closed.socket("ws://127.0.0.1:1/", 10).await, Err(NetError::Private)));
    }
}
