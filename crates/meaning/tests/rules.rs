//! What holds for any texts.
// Tests may fail loudly.
#![allow(clippy::unwrap_used)]

use braise_meaning::{Corpus, Meaning, Plan, dot};
use proptest::prelude::*;

fn corpus(texts: &[(u64, Vec<String>)]) -> Corpus {
    let mut corpus = Corpus::default();
    texts.iter().for_each(|(author, text)| {
        corpus.add(*author, text);
    });
    corpus
}

fn texts() -> impl Strategy<Value = Vec<(u64, Vec<String>)>> {
    let text =
        prop::collection::vec(0..30_u32, 0..12).prop_map(|words| words.iter().map(u32::to_string).collect());
    prop::collection::vec((0..4_u64, text), 0..40)
}

fn all_alike(meaning: &Meaning) -> Vec<Vec<(String, f32)>> {
    let of = |word: u32| meaning.alike(&word.to_string(), 50);
    let owned =
        |found: Vec<(&str, f32)>| found.into_iter().map(|(word, near)| (word.to_owned(), near)).collect();
    (0..30).map(of).map(owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn vectors_are_of_unit_length(texts in texts(), dimensions in 0_usize..70, power in 0f32..1.0) {
        let plan = Plan { dimensions, power, ..Plan::default() };
        let meaning = Meaning::learn(&corpus(&texts), &plan);
        prop_assert!(meaning.dimensions() <= dimensions.min(meaning.len()));
        for (_, text) in &texts {
            let Some(vector) = meaning.vector(text) else { continue };
            prop_assert_eq!(vector.len(), meaning.dimensions());
            prop_assert!((dot(&vector, &vector) - 1.0).abs() < 1e-4, "{:?}", vector);
        }
    }

    #[test]
    fn the_same_texts_and_seed_give_the_same(texts in texts(), seed in 0_u64..9) {
        let learn = || Meaning::learn(&corpus(&texts), &Plan { seed, ..Plan::default() });
        let (one, other) = (learn(), learn());
        prop_assert_eq!(all_alike(&one), all_alike(&other));
        prop_assert!(texts.iter().all(|(_, text)| one.vector(text) == other.vector(text)));
    }

    #[test]
    fn words_are_as_near_one_way_as_the_other(texts in texts()) {
        let found = all_alike(&Meaning::learn(&corpus(&texts), &Plan::default()));
        for (word, near) in found.iter().enumerate() {
            prop_assert!(near.is_sorted_by(|a, b| a.1 >= b.1));
            for (other, cosine) in near {
                prop_assert!(cosine.abs() <= 1.0001);
                let back = found[other.parse::<usize>().unwrap()].iter().find(|(back, _)| *back == word.to_string());
                prop_assert!((back.unwrap().1 - cosine).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn a_word_of_one_author_is_never_known(texts in texts(), private in prop::collection::vec(0..9_u64, 1..20)) {
        let mut texts = texts;
        texts.extend(private.iter().map(|word| (7, vec![format!("private{word}"), "3".to_owned()])));
        let meaning = Meaning::learn(&corpus(&texts), &Plan::default());
        for word in private {
            prop_assert_eq!(meaning.alike(&format!("private{word}"), 5), vec![]);
        }
        prop_assert!(all_alike(&meaning).iter().flatten().all(|(word, _)| !word.starts_with("private")));
    }
}

#[test]
fn small_worlds_are_fine() {
    let learn = |texts: &[(u64, &str)], plan: Plan| {
        let split = |text: &str| text.split(' ').map(str::to_owned).collect();
        let texts: Vec<_> = texts.iter().map(|(author, text)| (*author, split(text))).collect();
        Meaning::learn(&corpus(&texts), &plan)
    };
    let plan = Plan::default();
    let one_author = learn(&[(1, "tram line gear"), (1, "tram depot")], plan);
    assert!(one_author.is_empty() && one_author.vector(&["tram"]).is_none());
    assert_eq!(learn(&[], plan).len(), 0);
    assert_eq!(learn(&[(1, "tram line"), (2, "line tram")], Plan { vocabulary: 0, ..plan }).bytes(), 0);
    let identical: Vec<(u64, &str)> = (0..30).map(|author| (author, "tram line gear")).collect();
    let identical = learn(&identical, plan);
    assert_eq!(identical.len(), 3);
    let vector = identical.vector(&["gear", "tram"]).unwrap();
    assert!(vector.iter().all(|value| value.is_finite()));
    let lonely = learn(&[(1, "tram"), (2, "tram")], plan);
    assert_eq!((lonely.len(), lonely.vector(&["tram"])), (1, None), "a word that stands near nothing");
}

#[test]
fn a_text_needs_a_quarter_of_known_words() {
    let mut corpus = Corpus::default();
    for author in 0..10 {
        corpus.add(author, &["bread", "oven", "flour"]);
        corpus.add(author, &["comet", "tail", "dome"]);
    }
    let meaning = Meaning::learn(&corpus, &Plan::default());
    assert!(meaning.vector(&["oven", "x", "y", "z"]).is_some());
    assert!(meaning.vector(&["oven", "x", "y", "z", "w"]).is_none());
    assert!(meaning.vector(&[] as &[&str]).is_none());
}

#[test]
fn words_that_may_stand_for_each_other_are_alike() {
    let mut corpus = Corpus::default();
    for author in 0..40_u64 {
        let (bread, comet) = (["loaf", "bread"], ["comet", "star"]);
        let pick = |words: [&'static str; 2]| words[author as usize % 2];
        let other = |words: [&'static str; 4]| words[author as usize / 2 % 4];
        corpus.add(author, &[pick(bread), other(["oven", "flour", "crust", "starter"]), "baker"]);
        corpus.add(author, &[pick(comet), other(["tail", "dome", "night", "lens"]), "sky"]);
    }
    let meaning = Meaning::learn(&corpus, &Plan { dimensions: 4, ..Plan::default() });
    let near =
        |one: &str, other: &str| meaning.alike(one, 50).iter().find(|(word, _)| *word == other).unwrap().1;
    // They never stand in one text.
    assert!(near("loaf", "bread") > 0.8 && near("comet", "star") > 0.8);
    assert!(near("loaf", "bread") > near("loaf", "star") + 0.5);
    let text = |words: &[&str]| meaning.vector(words).unwrap();
    let (one, same, far) = (text(&["loaf", "oven"]), text(&["bread", "crust"]), text(&["star", "lens"]));
    assert!(dot(&one, &same) > dot(&one, &far) + 0.5);
}

#[test]
fn a_rare_word_says_more_than_a_common_one() {
    let mut corpus = Corpus::default();
    for author in 0..200 {
        corpus.add(author, &["town", if author % 20 == 0 { "comet" } else { "bread" }, "morning"]);
        corpus.add(author, &["town", ["tram", "ferry", "market"][author as usize % 3], "evening"]);
    }
    let of = |rare| {
        let meaning = Meaning::learn(&corpus, &Plan { rare, dimensions: 6, ..Plan::default() });
        let text = |words: &[&str]| meaning.vector(words).unwrap();
        let both = text(&["comet", "town"]);
        dot(&both, &text(&["comet"])) - dot(&both, &text(&["town"]))
    };
    // With a share far above any word's, all count the same.
    assert!(of(1e-3) > of(1e3) + 0.1, "{} {}", of(1e-3), of(1e3));
}
