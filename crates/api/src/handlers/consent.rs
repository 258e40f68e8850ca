//! Who may use a member's words for what: ours, under `/api/braise/v1`. Every call is about whoever
//! asks; there is none to speak for somebody else.

use crate::call::Call;
use crate::error::{Error, Result};
use crate::params::Params;
use crate::reply::Reply;
use app::{Saying, Use};
use consent::{Choice, Head, Purpose, Subject};
use serde_json::{Value, json};

/// Uses told at most.
const USES: usize = 200;

/// `GET /api/braise/v1/consent`
pub(crate) async fn of_account(call: Call) -> Result<Reply> {
    show(&call, Subject::Account).await
}

/// `PUT /api/braise/v1/consent`
pub(crate) async fn set_of_account(call: Call) -> Result<Reply> {
    set(&call, Subject::Account).await
}

/// `GET /api/braise/v1/consent/statuses/:id`
pub(crate) async fn of_status(call: Call) -> Result<Reply> {
    show(&call, Subject::Post(call.path("id")?)).await
}

/// `PUT /api/braise/v1/consent/statuses/:id`
pub(crate) async fn set_of_status(call: Call) -> Result<Reply> {
    set(&call, Subject::Post(call.path("id")?)).await
}

/// `GET /api/braise/v1/consent/media/:id`
pub(crate) async fn of_media(call: Call) -> Result<Reply> {
    show(&call, Subject::Picture(call.path("id")?)).await
}

/// `PUT /api/braise/v1/consent/media/:id`
pub(crate) async fn set_of_media(call: Call) -> Result<Reply> {
    set(&call, Subject::Picture(call.path("id")?)).await
}

/// `GET /api/braise/v1/consent/ledger`: newest first; the id of a line is its number.
pub(crate) async fn ledger(call: Call) -> Result<Reply> {
    let lines = call.api.app.consent_ledger(call.me()?, call.page(40, 200)?).await?;
    let ends = (lines.first().map(|line| line.seq), lines.last().map(|line| line.seq));
    let json: Vec<Value> = lines.iter().map(consent::Entry::json).collect();
    Ok(Reply::json(&json)?.links(&call, ends.0, ends.1))
}

/// `GET /api/braise/v1/consent/receipt`: the whole ledger, checked, and where it ends.
pub(crate) async fn receipt(call: Call) -> Result<Reply> {
    let check = call.api.app.check_consent_ledger(call.me()?).await?;
    let head = |head: Head| json!({ "seq": head.seq, "at": head.at.iso(), "hash": head.hash.to_string() });
    Reply::json(&json!({
        "whole": check.broken.is_none(),
        "broken": check.broken.map(|broken| broken.to_string()),
        "head": check.head.map(head),
    }))
}

/// `GET /api/braise/v1/consent/uses`: newest first.
pub(crate) async fn uses(call: Call) -> Result<Reply> {
    let uses = call.api.app.consent_uses(call.me()?, call.limit(40, USES)).await?;
    Reply::json(&uses.iter().map(used).collect::<Vec<_>>())
}

fn used(used: &Use) -> Value {
    json!({
        "used_by": used.used_by,
        "about": used.about,
        "purpose": used.purpose,
        "count": used.count,
        "at": used.at.iso(),
    })
}

async fn show(call: &Call, subject: Subject) -> Result<Reply> {
    Reply::json(&call.api.app.standing(call.me()?, subject).await?.choices)
}

async fn set(call: &Call, subject: Subject) -> Result<Reply> {
    let saying = saying(&call.params)?;
    Reply::json(&call.api.app.set_consent(call.me()?, subject, saying).await?.choices)
}

/// What is said: purposes by name, with a `reason` for all or `reasons` by purpose. Whatever else is
/// named is refused: a purpose mistyped would otherwise look as if it had been refused or allowed.
fn saying(params: &Params) -> Result<Vec<Saying>> {
    let reasons = params.child("reasons").unwrap_or_default();
    let reason = params.text("reason").unwrap_or_default();
    let mut all = Vec::new();
    for name in params.names().filter(|name| !matches!(*name, "reason" | "reasons" | "access_token")) {
        let purpose: Purpose =
            name.parse().map_err(|error| Error::invalid(format!("Validation failed: {error}")))?;
        let choice = params
            .text(name)
            .and_then(|word| Choice::parse(&word))
            .ok_or_else(|| Error::invalid(format!("Validation failed: {name} must be yes, no or unset")))?;
        let reason = reasons.text(name).unwrap_or_else(|| reason.clone());
        all.push(Saying { purpose, choice, reason });
    }
    if all.is_empty() {
        return Err(Error::invalid("Validation failed: Name at least one purpose"));
    }
    if let Some(stray) = reasons.names().find(|name| !params.has(name)) {
        return Err(Error::invalid(format!(
            "Validation failed: There is a reason for {stray}, but no choice"
        )));
    }
    Ok(all)
}
