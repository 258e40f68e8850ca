//! Who lives in the town and what they write.

use crate::chance;
use feed::words;
use rand::rngs::SmallRng;
use rand::{Rng as _, SeedableRng as _};
use std::collections::HashSet;

/// What posts are about. Zero is not used: it stands for nothing known.
pub const TOPICS: usize = 24;
/// Members at the start; newcomers come on top.
const MEMBERS: usize = 360;
/// Members who join while the town is watched.
const NEWCOMERS: usize = 40;
/// Accounts that write to anger. Studies of abuse find a few in a hundred behind most of it.
const TROLLS: usize = 12;
/// Groups that like and repost each other whatever it is, and how many are in each.
const CLIQUES: usize = 3;
const CLIQUE: usize = 6;
/// Milliseconds in an hour.
pub const HOUR: i64 = 3_600_000;

/// Somebody who lives there.
#[derive(Clone, Debug)]
pub struct Member {
    /// What they care for, by topic; sums to one.
    pub interests: Vec<f32>,
    /// How much care they take in writing, between 0 and 1.
    pub craft: f32,
    /// How much they bait, between 0 and 1.
    pub bait: f32,
    /// Whether they write to anger.
    pub troll: bool,
    /// The clique they are in.
    pub clique: Option<usize>,
    /// Posts a day.
    pub rate: f32,
    /// When they joined, in milliseconds; before zero for who was there.
    pub joined: i64,
    /// How much a quarrel entertains rather than tires them, between 0 and 1.
    pub quarrel: f32,
    /// Whom they follow at the start.
    pub follows: HashSet<u64>,
}

/// A post as it is, and as it looks.
#[derive(Clone, Debug)]
pub struct Written {
    /// Whose.
    pub author: u64,
    /// About what.
    pub topic: u32,
    /// When, in milliseconds.
    pub created: i64,
    /// The conversation: the post it began with.
    pub conversation: u64,
    /// How good it is, between 0 and 1.
    pub craft: f32,
    /// How much it promises and does not keep, between 0 and 1.
    pub bait: f32,
    /// How much it angers, between 0 and 1.
    pub anger: f32,
    /// What a model makes of the text.
    pub text: Text,
    /// The words that carry its meaning, as ranking knows them.
    pub words: Vec<u32>,
}

/// What a model makes of a text; shares between 0 and 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Text {
    /// All in all.
    pub quality: f32,
    /// How probably it insults.
    pub toxicity: f32,
    /// How probably it was written to be clicked.
    pub clickbait: f32,
    /// Capitals and exclamation marks.
    pub shouting: f32,
}

/// The word for a topic: what a member would say who wants less of it.
pub fn name(topic: u32) -> String {
    format!("topic{topic}")
}

/// Words of a text: its topic's name, three of the dozen that go with the topic, and four of the thousands
/// that go with anything.
fn speak(topic: u32, random: &mut SmallRng) -> Vec<u32> {
    let mut words = vec![words::one(&name(topic))];
    words.extend((0..3).map(|_| words::one(&format!("near{topic}x{}", random.random_range(0..12)))));
    words.extend((0..4).map(|_| words::one(&format!("word{}", random.random_range(0..3_000)))));
    words.sort_unstable();
    words.dedup();
    words
}

/// The town.
#[derive(Clone, Debug)]
pub struct Town {
    /// What was drawn depends on it.
    pub seed: u64,
    /// Everybody, by number.
    pub members: Vec<Member>,
    /// Everything that is written, in order of time; a post's number is its place.
    pub posts: Vec<Written>,
    /// How long the town is watched, in milliseconds.
    pub end: i64,
}

impl Town {
    /// Draws a town for some days.
    pub fn new(seed: u64, days: u32) -> Self {
        let mut random = SmallRng::seed_from_u64(seed);
        let end = i64::from(days) * 24 * HOUR;
        let mut members: Vec<Member> =
            (0..MEMBERS + NEWCOMERS).map(|number| member(number, end, &mut random)).collect();
        befriend(&mut members, &mut random);
        let mut town = Self { seed, members, posts: Vec::new(), end };
        town.write(&mut random);
        town
    }

    /// How good it is for a member to have seen a post, between 0 (a waste or worse) and 1.
    ///
    /// Care counts twice as much where the member cares for the topic, which is what recommender studies
    /// call relevance; what a friend writes is worth something whatever it is about; bait disappoints and
    /// anger tires, unless one likes a quarrel. The rest is taste that nothing explains.
    pub fn satisfaction(&self, member: u64, post: u64) -> f32 {
        let (Some(reader), Some(written)) =
            (self.members.get(member as usize), self.posts.get(post as usize))
        else {
            return 0.0;
        };
        let cares = (reader.interests[written.topic as usize] * 6.0).min(1.0);
        let friend = if reader.follows.contains(&written.author) { 0.12 } else { 0.0 };
        let good = (0.15 + 0.85 * cares) * (0.25 + 0.75 * written.craft) + friend;
        let bad = 0.4 * written.bait + 0.7 * written.anger * (1.0 - reader.quarrel);
        (good - bad + 0.12 * chance::normal([self.seed ^ 11, member, post])).clamp(0.0, 1.0)
    }

    /// Whether a member is there at a time.
    pub fn is_there(&self, member: u64, now: i64) -> bool {
        self.members[member as usize].joined <= now
    }

    fn write(&mut self, random: &mut SmallRng) {
        let mut times: Vec<(i64, u64)> = Vec::new();
        for (number, member) in (0_u64..).zip(&self.members) {
            let from = member.joined.max(-24 * HOUR);
            let days = (self.end - from) as f32 / (24 * HOUR) as f32;
            for _ in 0..poisson(member.rate * days, random) {
                times.push((daytime(from, self.end, random), number));
            }
        }
        times.sort_unstable();
        for (created, author) in times {
            let written = self.compose(author, created, random);
            self.posts.push(written);
        }
    }

    fn compose(&self, author: u64, created: i64, random: &mut SmallRng) -> Written {
        let by = &self.members[author as usize];
        let number = self.posts.len() as u64;
        // A fifth of what is written answers something of the last hours.
        let answers = number > 50 && random.random_bool(0.2);
        let begun = answers.then(|| number - 1 - random.random_range(0..50));
        let (topic, conversation) = match begun {
            Some(begun) => (self.posts[begun as usize].topic, self.posts[begun as usize].conversation),
            None => (pick(&by.interests, random), number),
        };
        let spread = |middle: f32, by: f32, random: &mut SmallRng| {
            (middle + by * (random.random::<f32>() + random.random::<f32>() - 1.0)).clamp(0.0, 1.0)
        };
        let craft = spread(by.craft, 0.35, random);
        let bait = if random.random::<f32>() < by.bait {
            spread(0.7, 0.3, random)
        } else {
            spread(0.08, 0.1, random)
        };
        let angry = if by.troll { 0.75 } else { 0.04 };
        let anger = if random.random::<f32>() < angry {
            spread(0.75, 0.25, random)
        } else {
            spread(0.05, 0.08, random)
        };
        let text = looks(craft, bait, anger, random);
        let words = speak(topic, random);
        Written { author, topic, created, conversation, craft, bait, anger, text, words }
    }
}

/// What a model makes of a text: right in the main, with the spread of errors of models whose areas under
/// the curve are about .9; care shows least.
fn looks(craft: f32, bait: f32, anger: f32, random: &mut SmallRng) -> Text {
    let mut blurred = |value: f32, by: f32| {
        let error = (0..6).map(|_| random.random::<f32>()).sum::<f32>() - 3.0;
        (value + by * error).clamp(0.0, 1.0)
    };
    let toxicity = blurred(anger, 0.25);
    let clickbait = blurred(bait, 0.25);
    let effort = blurred(craft, 0.5);
    Text {
        quality: (0.4 + 0.6 * effort) * (1.0 - 0.7 * toxicity) * (1.0 - 0.4 * clickbait),
        toxicity,
        clickbait,
        shouting: blurred(0.7 * anger, 0.35),
    }
}

fn member(number: usize, end: i64, random: &mut SmallRng) -> Member {
    let newcomer = number >= MEMBERS;
    let troll = number < TROLLS;
    let clique = (TROLLS..TROLLS + CLIQUES * CLIQUE).contains(&number).then(|| (number - TROLLS) / CLIQUE);
    // Few topics each: weights that fall by half from one to the next.
    let mut interests = vec![0.0_f32; TOPICS + 1];
    let mut weight = 1.0;
    for _ in 0..5 {
        interests[random.random_range(1..=TOPICS)] += weight;
        weight *= 0.6;
    }
    let sum: f32 = interests.iter().sum();
    interests.iter_mut().for_each(|interest| *interest /= sum);
    let low = if clique.is_some() { 0.3 } else { 0.0 };
    Member {
        interests,
        craft: (0.15 + 0.75 * random.random::<f32>() - low).max(0.05),
        bait: if clique.is_some() || random.random_bool(0.1) { 0.6 } else { 0.05 },
        troll,
        clique,
        // Heavy tailed: most write seldom, some much.
        rate: if troll || clique.is_some() {
            3.0
        } else if newcomer {
            // They try it out.
            1.5
        } else {
            (-1.6 + 1.1 * bell(random)).exp().min(6.0) + 0.25
        },
        joined: if newcomer { (random.random::<f32>() * 0.6 * end as f32) as i64 } else { -90 * 24 * HOUR },
        quarrel: if random.random_bool(0.1) { 0.7 } else { 0.1 * random.random::<f32>() },
        follows: HashSet::new(),
    }
}

/// Who is there follows those who write about what they like, and the well-known; newcomers find a few and
/// are followed by nobody.
fn befriend(members: &mut [Member], random: &mut SmallRng) {
    let fame: Vec<f32> = (0..members.len())
        .map(|number| if number >= MEMBERS { 0.0 } else { (1.2 * bell(random)).exp() })
        .collect();
    for number in 0..members.len() {
        let interests = members[number].interests.clone();
        let draw: Vec<f32> = members
            .iter()
            .zip(&fame)
            .map(|(other, fame)| {
                let alike: f32 = other.interests.iter().zip(&interests).map(|(a, b)| a * b).sum();
                fame * (0.03 + alike)
            })
            .collect();
        let many = if number >= MEMBERS { 5 } else { random.random_range(8..40) };
        let mut follows: HashSet<u64> = (0..many).map(|_| u64::from(pick(&draw, random))).collect();
        if let Some(clique) = members[number].clique {
            let first = (TROLLS + clique * CLIQUE) as u64;
            follows.extend(first..first + CLIQUE as u64);
        }
        follows.remove(&(number as u64));
        members[number].follows = follows;
    }
}

fn bell(random: &mut SmallRng) -> f32 {
    (0..12).map(|_| random.random::<f32>()).sum::<f32>() - 6.0
}

fn pick(weights: &[f32], random: &mut SmallRng) -> u32 {
    let mut left = random.random::<f32>() * weights.iter().sum::<f32>();
    for (number, weight) in (0_u32..).zip(weights) {
        left -= weight;
        if left < 0.0 {
            return number;
        }
    }
    weights.iter().rposition(|weight| *weight > 0.0).unwrap_or(0) as u32
}

fn poisson(mean: f32, random: &mut SmallRng) -> usize {
    let (limit, mut product, mut count) = ((-mean.min(80.0)).exp(), 1.0_f32, 0);
    loop {
        product *= random.random::<f32>();
        if product <= limit {
            return count;
        }
        count += 1;
    }
}

/// A time of the days: most between morning and midnight.
fn daytime(from: i64, end: i64, random: &mut SmallRng) -> i64 {
    loop {
        let time = random.random_range(from..end);
        let hour = time.rem_euclid(24 * HOUR) / HOUR;
        if hour >= 7 || random.random_bool(0.2) {
            return time;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_town() {
        let (one, two) = (Town::new(3, 2), Town::new(3, 2));
        assert_eq!(one.posts.len(), two.posts.len());
        assert!(one.posts.iter().zip(&two.posts).all(|(a, b)| a.created == b.created && a.text == b.text));
        assert!(one.posts.len() > 400 && one.posts.is_sorted_by_key(|post| post.created));
    }

    #[test]
    fn what_is_good_is_good_for_whom_it_concerns() {
        let town = Town::new(1, 2);
        let mean = |pick: &dyn Fn(&Member, &Written) -> bool| {
            let pairs = (0..100_u64).flat_map(|member| (0..400_u64).map(move |post| (member, post)));
            let picked: Vec<f32> = pairs
                .filter(|(member, post)| pick(&town.members[*member as usize], &town.posts[*post as usize]))
                .map(|(member, post)| town.satisfaction(member, post))
                .collect();
            picked.iter().sum::<f32>() / picked.len() as f32
        };
        let cares = mean(&|member, post| member.interests[post.topic as usize] > 0.2);
        let does_not = mean(&|member, post| member.interests[post.topic as usize] == 0.0);
        assert!(cares > 2.0 * does_not, "{cares} {does_not}");
        assert!(mean(&|_, post| post.anger > 0.6) < does_not);
    }
}
