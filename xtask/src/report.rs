//! The steps of a run: timed while they go, told together at the end.

use anyhow::Result;
use std::time::{Duration, Instant};

/// What happened in a run so far.
pub struct Report {
    started: Instant,
    steps: Vec<(String, Outcome, Duration)>,
}

/// A step done beside others, whose words wait until those are through.
pub struct Aside {
    name: String,
    passed: bool,
    took: Duration,
    said: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

impl Aside {
    /// Does a step that talks to nobody.
    pub fn step(name: &str, work: impl FnOnce() -> Result<(bool, String)>) -> Self {
        let started = Instant::now();
        let (passed, said) = work().unwrap_or_else(|why| (false, format!("{why:#}")));
        Self { name: name.to_owned(), passed, took: started.elapsed(), said }
    }
}

impl Report {
    /// A run begins.
    pub fn begin() -> Self {
        Self { started: Instant::now(), steps: Vec::new() }
    }

    /// Tells of a step done beside others, remembers how it went, and says so.
    pub fn note(&mut self, aside: Aside) -> bool {
        println!("\n── {}\n{}", aside.name, aside.said.trim_end());
        let outcome = if aside.passed { Outcome::Passed } else { Outcome::Failed };
        self.steps.push((aside.name, outcome, aside.took));
        aside.passed
    }

    /// Does one step and remembers how it went; an error is told and counts as a failure.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Result<bool>) -> bool {
        println!("\n── {name}");
        let started = Instant::now();
        let passed = work().unwrap_or_else(|why| {
            eprintln!("{why:#}");
            false
        });
        let outcome = if passed { Outcome::Passed } else { Outcome::Failed };
        self.steps.push((name.to_owned(), outcome, started.elapsed()));
        passed
    }

    /// Does a preparation that has no outcome of its own but takes its time.
    pub fn time<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        println!("\n── {name}");
        let started = Instant::now();
        let made = work();
        self.steps.push((name.to_owned(), Outcome::Passed, started.elapsed()));
        made
    }

    /// Notes a step that was not done, and why.
    pub fn skip(&mut self, name: &str, why: &str) {
        self.steps.push((format!("{name} ({why})"), Outcome::Skipped, Duration::ZERO));
    }

    /// Whether every step so far passed.
    pub fn all_passed(&self) -> bool {
        self.steps.iter().all(|(_, outcome, _)| *outcome != Outcome::Failed)
    }

    /// Prints one line a step and the whole time.
    pub fn print(&self) {
        println!("\n── summary");
        for (name, outcome, took) in &self.steps {
            let word = match outcome {
                Outcome::Passed => "passed",
                Outcome::Failed => "FAILED",
                Outcome::Skipped => "skipped",
            };
            println!("{word:>8} {:>7}  {name}", seconds(*took));
        }
        println!("{:>8} {:>7}", "in all", seconds(self.started.elapsed()));
    }
}

fn seconds(time: Duration) -> String {
    if time.is_zero() { "-".to_owned() } else { format!("{:.1} s", time.as_secs_f64()) }
}
