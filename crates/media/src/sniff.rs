//! What a file is, told from its first bytes and from nothing else.

use crate::MediaError;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture.
    Picture(PictureFormat),
    /// A container that mostly holds film; it may turn out to hold sound alone.
    Film(Container),
    /// A container that mostly holds sound.
    Sound(Container),
}

/// The picture formats we decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF, animated or not.
    Gif,
    /// WebP; of an animated one, the first frame.
    WebP,
}

impl PictureFormat {
    /// Its media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
        }
    }
}

/// The containers of film and sound that we let `ffmpeg` open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// MP4 and M4A.
    Mp4,
    /// QuickTime.
    Mov,
    /// WebM and Matroska.
    WebM,
    /// Ogg.
    Ogg,
    /// MP3.
    Mp3,
    /// FLAC.
    Flac,
    /// WAV.
    Wav,
}

/// What these bytes are; the first few hundred are enough.
pub fn sniff(bytes: &[u8]) -> Result<Kind, MediaError> {
    if bytes.is_empty() {
        return Err(MediaError::Empty);
    }
    // Tags stand before sounds of other kinds than MP3 too.
    let tagged = tag_end(bytes).and_then(|end| bytes.get(end..)).is_some_and(is_flac);
    if tagged {
        return Ok(Kind::Sound(Container::Flac));
    }
    SIGNATURES
        .iter()
        .find(|(matches, _)| matches(bytes))
        .map(|(_, kind)| *kind)
        .or_else(|| quicktime(bytes))
        .ok_or(MediaError::Unsupported)
}

type Signature = (fn(&[u8]) -> bool, Kind);

const SIGNATURES: &[Signature] = &[
    (|b| b.starts_with(&[0xFF, 0xD8, 0xFF]), Kind::Picture(PictureFormat::Jpeg)),
    (|b| b.starts_with(b"\x89PNG\r\n\x1A\n"), Kind::Picture(PictureFormat::Png)),
    (|b| b.starts_with(b"GIF87a") || b.starts_with(b"GIF89a"), Kind::Picture(PictureFormat::Gif)),
    (|b| riff(b, b"WEBP"), Kind::Picture(PictureFormat::WebP)),
    (|b| riff(b, b"WAVE"), Kind::Sound(Container::Wav)),
    (|b| b.starts_with(b"OggS\0"), Kind::Sound(Container::Ogg)),
    (is_flac, Kind::Sound(Container::Flac)),
    (|b| b.starts_with(b"ID3") || mpeg_frame(b), Kind::Sound(Container::Mp3)),
    (matroska, Kind::Film(Container::WebM)),
];

/// Where an ID3 tag that begins a file ends, by its header alone; it may be beyond the bytes given.
pub(crate) fn tag_end(bytes: &[u8]) -> Option<usize> {
    let header = bytes.get(..10).filter(|header| header.starts_with(b"ID3"))?;
    // Seven bits a byte, so that no size looks like the beginning of sound (ID3v2.4, 3.1).
    let size =
        header[6..].iter().try_fold(0, |size, byte| (byte < &0x80).then(|| size << 7 | usize::from(*byte)));
    let footer = if header[5] & 0x10 == 0 { 0 } else { 10 };
    Some(10 + size? + footer)
}

pub(crate) fn is_flac(bytes: &[u8]) -> bool {
    bytes.starts_with(b"fLaC")
}

fn riff(bytes: &[u8], form: &[u8; 4]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(form)
}

/// The header of an MPEG audio frame, layer III, with no reserved value in it.
fn mpeg_frame(bytes: &[u8]) -> bool {
    let &[first, second, third, ..] = bytes else { return false };
    let version_is_known = second & 0x18 != 0x08;
    first == 0xFF && second & 0xE6 == 0xE2 && version_is_known && third & 0xF0 != 0xF0 && third & 0x0C != 0x0C
}

/// EBML with the document type of WebM or Matroska, which stands within the first header.
fn matroska(bytes: &[u8]) -> bool {
    let header = &bytes[..bytes.len().min(64)];
    let says = |name: &[u8]| header.windows(name.len()).any(|window| window == name);
    bytes.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) && (says(b"webm") || says(b"matroska"))
}

/// The family of QuickTime, told apart by brand: the same boxes also hold pictures we don't take.
fn quicktime(bytes: &[u8]) -> Option<Kind> {
    match bytes.get(4..8)? {
        b"ftyp" => match bytes.get(8..12)? {
            b"M4A " | b"M4B " => Some(Kind::Sound(Container::Mp4)),
            b"qt  " => Some(Kind::Film(Container::Mov)),
            b"isom" | b"iso2" | b"iso3" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1"
            | b"dash" | b"M4V " | b"M4VH" | b"M4VP" | b"MSNV" | b"mmp4" | b"3gp4" | b"3gp5" | b"3gp6" => {
                Some(Kind::Film(Container::Mp4))
            }
            _ => None,
        },
        b"moov" | b"mdat" | b"wide" => Some(Kind::Film(Container::Mov)),
        _ => None,
    }
}

impl Container {
    /// The media type a file in it has.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
            Self::WebM => "video/webm",
            Self::Ogg => "audio/ogg",
            Self::Mp3 => "audio/mpeg",
            Self::Flac => "audio/flac",
            Self::Wav => "audio/wav",
        }
    }

    /// The one demuxer `ffmpeg` may use, so that no file can ask for another.
    pub(crate) fn demuxer(self) -> &'static str {
        match self {
            Self::Mp4 | Self::Mov => "mov",
            Self::WebM => "matroska",
            Self::Ogg => "ogg",
            Self::Mp3 => "mp3",
            Self::Flac => "flac",
            Self::Wav => "wav",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_known_by_its_first_bytes() {
        let kind = |bytes: &[u8]| sniff(bytes).unwrap();
        assert_eq!(kind(b"\xFF\xD8\xFF\xE0"), Kind::Picture(PictureFormat::Jpeg));
        assert_eq!(kind(b"\x89PNG\r\n\x1A\n"), Kind::Picture(PictureFormat::Png));
        assert_eq!(kind(b"GIF89a"), Kind::Picture(PictureFormat::Gif));
        assert_eq!(kind(b"RIFF\0\0\0\0WEBPVP8 "), Kind::Picture(PictureFormat::WebP));
        assert_eq!(kind(b"RIFF\0\0\0\0WAVEfmt "), Kind::Sound(Container::Wav));
        assert_eq!(kind(b"\0\0\0\x20ftypisom"), Kind::Film(Container::Mp4));
        assert_eq!(kind(b"\0\0\0\x20ftypM4A "), Kind::Sound(Container::Mp4));
        assert_eq!(kind(b"\0\0\0\x14ftypqt  "), Kind::Film(Container::Mov));
        assert_eq!(kind(b"\xFF\xFB\x90\x64"), Kind::Sound(Container::Mp3));
        assert_eq!(kind(b"ID3\x04\0\0\0\0\0\x02..\xFF\xFB\x90\x64"), Kind::Sound(Container::Mp3));
        assert_eq!(kind(b"ID3\x04\0\0\0\0\0\x02..fLaC"), Kind::Sound(Container::Flac));
        assert_eq!(
            kind(b"ID3\x04\0\x10\0\0\0\x02..3DI\x04\0\x10\0\0\0\x02fLaC"),
            Kind::Sound(Container::Flac)
        );
        assert_eq!(
            kind(b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm"),
            Kind::Film(Container::WebM)
        );
    }

    #[test]
    fn everything_else_is_refused() {
        let others: [&[u8]; 8] = [
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<!doctype html>",
            b"%PDF-1.7",
            b"\0\0\0\x20ftypavif",
            b"\0\0\0\x20ftypheic",
            b"#EXTM3U\n",
            b"\xFF\xFF\xFF\xFF",
            b"BM",
        ];
        for bytes in others {
            let error = sniff(bytes).unwrap_err();
            assert_eq!(error.code(), "media_unsupported", "{bytes:?}");
        }
        assert_eq!(sniff(b"").unwrap_err().code(), "media_empty");
    }
}
