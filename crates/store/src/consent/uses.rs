//! Who used what members allowed.

use crate::{Conn, Result, Row, args};
use consent::Purpose;
use model::{AccountId, Time};

/// A use of a member's words on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Use {
    /// Whose words.
    pub account: AccountId,
    /// Who used them, as members read it: `dataset`, `assistant`.
    pub used_by: String,
    /// What for, more closely: a release, a model; may be empty.
    pub about: String,
    /// Under which consent.
    pub purpose: Purpose,
    /// How many posts or pictures.
    pub count: i64,
    /// When; of several on one day, the last.
    pub at: Time,
}

/// Writes a use down, together with what the same did with the same on the same day.
pub async fn record_use(conn: &mut Conn, used: &Use) -> Result<()> {
    let sql = "insert into consent_uses (account_id, used_by, about, purpose, day, count, last_at) \
        values ($1, $2, $3, $4, $5, $6, $7) on conflict (account_id, used_by, about, purpose, day) \
        do update set count = consent_uses.count + excluded.count, last_at = excluded.last_at";
    let args = args![
        used.account,
        &used.used_by,
        &used.about,
        used.purpose.word(),
        used.at.start_of_day(),
        used.count,
        used.at,
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// The last uses of a member's words, newest first.
pub async fn uses(conn: &mut Conn, account: AccountId, limit: usize) -> Result<Vec<Use>> {
    let sql = "select account_id, used_by, about, purpose, count, last_at from consent_uses \
        where account_id = $1 order by last_at desc, used_by, about, purpose limit $2";
    conn.rows(sql, args![account, limit]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Use> {
    Ok(Use {
        account: row.id(0)?,
        used_by: row.text(1)?,
        about: row.text(2)?,
        purpose: super::purpose(&row.text(3)?)?,
        count: row.int(4)?,
        at: row.time(5)?,
    })
}
