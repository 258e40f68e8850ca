//! What a member is told.

use crate::{AccountId, NotificationId, PostId, Time};
use serde::{Deserialize, Serialize};

/// Why a member is told.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    /// Somebody mentioned them.
    Mention,
    /// Somebody whose posts they wanted to be told of posted.
    Post,
    /// Somebody reposted their post.
    Repost,
    /// Somebody follows them.
    Follow,
    /// Somebody asks to follow them.
    FollowRequest,
    /// Somebody liked their post.
    Like,
    /// A poll they made or voted in has ended.
    Poll,
    /// A post they reposted or quoted was edited.
    Edit,
    /// Somebody signed up (for moderators).
    SignUp,
    /// Somebody reported (for moderators).
    Report,
    /// Somebody quoted their post.
    Quote,
    /// A post they quoted was edited.
    QuotedEdit,
    /// A post whose forecast they follow is likely to go further than was said.
    ForecastUp,
    /// It is likely to go less far.
    ForecastDown,
    /// Its busiest time is past.
    ForecastPeaked,
}

impl NotificationKind {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Mention,
        Self::Post,
        Self::Repost,
        Self::Follow,
        Self::FollowRequest,
        Self::Like,
        Self::Poll,
        Self::Edit,
        Self::SignUp,
        Self::Report,
        Self::Quote,
        Self::QuotedEdit,
        Self::ForecastUp,
        Self::ForecastDown,
        Self::ForecastPeaked,
    ];

    /// Whether only Braise knows it: apps of the Mastodon API are not told of it.
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::ForecastUp | Self::ForecastDown | Self::ForecastPeaked)
    }

    /// The word rows and clients use (the Mastodon API's, as rows are often filtered by it).
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Post => "status",
            Self::Repost => "reblog",
            Self::Follow => "follow",
            Self::FollowRequest => "follow_request",
            Self::Like => "favourite",
            Self::Poll => "poll",
            Self::Edit => "update",
            Self::SignUp => "admin.sign_up",
            Self::Report => "admin.report",
            Self::Quote => "quote",
            Self::QuotedEdit => "quoted_update",
            Self::ForecastUp => "braise.forecast_up",
            Self::ForecastDown => "braise.forecast_down",
            Self::ForecastPeaked => "braise.forecast_peaked",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// One thing a member is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notification {
    /// Its id.
    pub id: NotificationId,
    /// Who is told.
    pub owner: AccountId,
    /// Why.
    pub kind: NotificationKind,
    /// Who did it.
    pub from: AccountId,
    /// To or with which post.
    pub post: Option<PostId>,
    /// Of which report a moderator is told.
    pub report: Option<i64>,
    /// What belongs together shares a key.
    pub group: String,
    /// Held back by the member's policy until they look at the request.
    pub filtered: bool,
    /// When.
    pub created_at: Time,
}

/// What a policy does with one sort of notification.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyAction {
    /// Lets it through.
    #[default]
    Accept,
    /// Holds it back as a request.
    Filter,
    /// Drops it.
    Drop,
}

impl PolicyAction {
    /// The word clients use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Filter => "filter",
            Self::Drop => "drop",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "accept" => Some(Self::Accept),
            "filter" => Some(Self::Filter),
            "drop" => Some(Self::Drop),
            _ => None,
        }
    }
}

/// Whose notifications a member wants to be asked about first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct NotificationPolicy {
    /// From people the member does not follow.
    pub not_following: PolicyAction,
    /// From people who do not follow the member, or only since three days.
    pub not_followers: PolicyAction,
    /// From accounts younger than thirty days.
    pub new_accounts: PolicyAction,
    /// From unasked-for direct mentions.
    pub private_mentions: PolicyAction,
    /// From accounts the moderators limited.
    pub limited_accounts: PolicyAction,
}

/// What members begin with, the same as Mastodon's: asked first are only private words from
/// strangers, and accounts the moderators limited.
impl Default for NotificationPolicy {
    fn default() -> Self {
        Self {
            not_following: PolicyAction::Accept,
            not_followers: PolicyAction::Accept,
            new_accounts: PolicyAction::Accept,
            private_mentions: PolicyAction::Filter,
            limited_accounts: PolicyAction::Filter,
        }
    }
}

/// Held-back notifications of one account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotificationRequest {
    /// The sender's account id serves as the request's id too.
    pub from: AccountId,
    /// How many are held back.
    pub count: i64,
    /// The last post among them.
    pub last_post: Option<PostId>,
    /// The first of them.
    pub created_at: Time,
    /// The last of them.
    pub updated_at: Time,
}
