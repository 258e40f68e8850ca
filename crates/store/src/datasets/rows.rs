//! Which post of whom stands in which row, and which rows were withdrawn.

use crate::{Conn, Result, Row, args, placeholders};
use model::{AccountId, PostId, Time};

/// A post in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRow {
    /// The post.
    pub post: PostId,
    /// When it had last been edited, in milliseconds; 0 for never.
    pub version: i64,
    /// Its author.
    pub account: AccountId,
    /// The row's name.
    pub row: String,
    /// The row's leaf in the tree, in hexadecimal.
    pub leaf: String,
}

/// Adds rows to a release, a few hundred at once.
pub async fn add_rows(conn: &mut Conn, dataset: i64, rows: &[NewRow]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut args = Vec::with_capacity(rows.len() * 6);
    let mut values = Vec::with_capacity(rows.len());
    for row in rows {
        values.push(format!("({})", placeholders(args.len() + 1, 6)));
        args.extend(args![dataset, row.post, row.version, row.account, &row.row, &row.leaf]);
    }
    let sql = format!(
        "insert into dataset_rows (dataset_id, post_id, version, account_id, row_name, leaf) values {}",
        values.join(", ")
    );
    conn.execute(&sql, args).await.map(|_| ())
}

/// Removes the rows of a build that failed.
pub async fn clear_rows(conn: &mut Conn, dataset: i64) -> Result<()> {
    conn.execute("delete from dataset_rows where dataset_id = $1", args![dataset]).await.map(|_| ())
}

/// Up to `limit` posts of a release after `after`, by their ids.
pub async fn rows_after(conn: &mut Conn, dataset: i64, after: PostId, limit: usize) -> Result<Vec<NewRow>> {
    let sql = "select post_id, version, account_id, row_name, leaf from dataset_rows \
        where dataset_id = $1 and post_id > $2 order by post_id limit $3";
    conn.rows(sql, args![dataset, after, limit]).await?.iter().map(new_row).collect()
}

/// Notes that rows were withdrawn; those noted before keep their date. Answers how many are new.
pub async fn revoke(conn: &mut Conn, dataset: i64, rows: &[String], at: Time) -> Result<u64> {
    let mut new = 0;
    for row in rows {
        let sql = "insert into dataset_revocations (dataset_id, row_name, at) values ($1, $2, $3) \
            on conflict (dataset_id, row_name) do nothing";
        new += conn.execute(sql, args![dataset, row, at]).await?;
    }
    Ok(new)
}

/// The names of all withdrawn rows, in order.
pub async fn revoked(conn: &mut Conn, dataset: i64) -> Result<Vec<String>> {
    let sql = "select row_name from dataset_revocations where dataset_id = $1 order by row_name";
    conn.rows(sql, args![dataset]).await?.iter().map(|row| row.text(0)).collect()
}

/// A member's post in a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// The post.
    pub post: PostId,
    /// The row's name.
    pub row: String,
    /// The row's leaf in the tree, in hexadecimal.
    pub leaf: String,
    /// When the row was withdrawn.
    pub withdrawn_at: Option<Time>,
}

/// Up to `limit` of a member's posts in a release before `before`, the newest first, and how many there are.
pub async fn mine(
    conn: &mut Conn,
    dataset: i64,
    account: AccountId,
    before: PostId,
    limit: usize,
) -> Result<(Vec<Mine>, i64)> {
    let count = "select count(*) from dataset_rows where dataset_id = $1 and account_id = $2";
    let count = conn.number(count, args![dataset, account]).await?;
    let sql = "select r.post_id, r.row_name, r.leaf, v.at from dataset_rows r \
        left join dataset_revocations v on v.dataset_id = r.dataset_id and v.row_name = r.row_name \
        where r.dataset_id = $1 and r.account_id = $2 and r.post_id < $3 order by r.post_id desc limit $4";
    let mine = |row: &Row| {
        Ok(Mine { post: row.id(0)?, row: row.text(1)?, leaf: row.text(2)?, withdrawn_at: row.opt_time(3)? })
    };
    let rows = conn.rows(sql, args![dataset, account, before, limit]).await?;
    Ok((rows.iter().map(mine).collect::<Result<_>>()?, count))
}

/// How a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has withdrawn it.
    Stands,
    /// Withdrawn at this moment.
    Withdrawn(Time),
}

/// How a row of a release stands; nothing where there is no such row.
pub async fn standing(conn: &mut Conn, dataset: i64, row: &str) -> Result<Option<Standing>> {
    let sql = "select at from dataset_revocations where dataset_id = $1 and row_name = $2";
    if let Some(row) = conn.row(sql, args![dataset, row]).await? {
        return Ok(Some(Standing::Withdrawn(row.time(0)?)));
    }
    let sql = "select 1 from dataset_rows where dataset_id = $1 and row_name = $2 limit 1";
    Ok(conn.row(sql, args![dataset, row]).await?.map(|_| Standing::Stands))
}

/// Withdraws all rows an account stands in, because it is being erased: afterwards nothing says which they were.
pub async fn withdraw_all(conn: &mut Conn, account: AccountId, at: Time) -> Result<()> {
    let sql = "insert into dataset_revocations (dataset_id, row_name, at) \
        select distinct dataset_id, row_name, cast($2 as bigint) from dataset_rows where account_id = $1 \
        on conflict (dataset_id, row_name) do nothing";
    conn.execute(sql, args![account, at]).await.map(|_| ())
}

fn new_row(row: &Row) -> Result<NewRow> {
    Ok(NewRow {
        post: row.id(0)?,
        version: row.int(1)?,
        account: row.id(2)?,
        row: row.text(3)?,
        leaf: row.text(4)?,
    })
}

/// The releases in which something of an account stands.
pub async fn holding(conn: &mut Conn, account: AccountId) -> Result<Vec<i64>> {
    let sql = "select id from datasets d where exists \
        (select 1 from dataset_rows r where r.account_id = $1 and r.dataset_id = d.id)";
    conn.rows(sql, args![account]).await?.iter().map(|row| row.int(0)).collect()
}
