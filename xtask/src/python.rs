//! A Python environment of our own with the Mastodon.py client, readers of datasets, mocks of providers
//! of models and llama.cpp's server, so the machine's stays as it is.

use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is installed from the registry. One major version: its answers are part of the tests.
const PACKAGES: [&str; 6] = [
    "Mastodon.py>=2,<3",
    "mlcroissant>=1.1,<2",
    "pyarrow>=20",
    "PyYAML>=6",
    "mock-ai-api==0.1.1",
    "llmock==0.2.2",
];
/// What of it has to be there: asked once, when it was installed, since it takes seconds.
const IMPORTS: &str = "import mastodon, mlcroissant, pyarrow, yaml, llmock.cli, app.openai_app";

/// llama.cpp's server as part of a Python module: a wheel of 34 MB that needs nothing else, for the systems
/// that have one. Nothing is built from source: that takes longer than all tests together.
const LLAMA: [&str; 2] = ["xllamacpp", "2026.10.11549"];

/// A Python that can make environments.
pub fn find() -> Option<PathBuf> {
    let python = shell::find("python3")?;
    // Debian splits these off, and the venv module alone then fails half-way.
    shell::output(Command::new(&python).args(["-c", "import venv, ensurepip"])).ok()?;
    Some(python)
}

/// Makes or reuses the environment under `target`; the path of its interpreter.
pub fn environment(python: &Path, target: &Path) -> Result<PathBuf> {
    let folder = target.join("python");
    let ours = folder.join("bin/python");
    let stamp = folder.join("installed.txt");
    // The interpreter is the machine's, and what was installed for another version of it cannot be imported.
    let version = shell::output(Command::new(python).arg("--version"))?;
    let wanted = format!("{}\n{version}", PACKAGES.join("\n"));
    let installed = std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted);
    if installed && shell::output(Command::new(&ours).arg("--version")).is_ok_and(|theirs| theirs == version)
    {
        return Ok(ours);
    }
    println!("making a Python environment with {}", PACKAGES.join(", "));
    shell::output(Command::new(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
    shell::output(Command::new(&ours).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
    shell::output(Command::new(&ours).args(["-c", IMPORTS]))?;
    std::fs::write(&stamp, wanted).context("cannot note what was installed")?;
    Ok(ours)
}

/// Puts llama.cpp's server into an environment, where it is not in it yet.
pub fn llama(ours: &Path) -> Result<()> {
    let [name, version] = LLAMA;
    let loads = format!("import {name}; assert {name}.__version__ == '{version}'");
    if shell::output(Command::new(ours).args(["-c", &loads])).is_ok() {
        return Ok(());
    }
    println!("adding {name} {version}");
    let wheel = ["-m", "pip", "install", "--quiet", "--only-binary", ":all:"];
    shell::output(Command::new(ours).args(wheel).arg(format!("{name}=={version}")))?;
    // One that is made for another processor is there and does not load.
    shell::output(Command::new(ours).args(["-c", &loads])).map(drop)
}
