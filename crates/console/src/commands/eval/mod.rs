//! `braise eval`: the learning parts measured on files.

pub mod cascades;
mod feed;
mod lines;
mod recommend;
pub mod recorded;
mod signals;
mod text;
mod trends;

use crate::cli::{EvalCommand, Places};

pub fn run(places: &Places, command: EvalCommand) -> anyhow::Result<()> {
    match command {
        EvalCommand::Feed(flags) => feed::run_all(places, &flags),
        EvalCommand::Recommend(flags) => recommend::run(places, &flags),
        EvalCommand::Cascades(flags) => cascades::run(places, &flags),
        EvalCommand::Signals(flags) => signals::run(places, &flags),
        EvalCommand::Text(flags) => text::run(places, &flags),
        EvalCommand::Trends(flags) => trends::run(places, &flags),
    }
}
