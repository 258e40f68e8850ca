use super::*;
use crate::steering::Signals;
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
        index.view(20, id, 0);
    }
    let seen = |index: &Index| index.member(20).unwrap().topics.clone();
    assert!(seen(&index).iter().all(|known| known.rate() < 0.0));
    assert_eq!(index.profile(20).topics, [], "being shown something is no opinion");
    (1..=10).for_each(|id| index.react(&like(20, id)));
    assert!(seen(&index).iter().all(|known| known.rate() > 0.0));
    // What is known well is not pushed out by what is met once.
    index.publish(&Post { words: words::of("comet mirror orbit telescope", []), ..post(30, 11) });
    index.view(20, 30, 0);
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

#[test]
fn what_comes_late_takes_its_place_by_age() {
    let mut index = Index::new(Limits { posts: 3, ..Limits::default() });
    for id in [40, 10, 30, 20] {
        index.publish(&post(id, 1));
    }
    assert_eq!(index.order, [20, 30, 40], "the oldest went");
    index.publish(&post(5, 1));
    assert!(!index.holds(5), "what is older than all there is room for does not come in");
    assert_eq!(index.members[0].posts, [10, 20, 30, 40]);
    assert_eq!(index.tagged[&words::one("garden")], [20, 30, 40]);
}

#[test]
fn there_are_no_more_members_and_readers_than_there_is_room_for() {
    let limits = Limits { posts: 50, members: 100, readers: 10, ..Limits::default() };
    let mut index = Index::new(limits);
    (1..=40).for_each(|id| index.publish(&post(id, id % 7)));
    for who in 1_000..2_000 {
        index.react(&like(who, who % 40 + 1));
        index.view(who, who % 40 + 1, who);
        index.follows(who, &[who + 5_000]);
        index.hides(who, &[who + 9_000]);
    }
    assert!(index.members.len() <= 100 && index.is_crowded());
    let known = |index: &Index| index.members.iter().filter(|member| member.is_known()).count();
    assert!(known(&index) > 11);
    index.view(1_000, 2, 9_999);
    let gone = index.tidy();
    assert!(!gone.contains(&1_000) && gone.contains(&1_001));
    assert_eq!((known(&index), index.tidy().len()), (10, 0));
    assert!(index.profile(1_000).seen > 0, "whoever was here last stays known");
    assert_eq!(index.profile(1_001), Profile::default(), "others go");
}

#[test]
fn what_members_were_shown_outlives_the_index() {
    let mut before = Index::new(Limits::default());
    (1..=9).for_each(|id| before.publish(&post(id, id % 2)));
    for who in 20..30 {
        (1..=9).for_each(|id| before.view(who, id, who));
    }
    let mut after = Index::new(Limits::default());
    (5..=9).for_each(|id| after.publish(&post(id, id % 2)));
    let mut from = 0;
    while after.inherit(&before, from, 4) {
        from += 4;
    }
    assert_eq!(after.profile(25).seen, 5, "of what is still there");
    assert_eq!(after.travelled(7), before.travelled(7));
    let care = |index: &Index| {
        let author = index.numbered(1).unwrap();
        let member = index.member(25).unwrap();
        member.authors.iter().find(|known| known.of == author).map(Cared::rate)
    };
    assert_eq!(care(&after), care(&before));
}

/// What an index takes, all lists counted as long as they are.
fn weighs(index: &Index) -> usize {
    let posts: usize = index
        .posts
        .iter()
        .map(|post| size_of::<Kept>() + 4 * (post.words.len() + post.said.len() + post.reactors.len()))
        .sum();
    let led: usize = index.tagged.values().map(|posts| 16 + 8 * posts.len()).sum();
    let members: usize = index
        .members
        .iter()
        .map(|member| {
            let rings = member.liked.len() + member.praised.len() + member.seen.len() + member.posts.len();
            size_of::<Member>()
                + 8 * rings
                + size_of::<Cared>() * (member.authors.len() + member.topics.len())
                + 4 * (member.follows.len() + member.hidden.len() + member.tags.len())
        })
        .sum();
    posts + led + members + 24 * index.slots.len() + 8 * index.order.len() + 16 * index.numbers.len()
}

#[test]
fn a_full_index_stays_within_what_its_limits_say() {
    let limits = Limits { posts: 200, members: 300, readers: 20, relations: 400, ..Limits::default() };
    let mut index = Index::new(limits);
    let said: Vec<u32> = (0..1_000).map(|n| words::one(&format!("said{n}"))).collect();
    for id in 0..500_i64 {
        let words: Vec<u32> = (0..40).map(|n| words::one(&format!("{}", (id * 7 + n * n) % 900))).collect();
        index.publish(&Post { words, said: said.clone(), ..post(id, id % 200) });
        for who in 1_000..1_066_i64 {
            index.react(&Reaction { who, post: id, kind: Kind::Like, at: id });
            index.react(&Reaction { who, post: id, kind: Kind::Worth, at: id });
            index.view(who, id, id);
        }
    }
    for who in 1_000..1_066 {
        index.follows(who, &(0..100).collect::<Vec<i64>>());
        index.came(who, who);
    }
    index.tidy();
    assert!(index.members.iter().map(Member::relations).sum::<usize>() <= 400);
    let (takes, may) = (weighs(&index), limits.bytes());
    assert!(takes <= may && may < 4 * takes, "{takes} of {may}");
}

#[test]
fn what_is_switched_off_afterwards_is_not_used_any_more_and_toggling_gains_nothing() {
    let mut index = Index::new(Limits::default());
    (1..=4).for_each(|id| index.publish(&post(id, id + 100)));
    let repost = Reaction { kind: Kind::Repost, ..like(20, 4) };
    let did = [like(20, 1), like(20, 2), repost];
    did.iter().for_each(|reaction| index.react(reaction));
    let good = |index: &Index| [1, 4].map(|id| index.travelled(id).unwrap().1);
    let (whole, before) = (index.profile(20), good(&index));
    for _ in 0..5 {
        index.listen(20, Signals::default().without(Kind::Like));
        index.relearn(20, &did, &[]);
        assert_eq!(index.profile(20).liked, [4]);
        assert_eq!(index.profile(20).authors.len(), 1);
        assert!(index.post(1).unwrap().reactors.is_empty(), "it leads nobody to others' likes either");
        let now = good(&index);
        assert!(now[0] < before[0] && now[1] <= before[1], "{now:?} {before:?}");
        index.listen(20, Signals::default());
        index.relearn(20, &did, &[]);
        assert_eq!(index.profile(20).liked, whole.liked);
        assert!(good(&index)[0] <= before[0]);
    }
}
