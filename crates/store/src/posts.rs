//! Posts and reposts: the rows themselves. What hangs on them is in [`crate::attached`].

use crate::visibility::{number, visible};
use crate::{Conn, Result, Row, args, list};
use model::post::TextFormat;
use model::visibility::Viewer;
use model::{AccountId, Page, Post, PostId, QuotePolicy, QuoteState, Time, Visibility};

/// The columns [`from_row`] reads, of the alias `p`.
pub const COLUMNS: &str = "p.id, p.author_id, p.created_at, p.edited_at, p.visibility, p.local_only, p.text, p.format, \
    p.html, p.spoiler, p.sensitive, p.language, p.reply_to, p.reply_to_author, p.thread_id, p.repost_of, p.quote_of, \
    p.quote_state, p.quote_policy, p.poll_id, p.app_id, p.uri, p.url, p.pinned_at, p.replies, p.reposts, p.likes, \
    p.quotes, p.ai_generated";

/// Reads a post from a row that begins with [`COLUMNS`].
pub fn from_row(row: &Row) -> Result<Post> {
    Ok(Post {
        id: row.id(0)?,
        author: row.id(1)?,
        created_at: row.time(2)?,
        edited_at: row.opt_time(3)?,
        visibility: Visibility::from_number(row.int(4)?),
        local_only: row.flag(5)?,
        text: row.text(6)?,
        format: if row.text(7)? == "markdown" { TextFormat::Markdown } else { TextFormat::Plain },
        html: row.text(8)?,
        spoiler: row.text(9)?,
        sensitive: row.flag(10)?,
        language: row.opt_text(11)?,
        reply_to: row.opt_id(12)?,
        reply_to_author: row.opt_id(13)?,
        thread: row.id(14)?,
        repost_of: row.opt_id(15)?,
        quote_of: row.opt_id(16)?,
        quote_state: row.opt_int(17)?.map(QuoteState::from_number),
        quote_policy: QuotePolicy::from_number(row.int(18)?),
        poll: row.opt_id(19)?,
        app: row.opt_id(20)?,
        uri: row.opt_text(21)?,
        url: row.opt_text(22)?,
        pinned_at: row.opt_time(23)?,
        replies: row.int(24)?,
        reposts: row.int(25)?,
        likes: row.int(26)?,
        quotes: row.int(27)?,
        ai_generated: row.flag(28)?,
    })
}

fn read_all(rows: &[Row]) -> Result<Vec<Post>> {
    rows.iter().map(from_row).collect()
}

/// One post, whoever asks. Use [`visible_to`] for what a reader asked for.
pub async fn get(conn: &mut Conn, id: PostId) -> Result<Option<Post>> {
    let sql = format!("select {COLUMNS} from posts p where p.id = $1");
    conn.row(&sql, args![id]).await?.as_ref().map(from_row).transpose()
}

/// Several posts, whoever asks, in no order.
pub async fn get_many(conn: &mut Conn, ids: &[PostId]) -> Result<Vec<Post>> {
    let mut args = vec![];
    let sql = format!("select {COLUMNS} from posts p where p.id in ({})", list(&mut args, ids));
    read_all(&conn.rows(&sql, args).await?)
}

/// One post, if the viewer may see it.
pub async fn visible_to(conn: &mut Conn, id: PostId, viewer: Viewer) -> Result<Option<Post>> {
    let sql = format!("select {COLUMNS} from posts p where p.id = $1 and {}", visible("p", "$2"));
    conn.row(&sql, args![id, number(viewer)]).await?.as_ref().map(from_row).transpose()
}

/// Adds a post. Its counts start at nothing.
pub async fn insert(conn: &mut Conn, post: &Post) -> Result<()> {
    let sql = "insert into posts (id, author_id, created_at, visibility, local_only, text, format, html, spoiler, \
        sensitive, language, reply_to, reply_to_author, thread_id, repost_of, quote_of, quote_state, quote_policy, \
        poll_id, app_id, uri, url, ai_generated) values \
        ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";
    let args = args![
        post.id,
        post.author,
        post.created_at,
        post.visibility.number(),
        post.local_only,
        &post.text,
        format_word(post.format),
        &post.html,
        &post.spoiler,
        post.sensitive,
        post.language.clone(),
        post.reply_to,
        post.reply_to_author,
        post.thread,
        post.repost_of,
        post.quote_of,
        post.quote_state.map(QuoteState::number),
        post.quote_policy.number(),
        post.poll,
        post.app,
        post.uri.clone(),
        post.url.clone(),
        post.ai_generated,
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Writes what an edit may change.
pub async fn update(conn: &mut Conn, post: &Post) -> Result<()> {
    let sql = "update posts set edited_at = $2, text = $3, format = $4, html = $5, spoiler = $6, sensitive = $7, \
        language = $8, poll_id = $9, quote_of = $10, quote_state = $11, quote_policy = $12, ai_generated = $13 \
        where id = $1";
    let args = args![
        post.id,
        post.edited_at,
        &post.text,
        format_word(post.format),
        &post.html,
        &post.spoiler,
        post.sensitive,
        post.language.clone(),
        post.poll,
        post.quote_of,
        post.quote_state.map(QuoteState::number),
        post.quote_policy.number(),
        post.ai_generated,
    ];
    conn.execute(sql, args).await.map(|_| ())
}

const fn format_word(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Plain => "plain",
        TextFormat::Markdown => "markdown",
    }
}

/// Removes a post's row and everything that hangs on it; its media become loose.
pub async fn delete(conn: &mut Conn, id: PostId) -> Result<()> {
    for table in [
        "revisions",
        "mentions",
        "post_tags",
        "likes",
        "bookmarks",
        "conversation_posts",
        "post_cards",
        "filter_posts",
        "notifications",
        "opinions",
        "forecasts",
        "forecast_follows",
        "import_context",
        "answer_refusals",
        "translations",
        "embeddings",
    ] {
        conn.execute(&format!("delete from {table} where post_id = $1"), args![id]).await?;
    }
    crate::notes::delete_of_post(conn, id).await?;
    crate::trends::forget_post(conn, id).await?;
    crate::answers::forget_post(conn, id).await?;
    conn.execute("delete from votes where poll_id in (select id from polls where post_id = $1)", args![id])
        .await?;
    conn.execute("delete from polls where post_id = $1", args![id]).await?;
    conn.execute("update media set post_id = null where post_id = $1", args![id]).await?;
    conn.execute("delete from posts where id = $1", args![id]).await.map(|_| ())
}

/// Which of a post's counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Answers.
    Replies,
    /// Reposts.
    Reposts,
    /// Likes.
    Likes,
    /// Quotes.
    Quotes,
}

/// Changes a count by `change`.
pub async fn count(conn: &mut Conn, id: PostId, which: Count, change: i64) -> Result<()> {
    let column = match which {
        Count::Replies => "replies",
        Count::Reposts => "reposts",
        Count::Likes => "likes",
        Count::Quotes => "quotes",
    };
    let sql = format!("update posts set {column} = {column} + $2 where id = $1 and {column} + $2 >= 0");
    conn.execute(&sql, args![id, change]).await.map(|_| ())
}

/// The repost of a post by an account.
pub async fn repost_by(conn: &mut Conn, of: PostId, account: AccountId) -> Result<Option<PostId>> {
    let row =
        conn.row("select id from posts where repost_of = $1 and author_id = $2", args![of, account]).await?;
    row.map(|row| row.id(0)).transpose()
}

/// All reposts of a post.
pub async fn reposts_of(conn: &mut Conn, of: PostId) -> Result<Vec<Post>> {
    let sql = format!("select {COLUMNS} from posts p where p.repost_of = $1");
    read_all(&conn.rows(&sql, args![of]).await?)
}

/// Who reposted a post and may be shown to the viewer: the repost's id, for paging, and the account.
pub async fn reposters(
    conn: &mut Conn,
    of: PostId,
    viewer: Viewer,
    page: Page,
) -> Result<Vec<(i64, AccountId)>> {
    let sql = format!(
        "select p.id, p.author_id from posts p where p.repost_of = $1 and p.id < $2 and p.id > $3 and {} \
         order by p.id {} limit $5",
        visible("p", "$4"),
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let args = args![of, page.cursor.upper(), page.cursor.lower(), number(viewer), page.limit];
    let mut rows: Vec<(i64, AccountId)> = conn
        .rows(&sql, args)
        .await?
        .iter()
        .map(|row| Ok((row.int(0)?, row.id(1)?)))
        .collect::<Result<_>>()?;
    rows.sort_unstable_by_key(|(id, _)| std::cmp::Reverse(*id));
    Ok(rows)
}

/// What a post answers, and what that answers (the joins are crossed so that SQLite keeps their
/// order: from the few of the thread to their rows, never through all rows), up to `limit`, first of the thread first, as far as
/// the viewer may see them.
pub async fn ancestors(conn: &mut Conn, post: &Post, viewer: Viewer, limit: usize) -> Result<Vec<PostId>> {
    let sql = format!(
        "with recursive above (id, up, depth) as (\
         select id, reply_to, 0 from posts where id = $1 \
         union all \
         select p.id, p.reply_to, a.depth + 1 from above a cross join posts p where p.id = a.up and a.depth < $3) \
         select p.id from above a cross join posts p where p.id = a.id and a.depth > 0 and {} order by a.depth desc",
        visible("p", "$2")
    );
    let rows = conn.rows(&sql, args![post.id, number(viewer), limit]).await?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// Everything below a post, up to `limit`, as far as the viewer may see it: each with what it
/// answers, in order of writing.
pub async fn descendants(
    conn: &mut Conn,
    post: PostId,
    viewer: Viewer,
    limit: usize,
) -> Result<Vec<(PostId, PostId)>> {
    let sql = format!(
        "with recursive below (id, up, depth) as (\
         select id, reply_to, 1 from posts where reply_to = $1 \
         union all \
         select p.id, p.reply_to, b.depth + 1 from below b cross join posts p where p.reply_to = b.id and b.depth < 200) \
         select p.id, b.up from below b cross join posts p where p.id = b.id and {} order by p.id limit $3",
        visible("p", "$2")
    );
    let rows = conn.rows(&sql, args![post, number(viewer), limit]).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.id(1)?))).collect()
}

/// Accepted quotes of a post the viewer may see.
pub async fn quotes_of(conn: &mut Conn, post: PostId, viewer: Viewer, page: Page) -> Result<Vec<PostId>> {
    let sql = format!(
        "select p.id from posts p where p.quote_of = $1 and p.quote_state = {} and p.id < $2 and p.id > $3 and {} \
         order by p.id {} limit $5",
        QuoteState::Accepted.number(),
        visible("p", "$4"),
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    let args = args![post, page.cursor.upper(), page.cursor.lower(), number(viewer), page.limit];
    let mut ids: Vec<PostId> =
        conn.rows(&sql, args).await?.iter().map(|row| row.id(0)).collect::<Result<_>>()?;
    ids.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
    Ok(ids)
}

/// A member's pinned posts, last pinned first.
pub async fn pinned(conn: &mut Conn, author: AccountId, viewer: Viewer) -> Result<Vec<PostId>> {
    let sql = format!(
        "select p.id from posts p where p.author_id = $1 and p.pinned_at is not null and {} order by p.pinned_at desc",
        visible("p", "$2")
    );
    conn.rows(&sql, args![author, number(viewer)]).await?.iter().map(|row| row.id(0)).collect()
}

/// Pins or unpins.
pub async fn set_pinned(conn: &mut Conn, id: PostId, at: Option<Time>) -> Result<()> {
    conn.execute("update posts set pinned_at = $2 where id = $1", args![id, at]).await.map(|_| ())
}

/// How many posts a member has pinned.
pub async fn pins(conn: &mut Conn, author: AccountId) -> Result<i64> {
    conn.number("select count(*) from posts where author_id = $1 and pinned_at is not null", args![author])
        .await
}

/// What an account's timeline shows.
#[derive(Clone, Debug, Default)]
pub struct AccountTimeline {
    /// Only posts with media.
    pub only_media: bool,
    /// No replies to others.
    pub exclude_replies: bool,
    /// No reposts.
    pub exclude_reposts: bool,
    /// Only with this tag, folded.
    pub tagged: Option<String>,
}

/// An account's posts from the rows: for pages that lie deeper than memory, and for filters memory
/// does not hold.
pub async fn of_account(
    conn: &mut Conn,
    author: AccountId,
    viewer: Viewer,
    show: &AccountTimeline,
    page: Page,
) -> Result<Vec<PostId>> {
    let mut wanted = String::new();
    if show.only_media {
        wanted.push_str(" and p.repost_of is null and exists (select 1 from media m where m.post_id = p.id)");
    }
    if show.exclude_replies {
        wanted.push_str(" and (p.reply_to is null or p.reply_to_author = p.author_id)");
    }
    if show.exclude_reposts {
        wanted.push_str(" and p.repost_of is null");
    }
    let mut args = args![author, number(viewer), page.cursor.upper(), page.cursor.lower(), page.limit];
    if let Some(tag) = &show.tagged {
        wanted.push_str(" and exists (select 1 from post_tags t where t.tag = $6 and t.post_id = p.id)");
        args.push(tag.into());
    }
    let sql = format!(
        "select p.id from posts p where p.author_id = $1 and p.id < $3 and p.id > $4 and {}{wanted} \
         order by p.id {} limit $5",
        visible("p", "$2"),
        if page.cursor.climbs() { "asc" } else { "desc" }
    );
    newest_first(conn.rows(&sql, args).await?)
}

/// Ids of a page's rows, newest first whichever way the page was read.
pub(crate) fn newest_first(rows: Vec<Row>) -> Result<Vec<PostId>> {
    let mut ids: Vec<PostId> = rows.iter().map(|row| row.id(0)).collect::<Result<_>>()?;
    ids.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
    Ok(ids)
}

/// Who wrote each of these posts.
pub async fn authors(conn: &mut Conn, posts: &[PostId]) -> Result<Vec<(PostId, AccountId)>> {
    let mut args = vec![];
    let sql = format!("select id, author_id from posts where id in ({})", list(&mut args, posts));
    conn.rows(&sql, args).await?.iter().map(|row| Ok((row.id(0)?, row.id(1)?))).collect()
}

/// All accepted quotes of a post, whoever asks.
pub async fn accepted_quotes(conn: &mut Conn, of: PostId) -> Result<Vec<Post>> {
    let sql = format!(
        "select {COLUMNS} from posts p where p.quote_of = $1 and p.quote_state = {}",
        QuoteState::Accepted.number()
    );
    read_all(&conn.rows(&sql, args![of]).await?)
}

/// Lets the quotes of a post that is about to go say so; answers them.
pub async fn orphan_quotes(conn: &mut Conn, of: PostId) -> Result<Vec<PostId>> {
    let sql = format!(
        "update posts set quote_state = {}, quote_of = null where quote_of = $1 returning id",
        QuoteState::Deleted.number()
    );
    conn.rows(&sql, args![of]).await?.iter().map(|row| row.id(0)).collect()
}

/// The newest post's id; 0 when there is none.
pub async fn last_id(conn: &mut Conn) -> Result<i64> {
    conn.number("select max(id) from posts", vec![]).await
}
