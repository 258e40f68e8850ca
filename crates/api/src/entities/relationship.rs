//! How one account stands to another.

use model::{Relationship, Time};
use serde_json::{Value, json};

/// A relationship.
pub(crate) fn relationship(relation: &Relationship) -> Value {
    json!({
        "id": relation.id.to_string(),
        "following": relation.following,
        "showing_reblogs": relation.showing_reposts,
        "notifying": relation.notifying,
        "languages": Some(&relation.languages).filter(|languages| !languages.is_empty()),
        "followed_by": relation.followed_by,
        "blocking": relation.blocking,
        "blocked_by": relation.blocked_by,
        "muting": relation.muting,
        "muting_notifications": relation.muting_notifications,
        "muting_expires_at": relation.muting_until.map(Time::iso),
        "requested": relation.requested,
        "requested_by": relation.requested_by,
        "domain_blocking": relation.domain_blocking,
        "endorsed": relation.endorsed,
        "note": relation.note,
    })
}
