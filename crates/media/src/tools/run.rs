//! Running a tool so that a hostile file reaches nothing but the processor.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::AsyncReadExt;
use tokio::process::Command;

use super::Tools;
use crate::MediaError;
use crate::sniff::Container;

/// Most that is read of what a tool says.
const OUTPUT: u64 = 256 * 1024;

/// The decoders a file may ask for: those of the formats we take, and no exotic ones.
const DECODERS: &str = "h264,hevc,vp8,vp9,av1,libdav1d,libaom-av1,mpeg4,libvpx,libvpx-vp9,theora,mjpeg,png,\
    aac,aac_fixed,mp3,mp3float,opus,libopus,vorbis,libvorbis,flac,alac,\
    pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_u8,pcm_f32le,pcm_f64le,pcm_mulaw,pcm_alaw";

/// The arguments that open a file: by its one demuxer, from the disk, with known decoders.
pub(super) fn input(path: &Path, container: Container) -> Result<Vec<OsString>, MediaError> {
    let absolute = std::path::absolute(path).map_err(MediaError::Internal)?;
    let mut address = OsString::from("file:");
    address.push(absolute);
    let words =
        ["-protocol_whitelist", "file", "-codec_whitelist", DECODERS, "-f", container.demuxer(), "-i"];
    Ok(words.into_iter().map(OsString::from).chain([address]).collect())
}

impl Tools {
    /// Runs `ffmpeg`; what it made lies where its last argument says.
    pub(super) async fn ffmpeg(&self, arguments: Vec<OsString>) -> Result<(), MediaError> {
        let quiet = ["-nostdin", "-hide_banner", "-v", "error", "-y"].map(OsString::from);
        run(&self.ffmpeg, quiet.into_iter().chain(arguments)).await.map(drop)
    }

    /// Runs `ffprobe` and returns what it says.
    pub(super) async fn ffprobe(&self, arguments: Vec<OsString>) -> Result<Vec<u8>, MediaError> {
        let quiet = ["-hide_banner", "-v", "error"].map(OsString::from);
        run(&self.ffprobe, quiet.into_iter().chain(arguments)).await
    }
}

async fn run(program: &PathBuf, arguments: impl Iterator<Item = OsString>) -> Result<Vec<u8>, MediaError> {
    let mut child = Command::new(program)
        .args(arguments)
        // Nothing of the server's surroundings, such as its secrets, is the tool's to see.
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(MediaError::Internal)?;
    let (said, complaint) = tokio::join!(gather(child.stdout.take()), gather(child.stderr.take()));
    let status = child.wait().await.map_err(MediaError::Internal)?;
    if !status.success() {
        // The complaint can quote the file, so the log only learns its length.
        tracing::debug!(code = status.code(), complaint = complaint.len(), "a media tool refused a file");
        return Err(MediaError::Broken);
    }
    Ok(said)
}

/// Reads to the end, keeping only so much, so that the tool never waits for a reader.
async fn gather(pipe: Option<impl tokio::io::AsyncRead + Unpin>) -> Vec<u8> {
    let mut kept = Vec::new();
    let Some(mut pipe) = pipe else { return kept };
    // A pipe that breaks has said all it will; the exit status tells the rest.
    let _ = (&mut pipe).take(OUTPUT).read_to_end(&mut kept).await;
    let _ = tokio::io::copy(&mut pipe, &mut tokio::io::sink()).await;
    kept
}
