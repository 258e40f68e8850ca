//! A post as other servers write it (ActivityStreams 2.0).

use crate::{Config, PostView};
use model::post::TextFormat;
use model::{Account, Media, Poll, Post, PostId, Visibility};
use serde_json::{Value, json};
use std::collections::HashMap;

const EVERYBODY: &str = "https://www.w3.org/ns/activitystreams#Public";

/// What a post's description needs besides the post.
pub(super) struct Around<'a> {
    pub(super) config: &'a Config,
    pub(super) author: &'a Account,
    /// Of the posts that are answered, quoted or reposted.
    pub(super) addresses: HashMap<PostId, String>,
    /// Whether media lie beside the description.
    pub(super) beside: bool,
}

/// A post's ActivityPub id.
pub(super) fn address(config: &Config, post: &Post, author: &Account) -> String {
    let here = || format!("{}/users/{}/statuses/{}", config.url, author.username, post.id);
    post.uri.clone().unwrap_or_else(here)
}

/// A member's ActivityPub id.
pub(super) fn actor(config: &Config, account: &Account) -> String {
    format!("{}/users/{}", config.url, account.username)
}

/// Where a medium lies in an archive.
pub(super) fn place(file: &str) -> String {
    format!("media_attachments/files/{}", file.rsplit('/').next().unwrap_or_default())
}

impl Around<'_> {
    /// That it was written, or that another's post was passed on.
    pub(super) fn activity(&self, view: &PostView) -> Value {
        let post = &view.post;
        let id = address(self.config, post, self.author);
        let (to, cc) = self.audience(view);
        let (kind, object) = match post.repost_of {
            Some(original) => ("Announce", json!(self.addresses.get(&original))),
            None => ("Create", self.note(view, &id, &to, &cc)),
        };
        json!({
            "id": format!("{id}/activity"),
            "type": kind,
            "actor": self.actor(),
            "published": post.created_at.iso(),
            "to": to,
            "cc": cc,
            "object": object,
        })
    }

    fn actor(&self) -> String {
        actor(self.config, self.author)
    }

    /// To whom it goes, and who gets a copy.
    fn audience(&self, view: &PostView) -> (Vec<String>, Vec<String>) {
        let followers = format!("{}/followers", self.actor());
        let mentioned = || view.mentions.iter().map(|mention| self.page_of(mention));
        match view.post.visibility {
            Visibility::Public => {
                (vec![EVERYBODY.to_owned()], std::iter::once(followers).chain(mentioned()).collect())
            }
            Visibility::Unlisted => {
                (vec![followers], std::iter::once(EVERYBODY.to_owned()).chain(mentioned()).collect())
            }
            Visibility::Followers => (vec![followers], mentioned().collect()),
            Visibility::Direct => (mentioned().collect(), Vec::new()),
        }
    }

    fn page_of(&self, mention: &model::Mention) -> String {
        let here = || format!("{}/users/{}", self.config.url, mention.username);
        mention.url.clone().unwrap_or_else(here)
    }

    fn note(&self, view: &PostView, id: &str, to: &[String], cc: &[String]) -> Value {
        let post = &view.post;
        let known = |id: Option<PostId>| id.and_then(|id| self.addresses.get(&id));
        let source = match post.format {
            TextFormat::Markdown => "text/markdown",
            TextFormat::Plain => "text/plain",
        };
        let mut note = json!({
            "id": id,
            "type": if view.poll.is_some() { "Question" } else { "Note" },
            "attributedTo": self.actor(),
            "url": self.config.absolute(&format!("/@{}/{}", self.author.username, post.id)),
            "published": post.created_at.iso(),
            "summary": Some(&post.spoiler).filter(|spoiler| !spoiler.is_empty()),
            "sensitive": post.sensitive,
            "inReplyTo": known(post.reply_to),
            "to": to,
            "cc": cc,
            "content": post.html,
            "source": { "content": post.text, "mediaType": source },
            "attachment": view.media.iter().map(|medium| self.attachment(medium)).collect::<Vec<_>>(),
            "tag": self.tags(view),
        });
        let mut add = |name: &str, value: Value| {
            note[name] = value;
        };
        if let Some(language) = &post.language {
            add("contentMap", json!({ language: post.html }));
        }
        if let Some(edited) = post.edited_at {
            add("updated", json!(edited.iso()));
        }
        if let Some(quoted) = known(post.quote_of) {
            add("quote", json!(quoted));
        }
        if let Some(poll) = &view.poll {
            add(if poll.multiple { "anyOf" } else { "oneOf" }, answers(poll));
            add("endTime", json!(poll.expires_at.map(model::Time::iso)));
        }
        note
    }

    fn attachment(&self, medium: &Media) -> Value {
        json!({
            "type": "Document",
            "mediaType": medium.mime,
            "url": if self.beside { format!("/{}", place(&medium.file)) } else { self.config.media_url(&medium.file) },
            "name": medium.alt,
            "width": medium.shape.width,
            "height": medium.shape.height,
        })
    }

    fn tags(&self, view: &PostView) -> Vec<Value> {
        let mentions = view.mentions.iter().map(|mention| {
            let server = mention.domain.as_ref().unwrap_or(&self.config.domain);
            let name = format!("@{}@{server}", mention.username);
            json!({ "type": "Mention", "href": self.page_of(mention), "name": name })
        });
        let tags = view.tags.iter().map(|tag| {
            let page = self.config.absolute(&format!("/tags/{}", tag.name));
            json!({ "type": "Hashtag", "href": page, "name": format!("#{}", tag.display) })
        });
        mentions.chain(tags).collect()
    }
}

fn answers(poll: &Poll) -> Value {
    let answer = |option: &model::poll::PollOption| {
        json!({
            "type": "Note",
            "name": option.title,
            "replies": { "type": "Collection", "totalItems": option.votes },
        })
    };
    poll.options.iter().map(answer).collect()
}
