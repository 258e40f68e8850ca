//! All a member wrote, as an ActivityStreams outbox, written while it is read.

use super::activity::{self, Around};
use crate::{App, PostView, Result};
use futures_util::stream::{BoxStream, StreamExt as _, try_unfold};
use model::post::Revision;
use model::{Account, AccountId, Cursor, Page, Post, PostId, Time};
use std::collections::HashMap;
use store::kept::{Kept, Piled};

/// Posts read at once.
const CHUNK: usize = 100;

const HEAD: &str = "{\"@context\":[\"https://www.w3.org/ns/activitystreams\",{\"toot\":\"http://joinmastodon.org/ns#\",\
\"focalPoint\":{\"@container\":\"@list\",\"@id\":\"toot:focalPoint\"},\"votersCount\":\"toot:votersCount\",\
\"braise\":{\"@id\":\"urn:braise:own\",\"@type\":\"@json\"}}],\"id\":\"outbox.json\",\
\"type\":\"OrderedCollection\",\"orderedItems\":[";

impl App {
    /// The outbox, newest first, in pieces.
    pub async fn export_posts(&self, me: AccountId) -> Result<BoxStream<'static, Result<String>>> {
        outbox(self, me, false).await
    }
}

/// The same; `beside` where the media lie beside it.
pub(super) async fn outbox(
    app: &App,
    me: AccountId,
    beside: bool,
) -> Result<BoxStream<'static, Result<String>>> {
    let account = app.account(me).await?;
    let begin = Writer { app: app.clone(), account, count: 0, next: Next::Head, beside, until: END };
    let pieces = try_unfold(begin, |writer| async {
        let written = writer.write().await;
        if let Err(error) = &written {
            tracing::warn!(%error, "an export ends early");
        }
        written
    });
    Ok(pieces.boxed())
}

/// A file half written.
struct Writer {
    app: App,
    account: Account,
    count: usize,
    next: Next,
    beside: bool,
    /// When the last post written was made; what was passed on since then is written too.
    until: Time,
}

/// Later than anything.
const END: Time = Time::from_millis(i64::MAX);

enum Next {
    Head,
    Posts(Page),
    Tail,
    Nothing,
}

impl Writer {
    /// The next piece of the file, and what is left.
    async fn write(mut self) -> Result<Option<(String, Self)>> {
        let (text, next) = match self.next {
            Next::Head => (HEAD.to_owned(), Next::Posts(Page::first(CHUNK))),
            Next::Posts(page) => self.posts(page).await?,
            Next::Tail => (format!("],\"totalItems\":{}}}\n", self.count), Next::Nothing),
            Next::Nothing => return Ok(None),
        };
        self.next = next;
        Ok(Some((text, self)))
    }

    async fn posts(&mut self, page: Page) -> Result<(String, Next)> {
        let (views, next) = own_page(&self.app, self.account.id, page).await?;
        let named = views.iter().flat_map(|view| {
            let post = &view.post;
            [post.reply_to, post.repost_of, post.quote_of].into_iter().flatten()
        });
        let named: Vec<PostId> = named.collect();
        let addresses = addresses(&self.app, self.account.id, &named).await?.into_iter().collect();
        let ids: Vec<PostId> = views.iter().map(|view| view.post.id).collect();
        let from =
            views.last().filter(|_| next.is_some()).map_or(Time::from_millis(0), |view| view.post.created_at);
        let (contexts, kept) = {
            let mut rows = self.app.read().await?;
            let kept = store::kept::reposts(&mut rows, self.account.id, from, self.until).await?;
            (store::kept::contexts(&mut rows, &ids).await?.into_iter().collect(), kept)
        };
        let revisions = revisions(&self.app, &views).await?;
        let config = self.app.config();
        let around =
            Around { config, author: &self.account, addresses, contexts, revisions, beside: self.beside };
        self.until = from;
        let mut kept = kept.iter().peekable();
        let (mut text, mut count) = (String::new(), self.count);
        let mut write = |activity: serde_json::Value| {
            text.push_str(if count == 0 { "\n" } else { ",\n" });
            text.push_str(&activity.to_string());
            count += 1;
        };
        for view in &views {
            while let Some(repost) = kept.next_if(|repost| repost.at > view.post.created_at) {
                write(around.kept(repost));
            }
            write(around.activity(view));
        }
        kept.for_each(|repost| write(around.kept(repost)));
        self.count = count;
        Ok((text, next.map_or(Next::Tail, Next::Posts)))
    }
}

/// What the edited ones of these posts were before.
async fn revisions(app: &App, views: &[PostView]) -> Result<HashMap<PostId, Vec<Revision>>> {
    let mut found = HashMap::new();
    let edited = views.iter().filter(|view| view.post.edited_at.is_some());
    let mut rows = app.read().await?;
    for view in edited {
        found.insert(view.post.id, store::attached::revisions(&mut rows, view.post.id).await?);
    }
    Ok(found)
}

/// A page of what a member wrote and passed on, newest first, and the page after it.
pub(super) async fn own_page(app: &App, me: AccountId, page: Page) -> Result<(Vec<PostView>, Option<Page>)> {
    let ids = app.own_posts(me, page).await?;
    let next = ids.last().filter(|_| ids.len() >= page.limit);
    let next = next.map(|oldest| Page { cursor: Cursor::before(oldest.0), limit: page.limit });
    let mut views: HashMap<PostId, PostView> =
        app.post_views(&ids).await?.into_iter().map(|view| (view.post.id, view)).collect();
    Ok((ids.iter().filter_map(|id| views.remove(id)).collect(), next))
}

/// Addresses of what is in a pile after `after`, first added first, and where the next come after.
pub(super) async fn piled(
    app: &App,
    me: AccountId,
    kind: Kept,
    after: i64,
) -> Result<(Vec<String>, Option<i64>)> {
    let found = store::kept::pile(&mut app.read().await?, kind, me, after, CHUNK).await?;
    let ids: Vec<PostId> = found.iter().filter_map(|(_, piled)| piled.post()).collect();
    let mut known: HashMap<PostId, String> = addresses(app, me, &ids).await?.into_iter().collect();
    let last = found.last().filter(|_| found.len() >= CHUNK).map(|(place, _)| *place);
    let address = |piled| match piled {
        Piled::Post(id) => known.remove(&id),
        Piled::Address(address) => Some(address),
    };
    Ok((found.into_iter().map(|(_, piled)| piled).filter_map(address).collect(), last))
}

/// The ActivityPub ids of posts, of those the member may see.
pub(super) async fn addresses(app: &App, me: AccountId, ids: &[PostId]) -> Result<Vec<(PostId, String)>> {
    let ids = app.visible_posts(ids, Some(me)).await?;
    let posts: Vec<Post> = app.post_views(&ids).await?.into_iter().map(|view| view.post).collect();
    let authors: Vec<AccountId> = posts.iter().map(|post| post.author).collect();
    let authors: HashMap<AccountId, Account> =
        app.accounts(&authors).await?.into_iter().map(|account| (account.id, account)).collect();
    let address = |post: &Post| {
        let author = authors.get(&post.author)?;
        Some((post.id, activity::address(app.config(), post, author)))
    };
    Ok(posts.iter().filter_map(address).collect())
}
