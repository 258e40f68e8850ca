//! A push service and the devices it serves, on this machine.
//!
//! It takes messages as a real one does, and says what a test tells it to. A [`Device`] has the keys to
//! read what was meant for it.

use base64::Engine as _;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint as _;
use web_push_native::{Auth, decrypt};

/// What [`PushService::says`] takes for a service that hears and never answers.
pub const NOTHING: u16 = 0;

/// A push service.
pub struct PushService {
    url: String,
    status: Arc<AtomicU16>,
    heard: Arc<Mutex<Vec<Pushed>>>,
}

/// A message it was sent.
#[derive(Clone, Debug)]
pub struct Pushed {
    /// Where to.
    pub path: String,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    /// Still encrypted.
    pub body: Vec<u8>,
}

impl PushService {
    /// One that takes every message (201).
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (status, heard) = (Arc::new(AtomicU16::new(201)), Arc::<Mutex<Vec<Pushed>>>::default());
        let (says, notes) = (Arc::clone(&status), Arc::clone(&heard));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&says), Arc::clone(&notes)));
            }
        });
        Self { url, status, heard }
    }

    /// From now on it answers with this status.
    pub fn says(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// Its own address, which is what messages to it are signed for.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A device's address.
    pub fn endpoint(&self, device: &str) -> String {
        format!("{}/{device}", self.url)
    }

    /// What was sent to a device so far.
    pub fn heard(&self, device: &str) -> Vec<Pushed> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.iter().filter(|one| one.path == format!("/{device}")).cloned().collect()
    }

    /// Waits until so many messages were sent to a device, and answers them.
    pub async fn waits_for(&self, device: &str, count: usize) -> Vec<Pushed> {
        crate::wait_until(&format!("{count} pushes to {device}"), || async {
            Some(self.heard(device)).filter(|heard| heard.len() >= count)
        })
        .await
    }
}

async fn serve(stream: TcpStream, says: Arc<AtomicU16>, heard: Arc<Mutex<Vec<Pushed>>>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut lines = head.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length")?.1.parse().ok()?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    heard.lock().unwrap_or_else(PoisonError::into_inner).push(Pushed { path, headers, body });
    let status = says.load(Ordering::SeqCst);
    if status == NOTHING {
        std::future::pending::<()>().await;
    }
    let answer = format!("HTTP/1.1 {status} So\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    stream.write_all(answer.as_bytes()).await.ok()
}

impl Pushed {
    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What the sender claims, after its signature was checked with the server's key (RFC 8292).
    pub fn claims(&self, server_key: &str) -> Value {
        let said = self.header("authorization").expect("an authorization");
        let (token, key) =
            said.strip_prefix("vapid t=").and_then(|rest| rest.split_once(", k=")).expect("token and key");
        assert_eq!(key, server_key.trim_end_matches('='), "signed with the key clients were told");
        let (signed, signature) = token.rsplit_once('.').expect("a signature");
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
        ring::signature::UnparsedPublicKey::new(&ring::signature::ECDSA_P256_SHA256_FIXED, decode(key))
            .verify(signed.as_bytes(), &decode(signature))
            .expect("the signature fits");
        let (head, claims) = signed.split_once('.').expect("claims");
        assert_eq!(serde_json::from_slice::<Value>(&decode(head)).expect("JSON")["alg"], "ES256");
        serde_json::from_slice(&decode(claims)).expect("JSON")
    }
}

/// A device with keys of its own.
pub struct Device {
    secret: SecretKey,
    auth: [u8; 16],
}

impl Device {
    /// One with keys made of `seed`, which is not zero.
    pub fn new(seed: u8) -> Self {
        Self { secret: SecretKey::from_slice(&[seed; 32]).expect("a key"), auth: [seed; 16] }
    }

    /// Its public key, as browsers write it.
    pub fn p256dh(&self) -> String {
        URL_SAFE.encode(self.secret.public_key().to_encoded_point(false).as_bytes())
    }

    /// Its secret, as browsers write it.
    pub fn auth(&self) -> String {
        URL_SAFE.encode(self.auth)
    }

    /// A body that subscribes it to some alerts.
    pub fn subscription(&self, endpoint: &str, alerts: &[&str]) -> Value {
        let alerts: serde_json::Map<_, _> =
            alerts.iter().map(|kind| ((*kind).to_owned(), json!(true))).collect();
        json!({
            "subscription": {
                "endpoint": endpoint, "keys": { "p256dh": self.p256dh(), "auth": self.auth() }, "standard": true,
            },
            "data": { "alerts": alerts, "policy": "all" },
        })
    }

    /// Reads a message that was meant for it (RFC 8291).
    pub fn read(&self, pushed: &Pushed) -> Value {
        let clear = decrypt(pushed.body.clone(), &self.secret, &Auth::from(self.auth))
            .expect("meant for this device");
        serde_json::from_slice(&clear).expect("JSON")
    }
}
