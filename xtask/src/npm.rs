//! What tests alone use from npm: axe-core, which finds what people with assistive technology would stumble over, and
//! masto.js, the library of web apps that speak Mastodon's API.

use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// One major version of each: its rules and its expectations are part of the tests.
const AXE: Package = Package { name: "axe-core@4", folder: "axe", holds: "node_modules/axe-core/axe.min.js" };
const MASTO: Package =
    Package { name: "masto@8", folder: "masto", holds: "node_modules/masto/dist/index.js" };

struct Package {
    name: &'static str,
    /// Where it is put, under `target`.
    folder: &'static str,
    /// What is there once it is installed.
    holds: &'static str,
}

/// What installs them.
pub fn find() -> Option<PathBuf> {
    shell::find("npm")
}

/// Installs or reuses axe-core under `target`; the path of its script.
pub fn axe(npm: &Path, target: &Path) -> Result<PathBuf> {
    Ok(install(npm, target, &AXE)?.join(AXE.holds))
}

/// Installs or reuses masto.js under `target`; the folder its modules and those it needs are in.
pub fn masto(npm: &Path, target: &Path) -> Result<PathBuf> {
    install(npm, target, &MASTO)
}

fn install(npm: &Path, target: &Path, package: &Package) -> Result<PathBuf> {
    let folder = target.join(package.folder);
    if !folder.join(package.holds).is_file() {
        println!("installing {}", package.name);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make a folder for {}", package.name))?;
        let quiet = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"];
        shell::output(Command::new(npm).args(quiet).arg(&folder).arg(package.name))?;
    }
    Ok(folder)
}
