//! Where members are pushed to, one place a log-in. A subscription goes with its token by the schema.

use crate::row::to_json;
use crate::{Conn, Result, Row, args};
use model::push::PushPolicy;
use model::{AccountId, NotificationKind, PushId, PushSubscription, TokenId};

const COLUMNS: &str =
    "id, token_id, account_id, endpoint, p256dh, auth, alerts, policy, sealed_token, created_at";

fn from_row(row: &Row) -> Result<PushSubscription> {
    let policy = row.text(7)?;
    Ok(PushSubscription {
        id: row.id(0)?,
        token: row.id(1)?,
        account: row.id(2)?,
        endpoint: row.text(3)?,
        p256dh: row.text(4)?,
        auth: row.text(5)?,
        alerts: row.json(6)?,
        policy: PushPolicy::from_word(&policy)
            .ok_or_else(|| crate::Error::Row(format!("push policy {policy}")))?,
        sealed_token: row.opt_text(8)?,
        created_at: row.time(9)?,
    })
}

/// A subscription.
pub async fn get(conn: &mut Conn, id: PushId) -> Result<Option<PushSubscription>> {
    let sql = format!("select {COLUMNS} from push_subscriptions where id = $1");
    conn.row(&sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// The subscription of a log-in.
pub async fn of_token(conn: &mut Conn, token: TokenId) -> Result<Option<PushSubscription>> {
    let sql = format!("select {COLUMNS} from push_subscriptions where token_id = $1");
    conn.row(&sql, args![token]).await?.as_ref().map(from_row).transpose()
}

/// A member's subscriptions, oldest first.
pub async fn of_account(conn: &mut Conn, account: AccountId) -> Result<Vec<PushSubscription>> {
    let sql = format!("select {COLUMNS} from push_subscriptions where account_id = $1 order by id");
    conn.rows(&sql, args![account]).await?.iter().map(from_row).collect()
}

/// Keeps a subscription in the place of the log-in's last one. A device is told things once: other
/// subscriptions of the member's with this address go, and those of browsers whosever they are,
/// because a browser has one address for all who log in there. Of the member's oldest as many go as
/// are more than `most`. False when the log-in has ended.
pub async fn put(conn: &mut Conn, new: &PushSubscription, most: usize) -> Result<bool> {
    let sql = "delete from push_subscriptions where token_id = $1 \
        or (endpoint = $2 and (account_id = $3 or sealed_token is null))";
    conn.execute(sql, args![new.token, &new.endpoint, new.account]).await?;
    let sql = format!(
        "insert into push_subscriptions ({COLUMNS}) select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 \
         where exists (select 1 from tokens where id = $2)"
    );
    let args = args![
        new.id,
        new.token,
        new.account,
        &new.endpoint,
        &new.p256dh,
        &new.auth,
        to_json(&new.alerts)?,
        new.policy.word(),
        new.sealed_token.clone(),
        new.created_at,
    ];
    let kept = conn.execute(&sql, args).await? > 0;
    let sql = "delete from push_subscriptions where account_id = $1 and id not in (\
        select id from push_subscriptions where account_id = $1 order by id desc limit $2)";
    conn.execute(sql, args![new.account, most]).await?;
    Ok(kept)
}

/// Changes what a log-in's subscription is told; answers whether there is one.
pub async fn change(
    conn: &mut Conn,
    token: TokenId,
    alerts: &[NotificationKind],
    policy: PushPolicy,
) -> Result<bool> {
    let sql = "update push_subscriptions set alerts = $2, policy = $3 where token_id = $1";
    Ok(conn.execute(sql, args![token, to_json(&alerts)?, policy.word()]).await? > 0)
}

/// Gives a browser's subscription another address and keys; whether there was one at the old address.
pub async fn move_browser(conn: &mut Conn, from: &str, to: [&str; 3]) -> Result<bool> {
    let [endpoint, p256dh, auth] = to;
    let sql = "update push_subscriptions set endpoint = $2, p256dh = $3, auth = $4 \
        where endpoint = $1 and sealed_token is null";
    Ok(conn.execute(sql, args![from, endpoint, p256dh, auth]).await? > 0)
}

/// Ends a log-in's subscription, if it has one.
pub async fn remove_of_token(conn: &mut Conn, token: TokenId) -> Result<()> {
    conn.execute("delete from push_subscriptions where token_id = $1", args![token]).await.map(|_| ())
}

/// Ends a subscription.
pub async fn remove(conn: &mut Conn, id: PushId) -> Result<()> {
    conn.execute("delete from push_subscriptions where id = $1", args![id]).await.map(|_| ())
}
