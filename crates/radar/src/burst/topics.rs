//! Rising tags, phrases, links and people that are one story.
//!
//! Two things are the same story when those posts that hold the rarer one mostly hold the other too, or are
//! by the same people; what hangs together by that is a topic.

use super::coordination::{Coordination, coordination};
use std::collections::{BTreeMap, BTreeSet};

/// The share of the rarer thing's posts that hold the other one, from which both are one story.
const SHARED_POSTS: f64 = 0.5;
/// The same of its accounts: higher, because people talk of several things.
const SHARED_ACCOUNTS: f64 = 0.8;
/// The fewest posts, or accounts, two things have to share.
const LEAST_SHARED: usize = 3;
/// How many of a topic's accounts are named as its spreaders.
const SPREADERS: usize = 5;

/// Somebody's post that holds a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The post.
    pub post: u64,
    /// Whose it is.
    pub account: u64,
    /// When it was made, in seconds since 1970.
    pub at: i64,
}

/// A thing that rises: a tag, a phrase, a link, a person.
#[derive(Clone, Debug, Default)]
pub struct Rising {
    /// How surprising its rise is ([`super::Surprise::score`]).
    pub score: f64,
    /// The posts it is in, in any order.
    pub mentions: Vec<Mention>,
}

/// Things that are one story.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Which of the rising things, the most surprising first.
    pub things: Vec<usize>,
    /// How surprising the most surprising of them is.
    pub score: f64,
    /// Its first post.
    pub first: Mention,
    /// Who posted most of it, with how many posts, most first.
    pub spreaders: Vec<(u64, usize)>,
    /// Its posts.
    pub posts: usize,
    /// The people in it.
    pub accounts: usize,
    /// Posts an hour, over the hour before the time asked about.
    pub pace: f64,
    /// Whether a few who act together drive it.
    pub coordination: Coordination,
}

/// Groups what rises into topics, the most surprising first, as of a time in seconds since 1970. Things without
/// posts are in none.
pub fn topics(rising: &[Rising], now: i64) -> Vec<Topic> {
    let posts: Vec<BTreeSet<u64>> =
        rising.iter().map(|thing| thing.mentions.iter().map(|mention| mention.post).collect()).collect();
    let accounts: Vec<BTreeSet<u64>> =
        rising.iter().map(|thing| thing.mentions.iter().map(|mention| mention.account).collect()).collect();
    let mut group: Vec<usize> = (0..rising.len()).collect();
    for one in 0..rising.len() {
        for other in 0..one {
            if alike(&posts[one], &posts[other], SHARED_POSTS)
                || alike(&accounts[one], &accounts[other], SHARED_ACCOUNTS)
            {
                let (to, from) = (group[other], group[one]);
                group.iter_mut().filter(|place| **place == from).for_each(|place| *place = to);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    group.iter().enumerate().for_each(|(thing, place)| groups.entry(*place).or_default().push(thing));
    let mut topics: Vec<Topic> =
        groups.into_values().filter_map(|things| topic(rising, things, now)).collect();
    topics.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.things.cmp(&other.things)));
    topics
}

fn alike(one: &BTreeSet<u64>, other: &BTreeSet<u64>, share: f64) -> bool {
    let both = one.intersection(other).count();
    both >= LEAST_SHARED && both as f64 >= share * one.len().min(other.len()) as f64
}

fn topic(rising: &[Rising], mut things: Vec<usize>, now: i64) -> Option<Topic> {
    things.sort_by(|one, other| rising[*other].score.total_cmp(&rising[*one].score).then(one.cmp(other)));
    let mentions: BTreeSet<Mention> =
        things.iter().flat_map(|thing| rising[*thing].mentions.iter().copied()).collect();
    let first = mentions.iter().min_by_key(|mention| (mention.at, mention.post)).copied()?;
    let mut by_account: BTreeMap<u64, usize> = BTreeMap::new();
    mentions.iter().for_each(|mention| *by_account.entry(mention.account).or_default() += 1);
    let mut spreaders: Vec<(u64, usize)> =
        by_account.iter().map(|(account, posts)| (*account, *posts)).collect();
    spreaders.sort_by_key(|(account, posts)| (std::cmp::Reverse(*posts), *account));
    spreaders.truncate(SPREADERS);
    let lately =
        mentions.iter().filter(|mention| (0..3_600).contains(&now.saturating_sub(mention.at))).count();
    Some(Topic {
        score: things.first().map_or(0.0, |thing| rising[*thing].score),
        first,
        spreaders,
        posts: mentions.len(),
        accounts: by_account.len(),
        pace: lately as f64,
        coordination: coordination(occasions(&mentions).values().map(Vec::as_slice)),
        things,
    })
}

/// A topic's posts by the quarter of an hour: a post stands in several of its things, but is one act.
fn occasions(mentions: &BTreeSet<Mention>) -> BTreeMap<i64, Vec<Mention>> {
    let mut occasions: BTreeMap<i64, Vec<Mention>> = BTreeMap::new();
    mentions
        .iter()
        .for_each(|mention| occasions.entry(mention.at.div_euclid(900)).or_default().push(*mention));
    occasions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(score: f64, posts: impl Iterator<Item = u64>) -> Rising {
        let mention = |post| Mention { post, account: post + 1_000, at: post as i64 * 60 };
        Rising { score, mentions: posts.map(mention).collect() }
    }

    #[test]
    fn what_stands_in_the_same_posts_is_one_story() {
        let rising = [
            thing(0.7, 0..20),
            thing(0.9, 10..40),
            thing(0.8, 300..330),
            thing(0.6, 12..16),
            Rising::default(),
        ];
        let found = topics(&rising, 40 * 60);
        let things: Vec<_> = found.iter().map(|topic| topic.things.clone()).collect();
        assert_eq!(things, [vec![1, 0, 3], vec![2]]);
        assert_eq!((found[0].posts, found[0].accounts, found[0].first.post), (40, 40, 0));
        assert_eq!((found[0].pace, found[1].pace), (40.0, 0.0));
        assert!(!found[0].coordination.warning);
    }

    #[test]
    fn a_clique_behind_a_topic_is_told_and_shared_posts_are_no_sign_of_one() {
        let mut driven = thing(0.5, 0..4);
        for round in 0..4 {
            let bots = (1..=4).map(|bot| Mention {
                post: 500 + round * 10 + bot,
                account: bot,
                at: round as i64 * 1_800 + bot as i64,
            });
            driven.mentions.extend(bots);
        }
        assert!(topics(&[driven], 7_200)[0].coordination.warning);
        // Three people within a minute, in five things that stand in the same three posts.
        let quick = |post| Mention { post, account: post, at: post as i64 };
        let same = vec![Rising { score: 0.9, mentions: (0..3).map(quick).collect() }; 5];
        assert_eq!(topics(&same, 60)[0].coordination, Coordination::default());
    }

    #[test]
    fn those_who_post_most_are_named() {
        let mut rising = thing(0.5, 0..6);
        rising.mentions.extend((100..104).map(|post| Mention { post, account: 7, at: 9_000 }));
        let found = topics(&[rising], 9_000);
        assert_eq!(found[0].spreaders[0], (7, 4));
        assert_eq!(found[0].spreaders.len(), SPREADERS);
    }
}
