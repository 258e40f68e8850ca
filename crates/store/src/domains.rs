//! Servers a member does not want to hear from.

use crate::{Conn, Result, args};
use model::{AccountId, Page};

/// A page of blocked servers, last added first: the entry's id, for paging, and the name.
pub async fn page(conn: &mut Conn, account: AccountId, page: Page) -> Result<Vec<(i64, String)>> {
    let sql = format!(
        "select id, domain from domain_blocks where account_id = $1 and id < $2 and id > $3 order by id {} limit $4",
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let args = args![account, page.cursor.upper(), page.cursor.lower(), page.limit];
    let mut found: Vec<(i64, String)> = conn
        .rows(&sql, args)
        .await?
        .iter()
        .map(|row| Ok((row.int(0)?, row.text(1)?)))
        .collect::<Result<_>>()?;
    found.sort_unstable_by_key(|(id, _)| std::cmp::Reverse(*id));
    Ok(found)
}

/// How many servers a member blocks.
pub async fn count(conn: &mut Conn, account: AccountId) -> Result<i64> {
    conn.number("select count(*) from domain_blocks where account_id = $1", args![account]).await
}

/// Blocks a server; false when it was blocked.
pub async fn add(conn: &mut Conn, id: i64, account: AccountId, domain: &str) -> Result<bool> {
    let sql = "insert into domain_blocks (id, account_id, domain) values ($1, $2, $3) on conflict do nothing";
    Ok(conn.execute(sql, args![id, account, domain]).await? > 0)
}

/// Ends a block.
pub async fn remove(conn: &mut Conn, account: AccountId, domain: &str) -> Result<()> {
    conn.execute("delete from domain_blocks where account_id = $1 and domain = $2", args![account, domain])
        .await
        .map(|_| ())
}

/// Accounts of a server that the member follows or that follow the member, requests too.
pub async fn tied(conn: &mut Conn, account: AccountId, domain: &str) -> Result<Vec<AccountId>> {
    let sql = "select f.target_id from follows f join accounts a on a.id = f.target_id \
        where f.source_id = $1 and a.domain = $2 \
        union select f.source_id from follows f join accounts a on a.id = f.source_id \
        where f.target_id = $1 and a.domain = $2";
    conn.rows(sql, args![account, domain]).await?.iter().map(|row| row.id(0)).collect()
}

/// Known accounts of the servers a member blocks.
pub async fn hidden_accounts(conn: &mut Conn, account: AccountId) -> Result<Vec<AccountId>> {
    let sql =
        "select a.id from domain_blocks d join accounts a on a.domain = d.domain where d.account_id = $1";
    conn.rows(sql, args![account]).await?.iter().map(|row| row.id(0)).collect()
}
