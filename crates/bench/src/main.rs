//! Measures the real server beside a floor.
//!
//! `cargo xtask bench` builds `braise` for release and runs this. It fills a data folder once (500
//! authors, 100,000 posts; see [`fill`]), starts `braise serve` on a copy of it, and asks it every
//! kind of request ([`kinds`]). In turn with the server a floor is asked the same: a process with
//! the same HTTP stack that answers a body of the same size, made beforehand ([`floor`]). What the
//! server costs more than the floor is what Braise itself costs.
//!
//! The number to trust is CPU time a request: it hardly changes when the machine is busy. Latency
//! and requests a second do, and the load generator runs on the same processors.
//!
//! It measures and does not judge: missed targets are printed and the exit status is 0. To measure
//! another kind of request: a row in [`kinds`].

mod arguments;
mod compare;
mod data;
mod fill;
mod floor;
mod http;
mod kinds;
mod load;
mod machine;
mod out;
mod process;
mod report;
mod run;
mod server;
mod verdict;
mod words;

use clap::Parser as _;
use std::process::ExitCode;

// The floor has to have what the server has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    let done = runtime().map_err(anyhow::Error::from).and_then(|runtime| {
        runtime.block_on(async {
            match &arguments.command {
                Some(arguments::Command::Floor { size }) => floor::serve(*size).await,
                None => run::run(&arguments).await,
            }
        })
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            out::remark(format!("braise-bench: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// As many threads as the server itself takes.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get).max(2);
    tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build()
}
