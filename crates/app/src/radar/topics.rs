//! What rises beyond what is usual for it: tags, pages, people and phrases, one story each.

use super::things::{Thing, things};
use super::trust::{ENOUGH, REPORTERS, Trust};
use crate::{App, Error, Result};
use ::radar::burst::{self, Mention, Rising, Watch};
use model::{AccountId, PostId, Time};
use parking_lot::Mutex;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::radar::Said;

/// How far back what is usual is looked for.
const BACK: i64 = 14 * 86_400_000;
/// What counts as lately.
const LATELY: i64 = 24 * 3_600_000;
/// Accounts it takes whose word counts: two alone are no topic.
const VOICES: usize = 3;
/// Posts looked at, the newest first.
const POSTS: usize = 30_000;
/// Things looked at more closely, those of most people first.
const CLOSELY: usize = 120;
/// A stretch of counting, in milliseconds.
const STRETCH: i64 = 1_800_000;
/// For how many times as long as it took to find out an answer is as good as a new one.
const USED_FOR: u32 = 10;
/// How long at most.
const AT_MOST: Duration = Duration::from_secs(15);

/// Something that is talked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// What it is called by, the most surprising first.
    pub things: Vec<Thing>,
    /// Accounts that spoke of the first of them in the last day, each counted once in a half hour.
    pub count: i64,
    /// How many are usual in half an hour at this time of day.
    pub expected: f64,
    /// 0 to 1: how surprising its busiest half hour of the last day was.
    pub score: f64,
    /// Whether it is bursting now.
    pub bursting: bool,
    /// When its busiest half hour of the last day began.
    pub peak: Time,
    /// Its use in the half hours of the last day, oldest first.
    pub series: Vec<i64>,
    /// Its first post of the last day.
    pub first: PostId,
    /// Who spoke of it most, and in how many posts.
    pub spreaders: Vec<(AccountId, usize)>,
    /// The people in it.
    pub accounts: usize,
    /// Posts in the last hour.
    pub pace: usize,
    /// Whether a few accounts that act at once drive it.
    pub driven: bool,
}

/// What was found last.
#[derive(Default)]
pub(super) struct Found(Mutex<Option<(Instant, Arc<Vec<Topic>>)>>);

impl App {
    /// What rises, the most surprising first.
    pub async fn rising_topics(&self, limit: usize) -> Result<Vec<Topic>> {
        let now = self.now();
        let known = self.inner.radar.found.0.lock().clone();
        let fresh = known.filter(|(until, _)| *until > Instant::now());
        let topics = match fresh {
            Some((_, topics)) => topics,
            None => {
                let begun = Instant::now();
                let since = Time::from_millis(now.millis() - BACK);
                let mut rows = self.read().await?;
                let (joined_before, _) = self.established_before(&mut rows).await?;
                let reported = store::radar::reported(&mut rows, since, joined_before, REPORTERS).await?;
                let said = store::radar::said(&mut rows, since, POSTS).await?;
                drop(rows);
                let trust = Trust { joined_before, reported: reported.into_iter().collect() };
                let find = move || find(said, &trust, now.millis());
                let found = tokio::task::spawn_blocking(find).await;
                let found = Arc::new(found.map_err(|error| Error::internal("looking for topics", error))?);
                let until = Instant::now() + (begun.elapsed() * USED_FOR).min(AT_MOST);
                *self.inner.radar.found.0.lock() = Some((until, Arc::clone(&found)));
                found
            }
        };
        Ok(topics.iter().take(limit).cloned().collect())
    }
}

/// What a thing did.
struct Watched {
    thing: Thing,
    count: i64,
    expected: f64,
    score: f64,
    bursting: bool,
    peak: i64,
    series: Vec<i64>,
}

fn find(mut said: Vec<Said>, trust: &Trust, now: i64) -> Vec<Topic> {
    said.retain(|post| trust.in_author_of(post) > 0.0);
    let about: Vec<BTreeSet<Thing>> = said.iter().map(|post| things(&post.text, post.by_words)).collect();
    let all = || said.iter().zip(&about);
    let closely = talked_about(all().filter(|(post, _)| post.at.millis() >= now - LATELY), trust);
    let mut uses: HashMap<&Thing, Uses> = HashMap::new();
    let mut mentions: HashMap<&Thing, Vec<Mention>> = HashMap::new();
    let since = said.iter().map(|post| post.at.millis()).min().unwrap_or(now).max(now - BACK);
    for (post, things) in all() {
        for thing in things.iter().filter(|thing| closely.contains(thing)) {
            let stretch = uses.entry(thing).or_default().entry(post.at.millis() / STRETCH).or_default();
            stretch.insert(post.author, trust.in_author_of(post));
            if post.at.millis() >= now - LATELY {
                mentions.entry(thing).or_default().push(mention(post));
            }
        }
    }
    let mut watched: Vec<Watched> =
        uses.into_iter().map(|(thing, uses)| watch(thing.clone(), &uses, since, now)).collect();
    watched
        .sort_by(|a, b| b.score.total_cmp(&a.score).then(b.count.cmp(&a.count)).then(a.thing.cmp(&b.thing)));
    let rising = watched
        .iter()
        .map(|one| Rising { score: one.score, mentions: mentions.remove(&one.thing).unwrap_or_default() });
    let rising: Vec<Rising> = rising.collect();
    burst::topics(&rising, now / 1_000).iter().map(|topic| told(topic, &watched)).collect()
}

/// Who used a thing in each stretch, and what their word counts.
type Uses = BTreeMap<i64, HashMap<AccountId, f64>>;

/// The things of most people, of those that enough people spoke of whose word counts.
fn talked_about<'t>(
    lately: impl Iterator<Item = (&'t Said, &'t BTreeSet<Thing>)>,
    trust: &Trust,
) -> HashSet<&'t Thing> {
    let mut voices: HashMap<&Thing, HashMap<AccountId, f64>> = HashMap::new();
    for (post, things) in lately {
        for thing in things {
            voices.entry(thing).or_default().insert(post.author, trust.in_author_of(post));
        }
    }
    let enough = |who: &HashMap<AccountId, f64>| who.len() >= VOICES && who.values().sum::<f64>() >= ENOUGH;
    let mut often: Vec<(f64, &Thing)> = voices
        .iter()
        .filter(|(_, who)| enough(who))
        .map(|(thing, who)| (who.values().sum(), *thing))
        .collect();
    often.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    often.into_iter().take(CLOSELY).map(|(_, thing)| thing).collect()
}

#[allow(clippy::cast_sign_loss)] // ids are not negative
fn mention(post: &Said) -> Mention {
    Mention { post: post.id.0 as u64, account: post.author.0 as u64, at: post.at.millis() / 1_000 }
}

/// Plays a thing's counts through a watch, from the beginning of what is looked at.
fn watch(thing: Thing, uses: &Uses, since: i64, now: i64) -> Watched {
    let mut watch = Watch::default();
    let mut watched = Watched {
        thing,
        count: 0,
        expected: 0.0,
        score: 0.0,
        bursting: false,
        peak: now,
        series: Vec::new(),
    };
    // The half hour before all that is known: nothing of it was there.
    for stretch in since / STRETCH - 1..=now / STRETCH {
        let used = uses.get(&stretch);
        let count = used.map_or(0, HashMap::len);
        let surprise =
            watch.take((stretch + 1) * STRETCH / 1_000, used.map_or(0.0, |who| who.values().sum()));
        if stretch * STRETCH < now - LATELY {
            continue;
        }
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        watched.count += count;
        watched.series.push(count);
        watched.expected = surprise.expected;
        watched.bursting = surprise.bursting;
        if surprise.score > watched.score && count > 0 {
            (watched.score, watched.peak) = (surprise.score, stretch * STRETCH);
        }
    }
    watched
}

#[allow(clippy::cast_possible_wrap)] // they were ids before
fn told(topic: &burst::Topic, watched: &[Watched]) -> Topic {
    // A tag says best what a story is about, where it rises as much.
    let mut things: Vec<&Watched> = topic.things.iter().map(|place| &watched[*place]).collect();
    let leads = things.first().map_or(0.0, |first| first.score);
    things.sort_by_key(|one| (one.score < leads * 0.8, !matches!(one.thing, Thing::Tag(_))));
    let first = things.first();
    Topic {
        count: first.map_or(0, |one| one.count),
        expected: first.map_or(0.0, |one| one.expected),
        score: topic.score,
        bursting: things.iter().any(|one| one.bursting),
        peak: Time::from_millis(first.map_or(0, |one| one.peak)),
        series: first.map(|one| one.series.clone()).unwrap_or_default(),
        first: PostId(topic.first.post as i64),
        spreaders: topic.spreaders.iter().map(|(who, posts)| (AccountId(*who as i64), *posts)).collect(),
        accounts: topic.accounts,
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count
        pace: topic.pace as usize,
        driven: topic.coordination.warning,
        things: things.into_iter().map(|one| one.thing.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 20_000 * 86_400_000 + 13 * 3_600_000;

    fn said(id: i64, author: i64, at: i64, text: &str) -> Said {
        Said {
            id: PostId(id),
            author: AccountId(author),
            at: Time::from_millis(at),
            text: text.to_owned(),
            by_words: true,
            joined: Time::from_millis(0),
            followers: 3,
        }
    }

    fn trust() -> Trust {
        Trust { joined_before: Time::from_millis(NOW - 3 * 86_400_000), reported: HashSet::new() }
    }

    fn found(posts: &[Said]) -> Vec<Topic> {
        find(posts.to_vec(), &trust(), NOW)
    }

    #[test]
    fn a_sudden_crowd_is_more_surprising_than_a_daily_one() {
        let mut posts = Vec::new();
        for day in 0..14 {
            for who in 0..6 {
                let at = NOW - day * 86_400_000 - 3_600_000 + who * 60_000;
                posts.push(said(day * 10 + who, who, at, "Time for #lunch"));
            }
        }
        for who in 0..14 {
            posts.push(said(
                500 + who,
                50 + who,
                NOW - 1_000_000 + who * 50_000,
                "It shook, #quake at the harbour wall",
            ));
        }
        let found = found(&posts);
        assert_eq!(found[0].things[0], Thing::Tag("quake".into()), "{found:?}");
        assert!(found[0].things.contains(&Thing::Phrase("harbour wall".into())), "{found:?}");
        assert_eq!((found[0].accounts, found[0].first, found[0].pace), (14, PostId(500), 14));
        let lunch = found.iter().find(|topic| topic.things[0] == Thing::Tag("lunch".into())).unwrap();
        assert!(found[0].score > lunch.score + 0.1, "{} {}", found[0].score, lunch.score);
        assert_eq!(found[0].series.len(), 49);
    }

    #[test]
    fn a_few_who_act_at_once_are_told() {
        let mut posts = Vec::new();
        for round in 0..5 {
            for who in 0..4 {
                let at = NOW - 9_000_000 + round * 1_800_000 + who * 2_000;
                posts.push(said(round * 10 + who, who, at, "Buy the #coin"));
            }
        }
        let found = found(&posts);
        assert!(found[0].driven, "{found:?}");
        assert_eq!(found[0].spreaders.len(), 4);
    }

    #[test]
    fn two_are_no_topic() {
        let posts = [said(1, 1, NOW - 5_000, "#quiet"), said(2, 2, NOW - 4_000, "#quiet")];
        assert!(found(&posts).is_empty());
    }

    #[test]
    fn a_ring_of_fresh_accounts_is_no_topic_however_many_follow_each_other() {
        let crowd = |joined: i64, followers: i64| -> Vec<Said> {
            (0..20)
                .map(|who| Said {
                    joined: Time::from_millis(joined),
                    followers,
                    ..said(who, who, NOW - 3_000_000 + who * 130_000, "Everybody buys #coin")
                })
                .collect()
        };
        assert!(found(&crowd(NOW - 86_400_000, 19)).is_empty());
        let old = NOW - 40 * 86_400_000;
        assert_eq!(found(&crowd(old, 19))[0].accounts, 20);
        // Three of them whose word counts carry nobody else's.
        let mut mixed = crowd(NOW - 86_400_000, 19);
        mixed.iter_mut().take(3).for_each(|post| post.joined = Time::from_millis(old));
        let mixed = found(&mixed);
        assert_eq!((mixed[0].accounts, mixed[0].pace), (3, 3));
    }

    #[test]
    fn who_was_reported_by_several_counts_less() {
        let posts: Vec<Said> = (0..3)
            .map(|who| Said { followers: 0, ..said(who, who, NOW - who * 90_000, "A #bargain") })
            .collect();
        assert_eq!(found(&posts).len(), 1, "three whom nobody follows are enough");
        let reported = Trust { reported: (0..3).map(AccountId).collect(), ..trust() };
        assert!(find(posts, &reported, NOW).is_empty());
    }
}
