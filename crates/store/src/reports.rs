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

/// Reports, the newest first, from before one of them on.
pub async fn page(conn: &mut Conn, before: Option<i64>, most: usize) -> Result<Vec<Report>> {
    let sql = "select id, account_id, target_id, post_ids, rule_ids, comment, category, forward, created_at \
        from reports where id < $1 order by id desc limit $2";
    let args = args![before.unwrap_or(i64::MAX), i64::try_from(most).unwrap_or(i64::MAX)];
    conn.rows(sql, args).await?.iter().map(from_row).collect()
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

/// What a provider's moderation says of reported posts.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// Whether it would object.
    pub flagged: bool,
    /// How sure it is of what, 0 to 1, the surest first.
    pub scores: Vec<(String, f64)>,
    /// Whose moderation it is.
    pub provider: String,
}

/// Keeps a hint about a report, unless that is gone by now.
pub async fn hint(conn: &mut Conn, report: i64, hint: &Hint, at: Time) -> Result<()> {
    let sql = "insert into report_hints (report_id, flagged, scores, provider, at) \
        select id, $2, $3, $4, $5 from reports where id = $1 on conflict do nothing";
    let args = args![report, hint.flagged, to_json(&hint.scores)?, &hint.provider, at];
    conn.execute(sql, args).await.map(|_| ())
}

/// Hints about some reports.
pub async fn hints(conn: &mut Conn, reports: &[i64]) -> Result<Vec<(i64, Hint)>> {
    if reports.is_empty() {
        return Ok(Vec::new());
    }
    let mut args = args![];
    let ids = list(&mut args, reports);
    let sql =
        format!("select report_id, flagged, scores, provider from report_hints where report_id in ({ids})");
    let hint = |row: &Row| {
        let hint = Hint { flagged: row.flag(1)?, scores: row.json(2)?, provider: row.text(3)? };
        Ok((row.int(0)?, hint))
    };
    conn.rows(&sql, args).await?.iter().map(hint).collect()
}
