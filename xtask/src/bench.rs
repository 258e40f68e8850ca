//! `cargo xtask bench`: the release server, measured.

use crate::shell;
use anyhow::Result;

/// Builds `braise` for release, then runs the measuring crate with the given arguments.
pub fn run(arguments: &[String]) -> Result<bool> {
    if !shell::succeeds(shell::cargo().args(["build", "--release", "-p", "braise"]))? {
        return Ok(false);
    }
    let binary = shell::target_folder()?.join("release/braise");
    let mut measure = shell::cargo();
    measure
        .args(["run", "--release", "-p", "braise-bench", "--"])
        .args(arguments)
        .env("BRAISE_BENCH_BINARY", binary);
    shell::succeeds(&mut measure)
}
