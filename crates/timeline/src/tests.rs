//! What timelines promise, over random worlds: a page is what sorting everything would give.

use crate::{Feeds, FollowRule, Reader, ReaderFacts, Timeline};
use model::event::PostFacts;
use model::{AccountId, Cursor, Event, Page, PostId, Time, Visibility};
use proptest::prelude::*;

const NOW: Time = Time::from_millis(1_000_000);
const ME: AccountId = AccountId(1);

fn post(id: i64, author: i64) -> PostFacts {
    PostFacts { id: PostId(id), author: AccountId(author), local: true, ..PostFacts::default() }
}

fn feeds(posts: &[PostFacts]) -> Feeds {
    let mut feeds = Feeds::new(0);
    for post in posts {
        feeds.apply(&Event::Published(post.clone()));
    }
    feeds
}

fn home(feeds: &mut Feeds, facts: &ReaderFacts, now: Time, page: Page) -> Timeline {
    let reader = Reader::new(feeds, facts);
    crate::home::home(feeds, &reader, now, page)
}

fn following(accounts: impl IntoIterator<Item = i64>) -> ReaderFacts {
    let rule = |id| FollowRule { account: AccountId(id), reposts: true, languages: vec![] };
    ReaderFacts { me: ME, follows: accounts.into_iter().map(rule).collect(), ..ReaderFacts::default() }
}

fn ids(posts: &[PostId]) -> Vec<i64> {
    posts.iter().map(|post| post.0).collect()
}

#[test]
fn home_shows_followed_people_and_oneself_newest_first() {
    let mut feeds = feeds(&[post(10, 2), post(11, 3), post(12, 1), post(13, 4)]);
    let found = home(&mut feeds, &following([2, 3]), NOW, Page::first(20));
    assert_eq!(ids(&found.posts), [12, 11, 10]);
    assert!(found.complete);
}

#[test]
fn replies_to_strangers_stay_out_and_replies_to_friends_come_in() {
    let reply = |id, author, to| PostFacts {
        reply_to: Some(PostId(1)),
        reply_to_author: Some(AccountId(to)),
        ..post(id, author)
    };
    let mut feeds = feeds(&[reply(10, 2, 9), reply(11, 2, 3), reply(12, 2, 2), reply(13, 2, 1)]);
    assert_eq!(ids(&home(&mut feeds, &following([2, 3]), NOW, Page::first(20)).posts), [13, 12, 11]);
}

#[test]
fn direct_posts_reach_only_those_they_name() {
    let direct =
        |id, to| PostFacts { visibility: Visibility::Direct, mentions: vec![AccountId(to)], ..post(id, 2) };
    let mut feeds = feeds(&[direct(10, 1), direct(11, 3)]);
    assert_eq!(ids(&home(&mut feeds, &following([2]), NOW, Page::first(20)).posts), [10]);
}

#[test]
fn a_mute_ends_when_it_ends() {
    let mut feeds = feeds(&[post(10, 2)]);
    let mut reader = following([2]);
    reader.muted.push((AccountId(2), Some(NOW)));
    assert_eq!(home(&mut feeds, &reader, Time::from_millis(999_999), Page::first(20)).posts, []);
    assert_eq!(ids(&home(&mut feeds, &reader, NOW, Page::first(20)).posts), [10]);
}

#[test]
fn a_post_and_its_reposts_show_once_where_they_are_close() {
    let repost = |id, author, of| PostFacts {
        repost_of: Some(PostId(of)),
        repost_author: Some(AccountId(9)),
        ..post(id, author)
    };
    let mut feeds = feeds(&[post(5, 9), repost(10, 2, 5), repost(11, 3, 5), repost(12, 4, 6)]);
    let mut reader = following([2, 3, 4]);
    reader.follows[2].reposts = false;
    assert_eq!(ids(&home(&mut feeds, &reader, NOW, Page::first(20)).posts), [10], "the oldest repost stays");
    let with_the_author = following([2, 3, 9]);
    assert_eq!(
        ids(&home(&mut feeds, &with_the_author, NOW, Page::first(20)).posts),
        [5],
        "the post itself stays"
    );
    assert_eq!(
        ids(&home(&mut feeds, &with_the_author, NOW, Page::first(1)).posts),
        [5],
        "on short pages too"
    );
    for id in 100..160 {
        feeds.apply(&Event::Published(post(id, 2)));
    }
    feeds.apply(&Event::Published(repost(200, 3, 5)));
    let top = home(&mut feeds, &with_the_author, NOW, Page::first(1));
    assert_eq!(ids(&top.posts), [200], "what is long past may come again");
}

#[test]
fn exclusive_lists_and_words_to_blocked_people_stay_out() {
    let mut feeds = feeds(&[post(10, 2), PostFacts { mentions: vec![AccountId(7)], ..post(11, 3) }]);
    let mut reader = following([2, 3]);
    reader.exclusive.push(AccountId(2));
    assert_eq!(ids(&home(&mut feeds, &reader, NOW, Page::first(20)).posts), [11]);
    reader.blocked.push(AccountId(7));
    assert_eq!(home(&mut feeds, &reader, NOW, Page::first(20)).posts, []);
}

#[test]
fn memory_says_where_it_ends() {
    let mut feeds = Feeds::new(100);
    feeds.apply(&Event::Published(post(150, 2)));
    let reader = following([2]);
    assert!(home(&mut feeds, &reader, NOW, Page::first(1)).complete);
    assert!(!home(&mut feeds, &reader, NOW, Page::first(2)).complete);
}

#[test]
fn a_deleted_post_is_gone_and_an_edited_tag_moves() {
    let tagged = |tag: &str| PostFacts { tags: vec![tag.to_owned()], ..post(10, 2) };
    let mut feeds = feeds(&[tagged("bread"), post(11, 2)]);
    feeds.apply(&Event::Edited(tagged("cake")));
    feeds.apply(&Event::Deleted(post(11, 2)));
    let mut reader = following([]);
    reader.tags = vec!["bread".to_owned()];
    assert_eq!(home(&mut feeds, &reader, NOW, Page::first(20)).posts, []);
    reader.tags = vec!["cake".to_owned()];
    assert_eq!(ids(&home(&mut feeds, &reader, NOW, Page::first(20)).posts), [10]);
}

proptest! {
    #[test]
    fn pages_tile_the_timeline_in_both_directions(
        authors in prop::collection::vec(2_i64..120, 0..400),
        followed in prop::collection::btree_set(2_i64..120, 0..110),
        limit in 1_usize..30,
    ) {
        let posts: Vec<PostFacts> = authors.iter().zip(1..).map(|(author, id)| post(id, *author)).collect();
        let mut feeds = feeds(&posts);
        let reader = following(followed.iter().copied());
        let mut expected: Vec<i64> =
            posts.iter().filter(|post| followed.contains(&post.author.0)).map(|post| post.id.0).collect();
        expected.reverse();

        let mut down = Vec::new();
        let mut cursor = Cursor::default();
        loop {
            let page = home(&mut feeds, &reader, NOW, Page { cursor, limit });
            prop_assert!(page.complete);
            let Some(last) = page.posts.last() else { break };
            cursor = Cursor::before(last.0);
            down.extend(ids(&page.posts));
        }
        prop_assert_eq!(&down, &expected);

        let mut up = Vec::new();
        let mut cursor = Cursor { min: Some(0), ..Cursor::default() };
        loop {
            let page = home(&mut feeds, &reader, NOW, Page { cursor, limit });
            let Some(first) = page.posts.first() else { break };
            cursor.min = Some(first.0);
            up.splice(0..0, ids(&page.posts));
        }
        prop_assert_eq!(up, expected);
    }
}
