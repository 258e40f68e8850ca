//! How accounts stand to each other: follows and requests, blocks, mutes, notes, endorsements.

mod many;

use crate::row::to_json;
use crate::{Conn, Result, Row, args, list};
use model::{AccountId, Page, Relationship, Time};
use std::collections::HashMap;

pub use many::insert_follows;

/// A follow, or a request while not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follow {
    /// Its id.
    pub id: i64,
    /// Who follows.
    pub source: AccountId,
    /// Whom.
    pub target: AccountId,
    /// Granted, or still a request.
    pub accepted: bool,
    /// Reposts are shown.
    pub reposts: bool,
    /// Every post notifies.
    pub notify: bool,
    /// Only these languages; empty for all.
    pub languages: Vec<String>,
}

fn follow_from_row(row: &Row) -> Result<Follow> {
    Ok(Follow {
        id: row.int(0)?,
        source: row.id(1)?,
        target: row.id(2)?,
        accepted: row.flag(3)?,
        reposts: row.flag(4)?,
        notify: row.flag(5)?,
        languages: row.json(6)?,
    })
}

const FOLLOW: &str = "id, source_id, target_id, accepted, reposts, notify, languages";

/// The follow or request from one account to another.
pub async fn follow(conn: &mut Conn, source: AccountId, target: AccountId) -> Result<Option<Follow>> {
    let sql = format!("select {FOLLOW} from follows where source_id = $1 and target_id = $2");
    conn.row(&sql, args![source, target]).await?.as_ref().map(follow_from_row).transpose()
}

/// Everybody an account follows, accepted.
pub async fn follows_of(conn: &mut Conn, source: AccountId) -> Result<Vec<Follow>> {
    let sql = format!("select {FOLLOW} from follows where source_id = $1 and accepted = 1");
    conn.rows(&sql, args![source]).await?.iter().map(follow_from_row).collect()
}

/// Adds a follow or request, or changes its options. Counts follow when it is accepted.
pub async fn put_follow(conn: &mut Conn, follow: &Follow, at: Time) -> Result<()> {
    let sql = format!(
        "insert into follows ({FOLLOW}, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) \
         on conflict (source_id, target_id) do update set reposts = excluded.reposts, notify = excluded.notify, \
         languages = excluded.languages"
    );
    let args = args![
        follow.id,
        follow.source,
        follow.target,
        follow.accepted,
        follow.reposts,
        follow.notify,
        to_json(&follow.languages)?,
        at
    ];
    conn.execute(&sql, args).await.map(|_| ())
}

/// Accepts a request; false when there was none.
pub async fn accept_follow(conn: &mut Conn, source: AccountId, target: AccountId) -> Result<bool> {
    let sql = "update follows set accepted = 1 where source_id = $1 and target_id = $2 and accepted = 0";
    Ok(conn.execute(sql, args![source, target]).await? > 0)
}

/// Ends a follow or request; answers it if there was one.
pub async fn delete_follow(conn: &mut Conn, source: AccountId, target: AccountId) -> Result<Option<Follow>> {
    let sql = format!("delete from follows where source_id = $1 and target_id = $2 returning {FOLLOW}");
    conn.row(&sql, args![source, target]).await?.as_ref().map(follow_from_row).transpose()
}

/// Counts a follow that began (1) or ended (−1) on both sides.
pub async fn count_follow(conn: &mut Conn, source: AccountId, target: AccountId, change: i64) -> Result<()> {
    conn.execute("update accounts set following = following + $2 where id = $1", args![source, change])
        .await?;
    conn.execute("update accounts set followers = followers + $2 where id = $1", args![target, change])
        .await
        .map(|_| ())
}

/// How many an account follows or has asked to.
pub async fn following_count(conn: &mut Conn, source: AccountId) -> Result<i64> {
    conn.number("select count(*) from follows where source_id = $1", args![source]).await
}

/// Which list of accounts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Circle {
    /// Who follows the account.
    Followers,
    /// Whom it follows.
    Following,
    /// Who asks to follow it.
    Requests,
    /// Whom it blocks.
    Blocks,
    /// Whom it mutes.
    Mutes,
    /// Whom it shows on its profile.
    Endorsements,
}

/// A page of a circle, last added first: the entry's id, for paging, and the account.
pub async fn circle(
    conn: &mut Conn,
    which: Circle,
    of: AccountId,
    now: Time,
    page: Page,
) -> Result<Vec<(i64, AccountId)>> {
    let (table, shown, held, extra) = match which {
        Circle::Followers => ("follows", "source_id", "target_id", "and f.accepted = 1 and $5 > 0"),
        Circle::Following => ("follows", "target_id", "source_id", "and f.accepted = 1 and $5 > 0"),
        Circle::Requests => ("follows", "source_id", "target_id", "and f.accepted = 0 and $5 > 0"),
        Circle::Blocks => ("blocks", "target_id", "source_id", "and $5 > 0"),
        Circle::Mutes => {
            ("mutes", "target_id", "source_id", "and (f.expires_at is null or f.expires_at > $5)")
        }
        Circle::Endorsements => ("endorsements", "target_id", "source_id", "and $5 > 0"),
    };
    let sql = format!(
        "select f.id, f.{shown} from {table} f join accounts a on a.id = f.{shown} \
         where f.{held} = $1 and f.id < $2 and f.id > $3 {extra} and a.suspended_at is null order by f.id {} limit $4",
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let args = args![of, page.cursor.upper(), page.cursor.lower(), page.limit, now];
    placed(conn.rows(&sql, args).await?)
}

/// A page's entries with the ids their places are told by, newest first whichever way it was read.
pub(crate) fn placed(rows: Vec<Row>) -> Result<Vec<(i64, AccountId)>> {
    let mut found: Vec<(i64, AccountId)> =
        rows.iter().map(|row| Ok((row.int(0)?, row.id(1)?))).collect::<Result<_>>()?;
    found.sort_unstable_by_key(|(id, _)| std::cmp::Reverse(*id));
    Ok(found)
}

/// Adds a block; false when it was there.
pub async fn add_block(conn: &mut Conn, id: i64, source: AccountId, target: AccountId) -> Result<bool> {
    let sql = "insert into blocks (id, source_id, target_id) values ($1, $2, $3) on conflict do nothing";
    Ok(conn.execute(sql, args![id, source, target]).await? > 0)
}

/// Ends a block; false when there was none.
pub async fn remove_block(conn: &mut Conn, source: AccountId, target: AccountId) -> Result<bool> {
    let sql = "delete from blocks where source_id = $1 and target_id = $2";
    Ok(conn.execute(sql, args![source, target]).await? > 0)
}

/// Whether one account blocks another.
pub async fn blocks(conn: &mut Conn, source: AccountId, target: AccountId) -> Result<bool> {
    let sql = "select 1 from blocks where source_id = $1 and target_id = $2";
    Ok(conn.row(sql, args![source, target]).await?.is_some())
}

/// Adds or changes a mute.
pub async fn put_mute(
    conn: &mut Conn,
    id: i64,
    source: AccountId,
    target: AccountId,
    notifications: bool,
    until: Option<Time>,
) -> Result<()> {
    let sql = "insert into mutes (id, source_id, target_id, notifications, expires_at) values ($1, $2, $3, $4, $5) \
        on conflict (source_id, target_id) do update set notifications = excluded.notifications, \
        expires_at = excluded.expires_at";
    conn.execute(sql, args![id, source, target, notifications, until]).await.map(|_| ())
}

/// Ends a mute; false when there was none.
pub async fn remove_mute(conn: &mut Conn, source: AccountId, target: AccountId) -> Result<bool> {
    let sql = "delete from mutes where source_id = $1 and target_id = $2";
    Ok(conn.execute(sql, args![source, target]).await? > 0)
}

/// A live mute of one account by another: whether it covers notifications, and until when.
pub async fn mute(
    conn: &mut Conn,
    source: AccountId,
    target: AccountId,
    now: Time,
) -> Result<Option<(bool, Option<Time>)>> {
    let sql = "select notifications, expires_at from mutes where source_id = $1 and target_id = $2 \
        and (expires_at is null or expires_at > $3)";
    conn.row(sql, args![source, target, now])
        .await?
        .map(|row| Ok((row.flag(0)?, row.opt_time(1)?)))
        .transpose()
}

/// Writes a private note on an account; an empty one removes it.
pub async fn set_note(conn: &mut Conn, source: AccountId, target: AccountId, note: &str) -> Result<()> {
    if note.is_empty() {
        let sql = "delete from account_notes where source_id = $1 and target_id = $2";
        return conn.execute(sql, args![source, target]).await.map(|_| ());
    }
    let sql = "insert into account_notes (source_id, target_id, note) values ($1, $2, $3) \
        on conflict (source_id, target_id) do update set note = excluded.note";
    conn.execute(sql, args![source, target, note]).await.map(|_| ())
}

/// Shows an account on the profile, or no longer.
pub async fn set_endorsed(
    conn: &mut Conn,
    id: i64,
    source: AccountId,
    target: AccountId,
    endorsed: bool,
) -> Result<()> {
    if !endorsed {
        let sql = "delete from endorsements where source_id = $1 and target_id = $2";
        return conn.execute(sql, args![source, target]).await.map(|_| ());
    }
    let sql =
        "insert into endorsements (id, source_id, target_id) values ($1, $2, $3) on conflict do nothing";
    conn.execute(sql, args![id, source, target]).await.map(|_| ())
}

/// How `source` stands to each of `targets`, in their order.
pub async fn relationships(
    conn: &mut Conn,
    source: AccountId,
    targets: &[AccountId],
    now: Time,
) -> Result<Vec<Relationship>> {
    let mut found: HashMap<AccountId, Relationship> =
        targets.iter().map(|id| (*id, Relationship { id: *id, ..Relationship::default() })).collect();
    read_follows(conn, source, targets, &mut found).await?;
    read_blocks_and_mutes(conn, source, targets, now, &mut found).await?;
    read_rest(conn, source, targets, &mut found).await?;
    Ok(targets.iter().filter_map(|id| found.get(id).cloned()).collect())
}

type Found = HashMap<AccountId, Relationship>;

async fn read_follows(
    conn: &mut Conn,
    source: AccountId,
    targets: &[AccountId],
    found: &mut Found,
) -> Result<()> {
    let mut args = args![source];
    let wanted = list(&mut args, targets);
    let sql = format!("select {FOLLOW} from follows where source_id = $1 and target_id in ({wanted})");
    for row in conn.rows(&sql, args.clone()).await? {
        let follow = follow_from_row(&row)?;
        let Some(relation) = found.get_mut(&follow.target) else { continue };
        if follow.accepted {
            relation.following = true;
            relation.showing_reposts = follow.reposts;
            relation.notifying = follow.notify;
            relation.languages = follow.languages;
        } else {
            relation.requested = true;
        }
    }
    let sql =
        format!("select source_id, accepted from follows where target_id = $1 and source_id in ({wanted})");
    for row in conn.rows(&sql, args).await? {
        let Some(relation) = found.get_mut(&row.id(0)?) else { continue };
        if row.flag(1)? {
            relation.followed_by = true;
        } else {
            relation.requested_by = true;
        }
    }
    Ok(())
}

async fn read_blocks_and_mutes(
    conn: &mut Conn,
    source: AccountId,
    targets: &[AccountId],
    now: Time,
    found: &mut Found,
) -> Result<()> {
    let mut args = args![source];
    let wanted = list(&mut args, targets);
    let sql = format!(
        "select source_id, target_id from blocks where (source_id = $1 and target_id in ({wanted})) \
         or (target_id = $1 and source_id in ({wanted}))"
    );
    for row in conn.rows(&sql, args.clone()).await? {
        let (from, to): (AccountId, AccountId) = (row.id(0)?, row.id(1)?);
        if let Some(relation) = found.get_mut(&to).filter(|_| from == source) {
            relation.blocking = true;
        }
        if let Some(relation) = found.get_mut(&from).filter(|_| to == source) {
            relation.blocked_by = true;
        }
    }
    let sql = format!(
        "select target_id, notifications, expires_at from mutes where source_id = $1 and target_id in ({wanted})"
    );
    for row in conn.rows(&sql, args).await? {
        let until = row.opt_time(2)?;
        let Some(relation) = found.get_mut(&row.id(0)?).filter(|_| until.is_none_or(|end| end > now)) else {
            continue;
        };
        relation.muting = true;
        relation.muting_notifications = row.flag(1)?;
        relation.muting_until = until;
    }
    Ok(())
}

async fn read_rest(
    conn: &mut Conn,
    source: AccountId,
    targets: &[AccountId],
    found: &mut Found,
) -> Result<()> {
    let mut args = args![source];
    let wanted = list(&mut args, targets);
    let sql =
        format!("select target_id, note from account_notes where source_id = $1 and target_id in ({wanted})");
    for row in conn.rows(&sql, args.clone()).await? {
        if let Some(relation) = found.get_mut(&row.id(0)?) {
            relation.note = row.text(1)?;
        }
    }
    let sql = format!("select target_id from endorsements where source_id = $1 and target_id in ({wanted})");
    for row in conn.rows(&sql, args.clone()).await? {
        if let Some(relation) = found.get_mut(&row.id(0)?) {
            relation.endorsed = true;
        }
    }
    let sql = format!(
        "select a.id from accounts a join domain_blocks d on d.domain = a.domain where d.account_id = $1 and a.id in ({wanted})"
    );
    for row in conn.rows(&sql, args).await? {
        if let Some(relation) = found.get_mut(&row.id(0)?) {
            relation.domain_blocking = true;
        }
    }
    Ok(())
}

/// Since when one account follows another, accepted.
pub async fn followed_since(conn: &mut Conn, source: AccountId, target: AccountId) -> Result<Option<Time>> {
    let sql = "select created_at from follows where source_id = $1 and target_id = $2 and accepted = 1";
    conn.row(sql, args![source, target]).await?.map(|row| row.time(0)).transpose()
}

/// Whether anybody wants to hear of every post of an account. The plus keeps SQLite from choosing the
/// index over all followers for its second column: few of many follow with a notification.
pub async fn is_watched(conn: &mut Conn, target: AccountId) -> Result<bool> {
    let sql = "select 1 from follows where target_id = $1 and notify = 1 and +accepted = 1 limit 1";
    Ok(conn.row(sql, args![target]).await?.is_some())
}

/// Who wants to hear of every post of an account.
pub async fn watchers(conn: &mut Conn, target: AccountId) -> Result<Vec<AccountId>> {
    let sql =
        "select source_id from follows where target_id = $1 and notify = 1 and +accepted = 1 order by id";
    conn.rows(sql, args![target]).await?.iter().map(|row| row.id(0)).collect()
}

/// How many accounts a member shows on the profile.
pub async fn endorsements(conn: &mut Conn, source: AccountId) -> Result<i64> {
    conn.number("select count(*) from endorsements where source_id = $1", args![source]).await
}
