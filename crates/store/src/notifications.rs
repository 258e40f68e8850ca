//! What members are told: adding and taking back here, reading in [`shown`], in groups in
//! [`groups`], what a policy holds back in [`requests`].

pub mod groups;
pub mod requests;
pub mod shown;

use crate::{Conn, Result, Row, args};
use model::notification::{NotificationKind, NotificationPolicy};
use model::{AccountId, Notification, PostId, Time};

/// The columns [`from_row`] reads, of the alias `n`.
pub const COLUMNS: &str =
    "n.id, n.owner_id, n.kind, n.from_id, n.post_id, n.report_id, n.group_key, n.filtered, n.created_at";

/// Reads a notification from a row that begins with [`COLUMNS`].
pub fn from_row(row: &Row) -> Result<Notification> {
    let word = row.text(2)?;
    Ok(Notification {
        id: row.id(0)?,
        owner: row.id(1)?,
        kind: NotificationKind::from_word(&word)
            .ok_or_else(|| crate::Error::Row(format!("notification kind {word}")))?,
        from: row.id(3)?,
        post: row.opt_id(4)?,
        report: row.opt_int(5)?,
        group: row.text(6)?,
        filtered: row.flag(7)?,
        created_at: row.time(8)?,
    })
}

/// How a member stands to being told something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attitude {
    /// A block lies between the two, the sender is muted with notifications, or the thread is.
    pub unwanted: bool,
    /// Whose notifications they want to be asked about first.
    pub policy: NotificationPolicy,
    /// A device or app of theirs is pushed to.
    pub pushed: bool,
}

/// How `owner` stands to being told something of `from` in `thread` (0 for none); nothing when the
/// owner is no member here. One query, because every reaction asks it.
pub async fn attitude(
    conn: &mut Conn,
    owner: AccountId,
    from: AccountId,
    thread: i64,
    now: Time,
) -> Result<Option<Attitude>> {
    let sql = "select m.notification_policy, cast(case when \
        exists (select 1 from blocks b where b.source_id = $1 and b.target_id = $2) \
        or exists (select 1 from blocks b where b.source_id = $2 and b.target_id = $1) \
        or exists (select 1 from mutes u where u.source_id = $1 and u.target_id = $2 and u.notifications = 1 \
        and (u.expires_at is null or u.expires_at > $4)) \
        or exists (select 1 from thread_mutes t where t.account_id = $1 and t.thread_id = $3) \
        then 1 else 0 end as bigint), \
        cast(case when exists (select 1 from push_subscriptions s where s.account_id = $1) then 1 else 0 end as bigint) \
        from members m where m.account_id = $1";
    let row = conn.row(sql, args![owner, from, thread, now]).await?;
    row.map(|row| Ok(Attitude { policy: row.json(0)?, unwanted: row.flag(1)?, pushed: row.flag(2)? }))
        .transpose()
}

/// Adds a notification.
pub async fn insert(conn: &mut Conn, notification: &Notification) -> Result<()> {
    let sql = "insert into notifications (id, owner_id, kind, from_id, post_id, report_id, group_key, filtered, \
        created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let args = args![
        notification.id,
        notification.owner,
        notification.kind.word(),
        notification.from,
        notification.post,
        notification.report,
        &notification.group,
        notification.filtered,
        notification.created_at,
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Removes what a member was told of something that has been undone.
pub async fn forget(
    conn: &mut Conn,
    owner: AccountId,
    kind: NotificationKind,
    from: AccountId,
    post: Option<PostId>,
) -> Result<()> {
    let sql = "delete from notifications where owner_id = $1 and kind = $2 and from_id = $3 and coalesce(post_id, 0) = $4";
    conn.execute(sql, args![owner, kind.word(), from, post.map_or(0, |post| post.0)]).await.map(|_| ())
}

/// Removes everything a member was told of an account.
pub async fn forget_from(conn: &mut Conn, owner: AccountId, from: AccountId) -> Result<()> {
    conn.execute("delete from notifications where owner_id = $1 and from_id = $2", args![owner, from])
        .await
        .map(|_| ())
}

/// Whether the member has let this sender's notifications through, whatever the policy.
pub async fn is_permitted(conn: &mut Conn, owner: AccountId, from: AccountId) -> Result<bool> {
    let sql = "select 1 from notification_permissions where owner_id = $1 and from_id = $2";
    Ok(conn.row(sql, args![owner, from]).await?.is_some())
}

/// Whether a member has been told this of this post.
pub async fn told(conn: &mut Conn, owner: AccountId, kind: NotificationKind, post: PostId) -> Result<bool> {
    let sql = "select 1 from notifications where post_id = $1 and owner_id = $2 and kind = $3";
    Ok(conn.row(sql, args![post, owner, kind.word()]).await?.is_some())
}
