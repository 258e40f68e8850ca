//! Pictures, films and sounds of posts.

use crate::{AccountId, MediaId, PostId, Time};
use serde::{Deserialize, Serialize};

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A still picture.
    #[default]
    Image,
    /// A moving picture without sound.
    Gifv,
    /// A film.
    Video,
    /// Sound.
    Audio,
    /// Something that could not be read.
    Unknown,
}

impl MediaKind {
    /// The word rows and clients use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Gifv => "gifv",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Unknown => "unknown",
        }
    }

    /// From the word rows hold.
    pub fn from_word(word: &str) -> Self {
        match word {
            "image" => Self::Image,
            "gifv" => Self::Gifv,
            "video" => Self::Video,
            "audio" => Self::Audio,
            _ => Self::Unknown,
        }
    }
}

/// The point of a picture that crops must keep; both from −1 (left, bottom) to 1 (right, top).
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Focus {
    /// Across.
    pub x: f64,
    /// Up.
    pub y: f64,
}

/// Sizes and lengths of a media file and its small version.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MediaShape {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Pixels across, small version.
    pub small_width: u32,
    /// Pixels down, small version.
    pub small_height: u32,
    /// Seconds.
    pub duration: f64,
    /// Frames a second.
    pub frame_rate: f64,
    /// Bits a second.
    pub bitrate: u64,
}

/// A file attached, or waiting to be attached, to a post.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Media {
    /// Its id.
    pub id: MediaId,
    /// Who uploaded it.
    pub owner: AccountId,
    /// The post it belongs to.
    pub post: Option<PostId>,
    /// What it is.
    pub kind: MediaKind,
    /// The file, relative to the media folder.
    pub file: String,
    /// The small version.
    pub small: Option<String>,
    /// Media type of the file.
    pub mime: String,
    /// Bytes of the file.
    pub bytes: i64,
    /// Sizes.
    pub shape: MediaShape,
    /// The point to keep.
    pub focus: Option<Focus>,
    /// The description.
    pub alt: String,
    /// A blurred stand-in.
    pub blurhash: Option<String>,
    /// Whether it can be shown yet.
    pub ready: bool,
    /// When it came.
    pub created_at: Time,
    /// Who brought it says that it was made with a model.
    pub ai_generated: bool,
    /// Its file carries content credentials.
    pub credentials: bool,
    /// Rules drew it here, without a model.
    pub drawn: bool,
}

/// What a file's owner says of it; what is `None` stays as it is.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MediaDetails {
    /// The description.
    pub alt: Option<String>,
    /// The point that crops must keep.
    pub focus: Option<Focus>,
    /// Whether it was made with a model.
    pub ai_generated: Option<bool>,
    /// Whether it is to be signed as its owner's; what they prefer where nothing is said. Only of a new file.
    pub sign: Option<bool>,
}

impl MediaDetails {
    /// A description alone.
    pub fn described(alt: String) -> Self {
        Self { alt: Some(alt), ..Self::default() }
    }
}
