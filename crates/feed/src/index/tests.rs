use super::*;
use crate::words;

fn post(id: i64, author: i64) -> Post {
    Post {
        id,
        author,
        at: id,
        thread: id,
        words: words::of("garden bread", []),
        open: true,
        ..Post::default()
    }
}

fn like(who: i64, post: i64) -> Reaction {
    Reaction { who, post, kind: Kind::Like, at: post + 1 }
}

#[test]
fn the_oldest_make_room_and_what_is_gone_is_gone() {
    let mut index = Index::new(Limits { posts: 3, ..Limits::default() });
    for id in 1..=5 {
        index.publish(&post(id, 1));
    }
    assert_eq!((index.len(), index.holds(2), index.holds(3)), (3, false, true));
    assert_eq!(index.speaks_of(words::one("garden")), Some(5));
    index.remove(5);
    index.remove(4);
    assert_eq!(index.speaks_of(words::one("garden")), Some(3), "its words go with it");
    index.publish(&post(6, 1));
    assert_eq!((index.len(), index.holds(3), index.holds(4)), (2, true, false));
    assert_eq!(index.tagged.values().map(VecDeque::len).max(), Some(2), "words lead to what is there");
}

#[test]
fn what_may_not_be_compared_is_found_by_wishes_alone() {
    let mut index = Index::new(Limits::default());
    let shy = Post { words: words::of("", ["sea"]), said: words::of("lighthouse", []), ..post(1, 10) };
    index.publish(&shy);
    index.react(&like(20, 1));
    assert!(index.profile(20).topic("sea") > 0.0);
    assert!(index.profile(20).topic("lighthouse").abs() < f32::EPSILON);
    let less = Policy {
        id: 1,
        target: crate::steering::Target::Topic(vec!["lighthouses".into()]),
        measure: crate::steering::Measure::Less,
        since: 0,
        until: None,
    };
    assert!(index.fits(&less, 1));
    // Its author says yes, and later no again.
    let lighthouse = words::one("lighthouse");
    index.publish(&Post { words: words::of("lighthouse", ["sea"]), said: Vec::new(), ..shy.clone() });
    assert_eq!(index.speaks_of(lighthouse), Some(1));
    index.publish(&shy);
    assert_eq!((index.speaks_of(lighthouse), index.posts_of(10)), (None, vec![1]));
}

#[test]
fn a_reaction_is_learned_and_forgotten_on_demand() {
    let mut index = Index::new(Limits::default());
    index.publish(&post(1, 10));
    index.react(&like(20, 1));
    let profile = index.profile(20);
    assert_eq!((profile.authors[0].0, profile.liked.as_slice()), (10, [1].as_slice()));
    assert!(profile.topic("gardens") > 0.0);
    index.forget(20);
    assert_eq!(index.profile(20), Profile::default());
    assert!(index.post(1).unwrap().reactors.is_empty());
}

#[test]
fn what_is_passed_over_is_cared_for_less_than_what_is_unknown() {
    let mut index = Index::new(Limits { topics: 4, ..Limits::default() });
    for id in 1..=20 {
        index.publish(&post(id, 10));
        index.view(20, id);
    }
    let seen = |index: &Index| index.member(20).unwrap().topics.clone();
    assert!(seen(&index).iter().all(|known| known.rate() < 0.0));
    assert_eq!(index.profile(20).topics, [], "being shown something is no opinion");
    (1..=10).for_each(|id| index.react(&like(20, id)));
    assert!(seen(&index).iter().all(|known| known.rate() > 0.0));
    // What is known well is not pushed out by what is met once.
    index.publish(&Post { words: words::of("comet mirror orbit telescope", []), ..post(30, 11) });
    index.view(20, 30);
    assert_eq!(seen(&index).len(), 4);
    assert!(index.profile(20).topic("garden") > 0.0);
}

#[test]
fn a_signal_that_is_off_teaches_nothing() {
    let mut index = Index::new(Limits::default());
    index.publish(&post(1, 10));
    index.listen(20, Signals::default().without(Kind::Like));
    index.react(&like(20, 1));
    assert_eq!(index.profile(20), Profile::default());
    assert!(index.post(1).unwrap().good.abs() < f32::EPSILON);
}

#[test]
fn private_reactions_are_nobody_elses_business() {
    let mut index = Index::new(Limits::default());
    index.publish(&post(1, 10));
    index.react(&Reaction { kind: Kind::Bookmark, ..like(20, 1) });
    assert!(index.post(1).unwrap().reactors.is_empty(), "others would find the post through it");
    assert!(!index.profile(20).topics.is_empty());
}

#[test]
fn a_clique_is_worth_less_than_as_many_strangers() {
    let mut index = Index::new(Limits::default());
    for id in 1..=40 {
        index.publish(&post(id, 10));
    }
    // Five who like everything of one author, and five who come from elsewhere.
    for id in 1..=39 {
        (20..25).for_each(|who| index.react(&like(who, id)));
    }
    for author in 100..112 {
        index.publish(&post(author, author));
        (30..35).for_each(|who| index.react(&like(who, author)));
    }
    (20..25).for_each(|who| index.react(&like(who, 40)));
    let clique = index.post(40).unwrap().good;
    index.publish(&post(41, 11));
    (30..35).for_each(|who| index.react(&like(who, 41)));
    assert!(index.post(41).unwrap().good > 4.0 * clique, "{clique}");
}

#[test]
fn whom_somebody_follows_or_mutes_is_cared_for_so_unless_that_is_switched_off() {
    let mut index = Index::default();
    index.regard(1, 7, Kind::Follow, 0);
    index.regard(1, 8, Kind::Mute, 0);
    index.regard(1, 1, Kind::Follow, 0);
    assert_eq!(index.profile(1).authors, [(7, Kind::Follow.care()), (8, Kind::Mute.care())]);
    index.listen(2, Signals::none());
    index.regard(2, 7, Kind::Follow, 0);
    assert!(index.profile(2).authors.is_empty());
}
