//! Tags.

use app::read::tags::{DayOfUse, TagView};
use app::{Config, Featured};
use model::Time;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A tag with its last week, and how the viewer stands to it if they are somebody.
pub(crate) fn tag(config: &Config, view: &TagView) -> Value {
    let mut value = json!({
        "id": id_of(&view.tag.name),
        "name": view.tag.display,
        "url": config.tag_page(&view.tag.name),
        "history": history(&view.history),
    });
    if let Some(following) = view.following {
        value["following"] = json!(following);
    }
    if let Some(featuring) = view.featuring {
        value["featuring"] = json!(featuring);
    }
    value
}

/// A tag on the profile of `username`.
pub(crate) fn featured(config: &Config, username: &str, tag: &Featured) -> Value {
    json!({
        "id": tag.id.to_string(),
        "name": tag.tag.display,
        "url": config.absolute(&format!("/@{username}/tagged/{}", app::in_address(&tag.tag.name))),
        "statuses_count": tag.posts.to_string(),
        "last_status_at": tag.last_at.map(Time::iso_date),
    })
}

/// Days of use, numbers as text.
pub(crate) fn history(days: &[DayOfUse]) -> Value {
    let day = |day: &DayOfUse| {
        json!({
            "day": (day.day.millis() / 1000).to_string(),
            "uses": day.posts.to_string(),
            "accounts": day.accounts.to_string(),
        })
    };
    days.iter().map(day).collect()
}

/// Clients want an id where the name says all: a number made of the name, the same on every server.
pub(crate) fn id_of(name: &str) -> String {
    let digest = Sha256::digest(name.as_bytes());
    let number = digest.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    (number >> 1).max(1).to_string()
}
