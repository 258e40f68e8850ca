//! What members report to the moderators.

use crate::row::to_json;
use crate::{Conn, Result, Row, args, list};
use model::{AccountId, PostId, Time};

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its id.
    pub id: i64,
    /// Who reports.
    pub account: AccountId,
    /// Whom.
    pub target: AccountId,
    /// Posts that show it.
    pub posts: Vec<PostId>,
    /// Rules that were broken.
    pub rules: Vec<i64>,
    /// In the reporter's words.
    pub comment: String,
    /// `spam`, `legal`, `violation` or `other`.
    pub category: String,
    /// Whether the other's server is to be told.
    pub forward: bool,
    /// When.
    pub created_at: Time,
}

/// Reports by their ids, in no order.
pub async fn by_ids(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Report>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut args = Vec::new();
    let sql = format!(
        "select id, account_id, target_id, post_ids, rule_ids, comment, category, forward, created_at \
         from reports where id in ({})",
        list(&mut args, ids)
    );
    conn.rows(&sql, args).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Report> {
    Ok(Report {
        id: row.int(0)?,
        account: row.id(1)?,
        target: row.id(2)?,
        posts: row.json(3)?,
        rules: row.json(4)?,
        comment: row.text(5)?,
        category: row.text(6)?,
        forward: row.flag(7)?,
        created_at: row.time(8)?,
    })
}

/// Adds a report.
pub async fn insert(conn: &mut Conn, report: &Report) -> Result<()> {
    let sql = "insert into reports (id, account_id, target_id, post_ids, rule_ids, comment, category, forward, \
        created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let args = args![
        report.id,
        report.account,
        report.target,
        to_json(&report.posts)?,
        to_json(&report.rules)?,
        &report.comment,
        &report.category,
        report.forward,
        report.created_at,
    ];
    conn.execute(sql, args).await.map(|_| ())
}
