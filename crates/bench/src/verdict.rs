//! The targets, and whether they were met. A missed one is printed, never a failure.

use crate::compare::Measured;
use crate::kinds::{HOME, PAGE};
use crate::report::{Report, Row};

/// The home timeline may cost so many times the floor's CPU.
const HOME_TIMES_FLOOR: f64 = 3.0;
/// The home page may cost so many times the CPU of the same posts as JSON.
const PAGE_TIMES_JSON: f64 = 4.0;
/// Memory when nobody asks anything, in MB.
const IDLE_MB: f64 = 60.0;
/// From start to listening, in seconds.
const START_SECONDS: f64 = 2.0;
/// How much longer a post of an author with a thousand times the followers may take: noise.
const FOLLOWERS_TIMES: f64 = 1.25;

/// A target beside what was found.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Target {
    /// What is held to it.
    pub name: &'static str,
    /// At most this.
    pub most: f64,
    /// What was measured.
    pub found: f64,
    /// Of what.
    pub unit: &'static str,
}

impl Target {
    /// Whether it was met.
    pub fn is_met(&self) -> bool {
        self.found <= self.most
    }
}

/// The targets that what was measured can speak to.
pub fn targets(report: &Report) -> Vec<Target> {
    let mut targets = Vec::new();
    let mut hold = |name, most, found: Option<f64>, unit| {
        targets.extend(found.map(|found| Target { name, most, found, unit }));
    };
    let row = |name: &str| report.rows.iter().find(|row| row.name == name);
    let ratio = |one: &str, other: &str, of: fn(&Measured) -> f64| {
        Some(of(&row(one)?.server) / of(&row(other)?.server).max(1e-9))
    };
    hold("home timeline, CPU", HOME_TIMES_FLOOR, row(HOME).and_then(Row::times_floor), "× floor");
    hold("home page, CPU", PAGE_TIMES_JSON, ratio(PAGE, HOME, |found| found.cpu), "× JSON");
    hold("idle memory after start", IDLE_MB, Some(report.idle.resident as f64 / 1e6), "MB");
    hold("idle memory after all requests", IDLE_MB, Some(report.after.resident as f64 / 1e6), "MB");
    hold("start with this data", START_SECONDS, Some(report.start), "s");
    let (few, many) = POSTING[0];
    hold("post, 10,000 followers against 10", FOLLOWERS_TIMES, ratio(many, few, |found| found.p50), "× p50");
    let (few, many) = POSTING[1];
    let name = "the same, 32 at a time";
    hold(name, FOLLOWERS_TIMES, ratio(many, few, |found| found.p50), "× p50");
    targets
}

/// The names of the rows about posting: alone and many at a time; by the author few follow and by
/// the one many follow.
pub const POSTING: [(&str, &str); 2] = [
    ("post, durable, 10 followers", "post, durable, 10,000 followers"),
    ("32 posts at a time, 10 followers", "32 posts at a time, 10,000 foll."),
];
