//! What is done with forecasts.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What can be done with forecasts.
#[derive(Subcommand, Debug)]
pub enum RadarCommand {
    /// Learn a model from whole cascades
    Train(RadarTrainFlags),
    /// Listen to another network's public stream and forecast what catches fire there; nothing of it is
    /// republished
    Watch(RadarWatchFlags),
}

/// What a model is learned from.
#[derive(Args, Debug)]
pub struct RadarTrainFlags {
    /// Whole cascades, one a line as JSON, a file a network; plain or .gz
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    pub train: Vec<PathBuf>,
    /// A model that learns on from these cascades, as a server has it learn on from its own; without it all is learned anew
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Where the model is written
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
    /// Where what is random begins
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

/// Which recordings are played, and how.
#[derive(Args, Debug)]
pub struct ReplayFlags {
    /// Whole cascades, one a line as JSON; plain or .gz
    #[arg(value_name = "FILE", required = true, num_args = 1..)]
    pub files: Vec<PathBuf>,
    /// How many times faster than it was recorded, at most
    #[arg(long, value_name = "N", default_value_t = 3_600.0)]
    pub speed: f64,
    /// How many cascades, the newest of all files
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub most: usize,
    /// Over how many days before now they begin
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = clap::value_parser!(u32).range(1..=365))]
    pub days: u32,
}

/// What is listened to.
#[derive(Args, Debug)]
pub struct RadarWatchFlags {
    /// The public timeline of a Mastodon server; where that asks for one, with a token in
    /// BRAISE_WATCH_TOKEN
    #[arg(long, value_name = "URL", required_unless_present = "jetstream", conflicts_with = "jetstream")]
    pub mastodon: Option<String>,
    /// A Jetstream of the Bluesky network: a ws or wss address
    #[arg(long, value_name = "URL")]
    pub jetstream: Option<String>,
    /// How long; until interrupted when not given
    #[arg(long = "for", value_name = "SECONDS")]
    pub seconds: Option<u64>,
}
