//! Asking one provider.

use crate::breaker::Breaker;
use crate::retry::{self, AGAIN, pause};
use crate::sse::Events;
use crate::{Chat, Error, Profile, Reply};
use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use net::{Arriving, Egress, Request};
use serde_json::Value;
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::Semaphore;

/// Bytes of an answer, stream included.
const MOST: usize = 4 << 20;
/// Questions on their way at once; more are not sent.
const AT_ONCE: usize = 8;

/// Whom to ask, and how.
#[derive(Clone)]
pub struct Settings {
    /// What kind of provider it is.
    pub profile: Profile,
    /// Where, without a slash at the end.
    pub base: String,
    /// Which model.
    pub model: String,
    /// What it knows us by.
    pub key: Option<String>,
    /// Whether it may be on this machine or in a private network.
    pub private: bool,
    /// Whether to ask through the Responses API, where the provider has it.
    pub responses: bool,
    /// How long one answer may take, retries included.
    pub patience: Duration,
    /// Who we say we are.
    pub user_agent: String,
}

impl Settings {
    /// The way out to this provider and nowhere else.
    pub(crate) fn egress(&self) -> Result<Egress, Error> {
        let patience = net::Config {
            allow_loopback: false,
            user_agent: self.user_agent.clone(),
            read: self.patience,
            total: self.patience,
            ..net::Config::default()
        };
        Ok(Egress::only(patience, &self.base, self.private)?)
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let key = self.key.as_ref().map(|_| "…");
        f.debug_struct("Settings")
            .field("base", &self.base)
            .field("model", &self.model)
            .field("key", &key)
            .finish()
    }
}

/// A provider.
#[derive(Debug)]
pub struct Client {
    settings: Settings,
    egress: Egress,
    breaker: Breaker,
    room: Semaphore,
}

impl Client {
    /// A client of a provider. Nothing is asked of it yet.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        let egress = settings.egress()?;
        Ok(Self { settings, egress, breaker: Breaker::default(), room: Semaphore::new(AT_ONCE) })
    }

    /// The kind of provider this is.
    pub fn profile(&self) -> &Profile {
        &self.settings.profile
    }

    /// The model that is asked.
    pub fn model(&self) -> &str {
        &self.settings.model
    }

    /// Asks, and waits for the whole answer. `dice` gives numbers from 0 to 1, to scatter retries.
    pub async fn chat(&self, chat: &Chat, dice: impl Fn() -> f64 + Send + Sync) -> Result<Reply, Error> {
        let _room = self.enter()?;
        let work = async {
            let body = self.opened(self.path(), &self.body(chat, false), false, &dice).await?.whole().await?;
            if self.responds() { Reply::read_response(&body) } else { Reply::read(&body) }
        };
        self.noted(tokio::time::timeout(self.settings.patience, work).await.unwrap_or(Err(Error::Slow)))
    }

    /// Asks, and tells the words as they come. What came before a fault is not asked for again: only a request
    /// that was refused as a whole is sent anew.
    pub async fn stream(
        &self,
        chat: &Chat,
        dice: impl Fn() -> f64 + Send + Sync,
        mut tell: impl FnMut(&str) + Send,
    ) -> Result<Reply, Error> {
        let _room = self.enter()?;
        let work = async {
            let answer = self.opened(self.path(), &self.body(chat, true), true, &dice).await?;
            follow(answer, self.responds(), &mut tell).await
        };
        self.noted(tokio::time::timeout(self.settings.patience, work).await.unwrap_or(Err(Error::Slow)))
    }

    /// Sends something else than a question; the whole answer.
    pub(crate) async fn whole(
        &self,
        path: &str,
        body: &Value,
        dice: &(impl Fn() -> f64 + Sync),
    ) -> Result<Bytes, Error> {
        let _room = self.enter()?;
        let work = async { Ok(self.opened(path, body, false, dice).await?.whole().await?) };
        self.noted(tokio::time::timeout(self.settings.patience, work).await.unwrap_or(Err(Error::Slow)))
    }

    fn responds(&self) -> bool {
        self.settings.responses && self.settings.profile.responses
    }

    fn path(&self) -> &'static str {
        if self.responds() { "responses" } else { "chat/completions" }
    }

    fn body(&self, chat: &Chat, stream: bool) -> Value {
        let Settings { profile, model, .. } = &self.settings;
        match self.responds() {
            true => chat.responses_body(profile, model, stream),
            false => chat.body(profile, model, stream),
        }
    }

    fn enter(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Error> {
        let room = self.room.try_acquire().map_err(|_| Error::Crowded)?;
        if self.breaker.lets_through(Instant::now()) { Ok(room) } else { Err(Error::Resting) }
    }

    fn noted<T>(&self, outcome: Result<T, Error>) -> Result<T, Error> {
        match &outcome {
            Ok(_) => self.breaker.note(true, Instant::now()),
            Err(error) if error.is_its_fault() => self.breaker.note(false, Instant::now()),
            Err(_) => {}
        }
        outcome
    }

    /// The head of an answer, after as many tries as make sense.
    async fn opened(
        &self,
        path: &str,
        body: &Value,
        stream: bool,
        dice: &(impl Fn() -> f64 + Sync),
    ) -> Result<Arriving, Error> {
        let mut again = 0;
        loop {
            let error = match self.open(path, body, stream).await {
                Err(error) if error.is_temporary() && again < AGAIN => error,
                outcome => return outcome,
            };
            again += 1;
            let asked_for = if let Error::Busy { after } = &error { *after } else { None };
            let Some(wait) = pause(again, asked_for, dice()) else { return Err(error) };
            tracing::debug!(%error, again, "a model is asked again");
            tokio::time::sleep(wait).await;
        }
    }

    async fn open(&self, path: &str, body: &Value, stream: bool) -> Result<Arriving, Error> {
        let Settings { base, key, .. } = &self.settings;
        let address = format!("{}/{path}", base.trim_end_matches('/'));
        let mut request = Request::post(address, "application/json", body.to_string(), MOST)?;
        request = request.accept(if stream {
            "text/event-stream, application/json"
        } else {
            "application/json"
        })?;
        if let Some(key) = key {
            request = request.header("authorization", &format!("Bearer {key}"))?;
        }
        let answer = self.egress.open(request).await?;
        match answer.status() {
            status if status.is_success() => Ok(answer),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                let after = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
                Err(Error::Busy { after: after.and_then(|after| retry::after(after, SystemTime::now())) })
            }
            StatusCode::REQUEST_TIMEOUT => Err(Error::Faulty(408)),
            status if status.is_server_error() => Err(Error::Faulty(status.as_u16())),
            status => Err(Error::Refused(status.as_u16())),
        }
    }
}

/// Follows a stream to its end. One that ends without saying so broke off.
async fn follow(
    mut answer: Arriving,
    responses: bool,
    tell: &mut (impl FnMut(&str) + Send),
) -> Result<Reply, Error> {
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    // Some answer whole where a stream was asked for.
    if kind.starts_with("application/json") {
        let body = answer.whole().await?;
        let reply = if responses { Reply::read_response(&body)? } else { Reply::read(&body)? };
        tell(&reply.text);
        return Ok(reply);
    }
    let (mut events, mut reply) = (Events::default(), Reply::default());
    while let Some(piece) = answer.next().await? {
        let ended = events.push(&piece).map_err(|_| Error::Malformed("an event does not end"))?;
        for event in ended {
            if event.trim() == "[DONE]" {
                return finished(reply, true);
            }
            let words = if responses { reply.take_response(&event)? } else { reply.take(&event)? };
            if !words.is_empty() {
                tell(&words);
            }
        }
    }
    finished(reply, false)
}

fn finished(reply: Reply, done: bool) -> Result<Reply, Error> {
    match reply.finish.as_deref() {
        Some("length") => Err(Error::Truncated),
        Some("content_filter") => Err(Error::Declined),
        None if !done => Err(Error::Truncated),
        _ => Ok(reply),
    }
}
