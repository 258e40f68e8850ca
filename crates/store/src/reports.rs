//! What members report to the moderators.

use crate::row::to_json;
use crate::{Conn, Result, args};
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
