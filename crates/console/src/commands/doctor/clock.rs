//! The clock: it is not years off, and agrees with the disk's.

use super::Finding;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// 2026-01-01: no clock that runs is before this program was written.
const WRITTEN: Duration = Duration::from_secs(1_767_225_600);
/// Disks on a network keep time of their own; this much does no harm.
const FINE: Duration = Duration::from_secs(10);

pub fn check(data: &Path) -> Option<Finding> {
    let now = SystemTime::now();
    if now.duration_since(UNIX_EPOCH).unwrap_or_default() < WRITTEN {
        let told = "this machine's clock is years behind";
        return Some(Finding::failure("clock", told, "set the clock from a time server (NTP)"));
    }
    match apart(data, now) {
        Some(apart) if apart > FINE => Some(Finding::warning(
            "clock",
            format!("the disk's clock and this machine's are {} seconds apart", apart.as_secs()),
            "set both from the same time server (NTP)",
        )),
        _ => Some(Finding::well("clock", "it agrees with the disk's")),
    }
}

/// How far the time a file gets is from the machine's.
fn apart(data: &Path, now: SystemTime) -> Option<Duration> {
    let trial = data.join(".braise-clock");
    std::fs::write(&trial, "").ok()?;
    let written = std::fs::metadata(&trial).and_then(|about| about.modified());
    std::fs::remove_file(&trial).ok();
    let written = written.ok()?;
    written.duration_since(now).or_else(|_| now.duration_since(written)).ok()
}
