//! How much vectors find in made and in real texts, beside TF-IDF. Real ones are measured when they are there
//! (`$BRAISE_REFERENCE/data/text`, default `../shared`). `examples/measure.rs` prints more.
// Tests may fail loudly.
#![allow(clippy::print_stderr)]

mod yardstick;

use braise_meaning::{Meaning, Plan};
use yardstick::{Tfidf, Vectors, World, fused};

/// What vectors, TF-IDF and both find, by a measure.
fn found(
    world: &World,
    measure: impl Fn(&World, &[usize], &mut dyn FnMut(usize) -> Vec<usize>) -> f64,
) -> [f64; 3] {
    let meaning = Meaning::learn(&world.corpus(), &Plan::default());
    let (vectors, tfidf, queries) = (Vectors::of(&meaning, world), Tfidf::of(world), world.queries(300));
    let by_vector = |query| world.best(query, &vectors.scores(query), 60);
    let by_words = |query: usize| world.best(query, &tfidf.scores(&world.texts[query]), 60);
    let both = |query| fused(&by_vector(query), &by_words(query));
    [&mut { by_vector } as &mut dyn FnMut(usize) -> Vec<usize>, &mut { by_words }, &mut { both }]
        .map(|best| measure(world, &queries, best))
}

#[test]
fn neighbours_in_the_demo_world_share_a_thread_or_a_topic() {
    for (members, least) in [(30, 0.38), (150, 0.45)] {
        let world = World::demo(7, members);
        let [vectors, tfidf, both] = found(&world, |world, queries, best| world.precision(queries, best));
        eprintln!(
            "{members} members: precision of the first five {vectors:.3}, TF-IDF {tfidf:.3}, both {both:.3}"
        );
        // Five that are there for no reason: one in fourteen, or fewer.
        assert!(vectors > least && vectors > tfidf - 0.03, "{vectors} {tfidf}");
    }
}

#[test]
fn neighbours_of_real_texts_share_a_label() {
    for (name, least) in [("clickbait_en", 0.91), ("spam_en", 0.93), ("toxicity_en", 0.79)] {
        let Some(world) = World::labelled(name) else {
            eprintln!("The labelled texts are not there (set BRAISE_REFERENCE); nothing is measured.");
            return;
        };
        let [vectors, tfidf, both] = found(&world, |world, queries, best| world.accuracy(queries, best));
        eprintln!("{name}: accuracy {vectors:.3}, TF-IDF {tfidf:.3}, both {both:.3}");
        assert!(vectors > least && vectors > tfidf - 0.01, "{vectors} {tfidf}");
    }
}
