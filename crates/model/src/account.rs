//! Accounts: members here and people elsewhere.

use crate::{AccountId, MediaId, Time};
use serde::{Deserialize, Serialize};

/// What an account may do on this server.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Takes part.
    #[default]
    Member,
    /// Looks after reports.
    Moderator,
    /// Looks after the server.
    Admin,
}

impl Role {
    /// The number rows hold.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// From the number rows hold; an unknown number is the least.
    pub const fn from_number(number: i64) -> Self {
        match number {
            1 => Self::Moderator,
            2 => Self::Admin,
            _ => Self::Member,
        }
    }
}

/// A name and a value on a profile.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Field {
    /// As written.
    pub name: String,
    /// As written.
    pub value: String,
    /// The value, rendered.
    pub html: String,
    /// When the page it links to was last seen linking back.
    pub verified_at: Option<Time>,
}

/// A public profile and its counts.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The name before the `@` of the server, as the member wrote it.
    pub username: String,
    /// The other server's domain; none for members here.
    pub domain: Option<String>,
    /// The name shown.
    pub display_name: String,
    /// The note as written.
    pub note: String,
    /// The note rendered.
    pub note_html: String,
    /// The fields, in order.
    pub fields: Vec<Field>,
    /// The ActivityPub id of an account elsewhere; derived for members here.
    pub uri: Option<String>,
    /// Where a remote profile is read; derived for members here.
    pub url: Option<String>,
    /// The picture, a file of this server's media folder.
    pub avatar: Option<String>,
    /// The picture's description.
    pub avatar_alt: String,
    /// The wide picture, a file of this server's media folder.
    pub header: Option<String>,
    /// The wide picture's description.
    pub header_alt: String,
    /// Follows need approval.
    pub locked: bool,
    /// Says of itself that it is automated.
    pub bot: bool,
    /// Wants to be found in suggestions and the directory.
    pub discoverable: bool,
    /// Lets its public posts be found by search.
    pub indexable: bool,
    /// Hides who it follows and who follows it.
    pub hide_collections: bool,
    /// Who may quote its posts unless a post says otherwise.
    pub role: Role,
    /// When it was made.
    pub created_at: Time,
    /// When it last posted.
    pub last_post_at: Option<Time>,
    /// Accepted followers.
    pub followers: i64,
    /// Accepted follows.
    pub following: i64,
    /// Posts and reposts, direct ones not counted.
    pub posts: i64,
    /// When it was suspended.
    pub suspended_at: Option<Time>,
    /// When its reach was limited.
    pub limited_at: Option<Time>,
    /// Where it moved to.
    pub moved_to: Option<AccountId>,
}

impl Account {
    /// `name`, or `name@domain` for an account elsewhere.
    pub fn acct(&self) -> String {
        match &self.domain {
            Some(domain) => format!("{}@{domain}", self.username),
            None => self.username.clone(),
        }
    }

    /// The display name, or the user name where none is set.
    pub fn shown_name(&self) -> &str {
        if self.display_name.is_empty() { &self.username } else { &self.display_name }
    }
}

/// What a member keeps to themself: log-in and preferences.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Member {
    /// The account.
    pub account: AccountId,
    /// The address, as given.
    pub email: String,
    /// The password's Argon2 hash.
    pub password_hash: String,
    /// The role.
    pub role: Role,
    /// Whether a moderator let the member in (always so where registration is open).
    pub approved: bool,
    /// When the address was confirmed.
    pub confirmed_at: Option<Time>,
    /// Why the member wants to join.
    pub reason: String,
    /// Language of the pages, `en` or `fr`.
    pub locale: String,
    /// Preferences.
    pub preferences: Preferences,
    /// When the member joined.
    pub created_at: Time,
}

/// Defaults of a member's posts and how their feed is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Visibility of new posts.
    pub visibility: crate::Visibility,
    /// Whether new media is marked sensitive.
    pub sensitive: bool,
    /// Language of new posts, ISO 639.
    pub language: Option<String>,
    /// Who may quote new posts.
    pub quote_policy: crate::QuotePolicy,
    /// `default`, `show_all` or `hide_all`.
    pub expand_media: String,
    /// Whether content warnings are shown opened.
    pub expand_spoilers: bool,
    /// Whether moving pictures play by themselves.
    pub autoplay: bool,
    /// Whether the application a post was written with is shown.
    pub show_application: bool,
    /// How much of what was made with a model feeds show.
    pub created: crate::CreatedShown,
    /// Whether new pictures are signed as the member's, with what they allow.
    pub sign_pictures: bool,
    /// Whether the member is told how many people their posts are likely to reach.
    pub own_forecasts: bool,
    /// Whether others are told so too, however small the account.
    pub forecasts_shown: bool,
}

/// How much of what others made with a model stands in a member's feeds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreatedShown {
    /// As it comes.
    #[default]
    All,
    /// At most [`crate::limits::CREATED_ON_A_PAGE`] on a page.
    Few,
    /// None.
    None,
}

impl CreatedShown {
    /// The word of forms and answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Few => "few",
            Self::None => "none",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::All, Self::Few, Self::None].into_iter().find(|shown| shown.word() == word)
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            visibility: crate::Visibility::Public,
            sensitive: false,
            language: None,
            quote_policy: crate::QuotePolicy::Everyone,
            expand_media: "default".to_owned(),
            expand_spoilers: false,
            autoplay: false,
            show_application: true,
            created: crate::CreatedShown::All,
            sign_pictures: false,
            own_forecasts: true,
            forecasts_shown: false,
        }
    }
}

/// How one account stands to another, seen by the first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Relationship {
    /// The other account.
    pub id: AccountId,
    /// Follows, accepted.
    pub following: bool,
    /// The other's reposts are shown.
    pub showing_reposts: bool,
    /// Every post of the other notifies.
    pub notifying: bool,
    /// Only posts in these languages are shown; empty for all.
    pub languages: Vec<String>,
    /// Followed back.
    pub followed_by: bool,
    /// Blocks.
    pub blocking: bool,
    /// Blocked by.
    pub blocked_by: bool,
    /// Mutes.
    pub muting: bool,
    /// Mutes notifications too.
    pub muting_notifications: bool,
    /// When the mute ends.
    pub muting_until: Option<Time>,
    /// Asked to follow, not answered.
    pub requested: bool,
    /// Was asked by the other.
    pub requested_by: bool,
    /// Blocks the other's server.
    pub domain_blocking: bool,
    /// Shows the other on the profile.
    pub endorsed: bool,
    /// A private note.
    pub note: String,
}

/// A picture just stored for a profile.
#[derive(Clone, Debug)]
pub struct ProfilePicture {
    /// The media id its file name carries.
    pub id: MediaId,
    /// The file.
    pub file: String,
}
