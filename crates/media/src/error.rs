//! Why a file was not taken, in words for the member who sent it.

use model::limits;

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// It has no bytes.
    #[error("This file is empty.")]
    Empty,
    /// It is none of the kinds we take, whatever its name says.
    #[error(
        "This kind of file cannot be posted. Pictures can be JPEG, PNG, GIF or WebP; films MP4, MOV or WebM; \
         sounds MP3, OGG, FLAC, WAV or M4A."
    )]
    Unsupported,
    /// It is of a kind we take, but cannot be read.
    #[error("This file is damaged or incomplete and cannot be read.")]
    Broken,
    /// It has too many bytes.
    #[error("This file is too large: at most {} MB are allowed.", .limit / (1024 * 1024))]
    TooManyBytes {
        /// The most bytes allowed.
        limit: usize,
    },
    /// A picture, or a frame of a film, has too many pixels.
    #[error("This picture is too large: at most {} megapixels are allowed.", .limit / 1_000_000)]
    TooManyPixels {
        /// The most pixels allowed.
        limit: u64,
    },
    /// An animation has too many frames, or too many for their size.
    #[error("This animation is too long. A film can hold more.")]
    TooManyFrames,
    /// A film has too many frames a second.
    #[error("This film has too many frames a second: at most {} are allowed.", limits::VIDEO_FRAME_RATE)]
    FrameRate,
    /// A film or sound took longer to prepare than it may.
    #[error("This file took too long to prepare. Try a shorter one.")]
    TooLong,
    /// The programs that read film and sound are not there.
    #[error("This server can't take film or sound because ffmpeg isn't installed.")]
    NoTools,
    /// The server's own disk or processes failed.
    #[error("The file could not be prepared. Try again later.")]
    Internal(#[source] std::io::Error),
}

impl MediaError {
    /// A name for this error that does not change with its words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "media_empty",
            Self::Unsupported => "media_unsupported",
            Self::Broken => "media_broken",
            Self::TooManyBytes { .. } => "media_too_many_bytes",
            Self::TooManyPixels { .. } => "media_too_many_pixels",
            Self::TooManyFrames => "media_too_many_frames",
            Self::FrameRate => "media_frame_rate",
            Self::TooLong => "media_too_long",
            Self::NoTools => "media_no_tools",
            Self::Internal(_) => "media_internal",
        }
    }

    /// Whether the fault is the server's, not the file's.
    pub fn is_internal(&self) -> bool {
        matches!(self, Self::Internal(_))
    }
}

impl From<image::ImageError> for MediaError {
    fn from(error: image::ImageError) -> Self {
        match error {
            image::ImageError::Limits(_) => Self::TooManyPixels { limit: limits::IMAGE_PIXELS },
            _ => Self::Broken,
        }
    }
}
