//! Bytes to text, by what the server or the page says about its alphabet.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its own word about its alphabet is looked for.
const EARLY: usize = 1_024;

/// The text of a page. Without a word about its alphabet it is UTF-8 if it can be, else the one that
/// old western pages mean.
pub(super) fn text<'b>(bytes: &'b [u8], charset: Option<&str>) -> Cow<'b, str> {
    let said = charset.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| declared(bytes));
    let encoding = said.unwrap_or_else(|| if is_utf8(bytes) { UTF_8 } else { WINDOWS_1252 });
    // A mark at the very beginning is stronger than any word; the decoder sees to it.
    encoding.decode(bytes).0
}

/// What a `meta` element near the beginning says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let early = String::from_utf8_lossy(&bytes[..bytes.len().min(EARLY)]).to_ascii_lowercase();
    let (_, after) = early.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']).split(['"', '\'', ' ', ';', '>', '/']).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // These words were just read as ASCII, so the page cannot be what it says.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// Whether the bytes are UTF-8, but for a character cut in half at the end.
fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alphabets() {
        assert_eq!(text("été".as_bytes(), None), "été");
        assert_eq!(text(b"\xE9t\xE9", None), "été");
        assert_eq!(text(b"\xE9t\xE9", Some("ISO-8859-1")), "été");
        assert_eq!(text(b"<meta charset='windows-1251'>\xC4", None), "<meta charset='windows-1251'>Д");
        assert_eq!(text(b"\xEF\xBB\xBFa", Some("iso-8859-1")), "a");
        assert_eq!(text("<meta charset=utf-16>é".as_bytes(), None), "<meta charset=utf-16>é");
        assert_eq!(text(&"aé".as_bytes()[..2], None), "a\u{FFFD}");
    }
}
