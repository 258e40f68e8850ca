//! The results, as tables and as JSON.

use crate::compare::Measured;
use crate::fill::{Size, World};
use crate::machine::Machine;
use crate::out;
use crate::process::Memory;
use crate::verdict::{Target, targets};
use serde_json::{Value, json};

/// A kind of request, measured.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Row {
    /// What it is called.
    pub name: &'static str,
    /// Connections it was asked on.
    pub connections: usize,
    /// The server.
    pub server: Measured,
    /// The floor.
    pub floor: Measured,
}

impl Row {
    /// The server's CPU time in times of the floor's; none where it cannot be measured.
    pub fn times_floor(&self) -> Option<f64> {
        (self.floor.cpu > 0.0).then(|| self.server.cpu / self.floor.cpu)
    }
}

/// Everything that was measured.
pub struct Report {
    /// On what.
    pub machine: Machine,
    /// Seconds from start to listening.
    pub start: f64,
    /// Memory when nothing had been asked.
    pub idle: Memory,
    /// Memory when everything had been asked.
    pub after: Memory,
    /// The kinds.
    pub rows: Vec<Row>,
    /// Kinds that could not be measured, and the status they were answered with.
    pub refused: Vec<(&'static str, u16)>,
}

/// What stands over the tables.
pub fn head(machine: &Machine, size: Size, world: &World) {
    let (seconds, writes) = world.filled;
    out::line(format!("Machine: {machine}"));
    out::line(format!(
        "Data: {} authors, {} who only follow, {} posts; filled in {seconds:.0} s, {:.0} events a second.",
        size.authors,
        size.followers,
        size.posts,
        writes as f64 / seconds.max(1e-9)
    ));
    out::line("");
    out::line(format!(
        "{:<34}{:>5}{:>9}{:>9}{:>10}{:>10}{:>10}{:>10}{:>8}",
        "request", "conn", "bytes", "req/s", "p50 µs", "p99 µs", "CPU µs", "floor", "× floor"
    ));
}

/// A line of the table.
pub fn row(row: &Row) {
    let Measured { per_second, p50, p99, cpu, size, refused, .. } = &row.server;
    let times = row.times_floor().map_or_else(|| "–".to_owned(), |times| format!("{times:.2}"));
    let complaint = if *refused > 0 { format!("  {refused} refused!") } else { String::new() };
    out::line(format!(
        "{:<34}{:>5}{size:>9}{per_second:>9.0}{p50:>10.0}{p99:>10.0}{cpu:>10.1}{:>10.1}{times:>8}{complaint}",
        row.name, row.connections, row.floor.cpu
    ));
}

impl Report {
    /// What stands under the table.
    pub fn tail(&self) {
        for (name, status) in &self.refused {
            out::line(format!("{name:<34} answered {status}: not measured"));
        }
        out::line("");
        let mb = |bytes: u64| bytes as f64 / 1e6;
        for (when, memory) in [("after start", self.idle), ("after all requests", self.after)] {
            let Memory { resident, own, file } = memory;
            let (resident, own, file) = (mb(resident), mb(own), mb(file));
            out::line(format!(
                "Memory {when}: {resident:.1} MB resident ({own:.1} its own, {file:.1} files)"
            ));
        }
        out::line(format!("Start: {:.2} s until it listens", self.start));
        out::line("");
        for target in targets(self) {
            let Target { name, most, found, unit } = &target;
            let word = if target.is_met() { "met   " } else { "MISSED" };
            out::line(format!("{word} {name:<36} {found:>7.2} {unit}, at most {most}"));
        }
    }

    /// All of it for other programs.
    pub fn json(&self) -> Value {
        let target = |target: Target| {
            json!({
                "name": target.name, "most": target.most, "found": target.found, "unit": target.unit,
                "met": target.is_met(),
            })
        };
        json!({
            "machine": self.machine,
            "start_seconds": self.start,
            "memory": { "idle": self.idle, "after": self.after },
            "requests": self.rows,
            "refused": self.refused.iter().map(|(name, status)| json!([name, status])).collect::<Vec<_>>(),
            "targets": targets(self).into_iter().map(target).collect::<Vec<_>>(),
        })
    }
}
