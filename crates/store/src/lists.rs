//! Lists.

use crate::relations::placed;
use crate::{Conn, Result, Row, args};
use model::{AccountId, List, ListId, Page, RepliesPolicy};

const COLUMNS: &str = "l.id, l.owner_id, l.title, l.replies, l.exclusive";

fn from_row(row: &Row) -> Result<List> {
    Ok(List {
        id: row.id(0)?,
        owner: row.id(1)?,
        title: row.text(2)?,
        replies: RepliesPolicy::from_word(&row.text(3)?).unwrap_or_default(),
        exclusive: row.flag(4)?,
    })
}

/// A member's list.
pub async fn get(conn: &mut Conn, owner: AccountId, id: ListId) -> Result<Option<List>> {
    let sql = format!("select {COLUMNS} from lists l where l.id = $1 and l.owner_id = $2");
    conn.row(&sql, args![id, owner]).await?.as_ref().map(from_row).transpose()
}

/// All of a member's lists, oldest first.
pub async fn of(conn: &mut Conn, owner: AccountId) -> Result<Vec<List>> {
    let sql = format!("select {COLUMNS} from lists l where l.owner_id = $1 order by l.id");
    conn.rows(&sql, args![owner]).await?.iter().map(from_row).collect()
}

/// Those of a member's lists that hold an account.
pub async fn holding(conn: &mut Conn, owner: AccountId, account: AccountId) -> Result<Vec<List>> {
    let sql = format!(
        "select {COLUMNS} from lists l join list_accounts la on la.list_id = l.id \
         where l.owner_id = $1 and la.account_id = $2 order by l.id"
    );
    conn.rows(&sql, args![owner, account]).await?.iter().map(from_row).collect()
}

/// How many lists a member has.
pub async fn count(conn: &mut Conn, owner: AccountId) -> Result<i64> {
    conn.number("select count(*) from lists where owner_id = $1", args![owner]).await
}

/// Adds a list, or changes one.
pub async fn put(conn: &mut Conn, list: &List) -> Result<()> {
    let sql = "insert into lists (id, owner_id, title, replies, exclusive) values ($1, $2, $3, $4, $5) \
        on conflict (id) do update set title = excluded.title, replies = excluded.replies, \
        exclusive = excluded.exclusive";
    let args = args![list.id, list.owner, &list.title, list.replies.word(), list.exclusive];
    conn.execute(sql, args).await.map(|_| ())
}

/// Removes a list and its entries.
pub async fn delete(conn: &mut Conn, id: ListId) -> Result<()> {
    conn.execute("delete from list_accounts where list_id = $1", args![id]).await?;
    conn.execute("delete from lists where id = $1", args![id]).await.map(|_| ())
}

/// A page of a list's accounts, last added first: the entry's id, for paging, and the account.
pub async fn accounts_page(conn: &mut Conn, id: ListId, page: Page) -> Result<Vec<(i64, AccountId)>> {
    let sql = format!(
        "select la.id, la.account_id from list_accounts la join accounts a on a.id = la.account_id \
         where la.list_id = $1 and la.id < $2 and la.id > $3 and a.suspended_at is null \
         order by la.id {} limit $4",
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    placed(conn.rows(&sql, args![id, page.cursor.upper(), page.cursor.lower(), page.limit]).await?)
}

/// How many accounts are in a list.
pub async fn accounts_count(conn: &mut Conn, id: ListId) -> Result<i64> {
    conn.number("select count(*) from list_accounts where list_id = $1", args![id]).await
}

/// Puts an account into a list; false when it was there.
pub async fn add_account(conn: &mut Conn, entry: i64, id: ListId, account: AccountId) -> Result<bool> {
    let sql =
        "insert into list_accounts (id, list_id, account_id) values ($1, $2, $3) on conflict do nothing";
    Ok(conn.execute(sql, args![entry, id, account]).await? > 0)
}

/// Takes an account out of a list.
pub async fn remove_account(conn: &mut Conn, id: ListId, account: AccountId) -> Result<()> {
    let sql = "delete from list_accounts where list_id = $1 and account_id = $2";
    conn.execute(sql, args![id, account]).await.map(|_| ())
}

/// The accounts of a list.
pub async fn accounts(conn: &mut Conn, id: ListId) -> Result<Vec<AccountId>> {
    let rows = conn.rows("select account_id from list_accounts where list_id = $1", args![id]).await?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// Takes an account out of all of a member's lists.
pub async fn remove_account_everywhere(conn: &mut Conn, owner: AccountId, account: AccountId) -> Result<()> {
    let sql = "delete from list_accounts where account_id = $2 and list_id in (select id from lists where owner_id = $1)";
    conn.execute(sql, args![owner, account]).await.map(|_| ())
}
