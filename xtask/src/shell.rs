//! Running other programs and finding them.

use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A `cargo` command in the workspace's root, with the cargo that runs us.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    without_ours(&mut command);
    command
}

/// Takes away what cargo told us of our own package: build scripts of others that look at such variables would run
/// again, and all that is built on them, each time a cargo started from here follows one that was not.
fn without_ours(command: &mut Command) {
    let ours = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
    for (name, _) in std::env::vars_os() {
        if ours.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
}

/// The same, giving way to everything else that wants the processor, where the system can be asked for that.
pub fn patient_cargo() -> Command {
    let Some(nice) = find("nice") else { return cargo() };
    let mut command = Command::new(nice);
    command.args(["-n", "15"]).arg(cargo().get_program()).current_dir(root());
    without_ours(&mut command);
    command
}

/// The workspace's root folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// What cargo knows of the workspace.
pub fn metadata() -> Result<serde_json::Value> {
    let metadata = output(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    serde_json::from_str(&metadata).context("cargo metadata gave no JSON")
}

/// Where cargo puts what it builds.
pub fn target_folder(metadata: &serde_json::Value) -> Result<PathBuf> {
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
    Ok(folder.into())
}

/// Runs a program with our own output; whether it succeeded.
pub fn succeeds(command: &mut Command) -> Result<bool> {
    let name = name(command);
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot start {name}"))?;
    Ok(status.success())
}

/// Runs a program in silence; whether it succeeded, and all it said.
pub fn quietly(command: &mut Command) -> Result<(bool, String)> {
    let name = name(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {name}"))?;
    let said = [output.stdout, output.stderr].concat();
    Ok((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
}

/// Runs a program and returns what it printed; its complaint when it failed.
pub fn output(command: &mut Command) -> Result<String> {
    let name = name(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {name}"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        let mut last: Vec<&str> =
            complaint.lines().filter(|line| !line.trim().is_empty()).rev().take(3).collect();
        last.reverse();
        bail!("{name} failed: {}", last.join(" / "));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first program of this name on the PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// The PATH with a folder before all others.
pub fn path_with(first: &Path) -> OsString {
    let mut path = OsString::from(first);
    if let Some(rest) = std::env::var_os("PATH") {
        path.push(":");
        path.push(rest);
    }
    path
}

/// Whether we may do anything on this machine.
pub fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn name(command: &Command) -> String {
    Path::new(command.get_program())
        .file_name()
        .map_or_else(|| "a program".to_owned(), |name| name.to_string_lossy().into_owned())
}
