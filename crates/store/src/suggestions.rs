//! People a member may like to meet.

use crate::{Conn, Result, args, list};
use model::{AccountId, Time};

/// What keeps an account out of `me`'s suggestions, as a condition on the alias `a`: it must want to
/// be found, be here in good standing, and `me` must not know, hide or have dismissed it.
const FIT: &str = "a.discoverable = 1 and a.suspended_at is null and a.limited_at is null and a.moved_to is null \
    and a.id <> $1 \
    and not exists (select 1 from follows x where x.source_id = $1 and x.target_id = a.id) \
    and not exists (select 1 from blocks x where (x.source_id = $1 and x.target_id = a.id) \
    or (x.source_id = a.id and x.target_id = $1)) \
    and not exists (select 1 from mutes x where x.source_id = $1 and x.target_id = a.id) \
    and not exists (select 1 from domain_blocks x where x.account_id = $1 and x.domain = a.domain) \
    and not exists (select 1 from suggestion_dismissals x where x.account_id = $1 and x.target_id = a.id)";

/// Those most followed by the ones a member follows.
pub async fn friends_of_friends(conn: &mut Conn, me: AccountId, limit: usize) -> Result<Vec<AccountId>> {
    let sql = format!(
        "select a.id, count(*) from follows f join follows g on g.source_id = f.target_id and g.accepted = 1 \
         join accounts h on h.id = f.target_id and h.hide_collections = 0 \
         join accounts a on a.id = g.target_id \
         where f.source_id = $1 and f.accepted = 1 and {FIT} group by a.id order by 2 desc, 1 desc limit $2"
    );
    conn.rows(&sql, args![me, limit]).await?.iter().map(|row| row.id(0)).collect()
}

/// Accounts that those a member follows show on their profiles, and who does: the newest of them.
pub async fn featured(conn: &mut Conn, me: AccountId, limit: usize) -> Result<Vec<(AccountId, AccountId)>> {
    let sql = format!(
        "select a.id, max(h.id), count(*) from follows f join endorsements e on e.source_id = f.target_id \
         join accounts h on h.id = f.target_id and h.suspended_at is null join accounts a on a.id = e.target_id \
         where f.source_id = $1 and f.accepted = 1 and {FIT} group by a.id order by 3 desc, 1 desc limit $2"
    );
    let rows = conn.rows(&sql, args![me, limit]).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.id(1)?))).collect()
}

/// Accounts that posted in public with tags a member follows since a moment, those that did most first, and one such
/// tag of each.
pub async fn of_followed_tags(
    conn: &mut Conn,
    me: AccountId,
    since: Time,
    limit: usize,
) -> Result<Vec<(AccountId, String)>> {
    let sql = format!(
        "select a.id, max(t.tag), count(*) from tag_follows w join post_tags t on t.tag = w.tag \
         join posts p on p.id = t.post_id join accounts a on a.id = p.author_id \
         where w.account_id = $1 and p.id >= $3 and p.visibility = 0 and p.local_only = 0 and p.repost_of is null \
         and a.bot = 0 and {FIT} group by a.id order by 3 desc, 1 desc limit $2"
    );
    let rows = conn.rows(&sql, args![me, limit, model::id::first_at(since)]).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.text(1)?))).collect()
}

/// Accounts whose public posts a member liked or reposted since a moment, at least twice, most first.
pub async fn liked(conn: &mut Conn, me: AccountId, since: Time, limit: usize) -> Result<Vec<AccountId>> {
    let sql = format!(
        "select a.id, count(*) from likes l join posts p on p.id = l.post_id join accounts a on a.id = p.author_id \
         where l.account_id = $1 and l.id >= $3 and p.visibility = 0 and {FIT} \
         group by a.id having count(*) >= 2 order by 2 desc, 1 desc limit $2"
    );
    conn.rows(&sql, args![me, limit, model::id::first_at(since)]).await?.iter().map(|row| row.id(0)).collect()
}

/// Members here who posted since a moment, most followed first.
pub async fn active(conn: &mut Conn, me: AccountId, since: Time, limit: usize) -> Result<Vec<AccountId>> {
    let sql = format!(
        "select a.id from accounts a where a.domain is null and a.last_post_at > $3 and {FIT} \
         order by a.followers desc, a.id desc limit $2"
    );
    conn.rows(&sql, args![me, limit, since]).await?.iter().map(|row| row.id(0)).collect()
}

/// Leaves an account out from now on.
pub async fn dismiss(conn: &mut Conn, me: AccountId, account: AccountId) -> Result<()> {
    let sql =
        "insert into suggestion_dismissals (account_id, target_id) values ($1, $2) on conflict do nothing";
    conn.execute(sql, args![me, account]).await.map(|_| ())
}

/// Which accounts a directory lists, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    /// Members here only.
    pub local: bool,
    /// Last joined first; otherwise last active first.
    pub newest: bool,
    /// How many to pass over.
    pub offset: usize,
    /// How many at most.
    pub limit: usize,
}

/// Accounts that want to be found; those the viewer (0 for nobody) hides are left out.
pub async fn directory(conn: &mut Conn, viewer: i64, show: Directory) -> Result<Vec<AccountId>> {
    let sql = format!(
        "select a.id from accounts a where a.discoverable = 1 and a.suspended_at is null and a.limited_at is null \
         and a.moved_to is null and a.last_post_at is not null {} \
         and not exists (select 1 from blocks x where (x.source_id = $1 and x.target_id = a.id) \
         or (x.source_id = a.id and x.target_id = $1)) \
         and not exists (select 1 from mutes x where x.source_id = $1 and x.target_id = a.id) \
         and not exists (select 1 from domain_blocks x where x.account_id = $1 and x.domain = a.domain) \
         order by {} desc, a.id desc limit $2 offset $3",
        if show.local { "and a.domain is null" } else { "" },
        if show.newest { "a.id" } else { "a.last_post_at" }
    );
    conn.rows(&sql, args![viewer, show.limit, show.offset]).await?.iter().map(|row| row.id(0)).collect()
}

/// Of each of `accounts`, those of its followers whom a member follows. Accounts that hide their
/// followers have none.
pub async fn familiar(
    conn: &mut Conn,
    me: AccountId,
    accounts: &[AccountId],
) -> Result<Vec<(AccountId, AccountId)>> {
    let mut args = args![me];
    let sql = format!(
        "select g.target_id, g.source_id from follows f \
         join follows g on g.source_id = f.target_id and g.accepted = 1 \
         join accounts a on a.id = g.target_id and a.hide_collections = 0 and a.suspended_at is null \
         join accounts b on b.id = g.source_id and b.hide_collections = 0 and b.suspended_at is null \
         where f.source_id = $1 and f.accepted = 1 and g.target_id in ({}) \
         order by g.target_id, b.followers desc, g.source_id",
        list(&mut args, accounts)
    );
    conn.rows(&sql, args).await?.iter().map(|row| Ok((row.id(0)?, row.id(1)?))).collect()
}
