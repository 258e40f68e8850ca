//! Ledgers of consent, and the one rule of what may be used: as SQL and as a function the same.

use crate::store::args;
use crate::store::consent::{Wanted, picture_consented, usable_posts};
use crate::{account, on_each_engine, post};
use consent::{Choice, Consents, Entry, Purpose, Purposes, Said, Subject, verify};
use model::{AccountId, Event, Media, MediaId, Page, PostId, Time, Visibility};
use std::collections::BTreeMap;

/// A small random world from a seed, so that a failure names a number anybody can use.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn id(&mut self, count: u64) -> i64 {
        i64::try_from(self.roll(count)).unwrap() + 1
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.roll(all.len() as u64)).unwrap()]
    }
}

/// Members 1 to 4; 5 lives elsewhere.
const PEOPLE: u64 = 5;
const ELSEWHERE: i64 = 5;
const FIRST_POST: i64 = 100;
const POSTS: i64 = 40;
const MOMENTS: u64 = 60;

#[derive(Clone, Debug)]
struct World {
    /// Id, author, reach, members only, repost of.
    posts: Vec<(i64, i64, Visibility, bool, Option<i64>)>,
    said: Vec<Said>,
    suspended: Option<i64>,
}

fn said(dice: &mut Dice, author_of: &BTreeMap<i64, i64>, at: i64) -> Said {
    let mut account = dice.id(PEOPLE);
    let some = FIRST_POST + dice.id(POSTS.unsigned_abs()) - 1;
    let subject = match dice.roll(3) {
        0 => Subject::Account,
        1 => Subject::Post(PostId(some)),
        _ => Subject::Picture(MediaId(some + 1_000)),
    };
    // Mostly the author speaks; sometimes a stranger tries to, and it must count for nothing.
    if subject != Subject::Account && dice.roll(5) > 0 {
        account = author_of[&some];
    }
    Said {
        account: AccountId(account),
        subject,
        purpose: dice.pick(&[Purpose::GenerativeTraining, Purpose::Archive, Purpose::EmbeddingsSearch]),
        choice: dice.pick(&Choice::ALL),
        reason: String::new(),
        terms: "1".to_owned(),
        through: "web".to_owned(),
        at: Time::from_millis(at),
    }
}

fn world(seed: u64) -> World {
    let mut dice = Dice(seed);
    let mut posts = Vec::new();
    for id in FIRST_POST..FIRST_POST + POSTS {
        let reach = if dice.roll(3) == 0 { dice.pick(&Visibility::ALL) } else { Visibility::Public };
        let earlier: Vec<i64> = posts
            .iter()
            .filter(|post: &&(i64, i64, Visibility, bool, Option<i64>)| post.4.is_none())
            .map(|post| post.0)
            .collect();
        let repost_of = (!earlier.is_empty() && dice.roll(8) == 0).then(|| dice.pick(&earlier));
        let author = dice.id(PEOPLE);
        let taken = posts.iter().any(|post| post.4.is_some() && post.4 == repost_of && post.1 == author);
        posts.push((id, author, reach, dice.roll(9) == 0, repost_of.filter(|_| !taken)));
    }
    let author_of: BTreeMap<i64, i64> = posts.iter().map(|post| (post.0, post.1)).collect();
    let mut at = 90;
    let said = (0..120)
        .map(|_| {
            at += i64::try_from(dice.roll(2)).unwrap();
            said(&mut dice, &author_of, at)
        })
        .collect();
    let suspended = (dice.roll(3) == 0).then(|| dice.id(4));
    World { posts, said, suspended }
}

impl World {
    /// What each account's lines came to at a moment.
    fn consents(&self, moment: Time) -> BTreeMap<i64, Consents> {
        let mut ledgers: BTreeMap<i64, Vec<Entry>> = BTreeMap::new();
        for said in &self.said {
            let ledger = ledgers.entry(said.account.0).or_default();
            let head = ledger.last().map(Entry::head);
            ledger.push(Entry::after(head.as_ref(), said.clone()));
        }
        ledgers.into_iter().map(|(account, entries)| (account, Consents::at(&entries, moment))).collect()
    }

    fn usable(&self, purposes: Purposes, moment: Time) -> Vec<PostId> {
        let consents = self.consents(moment);
        let usable =
            |(id, author, reach, local_only, repost_of): &&(i64, i64, Visibility, bool, Option<i64>)| {
                let allows = |purpose| {
                    consents
                        .get(author)
                        .is_some_and(|said| said.allows(purpose, Some(PostId(*id)), None).allowed)
                };
                *author != ELSEWHERE
                    && self.suspended != Some(*author)
                    && reach.is_open()
                    && !local_only
                    && repost_of.is_none()
                    && Time::from_millis(*id) <= moment
                    && purposes.iter().all(allows)
            };
        self.posts.iter().filter(usable).map(|post| PostId(post.0)).collect()
    }
}

async fn keep(tx: &mut store::Tx, world: &World) -> store::Result<()> {
    for id in 1..=i64::try_from(PEOPLE).unwrap() {
        let domain = (id == ELSEWHERE).then(|| "elsewhere.example".to_owned());
        store::accounts::insert(tx, &model::Account { domain, ..account(id) }).await?;
    }
    for (id, author, reach, local_only, repost_of) in &world.posts {
        let post = post(*id, *author, *reach);
        let post = model::Post { local_only: *local_only, repost_of: repost_of.map(PostId), ..post };
        store::posts::insert(tx, &post).await?;
        let media = Media {
            id: MediaId(id + 1_000),
            owner: AccountId(*author),
            post: Some(PostId(*id)),
            ..Media::default()
        };
        store::attached::insert_media(tx, &media).await?;
    }
    if let Some(account) = world.suspended {
        store::accounts::set_suspended(tx, AccountId(account), Some(Time::from_millis(1))).await?;
    }
    for said in &world.said {
        store::consent::append(tx, said.at, vec![said.clone()]).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn sql_and_function_agree_on_what_may_be_used() {
    let mut found = 0;
    for seed in 0..8 {
        let world = world(seed);
        for purposes in ["generative_training", "archive", "generative_training,embeddings_search"] {
            found += world.usable(Purposes::parse(purposes).unwrap(), Time::from_millis(1_000)).len();
        }
        on_each_engine(|fixture| {
            let world = world.clone();
            async move {
                let kept = world.clone();
                fixture.write(move |tx| Box::pin(async move { keep(tx, &kept).await })).await.unwrap();
                let mut rows = fixture.store.read().await.unwrap();
                for moment in [0, 95, 115, 90 + i64::try_from(MOMENTS).unwrap(), 1_000].map(Time::from_millis)
                {
                    for purposes in
                        ["generative_training", "archive", "generative_training,embeddings_search"]
                    {
                        let purposes = Purposes::parse(purposes).unwrap();
                        let wanted = Wanted { purposes, cutoff: moment, since: None, until: None };
                        let all = usable_posts(&mut rows, &wanted, PostId(0), 1_000).await.unwrap();
                        let expected = world.usable(purposes, moment);
                        assert_eq!(all, expected, "seed {seed}, {purposes:?} at {moment:?}, {world:#?}");
                        let mut paged = Vec::new();
                        while let Ok(page) =
                            usable_posts(&mut rows, &wanted, paged.last().copied().unwrap_or_default(), 3)
                                .await
                            && !page.is_empty()
                        {
                            paged.extend(page);
                        }
                        assert_eq!(paged, expected, "page by page it is the same");
                    }
                    pictures_agree(&mut rows, &world, moment, seed).await;
                }
            }
        })
        .await;
    }
    assert!(found > 20, "worlds in which nothing may be used prove nothing");
}

async fn pictures_agree(rows: &mut store::Conn, world: &World, moment: Time, seed: u64) {
    let sql = format!(
        "select m.id from media m join posts p on p.id = m.post_id where {} order by m.id",
        picture_consented("m", "p", "$1", "$2")
    );
    let found = rows.rows(&sql, args![Purpose::Archive.word(), moment]).await.unwrap();
    let found: Vec<i64> = found.iter().map(|row| row.int(0).unwrap()).collect();
    let consents = world.consents(moment);
    let allowed = |post: &&(i64, i64, Visibility, bool, Option<i64>)| {
        let (id, author) = (post.0, post.1);
        let said = consents.get(&author);
        author != ELSEWHERE
            && said.is_some_and(|said| {
                said.allows(Purpose::Archive, Some(PostId(id)), Some(MediaId(id + 1_000))).allowed
            })
    };
    let expected: Vec<i64> = world.posts.iter().filter(allowed).map(|post| post.0 + 1_000).collect();
    assert_eq!(found, expected, "seed {seed} at {moment:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_is_kept_as_it_was_written_and_tampering_shows() {
    on_each_engine(|fixture| async move {
        let world = world(3);
        let kept = world.clone();
        fixture.write(move |tx| Box::pin(async move { keep(tx, &kept).await })).await.unwrap();
        let told = fixture
            .told
            .lock()
            .unwrap()
            .iter()
            .filter(|logged| matches!(logged.event, Event::ConsentChanged { .. }))
            .count();
        assert_eq!(told, world.said.len());
        let mut rows = fixture.store.read().await.unwrap();
        for id in 1..=4 {
            let ledger = store::consent::after(&mut rows, AccountId(id), 0, 1_000).await.unwrap();
            let said: Vec<&Said> = world.said.iter().filter(|said| said.account.0 == id).collect();
            assert_eq!(ledger.iter().map(|entry| &entry.said).collect::<Vec<_>>(), said);
            let head = verify(&ledger).unwrap();
            assert_eq!(store::consent::head(&mut rows, AccountId(id)).await.unwrap(), head);
            let consents = Consents::of(&ledger);
            for subject in [Subject::Account, Subject::Post(PostId(FIRST_POST + 3))] {
                let newest = store::consent::newest(&mut rows, AccountId(id), subject).await.unwrap();
                assert_eq!(store::consent::choices(&newest), consents.said_of(subject));
            }
            let page = store::consent::page(&mut rows, AccountId(id), Page::first(2)).await.unwrap();
            assert_eq!(page, ledger.iter().rev().take(2).cloned().collect::<Vec<_>>());
        }
        drop(rows);
        fixture
            .write(|tx| {
                Box::pin(async move {
                    let sql = "update consent_entries set choice = 'yes' where account_id = 1 and seq = 2";
                    tx.execute(sql, vec![]).await?;
                    let sql = "update consent_entries set choice = 'no' where account_id = 1 and seq = 2";
                    tx.execute(sql, vec![]).await?;
                    let sql = "update consent_entries set terms = '2' where account_id = 1 and seq = 2";
                    tx.execute(sql, vec![]).await.map(|_| ())
                })
            })
            .await
            .unwrap();
        let mut rows = fixture.store.read().await.unwrap();
        let ledger = store::consent::after(&mut rows, AccountId(1), 0, 1_000).await.unwrap();
        assert_eq!(verify(&ledger), Err(consent::Broken::Changed { seq: 2 }));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn uses_of_a_day_are_counted_together_and_go_with_the_account() {
    on_each_engine(|fixture| async move {
        let used = |count, at, about: &str| store::consent::Use {
            account: AccountId(1),
            used_by: "dataset".to_owned(),
            about: about.to_owned(),
            purpose: Purpose::GenerativeTraining,
            count,
            at: Time::from_millis(at),
        };
        let day = 86_400_000;
        let all = vec![
            used(3, 5, "2026-11"),
            used(4, 9, "2026-11"),
            used(1, 2 * day, "2026-11"),
            used(2, 7, "2026-12"),
        ];
        fixture
            .write(move |tx| {
                Box::pin(async move {
                    store::accounts::insert(tx, &account(1)).await?;
                    for used in &all {
                        store::consent::record_use(tx, used).await?;
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();
        let mut rows = fixture.store.read().await.unwrap();
        let uses = store::consent::uses(&mut rows, AccountId(1), 10).await.unwrap();
        assert_eq!(uses, [used(1, 2 * day, "2026-11"), used(7, 9, "2026-11"), used(2, 7, "2026-12")]);
        drop(rows);
        fixture
            .write(|tx| Box::pin(async move { store::consent::erase(tx, AccountId(1)).await }))
            .await
            .unwrap();
        let mut rows = fixture.store.read().await.unwrap();
        assert_eq!(store::consent::uses(&mut rows, AccountId(1), 10).await.unwrap(), []);
    })
    .await;
}
