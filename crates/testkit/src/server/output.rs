//! What the server prints: kept for the failure message, and read for its address.

use std::io::{BufRead, BufReader, Read};
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Long enough for a slow machine and a full replay of the log.
const START: Duration = Duration::from_secs(60);

#[derive(Default)]
pub struct Log {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    text: String,
    address: Option<String>,
    closed: bool,
    /// Which process is being read: an earlier one may still be heard to end.
    process: u32,
}

impl Log {
    /// Reads both streams of `child` from now on, and returns the first address it prints to
    /// standard output: that line says it answers. Panics when it ends or stays silent instead.
    pub fn follow(self: &Arc<Self>, child: &mut Child) -> String {
        let process = child.id();
        {
            let mut state = self.lock();
            (state.address, state.closed, state.process) = (None, false, process);
        }
        self.read(child.stdout.take().expect("standard output is piped"), process, true);
        self.read(child.stderr.take().expect("standard error is piped"), process, false);
        let start = Instant::now();
        let mut state = self.lock();
        while state.address.is_none() && !state.closed && start.elapsed() < START {
            let left = START.saturating_sub(start.elapsed());
            state =
                self.changed.wait_timeout(state, left).map_or_else(|e| e.into_inner().0, |(state, _)| state);
        }
        match state.address.clone() {
            Some(address) => address,
            None => {
                let printed = state.text.clone();
                drop(state);
                let _ = child.kill();
                let _ = child.wait();
                panic!("the server did not say where it listens; it printed:\n{printed}");
            }
        }
    }

    pub fn text(&self) -> String {
        self.lock().text.clone()
    }

    fn read(self: &Arc<Self>, stream: impl Read + Send + 'static, process: u32, is_output: bool) {
        let log = self.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
                log.add(&String::from_utf8_lossy(&line), process, is_output);
            }
            let mut state = log.lock();
            if is_output && state.process == process {
                state.closed = true;
                log.changed.notify_all();
            }
        });
    }

    fn add(&self, line: &str, process: u32, is_output: bool) {
        let mut state = self.lock();
        state.text.push_str(line);
        state.text.push('\n');
        if is_output && state.process == process && state.address.is_none() {
            state.address = address(line);
            self.changed.notify_all();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn address(line: &str) -> Option<String> {
    let start = line.find("http://").or_else(|| line.find("https://"))?;
    let url = line[start..].split_whitespace().next()?;
    Some(url.trim_end_matches(['/', '.', ',', '\u{1b}']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_address_is_found_in_a_sentence() {
        assert_eq!(
            address("Braise is listening on http://127.0.0.1:4000"),
            Some("http://127.0.0.1:4000".into())
        );
        assert_eq!(
            address("open http://127.0.0.1:4000/. Stop with Ctrl-C"),
            Some("http://127.0.0.1:4000".into())
        );
        assert_eq!(address("starting"), None);
    }
}
