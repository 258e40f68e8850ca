//! A process that is measured: started, watched through `/proc`, ended.

use anyhow::{Context as _, bail};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a process may take until it listens.
const PATIENCE: Duration = Duration::from_secs(60);
/// The kernel tells a process's whole CPU time in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// A server that listens. Ended when dropped.
pub struct Process {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start until it listened.
    pub start: Duration,
}

/// CPU time used up to a moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cpu {
    /// Of the threads alive, exact.
    threads: Duration,
    /// Of all threads there have been, in ticks.
    whole: Duration,
}

impl Cpu {
    /// CPU time used since `before`. Threads that ended in between are missing from the exact
    /// number; where that is more than the ticks can explain, the ticks are believed.
    pub fn since(self, before: Self) -> Duration {
        let whole = self.whole.saturating_sub(before.whole);
        self.threads.saturating_sub(before.threads).max(whole.saturating_sub(2 * TICK))
    }
}

/// Memory held, in bytes.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub struct Memory {
    /// All that is resident.
    pub resident: u64,
    /// What is the process's own.
    pub own: u64,
    /// Pages of files, which the system takes back when it needs them.
    pub file: u64,
}

impl Process {
    /// Starts a program and waits until it prints `listening on http://…` and takes connections.
    pub fn start(command: &mut Command) -> anyhow::Result<Self> {
        let started = Instant::now();
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().context("no output")?;
        let (sender, lines) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            // To the end, so that the process never writes into a pipe nobody reads.
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some((_, address)) = line.split_once("listening on http://") {
                    sender.send(address.trim().to_owned()).ok();
                }
            }
        });
        let Ok(address) = lines.recv_timeout(PATIENCE) else {
            child.kill().ok();
            child.wait().ok();
            bail!("the program did not say that it listens; what it said stands above");
        };
        let address: SocketAddr = address.parse().context("the address it listens on")?;
        std::net::TcpStream::connect(address).context("connecting for the first time")?;
        Ok(Self { child, address, start: started.elapsed() })
    }

    /// CPU time used so far. Zero where the system has no `/proc`.
    pub fn cpu(&self) -> Cpu {
        let folder = format!("/proc/{}", self.child.id());
        let threads = std::fs::read_dir(format!("{folder}/task")).into_iter().flatten().flatten();
        let nanos = threads
            .filter_map(|thread| std::fs::read_to_string(thread.path().join("schedstat")).ok())
            .filter_map(|text| text.split(' ').next()?.parse::<u64>().ok())
            .sum();
        let stat = std::fs::read_to_string(format!("{folder}/stat")).unwrap_or_default();
        Cpu { threads: Duration::from_nanos(nanos), whole: TICK * ticks(&stat).unwrap_or_default() }
    }

    /// Memory held now.
    pub fn memory(&self) -> Memory {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        Memory {
            resident: bytes(&text, "VmRSS"),
            own: bytes(&text, "RssAnon"),
            file: bytes(&text, "RssFile"),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// User and system time in `/proc/PID/stat`. The program's name stands in brackets and may hold
/// anything, so what follows the last bracket is counted.
fn ticks(stat: &str) -> Option<u32> {
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<u32>().ok();
    Some(next()? + next()?)
}

/// A line of `/proc/PID/status`, which counts in KiB.
fn bytes(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.and_then(|rest| rest.split_ascii_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_proc_says_is_understood() {
        let stat = "7 (a) b) S 1 2 3 4 5 6 7 8 9 10 120 30 0 0 20 0 4 0 99";
        assert_eq!(ticks(stat), Some(150));
        assert_eq!(bytes("Name:\tx\nVmRSS:\t    2048 kB\nRssAnon:\t 1024 kB\n", "RssAnon"), 1024 * 1024);
        assert_eq!(bytes("", "VmRSS"), 0);
    }

    #[test]
    fn ended_threads_are_not_lost() {
        let cpu = |threads, whole| Cpu {
            threads: Duration::from_millis(threads),
            whole: Duration::from_millis(whole),
        };
        assert_eq!(cpu(110, 120).since(cpu(100, 100)), Duration::from_millis(10));
        assert_eq!(cpu(90, 200).since(cpu(100, 100)), Duration::from_millis(80));
    }
}
