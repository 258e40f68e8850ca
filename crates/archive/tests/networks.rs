//! Archives of all networks, made up and real; and what is no archive.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, missing_docs)]

use braise_archive::{Archive, ArchiveError, Audience, Item, Limits, Network, Post, Text};
use proptest::prelude::*;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use testkit::archives::{self, Kind, Plan};

fn read(path: &Path, limits: Limits) -> Result<(Network, Vec<Item>), ArchiveError> {
    let mut archive = Archive::open(path, None, limits)?;
    let mut items = Vec::new();
    archive.read(&mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    })?;
    Ok((archive.network(), items))
}

fn posts(items: &[Item]) -> Vec<&Post> {
    items.iter().filter_map(|item| if let Item::Post(post) = item { Some(&**post) } else { None }).collect()
}

fn count(items: &[Item], wanted: fn(&Item) -> bool) -> usize {
    items.iter().filter(|item| wanted(item)).count()
}

#[test]
fn every_network_arrives_complete() {
    let folder = tempfile::tempdir().unwrap();
    for kind in Kind::ALL {
        let path = folder.path().join("upload");
        let made = archives::write(kind, Plan { posts: 500, ..Plan::default() }, &path);
        let (network, items) = read(&path, Limits::default()).unwrap();
        assert_eq!(network.word(), kind.word());
        let posts = posts(&items);
        assert_eq!(posts.len(), made.posts, "{kind:?}");
        let keys: HashMap<&str, &Post> = posts.iter().map(|post| (post.key.as_str(), *post)).collect();
        assert_eq!(keys.len(), made.posts, "{kind:?}: keys are not unique");
        let parent =
            |post: &&&Post| post.reply_to.as_ref().is_some_and(|key| keys.contains_key(key.as_str()));
        assert_eq!(posts.iter().filter(parent).count(), made.replies, "{kind:?}");
        assert_eq!(posts.iter().map(|post| post.media.len()).sum::<usize>(), made.pictures, "{kind:?}");
        assert_eq!(
            count(&items, |item| matches!(item, Item::Follow(_) | Item::FollowAs { .. })),
            made.follows,
            "{kind:?}"
        );
        assert_eq!(
            count(&items, |item| matches!(item, Item::NotUnderstood { .. })),
            made.broken,
            "{kind:?}: {items:?}"
        );
        let mut moments: Vec<i64> = posts.iter().map(|post| post.at.millis()).collect();
        moments.sort_unstable();
        assert_eq!(moments, (0..made.posts).map(archives::moment).collect::<Vec<_>>(), "{kind:?}");
        for post in posts {
            let (Text::Plain(text) | Text::Markdown(text) | Text::Html(text)) = &post.text;
            // Broken texts are whole again, and short addresses long.
            assert!(!text.contains('\u{c3}') && !text.contains("t.co"), "{kind:?}: {text}");
        }
    }
}

#[test]
fn media_are_read_and_those_followed_have_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.zip");
    archives::write(Kind::X, Plan::default(), &path);
    let (_, items) = read(&path, Limits::default()).unwrap();
    let post = posts(&items).into_iter().find(|post| !post.media.is_empty()).unwrap();
    let mut archive = Archive::open(&path, None, Limits::default()).unwrap();
    assert!(archive.medium(&post.media[0].entry, 1_000_000).unwrap().starts_with(b"\x89PNG"));
    assert!(matches!(archive.medium(&post.media[0].entry, 10), Err(ArchiveError::Beyond(_))));
    assert!(matches!(archive.medium("../../etc/passwd", 10), Err(ArchiveError::Missing)));
    let named = |item: &Item| matches!(item, Item::Follow(person) | Item::FollowAs { person, .. } if person.handle.as_deref() == Some("friend3"));
    assert!(items.iter().any(named), "a number got its name from a mention");
}

#[test]
fn single_files_are_recognised_too() {
    let folder = tempfile::tempdir().unwrap();
    let follows = "Account address,Show boosts\nbo@b.example,true\nnot an address at all,true\n";
    for (name, text, network, posts) in [
        (
            "tweets.js",
            "window.YTD.tweets.part0 = [ {\"tweet\":{\"id_str\":\"1\",\"full_text\":\"hi\",\"created_at\":\"Wed Oct 10 20:19:24 +0000 2018\"}} ]",
            Network::X,
            1,
        ),
        (
            "posts_1.json",
            "[{\"media\":[],\"title\":\"hi\",\"creation_timestamp\":1539202764}]",
            Network::Instagram,
            1,
        ),
        (
            "threads_and_replies.json",
            "{\"text_post_app_text_posts\":[{\"media\":[{\"uri\":\"\",\"title\":\"hi\",\"creation_timestamp\":1539202764}]}]}",
            Network::Threads,
            1,
        ),
        (
            "your_posts_1.json",
            "[{\"timestamp\":1539202764,\"data\":[{\"post\":\"hi\"}]}]",
            Network::Facebook,
            1,
        ),
        (
            "outbox.json",
            "\u{FEFF}{\"orderedItems\":[{\"type\":\"Create\",\"object\":{\"id\":\"a\",\"type\":\"Note\",\"published\":\"2020-01-01\",\"content\":\"hi\"}}]}",
            Network::Mastodon,
            1,
        ),
        ("following_accounts.csv", follows, Network::Mastodon, 0),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let (found, items) = read(&path, Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((found, self::posts(&items).len()), (network, posts), "{name}: {items:?}");
    }
    let (_, items) = read(&folder.path().join("following_accounts.csv"), Limits::default()).unwrap();
    assert!(
        matches!(&items[..], [Item::Follow(_) | Item::FollowAs { .. }, Item::NotUnderstood { .. }]),
        "{items:?}"
    );
    // All of it as a folder: the first network that fits.
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::copy(folder.path().join("tweets.js"), folder.path().join("data/tweets.js")).unwrap();
    assert_eq!(read(folder.path(), Limits::default()).unwrap().0, Network::X);
}

#[test]
fn bombs_and_ways_out_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.zip");
    let zeros = vec![b' '; 40 * 1024 * 1024];
    let tweets = b"window.YTD.tweets.part0 = [ {\"tweet\":{\"id_str\":\"1\",\"full_text\":\"hi\",\"created_at\":\"Wed Oct 10 20:19:24 +0000 2018\"}} ]";
    archives::zip(&path, &[("data/tweets.js", tweets), ("data/tweet-part1.js", &zeros), ("../out", b"x")]);
    let (_, items) = read(&path, Limits::default()).unwrap();
    assert_eq!(posts(&items).len(), 1);
    assert_eq!(count(&items, |item| matches!(item, Item::NotUnderstood { .. })), 2, "{items:?}");

    let long: String = format!("window.YTD.tweets.part0 = [\"{}\"]", "ab c".repeat(8 * 1024 * 1024));
    archives::zip(&path, &[("data/tweets.js", long.as_bytes())]);
    let (_, items) = read(&path, Limits::default()).unwrap();
    assert!(matches!(&items[..], [Item::NotUnderstood { .. }]), "{} items", items.len());

    archives::zip(&path, &[("data/tweets.js", tweets), ("a", b""), ("b", b"")]);
    let few = Limits { entries: 2, ..Limits::default() };
    assert!(matches!(read(&path, few), Err(ArchiveError::Beyond(_))));
    let little = Limits { unpacked: 40, ..Limits::default() };
    assert!(!matches!(read(&path, little), Ok((_, items)) if !posts(&items).is_empty()));
    archives::zip(&path, &[("holiday.txt", b"x")]);
    assert!(matches!(read(&path, Limits::default()), Err(ArchiveError::Unknown)));
}

#[test]
fn long_posts_and_stories_come_along() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.zip");
    let long = "On the long night the tram did not come, and ".repeat(20);
    let begins = format!("{}… https://t.co/rest", &long[..200].trim_end());
    let tweets = format!(
        r#"window.YTD.tweets.part0 = [{{"tweet":{{"id_str":"5","full_text":"{begins}","created_at":"Wed Oct 10 20:19:24 +0000 2018"}}}}]"#
    );
    let notes = format!(
        r#"window.YTD.note_tweet.part0 = [{{"noteTweet":{{"noteTweetId":"9","createdAt":"2018-10-10T20:19:24.000Z","core":{{"text":"{long}","urls":[]}}}}}}]"#
    );
    archives::zip(&path, &[("data/tweets.js", tweets.as_bytes()), ("data/note-tweet.js", notes.as_bytes())]);
    let (_, items) = read(&path, Limits::default()).unwrap();
    let found = posts(&items);
    assert!(found.len() == 1 && found[0].text == Text::Plain(long), "{items:?}");

    let path = folder.path().join("instagram.zip");
    let posts_1 = br#"[]"#;
    let stories = br#"{"ig_stories":[{"uri":"media/stories/a.jpg","creation_timestamp":1600000000,"title":"caf\u00c3\u00a9"},{"uri":"media/stories/b.jpg","creation_timestamp":1600000001}]}"#;
    archives::zip(
        &path,
        &[
            ("your_instagram_activity/media/posts_1.json", posts_1),
            ("your_instagram_activity/media/stories.json", stories),
            ("media/stories/a.jpg", b"jpeg"),
        ],
    );
    let (network, items) = read(&path, Limits::default()).unwrap();
    assert_eq!(network, Network::Instagram);
    let found = posts(&items);
    assert!(found.len() == 1 && found[0].audience == Audience::Followers, "{items:?}");
    assert_eq!((&found[0].text, found[0].media.len()), (&Text::Plain("caf\u{e9}".to_owned()), 1));
    assert!(
        items.iter().any(|item| matches!(item, Item::NotUnderstood { .. })),
        "the other's file is missing"
    );
}

#[test]
fn links_in_a_folder_lead_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("upload");
    std::fs::create_dir_all(inside.join("data/tweets_media")).unwrap();
    std::fs::write(folder.path().join("secret"), "secret").unwrap();
    std::fs::write(inside.join("data/tweets.js"), "window.YTD.tweets.part0 = []").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret"), inside.join("data/tweets_media/1-a.png"))
        .unwrap();
    let mut archive = Archive::open(&inside, None, Limits::default()).unwrap();
    assert!(matches!(archive.medium("data/tweets_media/1-a.png", 100), Err(ArchiveError::Missing)));
}

#[test]
fn real_repositories_of_bluesky_are_read() {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = workspace.join(std::env::var_os("BRAISE_REFERENCE").unwrap_or_else(|| "../shared".into()));
    // What an independent walk through the two files counts.
    for (name, expected) in [("greenground", (0, 2, 0)), ("fakermaker", (26, 78, 22))] {
        let path = folder.join(format!("data/archives/{name}.repo.car"));
        if !path.exists() {
            testkit::leave_out("reference", "the repositories of real accounts");
            return;
        }
        let (network, items) = read(&path, Limits::default()).unwrap();
        assert_eq!(network, Network::Bluesky);
        let count = |wanted| count(&items, wanted);
        let likes = count(|item| matches!(item, Item::Like(_)));
        let found = (
            posts(&items).len(),
            count(|item| matches!(item, Item::Follow(_) | Item::FollowAs { .. })),
            likes,
        );
        assert_eq!(found, expected, "{name}");
        for item in &items {
            if let Item::NotUnderstood { place, why } = item {
                // The pictures are not in a repository.
                assert!(place.starts_with("blobs/"), "{place}: {why}");
            }
        }
    }
}

/// Cuts and changes an archive somewhere.
fn spoil(mut bytes: Vec<u8>, at: usize, with: &[u8], cut: bool) -> Vec<u8> {
    let at = at % bytes.len();
    if cut {
        bytes.truncate(at);
    } else {
        let end = (at + with.len()).min(bytes.len());
        bytes.splice(at..end, with.iter().copied());
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn spoiled_archives_never_stop_us(kind in 0_usize..6, at in any::<usize>(), with in proptest::collection::vec(any::<u8>(), 0..40), cut in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("upload");
        archives::write(Kind::ALL[kind], Plan { posts: 8, ..Plan::default() }, &path);
        let spoiled = spoil(std::fs::read(&path).unwrap(), at, &with, cut);
        std::fs::write(&path, spoiled).unwrap();
        let _ = read(&path, Limits::default());
    }

    #[test]
    fn spoiled_files_in_archives_never_stop_us(text in "(window.YTD.tweets.part0 = )?[\\[\\]{}\",:a-z0-9é\\\\]{0,200}", name in 0_usize..6) {
        let names = ["data/tweets.js", "media/posts_1.json", "threads/threads_and_replies.json", "posts/your_posts_1.json", "outbox.json", "lists.csv"];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("upload.zip");
        archives::zip(&path, &[(names[name], text.as_bytes()), ("actor.json", text.as_bytes()), ("data/account.js", text.as_bytes())]);
        let _ = read(&path, Limits::default());
        let alone = folder.path().join(names[name].rsplit('/').next().unwrap());
        std::fs::write(&alone, text).unwrap();
        let _ = read(&alone, Limits::default());
    }
}
