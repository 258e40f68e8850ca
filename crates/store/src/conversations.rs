//! Conversations: direct posts of a thread among the same people, one row for each of them.

use crate::row::to_json;
use crate::visibility::visible;
use crate::{Conn, Result, Row, args};
use model::{AccountId, ConversationId, Page, PostId};

/// A conversation as one of its people sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Who sees it.
    pub owner: AccountId,
    /// The first post of its thread.
    pub thread: PostId,
    /// The others in it, in order of their ids.
    pub participants: Vec<AccountId>,
    /// Its newest post.
    pub last_post: PostId,
    /// Something in it has not been read.
    pub unread: bool,
}

/// The columns [`from_row`] reads, of the alias `c`.
pub const COLUMNS: &str = "c.id, c.owner_id, c.thread_id, c.participants, c.last_post, c.unread";

/// Reads a conversation from a row that begins with [`COLUMNS`].
pub fn from_row(row: &Row) -> Result<Conversation> {
    Ok(Conversation {
        id: row.id(0)?,
        owner: row.id(1)?,
        thread: row.id(2)?,
        participants: row.json(3)?,
        last_post: row.id(4)?,
        unread: row.flag(5)?,
    })
}

/// Adds a post to the conversation it belongs to, which begins with `id` when there is none yet;
/// answers the conversation's id.
pub async fn add_post(conn: &mut Conn, conversation: &Conversation) -> Result<ConversationId> {
    let sql = "insert into conversations (id, owner_id, thread_id, participants, last_post, unread) \
        values ($1, $2, $3, $4, $5, $6) on conflict (owner_id, thread_id, participants) \
        do update set last_post = excluded.last_post, unread = excluded.unread returning id";
    let args = args![
        conversation.id,
        conversation.owner,
        conversation.thread,
        to_json(&conversation.participants)?,
        conversation.last_post,
        conversation.unread,
    ];
    let row =
        conn.row(sql, args).await?.ok_or_else(|| crate::Error::Row("upsert without a row".to_owned()))?;
    let id: ConversationId = row.id(0)?;
    let sql =
        "insert into conversation_posts (conversation_id, post_id) values ($1, $2) on conflict do nothing";
    conn.execute(sql, args![id, conversation.last_post]).await?;
    Ok(id)
}

/// Takes a post out of the conversations it is in: each falls back to the post before, or ends.
/// Answers those touched, with whose they are.
pub async fn remove_post(conn: &mut Conn, post: PostId) -> Result<Vec<(ConversationId, AccountId)>> {
    let sql = "select c.id, c.owner_id from conversations c join conversation_posts cp on cp.conversation_id = c.id \
        where cp.post_id = $1";
    let rows = conn.rows(sql, args![post]).await?;
    let touched: Vec<(ConversationId, AccountId)> =
        rows.iter().map(|row| Ok((row.id(0)?, row.id(1)?))).collect::<Result<_>>()?;
    conn.execute("delete from conversation_posts where post_id = $1", args![post]).await?;
    for (id, _) in &touched {
        let last = conn
            .number("select max(post_id) from conversation_posts where conversation_id = $1", args![*id])
            .await?;
        let sql = if last == 0 {
            "delete from conversations where id = $1 and $2 = 0"
        } else {
            "update conversations set last_post = $2 where id = $1"
        };
        conn.execute(sql, args![*id, last]).await?;
    }
    Ok(touched)
}

/// time, so it is free.
pub async fn next_id(conn: &mut Conn, now: model::Time) -> Result<i64> {
    let last = conn.number("select max(id) from conversations", vec![]).await?;
    Ok(model::id::first_at(now).max(last + 1))
}

/// A page of a member's conversations, the one with the newest post first; pages are told by that
/// post. Those whose last post the member can no longer see are left out.
pub async fn page(conn: &mut Conn, owner: AccountId, page: Page) -> Result<Vec<Conversation>> {
    let sql = format!(
        "select {COLUMNS} from conversations c join posts p on p.id = c.last_post \
         where c.owner_id = $1 and c.last_post < $2 and c.last_post > $3 and {} order by c.last_post {} limit $4",
        visible("p", "$1"),
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let args = args![owner, page.cursor.upper(), page.cursor.lower(), page.limit];
    let mut found: Vec<Conversation> =
        conn.rows(&sql, args).await?.iter().map(from_row).collect::<Result<_>>()?;
    found.sort_unstable_by_key(|conversation| std::cmp::Reverse(conversation.last_post));
    Ok(found)
}

/// One of a member's conversations.
pub async fn get(conn: &mut Conn, owner: AccountId, id: ConversationId) -> Result<Option<Conversation>> {
    let sql = format!("select {COLUMNS} from conversations c where c.id = $1 and c.owner_id = $2");
    conn.row(&sql, args![id, owner]).await?.as_ref().map(from_row).transpose()
}

/// Marks a conversation as read or not.
pub async fn set_unread(conn: &mut Conn, id: ConversationId, unread: bool) -> Result<()> {
    conn.execute("update conversations set unread = $2 where id = $1", args![id, unread]).await.map(|_| ())
}

/// Removes a conversation from its owner's sight; its posts stay.
pub async fn remove(conn: &mut Conn, id: ConversationId) -> Result<()> {
    conn.execute("delete from conversation_posts where conversation_id = $1", args![id]).await?;
    conn.execute("delete from conversations where id = $1", args![id]).await.map(|_| ())
}
