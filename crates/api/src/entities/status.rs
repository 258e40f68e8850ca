//! Statuses: the part that is the same for everybody.

use crate::entities::account::{page_of, visibility_word};
use crate::entities::emoji::emojis_in;
use crate::entities::media::attachment;
use app::{Config, EmojiMap, PostView};
use model::post::LinkCard;
use model::{Account, Mention, Post, QuotePolicy, Time};
use serde::Serialize;
use serde_json::{Value, json};

/// A status without its account, reblog, quote, poll and the viewer's flags: those are added to its
/// JSON when it is shown.
#[derive(Debug, Serialize)]
pub(crate) struct Core {
    pub id: String,
    pub created_at: String,
    pub in_reply_to_id: Option<String>,
    pub in_reply_to_account_id: Option<String>,
    pub sensitive: bool,
    pub spoiler_text: String,
    pub visibility: &'static str,
    pub language: Option<String>,
    pub uri: String,
    pub url: String,
    pub replies_count: i64,
    pub reblogs_count: i64,
    pub favourites_count: i64,
    pub quotes_count: i64,
    pub edited_at: Option<String>,
    pub local_only: bool,
    pub ai_generated: bool,
    pub content: String,
    pub application: Option<Value>,
    pub media_attachments: Vec<Value>,
    pub mentions: Vec<Value>,
    pub tags: Vec<Value>,
    pub emojis: Vec<Value>,
    pub card: Option<Value>,
}

impl Core {
    pub(crate) fn new(config: &Config, emojis: &EmojiMap, view: &PostView, author: &Account) -> Self {
        let post = &view.post;
        Self {
            id: post.id.to_string(),
            created_at: post.created_at.iso(),
            in_reply_to_id: post.reply_to.map(|id| id.to_string()),
            in_reply_to_account_id: post.reply_to_author.map(|id| id.to_string()),
            sensitive: post.sensitive || !post.spoiler.is_empty(),
            spoiler_text: post.spoiler.clone(),
            visibility: visibility_word(post.visibility),
            language: post.language.clone(),
            uri: uri_of(config, post, author),
            url: url_of(config, post, author),
            replies_count: post.replies,
            reblogs_count: post.reposts,
            favourites_count: post.likes,
            quotes_count: post.quotes,
            edited_at: post.edited_at.map(Time::iso),
            local_only: post.local_only,
            ai_generated: post.ai_generated,
            content: post.html.clone(),
            application: view.app.as_ref().map(|(name, website)| json!({ "name": name, "website": website })),
            media_attachments: view.media.iter().map(|media| attachment(config, media)).collect(),
            mentions: view.mentions.iter().map(|mention| mention_entity(config, mention)).collect(),
            tags: view
                .tags
                .iter()
                .map(|tag| json!({ "name": tag.name, "url": config.tag_page(&tag.name) }))
                .collect(),
            emojis: emojis_in(config, emojis, &[&post.spoiler, &post.text]),
            card: view.card.as_ref().map(|card| card_entity(config, card)),
        }
    }
}

/// Where a post is read.
pub(crate) fn url_of(config: &Config, post: &Post, author: &Account) -> String {
    post.url.clone().unwrap_or_else(|| format!("{}/{}", page_of(config, author), post.id))
}

/// A post's ActivityPub id.
pub(crate) fn uri_of(config: &Config, post: &Post, author: &Account) -> String {
    post.uri
        .clone()
        .unwrap_or_else(|| format!("{}/users/{}/statuses/{}", config.url, author.username, post.id))
}

fn mention_entity(config: &Config, mention: &Mention) -> Value {
    let acct = match &mention.domain {
        Some(domain) => format!("{}@{domain}", mention.username),
        None => mention.username.clone(),
    };
    let url = mention.url.clone().unwrap_or_else(|| format!("{}/@{}", config.url, mention.username));
    json!({ "id": mention.id.to_string(), "username": mention.username, "acct": acct, "url": url })
}

/// A link's preview.
pub(crate) fn card_entity(config: &Config, card: &LinkCard) -> Value {
    let authors = if card.author_name.is_empty() {
        json!([])
    } else {
        json!([{ "name": card.author_name, "url": card.author_url, "account": null }])
    };
    json!({
        "url": card.url,
        "title": card.title,
        "description": card.description,
        "language": card.language,
        "type": "link",
        "author_name": card.author_name,
        "author_url": card.author_url,
        "authors": authors,
        "provider_name": card.provider_name,
        "provider_url": card.provider_url,
        "html": "",
        "width": card.width,
        "height": card.height,
        "image": card.image.as_ref().map(|file| config.media_url(file)),
        "image_description": card.image_alt,
        "embed_url": "",
        "blurhash": card.blurhash,
        "published_at": card.published_at.map(Time::iso),
    })
}

/// Who may quote a post, for everybody and for this viewer, as JSON: written out, because it stands
/// in every status of every page.
pub(crate) const fn quote_approval(policy: QuotePolicy, allowed: bool) -> &'static str {
    match (policy, allowed) {
        (QuotePolicy::Everyone, true) => r#"{"automatic":["public"],"manual":[],"current_user":"automatic"}"#,
        (QuotePolicy::Everyone, false) => r#"{"automatic":["public"],"manual":[],"current_user":"denied"}"#,
        (QuotePolicy::Followers, true) => {
            r#"{"automatic":["followers"],"manual":[],"current_user":"automatic"}"#
        }
        (QuotePolicy::Followers, false) => {
            r#"{"automatic":["followers"],"manual":[],"current_user":"denied"}"#
        }
        (QuotePolicy::Nobody, true) => r#"{"automatic":[],"manual":[],"current_user":"automatic"}"#,
        (QuotePolicy::Nobody, false) => r#"{"automatic":[],"manual":[],"current_user":"denied"}"#,
    }
}
