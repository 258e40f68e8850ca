//! What the pipeline promises.

use super::*;
use crate::steering::{Measure, Policy, Preset, Target};
use crate::{DAY, HOUR, Kind, Post, Reaction, Source, words};
use proptest::prelude::*;

const NOW: i64 = 100 * DAY;
const ME: i64 = 1;

/// A small world: forty authors, each with their topic; two crowds with a taste each.
fn world() -> Index {
    let mut index = Index::new(crate::Limits::default());
    let topics = ["garden soil seeds compost", "telescope mirror orbit comet", "football league goal match"];
    for n in 0..240i64 {
        let topic = topics[usize::try_from(n % 3).unwrap()];
        let text = format!("{topic} number{n} story{}", n * 7);
        let (id, author) = (1_000 + n, 100 + n % 40);
        let at = NOW - (240 - n) * HOUR / 4;
        index.publish(&Post {
            id,
            author,
            at,
            thread: id,
            language: 1,
            words: words::of(&text, []),
            open: true,
            ..Post::default()
        });
    }
    for who in 500..540i64 {
        for n in (0..240i64).filter(|n| n % 3 == who % 2 && (n + who) % 5 == 0) {
            index.react(&Reaction { who, post: 1_000 + n, kind: Kind::Like, at: NOW - HOUR });
        }
    }
    index.follows(ME, &[100, 101, 102]);
    for n in [0i64, 3, 9, 15, 21, 30] {
        index.react(&Reaction { who: ME, post: 1_000 + n, kind: Kind::Like, at: NOW - HOUR });
    }
    index
}

fn page(index: &Index, steering: &Steering, served: &[i64]) -> Ranking {
    let asked = Asked { who: ME, now: NOW, limit: 20, served, steering, oldest: None, recipe: None };
    rank(index, &Heads::default(), &asked, &Unhurried)
}

fn about(index: &Index, ranking: &Ranking, word: &str) -> usize {
    let word = words::one(word);
    ranking.placed.iter().filter(|one| index.post(one.post).unwrap().words.contains(&word)).count()
}

#[test]
fn taste_comes_up_and_the_ledger_is_the_score() {
    let index = world();
    let ranking = page(&index, &Steering::default(), &[]);
    assert_eq!(ranking.placed.len(), 20);
    assert!(about(&index, &ranking, "garden") >= 9, "what was liked is found");
    assert!(
        about(&index, &ranking, "telescope") + about(&index, &ranking, "football") >= 3,
        "and other things too"
    );
    let mut before = None;
    for placed in &ranking.placed {
        let sum: f64 = placed.ledger.0.iter().map(|line| line.delta.as_f64()).sum();
        assert!((sum - placed.ledger.score().as_f64()).abs() < 1e-6);
        for line in &placed.ledger.0 {
            assert_eq!(line.delta, Points::of(line.input, line.weight), "{line:?}");
        }
        if let Some(before) = before {
            assert!(placed.ledger.score() <= before, "in order of the score");
        }
        before = Some(placed.ledger.score());
    }
    assert!(ranking.skipped.is_empty());
}

#[test]
fn pages_do_not_repeat_and_the_same_is_asked_twice() {
    let index = world();
    let first = page(&index, &Steering::default(), &[]);
    assert_eq!(first, page(&index, &Steering::default(), &[]));
    let served: Vec<i64> = first.placed.iter().map(|placed| placed.post).collect();
    let second = page(&index, &Steering::default(), &served);
    assert!(second.placed.iter().all(|placed| !served.contains(&placed.post)));
}

#[test]
fn every_candidate_is_placed_or_has_a_reason() {
    let mut index = world();
    index.hides(ME, &[105]);
    let ranking = page(&index, &Steering::default(), &[]);
    let hidden = ranking.removed.iter().filter(|(_, reason)| *reason == Reason::Hidden).count();
    assert!(hidden > 0);
    let mut all: Vec<i64> = ranking.placed.iter().map(|placed| placed.post).collect();
    all.extend(ranking.removed.iter().map(|(post, _)| *post));
    let before = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), before, "each once");
    let asked = Asked {
        who: ME,
        now: NOW,
        limit: 20,
        served: &[],
        steering: &Steering::default(),
        oldest: None,
        recipe: None,
    };
    for (post, reason) in &ranking.removed {
        let why = explain(&index, &Heads::default(), &asked, *post, &Unhurried);
        assert_eq!((why.place, why.removed), (None, Some(*reason)), "{post}");
    }
}

#[test]
fn less_is_less_at_once_and_none_is_none() {
    let index = world();
    let before = about(&index, &page(&index, &Steering::default(), &[]), "garden");
    let wish = |measure| Steering {
        policies: vec![Policy {
            id: 7,
            target: Target::Topic(vec!["Gardens".into()]),
            measure,
            since: NOW,
            until: Some(NOW + DAY),
        }],
        ..Steering::default()
    };
    let less = about(&index, &page(&index, &wish(Measure::Less), &[]), "garden");
    assert!(less * 5 <= before, "{less} of {before}");
    assert_eq!(about(&index, &page(&index, &wish(Measure::None), &[]), "garden"), 0);
    let more = page(&index, &wish(Measure::More), &[]);
    assert!(about(&index, &more, "garden") > before);
    let lines =
        || more.placed.iter().flat_map(|placed| &placed.ledger.0).filter(|line| line.term == Term::Wish);
    assert!(lines().count() > 0 && lines().all(|line| line.wish == Some(7)));
}

#[test]
fn newest_first_is_by_age_alone() {
    let index = world();
    let ranking = page(&index, &Steering { preset: Preset::Newest, ..Steering::default() }, &[]);
    let ages: Vec<i64> = ranking.placed.iter().map(|placed| index.post(placed.post).unwrap().at).collect();
    assert!(ages.is_sorted_by(|a, b| a >= b), "{ages:?}");
}

#[test]
fn one_author_or_thread_does_not_fill_a_page() {
    let mut index = world();
    for n in 0..60i64 {
        let (id, text) = (5_000 + n, format!("garden compost{n} thing{n} bed{n}"));
        index.publish(&Post {
            id,
            author: 100,
            at: NOW - n,
            thread: id,
            words: words::of(&text, []),
            open: true,
            ..Post::default()
        });
    }
    for n in 0..10i64 {
        let post = Post { id: 6_000 + n, author: 101, at: NOW, thread: 6_000, open: true, ..Post::default() };
        index.publish(&post);
    }
    let ranking = page(&index, &Steering::default(), &[]);
    let of = |author: i64| {
        let number = index.numbered(author).unwrap();
        ranking.placed.iter().filter(|placed| index.post(placed.post).unwrap().author == number).count()
    };
    assert!(of(100) <= 6, "{}", of(100));
    assert!(ranking.placed.iter().filter(|placed| placed.post >= 6_000).count() <= 1);
}

#[test]
fn without_time_there_is_still_a_page() {
    struct Late;
    impl Stopwatch for Late {
        fn elapsed(&self) -> Duration {
            Duration::from_secs(1)
        }
    }
    let index = world();
    let steering = Steering::default();
    let asked =
        Asked { who: ME, now: NOW, limit: 20, served: &[], steering: &steering, oldest: None, recipe: None };
    let ranking = rank(&index, &Heads::default(), &asked, &Late);
    assert!(ranking.skipped.contains(&"trending") && ranking.skipped.contains(&"diversity"));
    assert_eq!(ranking.placed.len(), 20, "a page is full where there are posts for it");
    // Where there are few, all are asked for, however late it is.
    let asked = Asked { limit: 500, ..asked };
    let (late, early) =
        (rank(&index, &Heads::default(), &asked, &Late), rank(&index, &Heads::default(), &asked, &Unhurried));
    let posts = |ranking: &Ranking| {
        ranking.placed.iter().map(|placed| placed.post).collect::<std::collections::BTreeSet<_>>()
    };
    assert!(posts(&late).is_superset(&posts(&early)) && !posts(&early).is_empty());
}

#[test]
fn whoever_knows_nobody_is_shown_what_is_new() {
    let index = world();
    let steering = Steering::default();
    let asked = Asked {
        who: 9_999,
        now: NOW,
        limit: 20,
        served: &[],
        steering: &steering,
        oldest: None,
        recipe: None,
    };
    assert_eq!(rank(&index, &Heads::default(), &asked, &Unhurried).placed.len(), 20);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn scores_are_their_lines_however_one_steers(
        sliders in prop::collection::vec((0usize..TERMS.len(), 0.0f64..6.0), 0..8),
        preset in 0usize..5,
    ) {
        let index = world();
        let mut steering = Steering { preset: crate::steering::PRESETS[preset], ..Steering::default() };
        for (place, weight) in sliders {
            steering.weights.insert(TERMS[place].term, weight);
        }
        for placed in page(&index, &steering, &[]).placed {
            let written: i64 = placed.ledger.0.iter().map(|line| line.delta.0).sum();
            prop_assert_eq!(Points(written), placed.ledger.score());
            prop_assert!(placed.ledger.0.iter().all(|line| line.delta == Points::of(line.input, line.weight)));
        }
    }
}

/// The same world with a model of what its two crowds react to.
fn modelled() -> Index {
    let mut index = world();
    learn(&mut index);
    index
}

fn learn(index: &mut Index) {
    let mut gathered = crate::factors::Gathered::default();
    while gathered.step(index) {}
    index.model(gathered.learn(|| true).map(std::sync::Arc::new));
}

/// What a term says about a post.
fn says(index: &Index, post: i64, term: Term) -> f64 {
    let steering = Steering::default();
    let asked =
        Asked { who: ME, now: NOW, limit: 20, served: &[], steering: &steering, oldest: None, recipe: None };
    let why = explain(index, &Heads::default(), &asked, post, &Unhurried);
    why.ledger.0.iter().find(|line| line.term == term).map_or(0.0, |line| line.input)
}

#[test]
fn a_model_finds_what_fits_and_nothing_of_those_who_do_not_want_that() {
    let mut index = modelled();
    let (fits, other) = (says(&index, 1_006, Term::Affinity), says(&index, 1_001, Term::Affinity));
    assert!(fits > 0.05 && fits > 3.0 * other, "{fits} {other}");
    let found = page(&index, &Steering::default(), &[]);
    let bit = 1 << source::SOURCES.iter().position(|source| *source == Source::Affinity).unwrap();
    assert!(found.placed.iter().any(|placed| placed.found.sources & bit != 0));
    // Whom the reader hides is not shown, whatever the model says; and what is gone is gone.
    index.hides(ME, &[106]);
    index.remove(1_009);
    let found = page(&index, &Steering::default(), &[]);
    assert!(found.placed.iter().all(|placed| placed.post != 1_006 && placed.post != 1_009));
    // A post whose author does not want to be found is in no model.
    let kept = index.post(1_012).unwrap().clone();
    let author = index.members[kept.author as usize].id;
    index.publish(&Post { id: 1_012, author, at: kept.at, thread: 1_012, open: false, ..Post::default() });
    learn(&mut index);
    assert!(says(&index, 1_012, Term::Affinity).abs() < f64::EPSILON);
    // What a reader reset says nothing any more, at once.
    index.forget(ME);
    assert!(says(&index, 1_015, Term::Affinity).abs() < f64::EPSILON);
}

#[test]
fn a_model_learns_nothing_from_whom_likes_are_switched_off() {
    let mut index = world();
    let off = crate::steering::Signals::default().without(Kind::Like);
    (500..540).for_each(|who| index.listen(who, off));
    learn(&mut index);
    assert!(index.factors.is_none(), "one reader alone is nothing to learn from");
}

proptest! {
    #[test]
    fn lines_sum_to_the_score_with_a_model_too(slider in 0.0f64..5.0, taste in 0.0f64..5.0) {
        let index = modelled();
        let weights = [(Term::Affinity, slider), (Term::Taste, taste)].into();
        let found = page(&index, &Steering { weights, ..Steering::default() }, &[]);
        prop_assert!(slider == 0.0 || found.placed.iter().any(|one| one.ledger.0.iter().any(|line| line.term == Term::Affinity)));
        for placed in &found.placed {
            let sum: i64 = placed.ledger.0.iter().map(|line| line.delta.0).sum();
            prop_assert_eq!(Points(sum), placed.ledger.score());
            for line in &placed.ledger.0 {
                prop_assert_eq!(line.delta, Points::of(line.input, line.weight));
            }
        }
    }
}

#[test]
fn who_writes_rarely_is_not_lost_among_many_who_write_a_lot() {
    let mut index = Index::new(crate::Limits::default());
    let post = |id: i64, author: i64, at: i64| Post {
        id,
        author,
        at,
        thread: id,
        words: words::of(&format!("number{id} story{}", id * 7), []),
        open: true,
        ..Post::default()
    };
    // Four hundred who write every hour, and one who did two hours ago and is not among the newest of them.
    index.publish(&post(1, 7, NOW - 2 * HOUR));
    for n in 0..8_000i64 {
        index.publish(&post(100 + n, 1_000 + n % 400, NOW - (8_000 - n) * 7_000));
    }
    let follows: Vec<i64> = std::iter::once(7).chain(1_000..1_400).collect();
    index.follows(ME, &follows);
    let steering = Steering::default();
    let asked =
        Asked { who: ME, now: NOW, limit: 20, served: &[], steering: &steering, oldest: None, recipe: None };
    let why = explain(&index, &Heads::default(), &asked, 1, &Unhurried);
    assert!(!why.ledger.0.is_empty() && why.removed.is_none(), "{why:?}");
    let found = page(&index, &steering, &[]);
    let bit = 1 << source::SOURCES.iter().position(|source| *source == Source::Quiet).unwrap();
    assert!(found.placed.iter().any(|placed| placed.post == 1 && placed.found.sources & bit != 0));
}
