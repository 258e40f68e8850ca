//! All a member wrote, as an ActivityStreams outbox, written while it is read.

mod activity;

use crate::problem::Result;
use crate::visit::Visit;
use activity::Around;
use app::App;
use axum::body::Body;
use axum::response::IntoResponse as _;
use futures_util::stream::try_unfold;
use http::header;
use model::{Account, AccountId, Cursor, Page, Post, PostId};
use std::collections::HashMap;

/// Posts read at once.
const CHUNK: usize = 100;

const HEAD: &str = "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"outbox.json\",\
\"type\":\"OrderedCollection\",\"orderedItems\":[";

/// The file, newest first.
pub(super) async fn download(visit: &Visit, me: AccountId) -> Result {
    let account = visit.app().account(me).await?;
    let begin = Writer { app: visit.app().clone(), account, count: 0, next: Next::Head };
    let body = Body::from_stream(try_unfold(begin, |writer| async {
        let written = writer.write().await;
        if let Err(error) = &written {
            tracing::warn!(%error, "an export ends early");
        }
        written
    }));
    let headers = [
        (header::CONTENT_TYPE, "application/activity+json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"posts.json\""),
    ];
    Ok((headers, body).into_response())
}

/// A file half written.
struct Writer {
    app: App,
    account: Account,
    count: usize,
    next: Next,
}

enum Next {
    Head,
    Posts(Page),
    Tail,
    Nothing,
}

impl Writer {
    /// The next piece of the file, and what is left.
    async fn write(mut self) -> app::Result<Option<(String, Self)>> {
        let (text, next) = match self.next {
            Next::Head => (HEAD.to_owned(), Next::Posts(Page::first(CHUNK))),
            Next::Posts(page) => self.posts(page).await?,
            Next::Tail => (format!("],\"totalItems\":{}}}\n", self.count), Next::Nothing),
            Next::Nothing => return Ok(None),
        };
        self.next = next;
        Ok(Some((text, self)))
    }

    async fn posts(&mut self, page: Page) -> app::Result<(String, Next)> {
        let ids = self.app.own_posts(self.account.id, page).await?;
        let next = match ids.last().filter(|_| ids.len() >= CHUNK) {
            Some(oldest) => Next::Posts(Page { cursor: Cursor::before(oldest.0), limit: CHUNK }),
            None => Next::Tail,
        };
        let mut views: HashMap<PostId, app::PostView> =
            self.app.post_views(&ids).await?.into_iter().map(|view| (view.post.id, view)).collect();
        let named = views.values().flat_map(|view| {
            let post = &view.post;
            [post.reply_to, post.repost_of, post.quote_of].into_iter().flatten()
        });
        let named: Vec<PostId> = named.collect();
        let addresses = addresses(&self.app, self.account.id, &named).await?.into_iter().collect();
        let around = Around { config: self.app.config(), author: &self.account, addresses };
        let mut text = String::new();
        for view in ids.iter().filter_map(|id| views.remove(id)) {
            text.push_str(if self.count == 0 { "\n" } else { ",\n" });
            text.push_str(&around.activity(&view).to_string());
            self.count += 1;
        }
        Ok((text, next))
    }
}

/// The ActivityPub ids of posts, of those the member may see.
pub(super) async fn addresses(
    app: &App,
    me: AccountId,
    ids: &[PostId],
) -> app::Result<Vec<(PostId, String)>> {
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
