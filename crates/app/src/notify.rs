//! Telling members what happened to them: a row and an event in the transaction of what happened.

use crate::Result;
use model::notification::{NotificationKind, NotificationPolicy, PolicyAction};
use model::{AccountId, Event, Notification, NotificationId, Post, PostId, Time, Visibility};
use std::time::Duration;
use store::Tx;

/// How long notifications of one kind about one thing are gathered into a group.
const GATHER: i64 = 12 * 3_600 * 1_000;
/// What a policy has no say in: duties, and what follows from something the member did.
const NEVER_HELD_BACK: [NotificationKind; 8] = [
    NotificationKind::SignUp,
    NotificationKind::Report,
    NotificationKind::Poll,
    NotificationKind::Edit,
    NotificationKind::QuotedEdit,
    NotificationKind::ForecastUp,
    NotificationKind::ForecastDown,
    NotificationKind::ForecastPeaked,
];
const NEW_ACCOUNT: Duration = Duration::from_secs(30 * 24 * 3_600);
const NEW_FOLLOWER: Duration = Duration::from_secs(3 * 24 * 3_600);

/// What is to be told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Telling<'a> {
    /// Who is told.
    pub owner: AccountId,
    /// Why.
    pub kind: NotificationKind,
    /// Who did it.
    pub from: AccountId,
    /// To or with which post.
    pub post: Option<&'a Post>,
    /// Of which report.
    pub report: Option<i64>,
}

/// Tells a member, unless they would rather not be told. Accounts elsewhere and oneself are never
/// told (except of one's own poll's end, and of forecasts one follows).
pub(crate) async fn tell(tx: &mut Tx, now: Time, telling: Telling<'_>) -> Result<()> {
    let Telling { owner, kind, from, post, report } = telling;
    if owner == from && kind != NotificationKind::Poll && !kind.is_ours() {
        return Ok(());
    }
    let thread = post.map_or(0, |post| post.thread.0);
    let Some(attitude) = store::notifications::attitude(tx, owner, from, thread, now).await? else {
        return Ok(());
    };
    if attitude.unwanted && owner != from {
        return Ok(());
    }
    let action =
        if owner == from { PolicyAction::Accept } else { weigh(tx, now, telling, attitude.policy).await? };
    if action == PolicyAction::Drop {
        return Ok(());
    }
    let id = NotificationId(tx.new_id(now));
    let filtered = action == PolicyAction::Filter;
    let notification = Notification {
        id,
        owner,
        kind,
        from,
        post: post.map(|post| post.id),
        report,
        group: group_key(kind, post.map(|post| post.id), id, now),
        filtered,
        created_at: now,
    };
    store::notifications::insert(tx, &notification).await?;
    if attitude.pushed && !filtered {
        crate::push::push_later(tx, now, &notification).await?;
    }
    tx.log(now, Event::Notified { notification: id, owner, kind, filtered });
    Ok(())
}

/// Tells every moderator.
pub(crate) async fn tell_moderators(
    tx: &mut Tx,
    now: Time,
    kind: NotificationKind,
    from: AccountId,
    report: Option<i64>,
) -> Result<()> {
    for owner in store::members::moderators(tx).await? {
        tell(tx, now, Telling { owner, kind, from, post: None, report }).await?;
    }
    Ok(())
}

/// What the member's policy says of this sender.
async fn weigh(
    tx: &mut Tx,
    now: Time,
    telling: Telling<'_>,
    policy: NotificationPolicy,
) -> Result<PolicyAction> {
    let Telling { owner, from, kind, post, .. } = telling;
    if NEVER_HELD_BACK.contains(&kind) {
        return Ok(PolicyAction::Accept);
    }
    let mut action = policy.not_following;
    if policy.not_followers != PolicyAction::Accept {
        let follower = store::relations::followed_since(tx, from, owner).await?;
        if follower.is_none_or(|since| now.since(since) < NEW_FOLLOWER) {
            action = stricter(action, policy.not_followers);
        }
    }
    if let Some(sender) = store::accounts::get(tx, from).await? {
        if now.since(sender.created_at) < NEW_ACCOUNT {
            action = stricter(action, policy.new_accounts);
        }
        if sender.limited_at.is_some() {
            action = stricter(action, policy.limited_accounts);
        }
    }
    if post.is_some_and(|post| post.visibility == Visibility::Direct) && !answers(tx, owner, post).await? {
        action = stricter(action, policy.private_mentions);
    }
    if action == PolicyAction::Accept || is_welcome(tx, owner, from).await? {
        return Ok(PolicyAction::Accept);
    }
    Ok(action)
}

/// Whether a sender is heard whatever the policy says: followed, or let through before.
async fn is_welcome(tx: &mut Tx, owner: AccountId, from: AccountId) -> Result<bool> {
    let following = store::relations::follow(tx, owner, from).await?.is_some_and(|follow| follow.accepted);
    Ok(following || store::notifications::is_permitted(tx, owner, from).await?)
}

/// Whether a direct post answers something of the one it is told to.
async fn answers(tx: &mut Tx, owner: AccountId, post: Option<&Post>) -> Result<bool> {
    Ok(match post.and_then(|post| post.reply_to) {
        Some(to) => store::posts::get(tx, to).await?.is_some_and(|post| post.author == owner),
        None => false,
    })
}

fn stricter(left: PolicyAction, right: PolicyAction) -> PolicyAction {
    let weight = |action| match action {
        PolicyAction::Accept => 0,
        PolicyAction::Filter => 1,
        PolicyAction::Drop => 2,
    };
    if weight(right) > weight(left) { right } else { left }
}

fn group_key(kind: NotificationKind, post: Option<PostId>, id: NotificationId, now: Time) -> String {
    let span = now.millis() / GATHER;
    match (kind, post) {
        (NotificationKind::Like | NotificationKind::Repost, Some(post)) => {
            format!("{}-{post}-{span}", kind.word())
        }
        (NotificationKind::Follow | NotificationKind::SignUp, _) => format!("{}-{span}", kind.word()),
        _ => format!("ungrouped-{id}"),
    }
}
