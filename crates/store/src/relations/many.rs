//! Many follows at once.

use super::{FOLLOW, Follow};
use crate::row::to_json;
use crate::{Conn, Result, args, placeholders};
use model::{AccountId, Time};
use std::collections::BTreeMap;

/// Follows of which one statement takes so many: few texts of it, so that they are kept prepared.
const AT_ONCE: usize = 32;

/// Adds accepted follows and counts them on both sides; answers those that are new.
pub async fn insert_follows(
    conn: &mut Conn,
    follows: &[Follow],
    at: Time,
) -> Result<Vec<(AccountId, AccountId)>> {
    let mut new = Vec::with_capacity(follows.len());
    for some in follows.chunks(AT_ONCE) {
        let mut args = Vec::with_capacity(some.len() * 8);
        let mut rows = Vec::with_capacity(some.len());
        for follow in some {
            rows.push(format!("({})", placeholders(args.len() + 1, 8)));
            args.extend(args![follow.id, follow.source, follow.target, true, follow.reposts, follow.notify]);
            args.extend(args![to_json(&follow.languages)?, at]);
        }
        let sql = format!(
            "insert into follows ({FOLLOW}, created_at) values {} on conflict (source_id, target_id) do nothing \
             returning source_id, target_id",
            rows.join(", ")
        );
        for row in conn.rows(&sql, args).await? {
            new.push((row.id(0)?, row.id(1)?));
        }
    }
    let mut following = BTreeMap::new();
    let mut followers = BTreeMap::new();
    for (source, target) in &new {
        *following.entry(*source).or_insert(0_i64) += 1;
        *followers.entry(*target).or_insert(0_i64) += 1;
    }
    for (column, counts) in [("following", following), ("followers", followers)] {
        let sql = format!("update accounts set {column} = {column} + $2 where id = $1");
        for (account, count) in counts {
            conn.execute(&sql, args![account, count]).await?;
        }
    }
    Ok(new)
}
