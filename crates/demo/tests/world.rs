//! The default world, measured.

use braise_demo::{Happening, Language, MEMBERS, Post, SPAN_MILLIS, Visibility, World, is_png, picture};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

const NOW: i64 = 1_795_000_000_000;

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| World::grow(1, MEMBERS, NOW))
}

fn posts(world: &World) -> Vec<&Post> {
    world
        .happenings
        .iter()
        .filter_map(|h| if let Happening::Post(post) = h { Some(post) } else { None })
        .collect()
}

fn share(of: usize, all: usize) -> f64 {
    of as f64 / all as f64
}

#[test]
fn the_same_seed_gives_the_same_world_and_the_same_future() {
    let (mut one, mut other) = (World::grow(9, 80, NOW), World::grow(9, 80, NOW));
    assert_eq!(one.members, other.members);
    assert_eq!(one.follows, other.follows);
    assert_eq!(one.happenings, other.happenings);
    for step in 0..200 {
        assert_eq!(one.next(NOW + step), other.next(NOW + step));
    }
    assert_ne!(World::grow(10, 80, NOW).happenings, one.happenings);
}

#[test]
fn it_grows_quickly() {
    let start = std::time::Instant::now();
    World::grow(2, MEMBERS, NOW);
    let limit = if cfg!(debug_assertions) { 5_000 } else { 1_000 };
    assert!(start.elapsed().as_millis() < limit, "{:?}", start.elapsed());
}

#[test]
fn the_proportions_are_those_of_a_small_town() {
    let world = world();
    let posts = posts(world);
    let all = posts.len();
    assert_eq!(world.members.len(), MEMBERS);
    assert!((4_700..5_300).contains(&all), "{all} posts");
    let having = |what: &dyn Fn(&Post) -> bool| posts.iter().filter(|post| what(post)).count();
    let percent = |what: &dyn Fn(&Post) -> bool| 100.0 * share(having(what), all);
    let count = |what: &dyn Fn(&Happening) -> bool| world.happenings.iter().filter(|h| what(h)).count();
    println!(
        "posts {all}, replies {:.1} %, quotes {}, polls {}, pictures {}, warnings {}, direct {}, pinned {}",
        percent(&|p| p.reply_to.is_some()),
        having(&|p| p.quote_of.is_some()),
        having(&|p| p.poll.is_some()),
        having(&|p| !p.pictures.is_empty()),
        having(&|p| p.spoiler.is_some()),
        having(&|p| p.visibility == Visibility::Direct),
        having(&|p| p.pinned)
    );
    println!(
        "likes {}, reposts {}, bookmarks {}, votes {}, edits {}, follows {} + {}, lists {}",
        count(&|h| matches!(h, Happening::Like(_))),
        count(&|h| matches!(h, Happening::Repost(_))),
        count(&|h| matches!(h, Happening::Bookmark(_))),
        count(&|h| matches!(h, Happening::Vote(_))),
        count(&|h| matches!(h, Happening::Edit(_))),
        world.follows.len(),
        count(&|h| matches!(h, Happening::Follow(_))),
        world.members.iter().filter(|m| !m.lists.is_empty()).count()
    );
    println!(
        "en {:.1} % fr {:.1} % both {:.1} %",
        percent(&|p| p.language == Language::English),
        percent(&|p| p.language == Language::French),
        percent(&|p| p.language == Language::Both)
    );
    assert!((50.0..60.0).contains(&percent(&|p| p.language == Language::English)));
    assert!((35.0..45.0).contains(&percent(&|p| p.language == Language::French)));
    assert!((3.0..7.5).contains(&percent(&|p| p.language == Language::Both)));
    assert!((35.0..65.0).contains(&percent(&|p| p.reply_to.is_some())));
    for (what, found, least) in [
        ("quotes", having(&|p| p.quote_of.is_some()), 60),
        ("polls", having(&|p| p.poll.is_some()), 50),
        ("pictures", having(&|p| !p.pictures.is_empty()), 120),
        ("warnings", having(&|p| p.spoiler.is_some()), 8),
        ("letters", having(&|p| p.visibility == Visibility::Direct), 30),
        ("followers-only posts", having(&|p| p.visibility == Visibility::Followers), 40),
        ("pins", having(&|p| p.pinned), 15),
        ("likes", count(&|h| matches!(h, Happening::Like(_))), 5_000),
        ("reposts", count(&|h| matches!(h, Happening::Repost(_))), 500),
        ("bookmarks", count(&|h| matches!(h, Happening::Bookmark(_))), 200),
        ("votes", count(&|h| matches!(h, Happening::Vote(_))), 300),
        ("edits", count(&|h| matches!(h, Happening::Edit(_))), 40),
        ("new ties", count(&|h| matches!(h, Happening::Follow(_))), 200),
        ("lists", world.members.iter().filter(|m| !m.lists.is_empty()).count(), 15),
    ] {
        assert!(found >= least, "only {found} {what}");
    }
    assert!(world.members.iter().any(|m| m.bot) && world.members.iter().any(|m| m.locked));
}

#[test]
fn everything_points_at_something_earlier() {
    let world = world();
    let members = world.members.len();
    let (mut last, mut count) = (NOW - SPAN_MILLIS, 0);
    let mut seen: Vec<&Post> = Vec::new();
    for happening in &world.happenings {
        let at = happening.at();
        assert!(last <= at && at < NOW, "out of order or out of the two weeks: {happening:?}");
        last = at;
        match happening {
            Happening::Post(post) => {
                assert!(post.author < members);
                for earlier in post.reply_to.iter().chain(&post.quote_of) {
                    assert!(*earlier < count && seen[*earlier].at < at);
                }
                if let Some(parent) =
                    post.reply_to.map(|n| seen[n]).filter(|parent| parent.author != post.author)
                {
                    assert!(post.text.starts_with(&format!("@{} ", world.members[parent.author].username)));
                }
                seen.push(post);
                count += 1;
            }
            Happening::Repost(r) | Happening::Like(r) | Happening::Bookmark(r) => {
                assert!(r.member < members && r.post < count && seen[r.post].at < at);
                assert!(seen[r.post].visibility != Visibility::Direct);
            }
            Happening::Vote(vote) => {
                let poll = seen[vote.post].poll.as_ref().expect("a poll");
                assert!(vote.choices.iter().all(|choice| *choice < poll.options.len()));
                assert!(
                    at < seen[vote.post].at + poll.seconds * 1000 && seen[vote.post].author != vote.member
                );
            }
            Happening::Edit(edit) => assert!(edit.post < count && edit.text != seen[edit.post].text),
            Happening::Follow(follow) => {
                assert!(follow.follower != follow.followed && follow.followed < members);
            }
        }
    }
    let ties: HashSet<_> = world.follows.iter().collect();
    assert_eq!(ties.len(), world.follows.len());
    assert!(world.follows.iter().all(|(one, other)| one != other && *one < members && *other < members));
}

#[test]
fn reactions_and_follows_come_once() {
    let mut seen = HashSet::new();
    for happening in &world().happenings {
        let key = match happening {
            Happening::Like(r) => ("like", r.member, r.post),
            Happening::Repost(r) => ("repost", r.member, r.post),
            Happening::Bookmark(r) => ("bookmark", r.member, r.post),
            Happening::Vote(v) => ("vote", v.member, v.post),
            Happening::Follow(f) => ("follow", f.follower, f.followed),
            _ => continue,
        };
        assert!(seen.insert(key), "{key:?} twice");
    }
}

#[test]
fn threads_go_deep_and_some_people_are_known() {
    let world = world();
    let posts = posts(world);
    let mut depth = vec![0; posts.len()];
    for (number, post) in posts.iter().enumerate() {
        depth[number] = post.reply_to.map_or(0, |parent| depth[parent] + 1);
    }
    assert!(depth.iter().filter(|depth| **depth >= 4).count() > 40);
    let mut followers: HashMap<usize, usize> = HashMap::new();
    let mut written: HashMap<usize, usize> = HashMap::new();
    world.follows.iter().for_each(|(_, other)| *followers.entry(*other).or_default() += 1);
    posts.iter().for_each(|post| *written.entry(post.author).or_default() += 1);
    let most = followers.values().max().unwrap();
    let mut counts: Vec<usize> = followers.values().copied().collect();
    counts.sort_unstable();
    let middle = counts[counts.len() / 2];
    println!("followers: middle {middle}, most {most}; most posts {:?}", written.values().max());
    assert!(*most > 3 * middle, "everyone is equally known");
    assert!(*written.values().max().unwrap() > 100, "nobody writes much");
}

#[test]
fn hardly_anything_is_said_twice() {
    let posts = posts(world());
    let own = |text: &str| {
        text.split_once(' ').filter(|_| text.starts_with('@')).map_or(text.to_owned(), |(_, t)| t.to_owned())
    };
    let distinct: HashSet<String> = posts.iter().map(|post| own(&post.text)).collect();
    let unique = share(distinct.len(), posts.len());
    println!("{:.2} % unique", 100.0 * unique);
    assert!(unique > 0.97, "{unique}");
}

#[test]
fn texts_are_in_the_language_they_say() {
    const ENGLISH: &[&str] =
        &["the", "and", "of", "it", "is", "was", "with", "to", "that", "for", "in", "a", "you", "this", "i"];
    const FRENCH: &[&str] = &[
        "le", "la", "les", "et", "de", "des", "est", "une", "un", "que", "pour", "du", "il", "je", "cela",
        "c", "l",
    ];
    let mut wrong = 0;
    let posts = posts(world());
    for post in &posts {
        let text = post.text.to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
        let hits = |list: &[&str]| words.iter().filter(|word| list.contains(word)).count();
        let (english, french) = (hits(ENGLISH), hits(FRENCH));
        wrong += usize::from(match post.language {
            Language::English => french > english,
            Language::French => english > french,
            Language::Both => english == 0 || french == 0,
        });
    }
    assert!(share(wrong, posts.len()) < 0.02, "{wrong} of {} look wrong", posts.len());
}

#[test]
fn texts_are_finished_and_polite() {
    let world = world();
    for post in posts(world) {
        assert!(!post.text.contains(['{', '}', '|', '~']) && !post.text.contains('!'), "{}", post.text);
        assert!(!post.text.contains("  ") && !post.text.trim().is_empty(), "{:?}", post.text);
        assert!(post.text.chars().count() < 1_500);
        if let Some(poll) = &post.poll {
            let different: HashSet<_> = poll.options.iter().collect();
            assert!(different.len() == poll.options.len() && poll.options.len() > 1);
            assert!(poll.options.iter().all(|option| option.chars().count() <= 100));
        }
        assert!(post.pictures.len() <= 4 && post.pictures.iter().all(|picture| !picture.alt.is_empty()));
    }
    let mut names = HashSet::new();
    for member in &world.members {
        assert!(member.username.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'));
        assert!(member.username.len() <= 30 && names.insert(&member.username), "{}", member.username);
        assert!(member.display_name.chars().count() <= 30 && member.bio.chars().count() <= 500);
        assert!(member.joined_at < NOW - SPAN_MILLIS && !member.bio.is_empty());
        for list in &member.lists {
            assert!(!list.title.is_empty() && !list.members.is_empty());
        }
    }
}

#[test]
fn pictures_are_few_and_can_be_seen() {
    let world = world();
    let posted = posts(world).into_iter().flat_map(|post| &post.pictures);
    let profile = world.members.iter().flat_map(|m| std::iter::once(&m.avatar).chain(&m.header));
    let distinct: HashMap<_, _> = posted.chain(profile).map(|spec| ((spec.kind, spec.seed), spec)).collect();
    assert!(distinct.len() <= 84, "{} pictures", distinct.len());
    let mut kinds = HashSet::new();
    for spec in distinct.values().filter(|spec| kinds.insert(spec.kind)) {
        let bytes = picture(spec);
        assert_eq!(bytes, picture(spec));
        let magic: &[u8] = if is_png(spec.kind) { b"\x89PNG" } else { &[0xFF, 0xD8] };
        assert!(bytes.starts_with(magic) && bytes.len() < 300_000, "{:?}: {}", spec.kind, bytes.len());
    }
}

#[test]
fn the_comet_is_what_the_last_days_talk_about() {
    let mut tags: HashMap<String, usize> = HashMap::new();
    for post in posts(world()).iter().filter(|post| post.at > NOW - SPAN_MILLIS / 7) {
        for tag in post.text.split_whitespace().filter_map(|word| word.strip_prefix('#')) {
            *tags.entry(tag.to_lowercase()).or_default() += 1;
        }
    }
    let mut ranked: Vec<_> = tags.into_iter().collect();
    ranked.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    println!("{:?}", &ranked[..8]);
    assert!(ranked[..3].iter().any(|(tag, _)| tag == "quillane"));
}

#[test]
fn the_world_goes_on() {
    let mut world = World::grow(3, 100, NOW);
    let mut count = posts(&world).len();
    let (mut written, mut likes) = (0, 0);
    for step in 1..=600 {
        let at = NOW + step * 20_000;
        match world.next(at) {
            Happening::Post(post) => {
                assert!(post.at == at && post.reply_to.is_none_or(|parent| parent < count));
                count += 1;
                written += 1;
            }
            Happening::Like(reaction) => {
                assert!(reaction.post < count && reaction.at == at);
                likes += 1;
            }
            Happening::Vote(vote) => assert!(vote.post < count),
            _ => {}
        }
    }
    assert!(written > 150 && likes > 100, "{written} posts, {likes} likes");
}

#[test]
fn what_is_made_beside_the_posts_has_dice_of_its_own() {
    let mut untouched = World::grow(9, 80, NOW);
    let mut world = World::grow(9, 80, NOW);
    let commons = world.commons();
    assert_eq!(commons, world.commons());
    assert_eq!(world.happenings, untouched.happenings);
    assert_eq!(world.next(NOW + 1), untouched.next(NOW + 1), "what comes later is the same");
    assert_ne!(World::grow(10, 80, NOW).commons(), commons);
}

#[test]
fn everything_made_beside_the_posts_fits_them() {
    let world = world();
    let (commons, posts) = (world.commons(), posts(world));
    let start = NOW - SPAN_MILLIS;
    assert_eq!((commons.notes.len(), commons.feeds.len(), commons.packs.len()), (10, 6, 4));
    assert_eq!((commons.drawings.len(), commons.questions.len()), (6, 5));
    for note in &commons.notes {
        let post = posts[note.post];
        assert!(post.visibility == Visibility::Public && post.at < note.at && note.at < NOW, "{note:?}");
        assert!(note.author != post.author && note.text.chars().count() <= 300, "{note:?}");
        assert!(note.ratings.is_sorted_by_key(|rating| rating.at), "{note:?}");
        for rating in &note.ratings {
            assert!(note.at < rating.at && rating.at < NOW, "{note:?}");
            assert!(![note.author, post.author].contains(&rating.member), "nobody rates what is theirs");
        }
        let raters: HashSet<usize> = note.ratings.iter().map(|rating| rating.member).collect();
        assert_eq!(raters.len(), note.ratings.len(), "once each");
    }
    assert!(commons.notes.iter().any(|note| note.ratings.len() == 2), "one waits for more");
    for feed in &commons.feeds {
        assert!(feed.likes.len() > 1 && !feed.likes.contains(&feed.owner), "{feed:?}");
        assert!(
            (start..NOW).contains(&feed.at) && feed.pins.iter().all(|member| feed.likes.contains(member))
        );
    }
    for pack in &commons.packs {
        assert!(pack.people.len() > 1 && !pack.people.contains(&pack.owner), "{pack:?}");
        assert!(pack.feeds.iter().all(|feed| *feed < commons.feeds.len()), "{pack:?}");
    }
    for (number, drawing) in commons.drawings.iter().enumerate() {
        assert!((start..NOW).contains(&drawing.at), "{drawing:?}");
        assert!(drawing.after.is_none_or(|before| before < number), "{drawing:?}");
    }
    assert!(
        commons.drawings.is_sorted_by_key(|drawing| drawing.at),
        "a later one may be made of an earlier one"
    );
    for question in &commons.questions {
        let post = posts[question.post];
        assert!(post.at < question.at && question.at < NOW && question.member != post.author, "{question:?}");
    }
    let notes = commons.notes.iter().map(|note| &note.text);
    let words = notes.chain(commons.drawings.iter().flat_map(|one| [&one.text, &one.alt, &one.words]));
    let words = words.chain(commons.feeds.iter().flat_map(|feed| [&feed.name, &feed.description]));
    for text in words.chain(commons.packs.iter().flat_map(|pack| [&pack.name, &pack.description])) {
        assert!(!text.contains('!') && !text.is_empty(), "{text}");
    }
}
