//! The notifications a member is shown: not those of accounts they block or mute or that are
//! suspended since, and none about posts they can no longer see.

use super::{COLUMNS, from_row};
use crate::visibility::visible;
use crate::{Arg, Conn, Result, args, list};
use model::{AccountId, Notification, NotificationId, NotificationKind, Page, Time};

/// Which notifications of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Whose.
    pub owner: AccountId,
    /// The moment, for mutes that end.
    pub now: Time,
    /// Only of these kinds.
    pub kinds: Option<Vec<NotificationKind>>,
    /// Only of this account; then what was held back shows too.
    pub from: Option<AccountId>,
    /// With what was held back.
    pub filtered: bool,
}

impl Wanted {
    /// All of a member's, but for what was held back.
    pub const fn all(owner: AccountId, now: Time) -> Self {
        Self { owner, now, kinds: None, from: None, filtered: false }
    }

    /// The condition on the alias `n`, and the values it needs so far.
    pub(super) fn condition(&self) -> (String, Vec<Arg>) {
        let mut args = args![self.owner, self.now];
        let mut sql = shown();
        if let Some(from) = self.from {
            args.push(from.into());
            sql.push_str(&format!(" and n.from_id = ${}", args.len()));
        } else if !self.filtered {
            sql.push_str(" and n.filtered = 0");
        }
        if let Some(kinds) = &self.kinds {
            let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            sql.push_str(&format!(" and n.kind in ({})", list(&mut args, &words)));
        }
        (sql, args)
    }
}

/// Holds for the notifications the owner (`$1`) is shown at a moment (`$2`).
pub(super) fn shown() -> String {
    format!(
        "n.owner_id = $1 \
         and exists (select 1 from accounts fa where fa.id = n.from_id and fa.suspended_at is null) \
         and not exists (select 1 from blocks fb where fb.source_id = $1 and fb.target_id = n.from_id) \
         and not exists (select 1 from blocks fc where fc.source_id = n.from_id and fc.target_id = $1) \
         and not exists (select 1 from mutes fm where fm.source_id = $1 and fm.target_id = n.from_id \
         and fm.notifications = 1 and (fm.expires_at is null or fm.expires_at > $2)) \
         and not exists (select 1 from domain_blocks fd join accounts fe on fe.domain = fd.domain \
         where fd.account_id = $1 and fe.id = n.from_id) \
         and (n.post_id is null or exists (select 1 from posts p where p.id = n.post_id and {}))",
        visible("p", "$1")
    )
}

/// A page, newest first.
pub async fn page(conn: &mut Conn, wanted: &Wanted, page: Page) -> Result<Vec<Notification>> {
    let (condition, mut args) = wanted.condition();
    let at = args.len();
    args.extend(args![page.cursor.upper(), page.cursor.lower(), page.limit]);
    let sql = format!(
        "select {COLUMNS} from notifications n where {condition} and n.id < ${} and n.id > ${} order by n.id {} limit ${}",
        at + 1,
        at + 2,
        if page.cursor.climbs() { "asc" } else { "desc" },
        at + 3
    );
    let mut found: Vec<Notification> =
        conn.rows(&sql, args).await?.iter().map(from_row).collect::<Result<_>>()?;
    found.sort_unstable_by_key(|notification| std::cmp::Reverse(notification.id));
    Ok(found)
}

/// One of a member's notifications, held back or not.
pub async fn get(
    conn: &mut Conn,
    owner: AccountId,
    id: NotificationId,
    now: Time,
) -> Result<Option<Notification>> {
    let sql = format!("select {COLUMNS} from notifications n where {} and n.id = $3", shown());
    conn.row(&sql, args![owner, now, id]).await?.as_ref().map(from_row).transpose()
}

/// How many there are after an id, counted no further than `most`.
pub async fn count_after(conn: &mut Conn, wanted: &Wanted, after: i64, most: usize) -> Result<i64> {
    let (condition, mut args) = wanted.condition();
    let at = args.len();
    args.extend(args![after, most]);
    let sql = format!(
        "select count(*) from (select n.id from notifications n where {condition} and n.id > ${} \
         order by n.id desc limit ${}) as newest",
        at + 1,
        at + 2
    );
    conn.number(&sql, args).await
}

/// Up to where the member has read, as the marker says.
pub async fn read_up_to(conn: &mut Conn, owner: AccountId) -> Result<i64> {
    let sql = "select last_read from markers where account_id = $1 and timeline = 'notifications'";
    conn.number(sql, args![owner]).await
}

/// Removes one; false when there was none.
pub async fn remove(conn: &mut Conn, owner: AccountId, id: NotificationId) -> Result<bool> {
    let sql = "delete from notifications where owner_id = $1 and id = $2";
    Ok(conn.execute(sql, args![owner, id]).await? > 0)
}

/// Removes all, what was held back too.
pub async fn clear(conn: &mut Conn, owner: AccountId) -> Result<()> {
    conn.execute("delete from notifications where owner_id = $1", args![owner]).await.map(|_| ())
}
