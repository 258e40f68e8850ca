//! Sending messages: a queue and a worker of their own, many at a time, because most of what they do
//! is wait.

use super::Errand;
use super::hosts::{Hosts, Turn};
use super::keys::Vapid;
use super::message::{Message, TTL};
use super::seal::Seal;
use crate::jobs::{TRIES, look_again_and_again, next_try};
use crate::{App, Config, Error, Result, secret};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::{PushId, PushPolicy, PushSubscription, Time};
use net::{Fetched, NetError};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};
use store::Store;
use store::jobs::{PUSH, Taken};
use tokio::sync::Semaphore;
use url::Url;
use web_push_native::p256::PublicKey;
use web_push_native::{Auth, encrypt};

/// Messages under way, those that wait for their service included.
const UNDER_WAY: usize = 256;
/// Messages taken up by one write.
const TAKEN: usize = 64;
/// How often due messages are looked for.
const LOOK: Duration = Duration::from_millis(250);
/// How long a message may be under way before another worker may take it up.
const LEASE: Duration = Duration::from_secs(5 * 60);
/// How long a push service may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Until the first time a message is tried again.
const FIRST_WAIT: Duration = Duration::from_secs(3);
/// The most a push service may ask us to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);
/// What is read of an answer: nothing in it matters but its head.
const ANSWER_BYTES: usize = 1_024;
/// The name under which the key is kept.
const KEY: &str = "vapid";

/// What sending needs.
pub(crate) struct Pusher {
    pub(crate) vapid: Vapid,
    pub(crate) seal: Seal,
    hosts: Hosts,
    room: Arc<Semaphore>,
}

impl Pusher {
    /// With the server's keys, made when there are none yet.
    pub(crate) async fn open(config: &Config, store: &Store) -> Result<Self> {
        let kept = secret::kept(store, KEY, Vapid::make).await?;
        Ok(Self {
            vapid: Vapid::read(&kept)?,
            seal: Seal::open(&config.data)?,
            hosts: Hosts::default(),
            room: Arc::new(Semaphore::new(UNDER_WAY)),
        })
    }
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Sent, or nothing is to be sent any more.
    Done,
    /// The device is gone for good.
    Gone,
    /// It failed and may succeed later; not before so long, if that was said.
    Again(Option<Duration>),
    /// It was not tried.
    PutOff(Duration),
}

impl App {
    /// Sends due messages for as long as the app is open.
    pub(crate) fn start_pushing(&self) {
        look_again_and_again(self, LOOK, "pushes", |app| async move { app.push_due().await });
    }

    /// Begins to send whatever is due, as long as there is room.
    async fn push_due(&self) -> Result<()> {
        loop {
            let room = self.inner.pusher.room.available_permits().min(TAKEN);
            let now = self.now();
            if room == 0 || !store::jobs::any_due(&mut self.read().await?, PUSH, now).await? {
                return Ok(());
            }
            let end = now.plus(LEASE);
            let taken = self.write(move |tx| {
                Box::pin(async move { Ok(store::jobs::take(tx, PUSH, now, end, room).await?) })
            });
            for taken in taken.await? {
                let permit = Arc::clone(&self.inner.pusher.room).acquire_owned().await;
                let app = self.clone();
                tokio::spawn(async move {
                    app.push_one(taken).await;
                    drop(permit);
                });
            }
        }
    }

    async fn push_one(&self, taken: Taken) {
        let Ok(errand) = serde_json::from_str::<Errand>(&taken.job) else {
            // Of another version of the program, perhaps.
            tracing::error!(job = taken.id, "a push cannot be read");
            return self.settle(taken, Outcome::Done, None).await;
        };
        let outcome = match self.try_push(errand).await {
            Ok(outcome) => outcome,
            Err(Error::Unavailable(_) | Error::Internal(_)) => Outcome::Again(None),
            // What it is about, or who it is for, is gone or may not log in.
            Err(_) => Outcome::Done,
        };
        self.settle(taken, outcome, Some(errand.push)).await;
    }

    /// Keeps what became of a message.
    async fn settle(&self, taken: Taken, outcome: Outcome, push: Option<PushId>) {
        let (now, id) = (self.now(), taken.id);
        let noted: Result<()> = self
            .write(move |tx| {
                Box::pin(async move {
                    if let (Outcome::Gone, Some(push)) = (outcome, push) {
                        store::push::remove(tx, push).await?;
                    }
                    let again = match outcome {
                        Outcome::PutOff(wait) => {
                            return Ok(store::jobs::put_off(tx, id, now.plus(wait)).await?);
                        }
                        Outcome::Again(wait) => again(now, taken.attempts, wait),
                        Outcome::Done | Outcome::Gone => None,
                    };
                    match again {
                        Some(_) => store::jobs::failed(tx, id, "not sent", again).await?,
                        None => store::jobs::done(tx, id).await?,
                    }
                    Ok(())
                })
            })
            .await;
        if let Err(error) = noted {
            tracing::warn!(job = id, %error, "what became of a push could not be kept; it will be sent again");
        }
    }

    async fn try_push(&self, errand: Errand) -> Result<Outcome> {
        if self.now().since(Time::from_millis(errand.told_at)) >= TTL {
            return Ok(Outcome::Done);
        }
        let Some(to) = store::push::get(&mut self.read().await?, errand.push).await? else {
            return Ok(Outcome::Done);
        };
        let service = Url::parse(&to.endpoint).map_err(|error| Error::internal("an endpoint", error))?;
        let origin = service.origin().ascii_serialization();
        let hosts = &self.inner.pusher.hosts;
        let _turn = match hosts.turn(&origin, || self.now()).await {
            Turn::Later(wait) => return Ok(Outcome::PutOff(wait)),
            Turn::Now(turn) => turn,
        };
        // Read now: it may have been undone, muted or turned off since.
        let Some(message) = self.message_for(errand).await? else { return Ok(Outcome::Done) };
        let sent = self.send(&to, &origin, &message).await?;
        match &sent {
            Err(error) if error.is_temporary() => hosts.failed(&origin, self.now()),
            // Whatever it says, it is there: what one address of it is refused is no other's trouble.
            _ => hosts.answered(&origin),
        }
        Ok(judge(&origin, sent, self.now()))
    }

    async fn message_for(&self, errand: Errand) -> Result<Option<Message>> {
        let mut rows = self.read().await?;
        let Some(to) = store::push::get(&mut rows, errand.push).await? else { return Ok(None) };
        let told =
            store::notifications::shown::get(&mut rows, to.account, errand.notification, self.now()).await?;
        drop(rows);
        let wanted = |told: &model::Notification| {
            !told.filtered && to.alerts.contains(&told.kind) && to.policy != PushPolicy::Nobody
        };
        match told.filter(wanted) {
            Some(told) => self.push_message(&to, &told).await,
            None => Ok(None),
        }
    }

    async fn send(
        &self,
        to: &PushSubscription,
        origin: &str,
        message: &Message,
    ) -> Result<std::result::Result<Fetched, NetError>> {
        let body = encrypted(to, message.payload.clone())?;
        let authorization = self.inner.pusher.vapid.authorization(origin, &self.contact(), self.now())?;
        let request = net::Request::post(&to.endpoint, "application/octet-stream", body, ANSWER_BYTES)
            .and_then(|request| request.cut().header("content-encoding", "aes128gcm"))
            .and_then(|request| request.header("ttl", &TTL.as_secs().to_string()))
            .and_then(|request| request.header("urgency", message.urgency))
            .and_then(|request| request.header("topic", &message.topic))
            .and_then(|request| request.header("authorization", &authorization))
            .map_err(|error| Error::internal("a push request", error))?;
        let answer = tokio::time::timeout(PATIENCE, self.inner.egress.send(request)).await;
        Ok(answer.unwrap_or(Err(NetError::Timeout)))
    }

    /// Whom a push service may write to when something is wrong with what we send.
    fn contact(&self) -> String {
        match self.config().contact_email.as_str() {
            "" => self.config().url.clone(),
            email => format!("mailto:{email}"),
        }
    }
}

/// A payload only the device can read (RFC 8291).
fn encrypted(to: &PushSubscription, payload: Vec<u8>) -> Result<Vec<u8>> {
    let broken = || Error::Internal("the keys of a push subscription cannot be read".to_owned());
    let point = URL_SAFE_NO_PAD.decode(&to.p256dh).map_err(|_| broken())?;
    let auth = URL_SAFE_NO_PAD.decode(&to.auth).map_err(|_| broken())?;
    let auth: [u8; 16] = auth.try_into().map_err(|_| broken())?;
    let key = PublicKey::from_sec1_bytes(&point).map_err(|_| broken())?;
    encrypt(payload, &key, &Auth::from(auth)).map_err(|error| Error::internal("encrypting a push", error))
}

fn judge(origin: &str, sent: std::result::Result<Fetched, NetError>, now: Time) -> Outcome {
    match sent {
        Ok(answer) => {
            let status = answer.status.as_u16();
            let asked = answer.headers.get("retry-after").and_then(|value| value.to_str().ok());
            match of_status(status, asked, now) {
                Outcome::Done if !answer.status.is_success() => {
                    tracing::warn!(origin, status, "a push service refused a message");
                    Outcome::Done
                }
                outcome => outcome,
            }
        }
        Err(error) if error.is_temporary() => {
            tracing::debug!(origin, code = error.code(), "a push service could not be reached");
            Outcome::Again(None)
        }
        Err(error) => {
            tracing::warn!(origin, code = error.code(), "a push cannot be sent there");
            Outcome::Done
        }
    }
}

/// What an answer means (RFC 8030). Refusals of another kind are given up and not taken for the end
/// of the subscription: the fault may be ours.
fn of_status(status: u16, retry_after: Option<&str>, now: Time) -> Outcome {
    match status {
        404 | 410 => Outcome::Gone,
        408 | 429 | 500..=599 => Outcome::Again(retry_after.and_then(|asked| wait(asked, now))),
        _ => Outcome::Done,
    }
}

/// `Retry-After`: seconds or a date (RFC 9110, section 10.2.3), and never more than an hour.
fn wait(asked: &str, now: Time) -> Option<Duration> {
    let seconds = asked.trim().parse::<u64>().ok().map(Duration::from_secs);
    let until = || {
        let date = httpdate::parse_http_date(asked.trim()).ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(date.saturating_sub(Duration::from_millis(u64::try_from(now.millis()).ok()?)))
    };
    seconds.or_else(until).map(|wait| wait.min(LONGEST_WAIT))
}

/// When a message that failed is tried again; none when it was tried often enough.
fn again(now: Time, attempts: i64, asked: Option<Duration>) -> Option<Time> {
    // The first time sooner than other jobs: who is told late of something may as well not be told.
    let usual = if attempts == 1 { now.plus(FIRST_WAIT) } else { next_try(now, attempts, TRIES)? };
    Some(asked.map_or(usual, |wait| usual.max(now.plus(wait))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{AccountId, TokenId};
    use web_push_native::p256::SecretKey;
    use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint as _;

    const NOW: Time = Time::from_millis(1_700_000_000_000);

    #[test]
    fn only_the_device_reads_its_messages() {
        let (secret, other) =
            (SecretKey::from_slice(&[7; 32]).unwrap(), SecretKey::from_slice(&[8; 32]).unwrap());
        let point = secret.public_key().to_encoded_point(false);
        let to = PushSubscription {
            id: PushId(1),
            token: TokenId(2),
            account: AccountId(3),
            endpoint: "https://push.example/1".to_owned(),
            p256dh: URL_SAFE_NO_PAD.encode(point.as_bytes()),
            auth: URL_SAFE_NO_PAD.encode([9; 16]),
            alerts: vec![],
            policy: PushPolicy::All,
            sealed_token: None,
            created_at: NOW,
        };
        let sent = encrypted(&to, b"between us".to_vec()).unwrap();
        assert!(!sent.windows(7).any(|part| part == b"between"));
        assert_ne!(sent, encrypted(&to, b"between us".to_vec()).unwrap());
        let read =
            |key: &SecretKey, auth: [u8; 16]| web_push_native::decrypt(sent.clone(), key, &Auth::from(auth));
        assert_eq!(read(&secret, [9; 16]).unwrap(), b"between us");
        assert!(read(&other, [9; 16]).is_err() && read(&secret, [1; 16]).is_err());
        assert!(encrypted(&PushSubscription { auth: "AAAA".to_owned(), ..to }, vec![]).is_err());
    }

    #[test]
    fn answers_mean_what_the_standard_says() {
        for (status, outcome) in [
            (201, Outcome::Done),
            (202, Outcome::Done),
            (301, Outcome::Done),
            (400, Outcome::Done),
            (401, Outcome::Done),
            (403, Outcome::Done),
            (404, Outcome::Gone),
            (410, Outcome::Gone),
            (413, Outcome::Done),
            (429, Outcome::Again(None)),
            (500, Outcome::Again(None)),
            (503, Outcome::Again(None)),
        ] {
            assert_eq!(of_status(status, None, NOW), outcome, "{status}");
        }
        assert_eq!(of_status(429, Some("90"), NOW), Outcome::Again(Some(Duration::from_secs(90))));
    }

    #[test]
    fn a_service_may_ask_for_time_but_not_for_all_of_it() {
        // NOW is Tue, 14 Nov 2023 22:13:20 GMT.
        for (asked, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("86400", Some(3_600)),
            ("Tue, 14 Nov 2023 22:14:20 GMT", Some(60)),
            ("Tue, 14 Nov 2023 22:00:00 GMT", Some(0)),
            ("Fri, 14 Nov 2031 22:14:20 GMT", Some(3_600)),
            ("soon", None),
            ("-1", None),
        ] {
            assert_eq!(wait(asked, NOW), seconds.map(Duration::from_secs), "{asked}");
        }
    }

    #[test]
    fn tries_come_to_an_end() {
        assert_eq!(again(NOW, 1, None), Some(NOW.plus(FIRST_WAIT)));
        let hour = Duration::from_secs(3_600);
        assert_eq!(again(NOW, 1, Some(hour)), Some(NOW.plus(hour)));
        assert!(again(NOW, TRIES - 1, None).is_some());
        assert_eq!(again(NOW, TRIES, Some(hour)), None);
    }
}
