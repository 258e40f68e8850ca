//! What can be typed after `cargo xtask bench`.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Measure the real server beside a floor.
#[derive(Parser, Debug)]
#[command(name = "braise-bench", disable_help_subcommand = true)]
pub struct Arguments {
    /// Fill the data folder anew even when a filled one is kept
    #[arg(long)]
    pub fresh: bool,
    /// A town of 100,000 members and a million posts (filling it takes a good part of an hour)
    #[arg(long)]
    pub large: bool,
    /// A tenth of the requests: to see that it works, not to compare
    #[arg(long)]
    pub quick: bool,
    /// Only kinds of requests whose names contain this
    #[arg(long, value_name = "WORD")]
    pub only: Option<String>,
    /// Write the results here as well
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// The server's program; what BRAISE_BENCH_BINARY names, else the release build
    #[arg(long, value_name = "FILE")]
    pub binary: Option<PathBuf>,
    /// What else to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the program does when it does not measure.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Answer every request with a body made beforehand (started by the measuring itself)
    Floor {
        /// How long the body is, in bytes
        size: usize,
    },
}
