//! What a member is told: one by one, in groups, and what their policy holds back.

use crate::{App, Error, Result};
use model::notification::{NotificationPolicy, NotificationRequest};
use model::{AccountId, Notification, NotificationId, NotificationKind, Page, Time};
use store::notifications::{groups, requests, shown};

pub use store::notifications::groups::{Group, GroupPage};

/// Which notifications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotificationFilter {
    /// Only of these kinds.
    pub kinds: Option<Vec<NotificationKind>>,
    /// Only of this account; then what was held back shows too.
    pub from: Option<AccountId>,
    /// With what was held back.
    pub filtered: bool,
}

impl NotificationFilter {
    fn of(self, owner: AccountId, now: Time) -> shown::Wanted {
        shown::Wanted { owner, now, kinds: self.kinds, from: self.from, filtered: self.filtered }
    }
}

impl App {
    /// A page of a member's notifications.
    pub async fn notifications(
        &self,
        me: AccountId,
        filter: NotificationFilter,
        page: Page,
    ) -> Result<Vec<Notification>> {
        Ok(shown::page(&mut self.read().await?, &filter.of(me, self.now()), page).await?)
    }

    /// One of a member's notifications.
    pub async fn notification(&self, me: AccountId, id: NotificationId) -> Result<Notification> {
        shown::get(&mut self.read().await?, me, id, self.now()).await?.ok_or(Error::NotFound)
    }

    /// How many notifications came since the member's marker, counted no further than `most`.
    pub async fn unread_notifications(
        &self,
        me: AccountId,
        filter: NotificationFilter,
        most: usize,
    ) -> Result<i64> {
        let mut rows = self.read().await?;
        let after = shown::read_up_to(&mut rows, me).await?;
        Ok(shown::count_after(&mut rows, &filter.of(me, self.now()), after, most).await?)
    }

    /// The same, in groups of these kinds.
    pub async fn unread_groups(
        &self,
        me: AccountId,
        filter: NotificationFilter,
        grouped: &[NotificationKind],
        most: usize,
    ) -> Result<i64> {
        let mut rows = self.read().await?;
        let after = shown::read_up_to(&mut rows, me).await?;
        Ok(groups::count_after(&mut rows, &filter.of(me, self.now()), grouped, after, most).await?)
    }

    /// A page of a member's notifications, those of these kinds in groups.
    pub async fn notification_groups(
        &self,
        me: AccountId,
        filter: NotificationFilter,
        grouped: &[NotificationKind],
        page: Page,
    ) -> Result<GroupPage> {
        Ok(groups::page(&mut self.read().await?, &filter.of(me, self.now()), grouped, page).await?)
    }

    /// The group of a key.
    pub async fn notification_group(&self, me: AccountId, key: &str) -> Result<Group> {
        groups::get(&mut self.read().await?, &everything(me, self.now()), key).await?.ok_or(Error::NotFound)
    }

    /// A page of the notifications in a group.
    pub async fn notifications_in_group(
        &self,
        me: AccountId,
        key: &str,
        page: Page,
    ) -> Result<Vec<Notification>> {
        Ok(groups::members(&mut self.read().await?, &everything(me, self.now()), key, page).await?)
    }

    /// A member's policy, with how many senders wait and how many of their notifications.
    pub async fn notification_policy(&self, me: AccountId) -> Result<(NotificationPolicy, i64, i64)> {
        let mut rows = self.read().await?;
        let policy = store::members::notification_policy(&mut rows, me).await?;
        let (senders, notifications) = requests::pending(&mut rows, me, self.now()).await?;
        Ok((policy, senders, notifications))
    }

    /// A page of those who wait to be let through.
    pub async fn notification_requests(&self, me: AccountId, page: Page) -> Result<Vec<NotificationRequest>> {
        Ok(requests::page(&mut self.read().await?, me, self.now(), page).await?)
    }

    /// What waits of one sender.
    pub async fn notification_request(&self, me: AccountId, from: AccountId) -> Result<NotificationRequest> {
        requests::get(&mut self.read().await?, me, from, self.now()).await?.ok_or(Error::NotFound)
    }
}

fn everything(me: AccountId, now: Time) -> shown::Wanted {
    shown::Wanted { filtered: true, ..shown::Wanted::all(me, now) }
}
