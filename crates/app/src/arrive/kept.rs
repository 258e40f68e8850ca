//! What was liked, put aside or passed on elsewhere and is not known here is kept by its address: it
//! goes along when the member leaves again.

use super::bring::Bringing;
use super::people::done;
use crate::{Actor, App, Error, Result};
use archive::Repost;
use model::event::PostFacts;
use model::limits::{IMPORT_FINDINGS, IMPORT_KEPT};
use model::{AccountId, Event, Post, PostId, Time, Visibility};
use store::Tx;
use store::kept::{Address, Kept};
use store::posts::Count;

/// Marks that wait for their posts.
const MARKS: usize = 50_000;
/// Addresses written together.
const AT_ONCE: usize = 500;
/// Bytes of an address.
const ADDRESS: usize = 600;

impl Bringing {
    /// Likes or puts aside what is here; what is not may come yet.
    pub(super) async fn mark(&mut self, kind: Kept, address: String) -> Result<()> {
        let mark = Address {
            id: self.app.id(),
            kind,
            address,
            key: String::new(),
            at: self.app.now(),
            visibility: Visibility::default(),
        };
        if !self.marked(&mark).await? {
            self.marks.push(mark);
        }
        if self.marks.len() >= MARKS { self.take_marks().await } else { Ok(()) }
    }

    /// Whether what is marked is here, and is marked now.
    async fn marked(&mut self, mark: &Address) -> Result<bool> {
        let Some(post) = self.post_at(&mark.address).await? else { return Ok(false) };
        if mark.kind == Kept::Like {
            self.report.likes += usize::from(done(self.app.like_quietly(self.me, post, mark.id).await)?);
        } else {
            let kept = self.app.bookmark_as(self.me, post, true, mark.id).await;
            self.report.bookmarks += usize::from(done(kept)?);
        }
        Ok(true)
    }

    /// Looks once more for what was marked, now that all posts are here, and keeps the address of what
    /// is not.
    pub(super) async fn take_marks(&mut self) -> Result<()> {
        for mark in std::mem::take(&mut self.marks) {
            if !self.marked(&mark).await? {
                self.report.not_here += 1;
                self.put_by(mark).await?;
            }
        }
        Ok(())
    }

    /// Passes on again, in silence and as of then, what is known here; keeps the address of what is not.
    pub(super) async fn take_repost(&mut self, repost: Repost) -> Result<()> {
        self.report.reposts += 1;
        let plain = |text: &str| text.len() <= ADDRESS && !text.chars().any(char::is_control);
        let Some(of) = repost.of.filter(|of| !of.is_empty() && plain(of)) else { return Ok(()) };
        let now = self.app.now();
        let (at, reach) = (repost.at.unwrap_or(now).min(now), self.visibility(repost.audience));
        if let Some(post) = self.post_at(&of).await? {
            match self.app.repost_quietly(self.me, post, at, reach).await {
                Ok(_) | Err(Error::Forbidden(_) | Error::NotFound | Error::Invalid(_)) => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        let key = if plain(&repost.key) { repost.key } else { String::new() };
        let address =
            Address { id: self.app.id(), kind: Kept::Repost, address: of, key, at, visibility: reach };
        self.put_by(address).await
    }

    async fn put_by(&mut self, address: Address) -> Result<()> {
        if self.report.elsewhere.len() < IMPORT_FINDINGS {
            self.report.elsewhere.push(address.address.clone());
        }
        self.kept.push(address);
        if self.kept.len() >= AT_ONCE { self.write_kept().await } else { Ok(()) }
    }

    /// Writes what was gathered.
    pub(super) async fn write_kept(&mut self) -> Result<()> {
        let (me, kept) = (self.me.account, std::mem::take(&mut self.kept));
        if kept.is_empty() {
            return Ok(());
        }
        let (new, left) = self.app.write(move |tx| Box::pin(async move { keep(tx, me, kept).await })).await?;
        self.report.kept += new;
        if left > 0 {
            *self.report.left_out.entry(super::report::TOO_MANY.to_owned()).or_default() += left;
        }
        Ok(())
    }
}

/// How many were new, and for how many there was no room.
async fn keep(tx: &mut Tx, me: AccountId, kept: Vec<Address>) -> Result<(usize, usize)> {
    let held = store::kept::count(tx, me).await?;
    let room = IMPORT_KEPT.saturating_sub(usize::try_from(held).unwrap_or(usize::MAX));
    let (mut new, mut left) = (0, 0);
    for address in kept {
        if new < room {
            new += usize::from(store::kept::keep(tx, me, &address).await?);
        } else {
            left += 1;
        }
    }
    Ok((new, left))
}

impl App {
    /// Passes a post on as the member did long ago: its author is not told now.
    async fn repost_quietly(&self, me: Actor, post: PostId, at: Time, reach: Visibility) -> Result<PostId> {
        let (me, node) = (me.account, self.config().node);
        self.write(move |tx| Box::pin(async move { repost(tx, me, node, post, at, reach).await })).await
    }
}

async fn repost(
    tx: &mut Tx,
    me: AccountId,
    node: u8,
    post: PostId,
    at: Time,
    reach: Visibility,
) -> Result<PostId> {
    let original = crate::react::seen(tx, post, me).await?;
    if let Some(known) = store::posts::repost_by(tx, original.id, me).await? {
        return Ok(known);
    }
    let visibility = crate::repost::reach(&original, me, Some(reach))?;
    let id = store::imports::free_id(tx, node, at).await?;
    let repost = Post {
        id,
        author: me,
        created_at: at,
        visibility,
        local_only: original.local_only,
        thread: id,
        repost_of: Some(original.id),
        language: original.language.clone(),
        ..Post::default()
    };
    store::posts::insert(tx, &repost).await?;
    store::posts::count(tx, original.id, Count::Reposts, 1).await?;
    store::accounts::count_post(tx, me, 1, None).await?;
    let facts = crate::repost::facts(&repost, &original);
    tx.log(at, Event::Published(PostFacts { backdated: true, ..facts }));
    Ok(id)
}
