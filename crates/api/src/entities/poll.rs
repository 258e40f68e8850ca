//! Polls.

use model::{Poll, Time};
use serde_json::{Value, json};

/// A poll as a viewer sees it: `chosen` is what they chose, if they are somebody; `own` says whether
/// it is theirs.
pub(crate) fn poll(poll: &Poll, now: Time, viewer: Option<(bool, Option<&[u8]>)>) -> Value {
    let ended = poll.ended(now);
    let hidden = poll.hide_totals && !ended;
    let options: Vec<Value> = poll
        .options
        .iter()
        .map(|option| json!({ "title": option.title, "votes_count": (!hidden).then_some(option.votes) }))
        .collect();
    let mut value = json!({
        "id": poll.id.to_string(),
        "expires_at": poll.expires_at.map(Time::iso),
        "expired": ended,
        "multiple": poll.multiple,
        "votes_count": poll.votes(),
        "voters_count": poll.voters,
        "options": options,
        "emojis": [],
    });
    if let Some((own, chosen)) = viewer {
        value["voted"] = json!(own || chosen.is_some());
        value["own_votes"] = json!(chosen.unwrap_or_default());
    }
    value
}
