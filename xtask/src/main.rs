//! The chores of this workspace: `cargo xtask test` and `cargo xtask bench`.
//!
//! It knows nothing of Braise but the names of its crates, and uses only what a machine with Rust
//! has. To add a chore, give it a file and a line in [`main`].
// A chore talks to the person who started it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod changes;
mod doctests;
mod npm;
mod options;
mod packages;
mod postgres;
mod python;
mod report;
mod selection;
mod shell;
mod test;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test [--quick] [--all] [-- ARGUMENTS]
                                            formatting, lints, rules, build and tests: once all have passed,
                                            those that what changed since can reach
                                            --all: all tests, as in CI and on a fresh clone
                                            --quick: build and tests only
                                            ARGUMENTS go to the test runner, for instance -p braise-search
cargo xtask bench [ARGUMENTS]               build for release and measure; ARGUMENTS go to braise-bench
    --only-datasets                         how fast datasets are made, and nothing else
    --large-datasets                        of ten million posts too

Tests look for the API reference in $BRAISE_REFERENCE (default ../shared); without it they skip that comparison.
With CI=true a test left out for want of a tool is a failure.";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let chore = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let done = match chore.as_str() {
        "test" => match options::Test::parse(&rest) {
            Ok(options) => test::run(&options),
            Err(wrong) => return usage(&wrong),
        },
        "bench" => bench::run(&rest),
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => return usage(&format!("there is no chore called \"{other}\"")),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("xtask: {why:#}");
            ExitCode::FAILURE
        }
    }
}

fn usage(wrong: &str) -> ExitCode {
    eprintln!("xtask: {wrong}\n\n{USAGE}");
    ExitCode::from(2)
}
