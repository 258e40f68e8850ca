//! Asking many requests, a fixed number on a fixed number of connections.

use crate::http::{Connection, Request};
use crate::process::{Cpu, Process};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What a stretch of requests came to.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How long each answer took.
    pub took: Vec<Duration>,
    /// The process's CPU time over all of them.
    pub cpu: Duration,
    /// How long all of them took together.
    pub wall: Duration,
    /// The bodies' lengths together.
    pub bytes: usize,
    /// Answers that did not say 2xx, and the last such status.
    pub refused: (usize, u16),
}

impl Tally {
    /// CPU microseconds a request.
    pub fn cpu_each(&self) -> f64 {
        micros(self.cpu) / self.took.len().max(1) as f64
    }

    /// Adds the answers and costs of another stretch; how long it took is for the caller to add,
    /// who knows whether the two went on at the same time.
    pub fn add(&mut self, other: &Self) {
        self.took.extend_from_slice(&other.took);
        self.cpu += other.cpu;
        self.bytes += other.bytes;
        self.refused = (self.refused.0 + other.refused.0, self.refused.1.max(other.refused.1));
    }

    /// The latency this share of the answers stays within, in microseconds.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.took.clone();
        sorted.sort_unstable();
        let last = sorted.len().saturating_sub(1);
        let place = (share * last as f64).round() as usize;
        sorted.get(place.min(last)).map_or(0.0, |took| micros(*took))
    }
}

/// A duration in microseconds.
pub fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

/// Connections to a process, kept from one stretch to the next.
pub struct Pool {
    connections: Vec<Connection>,
}

impl Pool {
    /// Opens so many connections.
    pub async fn open(process: &Process, connections: usize) -> anyhow::Result<Self> {
        let mut all = Vec::with_capacity(connections);
        for _ in 0..connections {
            all.push(Connection::open(process.address).await?);
        }
        Ok(Self { connections: all })
    }

    /// Asks these requests, each once, as fast as the answers come.
    pub async fn ask(&mut self, process: &Process, requests: Arc<[Request]>) -> anyhow::Result<Tally> {
        let next = Arc::new(AtomicUsize::new(0));
        let before: Cpu = process.cpu();
        let started = Instant::now();
        let mut workers = JoinSet::new();
        for mut connection in std::mem::take(&mut self.connections) {
            let (requests, next) = (Arc::clone(&requests), Arc::clone(&next));
            workers.spawn(async move {
                let mut tally = Tally::default();
                while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let answer = connection.ask(request).await?;
                    tally.took.push(answer.took);
                    tally.bytes += answer.size;
                    if !(200..300).contains(&answer.status) {
                        tally.refused = (tally.refused.0 + 1, answer.status);
                    }
                }
                anyhow::Ok((connection, tally))
            });
        }
        let mut tally = Tally::default();
        while let Some(done) = workers.join_next().await {
            let (connection, part) = done??;
            self.connections.push(connection);
            tally.add(&part);
        }
        tally.wall = started.elapsed();
        tally.cpu = process.cpu().since(before);
        Ok(tally)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_answers_that_were_measured() {
        let took = (1..=100).rev().map(Duration::from_millis).collect();
        let tally = Tally { took, ..Tally::default() };
        assert_eq!(tally.quantile(0.5), 51_000.0);
        assert_eq!(tally.quantile(0.99), 99_000.0);
        assert_eq!(Tally::default().quantile(0.5), 0.0);
    }
}
