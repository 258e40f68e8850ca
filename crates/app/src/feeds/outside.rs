//! What feeds ask of other servers: a list of posts, in the shape of Bluesky's `getFeedSkeleton`, and an order,
//! in the shape of the Prosocial Ranking Challenge's `POST /rank`.
//!
//! Each has two seconds and so many bytes; one that fails three times in a row is left alone for a while. A
//! generator is told the name of its feed and nothing about who reads. A ranker is told what stands on the page
//! of a reader who let it: public posts whose authors let their words be compared, and names made up for this
//! reader and this feed.

use super::check::{long, refused};
use crate::lapsing::Lapsing;
use crate::push::hosts::{Hosts, Turn};
use crate::{App, Error, Result, secret};
use feed::recipe::{Generator, Outside};
use feed::{Placed, reordered};
use model::limits::{OUTSIDE_BYTES, OUTSIDE_MILLIS, OUTSIDE_NAME_CHARACTERS, OUTSIDE_POSTS, URL_CHARACTERS};
use model::{Post, PostId};
use net::Request;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use url::Url;

/// The call that answers with a list.
const SKELETON: &str = "xrpc/app.bsky.feed.getFeedSkeleton";
/// How long a list is kept, so that nobody's reloading is the generator's trouble.
const FRESH: Duration = Duration::from_secs(30);
/// Lists kept.
const KEPT: usize = 500;
/// Characters of a post that a ranker reads.
const READ: usize = 5_000;

/// Those elsewhere who are asked.
pub(crate) struct Outsiders {
    hosts: Hosts,
    lists: Lapsing<String, Skeleton>,
}

impl Default for Outsiders {
    fn default() -> Self {
        Self { hosts: Hosts::default(), lists: Lapsing::after(FRESH, KEPT) }
    }
}

/// A list, as far as its posts are ours.
#[derive(Clone, Debug, Default)]
pub(super) struct Skeleton {
    pub(super) posts: Vec<i64>,
    /// What leads to more.
    pub(super) cursor: Option<String>,
}

#[derive(Deserialize)]
struct Listed {
    feed: Vec<ListedPost>,
    cursor: Option<String>,
}

#[derive(Deserialize)]
struct ListedPost {
    post: String,
}

#[derive(Deserialize)]
struct Ranked {
    ranked_ids: Vec<String>,
}

impl App {
    /// Whether addresses can be asked at all.
    pub(super) fn check_outside(&self, outside: &Outside) -> Result<()> {
        if let Some(generator) = &outside.generator {
            self.check_address("outside.generator.url", &generator.url)?;
            if generator.feed.trim().is_empty() {
                return Err(refused("outside.generator.feed", "blank", "can't be blank"));
            }
            long("outside.generator.feed", &generator.feed, OUTSIDE_NAME_CHARACTERS)?;
        }
        match &outside.ranker {
            Some(ranker) => self.check_address("outside.ranker", ranker),
            None => Ok(()),
        }
    }

    fn check_address(&self, field: &'static str, url: &str) -> Result<()> {
        long(field, url, URL_CHARACTERS)?;
        let parsed = Url::parse(url).ok();
        let plain = parsed.as_ref().is_some_and(|url| url.query().is_none() && url.fragment().is_none());
        // What is sent is not for everybody on the way to read.
        let safe = self.config().allow_loopback || parsed.is_some_and(|url| url.scheme() == "https");
        if !plain || !safe || self.inner.egress.check(url).is_err() {
            let says = "has to be an https address on the public internet, without a query";
            return Err(refused(field, "invalid", says));
        }
        Ok(())
    }

    /// The list a generator makes, after what led to it; none where it cannot be had now.
    pub(super) async fn listed(
        &self,
        generator: &Generator,
        cursor: Option<&str>,
        limit: usize,
    ) -> Option<Skeleton> {
        let mut url = below(&generator.url, SKELETON)?;
        url.query_pairs_mut()
            .append_pair("feed", &generator.feed)
            .append_pair("limit", &limit.min(OUTSIDE_POSTS).to_string());
        if let Some(cursor) = cursor {
            url.query_pairs_mut().append_pair("cursor", cursor);
        }
        if let Some(kept) = self.inner.outside.lists.get(url.as_str()) {
            return Some(kept);
        }
        let request =
            Request::get(url.as_str(), OUTSIDE_BYTES).redirects(0).accept("application/json").ok()?;
        let listed: Listed = self.ask_outside(&url, request).await?;
        let mut known = HashSet::new();
        let posts =
            listed.feed.iter().take(limit.min(OUTSIDE_POSTS)).filter_map(|one| self.our_post(&one.post));
        let skeleton = Skeleton {
            posts: posts.filter(|post| known.insert(*post)).collect(),
            cursor: listed
                .cursor
                .filter(|cursor| !cursor.is_empty() && cursor.chars().count() <= OUTSIDE_NAME_CHARACTERS),
        };
        self.inner.outside.lists.insert(url.into(), skeleton.clone());
        Some(skeleton)
    }

    /// The post of ours that a generator means: by its address here, or by `at://did:web:…/…/ID` with our name.
    /// Whether there is such a post, and who may see it, is asked later.
    fn our_post(&self, uri: &str) -> Option<i64> {
        let config = self.config();
        let id = match uri.strip_prefix("at://") {
            Some(rest) => {
                let (who, path) = rest.split_once('/')?;
                (who == self.did()).then(|| path.split_once('/')).flatten().map(|(_, key)| key)?
            }
            None => {
                let path = uri.strip_prefix(&config.url)?;
                let path = path.strip_prefix("/@").or_else(|| path.strip_prefix("/users/"))?;
                path.rsplit('/').next()?
            }
        };
        id.parse::<PostId>().ok().map(|id| id.0)
    }

    /// A page in the order of a ranker; none where it cannot be had now, with the page as it was.
    pub(super) async fn ranked_outside(
        &self,
        ranker: &str,
        pseudonym: &str,
        placed: Vec<Placed>,
    ) -> Result<(Vec<Placed>, bool)> {
        let ids: Vec<PostId> = placed.iter().map(|placed| PostId(placed.post)).collect();
        let (sent, body) = self.told_to_ranker(pseudonym, &ids).await?;
        if sent.is_empty() {
            return Ok((placed, true));
        }
        let Some(url) = below(ranker, "rank") else { return Ok((placed, false)) };
        let request = Request::post(url.as_str(), "application/json", body.to_string(), OUTSIDE_BYTES)
            .and_then(|request| request.accept("application/json"));
        let Ok(request) = request else { return Ok((placed, false)) };
        let Some(ranked) = self.ask_outside::<Ranked>(&url, request).await else {
            return Ok((placed, false));
        };
        // What it adds is not ours to show; what it leaves out comes after the rest it was told of.
        let mut order: Vec<i64> = ranked
            .ranked_ids
            .iter()
            .filter_map(|id| id.parse::<i64>().ok())
            .filter(|id| sent.contains(id))
            .collect();
        order.extend(&sent);
        Ok((reordered(placed, &order), true))
    }

    /// What a ranker is told of a page, in its order: the posts, and the request.
    async fn told_to_ranker(&self, pseudonym: &str, ids: &[PostId]) -> Result<(Vec<i64>, Value)> {
        let mut rows = self.read().await?;
        let materials = store::recommend::these(&mut rows, self.now(), ids).await?;
        let materials: HashMap<PostId, _> =
            materials.into_iter().filter(|post| post.alike).map(|post| (post.id, post)).collect();
        let posts = store::posts::get_many(&mut rows, ids).await?;
        let posts: HashMap<PostId, Post> = posts.into_iter().map(|post| (post.id, post)).collect();
        let named = |what: &str| secret::hash(&format!("{pseudonym} {what}"));
        let mut items = Vec::new();
        let mut sent = Vec::new();
        for (place, id) in ids.iter().enumerate() {
            let (Some(material), Some(post)) = (materials.get(id), posts.get(id)) else { continue };
            sent.push(id.0);
            items.push(json!({
                "id": id.to_string(),
                "original_rank": place + 1,
                "post_id": null,
                "parent_id": null,
                "title": null,
                "text": material.text.trim().chars().take(READ).collect::<String>(),
                "author_name_hash": named(&material.author.to_string()),
                "type": "post",
                "embedded_urls": [],
                "created_at": material.at.iso(),
                "engagements": { "reply": post.replies, "repost": post.reposts, "like": post.likes, "view": 0 },
            }));
        }
        // The shape knows three platforms; what is written here is most like the posts of this one.
        let session = json!({
            "session_id": named(&self.now().millis().to_string()),
            "user_id": pseudonym,
            "user_name_hash": named("reader"),
            "platform": "twitter",
            "current_time": self.now().iso(),
        });
        Ok((sent, json!({ "session": session, "items": items })))
    }

    /// One question to one host, within its time; none where it does not answer as it should.
    async fn ask_outside<T: serde::de::DeserializeOwned>(&self, url: &Url, request: Request) -> Option<T> {
        // Another port is another service.
        let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
        let hosts = &self.inner.outside.hosts;
        let asked = async {
            let turn = hosts.turn(host, || self.now()).await;
            let Turn::Now(_turn) = &turn else { return Err("it rests after failures") };
            let answer = self.inner.egress.send(request).await.map_err(|error| error.code())?;
            if answer.status != 200 {
                return Err("it answered with a failure");
            }
            serde_json::from_slice::<T>(&answer.bytes).map_err(|_| "its answer has another shape")
        };
        let limit = Duration::from_millis(OUTSIDE_MILLIS);
        let answer = tokio::time::timeout(limit, asked).await.unwrap_or(Err("it took too long"));
        match answer {
            Ok(answer) => {
                hosts.answered(host);
                Some(answer)
            }
            Err(why) => {
                tracing::debug!(host, why, "a feed did without what it asks elsewhere");
                hosts.failed(host, self.now());
                None
            }
        }
    }
}

/// An address below another.
fn below(url: &str, path: &str) -> Option<Url> {
    let mut url = Url::parse(url).ok()?;
    {
        let mut parts = url.path_segments_mut().ok()?;
        parts.pop_if_empty();
        parts.extend(path.split('/'));
    }
    Some(url)
}

impl App {
    /// This server's name among generators.
    pub fn did(&self) -> String {
        format!("did:web:{}", self.config().domain.replace(':', "%3A"))
    }

    /// Lets the ranker a feed names put it in order for a reader, or no longer. The name it knows them by is
    /// made when they say yes, and forgotten when they say no; a feed that comes to name another ranker asks
    /// again.
    pub async fn set_feed_ranked_outside(&self, me: crate::Actor, id: model::FeedId, on: bool) -> Result<()> {
        let feed = self.feed(Some(me.account), id).await?;
        let ranker = feed.recipe.outside.ranker;
        let (now, me, pseudonym) = (self.now(), me.account, secret::random());
        self.write(move |tx| {
            Box::pin(async move {
                match (on, ranker) {
                    (true, Some(ranker)) => {
                        Ok(store::recipes::let_rank(tx, me, id, &ranker, &pseudonym, now).await?)
                    }
                    (true, None) => Err(Error::invalid(
                        "Validation failed: This feed asks nobody elsewhere for its order",
                    )),
                    (false, _) => Ok(store::recipes::stop_ranking(tx, me, id).await?),
                }
            })
        })
        .await
    }

    /// Whether the ranker a feed names may put it in order for a reader.
    pub async fn feed_ranked_outside(&self, me: model::AccountId, feed: &super::Feed) -> Result<bool> {
        Ok(self.feed_pseudonym(me, feed).await?.is_some())
    }

    /// The name by which the ranker of a feed knows a reader who lets it.
    pub(super) async fn feed_pseudonym(
        &self,
        me: model::AccountId,
        feed: &super::Feed,
    ) -> Result<Option<String>> {
        let Some(ranker) = &feed.recipe.outside.ranker else { return Ok(None) };
        Ok(store::recipes::pseudonym(&mut self.read().await?, me, feed.id, ranker).await?)
    }
}
