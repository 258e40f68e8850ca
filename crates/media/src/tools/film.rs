//! A film every browser plays.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use model::limits;

use super::probe::Probed;
use super::{Film, Tools, run};
use crate::sniff::Container;
use crate::{MediaError, picture};

/// How the film is written: H.264 and AAC, upright, at most 1920 to a side and 60 frames a second,
/// its index first so that it plays while it loads, and nothing said about who made it.
const WRITING: &str = "-map 0:v:0 -map 0:a:0? -map_metadata -1 -map_chapters -1 -sn -dn \
    -c:v libx264 -preset veryfast -crf 23 -maxrate 6M -bufsize 12M -pix_fmt yuv420p -fpsmax 60 \
    -vf scale='min(1920,iw)':'min(1920,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2 \
    -c:a aac -b:a 128k -ac 2 -movflags +faststart -fflags +bitexact -flags:v +bitexact -flags:a +bitexact";

/// Where the tool stops writing.
pub(super) const MOST: u64 = limits::VIDEO_BYTES as u64;
/// It stops between two packets, so a file this near the end was probably cut.
const SLACK: u64 = 1024 * 1024;

impl Tools {
    pub(super) async fn film(
        &self,
        input: &Path,
        container: Container,
        source: &Probed,
        output: &Path,
    ) -> Result<Film, MediaError> {
        let path = output.join("film.mp4");
        let mut arguments = run::input(input, container)?;
        arguments.extend(WRITING.split_whitespace().map(OsString::from));
        arguments.extend(["-fs".into(), MOST.to_string().into(), "-f".into(), "mp4".into()]);
        arguments.push(path.clone().into());
        self.ffmpeg(arguments).await?;
        let bytes = weigh(&path).await?;

        let made = self.probe(&path, Container::Mp4).await?;
        let frames = made.film.as_ref().ok_or(MediaError::Broken)?;
        let (poster, blurhash) =
            self.poster(&path, made.duration.as_secs_f64().min(source.duration.as_secs_f64())).await?;
        Ok(Film {
            path,
            mime: "video/mp4",
            bytes,
            width: frames.width,
            height: frames.height,
            duration: made.duration,
            frame_rate: frames.rate,
            bitrate: made.bitrate,
            poster,
            blurhash,
        })
    }

    /// A frame from the beginning, but not the first, which is often black.
    async fn poster(&self, film: &Path, seconds: f64) -> Result<(picture::Encoded, String), MediaError> {
        let path = film.with_file_name("poster.png");
        let at = (seconds / 10.0).min(1.0);
        let mut arguments = vec!["-ss".into(), format!("{at:.3}").into()];
        arguments.extend(run::input(film, Container::Mp4)?);
        arguments.extend(
            ["-frames:v", "1", "-an", "-map_metadata", "-1", "-f", "image2", "-update", "1"]
                .map(OsString::from),
        );
        arguments.push(path.clone().into());
        self.ffmpeg(arguments).await?;
        let png = tokio::fs::read(&path).await.map_err(MediaError::Internal)?;
        tokio::fs::remove_file(&path).await.map_err(MediaError::Internal)?;
        let made = tokio::task::spawn_blocking(move || picture::poster(&png)).await;
        made.map_err(|error| MediaError::Internal(error.into()))?
    }
}

/// The bytes of a file we made, if we may keep so many.
pub(super) async fn weigh(path: &PathBuf) -> Result<u64, MediaError> {
    let bytes = tokio::fs::metadata(path).await.map_err(MediaError::Internal)?.len();
    match bytes {
        0 => Err(MediaError::Broken),
        _ if bytes >= MOST - SLACK => Err(MediaError::TooManyBytes { limit: limits::VIDEO_BYTES }),
        _ => Ok(bytes),
    }
}
