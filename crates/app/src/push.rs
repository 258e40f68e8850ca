//! Web push: telling members while nothing of theirs is open, through the push service of their
//! browser or app (RFC 8030, RFC 8291, RFC 8292).
//!
//! A subscription belongs to a log-in and ends with it. Whatever makes a notification adds a job for
//! each subscription that wants it, in the same transaction ([`push_later`]); [`deliver`] sends them,
//! apart from other jobs. [`message`] says what is told, [`keys`] proves that it comes from here.

mod deliver;
pub(crate) mod hosts;
mod keys;
mod message;
mod seal;
mod words;

use crate::{App, Error, Result, Session};
use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, URL_SAFE_NO_PAD};
use model::limits::{PUSH_ENDPOINT_CHARACTERS, PUSH_SUBSCRIPTIONS};
use model::push::Sender;
use model::{Notification, NotificationId, NotificationKind, PushId, PushPolicy, PushSubscription, Time};
use serde::{Deserialize, Serialize};
use store::Tx;
use web_push_native::p256::PublicKey;

pub(crate) use deliver::Pusher;
pub(crate) use seal::key_file;

/// A device or app that wants to be pushed to.
#[derive(Clone, Debug, Default)]
pub struct NewPush {
    /// The address its push service gave it.
    pub endpoint: String,
    /// Its public key, in base64 of any kind.
    pub p256dh: String,
    /// The secret it shares with us, in base64 of any kind.
    pub auth: String,
    /// What it wants to be told.
    pub alerts: Vec<NotificationKind>,
    /// Whose.
    pub policy: PushPolicy,
}

/// A message to be sent: what there is to say is read when it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Errand {
    push: PushId,
    notification: NotificationId,
    /// When it was told, in milliseconds: what waited too long is not sent any more.
    told_at: i64,
}

/// Clients write base64 in every way there is.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

impl App {
    /// The public key by which push services know this server: base64url without padding.
    pub fn push_key(&self) -> &str {
        self.inner.pusher.vapid.public()
    }

    /// The subscription of a log-in.
    pub async fn push_subscription(&self, session: &Session) -> Result<PushSubscription> {
        store::push::of_token(&mut self.read().await?, session.token).await?.ok_or(Error::NotFound)
    }

    /// Subscribes a log-in, in place of what it had subscribed. Messages to an app carry its
    /// `access_token`; a browser has none to give.
    pub async fn subscribe_push(
        &self,
        session: &Session,
        access_token: Option<&str>,
        new: NewPush,
    ) -> Result<PushSubscription> {
        let account = session.actor()?.account;
        self.check_endpoint(&new.endpoint)?;
        let (p256dh, auth) = checked_keys(&new)?;
        let id: PushId = self.id();
        let subscription = PushSubscription {
            id,
            token: session.token,
            account,
            endpoint: new.endpoint,
            p256dh,
            auth,
            alerts: new.alerts,
            policy: new.policy,
            sealed_token: access_token.map(|token| self.inner.pusher.seal.close(id, token)).transpose()?,
            created_at: self.now(),
        };
        let kept = subscription.clone();
        let put = self.write(move |tx| {
            Box::pin(async move { Ok(store::push::put(tx, &kept, PUSH_SUBSCRIPTIONS).await?) })
        });
        // The log-in may have ended meanwhile.
        if put.await? { Ok(subscription) } else { Err(Error::LoggedOut) }
    }

    /// Changes what a log-in's subscription is told; what is not said stays.
    pub async fn change_push(
        &self,
        session: &Session,
        alerts: Option<Vec<NotificationKind>>,
        policy: Option<PushPolicy>,
    ) -> Result<PushSubscription> {
        let token = session.token;
        self.write(move |tx| {
            Box::pin(async move {
                let known = store::push::of_token(tx, token).await?.ok_or(Error::NotFound)?;
                let changed = PushSubscription {
                    alerts: alerts.unwrap_or(known.alerts),
                    policy: policy.unwrap_or(known.policy),
                    ..known
                };
                store::push::change(tx, token, &changed.alerts, changed.policy).await?;
                Ok(changed)
            })
        })
        .await
    }

    /// Follows a browser whose push service gave it another address.
    ///
    /// No log-in is asked for: the browser does this while nobody is there, and the old address is a
    /// secret between it and us. `new` brings the address and keys; what is told stays as it was.
    pub async fn move_push(&self, from: String, new: NewPush) -> Result<()> {
        self.check_endpoint(&new.endpoint)?;
        let (p256dh, auth) = checked_keys(&new)?;
        let moved = self.write(move |tx| {
            Box::pin(async move {
                Ok(store::push::move_browser(tx, &from, [&new.endpoint, &p256dh, &auth]).await?)
            })
        });
        if moved.await? { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Ends a log-in's subscription; without one there is nothing to do.
    pub async fn unsubscribe_push(&self, session: &Session) -> Result<()> {
        let token = session.token;
        self.write(move |tx| Box::pin(async move { Ok(store::push::remove_of_token(tx, token).await?) }))
            .await
    }

    fn check_endpoint(&self, endpoint: &str) -> Result<()> {
        if endpoint.chars().count() > PUSH_ENDPOINT_CHARACTERS {
            return Err(Error::invalid(format!(
                "Validation failed: Endpoint has at most {PUSH_ENDPOINT_CHARACTERS} characters"
            )));
        }
        // Who pushes is proven by a token in a header: it is sent over TLS, but for tests on this machine.
        let safe = endpoint.starts_with("https://") || self.config().allow_loopback;
        if !safe || self.inner.egress.check(endpoint).is_err() {
            return Err(Error::invalid(
                "Validation failed: Endpoint must be an https address on the public internet",
            ));
        }
        Ok(())
    }
}

/// The keys in the form they are kept in.
fn checked_keys(new: &NewPush) -> Result<(String, String)> {
    let point = decoded(&new.p256dh).filter(|bytes| {
        // The uncompressed form alone (RFC 8291, section 3).
        bytes.len() == 65 && PublicKey::from_sec1_bytes(bytes).is_ok()
    });
    let point = point.ok_or_else(|| {
        Error::invalid("Validation failed: Key p256dh must be a public key on P-256, in base64")
    })?;
    let auth = decoded(&new.auth).filter(|bytes| bytes.len() == 16);
    let auth = auth
        .ok_or_else(|| Error::invalid("Validation failed: Key auth must be 16 bytes of secret, in base64"))?;
    Ok((URL_SAFE_NO_PAD.encode(point), URL_SAFE_NO_PAD.encode(auth)))
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    LENIENT.decode(text.trim().replace('+', "-").replace('/', "_")).ok()
}

/// Sees to it that a notification is pushed wherever its owner wants that.
pub(crate) async fn push_later(tx: &mut Tx, now: Time, told: &Notification) -> Result<()> {
    let mut subscriptions = store::push::of_account(tx, told.owner).await?;
    subscriptions.retain(|subscription| subscription.alerts.contains(&told.kind));
    if subscriptions.is_empty() {
        return Ok(());
    }
    let sender = sender(tx, told).await?;
    for subscription in subscriptions.iter().filter(|subscription| subscription.wants(told.kind, sender)) {
        let errand = Errand { push: subscription.id, notification: told.id, told_at: now.millis() };
        let text = serde_json::to_string(&errand).map_err(|error| Error::internal("a push", error))?;
        store::jobs::add(tx, store::jobs::PUSH, &text, None, now).await?;
    }
    Ok(())
}

async fn sender(tx: &mut Tx, told: &Notification) -> Result<Sender> {
    let (owner, from) = (told.owner, told.from);
    Ok(Sender {
        // What they follow themselves is nobody else's doing.
        is_self: owner == from || told.kind.is_ours(),
        followed: store::relations::followed_since(tx, owner, from).await?.is_some(),
        follower: store::relations::followed_since(tx, from, owner).await?.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::STANDARD;
    use web_push_native::p256::SecretKey;
    use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint as _;

    #[test]
    fn keys_are_taken_in_every_base64_and_kept_in_one() {
        let secret = SecretKey::from_slice(&[7; 32]).unwrap();
        let point = secret.public_key().to_encoded_point(false);
        let kept = URL_SAFE_NO_PAD.encode(point.as_bytes());
        let auth = URL_SAFE_NO_PAD.encode([0xfb; 16]);
        for (p256dh, said) in [
            (kept.clone(), auth.clone()),
            (format!("{kept}="), format!("{auth}==")),
            (STANDARD.encode(point.as_bytes()), STANDARD.encode([0xfb; 16])),
        ] {
            let new = NewPush { p256dh, auth: said, ..NewPush::default() };
            assert_eq!(checked_keys(&new).unwrap(), (kept.clone(), auth.clone()));
        }
        let small = URL_SAFE_NO_PAD.encode(secret.public_key().to_encoded_point(true).as_bytes());
        let off_the_curve = URL_SAFE_NO_PAD.encode([[4].as_slice(), &[1; 64]].concat());
        for wrong in ["", "BCk", "not base64!", &small, &off_the_curve] {
            let new = NewPush { p256dh: wrong.to_owned(), auth: auth.clone(), ..NewPush::default() };
            assert!(checked_keys(&new).is_err(), "{wrong}");
        }
        let short = NewPush { p256dh: kept, auth: "AAAA".to_owned(), ..NewPush::default() };
        assert!(checked_keys(&short).is_err());
    }
}
