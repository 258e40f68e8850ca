//! A Python environment of our own with the Mastodon.py client, readers of datasets and mocks of providers
//! of models, so the machine's stays as it is.

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
/// What of it has to be there.
const IMPORTS: &str = "import mastodon, mlcroissant, pyarrow, yaml, llmock.cli, app.openai_app";

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
    let wanted = PACKAGES.join("\n");
    let installed = std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted);
    if installed && shell::output(Command::new(&ours).args(["-c", IMPORTS])).is_ok() {
        return Ok(ours);
    }
    println!("making a Python environment with {}", PACKAGES.join(", "));
    shell::output(Command::new(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
    shell::output(Command::new(&ours).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
    std::fs::write(&stamp, wanted).context("cannot note what was installed")?;
    Ok(ours)
}
