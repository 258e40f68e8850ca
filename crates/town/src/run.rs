//! The town reads through one ranker.

use crate::behaviour::{self, Happened, Outcome};
use crate::chance;
use crate::graph::Graph;
use crate::measures::{Measures, Watch};
use crate::rankers::{Page, Ranker};
use crate::town::{self, HOUR, Text, Town, Written};
use feed::factors::Gathered;
use feed::heads::KINDS;
use feed::steering::{Marks, Measure, Policy, Target};
use feed::{Heads, Index, Kind, Limits, Post, Reaction, Steering};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// How long a page is.
pub(crate) const PAGE: usize = 20;
/// Posts older than this are shown by no ranker.
pub(crate) const OLDEST: i64 = 48 * HOUR;

/// How often a model of what everybody reacts to is made: the town is small and slow, a server does it more often.
const MODELS: i64 = 2 * HOUR;

/// What our server hears of what was done with a post on a page, as `app::for_you` does: neither opened
/// links nor how long somebody read, which only few ask for.
const OURS: [Kind; 9] = [
    Kind::Like,
    Kind::Reply,
    Kind::Repost,
    Kind::Quote,
    Kind::Bookmark,
    Kind::Follow,
    Kind::Hide,
    Kind::Mute,
    Kind::Report,
];

/// Somebody as a reader.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reader {
    pub(crate) follows: HashSet<u64>,
    muted: HashSet<u64>,
    pub(crate) seen: HashSet<u64>,
    /// Conversations they were shown.
    shown: HashSet<u64>,
}

/// What is counted of a post.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) likes: f32,
    pub(crate) reposts: f32,
    pub(crate) views: f32,
}

/// A town as its server sees it.
pub(crate) struct World<'a> {
    pub(crate) town: &'a Town,
    pub(crate) now: i64,
    pub(crate) readers: Vec<Reader>,
    pub(crate) tallies: Vec<Tally>,
    pub(crate) followers: Vec<f32>,
    pub(crate) index: Index,
    pub(crate) heads: Heads,
    graph: Graph,
    first: usize,
    /// Whether a model of what everybody reacts to is made, and when it was last.
    models: Option<i64>,
    /// Which reactions are learned from.
    heard: &'static [Kind],
}

impl<'a> World<'a> {
    fn new(town: &'a Town, ranker: Ranker) -> Self {
        let readers: Vec<Reader> = town
            .members
            .iter()
            .map(|member| Reader { follows: member.follows.clone(), ..Reader::default() })
            .collect();
        let mut world = Self {
            town,
            now: 0,
            followers: vec![0.0; readers.len()],
            tallies: Vec::new(),
            index: Index::new(Limits::default()),
            heads: Heads::default(),
            graph: Graph::default(),
            first: 0,
            models: (ranker == Ranker::Ours).then_some(0),
            heard: if ranker == Ranker::Ours { &OURS } else { &KINDS },
            readers,
        };
        for (number, member) in (0_u64..).zip(&town.members) {
            member.follows.iter().for_each(|author| world.followers[*author as usize] += 1.0);
            world.relate(number);
        }
        world
    }

    /// Tells the index whom a member follows and hides.
    fn relate(&mut self, member: u64) {
        let ids = |of: &HashSet<u64>| of.iter().map(|id| *id as i64).collect::<Vec<i64>>();
        let reader = &self.readers[member as usize];
        self.index.follows(member as i64, &ids(&reader.follows));
        self.index.hides(member as i64, &ids(&reader.muted));
    }

    /// The posts of the last two days that a member has not seen and did not write.
    pub(crate) fn unseen(&self, member: u64) -> Vec<u64> {
        let seen = &self.readers[member as usize].seen;
        (self.first as u64..self.tallies.len() as u64)
            .filter(|post| self.town.posts[*post as usize].author != member && !seen.contains(post))
            .collect()
    }

    /// What people like, of the last two days, who like what a member likes, whenever that was.
    pub(crate) fn near(&self, member: u64) -> HashMap<u64, f32> {
        self.graph.neighbours(member, &|post| post >= self.first as u64)
    }

    /// Brings the world to a time: posts appear.
    fn go_to(&mut self, now: i64) {
        self.now = now;
        while let Some(written) = self.town.posts.get(self.tallies.len()).filter(|next| next.created <= now) {
            let id = self.tallies.len() as i64;
            self.index.publish(&as_post(id, written));
            self.tallies.push(Tally::default());
        }
        if self.models.is_some_and(|made| now - made > MODELS) {
            self.models = Some(now);
            let mut gathered = Gathered::default();
            while gathered.step(&self.index) {}
            self.index.model(gathered.learn(|| true).map(Arc::new));
        }
        let is_old = |post: &Written| now - post.created > OLDEST;
        while self.town.posts.get(self.first).is_some_and(is_old) {
            self.first += 1;
        }
    }

    /// A member looks at a page, and what came of it is learned.
    fn read(&mut self, member: u64, page: &Page, watch: &mut Watch<'_>) {
        page.iter().for_each(|(post, _)| self.index.view(member as i64, *post as i64, self.now));
        for (place, (post, features)) in page.iter().enumerate() {
            let liked = self.tallies[*post as usize].likes;
            let Happened { seen, outcome } = behaviour::shown(self.town, member, *post, place, liked);
            if place == 0 {
                let chance = self.heads.guess(features)[Kind::Like.place()];
                watch.guessed(chance, seen && outcome.has(Kind::Like));
            }
            for kind in self.heard.iter().filter(|kind| **kind != Kind::Worth) {
                self.heads.learn(*kind, features, outcome.has(*kind), place);
            }
            if outcome.asked {
                self.heads.learn(Kind::Worth, features, outcome.has(Kind::Worth), place);
            }
            self.readers[member as usize].shown.insert(self.town.posts[*post as usize].conversation);
            if seen {
                watch.viewed(member, *post, self.now);
                self.react(member, *post, outcome);
            }
        }
    }

    fn react(&mut self, member: u64, post: u64, outcome: Outcome) {
        let author = self.town.posts[post as usize].author;
        let reader = &mut self.readers[member as usize];
        reader.seen.insert(post);
        let mutes = outcome.has(Kind::Mute) && reader.muted.insert(author);
        let follows = outcome.has(Kind::Follow) && reader.follows.insert(author);
        if follows {
            self.followers[author as usize] += 1.0;
        }
        if mutes || follows {
            self.relate(member);
        }
        let tally = &mut self.tallies[post as usize];
        tally.views += 1.0;
        if outcome.has(Kind::Like) {
            tally.likes += 1.0;
            self.graph.add(member, post);
        }
        if outcome.has(Kind::Repost) {
            tally.reposts += 1.0;
        }
        for kind in KINDS.into_iter().filter(|kind| outcome.has(*kind)) {
            if self.heard.contains(&kind) || kind == Kind::Worth {
                self.index.react(&Reaction { who: member as i64, post: post as i64, kind, at: self.now });
            }
        }
    }
}

/// A post as `app::for_you` tells it to the index.
fn as_post(id: i64, written: &Written) -> Post {
    let Text { quality, toxicity, clickbait, shouting } = written.text;
    let marks =
        [(shouting >= 0.5, Marks::LOUD), (clickbait >= 0.8, Marks::BAIT), (toxicity >= 0.8, Marks::TOXIC)];
    Post {
        id,
        author: written.author as i64,
        at: written.created,
        thread: written.conversation as i64,
        language: 1,
        words: written.words.clone(),
        quality: (2.0 * (quality - 0.5)).clamp(-1.0, 1.0),
        marks: Marks(marks.into_iter().filter(|(holds, _)| *holds).fold(0, |all, (_, mark)| all | mark)),
        open: true,
        ..Post::default()
    }
}

/// When who reads: about two times a day each, the same for every ranker.
fn visits(town: &Town) -> Vec<(i64, u64)> {
    let mut visits = Vec::new();
    for member in 0..town.members.len() as u64 {
        for hour in 0..(town.end / HOUR) as u64 {
            let awake = (7..24).contains(&(hour % 24));
            let now = hour as i64 * HOUR + (chance::of([town.seed, member, hour, 1]) * HOUR as f32) as i64;
            let comes = chance::of([town.seed, member, hour, 2]) < if awake { 0.12 } else { 0.01 };
            if comes && town.is_there(member, now) {
                visits.push((now, member));
            }
        }
    }
    visits.sort_unstable();
    visits
}

/// Lets the town read through a ranker and measures how it goes.
pub fn run(town: &Town, ranker: Ranker) -> Measures {
    let mut world = World::new(town, ranker);
    let mut watch = Watch::new(town);
    let steering = Steering::default();
    for (now, member) in visits(town) {
        world.go_to(now);
        let page = ranker.page(&world, member, &steering, PAGE);
        let posts: Vec<u64> = page.iter().map(|(post, _)| *post).collect();
        // The first day nobody knows anything of anybody.
        if now > 24 * HOUR {
            watch.ranked(member, &posts, &world.unseen(member));
        }
        let shown = &world.readers[member as usize].shown;
        watch.repeated(&posts, |post| shown.contains(&town.posts[post as usize].conversation));
        world.read(member, &page, &mut watch);
    }
    let less = less(&mut world, ranker);
    watch.measures(less)
}

/// By how much a topic becomes less at once where a member asks for less of it: the mean over members on
/// whose page a topic stands at least four times. A ranker that cannot be told changes nothing; X's can be
/// told "not interested" in a post.
fn less(world: &mut World<'_>, ranker: Ranker) -> f64 {
    let (mut cuts, mut asked) = (0.0, 0.0);
    let town = world.town;
    let of = |page: &Page, topic: u32| {
        page.iter().filter(|(post, _)| town.posts[*post as usize].topic == topic).count()
    };
    for member in (0..town.members.len() as u64).step_by(4) {
        let before = ranker.page(world, member, &Steering::default(), 35);
        let topics: HashSet<u32> = before.iter().map(|(post, _)| town.posts[*post as usize].topic).collect();
        let Some(most) = topics.into_iter().max_by_key(|topic| (of(&before, *topic), *topic)) else {
            continue;
        };
        if of(&before, most) < 4 {
            continue;
        }
        let steering = Steering {
            policies: vec![Policy {
                id: 1,
                target: Target::Topic(vec![town::name(most)]),
                measure: Measure::Less,
                since: world.now,
                until: None,
            }],
            ..Steering::default()
        };
        let told = before.iter().find(|(post, _)| town.posts[*post as usize].topic == most);
        let after = match told.filter(|_| ranker == Ranker::X) {
            Some((post, features)) => {
                let kept = (world.index.clone(), world.heads.clone(), world.readers[member as usize].clone());
                world.heads.learn(Kind::Hide, features, true, 0);
                world.react(member, *post, Outcome::default().with(Kind::Hide));
                let after = ranker.page(world, member, &steering, 35);
                (world.index, world.heads, world.readers[member as usize]) = kept;
                after
            }
            None => ranker.page(world, member, &steering, 35),
        };
        cuts += 1.0 - of(&after, most) as f64 / of(&before, most) as f64;
        asked += 1.0;
    }
    if asked > 0.0 { cuts / asked } else { 0.0 }
}
