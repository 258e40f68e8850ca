//! Rings of recent posts, fed with events.

use crate::entry::{Entry, LOCAL, MEDIA, MENTIONS, NOBODY, REPLY};
use model::event::PostFacts;
use model::{AccountId, Event, Visibility};
use std::collections::{HashMap, HashSet};

/// Posts kept per author and per tag.
const RING: usize = 800;
/// Posts kept of everything public.
const PUBLIC_RING: usize = 20_000;

/// Recent posts in order of their ids, oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ring {
    pub(crate) entries: Vec<Entry>,
    /// Posts with smaller ids may exist, but are not here.
    pub(crate) floor: i64,
}

impl Ring {
    fn with_floor(floor: i64) -> Self {
        Self { entries: Vec::new(), floor }
    }

    fn insert(&mut self, entry: Entry, most: usize) {
        if entry.id < self.floor {
            return;
        }
        match self.entries.last() {
            Some(last) if last.id >= entry.id => match self.place(entry.id) {
                Ok(place) => self.entries[place] = entry,
                Err(place) => self.entries.insert(place, entry),
            },
            _ => self.entries.push(entry),
        }
        if self.entries.len() > most + most / 4 {
            let surplus = self.entries.len() - most;
            self.entries.drain(..surplus);
            self.floor = self.entries.first().map_or(0, |entry| entry.id);
        }
    }

    fn remove(&mut self, id: i64) {
        if let Ok(place) = self.place(id) {
            self.entries.remove(place);
        }
    }

    fn place(&self, id: i64) -> Result<usize, usize> {
        self.entries.binary_search_by_key(&id, |entry| entry.id)
    }
}

/// All rings. Replaying the log from its start and loading recent rows lead to the same state.
#[derive(Clone, Debug, Default)]
pub struct Feeds {
    numbers: HashMap<AccountId, u32>,
    /// The newest post of each author, side by side so that a reader's authors are scanned quickly.
    pub(crate) heads: Vec<i64>,
    pub(crate) rings: Vec<Ring>,
    pub(crate) tags: HashMap<Box<str>, Ring>,
    pub(crate) public: Ring,
    pub(crate) mentions: HashMap<i64, Box<[AccountId]>>,
    pub(crate) suspended: HashSet<u32>,
    languages: HashMap<Box<str>, u16>,
    floor: i64,
    nothing: Ring,
}

impl Feeds {
    /// Empty rings. Posts with ids below `floor` exist but will not be told of; 0 when all will be.
    pub fn new(floor: i64) -> Self {
        Self { floor, public: Ring::with_floor(floor), nothing: Ring::with_floor(floor), ..Self::default() }
    }

    /// Follows the log.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Published(post) => self.add(post),
            Event::Edited(post) => {
                self.remove(post);
                self.add(post);
            }
            Event::Deleted(post) => self.remove(post),
            Event::AccountSuspended { account, suspended } => {
                let number = self.number(*account);
                if *suspended {
                    self.suspended.insert(number);
                } else {
                    self.suspended.remove(&number);
                }
            }
            _ => {}
        }
    }

    /// Adds a post.
    pub fn add(&mut self, post: &PostFacts) {
        let entry = self.entry(post);
        let ring = &mut self.rings[entry.author as usize];
        ring.insert(entry, RING);
        self.heads[entry.author as usize] = ring.entries.last().map_or(0, |entry| entry.id);
        if !post.mentions.is_empty() {
            self.mentions.insert(entry.id, post.mentions.as_slice().into());
        }
        if post.visibility != Visibility::Public || entry.is_repost() {
            return;
        }
        self.public.insert(entry, PUBLIC_RING);
        let floor = self.floor;
        for tag in &post.tags {
            let ring = self.tags.entry(tag.as_str().into()).or_insert_with(|| Ring::with_floor(floor));
            ring.insert(entry, RING);
        }
    }

    fn remove(&mut self, post: &PostFacts) {
        let author = self.number(post.author) as usize;
        self.rings[author].remove(post.id.0);
        self.heads[author] = self.rings[author].entries.last().map_or(0, |entry| entry.id);
        self.public.remove(post.id.0);
        self.mentions.remove(&post.id.0);
        // An edit may have dropped tags, so what was is looked for everywhere it could be.
        self.tags.retain(|_, ring| {
            ring.remove(post.id.0);
            !ring.entries.is_empty() || ring.floor > 0
        });
    }

    fn entry(&mut self, post: &PostFacts) -> Entry {
        let author = self.number(post.author);
        let other =
            post.repost_author.or(post.reply_to_author).map_or(NOBODY, |account| self.number(account));
        let flags = Entry::flags(
            post.visibility,
            &[
                (post.reply_to.is_some() || post.reply_to_author.is_some(), REPLY),
                (post.media, MEDIA),
                (post.local, LOCAL),
                (!post.mentions.is_empty(), MENTIONS),
            ],
        );
        let language = post.language.as_deref().map_or(0, |language| self.language_number(language));
        Entry {
            id: post.id.0,
            repost_of: post.repost_of.map_or(0, |id| id.0),
            author,
            other,
            language,
            flags,
        }
    }

    pub(crate) fn language_number(&mut self, language: &str) -> u16 {
        let next = u16::try_from(self.languages.len() + 1).unwrap_or(u16::MAX);
        *self.languages.entry(language.into()).or_insert(next)
    }

    pub(crate) fn number(&mut self, account: AccountId) -> u32 {
        if let Some(number) = self.numbers.get(&account) {
            return *number;
        }
        let number = u32::try_from(self.heads.len()).unwrap_or(NOBODY - 1);
        self.numbers.insert(account, number);
        self.heads.push(0);
        self.rings.push(Ring::with_floor(self.floor));
        number
    }

    /// The number of an account that has posted, been answered or been reposted.
    pub(crate) fn known(&self, account: AccountId) -> Option<u32> {
        self.numbers.get(&account).copied()
    }

    pub(crate) fn ring_of(&self, account: AccountId) -> &Ring {
        self.known(account).map_or(&self.nothing, |number| &self.rings[number as usize])
    }

    pub(crate) fn tag(&self, tag: &str) -> &Ring {
        self.tags.get(tag).unwrap_or(&self.nothing)
    }

    pub(crate) fn mentioned(&self, entry: &Entry) -> &[AccountId] {
        if entry.has_mentions() { self.mentions.get(&entry.id).map_or(&[], |all| all) } else { &[] }
    }
}
