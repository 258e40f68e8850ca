//! A Mastodon client for tests. Every answer is checked by [`crate::contract`]; a deviation panics
//! with the request and the place.

mod answer;
mod ask;
mod link;
mod sse;
mod streamed;
mod websocket;

use reqwest::Method;
use serde_json::{Value, json};
use std::sync::LazyLock;

pub use answer::Answer;
pub use ask::Ask;
pub use sse::Sse;
pub use streamed::Event;
pub use websocket::{TokenIn, WebSocket};

/// Someone at a server: with a token a member, without one a visitor. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
    name: String,
}

/// One for all clients of a process: each would read the certificates of the machine anew.
fn http() -> reqwest::Client {
    static HTTP: LazyLock<reqwest::Client> = LazyLock::new(|| {
        // The HTTP client insists on a TLS provider even where all addresses are http.
        let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(crate::DEADLINE)
            .no_proxy()
            // A kept connection would not survive the restarts that tests make.
            .pool_max_idle_per_host(0)
            .build()
            .expect("an HTTP client")
    });
    HTTP.clone()
}

impl Client {
    /// A visitor of the server at `base` (`http://127.0.0.1:4000`). Redirects are not followed:
    /// tests want to see them.
    pub fn new(base: &str) -> Self {
        Self {
            http: http(),
            base: base.trim_end_matches('/').to_owned(),
            token: None,
            name: "visitor".to_owned(),
        }
    }

    /// The same with a bearer token.
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// The same with a name for messages.
    pub fn named(mut self, name: &str) -> Self {
        self.name = name.to_owned();
        self
    }

    /// The user name, for a client made by [`crate::Server::member`].
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The bearer token, if logged in.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The server's address.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// `GET`. `path` is a path on the server or a whole address from a `Link` header.
    pub fn get(&self, path: &str) -> Ask {
        self.ask(Method::GET, path)
    }

    /// `POST`.
    pub fn post(&self, path: &str) -> Ask {
        self.ask(Method::POST, path)
    }

    /// `PUT`.
    pub fn put(&self, path: &str) -> Ask {
        self.ask(Method::PUT, path)
    }

    /// `PATCH`.
    pub fn patch(&self, path: &str) -> Ask {
        self.ask(Method::PATCH, path)
    }

    /// `DELETE`.
    pub fn delete(&self, path: &str) -> Ask {
        self.ask(Method::DELETE, path)
    }

    /// `OPTIONS`: what a browser asks before it asks another origin.
    pub fn options(&self, path: &str) -> Ask {
        self.ask(Method::OPTIONS, path)
    }

    /// Any method.
    pub fn ask(&self, method: Method, path: &str) -> Ask {
        Ask::new(self, method, path)
    }

    /// Publishes a public post and returns it.
    pub async fn post_status(&self, text: &str) -> Value {
        self.post("/api/v1/statuses").json(json!({ "status": text })).await.ok()
    }

    /// Publishes with whatever else `fields` asks for.
    pub async fn post_with(&self, fields: Value) -> Value {
        self.post("/api/v1/statuses").json(fields).await.ok()
    }

    /// Uploads a file and returns the attachment.
    pub async fn upload(&self, file_name: &str, media_type: &str, bytes: Vec<u8>) -> Value {
        self.post("/api/v2/media").file("file", file_name, media_type, bytes).await.ok()
    }

    /// The logged-in account.
    pub async fn me(&self) -> Value {
        self.get("/api/v1/accounts/verify_credentials").await.ok()
    }

    /// The logged-in account's id.
    pub async fn id(&self) -> String {
        self.me().await["id"].as_str().expect("an account has an id").to_owned()
    }

    /// Follows `other` and returns the relationship.
    pub async fn follow(&self, other: &Client) -> Value {
        let id = other.id().await;
        self.post(&format!("/api/v1/accounts/{id}/follow")).await.ok()
    }

    /// The ids in the home timeline, newest first.
    pub async fn home_ids(&self) -> Vec<String> {
        self.get("/api/v1/timelines/home").await.ids()
    }

    /// Opens a server-sent event stream: `client.sse("/api/v1/streaming/user")`.
    pub async fn sse(&self, path: &str) -> Sse {
        Sse::open(self, path, "").await
    }

    /// The same as a browser does it, with a cookie: `session=…`.
    pub async fn sse_with_cookie(&self, path: &str, cookie: &str) -> Sse {
        Sse::open(self, path, cookie).await
    }

    /// Opens a WebSocket with the token in the query: `client.websocket(&[("stream", "user")])`.
    pub async fn websocket(&self, query: &[(&str, &str)]) -> WebSocket {
        let opened = WebSocket::open(self, query, TokenIn::Query).await;
        opened.unwrap_or_else(|status| panic!("the WebSocket was refused with {status}"))
    }

    /// Opens a WebSocket with the token where `token` says; the status when it is refused.
    pub async fn try_websocket(&self, query: &[(&str, &str)], token: TokenIn) -> Result<WebSocket, u16> {
        WebSocket::open(self, query, token).await
    }
}

#[cfg(test)]
mod tests;
