//! `cargo xtask bench`: the release server, measured; and how fast datasets are made.

use crate::shell;
use anyhow::Result;

/// Measures datasets and nothing else.
const ONLY_DATASETS: &str = "--only-datasets";
/// Measures datasets of ten million posts too, which takes minutes and some GB of disk.
const LARGE_DATASETS: &str = "--large-datasets";

/// Builds `braise` for release, then runs the measuring crate with the given arguments, and the
/// measuring of datasets.
pub fn run(arguments: &[String]) -> Result<bool> {
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let (only, large) = (has(ONLY_DATASETS), has(LARGE_DATASETS));
    if !only && !server(arguments)? {
        return Ok(false);
    }
    datasets(large)
}

fn server(arguments: &[String]) -> Result<bool> {
    if !shell::succeeds(shell::cargo().args(["build", "--release", "-p", "braise"]))? {
        return Ok(false);
    }
    let binary = shell::target_folder(&shell::metadata()?)?.join("release/braise");
    let arguments = arguments.iter().filter(|argument| *argument != LARGE_DATASETS);
    let mut measure = shell::cargo();
    measure
        .args(["run", "--release", "-p", "braise-bench", "--"])
        .args(arguments)
        .env("BRAISE_BENCH_BINARY", binary);
    shell::succeeds(&mut measure)
}

/// Filters, near-duplicates and memory, beside what is wanted of them.
fn datasets(large: bool) -> Result<bool> {
    let mut measure = shell::cargo();
    measure.args(["bench", "-p", "braise-dataset", "--bench", "throughput", "--", "100000", "1000000"]);
    if large {
        measure.arg("10000000");
    }
    shell::succeeds(&mut measure)
}
