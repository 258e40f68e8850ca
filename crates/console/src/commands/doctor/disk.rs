//! The data folder, and the room there is.

use super::Finding;
use std::path::Path;

/// Less than this and a busy day of pictures may fill it.
const LITTLE: u64 = 1 << 30;
/// Less than this and the database may not be able to write.
const TOO_LITTLE: u64 = 64 << 20;

pub fn check(data: &Path) -> Vec<Finding> {
    if !data.exists() {
        let advice = "braise serve makes it; or name another with --data";
        return vec![Finding::warning(
            "disk",
            format!("the data folder {} is not there yet", data.display()),
            advice,
        )];
    }
    vec![check_writing(data), check_room(data)]
}

fn check_writing(data: &Path) -> Finding {
    let trial = data.join(".braise-doctor");
    let written = std::fs::write(&trial, "trial").and_then(|()| std::fs::remove_file(&trial));
    match written {
        Ok(()) => Finding::well("disk", format!("{} can be written to", data.display())),
        Err(error) => Finding::failure(
            "disk",
            format!("{} cannot be written to: {error}", data.display()),
            "give the folder to the user the server runs as",
        ),
    }
}

fn check_room(data: &Path) -> Finding {
    let Some(free) = free(data) else {
        return Finding::warning("disk", "how much room is left cannot be told here", "look yourself");
    };
    let told = format!("{:.1} GB are free", free as f64 / 1e9);
    match free {
        0..TOO_LITTLE => {
            Finding::failure("disk", told, "make room, or move the data folder to a larger disk")
        }
        TOO_LITTLE..LITTLE => Finding::warning("disk", told, "make room soon"),
        _ => Finding::well("disk", told),
    }
}

#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let room = rustix::fs::statvfs(folder).ok()?;
    Some(room.f_bavail.saturating_mul(room.f_frsize))
}

#[cfg(not(unix))]
fn free(_folder: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_is_a_warning_and_a_good_one_is_well() {
        let folder = tempfile::tempdir().unwrap();
        let states = |path: &Path| check(path).iter().map(|finding| finding.state).collect::<Vec<_>>();
        assert_eq!(states(&folder.path().join("nowhere")), [State::Warning]);
        assert_eq!(states(folder.path())[0], State::Well);
        assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none(), "the trial file stays");
    }
}
