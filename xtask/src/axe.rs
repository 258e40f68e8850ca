//! axe-core, which finds what people with assistive technology would stumble over. Tests alone use it.

use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is installed from the registry. One major version: its rules are part of the tests.
const PACKAGE: &str = "axe-core@4";

/// What installs it.
pub fn find() -> Option<PathBuf> {
    shell::find("npm")
}

/// Installs or reuses it under `target`; the path of its script.
pub fn script(npm: &Path, target: &Path) -> Result<PathBuf> {
    let folder = target.join("axe");
    let script = folder.join("node_modules/axe-core/axe.min.js");
    if !script.is_file() {
        println!("installing {PACKAGE}");
        std::fs::create_dir_all(&folder).context("cannot make a folder for axe-core")?;
        let quiet = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"];
        shell::output(Command::new(npm).args(quiet).arg(&folder).arg(PACKAGE))?;
    }
    Ok(script)
}
