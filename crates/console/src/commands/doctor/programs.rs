//! Programs beside this one.

use super::Finding;

pub fn check() -> Finding {
    if app::can_transcode() {
        return Finding::well("ffmpeg", "film and sound are taken");
    }
    Finding::warning(
        "ffmpeg",
        "not installed: film and sound are refused",
        "install ffmpeg and start the server again",
    )
}
