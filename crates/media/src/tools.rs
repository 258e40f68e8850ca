//! Film and sound, through `ffmpeg`.

mod film;
mod probe;
mod run;
mod sound;

use std::env;
use std::ffi::OsStr;
use std::io::SeekFrom;
use std::path::{Path, PathBuf};
use std::time::Duration;

use model::limits;

use crate::picture::Encoded;
use crate::sniff::{Container, Kind, is_flac, tag_end};
use crate::{MediaError, sniff};

/// The programs that read film and sound.
#[derive(Debug, Clone)]
pub struct Tools {
    ffmpeg: PathBuf,
    ffprobe: PathBuf,
}

/// A film, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Film {
    /// The file made, in the directory given: H.264 and AAC in MP4, playable while it loads.
    pub path: PathBuf,
    /// Its media type.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: u64,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// How long it is.
    pub duration: Duration,
    /// Frames a second.
    pub frame_rate: f64,
    /// Bits a second.
    pub bitrate: u64,
    /// A frame of it, small.
    pub poster: Encoded,
    /// A few colours to show until the poster has loaded.
    pub blurhash: String,
}

/// A sound, ready to be heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound {
    /// The file made, in the directory given.
    pub path: PathBuf,
    /// Its media type.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: u64,
    /// How long it is.
    pub duration: Duration,
    /// Bits a second.
    pub bitrate: u64,
}

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Processed {
    /// It has pictures that move.
    Film(Box<Film>),
    /// It has sound alone.
    Sound(Sound),
}

impl Tools {
    /// The tools of this machine, found where the `PATH` says.
    pub fn detect() -> Result<Self, MediaError> {
        env::var_os("PATH").as_deref().map_or(Err(MediaError::NoTools), Self::find)
    }

    /// The tools found in the directories of a search path.
    pub fn find(path: &OsStr) -> Result<Self, MediaError> {
        let find = |name: &str| {
            // A relative entry would depend on where the server was started from.
            let mut places =
                env::split_paths(path).filter(|place| place.is_absolute()).map(|place| place.join(name));
            places.find(|program| program.is_file()).ok_or(MediaError::NoTools)
        };
        Ok(Self { ffmpeg: find("ffmpeg")?, ffprobe: find("ffprobe")? })
    }

    /// Makes a file that can be served from a member's film or sound. `output` is an empty directory;
    /// the result lies there under a name of ours. `time` bounds the whole work.
    pub async fn process(
        &self,
        input: &Path,
        output: &Path,
        time: Duration,
    ) -> Result<Processed, MediaError> {
        match tokio::time::timeout(time, self.process_unbounded(input, output)).await {
            Ok(done) => done,
            // The process dies with the future that waited for it.
            Err(_) => Err(MediaError::TooLong),
        }
    }

    async fn process_unbounded(&self, input: &Path, output: &Path) -> Result<Processed, MediaError> {
        let container = container(input).await?;
        let probed = self.probe(input, container).await?;
        match probed.film {
            Some(_) => Ok(Processed::Film(Box::new(self.film(input, container, &probed, output).await?))),
            None => Ok(Processed::Sound(self.sound(input, container, &probed, output).await?)),
        }
    }
}

/// What the file is, by its bytes; and whether we take so many.
pub async fn container(input: &Path) -> Result<Container, MediaError> {
    use tokio::io::{AsyncReadExt, AsyncSeekExt};
    let mut file = tokio::fs::File::open(input).await.map_err(MediaError::Internal)?;
    let length = file.metadata().await.map_err(MediaError::Internal)?.len();
    if length > limits::VIDEO_BYTES as u64 {
        return Err(MediaError::TooManyBytes { limit: limits::VIDEO_BYTES });
    }
    let mut start = Vec::new();
    (&mut file).take(512).read_to_end(&mut start).await.map_err(MediaError::Internal)?;
    if let Some(end) = tag_end(&start) {
        let mut behind = Vec::new();
        file.seek(SeekFrom::Start(end as u64)).await.map_err(MediaError::Internal)?;
        file.take(4).read_to_end(&mut behind).await.map_err(MediaError::Internal)?;
        if is_flac(&behind) {
            return Ok(Container::Flac);
        }
    }
    match sniff(&start)? {
        Kind::Film(container) | Kind::Sound(container) => Ok(container),
        Kind::Picture(_) => Err(MediaError::Unsupported),
    }
}

#[cfg(test)]
mod tests;
