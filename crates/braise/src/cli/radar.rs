//! What is done with forecasts.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What can be done with forecasts.
#[derive(Subcommand, Debug)]
pub enum RadarCommand {
    /// Learn a model from whole cascades
    Train(RadarTrainFlags),
}

/// What a model is learned from.
#[derive(Args, Debug)]
pub struct RadarTrainFlags {
    /// Whole cascades, one a line as JSON, a file a network; plain or .gz
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    pub train: Vec<PathBuf>,
    /// Where the model is written
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
    /// Where what is random begins
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}
