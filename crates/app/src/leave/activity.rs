//! A post as other servers write it (ActivityStreams 2.0).

use crate::{Config, PostView};
use model::post::{Revision, TextFormat};
use model::{Account, Media, Poll, Post, PostId, Visibility};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::kept::{Address, Context};

const EVERYBODY: &str = "https://www.w3.org/ns/activitystreams#Public";

/// What a post's description needs besides the post.
pub(super) struct Around<'a> {
    pub(super) config: &'a Config,
    pub(super) author: &'a Account,
    /// Of the posts that are answered, quoted or reposted.
    pub(super) addresses: HashMap<PostId, String>,
    /// What posts answered and quoted elsewhere.
    pub(super) contexts: HashMap<PostId, Context>,
    /// What posts were before they were edited.
    pub(super) revisions: HashMap<PostId, Vec<Revision>>,
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
        let (to, cc) = self.audience(post.visibility, &self.mentioned(view));
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

    /// That a post was passed on before the member came here, which is known by its address alone.
    pub(super) fn kept(&self, repost: &Address) -> Value {
        let (to, cc) = self.audience(repost.visibility, &[]);
        json!({
            "id": repost.key,
            "type": "Announce",
            "actor": self.actor(),
            "published": repost.at.iso(),
            "to": to,
            "cc": cc,
            "object": repost.address,
        })
    }

    fn actor(&self) -> String {
        actor(self.config, self.author)
    }

    /// To whom it goes, and who gets a copy.
    fn audience(&self, reach: Visibility, named: &[(String, String)]) -> (Vec<String>, Vec<String>) {
        let followers = format!("{}/followers", self.actor());
        let mentioned = || named.iter().map(|(_, address)| address.clone());
        match reach {
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

    /// Whom a post names, here and where it came from: `user@server`, and their address.
    fn mentioned(&self, view: &PostView) -> Vec<(String, String)> {
        let here = view.mentions.iter().map(|mention| {
            let server = mention.domain.as_ref().unwrap_or(&self.config.domain);
            let own = || format!("{}/users/{}", self.config.url, mention.username);
            (format!("{}@{server}", mention.username), mention.url.clone().unwrap_or_else(own))
        });
        let elsewhere = self.contexts.get(&view.post.id).map(|context| context.mentioned.clone());
        here.chain(elsewhere.unwrap_or_default()).collect()
    }

    fn note(&self, view: &PostView, id: &str, to: &[String], cc: &[String]) -> Value {
        let post = &view.post;
        let known = |id: Option<PostId>| id.and_then(|id| self.addresses.get(&id));
        let elsewhere = self.contexts.get(&post.id).cloned().unwrap_or_default();
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
            "inReplyTo": known(post.reply_to).or(elsewhere.reply_to.as_ref()),
            "to": to,
            "cc": cc,
            "content": post.html,
            "source": { "content": post.text, "mediaType": source },
            "attachment": view.media.iter().map(|medium| self.attachment(medium)).collect::<Vec<_>>(),
            "tag": self.tags(view),
            "braise": self.ours(view),
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
        if let Some(quoted) = known(post.quote_of).or(elsewhere.quote.as_ref()) {
            add("quote", json!(quoted));
        }
        if let Some(poll) = &view.poll {
            add(if poll.multiple { "anyOf" } else { "oneOf" }, answers(poll));
            add("endTime", json!(poll.expires_at.map(model::Time::iso)));
            add("votersCount", json!(poll.voters));
        }
        note
    }

    /// What no word of the others says; `braise` reads it back.
    fn ours(&self, view: &PostView) -> Value {
        let post = &view.post;
        let place = |id| view.media.iter().position(|medium| medium.id == id);
        let version = |revision: &Revision| {
            let media = revision.media.iter().filter_map(|(id, alt)| Some(json!([place(*id)?, alt])));
            json!({
                "at": revision.at.iso(),
                "html": revision.html,
                "warning": revision.spoiler,
                "sensitive": revision.sensitive,
                "media": media.collect::<Vec<_>>(),
                "answers": revision.poll_options,
                "quotes": revision.quote_of.is_some(),
            })
        };
        let versions = self.revisions.get(&post.id).map(Vec::as_slice).unwrap_or_default();
        json!({
            "pinned": post.pinned_at.map(model::Time::iso),
            "localOnly": post.local_only,
            "aiGenerated": post.ai_generated,
            "quotes": post.quote_policy,
            "hideTotals": view.poll.as_ref().is_some_and(|poll| poll.hide_totals),
            "versions": versions.iter().map(version).collect::<Vec<_>>(),
        })
    }

    fn attachment(&self, medium: &Media) -> Value {
        let focus = medium.focus.map(|focus| [focus.x, focus.y]);
        json!({
            "type": "Document",
            "mediaType": medium.mime,
            "url": if self.beside { format!("/{}", place(&medium.file)) } else { self.config.media_url(&medium.file) },
            "name": medium.alt,
            "width": medium.shape.width,
            "height": medium.shape.height,
            "focalPoint": focus,
            "braise": { "aiGenerated": medium.ai_generated },
        })
    }

    fn tags(&self, view: &PostView) -> Vec<Value> {
        let mentions = self.mentioned(view).into_iter();
        let mentions = mentions
            .map(|(name, href)| json!({ "type": "Mention", "href": href, "name": format!("@{name}") }));
        let tags = view.tags.iter().map(|tag| {
            let page = self.config.tag_page(&tag.name);
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
