//! Streams: what a client that listens is told, as it happens.

mod made;

use crate::seats::{Seat, Seats};
use crate::{App, Error, ReaderState, Result};
use model::event::PostFacts;
use model::visibility::Viewer;
use model::{
    AccountId, ConversationId, Event, List, ListId, Logged, NotificationId, PostId, TokenId, Visibility,
};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::broadcast;

/// What a client listens to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// Forecasts that are made, and turns of those the member follows.
    Radar,
}

/// What a listener is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// A forecast of a post was made.
    Forecast(PostId),
    /// All members are told something.
    Announced(i64),
    /// An announcement was taken down.
    AnnouncementEnded(i64),
    /// Filters changed; ask for them again.
    FiltersChanged,
    /// Notifications that were held back are among the others now.
    Merged,
}

/// A listener of one or more channels.
pub struct Subscription {
    app: App,
    events: broadcast::Receiver<Arc<Logged>>,
    viewer: Viewer,
    token: Option<TokenId>,
    /// Lists listened to, read once and again when they change.
    lists: HashMap<ListId, (List, Vec<AccountId>)>,
    /// How much each channel told of what others made with a model.
    made: HashMap<Channel, made::Share>,
    _seat: Option<Seat>,
}

impl App {
    /// Starts listening. A member may have [`STREAMS_A_MEMBER`] streams open; one more is refused.
    ///
    /// [`STREAMS_A_MEMBER`]: model::limits::STREAMS_A_MEMBER
    pub fn listen(&self, viewer: Viewer, token: Option<TokenId>) -> Result<Subscription> {
        let refused = || Error::TooMany("Too many streams at once".to_owned());
        let seat = match viewer {
            Some(member) => Some(Seats::take(&self.inner.seats, member).ok_or_else(refused)?),
            None => None,
        };
        let events = self.inner.views.subscribe();
        Ok(Subscription {
            app: self.clone(),
            events,
            viewer,
            token,
            lists: HashMap::new(),
            made: HashMap::new(),
            _seat: seat,
        })
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
    /// The next event any listener could care about. Waits; [`None`] when the listener must close:
    /// its session ended, or it fell so far behind that it missed something.
    pub async fn next(&mut self) -> Option<Arc<Logged>> {
        let logged = self.events.recv().await.ok()?;
        match &logged.event {
            Event::LoggedOut { tokens, .. } if self.token.is_some_and(|token| tokens.contains(&token)) => {
                return None;
            }
            Event::AccountSuspended { account, suspended: true } if Some(*account) == self.viewer => {
                return None;
            }
            Event::ListChanged { owner: account, .. } | Event::RelationChanged { source: account, .. }
                if Some(*account) == self.viewer =>
            {
                self.lists.clear();
            }
            _ => {}
        }
        Some(logged)
    }

    /// What of an event this listener is told on a channel, if anything.
    pub async fn told(&mut self, channel: &Channel, event: &Event) -> Option<Told> {
        match event {
            Event::Published(post) if !post.backdated => {
                let wanted = self.wants(channel, post).await && self.shares(channel, post, true).await;
                wanted.then_some(Told::Post(post.id))
            }
            Event::Edited(post) => {
                let wanted = self.wants(channel, post).await && self.shares(channel, post, false).await;
                wanted.then_some(Told::Edited(post.id))
            }
            Event::Deleted(post) => {
                self.could_have_shown(channel, post).await.then_some(Told::Deleted(post.id))
            }
            Event::Notified { notification, owner, filtered: false, kind } if Some(*owner) == self.viewer => {
                let here = matches!(channel, Channel::User | Channel::UserNotification)
                    || (*channel == Channel::Radar && kind.is_ours());
                here.then_some(Told::Notification(*notification))
            }
            Event::Forecast { post } => (*channel == Channel::Radar).then_some(Told::Forecast(*post)),
            Event::ConversationChanged { conversation, owner } if Some(*owner) == self.viewer => {
                (*channel == Channel::Direct).then_some(Told::Conversation(*conversation))
            }
            Event::NotificationsChanged { owner, merged: true } if Some(*owner) == self.viewer => {
                matches!(channel, Channel::User | Channel::UserNotification).then_some(Told::Merged)
            }
            Event::Announced { announcement } if self.viewer.is_some() => {
                (*channel == Channel::User).then_some(Told::Announced(*announcement))
            }
            Event::AnnouncementEnded { announcement } if self.viewer.is_some() => {
                (*channel == Channel::User).then_some(Told::AnnouncementEnded(*announcement))
            }
            Event::ReaderChanged { account, filters: true } if Some(*account) == self.viewer => {
                (*channel == Channel::User).then_some(Told::FiltersChanged)
            }
            _ => None,
        }
    }

    /// Deletions are told where the post may have been: that it was there can no longer be looked up.
    async fn could_have_shown(&mut self, channel: &Channel, post: &PostFacts) -> bool {
        match channel {
            Channel::User => {
                let Some((me, state)) = self.reader().await else { return false };
                post.author == me
                    || post.mentions.contains(&me)
                    || state.reader.follows(&self.app.feeds().read(), post.author)
                    // Somebody may follow one of its tags.
                    || (post.visibility == Visibility::Public && !post.tags.is_empty())
            }
            Channel::List(id) => {
                self.list(*id).await.is_some_and(|(_, accounts)| accounts.contains(&post.author))
            }
            // What a deleted post had with it is no longer known.
            Channel::Public { local, remote, .. } => {
                is_on(&Channel::Public { local: *local, remote: *remote, only_media: false }, post)
            }
            Channel::Tag { .. } => is_on(channel, post),
            Channel::Direct | Channel::UserNotification | Channel::Radar => false,
        }
    }

    async fn wants(&mut self, channel: &Channel, post: &PostFacts) -> bool {
        match channel {
            Channel::User => {
                let Some((_, state)) = self.reader().await else { return false };
                let now = self.app.now();
                timeline::home::shows(&self.app.feeds().read(), &state.reader, now, post.author, post.id.0)
            }
            Channel::List(id) => {
                let Some((_, state)) = self.reader().await else { return false };
                let (app, now) = (self.app.clone(), self.app.now());
                let Some((list, accounts)) = self.list(*id).await else { return false };
                let feeds = app.feeds().read();
                timeline::list::shows(&feeds, &state.reader, list, accounts, now, post.author, post.id.0)
            }
            Channel::Public { .. } | Channel::Tag { .. } => is_on(channel, post) && !self.hides(post).await,
            Channel::UserNotification | Channel::Direct | Channel::Radar => false,
        }
    }

    async fn reader(&self) -> Option<(AccountId, Arc<ReaderState>)> {
        let me = self.viewer?;
        Some((me, self.app.reader(me).await.ok()?))
    }

    async fn list(&mut self, id: ListId) -> Option<&(List, Vec<AccountId>)> {
        if !self.lists.contains_key(&id) {
            let mut rows = self.app.read().await.ok()?;
            let list = store::lists::get(&mut rows, self.viewer?, id).await.ok()??;
            let accounts = store::lists::accounts(&mut rows, id).await.ok()?;
            self.lists.insert(id, (list, accounts));
        }
        self.lists.get(&id)
    }

    /// Whether the post is by, for or about somebody the listener hides. Who cannot be asked hides.
    async fn hides(&self, post: &PostFacts) -> bool {
        if self.viewer.is_none() || self.viewer == Some(post.author) {
            return false;
        }
        let Some((_, state)) = self.reader().await else { return true };
        let (feeds, now) = (self.app.feeds().read(), self.app.now());
        let people = [Some(post.author), post.reply_to_author].into_iter().flatten();
        people
            .chain(post.mentions.iter().copied())
            .any(|person| state.reader.hides_account(&feeds, person, now))
    }
}

/// Whether a post belongs on a channel that is the same for everybody.
fn is_on(channel: &Channel, post: &PostFacts) -> bool {
    let open = post.visibility == Visibility::Public && post.repost_of.is_none();
    match channel {
        Channel::Public { local, remote, only_media } => {
            open && post.reply_to_author.is_none_or(|to| to == post.author)
                && (!local || post.local)
                && (!remote || !post.local)
                && (!only_media || post.media)
        }
        Channel::Tag { tag, local } => open && post.tags.contains(tag) && (!local || post.local),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_channels_leave_out_answers_to_others_and_what_is_not_public() {
        let channel = Channel::Public { local: true, remote: false, only_media: false };
        let post = PostFacts { author: AccountId(1), local: true, ..PostFacts::default() };
        assert!(is_on(&channel, &post));
        assert!(is_on(&channel, &PostFacts { reply_to_author: Some(AccountId(1)), ..post.clone() }));
        assert!(!is_on(&channel, &PostFacts { reply_to_author: Some(AccountId(2)), ..post.clone() }));
        assert!(!is_on(&channel, &PostFacts { visibility: Visibility::Unlisted, ..post.clone() }));
        assert!(!is_on(&channel, &PostFacts { local: false, ..post.clone() }));
        assert!(!is_on(&channel, &PostFacts { repost_of: Some(PostId(9)), ..post }));
    }

    #[test]
    fn tag_channels_know_their_tag_and_answers_are_welcome() {
        let channel = Channel::Tag { tag: "fire".to_owned(), local: false };
        let tags = vec!["fire".to_owned(), "ash".to_owned()];
        let post = PostFacts { reply_to_author: Some(AccountId(2)), tags, ..PostFacts::default() };
        assert!(is_on(&channel, &post));
        assert!(!is_on(&Channel::Tag { tag: "wood".to_owned(), local: false }, &post));
        assert!(!is_on(&Channel::Tag { tag: "fire".to_owned(), local: true }, &post));
    }
}
