//! Asking the system's package manager for what is missing.

use crate::shell;
use std::process::Command;

/// Tries to install packages with apt-get; the reason when it cannot be tried at all.
///
/// Whether a package really arrived is for the caller to see: it looks for the program itself.
pub fn install(packages: &[&str]) -> Result<(), String> {
    if packages.is_empty() {
        return Ok(());
    }
    let Some(apt) = shell::find("apt-get") else {
        return Err("no apt-get here".to_owned());
    };
    let command = || {
        let mut command = Command::new(&apt);
        if !shell::is_root() {
            command = Command::new("sudo");
            command.arg("-n").arg(&apt);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    if !shell::is_root() && shell::output(Command::new("sudo").args(["-n", "true"])).is_err() {
        return Err("not root, and sudo asks for a password".to_owned());
    }
    println!("installing {}", packages.join(" "));
    // An outdated list of packages is worth a try, so a failure here is only told.
    if let Err(why) = shell::output(command().arg("update")) {
        eprintln!("{why:#}");
    }
    let install = |wanted: &[&str]| {
        shell::output(command().args(["install", "-y", "--no-install-recommends"]).args(wanted))
    };
    if install(packages).is_err() {
        // One unknown name spoils the whole order: ask again one by one.
        for package in packages {
            if let Err(why) = install(&[package]) {
                eprintln!("{package}: {why:#}");
            }
        }
    }
    Ok(())
}
