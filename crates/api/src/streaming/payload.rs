//! What a listener is told, written.

use crate::Api;
use crate::entities::announcement::announcement as announcement_entity;
use crate::error::Result;
use app::lapsing::Lapsing;
use app::{Channel, Told};
use model::{AccountId, FilterContext};
use std::sync::Arc;
use std::time::Duration;

/// Payloads kept for a member's other connections.
const KEPT: usize = 2_000;
/// How long.
const KEPT_FOR: Duration = Duration::from_secs(10);

/// An event's name and what it carries.
#[derive(Clone, Debug)]
pub(super) struct Payload {
    pub(super) event: &'static str,
    /// JSON, or an id; nothing for events that are their name alone.
    pub(super) text: Option<Arc<str>>,
}

/// A payload with the stream it belongs to.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) stream: Arc<[String]>,
    pub(super) payload: Payload,
}

type Key = (AccountId, i64, Option<FilterContext>, bool);

/// Payloads just written. What a member sees of one event differs only by the filters of the place.
pub(super) struct Payloads(Lapsing<Key, Payload>);

impl Default for Payloads {
    fn default() -> Self {
        Self(Lapsing::after(KEPT_FOR, KEPT))
    }
}

impl Payloads {
    /// What a member is told; nothing when it is gone by now.
    pub(super) async fn get(
        &self,
        api: &Api,
        me: AccountId,
        seq: i64,
        channel: &Channel,
        told: Told,
    ) -> Option<Payload> {
        let context = match channel {
            Channel::User | Channel::List(_) => Some(FilterContext::Home),
            Channel::Public { .. } | Channel::Tag { .. } | Channel::Radar => Some(FilterContext::Public),
            Channel::UserNotification | Channel::Direct => None,
        };
        let plain = |event, text: String| Some(Payload { event, text: Some(text.into()) });
        let event = match told {
            Told::Deleted(id) => return plain("delete", id.to_string()),
            // Clients read the name; Mastodon sends this with it.
            Told::Merged => return plain("notifications_merged", "1".to_owned()),
            Told::FiltersChanged => return Some(Payload { event: "filters_changed", text: None }),
            Told::AnnouncementEnded(id) => return plain("announcement.delete", id.to_string()),
            Told::Announced(_) => "announcement",
            Told::Post(_) => "update",
            Told::Edited(_) => "status.update",
            // Only ours come here, and they are none that clients of this API know.
            Told::Notification(_) if *channel == Channel::Radar => "turn",
            Told::Notification(_) => "notification",
            Told::Conversation(_) => "conversation",
            Told::Forecast(_) => "forecast",
        };
        let key = (me, seq, context, matches!(told, Told::Post(_) | Told::Edited(_)));
        if let Some(kept) = self.0.get(&key) {
            return Some(kept);
        }
        let text = write(api, me, context, told).await.ok()?;
        let payload = Payload { event, text: Some(String::from_utf8(text).ok()?.into()) };
        self.0.insert(key, payload.clone());
        Some(payload)
    }
}

async fn write(api: &Api, me: AccountId, context: Option<FilterContext>, told: Told) -> Result<Vec<u8>> {
    let mut values = match told {
        Told::Post(id) | Told::Edited(id) => return api.status(Some(me), id, context).await,
        Told::Notification(id) => {
            let told = api.app.notification(me, id).await?;
            api.notifications(me, &[told]).await?
        }
        Told::Conversation(id) => {
            let conversation = api.app.conversation(me, id).await?;
            api.conversations(me, &[conversation]).await?
        }
        Told::Forecast(post) => {
            let fire = api.app.fire(Some(me), post).await?;
            crate::handlers::radar::written(api, Some(me), &[fire]).await?
        }
        Told::Announced(id) => {
            let announcement = api.app.announcement(me, id).await?;
            vec![serde_json::to_vec(&announcement_entity(&announcement)).unwrap_or_default()]
        }
        Told::Deleted(_) | Told::AnnouncementEnded(_) | Told::Merged | Told::FiltersChanged => Vec::new(),
    };
    values.pop().ok_or_else(crate::error::Error::not_found)
}
