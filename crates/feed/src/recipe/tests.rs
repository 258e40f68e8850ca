//! What a feed of somebody's own promises.

use super::*;
use crate::filter::Reason;
use crate::{Asked, Heads, Index, Limits, Post, Ranking, Reaction, Unhurried, explain, rank};

const NOW: i64 = 100 * DAY;
const ME: i64 = 1;

fn post(id: i64, author: i64, text: &str) -> Post {
    Post {
        id,
        author,
        at: NOW - (1_000 - id) * HOUR / 10,
        thread: id,
        language: 1,
        words: words::of(text, []),
        said: words::all(text),
        length: 100,
        local: true,
        open: true,
        ..Post::default()
    }
}

fn world() -> Index {
    let mut index = Index::new(Limits::default());
    for n in 0..60 {
        let text = if n % 2 == 0 { "garden soil" } else { "telescope orbit" };
        index.publish(&post(900 + n, 100 + n % 6, &format!("{text} number{n} story{}", n * 7)));
    }
    index
}

fn page(index: &Index, recipe: &Recipe, served: &[i64]) -> Ranking {
    page_of(index, recipe, &recipe.ready(|_| 1), served)
}

fn page_of(index: &Index, recipe: &Recipe, ready: &Ready, served: &[i64]) -> Ranking {
    let steering = recipe.steering(&Steering::default());
    let asked = Asked {
        who: ME,
        now: NOW,
        limit: 10,
        served,
        steering: &steering,
        oldest: None,
        recipe: Some(ready),
    };
    rank(index, &Heads::default(), &asked, &Unhurried)
}

fn ids(ranking: &Ranking) -> Vec<i64> {
    ranking.placed.iter().map(|placed| placed.post).collect()
}

fn newest(sources: Sources) -> Recipe {
    Recipe { sources, order: Order::Newest, ..Recipe::default() }
}

#[test]
fn nothing_named_is_nothing_shown() {
    assert!(page(&world(), &Recipe::default(), &[]).placed.is_empty());
}

#[test]
fn newest_is_everything_it_names_in_order_and_goes_on() {
    let index = world();
    let recipe = newest(Sources { words: vec!["Gardens".into()], ..Sources::default() });
    let first = ids(&page(&index, &recipe, &[]));
    assert_eq!(first, (0..10).map(|n| 958 - 2 * n).collect::<Vec<_>>());
    let second = ids(&page(&index, &recipe, &first));
    assert_eq!(second[0], 938);
    let by = newest(Sources { accounts: vec![101], ..Sources::default() });
    assert_eq!(ids(&page(&index, &by, &[])).len(), 10);
    let both = newest(Sources { words: vec!["garden number4".into()], ..Sources::default() });
    assert_eq!(ids(&page(&index, &both, &[])), [904]);
    let all = newest(Sources { latest: true, ..Sources::default() });
    assert_eq!(ids(&page(&index, &all, &[]))[0], 959);
}

#[test]
fn each_filter_leaves_out_what_it_says_with_its_reason() {
    let mut index = Index::new(Limits::default());
    index.publish(&Post { media: true, ..post(901, 100, "the whole truth about bread") });
    let others = [
        (Sieve::NoMedia, Post { media: false, ..post(902, 101, "one") }),
        (Sieve::Language, Post { media: true, language: 2, ..post(903, 102, "two") }),
        (Sieve::Elsewhere, Post { media: true, local: false, ..post(904, 103, "three") }),
        (Sieve::Short, Post { media: true, length: 9, ..post(905, 104, "four") }),
        (Sieve::Reply, Post { media: true, thread: 901, ..post(906, 105, "five") }),
        (Sieve::Generated, Post { media: true, generated: true, ..post(907, 106, "six") }),
        (Sieve::Word, Post { media: true, ..post(908, 107, "an AI said so") }),
    ];
    others.iter().for_each(|(_, post)| index.publish(post));
    let filters = Filters {
        languages: vec!["en".into()],
        local: true,
        media: true,
        min_characters: 10,
        no_replies: true,
        no_ai: true,
        without_words: vec!["ai".into(), "bread wine".into()],
        max_age_hours: 0,
    };
    let recipe = Recipe { filters, ..newest(Sources { latest: true, ..Sources::default() }) };
    assert_eq!(ids(&page(&index, &recipe, &[])), [901]);
    let (ready, steering) = (recipe.ready(|_| 1), recipe.steering(&Steering::default()));
    for (sieve, post) in others {
        let asked = Asked {
            who: ME,
            now: NOW,
            limit: 10,
            served: &[],
            steering: &steering,
            oldest: None,
            recipe: Some(&ready),
        };
        let why = explain(&index, &Heads::default(), &asked, post.id, &Unhurried);
        assert_eq!(why.removed, Some(Reason::LeftOut(sieve)));
    }
    let young = Recipe {
        filters: Filters { max_age_hours: 1, ..Filters::default() },
        ..newest(Sources { latest: true, ..Sources::default() })
    };
    assert!(page(&index, &young, &[]).placed.is_empty());
}

#[test]
fn whoever_reads_it_is_served_by_their_own_signals() {
    let mut index = world();
    index.hides(ME, &[100]);
    index.publish(&post(990, ME, "my own garden"));
    let recipe = newest(Sources { latest: true, ..Sources::default() });
    let shown = ids(&page(&index, &recipe, &[]));
    let hidden = index.posts_of(100);
    assert!(shown.iter().all(|post| !hidden.contains(post)), "{shown:?}");
    assert!(shown.contains(&990), "a feed by age shows one's own posts too");
    let followed = newest(Sources { for_you: vec![Source::Followed], ..Sources::default() });
    assert!(page(&index, &followed, &[]).placed.is_empty(), "they follow nobody");
    index.follows(ME, &[101]);
    let theirs = index.posts_of(101);
    let shown = ids(&page(&index, &followed, &[]));
    assert!(!shown.is_empty() && shown.iter().all(|post| theirs.contains(post)));
}

#[test]
fn weights_move_and_lines_sum_to_the_score() {
    let mut index = world();
    index.follows(ME, &[103]);
    (920..=930).for_each(|post| {
        index.react(&Reaction { who: 700, post, kind: crate::Kind::Like, at: NOW });
    });
    let sources = Sources { latest: true, ..Sources::default() };
    let plain = Recipe { sources: sources.clone(), ..Recipe::default() };
    let bent = Recipe { weights: BTreeMap::from([(Term::Followed, 5.0)]), ..plain.clone() };
    let theirs = index.posts_of(103);
    let count = |recipe: &Recipe| {
        let page = page(&index, recipe, &[]);
        for placed in &page.placed {
            let sum: i64 = placed.ledger.0.iter().map(|line| line.delta.0).sum();
            assert_eq!(sum, placed.ledger.score().0);
        }
        ids(&page).iter().filter(|post| theirs.contains(post)).count()
    };
    assert!(count(&bent) > count(&plain));
    let wrong = Recipe { weights: BTreeMap::from([(Term::Age, 5.1)]), ..Recipe::default() };
    assert_eq!((wrong.wrong_weight(), bent.wrong_weight()), (Some(Term::Age), None));
}

#[test]
fn a_list_from_outside_stands_in_its_own_order_through_all_filters() {
    let mut index = world();
    index.hides(ME, &[100]);
    let recipe = Recipe::default();
    let ready = recipe.ready(|_| 1).with_list(vec![931, 77, 903, 950, 900], 20);
    let page = page_of(&index, &recipe, &ready, &[]);
    assert_eq!(ids(&page), [931, 903, 950], "what is unknown or hidden is passed over");
    let first = &page.placed[0].ledger;
    assert_eq!((first.0[0].term, first.score().as_f64()), (Term::Given, -21.0));
}
