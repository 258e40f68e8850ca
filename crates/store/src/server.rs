//! What the server knows of itself.

use crate::{Conn, Result, args};

/// A rule of the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: i64,
    /// What it asks.
    pub text: String,
    /// More about it.
    pub hint: String,
}

/// The rules, in order.
pub async fn rules(conn: &mut Conn) -> Result<Vec<Rule>> {
    let rows = conn.rows("select id, text, hint from rules order by position, id", vec![]).await?;
    rows.iter().map(|row| Ok(Rule { id: row.int(0)?, text: row.text(1)?, hint: row.text(2)? })).collect()
}

/// Adds a rule after the others.
pub async fn add_rule(conn: &mut Conn, rule: &Rule) -> Result<()> {
    let sql = "insert into rules (id, position, text, hint) \
        values ($1, (select coalesce(max(position), 0) + 1 from rules), $2, $3)";
    conn.execute(sql, args![rule.id, &rule.text, &rule.hint]).await.map(|_| ())
}

/// Removes a rule; false when there is none of this id.
pub async fn remove_rule(conn: &mut Conn, id: i64) -> Result<bool> {
    Ok(conn.execute("delete from rules where id = $1", args![id]).await? > 0)
}

/// How many posts members have.
pub async fn local_posts(conn: &mut Conn) -> Result<i64> {
    // PostgreSQL sums bigint as numeric, which is no number of ours.
    conn.number("select cast(coalesce(sum(posts), 0) as bigint) from accounts where domain is null", vec![])
        .await
}

/// Something the server keeps for itself, by its name.
pub async fn kept(conn: &mut Conn, name: &str) -> Result<Option<String>> {
    conn.row("select value from settings where name = $1", args![name])
        .await?
        .map(|row| row.text(0))
        .transpose()
}

/// Keeps something for the server, unless another node was first; answers what is kept.
pub async fn keep_first(conn: &mut Conn, name: &str, value: &str) -> Result<String> {
    let sql = "insert into settings (name, value) values ($1, $2) on conflict (name) do nothing";
    conn.execute(sql, args![name, value]).await?;
    Ok(kept(conn, name).await?.unwrap_or_else(|| value.to_owned()))
}
