//! What a member keeps beside posts: places read to, preferences, servers blocked, reports.

use crate::call::Call;
use crate::entities::account::{quote_policy_word, visibility_word};
use crate::error::{Error, Result};
use crate::reply::Reply;
use app::{MARKED, Marker, NewReport};
use model::AccountId;
use serde_json::{Map, Value, json};

/// `GET /api/v1/markers`
pub(crate) async fn markers(call: Call) -> Result<Reply> {
    let timelines = call.params.texts("timeline");
    marked(call.api.app.markers(call.me()?, &timelines).await?)
}

/// `POST /api/v1/markers`
pub(crate) async fn set_markers(call: Call) -> Result<Reply> {
    let mut places = Vec::new();
    for timeline in MARKED {
        let Some(place) = call.params.child(timeline).and_then(|place| place.filled("last_read_id")) else {
            continue;
        };
        let last = place.trim().parse().ok().filter(|last| *last >= 0);
        let wrong = || Error::invalid("Validation failed: Last read is not an id");
        places.push((timeline, last.ok_or_else(wrong)?));
    }
    marked(call.api.app.mark_read(call.me()?, places).await?)
}

fn marked(markers: Vec<Marker>) -> Result<Reply> {
    let mut all = Map::new();
    for marker in markers {
        let value = json!({
            "last_read_id": marker.last_read.to_string(),
            "version": marker.version,
            "updated_at": marker.updated_at.iso(),
        });
        all.insert(marker.timeline, value);
    }
    Reply::json(&Value::Object(all))
}

/// `GET /api/v1/preferences`
pub(crate) async fn preferences(call: Call) -> Result<Reply> {
    let preferences = call.api.app.member(call.me()?.account).await?.preferences;
    Reply::json(&json!({
        "posting:default:visibility": visibility_word(preferences.visibility),
        "posting:default:sensitive": preferences.sensitive,
        "posting:default:language": preferences.language,
        "posting:default:quote_policy": quote_policy_word(preferences.quote_policy),
        "reading:expand:media": preferences.expand_media,
        "reading:expand:spoilers": preferences.expand_spoilers,
        "reading:autoplay:gifs": preferences.autoplay,
    }))
}

/// `GET /api/v1/domain_blocks`
pub(crate) async fn domain_blocks(call: Call) -> Result<Reply> {
    let found = call.api.app.blocked_domains(call.me()?.account, call.page(100, 200)?).await?;
    let (first, last) = (found.first().map(|(place, _)| *place), found.last().map(|(place, _)| *place));
    let names: Vec<String> = found.into_iter().map(|(_, name)| name).collect();
    Ok(Reply::json(&names)?.links(&call, first, last))
}

/// `POST /api/v1/domain_blocks`
pub(crate) async fn block_domain(call: Call) -> Result<Reply> {
    let domain = call.params.text("domain").unwrap_or_default();
    call.api.app.block_domain(call.me()?, &domain).await?;
    Ok(Reply::empty())
}

/// `DELETE /api/v1/domain_blocks`
pub(crate) async fn unblock_domain(call: Call) -> Result<Reply> {
    let domain = call.params.text("domain").unwrap_or_default();
    call.api.app.unblock_domain(call.me()?, &domain).await?;
    Ok(Reply::empty())
}

/// `POST /api/v1/reports`
pub(crate) async fn report(call: Call) -> Result<Reply> {
    let params = &call.params;
    let target: AccountId = params.parsed("account_id").ok_or_else(Error::not_found)?;
    let new = NewReport {
        target,
        posts: params.ids("status_ids"),
        rules: params.ids("rule_ids"),
        comment: params.text("comment").unwrap_or_default(),
        category: params.filled("category"),
        forward: params.flag("forward").unwrap_or(false),
    };
    let report = call.api.app.report(call.me()?, new).await?;
    let mut written = call.api.reports(std::slice::from_ref(&report)).await?;
    Ok(Reply::bytes(written.remove(&report.id).ok_or_else(Error::not_found)?))
}
