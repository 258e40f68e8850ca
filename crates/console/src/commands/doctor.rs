//! `braise doctor`: what is well, what is not, and what to do about it.

mod clock;
mod database;
mod disk;
mod mail;
mod models;
mod programs;
mod url;

use super::{app_config, start_log};
use crate::cli::Places;
use crate::out;
use crate::settings::Loaded;
use serde_json::{Value, json};

/// How something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Well,
    /// It works, but.
    Warning,
    /// It does not work.
    Failure,
}

impl State {
    const fn word(self) -> &'static str {
        match self {
            Self::Well => "ok",
            Self::Warning => "warn",
            Self::Failure => "fail",
        }
    }
}

/// What was found out about one thing.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Finding {
    what: &'static str,
    state: State,
    sentence: String,
    /// What to do.
    advice: String,
}

impl Finding {
    fn well(what: &'static str, sentence: impl Into<String>) -> Self {
        Self { what, state: State::Well, sentence: sentence.into(), advice: String::new() }
    }

    fn warning(what: &'static str, sentence: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what, state: State::Warning, sentence: sentence.into(), advice: advice.into() }
    }

    fn failure(what: &'static str, sentence: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what, state: State::Failure, sentence: sentence.into(), advice: advice.into() }
    }
}

pub fn run(loaded: &Loaded, places: &Places) -> anyhow::Result<()> {
    start_log(if loaded.is_set("log") { &loaded.settings.log.0 } else { "error" });
    let mut findings = vec![Finding::well("settings", "every setting can be read")];
    findings.extend(disk::check(&loaded.data));
    findings.extend(database::check(loaded));
    findings.extend(clock::check(&loaded.data));
    findings.extend(url::check(loaded));
    findings.push(mail::check(loaded));
    findings.extend([models::check(loaded), models::check_painter(loaded)]);
    findings.push(programs::check());
    tell(&findings, places.json);
    let failures = findings.iter().filter(|finding| finding.state == State::Failure).count();
    anyhow::ensure!(failures == 0, "{failures} of {} checks failed", findings.len());
    Ok(())
}

fn tell(findings: &[Finding], json: bool) {
    if json {
        let told = |finding: &Finding| {
            json!({
                "check": finding.what, "state": finding.state.word(), "finding": finding.sentence,
                "advice": Some(&finding.advice).filter(|advice| !advice.is_empty()),
            })
        };
        return out::json(&Value::from(findings.iter().map(told).collect::<Vec<_>>()));
    }
    for finding in findings {
        out::line(format!("{:<5} {:<9} {}", finding.state.word(), finding.what, finding.sentence));
        if !finding.advice.is_empty() {
            out::line(format!("      {:<9} → {}", "", finding.advice));
        }
    }
}
