//! "What did I miss?": what those whom a member follows wrote since the member was last there.

use super::AskScope;
use crate::{Actor, App, Result};
use assistant::{Asked, Frequencies, Sentence};
use model::{AccountId, Cursor, Page, Post, PostId, Time};
use std::collections::{HashMap, HashSet};
use store::answers::Reading;

/// How far back at most, in milliseconds: a week.
const BACK: i64 = 7 * 86_400_000;
/// How far back where nobody knows when the member was there, in milliseconds: a day.
const A_DAY: i64 = 86_400_000;
/// Posts of a home that are gone through.
const POSTS: usize = 1_000;
/// Posts of a page of it.
const PAGE: usize = 200;
/// Posts shown whole.
const SHOWN: usize = 6;
/// Of one author at most.
const OF_ONE: usize = 2;
/// What a repost by somebody the member follows counts for, beside a stranger's reaction.
const BY_THEM: i64 = 3;

/// What a member missed.
#[derive(Clone, Debug, PartialEq)]
pub struct Missed {
    /// Since when.
    pub since: Time,
    /// How many posts and reposts there were.
    pub count: usize,
    /// Whether there were more than were gone through.
    pub more: bool,
    /// How many people they are of.
    pub people: usize,
    /// What several of them spoke of, in their own sentences.
    pub sentences: Vec<Sentence>,
    /// What most was made of, whole.
    pub posts: Vec<PostId>,
}

/// What a home held since some moment.
pub(super) struct Heard {
    count: usize,
    people: usize,
    /// What was written and passed on, each post once, and what was made of it.
    posts: Vec<(Post, i64)>,
}

impl Heard {
    /// The posts, those most was made of first.
    pub(super) fn most_made_of(&self) -> Vec<PostId> {
        self.posts.iter().map(|(post, _)| post.id).collect()
    }
}

impl App {
    /// What a member missed at home since `since`, at most a week ago; since they were there, where that is not
    /// said.
    pub async fn missed(&self, me: AccountId, since: Option<Time>) -> Result<Missed> {
        let since = match since {
            Some(since) => Time::from_millis(since.millis().max(self.now().millis() - BACK)),
            None => self.last_at_home(me).await?,
        };
        let heard = self.missed_at_home(me, since).await?;
        let sentences = if self.has_assistant() { self.in_short(me, &heard).await? } else { Vec::new() };
        let posts = self.visible_posts(&worth_showing(&heard), Some(me)).await?;
        let Heard { count, people, .. } = heard;
        Ok(Missed { since, count, more: count >= POSTS, people, sentences, posts })
    }

    /// Notes that a member has seen all that is at home now.
    pub async fn seen_at_home(&self, me: Actor) -> Result<()> {
        let newest = self.home(me.account, Page::first(1)).await?;
        let Some(newest) = newest.first() else { return Ok(()) };
        self.mark_read(me, vec![("home", newest.0)]).await.map(drop)
    }

    /// When a member was last at home: where an app left its marker, or a day ago.
    pub(super) async fn last_at_home(&self, me: AccountId) -> Result<Time> {
        let now = self.now().millis();
        let markers = store::markers::of(&mut self.read().await?, me).await?;
        let marker = markers.iter().find(|marker| marker.timeline == "home");
        let read = marker.map(|marker| model::id::made_at(marker.last_read).millis());
        Ok(Time::from_millis(read.filter(|read| (now - BACK..=now).contains(read)).unwrap_or(now - A_DAY)))
    }

    /// What a member's home held since then, but for what they wrote.
    pub(super) async fn missed_at_home(&self, me: AccountId, since: Time) -> Result<Heard> {
        let first = model::id::first_at(since);
        let (mut ids, mut before): (Vec<PostId>, Option<i64>) = (Vec::new(), None);
        while ids.len() < POSTS {
            let cursor = Cursor { max: before, since: Some(first), min: None };
            let some = self.home(me, Page { cursor, limit: PAGE }).await?;
            before = some.last().map(|post| post.0);
            let full = some.len() == PAGE;
            ids.extend(some);
            if !full {
                break;
            }
        }
        ids.truncate(POSTS);
        let mut rows = self.read().await?;
        let said = store::posts::get_many(&mut rows, &ids).await?;
        let originals: Vec<PostId> = said.iter().filter_map(|post| post.repost_of).collect();
        let passed_on = store::posts::get_many(&mut rows, &originals).await?;
        drop(rows);
        let others: Vec<&Post> = said.iter().filter(|post| post.author != me).collect();
        let people: HashSet<AccountId> = others.iter().map(|post| post.author).collect();
        let mut by_them: HashMap<PostId, i64> = HashMap::new();
        for post in &others {
            *by_them.entry(post.repost_of.unwrap_or(post.id)).or_default() +=
                i64::from(post.repost_of.is_some());
        }
        let theirs = |post: &Post| post.repost_of.is_none() && post.author != me;
        let mut posts: HashMap<PostId, Post> = HashMap::new();
        for post in said.iter().chain(&passed_on).filter(|post| theirs(post)) {
            posts.entry(post.id).or_insert_with(|| post.clone());
        }
        let made_of = |post: Post| {
            let them = by_them.get(&post.id).copied().unwrap_or(0);
            let made = post.likes + 2 * post.reposts + post.replies + BY_THEM * them;
            (post, made)
        };
        let mut posts: Vec<(Post, i64)> = posts.into_values().map(made_of).collect();
        posts.sort_by(|one, other| other.1.cmp(&one.1).then(other.0.id.cmp(&one.0.id)));
        Ok(Heard { count: others.len(), people: people.len(), posts })
    }

    async fn in_short(&self, me: AccountId, heard: &Heard) -> Result<Vec<Sentence>> {
        let passages = self.readable_passages(me, heard.most_made_of(), Reading::Quoting, false).await?;
        let frequencies = Frequencies::of_passages(&passages);
        let summing = AskScope::Home.summing();
        Ok(assistant::extract(&Asked::read("", None), &frequencies, &passages, summing).sentences)
    }
}

/// What anything was made of, a few of one author.
fn worth_showing(heard: &Heard) -> Vec<PostId> {
    let mut of: HashMap<AccountId, usize> = HashMap::new();
    let room = |(post, made): &&(Post, i64)| {
        let known = of.entry(post.author).or_default();
        *known += 1;
        *made > 0 && *known <= OF_ONE
    };
    heard.posts.iter().filter(room).map(|(post, _)| post.id).take(SHOWN).collect()
}
