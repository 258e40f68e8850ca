//! What happened: one line of the log each.
//!
//! An event is written in the same transaction as the rows it tells of, and says what a view needs
//! to follow without asking the rows again. Views are told events in the order of their sequence
//! number, each exactly once.
//!
//! To add one: a variant here; its posts and accounts in [`Event::posts`] and [`Event::accounts`],
//! so that whatever is cached about them is dropped; then the views that care.

use crate::{
    AccountId, ConversationId, FeedId, ListId, MediaId, NotificationId, NotificationKind, PostId, Time,
    TokenId, Visibility,
};
use serde::{Deserialize, Serialize};

/// What timelines need to know of a new post.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PostFacts {
    /// The post.
    pub id: PostId,
    /// Who wrote it.
    pub author: AccountId,
    /// How far it reaches.
    #[serde(default)]
    pub visibility: Visibility,
    /// What it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<PostId>,
    /// Who it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to_author: Option<AccountId>,
    /// What it reposts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repost_of: Option<PostId>,
    /// Who wrote what it reposts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repost_author: Option<AccountId>,
    /// What it quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote_of: Option<PostId>,
    /// Its tags, folded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Whom it mentions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<AccountId>,
    /// Its language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// It has media.
    #[serde(default)]
    pub media: bool,
    /// Its author is a member here.
    #[serde(default)]
    pub local: bool,
    /// It came with its own date from long ago: no stream, no notice.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub backdated: bool,
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Event {
    /// A post or repost appeared.
    Published(PostFacts),
    /// A post was changed; these are its facts now.
    Edited(PostFacts),
    /// A post or repost is gone.
    Deleted(PostFacts),
    /// Something else about a post changed that shows: a poll's count, a card, media, a quote's state.
    PostChanged {
        /// The post.
        post: PostId,
    },
    /// Somebody liked a post.
    Liked {
        /// Who.
        account: AccountId,
        /// What.
        post: PostId,
    },
    /// Somebody took a like back.
    Unliked {
        /// Who.
        account: AccountId,
        /// What.
        post: PostId,
    },
    /// Somebody put a post aside.
    Bookmarked {
        /// Who.
        account: AccountId,
        /// What.
        post: PostId,
    },
    /// Somebody took a bookmark out.
    Unbookmarked {
        /// Who.
        account: AccountId,
        /// What.
        post: PostId,
    },
    /// Somebody voted.
    Voted {
        /// Who.
        account: AccountId,
        /// In which post's poll.
        post: PostId,
    },
    /// A member mutes (or no longer mutes) a thread.
    ThreadMuted {
        /// Who.
        account: AccountId,
        /// The thread's first post.
        thread: PostId,
        /// Mutes, or no longer.
        muted: bool,
    },
    /// How one account stands to another changed: follow, request, block, mute, endorsement, note.
    RelationChanged {
        /// Who acted.
        source: AccountId,
        /// Towards whom.
        target: AccountId,
    },
    /// A member's lists, or a list's members, changed.
    ListChanged {
        /// Whose.
        owner: AccountId,
        /// Which.
        list: ListId,
    },
    /// A member's followed tags, filters, domain blocks, preferences or feeds at hand changed.
    ReaderChanged {
        /// Whose.
        account: AccountId,
        /// Whether filters changed (streams tell clients so).
        filters: bool,
    },
    /// An account appeared.
    AccountCreated {
        /// Which.
        account: AccountId,
    },
    /// An account's profile changed.
    AccountChanged {
        /// Which.
        account: AccountId,
    },
    /// An account was suspended, or is back.
    AccountSuspended {
        /// Which.
        account: AccountId,
        /// Suspended, or back.
        suspended: bool,
    },
    /// Log-ins ended: one token, or all of an account but the one kept.
    LoggedOut {
        /// Whose.
        account: AccountId,
        /// Which tokens.
        tokens: Vec<TokenId>,
    },
    /// A member was told something.
    Notified {
        /// The notification.
        notification: NotificationId,
        /// Who was told.
        owner: AccountId,
        /// Why.
        kind: NotificationKind,
        /// Whether it was held back.
        filtered: bool,
    },
    /// Notifications were read, cleared, dismissed, accepted or merged.
    NotificationsChanged {
        /// Some that were held back are among the others now.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        merged: bool,
        /// Whose.
        owner: AccountId,
    },
    /// A conversation moved on, for one of those in it.
    ConversationChanged {
        /// Which.
        conversation: ConversationId,
        /// For whom.
        owner: AccountId,
    },
    /// A member said something about the use of their words: of all, or of one post or picture.
    ConsentChanged {
        /// Who.
        account: AccountId,
        /// Of which post.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        post: Option<PostId>,
        /// Of which picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        picture: Option<MediaId>,
    },
    /// A rule, an emoji or another thing of the server changed.
    ServerChanged,
    /// All members are told something by whoever runs the server.
    Announced {
        /// The announcement.
        announcement: i64,
    },
    /// A forecast of a public post was written down.
    Forecast {
        /// The post.
        post: PostId,
    },
    /// The context note shown under a post appeared, changed or is gone.
    NoteChanged {
        /// The post.
        post: PostId,
    },
    /// A feed that others may keep at hand has another name, or is not theirs to read any more.
    FeedChanged {
        /// The feed.
        feed: FeedId,
    },
    /// What stood here named an account that was erased.
    Forgotten,
    /// An announcement was taken down.
    AnnouncementEnded {
        /// Which.
        announcement: i64,
    },
}

/// An event in the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Logged {
    /// Its place: 1, 2, 3, without gaps.
    pub seq: i64,
    /// When it was written.
    pub at: Time,
    /// What happened.
    pub event: Event,
}

impl Event {
    /// The posts that look different after this event.
    pub fn posts(&self) -> Vec<PostId> {
        match self {
            Self::Published(post) | Self::Edited(post) | Self::Deleted(post) => {
                [Some(post.id), post.reply_to, post.repost_of, post.quote_of].into_iter().flatten().collect()
            }
            Self::PostChanged { post }
            | Self::Liked { post, .. }
            | Self::Unliked { post, .. }
            | Self::Voted { post, .. } => vec![*post],
            _ => Vec::new(),
        }
    }

    /// The accounts that look different to everybody after this event.
    pub fn accounts(&self) -> Vec<AccountId> {
        match self {
            Self::Published(post) | Self::Deleted(post) => vec![post.author],
            Self::RelationChanged { source, target } => vec![*source, *target],
            Self::AccountCreated { account }
            | Self::AccountChanged { account }
            | Self::AccountSuspended { account, .. } => vec![*account],
            _ => Vec::new(),
        }
    }
}
