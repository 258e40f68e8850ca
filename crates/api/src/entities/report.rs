//! Reports.

use crate::render::json::Object;
use app::{Report, ReportHint};
use model::Time;

/// A report with the JSON of the account it is about.
pub(crate) fn report(report: &Report, target: Option<&[u8]>, hint: Option<&ReportHint>) -> Vec<u8> {
    let object = Object::new()
        .with("id", report.id.to_string())
        // Moderators act on reports where they read them; nothing is recorded as done yet.
        .with("action_taken", false)
        .with("action_taken_at", None::<String>)
        .with("category", &report.category)
        .with("comment", &report.comment)
        .with("forwarded", report.forward)
        .with("created_at", Time::iso(report.created_at))
        .with("status_ids", report.posts.iter().map(ToString::to_string).collect::<Vec<_>>())
        .with("rule_ids", report.rules.iter().map(ToString::to_string).collect::<Vec<_>>())
        .with("collection_ids", [(); 0])
        .written("target_account", target);
    // Ours, and for moderators alone.
    let Some(hint) = hint else { return object.end() };
    let scores: serde_json::Map<String, serde_json::Value> =
        hint.scores.iter().map(|(name, score)| (name.clone(), (*score).into())).collect();
    let hint = serde_json::json!({ "flagged": hint.flagged, "scores": scores, "provider": hint.provider });
    object.with("hint", hint).end()
}
