//! `braise eval`: the learning parts measured on files.

mod lines;
mod recommend;

use crate::cli::{EvalCommand, Places};

pub fn run(places: &Places, command: EvalCommand) -> anyhow::Result<()> {
    match command {
        EvalCommand::Recommend(flags) => recommend::run(places, &flags),
    }
}
