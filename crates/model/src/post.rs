//! Posts and reposts.

use crate::{AccountId, AppId, PollId, PostId, Time, Visibility};
use serde::{Deserialize, Serialize};

/// Who may quote a post without asking.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotePolicy {
    /// Everyone who may see it.
    #[default]
    Everyone,
    /// The author's followers.
    Followers,
    /// The author alone.
    Nobody,
}

impl QuotePolicy {
    /// The number rows hold.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// From the number rows hold; an unknown number is the narrowest.
    pub const fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Everyone,
            1 => Self::Followers,
            _ => Self::Nobody,
        }
    }
}

/// Where a quote stands with the quoted author.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteState {
    /// Waits for the author's word.
    Pending,
    /// Allowed.
    Accepted,
    /// Refused.
    Rejected,
    /// Allowed once, taken back since.
    Revoked,
    /// The quoted post is gone.
    Deleted,
}

impl QuoteState {
    /// The number rows hold.
    pub const fn number(self) -> i64 {
        self as i64
    }

    /// From the number rows hold.
    pub const fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Pending,
            1 => Self::Accepted,
            2 => Self::Rejected,
            3 => Self::Revoked,
            _ => Self::Deleted,
        }
    }
}

/// How the text of a post was written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextFormat {
    /// As it stands.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
}

impl TextFormat {
    /// The media type clients name it by.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Plain => "text/plain",
            Self::Markdown => "text/markdown",
        }
    }
}

/// A post, or a repost when `repost_of` is set (then it has no text of its own).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// Who wrote it.
    pub author: AccountId,
    /// When.
    pub created_at: Time,
    /// When it was last changed.
    pub edited_at: Option<Time>,
    /// How far it reaches.
    pub visibility: Visibility,
    /// Never leaves this server.
    pub local_only: bool,
    /// As written.
    pub text: String,
    /// How it was written.
    pub format: TextFormat,
    /// Rendered and safe.
    pub html: String,
    /// The content warning.
    pub spoiler: String,
    /// Its media is covered until asked for.
    pub sensitive: bool,
    /// ISO 639.
    pub language: Option<String>,
    /// What it answers.
    pub reply_to: Option<PostId>,
    /// Who it answers.
    pub reply_to_author: Option<AccountId>,
    /// The first post of its thread (itself when it starts one).
    pub thread: PostId,
    /// What it reposts.
    pub repost_of: Option<PostId>,
    /// What it quotes.
    pub quote_of: Option<PostId>,
    /// Where the quote stands.
    pub quote_state: Option<QuoteState>,
    /// Who may quote it.
    pub quote_policy: QuotePolicy,
    /// Its poll.
    pub poll: Option<PollId>,
    /// What it was written with.
    pub app: Option<AppId>,
    /// The ActivityPub id of a post from elsewhere; derived for posts from here.
    pub uri: Option<String>,
    /// Where a post from elsewhere is read.
    pub url: Option<String>,
    /// When the author pinned it.
    pub pinned_at: Option<Time>,
    /// Answers.
    pub replies: i64,
    /// Reposts.
    pub reposts: i64,
    /// Likes.
    pub likes: i64,
    /// Accepted quotes.
    pub quotes: i64,
    /// Its author says that it was made with a model.
    pub ai_generated: bool,
}

/// Somebody a post mentions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// The account.
    pub id: AccountId,
    /// Its user name.
    pub username: String,
    /// The domain of an account elsewhere.
    pub domain: Option<String>,
    /// Where a remote profile is read.
    pub url: Option<String>,
}

/// A tag of a post.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tag {
    /// Folded: what is compared.
    pub name: String,
    /// As first written here: what is shown.
    pub display: String,
}

/// The preview of a page a post links to.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkCard {
    /// The page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// What it says of itself.
    pub description: String,
    /// `link`, `photo`, `video` or `rich`.
    pub kind: String,
    /// Who wrote it.
    pub author_name: String,
    /// Where the author is found.
    pub author_url: String,
    /// The site.
    pub provider_name: String,
    /// The site's address.
    pub provider_url: String,
    /// A picture: a file of this server's media folder, or of another host and shown through this one.
    pub image: Option<String>,
    /// What the picture shows.
    pub image_alt: String,
    /// The picture's width in pixels.
    pub width: i64,
    /// The picture's height in pixels.
    pub height: i64,
    /// The picture's blurhash.
    pub blurhash: Option<String>,
    /// The page's language.
    pub language: Option<String>,
    /// When the page says it was published.
    pub published_at: Option<Time>,
}

/// An earlier state of an edited post.
#[derive(Clone, PartialEq, Debug)]
pub struct Revision {
    /// When it was so.
    pub at: Time,
    /// Rendered text.
    pub html: String,
    /// Content warning.
    pub spoiler: String,
    /// Covered media.
    pub sensitive: bool,
    /// Media ids with the descriptions of then.
    pub media: Vec<(crate::MediaId, String)>,
    /// The poll's choices of then.
    pub poll_options: Vec<String>,
    /// What was quoted.
    pub quote_of: Option<PostId>,
}
