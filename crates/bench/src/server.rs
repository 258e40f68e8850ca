//! Starting what is measured and what it is measured against.

use crate::fill::URL;
use crate::process::Process;
use anyhow::{Context as _, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// `braise serve` on a data folder, as it is shipped, but for its allowance of requests, what
/// would reach out of the machine, and the assistant without a model.
pub fn braise(binary: &Path, folder: &Path) -> anyhow::Result<Process> {
    let mut command = Command::new(binary);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--rate-limits", "off", "--url", URL, "--data"])
        .arg(folder)
        .env("BRAISE_LINK_PREVIEWS", "off")
        .env("BRAISE_ASSISTANT", "on")
        .env("BRAISE_LOG", "warn");
    Process::start(&mut command).with_context(|| format!("starting {}", binary.display()))
}

/// The floor: this same program, told to answer bodies of `size` bytes.
pub fn floor(size: usize) -> anyhow::Result<Process> {
    let mut command = Command::new(std::env::current_exe()?);
    Process::start(command.arg("floor").arg(size.to_string())).context("starting the floor")
}

/// The server's program: the one given, the one `BRAISE_BENCH_BINARY` names, or the release build
/// beside this program.
pub fn binary(given: Option<&Path>) -> anyhow::Result<PathBuf> {
    let named = given
        .map(Path::to_owned)
        .or_else(|| std::env::var_os("BRAISE_BENCH_BINARY").map(PathBuf::from))
        .or_else(|| Some(std::env::current_exe().ok()?.with_file_name("braise")));
    match named {
        Some(path) if path.is_file() => Ok(path),
        Some(path) => bail!("{} is not there: run `cargo xtask bench`, which builds it", path.display()),
        None => bail!("name the server's program with --binary"),
    }
}
