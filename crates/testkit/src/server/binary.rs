//! Where the server's binary is.

use std::path::PathBuf;

/// `$BRAISE_TEST_BINARY`, else the debug build in the target folder. Panics with what to do when
/// it is not there.
pub fn binary() -> PathBuf {
    let path = std::env::var_os("BRAISE_TEST_BINARY").map_or_else(built, PathBuf::from);
    assert!(
        path.is_file(),
        "{} is not there: build it with `cargo build`, or set BRAISE_TEST_BINARY",
        path.display()
    );
    path
}

fn built() -> PathBuf {
    let workspace = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    workspace.join(target).join("debug").join(format!("braise{}", std::env::consts::EXE_SUFFIX))
}
