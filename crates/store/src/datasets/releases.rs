//! The releases themselves.

use crate::{Conn, Result, Row, args};
use model::Time;

/// A release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its number here.
    pub id: i64,
    /// Its name.
    pub release: String,
    /// A title for people.
    pub title: String,
    /// The purposes' words, separated by commas.
    pub purposes: String,
    /// When consent was looked at last.
    pub cutoff: Time,
    /// When it was made.
    pub created_at: Time,
    /// Rows in it.
    pub rows: i64,
    /// The signed manifest, JSON.
    pub manifest: String,
    /// The report, JSON.
    pub report: String,
    /// The signed list of withdrawn rows, JSON, where there is one.
    pub revocations: Option<String>,
    /// How many rows have been withdrawn.
    pub withdrawn: i64,
}

const COLUMNS: &str = "d.id, d.release, d.title, d.purposes, d.cutoff, d.created_at, d.row_count, d.manifest, d.report, \
    d.revocations, (select count(*) from dataset_revocations v where v.dataset_id = d.id)";

/// Adds a release whose rows are there.
pub async fn add(conn: &mut Conn, release: &Release) -> Result<()> {
    let sql = "insert into datasets (id, release, title, purposes, cutoff, created_at, row_count, manifest, report, \
        revocations) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let args = args![
        release.id,
        &release.release,
        &release.title,
        &release.purposes,
        release.cutoff,
        release.created_at,
        release.rows,
        &release.manifest,
        &release.report,
        release.revocations.as_deref(),
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Up to `limit` releases, the newest first.
pub async fn all(conn: &mut Conn, before: i64, limit: usize) -> Result<Vec<Release>> {
    let sql = format!("select {COLUMNS} from datasets d where d.id < $1 order by d.id desc limit $2");
    conn.rows(&sql, args![before, limit]).await?.iter().map(from_row).collect()
}

/// A release by its name.
pub async fn named(conn: &mut Conn, release: &str) -> Result<Option<Release>> {
    let sql = format!("select {COLUMNS} from datasets d where d.release = $1");
    conn.row(&sql, args![release]).await?.as_ref().map(from_row).transpose()
}

/// Keeps the signed list of a release's withdrawn rows.
pub async fn set_revocations(conn: &mut Conn, dataset: i64, list: &str) -> Result<()> {
    conn.execute("update datasets set revocations = $1 where id = $2", args![list, dataset]).await.map(|_| ())
}

fn from_row(row: &Row) -> Result<Release> {
    Ok(Release {
        id: row.int(0)?,
        release: row.text(1)?,
        title: row.text(2)?,
        purposes: row.text(3)?,
        cutoff: row.time(4)?,
        created_at: row.time(5)?,
        rows: row.int(6)?,
        manifest: row.text(7)?,
        report: row.text(8)?,
        revocations: row.opt_text(9)?,
        withdrawn: row.int(10)?,
    })
}

/// A release's name.
pub async fn name_of(conn: &mut Conn, id: i64) -> Result<Option<String>> {
    let row = conn.row("select release from datasets where id = $1", args![id]).await?;
    row.map(|row| row.text(0)).transpose()
}
