//! Printing: results to standard output, remarks to standard error.

use std::io::Write as _;

/// A line of the result. A reader that has gone away is no failure.
pub fn line(text: impl AsRef<str>) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{}", text.as_ref());
    let _ = out.flush();
}

/// What is being done.
pub fn remark(text: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr(), "{}", text.as_ref());
}
