//! Following, asking to, and answering those who ask.

use crate::notify::{Telling, tell};
use crate::publish::check_language;
use crate::{Actor, App, Error, Result};
use model::limits::FOLLOWS;
use model::notification::NotificationKind;
use model::{Account, AccountId, Event, Time};
use store::Tx;
use store::relations::Follow;

/// Languages a follow can be narrowed to.
const LANGUAGES: usize = 100;

/// How to follow. What is not said stays as it is, or as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowOptions {
    /// With reposts.
    pub reposts: Option<bool>,
    /// With a notification of every post.
    pub notify: Option<bool>,
    /// Only these languages.
    pub languages: Option<Vec<String>>,
}

impl App {
    /// Follows an account, asks to where it is locked, or changes how it is followed.
    pub async fn follow(&self, me: Actor, target: AccountId, options: FollowOptions) -> Result<()> {
        let (now, id, me) = (self.now(), self.id::<i64>(), me.account);
        if me == target {
            return Err(Error::Forbidden("Following your own account is not allowed".to_owned()));
        }
        check_languages(options.languages.as_deref().unwrap_or_default())?;
        let new = self
            .write(move |tx| {
                Box::pin(async move {
                    let account = reachable(tx, me, target).await?;
                    let known = store::relations::follow(tx, me, target).await?;
                    if known.is_none() {
                        check_room(tx, me).await?;
                    }
                    let accepted = known.as_ref().map_or(!account.locked, |follow| follow.accepted);
                    let follow = Follow {
                        id,
                        source: me,
                        target,
                        accepted,
                        reposts: options
                            .reposts
                            .unwrap_or_else(|| known.as_ref().is_none_or(|follow| follow.reposts)),
                        notify: options
                            .notify
                            .unwrap_or_else(|| known.as_ref().is_some_and(|follow| follow.notify)),
                        languages: options.languages.unwrap_or_else(|| {
                            known.as_ref().map(|follow| follow.languages.clone()).unwrap_or_default()
                        }),
                    };
                    store::relations::put_follow(tx, &follow, now).await?;
                    tx.log(now, Event::RelationChanged { source: me, target });
                    if known.is_none() {
                        begin(tx, now, me, target, accepted).await?;
                    }
                    Ok(known.is_none())
                })
            })
            .await?;
        if new {
            self.noticed(me, target, &[], feed::Kind::Follow);
        }
        Ok(())
    }

    /// Ends a follow, or takes a request back.
    pub async fn unfollow(&self, me: Actor, target: AccountId) -> Result<()> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| Box::pin(async move { end(tx, now, me, target).await })).await
    }

    /// Ends another's follow of the member.
    pub async fn remove_follower(&self, me: Actor, follower: AccountId) -> Result<()> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| Box::pin(async move { end(tx, now, follower, me).await })).await
    }

    /// Grants or refuses a request to follow the member.
    pub async fn answer_follow_request(&self, me: Actor, from: AccountId, granted: bool) -> Result<()> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let request = store::relations::follow(tx, from, me).await?.filter(|follow| !follow.accepted);
                request.ok_or(Error::NotFound)?;
                store::notifications::forget(tx, me, NotificationKind::FollowRequest, from, None).await?;
                if granted {
                    store::relations::accept_follow(tx, from, me).await?;
                    store::relations::count_follow(tx, from, me, 1).await?;
                    tell(
                        tx,
                        now,
                        Telling { owner: me, kind: NotificationKind::Follow, from, post: None, report: None },
                    )
                    .await?;
                } else {
                    store::relations::delete_follow(tx, from, me).await?;
                }
                tx.log(now, Event::RelationChanged { source: from, target: me });
                Ok(())
            })
        })
        .await
    }
}

/// As many as anybody reads, each a language.
fn check_languages(codes: &[String]) -> Result<()> {
    if codes.len() > LANGUAGES {
        return Err(Error::invalid(format!("Validation failed: Languages are at most {LANGUAGES}")));
    }
    codes.iter().try_for_each(|code| check_language(code))
}

/// An account the member may act towards: it exists, is not suspended and no block lies between.
async fn reachable(tx: &mut Tx, me: AccountId, target: AccountId) -> Result<Account> {
    let account = store::accounts::get(tx, target).await?.ok_or(Error::NotFound)?;
    if account.suspended_at.is_some() {
        return Err(Error::NotFound);
    }
    if store::relations::blocks(tx, target, me).await? || store::relations::blocks(tx, me, target).await? {
        return Err(Error::forbidden());
    }
    Ok(account)
}

async fn check_room(tx: &mut Tx, me: AccountId) -> Result<()> {
    if store::relations::following_count(tx, me).await? >= i64::try_from(FOLLOWS).unwrap_or(i64::MAX) {
        return Err(Error::invalid(format!(
            "Validation failed: You cannot follow more than {FOLLOWS} accounts"
        )));
    }
    Ok(())
}

async fn begin(tx: &mut Tx, now: Time, me: AccountId, target: AccountId, accepted: bool) -> Result<()> {
    if accepted {
        store::relations::count_follow(tx, me, target, 1).await?;
    }
    let kind = if accepted { NotificationKind::Follow } else { NotificationKind::FollowRequest };
    tell(tx, now, Telling { owner: target, kind, from: me, post: None, report: None }).await
}

/// Ends a follow or request, if there is one, and what came of it.
pub(crate) async fn end(tx: &mut Tx, now: Time, source: AccountId, target: AccountId) -> Result<()> {
    let Some(follow) = store::relations::delete_follow(tx, source, target).await? else { return Ok(()) };
    if follow.accepted {
        store::relations::count_follow(tx, source, target, -1).await?;
    }
    store::notifications::forget(tx, target, NotificationKind::Follow, source, None).await?;
    store::notifications::forget(tx, target, NotificationKind::FollowRequest, source, None).await?;
    store::lists::remove_account_everywhere(tx, source, target).await?;
    tx.log(now, Event::RelationChanged { source, target });
    Ok(())
}
