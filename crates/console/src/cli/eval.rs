//! What is measured on files.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What can be measured.
#[derive(Subcommand, Debug)]
pub enum EvalCommand {
    /// Recommendations: learn from who reacted to what, and compare with what they chose later
    Recommend(RecommendFlags),
    /// Forecasts: learn from whole cascades, and say how far others will travel from how they began
    Cascades(CascadesFlags),
    /// Labels of texts: learn from labelled ones, and label others
    Text(TextFlags),
    /// Make the small models of texts that ship with the program, and measure them
    Signals(SignalsFlags),
    /// Rankings of feeds: let a made-up town read through each, and compare how it goes
    Feed(FeedFlags),
    /// Surprises: score each count of a series by what came before it
    Trends(TrendsFlags),
}

/// The town in which rankers are compared.
#[derive(Args, Debug)]
pub struct FeedFlags {
    /// Where the town begins: the same number gives the same town
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    pub world: u64,
    /// How long it is watched
    #[arg(long, value_name = "N", default_value_t = 14)]
    pub days: u32,
}

/// Which counts are scored.
#[derive(Args, Debug)]
pub struct TrendsFlags {
    /// Series of counts, `timestamp,value` a line; plain or .gz
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    pub input: Vec<PathBuf>,
    /// Where a file of the same name is written for each, with an `anomaly_score` from 0 to 1
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
    /// Where what is random begins; nothing is, here
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

/// What forecasts are learned from and made for.
#[derive(Args, Debug)]
pub struct CascadesFlags {
    /// Whole cascades to learn from, one a line as JSON; plain or .gz. When left out, and no --model is
    /// given, the model that is part of Braise is used
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub train: Vec<PathBuf>,
    /// More of them, newer than those of --train
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "train")]
    pub valid: Vec<PathBuf>,
    /// The cascades to forecast; what happened in them after --at is not looked at
    #[arg(long, value_name = "FILE")]
    pub input: PathBuf,
    /// How old each of them is, in seconds
    #[arg(long, value_name = "SECONDS")]
    pub at: u32,
    /// Where forecasts are written, one a line as JSON, in the order of the input
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
    /// A model made by `braise radar train`
    #[arg(long, value_name = "FILE", conflicts_with = "train")]
    pub model: Option<PathBuf>,
    /// Where what is random begins
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

/// What the models that ship are made from.
#[derive(Args, Debug)]
pub struct SignalsFlags {
    /// Folder of the labelled texts: clickbait_en, spam_en, toxicity_en and toxicity_fr `.train.jsonl.gz`
    #[arg(long, value_name = "DIR")]
    pub texts: PathBuf,
    /// Where the models are written; without it they are only measured
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Where what is random begins
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

/// What texts are learned from and which are labelled.
#[derive(Args, Debug)]
pub struct TextFlags {
    /// Texts to learn from, one a line: `{"text": …, "label": …}`; plain or .gz
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    pub train: Vec<PathBuf>,
    /// Texts to be labelled; compared where they carry labels
    #[arg(long, value_name = "FILE")]
    pub input: PathBuf,
    /// Where the labels are written, `{"label": …, "p": {label: probability}}` a line
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Where what is random begins
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

/// What recommendations are learned from and compared with.
#[derive(Args, Debug)]
pub struct RecommendFlags {
    /// Reactions to learn from, a person a line: `user item item …`; plain or .gz
    #[arg(long, value_name = "FILE")]
    pub train: PathBuf,
    /// What those people chose later, in the same format
    #[arg(long, value_name = "FILE")]
    pub test: PathBuf,
    /// How the setting is found
    #[arg(long, value_name = "HOW", default_value = "chosen")]
    pub model: RecommendModel,
    /// Where each person's best twenty are written, `user item …` a line
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Where what is random begins
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

/// How the setting of a recommender is found.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecommendModel {
    /// By what does best on a fifth of the training reactions, set aside
    Chosen,
    /// The default, without looking
    Default,
    /// That of GF-CF (2021), for comparison
    GfCf,
}
