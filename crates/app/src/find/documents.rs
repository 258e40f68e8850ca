//! From rows to what the index takes in.

use crate::{App, PostView, Result};
use model::post::Tag;
use model::{Account, AccountId, MediaKind, PostId, Visibility};
use search::{AccountDoc, Mark, PostDoc, TagDoc};
use std::collections::HashMap;

impl App {
    /// The documents of posts. Posts that are gone, and those of suspended accounts, have none.
    pub(super) async fn post_documents(&self, ids: &[PostId]) -> Result<Vec<PostDoc>> {
        let views = self.post_views(ids).await?;
        let authors: Vec<AccountId> = views.iter().map(|view| view.post.author).collect();
        let authors: HashMap<AccountId, Account> =
            self.accounts(&authors).await?.into_iter().map(|account| (account.id, account)).collect();
        let mut participants: HashMap<PostId, Vec<AccountId>> = HashMap::new();
        for (post, account) in store::finding::participants(&mut self.read().await?, ids).await? {
            participants.entry(post).or_default().push(account);
        }
        let document = |view: &PostView| {
            let author = authors.get(&view.post.author).filter(|author| author.suspended_at.is_none())?;
            let participants = participants.remove(&view.post.id).unwrap_or_default();
            view.post.repost_of.is_none().then(|| post_document(view, author, participants))
        };
        Ok(views.iter().filter_map(document).collect())
    }
}

fn post_document(view: &PostView, author: &Account, participants: Vec<AccountId>) -> PostDoc {
    let post = &view.post;
    PostDoc {
        id: post.id,
        author: post.author,
        created: post.created_at,
        language: post.language.clone(),
        text: words(view),
        public: post.visibility == Visibility::Public,
        author_indexable: author.indexable,
        mentions: view.mentions.iter().map(|mention| mention.id).collect(),
        participants,
        marks: marks(view, author),
    }
}

fn words(view: &PostView) -> String {
    let mut parts = vec![view.post.spoiler.as_str(), view.post.text.as_str()];
    parts.extend(view.poll.iter().flat_map(|poll| poll.options.iter().map(|option| option.title.as_str())));
    parts.extend(view.media.iter().map(|medium| medium.alt.as_str()));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn marks(view: &PostView, author: &Account) -> Vec<Mark> {
    let has = |kinds: &[MediaKind]| view.media.iter().any(|medium| kinds.contains(&medium.kind));
    let embed = |kind: &str| matches!(kind, "photo" | "video" | "rich");
    let held = [
        (!view.media.is_empty(), Mark::Media),
        (has(&[MediaKind::Image]), Mark::Image),
        (has(&[MediaKind::Video, MediaKind::Gifv]), Mark::Video),
        (has(&[MediaKind::Audio]), Mark::Audio),
        (view.poll.is_some(), Mark::Poll),
        (view.post.text.contains("https://") || view.post.text.contains("http://"), Mark::Link),
        (view.card.as_ref().is_some_and(|card| embed(&card.kind)), Mark::Embed),
        (view.post.reply_to.is_some(), Mark::Reply),
        (view.post.sensitive || !view.post.spoiler.is_empty(), Mark::Sensitive),
        (view.post.quote_of.is_some(), Mark::Quote),
        (author.bot, Mark::Bot),
    ];
    held.into_iter().filter_map(|(holds, mark)| holds.then_some(mark)).collect()
}

/// The document of an account.
pub(super) fn account_document(account: &Account) -> AccountDoc {
    AccountDoc {
        id: account.id,
        handle: account.acct(),
        display_name: account.display_name.clone(),
        followers: u64::try_from(account.followers).unwrap_or(0),
    }
}

/// The document of a tag.
pub(super) fn tag_document((tag, uses): &(Tag, i64)) -> TagDoc {
    TagDoc { name: tag.display.clone(), uses: u64::try_from(*uses).unwrap_or(0) }
}
