//! Whose notifications a member wants to be asked about first, and what becomes of those held back.

use crate::{App, Error, Result};
use model::limits::REQUEST_ITEMS;
use model::notification::{NotificationPolicy, PolicyAction};
use model::{AccountId, Event};
use store::notifications::requests;

/// What to change about a policy; what is not said stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PolicyChanges {
    /// From people the member does not follow.
    pub not_following: Option<PolicyAction>,
    /// From people who do not follow the member.
    pub not_followers: Option<PolicyAction>,
    /// From new accounts.
    pub new_accounts: Option<PolicyAction>,
    /// From unasked-for direct mentions.
    pub private_mentions: Option<PolicyAction>,
    /// From limited accounts.
    pub limited_accounts: Option<PolicyAction>,
}

impl PolicyChanges {
    fn apply(self, policy: &mut NotificationPolicy) {
        let set = |place: &mut PolicyAction, to: Option<PolicyAction>| *place = to.unwrap_or(*place);
        set(&mut policy.not_following, self.not_following);
        set(&mut policy.not_followers, self.not_followers);
        set(&mut policy.new_accounts, self.new_accounts);
        set(&mut policy.private_mentions, self.private_mentions);
        set(&mut policy.limited_accounts, self.limited_accounts);
    }
}

impl App {
    /// Changes a member's policy. What was told before stays as it is.
    pub async fn change_notification_policy(&self, me: AccountId, changes: PolicyChanges) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                let mut policy = store::members::notification_policy(tx, me).await?;
                changes.apply(&mut policy);
                store::members::set_notification_policy(tx, me, &policy).await?;
                tx.log(now, Event::NotificationsChanged { owner: me, merged: false });
                Ok(())
            })
        })
        .await
    }

    /// Lets senders through for good, with what was held back of them; or forgets what was held
    /// back. Senders of whom nothing waits are no request: with any of them nothing is done.
    pub async fn answer_notification_requests(
        &self,
        me: AccountId,
        senders: &[AccountId],
        accept: bool,
    ) -> Result<()> {
        if senders.len() > REQUEST_ITEMS {
            return Err(Error::invalid("Too many requests at once"));
        }
        let (now, senders) = (self.now(), senders.to_vec());
        self.write(move |tx| {
            Box::pin(async move {
                for from in senders {
                    requests::get(tx, me, from, now).await?.ok_or(Error::NotFound)?;
                    if accept {
                        requests::accept(tx, me, from).await?;
                    } else {
                        requests::dismiss(tx, me, from).await?;
                    }
                }
                tx.log(now, Event::NotificationsChanged { owner: me, merged: accept });
                Ok(())
            })
        })
        .await
    }
}
