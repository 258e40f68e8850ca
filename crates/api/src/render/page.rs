//! A page of statuses put together for one viewer.

use super::Face;
use super::shown::Shown;
use crate::Api;
use crate::entities::{self, poll::poll, status::quote_approval};
use crate::error::Result;
use app::ReaderState;
use model::{AccountId, FilterContext, PostId, QuotePolicy, QuoteState, Time, Visibility};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A status within a status (a reblog, a quote) may hold another; beyond that only ids are told.
const DEPTH: usize = 2;

/// Everything a page of statuses needs, fetched beforehand.
pub(super) struct Page<'a> {
    api: &'a Api,
    viewer: Option<(AccountId, Arc<ReaderState>)>,
    context: Option<FilterContext>,
    posts: HashMap<PostId, Arc<Shown>>,
    faces: HashMap<AccountId, Face>,
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
        let mut posts = api.shown(ids).await?;
        for _ in 0..=DEPTH {
            let inner: Vec<PostId> = posts
                .values()
                .flat_map(|post| [post.repost_of, post.quote.and_then(|(quoted, _)| quoted)])
                .flatten()
                .filter(|id| !posts.contains_key(id))
                .collect();
            if inner.is_empty() {
                break;
            }
            posts.extend(api.shown(&inner).await?);
        }
        let mut authors: Vec<AccountId> = posts.values().map(|post| post.author).collect();
        authors.sort_unstable();
        authors.dedup();
        let faces = api.faces(&authors).await?;
        let mut page =
            Self { api, viewer, context, posts, faces, withheld: HashSet::new(), now: api.app.now() };
        page.withhold().await?;
        Ok(page)
    }

    /// A JSON array of these posts; those that are gone are left out.
    pub(super) fn array(&self, ids: &[PostId]) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.length(ids));
        out.push(b'[');
        for post in ids.iter().filter_map(|id| self.posts.get(id)) {
            if out.len() > 1 {
                out.push(b',');
            }
            self.write(&mut out, post, 0);
        }
        out.push(b']');
        out
    }

    /// About how long a page of these posts is: what is kept of them, and room for what differs.
    fn length(&self, ids: &[PostId]) -> usize {
        const FLAGS: usize = 512;
        let own = |post: &Shown| {
            post.core.len() + self.faces.get(&post.author).map_or(0, |face| face.len()) + FLAGS
        };
        let whole = |id: &PostId| {
            let Some(post) = self.posts.get(id) else { return 0 };
            let inner = [post.repost_of, post.quote.and_then(|(quoted, _)| quoted)];
            own(post)
                + inner
                    .into_iter()
                    .flatten()
                    .filter_map(|id| self.posts.get(&id))
                    .map(|post| own(post))
                    .sum::<usize>()
        };
        ids.iter().map(whole).sum::<usize>() + 2
    }

    /// One of these posts.
    pub(super) fn one(&self, id: PostId) -> Option<Vec<u8>> {
        let post = self.posts.get(&id)?;
        let mut out = Vec::with_capacity(4_096);
        self.write(&mut out, post, 0);
        Some(out)
    }

    /// Finds quoted posts whose visibility depends on who looks.
    async fn withhold(&mut self) -> Result<()> {
        let quoted = self.posts.values().filter_map(|post| post.quote?.0);
        let doubtful = |id: &PostId| {
            self.posts.get(id).is_some_and(|post| !post.visibility.is_open() || self.hides(post.author))
        };
        let mut doubtful: Vec<PostId> = quoted.filter(doubtful).collect();
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

    fn write(&self, out: &mut Vec<u8>, post: &Shown, depth: usize) {
        out.extend_from_slice(&post.core);
        out.extend_from_slice(b",\"account\":");
        match self.faces.get(&post.author) {
            Some(face) => out.extend_from_slice(face),
            None => out.extend_from_slice(b"null"),
        }
        self.write_reblog(out, post, depth);
        self.write_poll(out, post);
        self.write_quote(out, post, depth);
        if let Some((me, state)) = &self.viewer {
            self.write_flags(out, post, *me, state);
        }
        out.push(b'}');
    }

    fn write_reblog(&self, out: &mut Vec<u8>, post: &Shown, depth: usize) {
        out.extend_from_slice(b",\"reblog\":");
        match post.repost_of.and_then(|of| self.posts.get(&of)).filter(|_| depth < DEPTH) {
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

    fn write_quote(&self, out: &mut Vec<u8>, post: &Shown, depth: usize) {
        out.extend_from_slice(b",\"quote_approval\":");
        out.extend_from_slice(quote_approval(post.quote_policy, self.may_quote(post)).as_bytes());
        let Some((quoted, state)) = post.quote else { return out.extend_from_slice(b",\"quote\":null") };
        let (word, shows) = self.quote_state(quoted, state);
        let inner = quoted.and_then(|id| self.posts.get(&id)).filter(|_| shows);
        match inner {
            Some(inner) if depth < DEPTH => {
                out.extend_from_slice(
                    format!(",\"quote\":{{\"state\":\"{word}\",\"quoted_status\":").as_bytes(),
                );
                self.write(out, inner, depth + 1);
                out.push(b'}');
            }
            Some(inner) => {
                field(out, "quote", &json!({ "state": word, "quoted_status_id": inner.id.to_string() }));
            }
            None => field(out, "quote", &json!({ "state": word, "quoted_status": null })),
        }
    }

    /// The word for where a quote stands for this viewer, and whether the quoted post is shown.
    fn quote_state(&self, quoted: Option<PostId>, state: QuoteState) -> (&'static str, bool) {
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
        let Some(post) = quoted.and_then(|id| self.posts.get(&id)) else { return ("deleted", false) };
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
        match (post.visibility, post.quote_policy) {
            (Visibility::Direct, _) => false,
            _ if post.author == *me => true,
            (Visibility::Followers, _) | (_, QuotePolicy::Nobody) => false,
            (_, QuotePolicy::Everyone) => true,
            (_, QuotePolicy::Followers) => self.api.app.follows(state, post.author),
        }
    }

    fn write_flags(&self, out: &mut Vec<u8>, post: &Shown, me: AccountId, state: &ReaderState) {
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
        self.write_filtered(out, post, state);
    }

    fn write_filtered(&self, out: &mut Vec<u8>, post: &Shown, state: &ReaderState) {
        let Some(context) = self.context.filter(|_| !state.filters.is_empty()) else {
            return out.extend_from_slice(b",\"filtered\":[]");
        };
        let subject = post.repost_of.and_then(|of| self.posts.get(&of)).map_or(post, |original| original);
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
