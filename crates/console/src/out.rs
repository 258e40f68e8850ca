//! Printing: results to standard output, everything else to standard error.

use std::io::Write as _;

/// A line of the result. A reader that has gone away (`braise config | head`) is no failure.
pub fn line(text: impl AsRef<str>) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", text.as_ref());
    let _ = out.flush();
}

/// The result as JSON.
pub fn json(value: &serde_json::Value) {
    line(format!("{value:#}"));
}

/// A remark that is not the result.
pub fn remark(text: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr(), "{}", text.as_ref());
}

/// Why a command failed: one sentence.
pub fn complain(failure: &anyhow::Error) {
    remark(format!("braise: {}", format!("{failure:#}").trim_end().replace('\n', " ")));
}

/// A line of progress in the place of the one before.
pub fn overwrite(text: &str) {
    let mut err = std::io::stderr().lock();
    let _ = write!(err, "\r\u{1b}[2K{text}");
    let _ = err.flush();
}
