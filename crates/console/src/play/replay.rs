//! Recorded cascades, played again on a network by fictional members.
//!
//! The recordings are laid over the last weeks, each at the time of day it was recorded at, and everything in
//! them goes through the ordinary use cases as of its own moment. Radar looks once a minute of that time, so that
//! it forecasts what it would have forecast then, and judges what it would have judged.

use super::clock::as_of;
use app::{App, Joining, NewPost, ProfileChanges, Result};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use model::{AccountId, IdGenerator, PostId, Role, Time};
use radar::forecast::Recorded;
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};
use tokio::sync::SetOnce;

/// How often Radar looks, in the time that is played.
const LOOK: i64 = 60_000;
/// When a post has come of every age at which a forecast is written down.
const OF_EVERY_AGE: i64 = 7 * 3_600_000;
/// Events under way at the same time; those that wait together share one commit.
const AT_ONCE: usize = 128;
/// Numbers the posts; neither a server's nor another command's.
const NODE: u8 = 61;
const DAY: i64 = 86_400_000;
/// Characters of a post of which none are recorded.
const USUAL: f32 = 90.0;

/// What is going to happen, in the order of time.
pub struct Score {
    cues: Vec<Cue>,
    people: usize,
}

struct Cue {
    at: Time,
    who: usize,
    what: What,
}

enum What {
    /// Something is said.
    Say(String),
    /// The post of another cue is passed on.
    Repost(usize),
    /// It is answered.
    Answer(usize),
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Played {
    /// Posts.
    pub posts: usize,
    /// Reposts and answers.
    pub steps: usize,
    /// What the network refused: somebody passing on the same post twice, and answers to what was refused.
    pub refused: usize,
    /// How much faster than the recording it went, from beginning to end.
    pub speed: f64,
}

impl Score {
    /// Lays recordings over the days before a moment, the earliest recorded first.
    pub fn new(mut recorded: Vec<Recorded>, days: u32, now: Time) -> Self {
        recorded.sort_by_key(|one| one.root.at);
        let people = recorded.iter().map(|one| voices(one).len()).max().unwrap_or_default();
        let count = recorded.len().max(1);
        let mut cues: Vec<(Cue, usize, usize)> = Vec::new();
        for (number, one) in recorded.iter().enumerate() {
            let begins = begins(one, (number * days as usize / count) as i64, i64::from(days), now);
            lay(one, number, begins, now, people, &mut cues);
        }
        // An answer never comes before what it answers, also where both bear the same second.
        cues.sort_by_key(|(cue, cascade, event)| (cue.at, *cascade, *event));
        Self { cues: find(cues), people }
    }

    /// When Radar looks next: a minute later, or when something happens again after the last post has come of
    /// every age.
    fn next_look(&self, place: usize, now: i64) -> i64 {
        let posts = self.cues[..place].iter().rev().filter(|cue| matches!(cue.what, What::Say(_)));
        let young = posts.map(|cue| now - cue.at.millis()).next().is_some_and(|age| age <= OF_EVERY_AGE);
        let next = self.cues.get(place).map_or(i64::MAX, |next| next.at.millis());
        if young { now + LOOK } else { next.max(now + LOOK) }
    }

    /// How many take part.
    pub const fn people(&self) -> usize {
        self.people
    }

    /// How many things happen.
    pub const fn len(&self) -> usize {
        self.cues.len()
    }
}

/// Everybody in a recording, its author first.
fn voices(one: &Recorded) -> Vec<u64> {
    let mut known = HashSet::new();
    let author = one.author.unwrap_or(u64::MAX);
    std::iter::once(author)
        .chain(one.events.iter().map(|event| event.person))
        .filter(|who| known.insert(*who))
        .collect()
}

/// A day of those before a moment, at the time of day of the recording.
fn begins(one: &Recorded, day: i64, days: i64, now: Time) -> i64 {
    let midnight = (now.millis() / DAY - days + 1 + day) * DAY;
    let at = midnight + (one.root.at * 1_000).rem_euclid(DAY);
    if at < now.millis() { at } else { at - DAY }
}

/// Puts the events of a recording down. Everybody in it is somebody else; who is who in another is left to chance.
fn lay(
    one: &Recorded,
    number: usize,
    begins: i64,
    now: Time,
    people: usize,
    cues: &mut Vec<(Cue, usize, usize)>,
) {
    let mut taken = HashSet::new();
    let mut parts: HashMap<u64, usize> = HashMap::new();
    for who in voices(one) {
        let mut part = (who.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as usize % people;
        while !taken.insert(part) {
            part = (part + 1) % people;
        }
        parts.insert(who, part);
    }
    let author = one.author.unwrap_or(u64::MAX);
    let begin = What::Say(words(one, number));
    cues.push((Cue { at: Time::from_millis(begins), who: parts[&author], what: begin }, number, 0));
    for (place, event) in one.events.iter().enumerate() {
        let at = begins + i64::from(event.after) * 1_000;
        if at >= now.millis() || event.after > radar::cascade::WHOLE {
            break;
        }
        // What passes a post on is passed on itself in recordings; here only answers have answers.
        let answered = event.parent.map(|parent| parent as usize);
        let answered = answered.filter(|parent| one.events.get(*parent).is_some_and(|parent| parent.reply));
        let parent = answered.map_or(0, |parent| parent + 1);
        let what = if event.reply { What::Answer(parent) } else { What::Repost(0) };
        cues.push((Cue { at: Time::from_millis(at), who: parts[&event.person], what }, number, place + 1));
    }
}

/// Puts places in the score in the place of numbers within a recording.
fn find(cues: Vec<(Cue, usize, usize)>) -> Vec<Cue> {
    let places: HashMap<(usize, usize), usize> =
        cues.iter().enumerate().map(|(at, (_, cascade, event))| ((*cascade, *event), at)).collect();
    let found = |(cue, cascade, _): (Cue, usize, usize)| {
        let place = |event: usize| places.get(&(cascade, event)).copied().unwrap_or_default();
        let what = match cue.what {
            What::Say(text) => What::Say(text),
            What::Repost(event) => What::Repost(place(event)),
            What::Answer(event) => What::Answer(place(event)),
        };
        Cue { what, ..cue }
    };
    cues.into_iter().map(found).collect()
}

const SENTENCES: [&str; 8] = [
    "The night train stood at the old station with all its lamps lit.",
    "Somebody painted the harbour wall blue before the rain came.",
    "They say the bakery by the bridge opens an hour earlier now.",
    "A choir sang on the ferry, and nobody knew why.",
    "The clock of the town hall struck thirteen again.",
    "Half the street came out to look at the snow.",
    "Our library has a cat now, and it has a card.",
    "The market was so full that the fish was sold by noon.",
];

/// Words of ours, as long as what was recorded and with as many tags: what was said is not part of recordings.
fn words(one: &Recorded, number: usize) -> String {
    let wanted = one.root.chars.unwrap_or(USUAL).clamp(20.0, 450.0) as usize;
    let mut text = String::new();
    for sentence in SENTENCES.iter().cycle().skip(number % SENTENCES.len()) {
        if text.len() + sentence.len() > wanted && !text.is_empty() {
            break;
        }
        text.push_str(sentence);
        text.push(' ');
    }
    for tag in 0..one.root.hashtags.unwrap_or_default().min(5.0) as usize {
        text.push_str(&format!("#replay{} ", tag + 1));
    }
    if one.root.has_url == Some(true) {
        text.push_str(&format!("https://replay.invalid/{number}"));
    }
    text.trim_end().to_owned()
}

/// Makes those who take part, or finds those of an earlier replay.
pub async fn cast(app: &App, people: usize) -> Result<Vec<AccountId>> {
    let long_ago = app.now().minus(Duration::from_secs(365 * 86_400));
    let join = |number: usize| async move {
        let username = format!("replay_{number:05}");
        match app.account_named(&username).await {
            Ok(known) => return Ok(known.id),
            Err(app::Error::NotFound) => {}
            Err(error) => return Err(error),
        }
        let joining = Joining {
            email: format!("{username}@replay.invalid"),
            username,
            // Nobody logs in as a fictional person; the password is not kept.
            password: app::made_up_password(),
            agreement: true,
            locale: "en".to_owned(),
            reason: String::new(),
        };
        as_of(long_ago, async {
            let account = app.make_account(joining, Role::Member).await?;
            let changes = ProfileChanges {
                display_name: Some(format!("Replay {number}")),
                note: Some("Nobody: plays what was recorded elsewhere.".to_owned()),
                bot: Some(true),
                discoverable: Some(true),
                ..ProfileChanges::default()
            };
            app.change_profile(account.into(), changes).await?;
            Ok(account)
        })
        .await
    };
    stream::iter(0..people).map(join).buffered(AT_ONCE).try_collect().await
}

/// A cue's post, when it is there; nothing when the network refused it.
type Slot = SetOnce<Option<PostId>>;

/// Plays a score at most so many times faster than it was recorded. `tell` hears how much is done, and may end it.
pub async fn play(
    app: &App,
    score: &Score,
    accounts: &[AccountId],
    speed: f64,
    tell: &(dyn Fn(&Played, Time) + Sync),
) -> Result<Played> {
    let slots: Vec<Slot> = score.cues.iter().map(|_| Slot::new()).collect();
    let (mut ids, mut played, begun) = (IdGenerator::new(NODE), Played::default(), Instant::now());
    let (Some(first), Some(last)) = (score.cues.first(), score.cues.last()) else { return Ok(played) };
    let (start, end) = (first.at.millis(), app.now().millis().max(last.at.millis()));
    let (mut place, mut now) = (0, start);
    while now < end {
        now = score.next_look(place, now).min(end);
        let until = place + score.cues[place..].partition_point(|cue| cue.at.millis() <= now);
        let cues: Vec<(usize, PostId)> =
            (place..until).map(|cue| (cue, PostId(ids.next(score.cues[cue].at)))).collect();
        let outcomes: Vec<bool> = stream::iter(cues)
            .map(|(cue, id)| perform(app, score, accounts, &slots, cue, id))
            .buffer_unordered(AT_ONCE)
            .try_collect()
            .await?;
        played.count(&score.cues[place..until], &outcomes);
        place = until;
        as_of(Time::from_millis(now), app.look_at_radar()).await?;
        let due = Duration::from_secs_f64((now - start) as f64 / 1_000.0 / speed);
        tokio::time::sleep(due.saturating_sub(begun.elapsed())).await;
        played.speed = (now - start) as f64 / 1_000.0 / begun.elapsed().as_secs_f64().max(1e-3);
        tell(&played, Time::from_millis(now));
    }
    Ok(played)
}

impl Played {
    fn count(&mut self, cues: &[Cue], outcomes: &[bool]) {
        let posts = cues.iter().filter(|cue| matches!(cue.what, What::Say(_))).count();
        self.posts += posts;
        self.steps += cues.len() - posts;
        self.refused += outcomes.iter().filter(|done| !**done).count();
    }
}

/// Does what a cue says; whether the network let it. What goes wrong inside ends the replay.
async fn perform(
    app: &App,
    score: &Score,
    accounts: &[AccountId],
    slots: &[Slot],
    place: usize,
    id: PostId,
) -> Result<bool> {
    let cue = &score.cues[place];
    let done = as_of(cue.at, act(app, cue, accounts, slots, id)).await;
    let slot = done.as_ref().ok().copied().flatten();
    slots[place].set(slot).ok();
    match done {
        Ok(post) => Ok(post.is_some()),
        Err(error @ (app::Error::Internal(_) | app::Error::Unavailable(_))) => Err(error),
        Err(error) => {
            tracing::debug!(%error, "something recorded was refused");
            Ok(false)
        }
    }
}

async fn act(
    app: &App,
    cue: &Cue,
    accounts: &[AccountId],
    slots: &[Slot],
    id: PostId,
) -> Result<Option<PostId>> {
    let me = accounts.get(cue.who).copied().unwrap_or_default().into();
    let say = |text: String, reply_to| NewPost {
        text,
        reply_to,
        language: Some("en".to_owned()),
        ..NewPost::default()
    };
    match &cue.what {
        What::Say(text) => app.publish_at(me, say(text.clone(), None), cue.at, Some(id)).await.map(Some),
        What::Repost(of) => {
            let Some(post) = *slots[*of].wait().await else { return Ok(None) };
            app.repost(me, post, None).await.map(Some)
        }
        What::Answer(to) => {
            let Some(post) = *slots[*to].wait().await else { return Ok(None) };
            app.publish_at(me, say("As recorded.".to_owned(), Some(post)), cue.at, Some(id)).await.map(Some)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use radar::cascade::{Event, Root as Known};

    fn recorded(at: i64, events: &[(u32, Option<u32>, u64, bool)]) -> Recorded {
        let events = events.iter().map(|(after, parent, person, reply)| Event {
            after: *after,
            parent: *parent,
            person: *person,
            reply: *reply,
            followers: None,
        });
        Recorded { root: Known { at, ..Known::default() }, author: Some(1), events: events.collect() }
    }

    #[test]
    fn recordings_lie_before_now_at_their_time_of_day() {
        let now = Time::from_millis(20_000 * DAY + 5_000_000);
        let morning = 8 * 3_600;
        let all =
            (0..20).map(|n| recorded(1_000_000_000 / 86_400 * 86_400 + n * 86_400 + morning, &[])).collect();
        let score = Score::new(all, 14, now);
        assert_eq!(score.len(), 20);
        for cue in &score.cues {
            assert!(cue.at < now && cue.at.millis() > now.millis() - 15 * DAY);
            assert_eq!(cue.at.millis() % DAY, morning * 1_000);
        }
    }

    #[test]
    fn answers_find_what_they_answer_and_nobody_is_two_in_one_recording() {
        let now = Time::from_millis(20_000 * DAY);
        let one = recorded(
            7,
            &[(5, None, 2, true), (5, Some(0), 3, true), (9, Some(0), 4, false), (9, Some(2), 5, true)],
        );
        let score = Score::new(vec![one.clone(), one], 1, now);
        assert_eq!((score.people(), score.len()), (5, 10));
        for (place, cue) in score.cues.iter().enumerate() {
            let before = match &cue.what {
                What::Say(text) => {
                    assert!(!text.is_empty());
                    continue;
                }
                What::Repost(of) => {
                    assert!(matches!(score.cues[*of].what, What::Say(_)));
                    *of
                }
                What::Answer(to) => *to,
            };
            assert!(before < place && score.cues[before].at <= cue.at);
        }
        let answers = score.cues.iter().filter(
            |cue| matches!(&cue.what, What::Answer(to) if matches!(score.cues[*to].what, What::Answer(_))),
        );
        assert_eq!(answers.count(), 2, "the one to what was only passed on answers the post");
    }
}
