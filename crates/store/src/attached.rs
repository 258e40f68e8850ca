//! What hangs on posts: mentions, tags, media, polls, link cards, revisions. Read in batches, so
//! that a page of posts costs a handful of queries however long it is.

use crate::row::to_json;
use crate::{Conn, Result, Row, args, list};
use model::post::{LinkCard, Revision, Tag};
use model::{AccountId, Media, MediaId, MediaKind, Mention, Poll, PollId, PostId, Time};

/// Who the posts mention, silently mentioned people left out.
pub async fn mentions(conn: &mut Conn, posts: &[PostId]) -> Result<Vec<(PostId, Mention)>> {
    let mut args = vec![];
    let sql = format!(
        "select m.post_id, a.id, a.username, a.domain, a.url from mentions m join accounts a on a.id = m.account_id \
         where m.post_id in ({}) and m.silent = 0 order by m.post_id, a.id",
        list(&mut args, posts)
    );
    let read = |row: &Row| {
        let mention = Mention {
            id: row.id(1)?,
            username: row.text(2)?,
            domain: row.opt_text(3)?,
            url: row.opt_text(4)?,
        };
        Ok((row.id(0)?, mention))
    };
    conn.rows(&sql, args).await?.iter().map(read).collect()
}

/// Replaces whom a post mentions.
pub async fn set_mentions(conn: &mut Conn, post: PostId, accounts: &[AccountId]) -> Result<()> {
    conn.execute("delete from mentions where post_id = $1", args![post]).await?;
    for account in accounts {
        let sql = "insert into mentions (post_id, account_id) values ($1, $2) on conflict do nothing";
        conn.execute(sql, args![post, *account]).await?;
    }
    Ok(())
}

/// The posts' tags.
pub async fn tags(conn: &mut Conn, posts: &[PostId]) -> Result<Vec<(PostId, Tag)>> {
    let mut args = vec![];
    let sql = format!(
        "select pt.post_id, t.name, t.display from post_tags pt join tags t on t.name = pt.tag \
         where pt.post_id in ({}) order by pt.post_id, t.name",
        list(&mut args, posts)
    );
    let read = |row: &Row| Ok((row.id(0)?, Tag { name: row.text(1)?, display: row.text(2)? }));
    conn.rows(&sql, args).await?.iter().map(read).collect()
}

/// Replaces a post's tags; tags met for the first time are remembered as written.
pub async fn set_tags(
    conn: &mut Conn,
    post: PostId,
    author: AccountId,
    tags: &[Tag],
    at: Time,
) -> Result<()> {
    conn.execute("delete from post_tags where post_id = $1", args![post]).await?;
    for tag in tags {
        let sql = "insert into tags (name, display, created_at) values ($1, $2, $3) on conflict do nothing";
        conn.execute(sql, args![&tag.name, &tag.display, at]).await?;
        let sql =
            "insert into post_tags (tag, post_id, account_id) values ($1, $2, $3) on conflict do nothing";
        conn.execute(sql, args![&tag.name, post, author]).await?;
    }
    Ok(())
}

const MEDIA: &str = "id, owner_id, post_id, kind, file, small, mime, bytes, shape, focus, alt, blurhash, ready, \
    created_at, ai_generated, credentials, drawn";

fn media_from_row(row: &Row) -> Result<Media> {
    Ok(Media {
        id: row.id(0)?,
        owner: row.id(1)?,
        post: row.opt_id(2)?,
        kind: MediaKind::from_word(&row.text(3)?),
        file: row.text(4)?,
        small: row.opt_text(5)?,
        mime: row.text(6)?,
        bytes: row.int(7)?,
        shape: row.json(8)?,
        focus: row.opt_text(9)?.and_then(|text| serde_json::from_str(&text).ok()),
        alt: row.text(10)?,
        blurhash: row.opt_text(11)?,
        ready: row.flag(12)?,
        created_at: row.time(13)?,
        ai_generated: row.flag(14)?,
        credentials: row.flag(15)?,
        drawn: row.flag(16)?,
    })
}

/// The posts' media, in the order of each post.
pub async fn media(conn: &mut Conn, posts: &[PostId]) -> Result<Vec<Media>> {
    let mut args = vec![];
    let sql = format!(
        "select {MEDIA} from media where post_id in ({}) order by post_id, held, id",
        list(&mut args, posts)
    );
    conn.rows(&sql, args).await?.iter().map(media_from_row).collect()
}

/// Media by id.
pub async fn media_by_id(conn: &mut Conn, ids: &[MediaId]) -> Result<Vec<Media>> {
    let mut args = vec![];
    let sql = format!("select {MEDIA} from media where id in ({})", list(&mut args, ids));
    conn.rows(&sql, args).await?.iter().map(media_from_row).collect()
}

/// Everything an account uploaded.
pub async fn media_of(conn: &mut Conn, owner: AccountId) -> Result<Vec<Media>> {
    let sql = format!("select {MEDIA} from media where owner_id = $1");
    conn.rows(&sql, args![owner]).await?.iter().map(media_from_row).collect()
}

/// Adds a medium that belongs to no post yet.
pub async fn insert_media(conn: &mut Conn, media: &Media) -> Result<()> {
    let sql = format!(
        "insert into media ({MEDIA}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
         $16, $17)"
    );
    let args = args![
        media.id,
        media.owner,
        media.post,
        media.kind.word(),
        &media.file,
        media.small.clone(),
        &media.mime,
        media.bytes,
        to_json(&media.shape)?,
        media.focus.as_ref().map(to_json).transpose()?,
        &media.alt,
        media.blurhash.clone(),
        media.ready,
        media.created_at,
        media.ai_generated,
        media.credentials,
        media.drawn,
    ];
    conn.execute(&sql, args).await.map(|_| ())
}

/// Changes what its owner says of a medium; one that a model made here stays marked so.
pub async fn describe_media(conn: &mut Conn, media: &Media) -> Result<()> {
    let sql = "update media set focus = $2, alt = $3, \
        ai_generated = case when exists (select 1 from creations c where c.media_id = media.id \
        and c.maker <> 'rules') then 1 else $4 end where id = $1";
    let focus = media.focus.as_ref().map(to_json).transpose()?;
    conn.execute(sql, args![media.id, focus, &media.alt, media.ai_generated]).await.map(|_| ())
}

/// A film or sound has been worked on: what it became. What its owner said of it meanwhile stands.
pub async fn finish_media(conn: &mut Conn, media: &Media) -> Result<()> {
    let sql = "update media set kind = $2, file = $3, small = $4, mime = $5, bytes = $6, shape = $7, blurhash = $8, \
        ready = $9, credentials = $10, ai_generated = case when ai_generated = 1 then 1 else $11 end where id = $1";
    let args = args![
        media.id,
        media.kind.word(),
        &media.file,
        media.small.clone(),
        &media.mime,
        media.bytes,
        to_json(&media.shape)?,
        media.blurhash.clone(),
        media.ready,
        media.credentials,
        media.ai_generated,
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Makes exactly these media the post's, in this order. Media it had before become loose.
pub async fn set_media(conn: &mut Conn, post: PostId, media: &[MediaId]) -> Result<()> {
    conn.execute("update media set post_id = null where post_id = $1", args![post]).await?;
    for (place, id) in media.iter().enumerate() {
        conn.execute("update media set post_id = $2, held = $3 where id = $1", args![*id, post, place])
            .await?;
    }
    Ok(())
}

/// Removes a medium's row.
pub async fn delete_media(conn: &mut Conn, id: MediaId) -> Result<()> {
    crate::creations::forget_media(conn, id).await?;
    conn.execute("delete from media where id = $1", args![id]).await.map(|_| ())
}

/// Media that belong to no post and are older than a moment.
pub async fn loose_media(conn: &mut Conn, before: Time, limit: usize) -> Result<Vec<Media>> {
    let sql =
        format!("select {MEDIA} from media where post_id is null and held >= 0 and created_at < $1 limit $2");
    conn.rows(&sql, args![before, limit]).await?.iter().map(media_from_row).collect()
}

const POLL: &str = "id, post_id, expires_at, multiple, hide_totals, options, voters";

fn poll_from_row(row: &Row) -> Result<Poll> {
    Ok(Poll {
        id: row.id(0)?,
        post: row.id(1)?,
        expires_at: row.opt_time(2)?,
        multiple: row.flag(3)?,
        hide_totals: row.flag(4)?,
        options: row.json(5)?,
        voters: row.int(6)?,
    })
}

/// The posts' polls.
pub async fn polls(conn: &mut Conn, posts: &[PostId]) -> Result<Vec<Poll>> {
    let mut args = vec![];
    let sql = format!("select {POLL} from polls where post_id in ({})", list(&mut args, posts));
    conn.rows(&sql, args).await?.iter().map(poll_from_row).collect()
}

/// A poll.
pub async fn poll(conn: &mut Conn, id: PollId) -> Result<Option<Poll>> {
    let sql = format!("select {POLL} from polls where id = $1");
    conn.row(&sql, args![id]).await?.as_ref().map(poll_from_row).transpose()
}

/// Adds a poll, or replaces it.
pub async fn put_poll(conn: &mut Conn, poll: &Poll) -> Result<()> {
    let sql = format!(
        "insert into polls ({POLL}) values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do update set \
         expires_at = excluded.expires_at, multiple = excluded.multiple, hide_totals = excluded.hide_totals, \
         options = excluded.options, voters = excluded.voters"
    );
    let args = args![
        poll.id,
        poll.post,
        poll.expires_at,
        poll.multiple,
        poll.hide_totals,
        to_json(&poll.options)?,
        poll.voters
    ];
    conn.execute(&sql, args).await.map(|_| ())
}

/// Removes a poll and its votes.
pub async fn delete_poll(conn: &mut Conn, id: PollId) -> Result<()> {
    conn.execute("delete from votes where poll_id = $1", args![id]).await?;
    conn.execute("delete from polls where id = $1", args![id]).await.map(|_| ())
}

/// What an account chose, if it voted.
pub async fn vote(conn: &mut Conn, poll: PollId, account: AccountId) -> Result<Option<Vec<u8>>> {
    let sql = "select choices from votes where poll_id = $1 and account_id = $2";
    conn.row(sql, args![poll, account]).await?.map(|row| row.json(0)).transpose()
}

/// Keeps what an account chose; [`crate::Error::Taken`] when it has voted already.
pub async fn insert_vote(
    conn: &mut Conn,
    poll: PollId,
    account: AccountId,
    choices: &[u8],
    at: Time,
) -> Result<()> {
    let sql = "insert into votes (poll_id, account_id, choices, at) values ($1, $2, $3, $4)";
    conn.execute(sql, args![poll, account, to_json(&choices)?, at]).await.map(|_| ())
}

/// Who voted in a poll.
pub async fn voters(conn: &mut Conn, poll: PollId) -> Result<Vec<AccountId>> {
    let rows = conn.rows("select account_id from votes where poll_id = $1", args![poll]).await?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// The posts' link cards.
pub async fn cards(conn: &mut Conn, posts: &[PostId]) -> Result<Vec<(PostId, LinkCard)>> {
    let mut args = vec![];
    let sql = format!(
        "select pc.post_id, c.card from post_cards pc join cards c on c.url = pc.url where pc.post_id in ({})",
        list(&mut args, posts)
    );
    conn.rows(&sql, args).await?.iter().map(|row| Ok((row.id(0)?, row.json(1)?))).collect()
}

/// The card of a page, with when it was fetched.
pub async fn card(conn: &mut Conn, url: &str) -> Result<Option<(LinkCard, Time)>> {
    let row = conn.row("select card, fetched_at from cards where url = $1", args![url]).await?;
    row.map(|row| Ok((row.json(0)?, row.time(1)?))).transpose()
}

/// Keeps a card.
pub async fn put_card(conn: &mut Conn, url: &str, card: &LinkCard, at: Time) -> Result<()> {
    let sql = "insert into cards (url, card, fetched_at) values ($1, $2, $3) \
        on conflict (url) do update set card = excluded.card, fetched_at = excluded.fetched_at";
    conn.execute(sql, args![url, to_json(card)?, at]).await.map(|_| ())
}

/// Shows (or with none, no longer shows) a card under a post.
pub async fn set_card(conn: &mut Conn, post: PostId, url: Option<&str>) -> Result<()> {
    conn.execute("delete from post_cards where post_id = $1", args![post]).await?;
    if let Some(url) = url {
        conn.execute("insert into post_cards (post_id, url) values ($1, $2)", args![post, url]).await?;
    }
    Ok(())
}

/// Keeps an earlier state of a post.
pub async fn insert_revision(conn: &mut Conn, post: PostId, revision: &Revision) -> Result<()> {
    let sql = "insert into revisions (post_id, at, html, spoiler, sensitive, media, poll_options, quote_of) \
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing";
    let args = args![
        post,
        revision.at,
        &revision.html,
        &revision.spoiler,
        revision.sensitive,
        to_json(&revision.media)?,
        to_json(&revision.poll_options)?,
        revision.quote_of,
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// A post's earlier states, first first.
pub async fn revisions(conn: &mut Conn, post: PostId) -> Result<Vec<Revision>> {
    let sql = "select at, html, spoiler, sensitive, media, poll_options, quote_of from revisions where post_id = $1 order by at";
    let read = |row: &Row| {
        Ok(Revision {
            at: row.time(0)?,
            html: row.text(1)?,
            spoiler: row.text(2)?,
            sensitive: row.flag(3)?,
            media: row.json(4)?,
            poll_options: row.json(5)?,
            quote_of: row.opt_id(6)?,
        })
    };
    conn.rows(sql, args![post]).await?.iter().map(read).collect()
}

/// Everything an account chose in polls.
pub async fn votes_of(conn: &mut Conn, account: AccountId) -> Result<Vec<(PollId, Vec<u8>)>> {
    let rows = conn.rows("select poll_id, choices from votes where account_id = $1", args![account]).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.json(1)?))).collect()
}

/// Keeps a loose medium from being swept, or lets it be.
pub async fn set_held(conn: &mut Conn, id: MediaId, held: bool) -> Result<()> {
    let sql = "update media set held = $2 where id = $1 and post_id is null";
    conn.execute(sql, args![id, if held { -1_i64 } else { 0 }]).await.map(|_| ())
}
