//! Releases of consented posts: ours, under `/api/braise/v1`.

use crate::call::Call;
use crate::error::{Error, Result};
use crate::reply::Reply;
use app::{DatasetRelease, DatasetRow, DatasetStanding};
use model::{PostId, Time};
use serde_json::{Value, json};

/// `GET /api/braise/v1/datasets`: the newest first.
pub(crate) async fn all(call: Call) -> Result<Reply> {
    let page = call.page(20, 80)?;
    let releases = call.api.app.datasets(Some(page.cursor.upper()), page.limit).await?;
    let ends = (releases.first().map(|one| one.id), releases.last().map(|one| one.id));
    let json: Vec<Value> = releases.iter().map(brief).collect();
    Ok(Reply::json(&json)?.links(&call, ends.0, ends.1))
}

/// `GET /api/braise/v1/datasets/:release`: with its manifest and its report.
pub(crate) async fn one(call: Call) -> Result<Reply> {
    let release = call.api.app.dataset(&name(&call)?).await?;
    let mut json = brief(&release);
    json["manifest"] = kept(&release.manifest);
    json["report"] = kept(&release.report);
    Reply::json(&json)
}

/// `GET /api/braise/v1/datasets/:release/mine`: whether and where the member's posts are in it.
pub(crate) async fn mine(call: Call) -> Result<Reply> {
    let page = call.page(40, 200)?;
    let before = Some(PostId(page.cursor.upper()));
    let (rows, count) = call.api.app.mine_in_dataset(call.me()?, &name(&call)?, before, page.limit).await?;
    let ends = (rows.first().map(|row| row.post.0), rows.last().map(|row| row.post.0));
    let json = json!({
        "in_it": count > 0,
        "count": count,
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
    });
    Ok(Reply::json(&json)?.links(&call, ends.0, ends.1))
}

/// `GET /api/braise/v1/datasets/:release/revocations`: the signed list, once there is one.
pub(crate) async fn revocations(call: Call) -> Result<Reply> {
    let release = call.api.app.dataset(&name(&call)?).await?;
    let list = release.revocations.as_deref().ok_or_else(Error::not_found)?;
    Reply::json(&kept(list))
}

/// `GET /api/braise/v1/datasets/:release/rows/:row`: whether a row still stands.
pub(crate) async fn one_row(call: Call) -> Result<Reply> {
    let row: String = call.path("row")?;
    let standing = call.api.app.dataset_row(&name(&call)?, &row).await?;
    let withdrawn_at = match standing {
        DatasetStanding::Stands => None,
        DatasetStanding::Withdrawn(at) => Some(at.iso()),
    };
    Reply::json(&json!({ "row": row, "stands": withdrawn_at.is_none(), "withdrawn_at": withdrawn_at }))
}

fn name(call: &Call) -> Result<String> {
    call.path("release")
}

fn brief(release: &DatasetRelease) -> Value {
    json!({
        "id": release.id.to_string(),
        "release": release.release,
        "title": release.title,
        "purposes": release.purposes.split(',').collect::<Vec<_>>(),
        "cutoff": release.cutoff.iso(),
        "created_at": release.created_at.iso(),
        "rows": release.rows,
        "withdrawn": release.withdrawn,
    })
}

fn row(row: &DatasetRow) -> Value {
    json!({
        "status_id": row.post.0.to_string(),
        "row": row.row,
        "hash": row.leaf,
        "withdrawn_at": row.withdrawn_at.map(Time::iso),
    })
}

/// JSON as it is kept.
fn kept(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}
