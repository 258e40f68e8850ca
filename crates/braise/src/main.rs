//! Braise, a social network you host yourself: the program.
//!
//! Four things are here and nowhere else: the command line ([`cli`], with a file a command in
//! [`commands`]), the settings ([`settings`]: one table), the listener that takes requests to the
//! crates that answer them ([`server`]), and what plays the demo's world ([`play`]). What the network *does* is in `app`.

mod cli;
mod commands;
mod out;
mod play;
mod server;
mod settings;
mod watch;

use clap::Parser as _;
use std::process::ExitCode;

// Idle memory: after a burst glibc keeps what each thread freed in an arena of its own; mimalloc
// gives it back, and its small sizes fit the many short-lived strings of JSON. Without huge pages
// (a feature in the manifest): they more than doubled what an idle server holds.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Wrong usage ends here, with status 2.
    let arguments = cli::Arguments::parse();
    match commands::run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            out::complain(&failure);
            ExitCode::FAILURE
        }
    }
}
