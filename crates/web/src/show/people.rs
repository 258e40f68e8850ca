//! People in lists, and how the member who looks stands to them.

use super::excerpt::cut;
use super::person::Person;
use crate::visit::Visit;
use model::{AccountId, Relationship};
use std::collections::HashMap;

/// Letters of a note shown in a list.
const NOTE: usize = 180;

/// How the member who looks stands to somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Tie {
    pub(crate) id: AccountId,
    /// The member looks at themself.
    pub(crate) own: bool,
    pub(crate) following: bool,
    /// Asked to follow, not answered yet.
    pub(crate) requested: bool,
    /// Every post of theirs is told.
    pub(crate) notifying: bool,
    pub(crate) follows_me: bool,
    /// They ask to follow the member.
    pub(crate) asks_me: bool,
    pub(crate) muting: bool,
    pub(crate) blocking: bool,
}

impl Tie {
    fn new(me: AccountId, relation: &Relationship) -> Self {
        Self {
            id: relation.id,
            own: relation.id == me,
            following: relation.following,
            requested: relation.requested,
            notifying: relation.notifying,
            follows_me: relation.followed_by,
            asks_me: relation.requested_by,
            muting: relation.muting,
            blocking: relation.blocking,
        }
    }
}

/// Somebody in a list.
#[derive(Clone, Debug)]
pub(crate) struct Met {
    pub(crate) person: Person,
    /// The beginning of what they say of themselves.
    pub(crate) note: String,
    /// Nothing for visitors.
    pub(crate) tie: Option<Tie>,
    /// Why they are shown; empty where that needs no words.
    pub(crate) why: String,
}

/// These people in their order; who is gone meanwhile is left out.
pub(crate) async fn met(visit: &Visit, ids: &[AccountId]) -> app::Result<Vec<Met>> {
    let accounts = visit.shelf().people(visit.app(), ids).await?;
    let ties = ties(visit, ids).await?;
    let one = |id: &AccountId| {
        let account = accounts.get(id).filter(|account| account.suspended_at.is_none())?;
        Some(Met {
            person: Person::new(account),
            note: cut(&account.note, NOTE),
            tie: ties.get(id).copied(),
            why: String::new(),
        })
    };
    Ok(ids.iter().filter_map(one).collect())
}

/// How the member who looks stands to each of these; visitors stand to nobody.
pub(crate) async fn ties(visit: &Visit, ids: &[AccountId]) -> app::Result<HashMap<AccountId, Tie>> {
    let Some(me) = visit.viewer() else { return Ok(HashMap::new()) };
    let relations = visit.app().relationships(me, ids).await?;
    Ok(relations.iter().map(|relation| (relation.id, Tie::new(me, relation))).collect())
}

/// How the member who looks stands to one account.
pub(crate) async fn tie(visit: &Visit, id: AccountId) -> app::Result<Option<Tie>> {
    Ok(ties(visit, &[id]).await?.remove(&id))
}
