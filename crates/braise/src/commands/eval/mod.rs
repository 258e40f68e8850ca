//! `braise eval`: the learning parts measured on files.

mod feed;
mod lines;
mod recommend;
mod signals;
mod text;

use crate::cli::{EvalCommand, Places};

pub fn run(places: &Places, command: EvalCommand) -> anyhow::Result<()> {
    match command {
        EvalCommand::Feed(flags) => feed::run_all(places, &flags),
        EvalCommand::Recommend(flags) => recommend::run(places, &flags),
        EvalCommand::Signals(flags) => signals::run(places, &flags),
        EvalCommand::Text(flags) => text::run(places, &flags),
    }
}
