//! What a file says it holds, before any of it is decoded.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use model::limits;
use serde::Deserialize;

use super::{Tools, run};
use crate::MediaError;
use crate::sniff::Container;

/// What a film or sound holds.
#[derive(Debug)]
pub(super) struct Probed {
    pub(super) duration: Duration,
    pub(super) bitrate: u64,
    pub(super) film: Option<Frames>,
    /// The codec of its sound.
    pub(super) sound: Option<String>,
}

/// The moving pictures of a film.
#[derive(Debug)]
pub(super) struct Frames {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) rate: f64,
}

impl Tools {
    /// Reads a file's headers and refuses it if they announce too much.
    pub(super) async fn probe(&self, input: &Path, container: Container) -> Result<Probed, MediaError> {
        let fields = "format=duration,bit_rate:stream=codec_type,codec_name,width,height,avg_frame_rate,duration:\
                      stream_disposition=attached_pic";
        let mut arguments: Vec<OsString> =
            ["-of", "json", "-show_entries", fields].map(OsString::from).into();
        arguments.extend(run::input(input, container)?);
        let said = self.ffprobe(arguments).await?;
        let report: Report = serde_json::from_slice(&said).map_err(|_| MediaError::Broken)?;
        let probed = report.read();
        if let Some(frames) = &probed.film {
            frames.check()?;
        }
        if probed.film.is_none() && probed.sound.is_none() { Err(MediaError::Broken) } else { Ok(probed) }
    }
}

impl Frames {
    fn check(&self) -> Result<(), MediaError> {
        if u64::from(self.width) * u64::from(self.height) > limits::VIDEO_PIXELS {
            return Err(MediaError::TooManyPixels { limit: limits::VIDEO_PIXELS });
        }
        if self.rate > f64::from(limits::VIDEO_FRAME_RATE) {
            return Err(MediaError::FrameRate);
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Report {
    #[serde(default)]
    streams: Vec<Stream>,
    #[serde(default)]
    format: Format,
}

#[derive(Deserialize, Default)]
struct Format {
    duration: Option<String>,
    bit_rate: Option<String>,
}

#[derive(Deserialize)]
struct Stream {
    codec_type: Option<String>,
    codec_name: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    avg_frame_rate: Option<String>,
    duration: Option<String>,
    #[serde(default)]
    disposition: Disposition,
}

#[derive(Deserialize, Default)]
struct Disposition {
    #[serde(default)]
    attached_pic: u8,
}

impl Report {
    fn read(&self) -> Probed {
        let of_type = |name: &str| {
            self.streams.iter().find(|stream| {
                stream.codec_type.as_deref() == Some(name) && stream.disposition.attached_pic == 0
            })
        };
        let longest = self.streams.iter().filter_map(|stream| seconds(stream.duration.as_deref())).max();
        Probed {
            duration: seconds(self.format.duration.as_deref()).or(longest).unwrap_or_default(),
            bitrate: self.format.bit_rate.as_deref().and_then(|rate| rate.parse().ok()).unwrap_or_default(),
            film: of_type("video").and_then(|stream| {
                let rate = stream.avg_frame_rate.as_deref().and_then(ratio).unwrap_or_default();
                Some(Frames { width: stream.width?, height: stream.height?, rate })
            }),
            sound: of_type("audio").and_then(|stream| stream.codec_name.clone()),
        }
    }
}

fn seconds(text: Option<&str>) -> Option<Duration> {
    text?.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}

/// A fraction such as `30000/1001`; of nothing by nothing, none.
fn ratio(text: &str) -> Option<f64> {
    let (over, under) = text.split_once('/')?;
    let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
    (under > 0.0).then(|| over / under)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_no_film() {
        let report: Report = serde_json::from_str(
            r#"{"streams":[{"codec_type":"video","width":9,"height":9,"disposition":{"attached_pic":1}},
                {"codec_type":"audio","codec_name":"mp3"}],"format":{"duration":"1.5","bit_rate":"x"}}"#,
        )
        .unwrap();
        let probed = report.read();
        assert!(probed.film.is_none());
        assert_eq!(probed.sound.as_deref(), Some("mp3"));
        assert_eq!((probed.duration, probed.bitrate), (Duration::from_millis(1_500), 0));
    }

    #[test]
    fn ratios() {
        assert_eq!(ratio("25/1"), Some(25.0));
        assert_eq!(ratio("0/0"), None);
        assert_eq!(ratio("x"), None);
    }
}
