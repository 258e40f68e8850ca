//! Lists.

use crate::{Conn, Result, Row, args};
use model::{AccountId, List, ListId, RepliesPolicy};

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
