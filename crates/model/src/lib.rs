//! The words everything else is said in: ids, times, posts, accounts, events and limits.
//!
//! Pure: no I/O, no clock, no randomness. Every other crate may use it; it uses none of them.
//! Inside Braise a *post* is a post, a *repost* a repost and a *like* a like; the Mastodon words
//! (status, boost, favourite) live in the `api` crate alone.
//!
//! To add a new kind of thing: give it an id in [`id`], a type in a file of its own, its limits a
//! line in [`limits`], and, when it changes, an [`event::Event`] that says so.

pub mod account;
pub mod event;
pub mod filter;
pub mod id;
pub mod limits;
pub mod list;
pub mod media;
pub mod notification;
pub mod page;
pub mod poll;
pub mod post;
pub mod push;
pub mod scope;
pub mod time;
pub mod visibility;

pub use account::{Account, CreatedShown, Relationship, Role};
pub use event::{Event, Logged};
pub use filter::{Filter, FilterAction, FilterContext};
pub use id::{
    AccountId, AppId, ConversationId, FeedId, FilterId, IdGenerator, ListId, MediaId, NoteId, NotificationId,
    PackId, PollId, PostId, PushId, ScheduledId, TokenId,
};
pub use list::{List, RepliesPolicy};
pub use media::{Focus, Media, MediaDetails, MediaKind};
pub use notification::{Notification, NotificationKind};
pub use page::{Cursor, Page};
pub use poll::Poll;
pub use post::{Mention, Post, QuotePolicy, QuoteState};
pub use push::{PushPolicy, PushSubscription};
pub use scope::{Scope, Scopes};
pub use time::Time;
pub use visibility::{Relation, Visibility};
