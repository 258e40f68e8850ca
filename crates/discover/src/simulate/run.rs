//! The town reads through one ranker.

use super::behaviour::{self, Happened};
use super::chance;
use super::measures::{Measures, Watch};
use super::rankers::Kind;
use super::town::{HOUR, Town};
use crate::feed::graph::Graph;
use crate::feed::heads::Outcome;
use crate::feed::steering::{About, Wish};
use crate::feed::trust::{Trust, standing};
use crate::feed::{Action, Author, Heads, Post, Shown, Steering, Viewer};
use std::collections::{HashMap, HashSet};

/// How long a page is.
pub(super) const PAGE: usize = 20;
/// Posts older than this are shown by no ranker.
const OLDEST: i64 = 48 * HOUR;
/// What was shown that is remembered.
const MEMORY: usize = 150;

/// A town as its server sees it.
pub struct World<'a> {
    /// The town.
    pub town: &'a Town,
    /// The time.
    pub now: i64,
    /// Everybody as readers.
    pub viewers: Vec<Viewer>,
    /// Who reacted to what lately.
    pub graph: Graph,
    /// What is guessed.
    pub heads: Heads,
    posts: Vec<Post>,
    first: usize,
    authors: Vec<Author>,
    trust: Trust,
    trusting: bool,
}

impl<'a> World<'a> {
    fn new(town: &'a Town, trusting: bool) -> Self {
        let viewers: Vec<Viewer> = (0_u64..)
            .zip(&town.members)
            .map(|(id, member)| Viewer { id, follows: member.follows.clone(), ..Viewer::default() })
            .collect();
        let mut authors = vec![Author::default(); town.members.len()];
        for follows in viewers.iter().map(|viewer| &viewer.follows) {
            follows.iter().for_each(|author| authors[*author as usize].followers += 1.0);
        }
        Self {
            town,
            now: 0,
            viewers,
            graph: Graph::default(),
            heads: Heads::default(),
            posts: Vec::new(),
            first: 0,
            authors,
            trust: Trust::default(),
            trusting,
        }
    }

    /// The posts of the last two days.
    pub fn recent(&self) -> &[Post] {
        self.posts.get(self.first..).unwrap_or_default()
    }

    /// What people like, of the last two days, who like what a member likes, whenever that was.
    pub fn near(&self, member: u64) -> HashMap<u64, f32> {
        self.graph.neighbours(member, &|post| post >= self.first as u64)
    }

    /// Whether a post is another's and was not seen.
    pub fn is_new(&self, member: u64, post: &Post) -> bool {
        post.author != member && !self.viewers[member as usize].seen.contains(&post.id)
    }

    /// Brings the world to a time: posts appear, old ones go, what is known of authors is brought up to date.
    fn go_to(&mut self, now: i64) {
        if now / (24 * HOUR) != self.now / (24 * HOUR) {
            self.trust.fade();
        }
        self.now = now;
        while let Some(written) = self.town.posts.get(self.posts.len()).filter(|next| next.created <= now) {
            self.posts.push(Post {
                id: self.posts.len() as u64,
                author: written.author,
                conversation: written.conversation,
                topic: written.topic,
                created: written.created,
                text: written.text,
                ..Post::default()
            });
            let author = &mut self.authors[written.author as usize];
            // A running mean over about a week.
            author.posts_a_day += (1.0 - author.posts_a_day / 7.0) / 7.0 * 1.5;
        }
        while self.posts.get(self.first).is_some_and(|oldest| now - oldest.created > OLDEST) {
            self.first += 1;
        }
        for post in &mut self.posts[self.first..] {
            let joined = self.town.members[post.author as usize].joined;
            post.by = self.authors[post.author as usize];
            post.by.days = (now - joined) as f32 / (24 * HOUR) as f32;
        }
    }

    /// A member looks at a page.
    fn read(&mut self, member: u64, page: &[u64], watch: &mut Watch<'_>) {
        let near = self.near(member);
        for (place, id) in page.iter().enumerate() {
            let post = self.posts[*id as usize].clone();
            let near = near.get(id).copied().unwrap_or_default();
            let liked = post.actions[Action::Like.number()];
            let Happened { seen, outcome } = behaviour::shown(self.town, member, *id, place, liked);
            if place == 0 {
                let chance = self.chances(member, &post, near)[Action::Like.number()];
                watch.guessed(chance, seen && outcome.has(Action::Like));
            }
            let features = self.features(member, &post, near);
            self.heads.learn(&features, place, if seen { outcome } else { Outcome::default() });
            self.remember(member, &post);
            if seen {
                watch.viewed(member, &post, self.now);
                self.react(member, &post, outcome);
            }
        }
    }

    fn remember(&mut self, member: u64, post: &Post) {
        let viewer = &mut self.viewers[member as usize];
        viewer.shown.push(Shown { author: post.author, topic: post.topic, conversation: post.conversation });
        if viewer.shown.len() > 2 * MEMORY {
            viewer.shown.drain(..MEMORY);
        }
    }

    fn react(&mut self, member: u64, post: &Post, outcome: Outcome) {
        let viewer = &mut self.viewers[member as usize];
        viewer.seen.insert(post.id);
        viewer.taste.learn(post, outcome);
        if outcome.has(Action::Mute) {
            viewer.muted.insert(post.author);
        }
        if outcome.has(Action::Follow) && viewer.follows.insert(post.author) {
            self.authors[post.author as usize].followers += 1.0;
        }
        if outcome.has(Action::Like) {
            self.graph.add(member, post.id);
        }
        let by = self.authors[member as usize];
        let regrets = by.actions[Action::Hide.number()] + by.actions[Action::Mute.number()];
        let days = (self.now - self.town.members[member as usize].joined) as f32 / (24 * HOUR) as f32;
        let standing = standing(days, by.views, regrets);
        let done = Action::ALL.into_iter().any(|action| outcome.has(action));
        let weight = match (self.trusting, done) {
            (true, true) => self.trust.weigh(member, post.author, standing),
            _ => 1.0,
        };
        let own = &mut self.posts[post.id as usize];
        let author = &mut self.authors[post.author as usize];
        own.views += 1.0;
        author.views += 1.0;
        for action in Action::ALL.into_iter().filter(|action| outcome.has(*action)) {
            own.actions[action.number()] += weight;
            author.actions[action.number()] += weight;
        }
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
pub fn run(town: &Town, kind: Kind) -> Measures {
    let mut world = World::new(town, kind == Kind::Ours);
    let mut watch = Watch::new(town);
    let steering = Steering::default();
    for (now, member) in visits(town) {
        world.go_to(now);
        let page = kind.page(&world, member, &steering, PAGE);
        // The first day nobody knows anything of anybody.
        if now > 24 * HOUR {
            let unseen: Vec<u64> =
                world.recent().iter().filter(|post| world.is_new(member, post)).map(|post| post.id).collect();
            watch.ranked(member, &page, &unseen);
        }
        watch.repeated(&page, |post| {
            let conversation = town.posts[post as usize].conversation;
            world.viewers[member as usize].shown.iter().any(|shown| shown.conversation == conversation)
        });
        world.read(member, &page, &mut watch);
    }
    let less = less(&mut world, kind);
    watch.measures(less)
}

/// By how much a topic becomes less at once where a member asks for less of it: the mean over members on
/// whose page a topic stands at least four times. A ranker that cannot be told changes nothing; X's can be
/// told "not interested" in a post.
fn less(world: &mut World<'_>, kind: Kind) -> f64 {
    let (mut cuts, mut asked) = (0.0, 0.0);
    for member in (0..world.viewers.len() as u64).step_by(4) {
        let before = kind.page(world, member, &Steering::default(), 35);
        let topic = |post: &u64| world.town.posts[*post as usize].topic;
        let count = |page: &[u64], of: u32| page.iter().filter(|post| topic(post) == of).count() as f64;
        let topics: HashSet<u32> = before.iter().map(topic).collect();
        let Some(most) = topics.into_iter().max_by_key(|of| (count(&before, *of) as u64, *of)) else {
            continue;
        };
        if count(&before, most) < 4.0 {
            continue;
        }
        let mut steering = Steering::default();
        let about = About::Topic(most);
        steering.wishes.push(Wish { id: 1, about, strength: -1.0, made: world.now, until: None });
        let kept = world.viewers[member as usize].clone();
        if let Some(shown) = before.iter().find(|post| topic(post) == most).filter(|_| kind == Kind::X) {
            let (post, hidden) =
                (world.posts[*shown as usize].clone(), Outcome::default().with(Action::Hide));
            let features = world.features(member, &post, 0.0);
            world.heads.learn(&features, 0, hidden);
            let viewer = &mut world.viewers[member as usize];
            viewer.seen.insert(post.id);
            viewer.taste.learn(&post, hidden);
        }
        let topic = |post: &u64| world.town.posts[*post as usize].topic;
        let after = kind.page(world, member, &steering, 35).iter().filter(|post| topic(post) == most).count();
        let before = before.iter().filter(|post| topic(post) == most).count();
        cuts += 1.0 - after as f64 / before as f64;
        asked += 1.0;
        world.viewers[member as usize] = kept;
    }
    if asked > 0.0 { cuts / asked } else { 0.0 }
}
