//! Announcements.

use app::read::board::Announcement;
use model::Time;
use serde_json::{Value, json};

/// An announcement, as one member sees it.
pub(crate) fn announcement(announcement: &Announcement) -> Value {
    json!({
        "id": announcement.id.to_string(),
        "content": announcement.html,
        "starts_at": announcement.starts_at.map(Time::iso),
        "ends_at": announcement.ends_at.map(Time::iso),
        "all_day": announcement.all_day,
        "published_at": announcement.published_at.iso(),
        "updated_at": announcement.published_at.iso(),
        "read": announcement.read,
        "mentions": [], "statuses": [], "tags": [], "emojis": [], "reactions": [],
    })
}
