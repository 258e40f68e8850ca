//! A sound every browser plays.

use std::ffi::OsString;
use std::path::Path;

use super::film::{MOST, weigh};
use super::probe::Probed;
use super::{Sound, Tools, run};
use crate::MediaError;
use crate::sniff::Container;

impl Tools {
    /// MP3 and Ogg are kept as they sound, without their tags and covers; the rest becomes MP3.
    pub(super) async fn sound(
        &self,
        input: &Path,
        container: Container,
        source: &Probed,
        output: &Path,
    ) -> Result<Sound, MediaError> {
        let codec = source.sound.as_deref().unwrap_or_default();
        let (made_as, name, mime, coding) = match (container, codec) {
            (Container::Mp3, "mp3") => (Container::Mp3, "sound.mp3", "audio/mpeg", "-c:a copy"),
            (Container::Ogg, "vorbis" | "opus") => (Container::Ogg, "sound.ogg", "audio/ogg", "-c:a copy"),
            _ => (Container::Mp3, "sound.mp3", "audio/mpeg", "-c:a libmp3lame -q:a 2 -ac 2"),
        };
        let path = output.join(name);
        let mut arguments = run::input(input, container)?;
        let writing =
            "-map 0:a:0 -map_metadata -1 -map_metadata:s:a -1 -map_chapters -1 -vn -sn -dn -fflags +bitexact";
        arguments.extend(writing.split_whitespace().chain(coding.split_whitespace()).map(OsString::from));
        arguments.extend(["-fs".into(), MOST.to_string().into()]);
        arguments.extend(["-f".into(), made_as.demuxer().into(), path.clone().into()]);
        self.ffmpeg(arguments).await?;
        let bytes = weigh(&path).await?;
        let made = self.probe(&path, made_as).await?;
        Ok(Sound { path, mime, bytes, duration: made.duration, bitrate: made.bitrate })
    }
}
