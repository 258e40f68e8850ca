//! Who and what of the world is on the network by now.

use super::pictures::Pictures;
use app::{Actor, App};
use demo::World;
use model::{AccountId, IdGenerator, PostId, Time};
use std::sync::Mutex;
use tokio::sync::SetOnce;

/// The node number posts of the world have in their ids. They are numbered here, in the order of
/// the world's time, while the network's own numbers only ever rise with its clock.
const NODE: u8 = 62;

/// The world, and what became of it on the network.
pub struct Stage {
    /// The network.
    pub app: App,
    /// The world.
    pub world: World,
    pub(super) accounts: Vec<AccountId>,
    pub(super) posts: Vec<Slot>,
    pub(super) pictures: Pictures,
    ids: Mutex<IdGenerator>,
}

/// A post of the world on the network: set once it is there, to nothing when it was refused.
pub(super) type Slot = SetOnce<Option<PostId>>;

impl Stage {
    pub(super) fn new(app: App, world: World, accounts: Vec<AccountId>) -> Self {
        let posts = world.happenings.iter().filter(|happening| matches!(happening, demo::Happening::Post(_)));
        let posts = posts.map(|_| Slot::new()).collect();
        let ids = Mutex::new(IdGenerator::new(NODE));
        Self { app, world, accounts, posts, pictures: Pictures::default(), ids }
    }

    /// The account of a member, to act as.
    pub(super) fn actor(&self, member: usize) -> Actor {
        self.accounts.get(member).copied().unwrap_or_default().into()
    }

    /// The post of a number, as soon as it is there.
    pub(super) async fn post(&self, number: usize) -> Option<PostId> {
        *self.posts.get(number)?.wait().await
    }

    /// The id of a post made at `then`. To be asked for in the order of time.
    pub(super) fn post_id(&self, then: Time) -> PostId {
        let mut ids = self.ids.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        PostId(ids.next(then))
    }
}

/// The id of a post made at a time the world is past already.
pub(super) fn earlier_id(then: Time) -> PostId {
    PostId(IdGenerator::new(NODE).backdated(then, u16::MAX))
}
