//! What a member wrote as one table: `posts.parquet`, a row a post, newest first.

use super::activity;
use super::outbox::{addresses, own_page};
use super::{CHUNK, Send};
use crate::{App, PostView, Result};
use dataset::posts::{PostRow, PostTable};
use model::{Account, Page, PostId, Visibility};
use std::collections::HashMap;
use store::kept::Context;

/// Writes it.
pub(super) async fn posts(app: &App, account: &Account, send: &Send<'_>) -> Result<()> {
    send.begin("posts.parquet").await?;
    let mut table = PostTable::new()?;
    let mut next = Some(Page::first(CHUNK));
    while let Some(page) = next {
        let (views, after) = own_page(app, account.id, page).await?;
        next = after;
        let named =
            views.iter().flat_map(|view| [view.post.reply_to, view.post.quote_of].into_iter().flatten());
        let named: Vec<PostId> = named.collect();
        let ids: Vec<PostId> = views.iter().map(|view| view.post.id).collect();
        let around = Around {
            app,
            account,
            addresses: addresses(app, account.id, &named).await?.into_iter().collect(),
            contexts: store::kept::contexts(&mut app.read().await?, &ids).await?.into_iter().collect(),
        };
        for view in views.iter().filter(|view| view.post.repost_of.is_none()) {
            table.add(around.row(view))?;
        }
        let written = table.take();
        if !written.is_empty() {
            send.bytes(written).await?;
        }
    }
    send.bytes(table.finish()?).await
}

struct Around<'a> {
    app: &'a App,
    account: &'a Account,
    addresses: HashMap<PostId, String>,
    contexts: HashMap<PostId, Context>,
}

impl Around<'_> {
    fn row(&self, view: &PostView) -> PostRow {
        let post = &view.post;
        let known = |id: Option<PostId>| self.addresses.get(&id?).cloned();
        let elsewhere = self.contexts.get(&post.id).cloned().unwrap_or_default();
        let media = || view.media.iter().filter(|medium| !medium.file.is_empty());
        PostRow {
            id: activity::address(self.app.config(), post, self.account),
            created_at: post.created_at.millis(),
            edited_at: post.edited_at.map(model::Time::millis),
            visibility: visibility(post.visibility).to_owned(),
            language: post.language.clone(),
            text: post.text.clone(),
            html: post.html.clone(),
            content_warning: Some(post.spoiler.clone()).filter(|warning| !warning.is_empty()),
            in_reply_to: known(post.reply_to).or(elsewhere.reply_to),
            quote_of: known(post.quote_of).or(elsewhere.quote),
            tags: view.tags.iter().map(|tag| tag.display.clone()).collect(),
            media: media().map(|medium| activity::place(&medium.file)).collect(),
            media_descriptions: media().map(|medium| medium.alt.clone()).collect(),
            replies: post.replies,
            reposts: post.reposts,
            likes: post.likes,
            quotes: post.quotes,
        }
    }
}

/// In the words other programs know.
const fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Unlisted => "unlisted",
        Visibility::Followers => "private",
        Visibility::Direct => "direct",
    }
}
