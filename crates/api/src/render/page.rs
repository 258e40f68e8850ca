//! A page of statuses put together for one viewer.

use super::item::{DEPTH, Item, items};
use super::shown::Shown;
use crate::Api;
use crate::entities::{self, poll::poll, status::quote_approval};
use crate::error::Result;
use app::{Quotable, ReaderState};
use model::{AccountId, FilterContext, PostId, QuoteState, Time};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;

/// Everything a page of statuses needs, fetched beforehand.
pub(super) struct Page<'a> {
    api: &'a Api,
    viewer: Option<(AccountId, Arc<ReaderState>)>,
    context: Option<FilterContext>,
    items: Vec<Item>,
    /// Quoted posts the viewer may not see.
    withheld: HashSet<PostId>,
    now: Time,
}

impl<'a> Page<'a> {
    pub(super) async fn gather(
        api: &'a Api,
        viewer: Option<AccountId>,
        ids: &[PostId],
        context: Option<FilterContext>,
    ) -> Result<Self> {
        let viewer = match viewer {
            Some(account) => Some((account, api.app.reader(account).await?)),
            None => None,
        };
        let items = items(api, ids).await?;
        let mut items = items;
        if let Some((me, state)) = &viewer {
            let mut cap = state.created_cap(context);
            items.retain(|item| {
                let post = &item.original.as_deref().unwrap_or(item).post;
                post.author == *me || cap.lets(post.made)
            });
        }
        let mut page = Self { api, viewer, context, items, withheld: HashSet::new(), now: api.app.now() };
        page.withhold().await?;
        Ok(page)
    }

    /// A JSON array of these posts; those that are gone are left out.
    pub(super) fn array(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.items.iter().map(Item::length).sum::<usize>() + 2);
        out.push(b'[');
        for item in &self.items {
            if out.len() > 1 {
                out.push(b',');
            }
            self.write(&mut out, item, 0);
        }
        out.push(b']');
        out
    }

    /// The first of these posts.
    pub(super) fn first(&self) -> Option<Vec<u8>> {
        self.each().next().map(|(_, json)| json)
    }

    /// Each of these posts by itself.
    pub(super) fn each(&self) -> impl Iterator<Item = (PostId, Vec<u8>)> {
        self.items.iter().map(|item| {
            let mut out = Vec::with_capacity(item.length());
            self.write(&mut out, item, 0);
            (item.post.id, out)
        })
    }

    /// Finds quoted posts whose visibility depends on who looks.
    async fn withhold(&mut self) -> Result<()> {
        let mut quoted = Vec::new();
        self.items.iter().for_each(|item| item.quotes(&mut quoted));
        let doubtful = |post: &&Shown| !post.visibility.is_open() || self.hides(post.author);
        let mut doubtful: Vec<PostId> = quoted.into_iter().filter(doubtful).map(|post| post.id).collect();
        doubtful.sort_unstable();
        doubtful.dedup();
        if !doubtful.is_empty() {
            let seen =
                self.api.app.visible_posts(&doubtful, self.viewer.as_ref().map(|viewer| viewer.0)).await?;
            self.withheld = doubtful.into_iter().filter(|id| !seen.contains(id)).collect();
        }
        Ok(())
    }

    fn hides(&self, author: AccountId) -> bool {
        self.viewer.as_ref().is_some_and(|(_, state)| self.api.app.hides(state, author))
    }

    fn write(&self, out: &mut Vec<u8>, item: &Item, depth: usize) {
        out.extend_from_slice(&item.post.core);
        out.extend_from_slice(b",\"account\":");
        out.extend_from_slice(item.face.as_deref().unwrap_or(b"null"));
        self.write_reblog(out, item, depth);
        self.write_poll(out, &item.post);
        self.write_quote(out, item, depth);
        if let Some((me, state)) = &self.viewer {
            self.write_flags(out, item, *me, state);
        }
        out.push(b'}');
    }

    fn write_reblog(&self, out: &mut Vec<u8>, item: &Item, depth: usize) {
        out.extend_from_slice(b",\"reblog\":");
        match item.original.as_deref().filter(|_| depth < DEPTH) {
            Some(original) => self.write(out, original, depth + 1),
            None => out.extend_from_slice(b"null"),
        }
    }

    fn write_poll(&self, out: &mut Vec<u8>, post: &Shown) {
        let Some(asked) = &post.poll else { return out.extend_from_slice(b",\"poll\":null") };
        let value = match &self.viewer {
            Some((me, state)) => {
                let marks = state.marks.read();
                let chosen = marks.votes.get(&asked.id).map(Vec::as_slice);
                poll(asked, self.now, Some((post.author == *me, chosen)))
            }
            None => poll(asked, self.now, None),
        };
        field(out, "poll", &value);
    }

    fn write_quote(&self, out: &mut Vec<u8>, item: &Item, depth: usize) {
        let post = &item.post;
        out.extend_from_slice(b",\"quote_approval\":");
        out.extend_from_slice(quote_approval(post.quote_policy, self.may_quote(post)).as_bytes());
        let Some((_, state)) = post.quote else { return out.extend_from_slice(b",\"quote\":null") };
        let inner = item.quoted.as_deref();
        let (word, shows) = self.quote_state(inner.map(|inner| &*inner.post), state);
        match inner.filter(|_| shows) {
            Some(inner) if depth < DEPTH => {
                out.extend_from_slice(
                    format!(",\"quote\":{{\"state\":\"{word}\",\"quoted_status\":").as_bytes(),
                );
                self.write(out, inner, depth + 1);
                out.push(b'}');
            }
            Some(inner) => {
                field(out, "quote", &json!({ "state": word, "quoted_status_id": inner.post.id.to_string() }));
            }
            None => field(out, "quote", &json!({ "state": word, "quoted_status": null })),
        }
    }

    /// The word for where a quote stands for this viewer, and whether the quoted post is shown.
    fn quote_state(&self, quoted: Option<&Shown>, state: QuoteState) -> (&'static str, bool) {
        let word = match state {
            QuoteState::Pending => "pending",
            QuoteState::Accepted => "accepted",
            QuoteState::Rejected => "rejected",
            QuoteState::Revoked => "revoked",
            QuoteState::Deleted => "deleted",
        };
        if state != QuoteState::Accepted {
            return (word, false);
        }
        let Some(post) = quoted else { return ("deleted", false) };
        if self.withheld.contains(&post.id) {
            return ("unauthorized", false);
        }
        match &self.viewer {
            Some((_, state)) if self.api.app.blocks(state, post.author) => ("blocked_account", true),
            Some((_, state)) if self.api.app.hides(state, post.author) => ("muted_account", true),
            _ => (word, true),
        }
    }

    fn may_quote(&self, post: &Shown) -> bool {
        let Some((me, state)) = &self.viewer else { return false };
        let quotable =
            Quotable { author: post.author, visibility: post.visibility, policy: post.quote_policy };
        self.api.app.may_quote(*me, state, quotable)
    }

    fn write_flags(&self, out: &mut Vec<u8>, item: &Item, me: AccountId, state: &ReaderState) {
        let post = &item.post;
        let marks = state.marks.read();
        // A repost shows the marks of what it reposts.
        let marked = post.repost_of.unwrap_or(post.id);
        flag(out, "favourited", marks.likes.contains(&marked));
        flag(out, "reblogged", marks.reposts.contains(&marked));
        flag(out, "bookmarked", marks.bookmarks.contains(&marked));
        flag(out, "muted", marks.muted_threads.contains(&post.thread));
        if post.author == me && post.repost_of.is_none() {
            flag(out, "pinned", post.pinned);
        }
        self.write_filtered(out, item, state);
    }

    fn write_filtered(&self, out: &mut Vec<u8>, item: &Item, state: &ReaderState) {
        let Some(context) = self.context.filter(|_| !state.filters.is_empty()) else {
            return out.extend_from_slice(b",\"filtered\":[]");
        };
        let subject = &item.original.as_deref().unwrap_or(item).post;
        let found = state.filters.matches(context, self.now, subject.id, &subject.plain);
        let result = |found: &app::FilterMatch<'_>| {
            json!({
                "filter": entities::filter::summary(found.filter),
                "keyword_matches": found.keywords,
                "status_matches": found.posts.iter().map(ToString::to_string).collect::<Vec<_>>(),
            })
        };
        field(out, "filtered", &found.iter().map(result).collect());
    }
}

fn flag(out: &mut Vec<u8>, name: &str, value: bool) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(if value { b"\":true" } else { b"\":false" });
}

fn field(out: &mut Vec<u8>, name: &str, value: &Value) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
    out.extend_from_slice(value.to_string().as_bytes());
}
