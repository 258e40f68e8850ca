//! Items become posts and ties, many to a transaction.

use super::parts::{Part, parts};
use super::past::{self, Past};
use super::waiting::Waiting;
use super::{ImportOptions, ImportReport, MediaShelf, Progress};
use crate::publish::Draft;
use crate::{Actor, App, Error, NewPost, Result};
use archive::{Audience, Item, Network, Own, Post, Repost};
use model::account::Preferences;
use model::limits::{ALT_CHARACTERS, VIDEO_BYTES};
use model::post::TextFormat;
use model::{ListId, MediaDetails, MediaId, PostId, Visibility};
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, HashSet};
use store::kept::{Address, Context};

/// Posts kept in one transaction.
const AT_ONCE: usize = 200;
/// Media in one transaction: each takes a while.
const MEDIA_AT_ONCE: usize = 12;

/// Reposts that wait for what they pass on.
const REPOSTS: usize = 50_000;

/// An archive on its way in.
pub(super) struct Bringing {
    pub(super) app: App,
    pub(super) me: Actor,
    pub(super) report: ImportReport,
    pub(super) lists: HashMap<String, ListId>,
    options: ImportOptions,
    preferences: Preferences,
    pub(super) username: String,
    pub(super) shelf: MediaShelf,
    lease: Option<i64>,
    batch: Vec<Post>,
    media: usize,
    waiting: Waiting,
    reposts: Vec<Repost>,
    /// Likes and bookmarks of what is not here yet.
    pub(super) marks: Vec<Address>,
    /// Addresses to be kept together.
    pub(super) kept: Vec<Address>,
    /// Network and name of people not known here, to be remembered together.
    pub(super) strangers: Vec<(&'static str, String)>,
}

/// A post ready to be kept, and how to find what it belongs to.
struct Ready {
    key: String,
    reply_to: Option<String>,
    quote: Option<String>,
    mentioned: Vec<(String, String)>,
    draft: Draft,
}

impl Bringing {
    pub(super) async fn new(
        app: App,
        me: Actor,
        options: ImportOptions,
        shelf: MediaShelf,
        network: Network,
        lease: Option<i64>,
    ) -> Result<Self> {
        let preferences = app.member(me.account).await?.preferences;
        let username = app.account(me.account).await?.username;
        Ok(Self {
            app,
            me,
            report: ImportReport { network: network.word().to_owned(), ..ImportReport::default() },
            lists: HashMap::new(),
            options,
            preferences,
            username,
            shelf,
            lease,
            batch: Vec::new(),
            media: 0,
            waiting: Waiting::default(),
            reposts: Vec::new(),
            marks: Vec::new(),
            kept: Vec::new(),
            strangers: Vec::new(),
        })
    }

    /// Takes an item; whether something has been kept.
    pub(super) async fn take(&mut self, item: Item) -> Result<bool> {
        match item {
            Item::Post(post) => return self.take_post(*post).await,
            Item::Repost(repost) => {
                self.reposts.push(*repost);
                if self.reposts.len() >= REPOSTS {
                    self.take_reposts().await?;
                }
            }
            Item::LeftOut { what } => *self.report.left_out.entry(what.to_owned()).or_default() += 1,
            Item::NotUnderstood { place, why } => self.report.find(place, why),
            Item::Profile(profile) => self.take_profile(*profile).await?,
            Item::Filter(filter) => self.take_filter(*filter).await?,
            Item::Feed(feed) => self.take_feed(*feed).await?,
            Item::Pack(pack) => self.take_pack(*pack).await?,
            tie => {
                // What is liked or kept may be one of the posts on their way.
                self.keep_batch(true).await?;
                self.take_tie(tie).await?;
            }
        }
        Ok(false)
    }

    async fn take_post(&mut self, mut post: Post) -> Result<bool> {
        for key in [Some(&mut post.key), post.reply_to.as_mut(), post.quote.as_mut()].into_iter().flatten() {
            *key = tidy(std::mem::take(key));
        }
        if !self.options.private && matches!(post.audience, Audience::Followers | Audience::Direct) {
            self.report.private += 1;
            return Ok(false);
        }
        self.media += post.media.len();
        self.batch.push(post);
        let full = self.batch.len() >= AT_ONCE || self.media >= MEDIA_AT_ONCE;
        if full {
            self.keep_batch(true).await?;
        }
        Ok(full)
    }

    /// Passes on what was, when the posts that came before are here.
    async fn take_reposts(&mut self) -> Result<()> {
        self.keep_batch(true).await?;
        for repost in std::mem::take(&mut self.reposts) {
            self.take_repost(repost).await?;
        }
        Ok(())
    }

    /// Keeps what is left, also answers to what never came.
    pub(super) async fn finish(&mut self, progress: &Progress<'_>) -> Result<()> {
        self.keep_batch(true).await?;
        for post in std::mem::take(&mut self.waiting).take()? {
            let post = post?;
            self.media += post.media.len();
            self.batch.push(post);
            if self.batch.len() >= AT_ONCE || self.media >= MEDIA_AT_ONCE {
                self.keep_batch(false).await?;
                progress(&self.report);
            }
        }
        self.keep_batch(false).await?;
        self.remember_strangers().await?;
        self.take_reposts().await?;
        self.take_marks().await?;
        self.write_kept().await?;
        self.app.file_declared().await
    }

    /// Keeps the posts gathered. Those that answer what is not here may wait for it.
    async fn keep_batch(&mut self, may_wait: bool) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.media = 0;
        if batch.is_empty() {
            return Ok(());
        }
        let known = self.known(&batch).await?;
        let mut ready: Vec<Ready> = Vec::new();
        let mut coming: HashSet<String> = HashSet::new();
        for post in batch {
            if known.contains_key(&post.key) || coming.contains(&post.key) {
                self.report.known += 1;
                continue;
            }
            let here = |key: &Option<String>| {
                key.as_ref().is_none_or(|key| known.contains_key(key) || coming.contains(key))
            };
            if may_wait && !(here(&post.reply_to) && here(&post.quote)) {
                self.waiting.put(&post)?;
                continue;
            }
            coming.insert(post.key.clone());
            self.prepare(post, &mut ready).await?;
        }
        self.keep(ready, known).await
    }

    /// Makes drafts of a post.
    async fn prepare(&mut self, mut post: Post, ready: &mut Vec<Ready>) -> Result<()> {
        let warning = text::clean::cut(&text::input::line(&post.warning), WARNING);
        let mut own = post.own.take();
        let mut pieces = parts(&post.text, &warning, post.media.clone());
        if pieces.is_empty() && own.as_ref().is_some_and(|own| own.poll.is_some() || post.quote.is_some()) {
            pieces.push(Part { text: String::new(), format: TextFormat::Plain, media: Vec::new() });
        }
        if pieces.is_empty() {
            *self.report.left_out.entry("posts without words and media".to_owned()).or_default() += 1;
            return Ok(());
        }
        let (mut before, first) = (None::<String>, ready.len());
        for (number, part) in pieces.into_iter().enumerate() {
            let key = if number == 0 { post.key.clone() } else { format!("{}#{}", post.key, number + 1) };
            let named = || post.mentioned.iter().map(|one| (one.name.clone(), one.address.clone()));
            let media = self.upload(&post.key, &part).await?;
            if media.is_empty() && part.text.trim().is_empty() && own.is_none() {
                continue;
            }
            match self.draft(&post, part, media, &warning, own.take()) {
                Ok(draft) => ready.push(Ready {
                    reply_to: before.clone().or_else(|| post.reply_to.clone()),
                    quote: post.quote.clone().filter(|_| ready.len() == first),
                    mentioned: named().filter(|_| ready.len() == first).collect(),
                    key: key.clone(),
                    draft,
                }),
                Err(Error::Invalid(why)) => self.report.find(key.clone(), why),
                Err(error) => return Err(error),
            }
            before = Some(key);
        }
        Ok(())
    }

    fn draft(
        &self,
        post: &Post,
        part: Part,
        media: Vec<MediaId>,
        warning: &str,
        own: Option<Box<Own>>,
    ) -> Result<Draft> {
        let new = NewPost {
            // Which post that is will be known when it is kept; a quote may have no words of its own.
            quote_of: post.quote.as_ref().filter(|_| own.is_some()).map(|_| PostId::default()),
            local_only: own.as_ref().is_some_and(|own| own.local_only),
            quote_policy: own.as_ref().and_then(|own| own.quotes),
            ai_generated: own.as_ref().is_some_and(|own| own.ai_generated),
            poll: own.as_ref().and_then(|own| Past::poll_shape(own)),
            text: part.text,
            format: part.format,
            spoiler: warning.to_owned(),
            sensitive: Some(post.sensitive),
            visibility: Some(self.visibility(post.audience)),
            language: post.language.clone(),
            media,
            ..NewPost::default()
        };
        // Whatever its clock said, nobody wrote it later than now.
        let at = post.at.min(self.app.now());
        let said = new.language.is_some();
        let drafted = match self.app.old_draft(self.me, new.clone(), at, &post.mentioned, &self.preferences) {
            // A language nobody has a code for is found out instead.
            Err(Error::Invalid(_)) if said => {
                let new = NewPost { language: None, ..new };
                self.app.old_draft(self.me, new, at, &post.mentioned, &self.preferences)
            }
            other => other,
        };
        let mut draft = drafted?;
        if let Some(own) = own {
            past::remember(&mut draft, *own, self.app.now());
        }
        Ok(draft)
    }

    /// Nothing reaches more people than it did.
    pub(super) fn visibility(&self, audience: Audience) -> Visibility {
        match audience {
            Audience::Public => self.options.public_as,
            Audience::Unlisted => self.options.public_as.max(Visibility::Unlisted),
            Audience::Followers => self.options.public_as.max(Visibility::Followers),
            Audience::Direct => Visibility::Direct,
        }
    }

    /// Takes the media of a part, checked and cleaned as every upload is.
    async fn upload(&mut self, post: &str, part: &Part) -> Result<Vec<MediaId>> {
        let mut ids = Vec::new();
        for medium in &part.media {
            let (entry, alt) = (&medium.entry, &medium.alt);
            let bytes = match self.shelf.bytes(entry.clone(), VIDEO_BYTES as u64).await {
                Ok(bytes) => bytes,
                Err(error) => {
                    self.report.find(entry.clone(), error.to_string());
                    continue;
                }
            };
            let alt = text::clean::cut(&text::input::lines(alt), ALT_CHARACTERS);
            let details = MediaDetails {
                alt: Some(alt),
                focus: medium.focus,
                ai_generated: Some(medium.ai_generated),
                sign: Some(false),
            };
            match self.app.upload(self.me, bytes, details).await {
                Ok(medium) => ids.push(medium.id),
                Err(Error::Invalid(why)) => {
                    let why = why.trim_start_matches("Validation failed: ").to_owned();
                    self.report.find(entry.clone(), why);
                }
                Err(error) => return Err(error),
            }
        }
        tracing::debug!(post, media = ids.len(), "media of an old post are here");
        Ok(ids)
    }

    async fn keep(&mut self, ready: Vec<Ready>, known: HashMap<String, PostId>) -> Result<()> {
        let (me, now, lease) = (self.me.account, self.app.now(), self.lease);
        let node = self.app.config().node;
        let kept = self
            .app
            .write(move |tx| {
                Box::pin(async move {
                    // Whoever left meanwhile, or was made to, brings nothing any more.
                    let account = store::accounts::get(tx, me).await?.ok_or(Error::NotFound)?;
                    if account.suspended_at.is_some() {
                        return Err(Error::Suspended);
                    }
                    let (mut ids, mut counts) = (known, Counts::default());
                    for ready in ready {
                        keep_one(tx, me, node, ready, &mut ids, &mut counts).await?;
                    }
                    if let Some(job) = lease {
                        store::jobs::go_on(tx, job, now.plus(crate::jobs::IMPORT_LEASE)).await?;
                    }
                    Ok(counts)
                })
            })
            .await?;
        self.report.posts += kept.posts;
        self.report.replies += kept.replies;
        self.report.media += kept.media;
        self.report.known += kept.known;
        Ok(())
    }
}

/// Bytes of a key that is kept as it is.
const KEY: usize = 400;

/// Archives are written by anybody: a key that no database could keep is known by its hash.
fn tidy(key: String) -> String {
    if key.len() <= KEY && !key.chars().any(char::is_control) {
        return key;
    }
    let hash = Sha256::digest(key.as_bytes());
    hash.iter().fold("sha256:".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}

/// Characters of a content warning that are kept.
const WARNING: usize = 500;

#[derive(Default)]
struct Counts {
    posts: usize,
    replies: usize,
    media: usize,
    known: usize,
}

async fn keep_one(
    tx: &mut store::Tx,
    me: model::AccountId,
    node: u8,
    ready: Ready,
    ids: &mut HashMap<String, PostId>,
    counts: &mut Counts,
) -> Result<()> {
    let Ready { key, reply_to, quote, mentioned, mut draft } = ready;
    draft.id = store::imports::free_id(tx, node, draft.at).await?;
    if !store::imports::remember(tx, me, &key, draft.id).await? {
        counts.known += 1;
        return Ok(());
    }
    // What was removed here since is not answered any more.
    draft.new.reply_to = still_there(tx, reply_to.as_ref().and_then(|key| ids.get(key).copied())).await?;
    draft.new.quote_of = still_there(tx, quote.as_ref().and_then(|key| ids.get(key).copied())).await?;
    let strange = |key: Option<String>, here: Option<PostId>| {
        key.filter(|key| here.is_none() && key.starts_with("http"))
    };
    let context = Context {
        reply_to: strange(reply_to, draft.new.reply_to),
        quote: strange(quote, draft.new.quote_of),
        mentioned,
    };
    if context != Context::default() {
        store::kept::set_context(tx, draft.id, me, &context).await?;
    }
    counts.posts += 1;
    counts.replies += usize::from(draft.new.reply_to.is_some());
    counts.media += draft.new.media.len();
    ids.insert(key, draft.id);
    draft.keep(tx).await.map(|_| ())
}

async fn still_there(tx: &mut store::Tx, post: Option<PostId>) -> Result<Option<PostId>> {
    let Some(post) = post else { return Ok(None) };
    Ok(store::posts::get(tx, post).await?.map(|post| post.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_cannot_be_kept_are_hashed() {
        assert_eq!(tidy("x:20".to_owned()), "x:20");
        let odd = tidy("a\0b".to_owned());
        assert!(odd.starts_with("sha256:") && odd != tidy("a\0c".to_owned()));
        assert!(tidy("x".repeat(5_000)).len() < KEY);
    }
}
