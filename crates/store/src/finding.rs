//! What the search index is filled with, beyond what the rows of posts and accounts say themselves.

use crate::accounts::{COLUMNS, from_row};
use crate::{Conn, Result, Row, args, list};
use model::post::Tag;
use model::{Account, AccountId, PostId};
use std::collections::HashSet;

/// Members here who did something with the posts: liked, put aside, reposted, answered, voted.
pub async fn participants(conn: &mut Conn, posts: &[PostId]) -> Result<Vec<(PostId, AccountId)>> {
    let mut args = vec![];
    let wanted = list(&mut args, posts);
    let sql = format!(
        "select d.post_id, d.account_id from (\
         select post_id, account_id from likes where post_id in ({wanted}) \
         union select post_id, account_id from bookmarks where post_id in ({wanted}) \
         union select repost_of, author_id from posts where repost_of in ({wanted}) \
         union select reply_to, author_id from posts where reply_to in ({wanted}) \
         union select l.post_id, v.account_id from votes v join polls l on l.id = v.poll_id where l.post_id in ({wanted})\
         ) d join members m on m.account_id = d.account_id"
    );
    conn.rows(&sql, args).await?.iter().map(|row| Ok((row.id(0)?, row.id(1)?))).collect()
}

/// Posts (no reposts) after an id, oldest first.
pub async fn posts_after(conn: &mut Conn, after: PostId, limit: usize) -> Result<Vec<PostId>> {
    let sql = "select id from posts where id > $1 and repost_of is null order by id limit $2";
    conn.rows(sql, args![after, limit]).await?.iter().map(|row| row.id(0)).collect()
}

/// An author's posts (no reposts) after an id, oldest first.
pub async fn posts_of_after(
    conn: &mut Conn,
    author: AccountId,
    after: PostId,
    limit: usize,
) -> Result<Vec<PostId>> {
    let sql =
        "select id from posts where author_id = $1 and id > $2 and repost_of is null order by id limit $3";
    conn.rows(sql, args![author, after, limit]).await?.iter().map(|row| row.id(0)).collect()
}

/// Accounts after an id, oldest first.
pub async fn accounts_after(conn: &mut Conn, after: AccountId, limit: usize) -> Result<Vec<Account>> {
    let sql = format!("select {COLUMNS} from accounts a where a.id > $1 order by a.id limit $2");
    conn.rows(&sql, args![after, limit]).await?.iter().map(from_row).collect()
}

const TAG: &str = "select t.name, t.display, \
    (select count(*) from post_tags pt where pt.tag = t.name) as uses from tags t";

fn tag_from_row(row: &Row) -> Result<(Tag, i64)> {
    Ok((Tag { name: row.text(0)?, display: row.text(1)? }, row.int(2)?))
}

/// Tags after a name, with how often each is used.
pub async fn tags_after(conn: &mut Conn, after: &str, limit: usize) -> Result<Vec<(Tag, i64)>> {
    let sql = format!("{TAG} where t.name > $1 order by t.name limit $2");
    conn.rows(&sql, args![after, limit]).await?.iter().map(tag_from_row).collect()
}

/// These tags, with how often each is used, in no order.
pub async fn tags_named(conn: &mut Conn, names: &[&str]) -> Result<Vec<(Tag, i64)>> {
    let mut args = vec![];
    let sql = format!("{TAG} where t.name in ({})", list(&mut args, names));
    conn.rows(&sql, args).await?.iter().map(tag_from_row).collect()
}

/// Which of these accounts a member follows.
pub async fn followed_among(
    conn: &mut Conn,
    me: AccountId,
    accounts: &[AccountId],
) -> Result<HashSet<AccountId>> {
    let mut args = args![me];
    let sql = format!(
        "select target_id from follows where source_id = $1 and accepted = 1 and target_id in ({})",
        list(&mut args, accounts)
    );
    conn.rows(&sql, args).await?.iter().map(|row| row.id(0)).collect()
}
