//! The one rule of who may see what: as SQL and as a function it is the same rule.

use crate::store::args;
use crate::store::relations::Follow;
use crate::{account, on_each_engine, post};
use model::visibility::{Relation, may_see};
use model::{AccountId, PostId, Time, Visibility};

/// A small random world from a seed: no library, so that a failure names a number anybody can use.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Id, author, reach, for members only, mentions, what it reposts.
type Written = (i64, i64, Visibility, bool, Vec<i64>, Option<i64>);

#[derive(Clone, Debug, Default)]
struct World {
    posts: Vec<Written>,
    follows: Vec<(i64, i64, bool)>,
    blocks: Vec<(i64, i64)>,
    suspended: Vec<i64>,
}

const PEOPLE: i64 = 5;

fn world(seed: u64) -> World {
    let mut dice = Dice(seed);
    let mut world = World::default();
    let person = |dice: &mut Dice| i64::try_from(dice.roll(5)).unwrap() + 1;
    for source in 1..=PEOPLE {
        for target in (1..=PEOPLE).filter(|target| *target != source) {
            match dice.roll(6) {
                0 | 1 => world.follows.push((source, target, true)),
                2 => world.follows.push((source, target, false)),
                3 => world.blocks.push((source, target)),
                _ => {}
            }
        }
    }
    if dice.roll(3) == 0 {
        world.suspended.push(person(&mut dice));
    }
    for id in 100..130_i64 {
        let visibility = Visibility::ALL[usize::try_from(dice.roll(4)).unwrap()];
        let mentions = if dice.roll(2) == 0 { vec![person(&mut dice)] } else { vec![] };
        let earlier = world.posts.iter().filter(|post| post.5.is_none()).count() as u64;
        let repost_of = (earlier > 0 && dice.roll(4) == 0).then(|| {
            world
                .posts
                .iter()
                .filter(|post| post.5.is_none())
                .nth(usize::try_from(dice.roll(earlier)).unwrap())
                .unwrap()
                .0
        });
        let author = person(&mut dice);
        let taken =
            world.posts.iter().any(|post| post.5.is_some() && post.5 == repost_of && post.1 == author);
        let repost_of = repost_of.filter(|_| !taken);
        world.posts.push((id, author, visibility, dice.roll(5) == 0, mentions, repost_of));
    }
    world
}

impl World {
    fn expected(&self, id: i64, viewer: Option<i64>) -> bool {
        let (_, author, visibility, local_only, mentions, repost_of) =
            self.posts.iter().find(|post| post.0 == id).unwrap();
        let relation = Relation {
            author: viewer == Some(*author),
            follows: viewer.is_some_and(|viewer| self.follows.contains(&(viewer, *author, true))),
            mentioned: viewer.is_some_and(|viewer| mentions.contains(&viewer)),
            blocked_by_author: viewer.is_some_and(|viewer| self.blocks.contains(&(*author, viewer))),
            member: viewer.is_some(),
            author_suspended: self.suspended.contains(author),
        };
        may_see(*visibility, *local_only, relation) && repost_of.is_none_or(|of| self.expected(of, viewer))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sql_and_function_agree_over_random_worlds() {
    for seed in 0..6 {
        on_each_engine(|fixture| async move {
            let world = world(seed);
            let kept = world.clone();
            fixture.write(move |tx| Box::pin(async move { keep(tx, &kept).await })).await.unwrap();
            let mut rows = fixture.store.read().await.unwrap();
            let all: Vec<PostId> = world.posts.iter().map(|post| PostId(post.0)).collect();
            for viewer in [None].into_iter().chain((1..=PEOPLE).map(Some)) {
                let seen =
                    store::visibility::visible_among(&mut rows, &all, viewer.map(AccountId)).await.unwrap();
                let expected: Vec<PostId> =
                    all.iter().copied().filter(|id| world.expected(id.0, viewer)).collect();
                assert_eq!(seen, expected, "seed {seed}, viewer {viewer:?}, {world:#?}");
            }
        })
        .await;
    }
}

async fn keep(tx: &mut store::Tx, world: &World) -> store::Result<()> {
    for id in 1..=PEOPLE {
        store::accounts::insert(tx, &account(id)).await?;
    }
    for (number, (source, target, accepted)) in (1..).zip(&world.follows) {
        let follow = Follow {
            id: number,
            source: AccountId(*source),
            target: AccountId(*target),
            accepted: *accepted,
            reposts: true,
            notify: false,
            languages: vec![],
        };
        store::relations::put_follow(tx, &follow, Time::from_millis(1)).await?;
    }
    for (number, (source, target)) in (1..).zip(&world.blocks) {
        store::relations::add_block(tx, number, AccountId(*source), AccountId(*target)).await?;
    }
    for id in &world.suspended {
        store::accounts::set_suspended(tx, AccountId(*id), Some(Time::from_millis(1))).await?;
    }
    for (id, author, visibility, local_only, mentions, repost_of) in &world.posts {
        let row = model::Post {
            local_only: *local_only,
            repost_of: repost_of.map(PostId),
            ..post(*id, *author, *visibility)
        };
        store::posts::insert(tx, &row).await?;
        let mentions: Vec<AccountId> = mentions.iter().copied().map(AccountId).collect();
        store::attached::set_mentions(tx, row.id, &mentions).await?;
    }
    tx.execute("update posts set likes = 0 where id = $1", args![0_i64]).await.map(|_| ())
}
