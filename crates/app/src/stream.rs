//! Streams: what a client that listens is told, as it happens.

use crate::{App, Error, Result};
use model::event::PostFacts;
use model::visibility::Viewer;
use model::{
    AccountId, ConversationId, Event, List, ListId, Logged, NotificationId, PostId, TokenId, Visibility,
};
use std::sync::Arc;
use tokio::sync::broadcast;

/// What a client listens to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Home and notifications of the member.
    User,
    /// Notifications of the member.
    UserNotification,
    /// What is public: of everybody, from here, from elsewhere; with media only.
    Public {
        /// From here only.
        local: bool,
        /// From elsewhere only.
        remote: bool,
        /// With media only.
        only_media: bool,
    },
    /// Public posts with a tag, folded.
    Tag {
        /// The tag.
        tag: String,
        /// From here only.
        local: bool,
    },
    /// One of the member's lists.
    List(ListId),
    /// The member's conversations.
    Direct,
}

/// What a listener is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A post appeared.
    Post(PostId),
    /// A post changed.
    Edited(PostId),
    /// A post is gone.
    Deleted(PostId),
    /// A notification.
    Notification(NotificationId),
    /// A conversation moved on.
    Conversation(ConversationId),
    /// Filters changed; ask for them again.
    FiltersChanged,
    /// The listener fell behind and missed something, or its session ended: it must connect anew.
    Closed,
}

/// A listener of one or more channels.
pub struct Subscription {
    app: App,
    events: broadcast::Receiver<Arc<Logged>>,
    viewer: Viewer,
    token: Option<TokenId>,
}

impl App {
    /// Starts listening.
    pub fn listen(&self, viewer: Viewer, token: Option<TokenId>) -> Subscription {
        Subscription { app: self.clone(), events: self.inner.views.subscribe(), viewer, token }
    }

    /// Checks that the viewer may listen to a channel.
    pub async fn check_channel(&self, viewer: Viewer, channel: &Channel) -> Result<()> {
        match channel {
            Channel::List(id) => {
                let me = viewer.ok_or(Error::LoggedOut)?;
                store::lists::get(&mut self.read().await?, me, *id).await?.ok_or(Error::NotFound)?;
                Ok(())
            }
            Channel::User | Channel::UserNotification | Channel::Direct if viewer.is_none() => {
                Err(Error::LoggedOut)
            }
            _ => Ok(()),
        }
    }
}

impl Subscription {
    /// The next event any listener could care about. Waits; [`None`] when the listener must close.
    pub async fn next(&mut self) -> Option<Arc<Logged>> {
        loop {
            let logged = self.events.recv().await.ok()?;
            match &logged.event {
                Event::LoggedOut { tokens, .. }
                    if self.token.is_some_and(|token| tokens.contains(&token)) =>
                {
                    return None;
                }
                Event::AccountSuspended { account, suspended: true } if Some(*account) == self.viewer => {
                    return None;
                }
                _ => return Some(logged),
            }
        }
    }

    /// What of an event this listener is told on a channel, if anything.
    pub async fn told(&self, channel: &Channel, event: &Event) -> Option<Told> {
        match event {
            Event::Published(post) if !post.backdated => {
                self.wants(channel, post).await.then_some(Told::Post(post.id))
            }
            Event::Edited(post) => self.wants(channel, post).await.then_some(Told::Edited(post.id)),
            Event::Deleted(post) => self.could_have_shown(channel, post).then_some(Told::Deleted(post.id)),
            Event::Notified { notification, owner, filtered: false, .. } if Some(*owner) == self.viewer => {
                matches!(channel, Channel::User | Channel::UserNotification)
                    .then_some(Told::Notification(*notification))
            }
            Event::ConversationChanged { conversation, owner } if Some(*owner) == self.viewer => {
                (*channel == Channel::Direct).then_some(Told::Conversation(*conversation))
            }
            Event::ReaderChanged { account, filters: true } if Some(*account) == self.viewer => {
                (*channel == Channel::User).then_some(Told::FiltersChanged)
            }
            _ => None,
        }
    }

    /// Deletions are told where the post may have been: they name nothing but an id.
    fn could_have_shown(&self, channel: &Channel, post: &PostFacts) -> bool {
        match channel {
            Channel::User | Channel::List(_) => true,
            Channel::Public { .. } => post.visibility == Visibility::Public && post.repost_of.is_none(),
            Channel::Tag { tag, .. } => post.tags.contains(tag),
            Channel::Direct | Channel::UserNotification => false,
        }
    }

    async fn wants(&self, channel: &Channel, post: &PostFacts) -> bool {
        match channel {
            Channel::User => self.is_home(post).await,
            Channel::List(id) => self.is_in_list(*id, post).await.unwrap_or(false),
            Channel::Public { local, remote, only_media } => {
                post.visibility == Visibility::Public
                    && post.repost_of.is_none()
                    && post.reply_to_author.is_none_or(|to| to == post.author)
                    && (!local || post.local)
                    && (!remote || !post.local)
                    && (!only_media || post.media)
                    && !self.hides(post.author).await
            }
            Channel::Tag { tag, local } => {
                post.visibility == Visibility::Public
                    && post.tags.contains(tag)
                    && (!local || post.local)
                    && !self.hides(post.author).await
            }
            Channel::UserNotification | Channel::Direct => false,
        }
    }

    async fn is_home(&self, post: &PostFacts) -> bool {
        let Some(me) = self.viewer else { return false };
        let Ok(state) = self.app.reader(me).await else { return false };
        let now = self.app.now();
        timeline::home::shows(&self.app.feeds().read(), &state.reader, now, post.author, post.id.0)
    }

    async fn is_in_list(&self, id: ListId, post: &PostFacts) -> Result<bool> {
        let me = self.viewer.ok_or(Error::LoggedOut)?;
        let (list, accounts): (List, Vec<AccountId>) = {
            let mut rows = self.app.read().await?;
            let list = store::lists::get(&mut rows, me, id).await?.ok_or(Error::NotFound)?;
            (list, store::lists::accounts(&mut rows, id).await?)
        };
        let state = self.app.reader(me).await?;
        let now = self.app.now();
        Ok(timeline::list::shows(
            &self.app.feeds().read(),
            &state.reader,
            &list,
            &accounts,
            now,
            post.author,
            post.id.0,
        ))
    }

    async fn hides(&self, author: AccountId) -> bool {
        let Some(me) = self.viewer else { return false };
        match self.app.reader(me).await {
            Ok(state) => state.reader.hides_account(&self.app.feeds().read(), author, self.app.now()),
            Err(_) => true,
        }
    }
}
