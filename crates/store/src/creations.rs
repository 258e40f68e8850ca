//! Pictures members had made, and what of them is public.

use crate::visibility::{number, visible};
use crate::{Conn, Result, Row, args, list};
use model::visibility::Viewer;
use model::{AccountId, MediaId, Page, PostId, Time};

/// A picture that was made, or is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creation {
    /// Its id.
    pub id: i64,
    /// Who wanted it.
    pub account: AccountId,
    /// `create`, `variant` or `remix`.
    pub kind: String,
    /// From which words.
    pub words: String,
    /// Whether everybody may read those.
    pub shared: bool,
    /// How rules draw it; empty where a model paints, or nobody chose.
    pub style: String,
    /// Which of the pictures of these words.
    pub turn: i64,
    /// The picture it is made from.
    pub parent: Option<MediaId>,
    /// `rules`, or the provider of the model.
    pub maker: String,
    /// The model.
    pub model: String,
    /// `waiting`, `done` or `failed`.
    pub state: String,
    /// Why it failed, a word.
    pub fault: String,
    /// The picture.
    pub media: Option<MediaId>,
    /// When it was asked for.
    pub created_at: Time,
}

const COLUMNS: &str = "id, account_id, kind, words, shared, style, turn, parent_id, maker, model, state, fault, \
    media_id, created_at";

fn from_row(row: &Row) -> Result<Creation> {
    Ok(Creation {
        id: row.int(0)?,
        account: row.id(1)?,
        kind: row.text(2)?,
        words: row.text(3)?,
        shared: row.flag(4)?,
        style: row.text(5)?,
        turn: row.int(6)?,
        parent: row.opt_id(7)?,
        maker: row.text(8)?,
        model: row.text(9)?,
        state: row.text(10)?,
        fault: row.text(11)?,
        media: row.opt_id(12)?,
        created_at: row.time(13)?,
    })
}

/// Adds one.
pub async fn insert(conn: &mut Conn, creation: &Creation) -> Result<()> {
    let sql = format!("insert into creations ({COLUMNS}) values ({})", crate::placeholders(1, 14));
    let args = args![
        creation.id,
        creation.account,
        &creation.kind,
        &creation.words,
        creation.shared,
        &creation.style,
        creation.turn,
        creation.parent,
        &creation.maker,
        &creation.model,
        &creation.state,
        &creation.fault,
        creation.media,
        creation.created_at,
    ];
    conn.execute(&sql, args).await.map(|_| ())
}

/// One by its id.
pub async fn get(conn: &mut Conn, id: i64) -> Result<Option<Creation>> {
    let sql = format!("select {COLUMNS} from creations where id = $1");
    conn.row(&sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// How these media were made, as far as they were made here.
pub async fn of_media(conn: &mut Conn, media: &[MediaId]) -> Result<Vec<Creation>> {
    let mut args = vec![];
    let sql = format!("select {COLUMNS} from creations where media_id in ({})", list(&mut args, media));
    conn.rows(&sql, args).await?.iter().map(from_row).collect()
}

/// A member's last ones, newest first.
pub async fn of_account(conn: &mut Conn, account: AccountId, limit: usize) -> Result<Vec<Creation>> {
    let sql = format!("select {COLUMNS} from creations where account_id = $1 order by id desc limit $2");
    conn.rows(&sql, args![account, limit]).await?.iter().map(from_row).collect()
}

/// Notes what became of one.
pub async fn finish(
    conn: &mut Conn,
    id: i64,
    state: &str,
    fault: &str,
    style: &str,
    media: Option<MediaId>,
) -> Result<()> {
    let sql = "update creations set state = $2, fault = $3, style = $4, media_id = $5 where id = $1";
    conn.execute(sql, args![id, state, fault, style, media]).await.map(|_| ())
}

/// Removes how a medium was made: it goes.
pub(crate) async fn forget_media(conn: &mut Conn, media: MediaId) -> Result<()> {
    conn.execute("delete from creations where media_id = $1", args![media]).await?;
    conn.execute("update creations set parent_id = null where parent_id = $1", args![media]).await.map(|_| ())
}

/// Removes a member's that came to nothing and are older than a moment.
pub async fn sweep(conn: &mut Conn, before: Time) -> Result<()> {
    let sql = "delete from creations where media_id is null and created_at < $1";
    conn.execute(sql, args![before]).await.map(|_| ())
}

/// Counts pictures of models on a day.
pub async fn spend(conn: &mut Conn, account: AccountId, day: i64, pictures: i64) -> Result<()> {
    let sql = "insert into picture_spending (account_id, day, pictures) values ($1, $2, $3) \
        on conflict (account_id, day) do update set pictures = picture_spending.pictures + excluded.pictures";
    conn.execute(sql, args![account, day, pictures]).await.map(|_| ())
}

/// Pictures of models on a day: of a member, or of everybody.
pub async fn spent(conn: &mut Conn, account: Option<AccountId>, day: i64) -> Result<i64> {
    let sql = "select cast(coalesce(sum(pictures), 0) as bigint) from picture_spending \
        where day = $1 and ($2 = 0 or account_id = $2)";
    conn.number(sql, args![day, account.map_or(0, |account| account.0)]).await
}

/// Public posts with pictures that were made here, by a model or by rules, and those marked as made with a model;
/// newest first, without those of people the viewer mutes.
pub async fn public(conn: &mut Conn, viewer: Viewer, page: Page) -> Result<Vec<PostId>> {
    let order = if page.cursor.climbs() { "asc" } else { "desc" };
    let sql = format!(
        "select p.id from posts p where p.id in (\
         select post_id from media where ai_generated = 1 and post_id is not null \
         union select post_id from media where drawn = 1 and post_id is not null) \
         and p.visibility = 0 and p.repost_of is null and p.id < $2 and p.id > $3 and {} \
         and not exists (select 1 from mutes m where m.source_id = $1 and m.target_id = p.author_id) \
         order by p.id {order} limit $4",
        visible("p", "$1")
    );
    let args = args![number(viewer), page.cursor.upper(), page.cursor.lower(), page.limit];
    let mut posts: Vec<PostId> =
        conn.rows(&sql, args).await?.iter().map(|row| row.id(0)).collect::<Result<_>>()?;
    posts.sort_unstable_by_key(|post| std::cmp::Reverse(*post));
    Ok(posts)
}
