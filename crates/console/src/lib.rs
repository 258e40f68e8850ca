//! What is typed, and what a network is made of besides what it does.
//!
//! Four things are here and nowhere else: the command line ([`cli`], with a file a command in
//! [`commands`]), the settings ([`settings`]: one table), the listener that takes requests to
//! whatever answers them ([`server`]), and what plays the demo's world ([`play`]). What the network *does* is in `app`;
//! what it answers is given by the program, so that neither is built with the other.

mod cli;
mod commands;
mod out;
mod play;
mod server;
mod settings;
mod watch;

use clap::Parser as _;
use std::process::ExitCode;

pub use server::{Answering, Faces};

/// Does what was typed; a server answers as the program says.
pub fn run(answering: Answering) -> ExitCode {
    // Wrong usage ends here, with status 2.
    let arguments = cli::Arguments::parse();
    match commands::run(arguments, answering) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            out::complain(&failure);
            ExitCode::FAILURE
        }
    }
}
