//! Notifications, requests and conversations: accounts and statuses put into something else.

use crate::Api;
use crate::entities::notification::{notification, request};
use crate::error::Result;
use app::Conversation;
use model::notification::NotificationRequest;
use model::{AccountId, FilterContext, Notification, PostId};
use serde_json::{Value, json};
use std::collections::HashMap;

type Parts = (HashMap<AccountId, Value>, HashMap<PostId, Value>);

impl Api {
    /// Notifications as their owner sees them; those whose account or status is gone are left out.
    pub(crate) async fn notification_values(
        &self,
        me: AccountId,
        told: &[Notification],
    ) -> Result<Vec<Value>> {
        let accounts = told.iter().map(|told| told.from).collect();
        let posts = told.iter().filter_map(|told| told.post).collect();
        let (accounts, statuses) =
            self.parts(me, accounts, posts, Some(FilterContext::Notifications)).await?;
        let value = |told: &Notification| {
            let status = match told.post {
                Some(post) => Some(statuses.get(&post)?),
                None => None,
            };
            Some(notification(told, accounts.get(&told.from)?, status))
        };
        Ok(told.iter().filter_map(value).collect())
    }

    /// Requests as their owner sees them.
    pub(crate) async fn request_values(
        &self,
        me: AccountId,
        requests: &[NotificationRequest],
    ) -> Result<Vec<Value>> {
        let accounts = requests.iter().map(|request| request.from).collect();
        let posts = requests.iter().filter_map(|request| request.last_post).collect();
        let (accounts, statuses) =
            self.parts(me, accounts, posts, Some(FilterContext::Notifications)).await?;
        let value = |one: &NotificationRequest| {
            let status = one.last_post.and_then(|post| statuses.get(&post));
            Some(request(one, accounts.get(&one.from)?, status))
        };
        Ok(requests.iter().filter_map(value).collect())
    }

    /// Conversations as their owner sees them.
    pub(crate) async fn conversation_values(
        &self,
        me: AccountId,
        found: &[Conversation],
    ) -> Result<Vec<Value>> {
        let accounts = found.iter().flat_map(people).collect();
        let posts = found.iter().map(|conversation| conversation.last_post).collect();
        let (accounts, statuses) = self.parts(me, accounts, posts, None).await?;
        let value = |conversation: &Conversation| {
            json!({
                "id": conversation.id.to_string(),
                "unread": conversation.unread,
                "accounts": people(conversation).iter().filter_map(|id| accounts.get(id)).collect::<Vec<_>>(),
                "last_status": statuses.get(&conversation.last_post),
            })
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
        Ok((self.account_values(&accounts).await?, self.status_values(Some(me), &posts, context).await?))
    }
}

/// Who is in a conversation besides its owner; a note to oneself is a conversation with oneself.
fn people(conversation: &Conversation) -> Vec<AccountId> {
    match conversation.participants.as_slice() {
        [] => vec![conversation.owner],
        others => others.to_vec(),
    }
}
