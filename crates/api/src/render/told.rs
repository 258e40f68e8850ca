//! Notifications, requests and conversations: accounts and statuses put into something else.

use super::Face;
use super::json::{Object, array};
use crate::Api;
use crate::entities::notification::{notification, request};
use crate::entities::report::report;
use crate::error::Result;
use app::{Conversation, Report, ReportHint};
use model::notification::NotificationRequest;
use model::{AccountId, FilterContext, Notification, PostId};
use std::collections::HashMap;

type Parts = (HashMap<AccountId, Face>, HashMap<PostId, Vec<u8>>);

impl Api {
    /// Notifications as their owner sees them; those whose account or status is gone are left out.
    pub(crate) async fn notifications(&self, me: AccountId, told: &[Notification]) -> Result<Vec<Vec<u8>>> {
        let accounts = told.iter().map(|told| told.from).collect();
        let posts = told.iter().filter_map(|told| told.post).collect();
        let (accounts, statuses) =
            self.parts(me, accounts, posts, Some(FilterContext::Notifications)).await?;
        let reports = self.reports_told(told.iter().filter_map(|told| told.report)).await?;
        let value = |told: &Notification| {
            let status = match told.post {
                Some(post) => Some(statuses.get(&post)?.as_slice()),
                None => None,
            };
            let report = told.report.and_then(|report| reports.get(&report)).map(Vec::as_slice);
            Some(notification(told, accounts.get(&told.from)?, status, report))
        };
        Ok(told.iter().filter_map(value).collect())
    }

    /// The reports a moderator is told of, by id.
    pub(crate) async fn reports_told(&self, ids: impl Iterator<Item = i64>) -> Result<HashMap<i64, Vec<u8>>> {
        let ids: Vec<i64> = ids.collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let hints = self.app.report_hints(&ids).await?;
        self.reports_with(&self.app.reports(&ids).await?, &hints).await
    }

    /// Reports by id, each with the account it is about.
    pub(crate) async fn reports(&self, reports: &[Report]) -> Result<HashMap<i64, Vec<u8>>> {
        self.reports_with(reports, &HashMap::new()).await
    }

    async fn reports_with(
        &self,
        reports: &[Report],
        hints: &HashMap<i64, ReportHint>,
    ) -> Result<HashMap<i64, Vec<u8>>> {
        let targets: Vec<AccountId> = reports.iter().map(|report| report.target).collect();
        let faces = self.faces(&targets).await?;
        let written = |one: &Report| {
            let target = faces.get(&one.target).map(AsRef::as_ref);
            (one.id, report(one, target, hints.get(&one.id)))
        };
        Ok(reports.iter().map(written).collect())
    }

    /// Requests as their owner sees them.
    pub(crate) async fn requests(
        &self,
        me: AccountId,
        requests: &[NotificationRequest],
    ) -> Result<Vec<Vec<u8>>> {
        let accounts = requests.iter().map(|request| request.from).collect();
        let posts = requests.iter().filter_map(|request| request.last_post).collect();
        let (accounts, statuses) =
            self.parts(me, accounts, posts, Some(FilterContext::Notifications)).await?;
        let value = |one: &NotificationRequest| {
            let status = one.last_post.and_then(|post| statuses.get(&post)).map(Vec::as_slice);
            Some(request(one, accounts.get(&one.from)?, status))
        };
        Ok(requests.iter().filter_map(value).collect())
    }

    /// Conversations as their owner sees them.
    pub(crate) async fn conversations(&self, me: AccountId, found: &[Conversation]) -> Result<Vec<Vec<u8>>> {
        let accounts = found.iter().flat_map(people).collect();
        let posts = found.iter().map(|conversation| conversation.last_post).collect();
        let (accounts, statuses) = self.parts(me, accounts, posts, None).await?;
        let value = |conversation: &Conversation| {
            let people = people(conversation);
            Object::new()
                .with("id", conversation.id.to_string())
                .with("unread", conversation.unread)
                .written("accounts", Some(&array(people.iter().filter_map(|id| accounts.get(id)))))
                .written("last_status", statuses.get(&conversation.last_post).map(Vec::as_slice))
                .end()
        };
        Ok(found.iter().map(value).collect())
    }

    async fn parts(
        &self,
        me: AccountId,
        mut accounts: Vec<AccountId>,
        mut posts: Vec<PostId>,
        context: Option<FilterContext>,
    ) -> Result<Parts> {
        accounts.sort_unstable();
        accounts.dedup();
        posts.sort_unstable();
        posts.dedup();
        Ok((self.faces(&accounts).await?, self.each_status(Some(me), &posts, context).await?))
    }
}

/// Who is in a conversation besides its owner; a note to oneself is a conversation with oneself.
fn people(conversation: &Conversation) -> Vec<AccountId> {
    match conversation.participants.as_slice() {
        [] => vec![conversation.owner],
        others => others.to_vec(),
    }
}
