//! One page, from what was offered to what is shown.

use super::Viewer;
use super::diversity::{self, Valued};
use super::features::Features;
use super::filters::{self, Reason, Removed};
use super::heads::Heads;
use super::ledger::{Entry, Ledger, Score, Term};
use super::sources::{self, Offer, Source};
use super::steering::Steering;
use super::value::value;

/// What is asked for.
pub struct Query<'a> {
    /// Who reads.
    pub viewer: &'a Viewer,
    /// What they asked for.
    pub steering: &'a Steering,
    /// The time, in milliseconds.
    pub now: i64,
    /// How many posts a page has.
    pub most: usize,
    /// Microseconds since the query began; what the deadlines are held against.
    pub elapsed: &'a dyn Fn() -> u64,
}

/// The stages that can run out of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Putting offers together and dropping what is never shown.
    Filters,
    /// Features, heads and value.
    Value,
    /// Choosing.
    Diversity,
}

impl Stage {
    /// When it has to be done, in microseconds since the query began.
    pub fn deadline(self) -> u64 {
        match self {
            Self::Filters => 3_000,
            Self::Value => 10_000,
            Self::Diversity => 13_000,
        }
    }
}

/// A post on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The post.
    pub post: u64,
    /// Its score: the sum of its terms.
    pub score: Score,
    /// Every change of the score.
    pub terms: Vec<Entry>,
    /// Who offered it.
    pub sources: Vec<Source>,
}

/// What is shown, and what became of all else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What is shown, best first.
    pub items: Vec<Item>,
    /// Every other candidate, with the reason.
    pub removed: Vec<Removed>,
    /// The stages that ran out of time.
    pub late: Vec<Stage>,
}

/// So many candidates are looked at between two looks at the time.
const BETWEEN: usize = 16;

/// Ranks what was offered.
pub fn rank(query: &Query<'_>, offers: &[Offer<'_>], heads: &Heads) -> Page {
    let Query { viewer, steering, now, most, elapsed } = *query;
    let mut page = Page::default();
    let candidates = sources::gather(offers, &steering.off);
    let candidates = filters::filter(candidates, viewer, steering, now, &mut page.removed);
    if elapsed() > Stage::Filters.deadline() {
        page.late.push(Stage::Filters);
    }
    let mut valued = Vec::with_capacity(candidates.len());
    let mut late = false;
    for (number, candidate) in candidates.into_iter().enumerate() {
        late = late || (number % BETWEEN == BETWEEN - 1 && elapsed() > Stage::Value.deadline());
        if late {
            page.removed.push(Removed { post: candidate.post.id, reason: Reason::Late });
            continue;
        }
        let features = Features::of(&candidate, viewer, now, &steering.off);
        let ledger = value(&candidate, &features, &heads.chances(&features), steering, now);
        if wished_away(&ledger) {
            page.removed.push(Removed { post: candidate.post.id, reason: Reason::Wished });
            continue;
        }
        valued.push(Valued { candidate, ledger });
    }
    if late {
        page.late.push(Stage::Value);
    }
    let mut late = false;
    let mut is_late = || {
        late = late || elapsed() > Stage::Diversity.deadline();
        late
    };
    let chosen = diversity::choose(valued, viewer, steering, most, &mut is_late, &mut page.removed);
    if late {
        page.late.push(Stage::Diversity);
    }
    page.items = chosen.into_iter().map(item).collect();
    page
}

/// Whether a wish took a post below nothing: where few others are at hand it would be shown all the same.
fn wished_away(ledger: &Ledger) -> bool {
    let wished = |entry: &&Entry| matches!(entry.term, Term::WishTopic | Term::WishAuthor);
    let wishes: Score = ledger.entries().iter().filter(wished).map(|entry| entry.delta).sum();
    wishes < Score(0) && ledger.score() < Score(0)
}

fn item(one: Valued<'_>) -> Item {
    Item {
        post: one.candidate.post.id,
        score: one.ledger.score(),
        terms: one.ledger.entries().to_vec(),
        sources: one.candidate.sources,
    }
}

#[cfg(test)]
mod tests {
    use super::super::heads::{Action, Outcome};
    use super::super::steering::{About, Preset, Slider, Wish};
    use super::super::{Author, Post, Shown, Signal, Text};
    use super::*;
    use proptest::prelude::*;
    use std::collections::{HashMap, HashSet};

    const NOW: i64 = 1_000 * 3_600_000;

    /// Posts of ten authors about five topics, three in a conversation now and then.
    fn posts(seed: u64) -> Vec<Post> {
        let part = |id: u64, of: u64| (id.wrapping_mul(2_654_435_761).wrapping_add(seed) >> 7) % of;
        (1..200_u64)
            .map(|id| Post {
                id,
                author: 100 + part(id, 10),
                conversation: if id % 7 == 0 { 3 } else { id },
                topic: 1 + part(id, 5) as u32,
                created: NOW - part(id, 90) as i64 * 3_600_000,
                text: Text {
                    quality: part(id, 97) as f32 / 97.0,
                    toxicity: part(id, 13) as f32 / 13.0,
                    ..Text::default()
                },
                views: part(id, 300) as f32,
                actions: [part(id, 9) as f32; Action::COUNT],
                by: Author {
                    followers: part(id, 50) as f32,
                    posts_a_day: 1.0,
                    days: part(id, 40) as f32,
                    ..Author::default()
                },
            })
            .collect()
    }

    fn viewer(seed: u64) -> Viewer {
        let mut viewer = Viewer { id: 101, follows: HashSet::from([102, 103]), ..Viewer::default() };
        viewer.seen.insert(seed % 200);
        viewer.muted.insert(104);
        viewer.shown.push(Shown { author: 102, topic: 2, conversation: 9_999 });
        for post in posts(seed).iter().take(30) {
            viewer.taste.learn(post, Outcome::default().with(Action::ALL[(post.id % 12) as usize]));
        }
        viewer
    }

    fn ranked(posts: &[Post], viewer: &Viewer, steering: &Steering, neighbours: &HashMap<u64, f32>) -> Page {
        let offers = sources::offers(posts, viewer, &steering.off, neighbours, &|author| author == 105);
        let query = Query { viewer, steering, now: NOW, most: 35, elapsed: &|| 0 };
        rank(&query, &offers, &Heads::default())
    }

    proptest! {
        #[test]
        fn terms_sum_to_the_score_and_nobody_is_lost(
            seed in 0..10_000_u64,
            sliders in proptest::array::uniform7(0.0..5.0_f32),
            wish in -1.0..1.0_f32,
        ) {
            let (posts, viewer) = (posts(seed), viewer(seed));
            let wish = Wish { id: 1, about: About::Topic(2), strength: wish, made: NOW, until: None };
            let steering = Steering { sliders, wishes: vec![wish], ..Steering::default() };
            let neighbours = HashMap::from([(5, 1.0), (6, 0.3)]);
            let page = ranked(&posts, &viewer, &steering, &neighbours);
            for item in &page.items {
                prop_assert_eq!(item.terms.iter().map(|term| term.delta).sum::<Score>(), item.score);
            }
            let offers = sources::offers(&posts, &viewer, &steering.off, &neighbours, &|author| author == 105);
            let offered: HashSet<u64> = offers.iter().map(|offer| offer.post.id).collect();
            let mut told: Vec<u64> = page.items.iter().map(|item| item.post).collect();
            told.extend(page.removed.iter().map(|removed| removed.post));
            prop_assert_eq!(told.len(), offered.len());
            prop_assert_eq!(told.into_iter().collect::<HashSet<_>>(), offered);
        }

        /// With a signal off, two worlds that differ in it alone give the same page to the last line.
        #[test]
        fn what_is_off_is_not_used(seed in 0..10_000_u64, which in 0..5_usize) {
            let signal = Signal::ALL[which];
            let steering = Steering { off: vec![signal], ..Steering::default() };
            let (mut other_posts, mut other) = (posts(seed), viewer(seed));
            let mut neighbours = HashMap::from([(5, 1.0), (6, 0.3)]);
            let before = ranked(&other_posts, &other, &steering, &neighbours);
            match signal {
                Signal::Follows => other.follows = HashSet::from([105, 106, 107]),
                Signal::History => other.taste.reset(),
                Signal::Neighbours => neighbours = HashMap::from([(50, 1.0), (6, 0.9)]),
                Signal::Popularity => for post in &mut other_posts {
                    post.actions = [99.0; Action::COUNT];
                    post.by.followers = 12_345.0;
                    post.by.actions = [7.0; Action::COUNT];
                },
                Signal::Text => other_posts.iter_mut().for_each(|post| post.text = Text::default()),
            }
            prop_assert_eq!(before, ranked(&other_posts, &other, &steering, &neighbours));
        }
    }

    #[test]
    fn no_author_own_post_seen_post_or_conversation_twice() {
        let (posts, viewer) = (posts(1), viewer(1));
        let page = ranked(&posts, &viewer, &Steering::default(), &HashMap::new());
        let of = |id: u64| posts.iter().find(|post| post.id == id).unwrap();
        let conversations: Vec<u64> = page.items.iter().map(|item| of(item.post).conversation).collect();
        assert_eq!(conversations.iter().collect::<HashSet<_>>().len(), conversations.len());
        assert!(page.items.iter().all(|item| of(item.post).author != 101 && of(item.post).author != 104));
        let reason = |wanted: Reason| page.removed.iter().any(|removed| removed.reason == wanted);
        assert!(
            reason(Reason::Own) && reason(Reason::Muted) && reason(Reason::Old) && reason(Reason::Outranked)
        );
        assert!(reason(Reason::Conversation));
    }

    #[test]
    fn less_of_a_topic_is_obeyed_at_once_and_undone() {
        let (posts, viewer) = (posts(2), viewer(2));
        let of = |page: &Page, topic: u32| {
            let is = |item: &&Item| posts.iter().any(|post| post.id == item.post && post.topic == topic);
            page.items.iter().filter(is).count()
        };
        let mut steering = Steering::default();
        let before = ranked(&posts, &viewer, &steering, &HashMap::new());
        let topic = (1..=5).max_by_key(|topic| of(&before, *topic)).unwrap();
        steering.wishes.push(Wish {
            id: 7,
            about: About::Topic(topic),
            strength: -1.0,
            made: NOW,
            until: None,
        });
        let after = ranked(&posts, &viewer, &steering, &HashMap::new());
        assert!(of(&before, topic) >= 5 && of(&after, topic) * 5 <= of(&before, topic));
        assert!(steering.undo(7));
        assert_eq!(ranked(&posts, &viewer, &steering, &HashMap::new()), before);
    }

    #[test]
    fn newest_is_by_time_alone_and_calm_does_not_insult() {
        let (posts, viewer) = (posts(3), viewer(3));
        let of = |id: u64| posts.iter().find(|post| post.id == id).unwrap();
        let page = ranked(&posts, &viewer, &Steering::preset(Preset::Newest), &HashMap::new());
        let times: Vec<i64> = page.items.iter().map(|item| of(item.post).created).collect();
        assert!(times.is_sorted_by(|a, b| a >= b) && times.len() > 20, "{times:?}");
        let calm = ranked(&posts, &viewer, &Steering::preset(Preset::Calm), &HashMap::new());
        assert!(calm.items.iter().all(|item| of(item.post).text.toxicity <= 0.7));
        assert!(calm.removed.iter().any(|removed| removed.reason == Reason::Tone));
    }

    #[test]
    fn a_slider_changes_its_terms_alone() {
        let (posts, viewer) = (posts(4), viewer(4));
        let mut steering = Steering::default();
        steering.sliders[Slider::Quality as usize] = 0.0;
        let page = ranked(&posts, &viewer, &steering, &HashMap::new());
        let quality =
            |item: &Item| item.terms.iter().any(|term| Slider::of(term.term) == Some(Slider::Quality));
        assert!(!page.items.is_empty() && !page.items.iter().any(quality));
    }

    #[test]
    fn who_runs_out_of_time_answers_with_what_there_is() {
        let (posts, viewer) = (posts(5), viewer(5));
        let offers = sources::offers(&posts, &viewer, &[], &HashMap::new(), &|_| false);
        let (steering, heads) = (Steering::default(), Heads::default());
        let query =
            Query { viewer: &viewer, steering: &steering, now: NOW, most: 35, elapsed: &|| 60_000_000 };
        let page = rank(&query, &offers, &heads);
        assert_eq!(page.late, [Stage::Filters, Stage::Value, Stage::Diversity]);
        assert!(!page.items.is_empty());
        assert!(page.removed.iter().any(|removed| removed.reason == Reason::Late));
    }
}
