//! Asking one provider.

use crate::breaker::Breaker;
use crate::retry::{self, AGAIN, pause};
use crate::sse::Events;
use crate::{Chat, Error, Profile, Reply};
use http::StatusCode;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use net::{Arriving, Egress, Request};
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
    /// How long one answer may take, retries included.
    pub patience: Duration,
    /// Who we say we are.
    pub user_agent: String,
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
        let patience = net::Config {
            allow_loopback: false,
            user_agent: settings.user_agent.clone(),
            read: settings.patience,
            total: settings.patience,
            ..net::Config::default()
        };
        let egress = Egress::only(patience, &settings.base, settings.private)?;
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
        let work = async { Reply::read(&self.opened(chat, false, &dice).await?.whole().await?) };
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
        let work = async { follow(self.opened(chat, true, &dice).await?, &mut tell).await };
        self.noted(tokio::time::timeout(self.settings.patience, work).await.unwrap_or(Err(Error::Slow)))
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
        chat: &Chat,
        stream: bool,
        dice: &(impl Fn() -> f64 + Sync),
    ) -> Result<Arriving, Error> {
        let mut again = 0;
        loop {
            let error = match self.open(chat, stream).await {
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

    async fn open(&self, chat: &Chat, stream: bool) -> Result<Arriving, Error> {
        let Settings { profile, base, model, key, .. } = &self.settings;
        let body = chat.body(profile, model, stream).to_string();
        let address = format!("{}/chat/completions", base.trim_end_matches('/'));
        let mut request = Request::post(address, "application/json", body, MOST)?;
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
async fn follow(mut answer: Arriving, tell: &mut (impl FnMut(&str) + Send)) -> Result<Reply, Error> {
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    // Some answer whole where a stream was asked for.
    if kind.starts_with("application/json") {
        let reply = Reply::read(&answer.whole().await?)?;
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
            let words = reply.take(&event)?;
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
