//! What came along from elsewhere and is known by its address alone: liked, put aside, passed on,
//! answered or quoted there, and not here.

use crate::visibility::visible;
use crate::{Conn, Result, args, list};
use model::{AccountId, PostId, Time, Visibility};

/// Which pile of addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// Liked.
    Like,
    /// Put aside.
    Bookmark,
    /// Passed on.
    Repost,
}

impl Kept {
    const fn word(self) -> &'static str {
        match self {
            Self::Like => "like",
            Self::Bookmark => "bookmark",
            Self::Repost => "repost",
        }
    }
}

/// An address that is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    /// Its id; ids grow in the order in which they were kept.
    pub id: i64,
    /// What was done with it.
    pub kind: Kept,
    /// The address.
    pub address: String,
    /// Of a repost, what it was known by.
    pub key: String,
    /// When.
    pub at: Time,
    /// Of a repost, how far it reached.
    pub visibility: Visibility,
}

/// Keeps an address; false when it is kept already.
pub async fn keep(conn: &mut Conn, account: AccountId, new: &Address) -> Result<bool> {
    let sql = "insert into import_kept (id, account_id, kind, address, key, at, visibility) \
        values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
    let args =
        args![new.id, account, new.kind.word(), &new.address, &new.key, new.at, new.visibility.number()];
    Ok(conn.execute(sql, args).await? > 0)
}

/// How many addresses a member has kept.
pub async fn count(conn: &mut Conn, account: AccountId) -> Result<i64> {
    conn.number("select count(*) from import_kept where account_id = $1", args![account]).await
}

/// Something in a pile: a post known here, or the address of one that is not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piled {
    /// Known.
    Post(PostId),
    /// Not known.
    Address(String),
}

impl Piled {
    /// The post, if it is known.
    pub const fn post(&self) -> Option<PostId> {
        match self {
            Self::Post(id) => Some(*id),
            Self::Address(_) => None,
        }
    }
}

/// A page of what a member liked or put aside, here and elsewhere, in the order it was added: what
/// comes after `after`, each with its place.
pub async fn pile(
    conn: &mut Conn,
    kind: Kept,
    account: AccountId,
    after: i64,
    limit: usize,
) -> Result<Vec<(i64, Piled)>> {
    let table = if kind == Kept::Like { "likes" } else { "bookmarks" };
    let sql = format!(
        "select l.id, l.post_id, '' from {table} l join posts p on p.id = l.post_id \
         where l.account_id = $1 and l.id > $2 and {} \
         union all select k.id, 0, k.address from import_kept k \
         where k.account_id = $1 and k.kind = $3 and k.id > $2 order by 1 limit $4",
        visible("p", "$1"),
    );
    let rows = conn.rows(&sql, args![account, after, kind.word(), limit]).await?;
    let piled = |row: &crate::Row| {
        let address = row.text(2)?;
        let piled = if address.is_empty() { Piled::Post(row.id(1)?) } else { Piled::Address(address) };
        Ok((row.int(0)?, piled))
    };
    rows.iter().map(piled).collect()
}

/// Reposts kept of a member, from `from` on and before `until`, the latest first.
pub async fn reposts(conn: &mut Conn, account: AccountId, from: Time, until: Time) -> Result<Vec<Address>> {
    let sql = "select id, address, key, at, visibility from import_kept \
        where account_id = $1 and kind = 'repost' and at >= $2 and at < $3 order by at desc, id desc";
    let rows = conn.rows(sql, args![account, from, until]).await?;
    let address = |row: &crate::Row| {
        Ok(Address {
            id: row.int(0)?,
            kind: Kept::Repost,
            address: row.text(1)?,
            key: row.text(2)?,
            at: row.time(3)?,
            visibility: Visibility::from_number(row.int(4)?),
        })
    };
    rows.iter().map(address).collect()
}

/// What a post answered, quoted and named elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Context {
    /// The address of what it answers.
    pub reply_to: Option<String>,
    /// The address of what it quotes.
    pub quote: Option<String>,
    /// Whom it names: `user@server` and their ActivityPub id.
    pub mentioned: Vec<(String, String)>,
}

/// Keeps what a post answered, quoted and named elsewhere.
pub async fn set_context(conn: &mut Conn, post: PostId, account: AccountId, context: &Context) -> Result<()> {
    let sql = "insert into import_context (post_id, account_id, reply_to, quote, mentioned) \
        values ($1, $2, $3, $4, $5)";
    let mentioned = crate::row::to_json(&context.mentioned)?;
    let args = args![post, account, context.reply_to.clone(), context.quote.clone(), mentioned];
    conn.execute(sql, args).await.map(|_| ())
}

/// What posts answered, quoted and named elsewhere, of those of which that is kept.
pub async fn contexts(conn: &mut Conn, posts: &[PostId]) -> Result<Vec<(PostId, Context)>> {
    let mut args = vec![];
    let sql = format!(
        "select post_id, reply_to, quote, mentioned from import_context where post_id in ({})",
        list(&mut args, posts)
    );
    let rows = conn.rows(&sql, args).await?;
    let context = |row: &crate::Row| {
        let mentioned = row.json(3)?;
        Ok((row.id(0)?, Context { reply_to: row.opt_text(1)?, quote: row.opt_text(2)?, mentioned }))
    };
    rows.iter().map(context).collect()
}
