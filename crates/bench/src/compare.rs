//! Measuring two or three things in turn, in short stretches, so that whatever else the machine does
//! meanwhile falls on all of them alike.

use crate::http::Request;
use crate::load::{Pool, Tally};
use crate::process::Process;

/// Stretches each side is measured in.
const ROUNDS: usize = 8;

/// One of the things compared.
pub struct Side<'a> {
    /// The process asked.
    pub process: &'a Process,
    /// The requests asked of it, in all rounds together.
    pub requests: Vec<Request>,
}

/// What one side came to.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Measured {
    /// Requests a second.
    pub per_second: f64,
    /// The latency half of the answers stayed within, in microseconds.
    pub p50: f64,
    /// The latency all but a hundredth stayed within, in microseconds.
    pub p99: f64,
    /// CPU microseconds of the process a request: the median of the rounds.
    pub cpu: f64,
    /// Bytes of a body, on average.
    pub size: usize,
    /// How many were asked.
    pub requests: usize,
    /// How many were answered with something else than 2xx.
    pub refused: usize,
}

/// Measures the sides in turn, on so many connections each.
pub async fn measure(sides: &[Side<'_>], connections: usize) -> anyhow::Result<Vec<Measured>> {
    let mut pools = Vec::with_capacity(sides.len());
    for side in sides {
        pools.push(Pool::open(side.process, connections).await?);
    }
    let mut rounds: Vec<Vec<Tally>> = vec![Vec::new(); sides.len()];
    for round in 0..ROUNDS {
        for ((side, pool), tallies) in sides.iter().zip(&mut pools).zip(&mut rounds) {
            let size = side.requests.len().div_ceil(ROUNDS).max(1);
            let Some(some) = side.requests.chunks(size).nth(round) else { continue };
            tallies.push(pool.ask(side.process, some.into()).await?);
        }
    }
    Ok(rounds.iter().map(|tallies| summed(tallies)).collect())
}

fn summed(rounds: &[Tally]) -> Measured {
    let mut all = Tally::default();
    rounds.iter().for_each(|tally| {
        all.add(tally);
        all.wall += tally.wall;
    });
    let mut each: Vec<f64> = rounds.iter().map(Tally::cpu_each).collect();
    each.sort_unstable_by(f64::total_cmp);
    Measured {
        per_second: all.took.len() as f64 / all.wall.as_secs_f64().max(f64::EPSILON),
        p50: all.quantile(0.5),
        p99: all.quantile(0.99),
        cpu: each.get(each.len() / 2).copied().unwrap_or_default(),
        size: all.bytes / all.took.len().max(1),
        requests: all.took.len(),
        refused: all.refused.0,
    }
}
