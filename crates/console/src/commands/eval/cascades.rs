//! `braise eval cascades`.

use super::recorded;
use crate::cli::{CascadesFlags, Places};
use crate::out;
use anyhow::Context as _;
use radar::forecast::{Example, Forecast, Model, Plan, Recorded, examples, shipped, train};
use radar::measure::{Measures, Outcome, measure};
use serde_json::{Value, json};
use std::io::{BufWriter, IsTerminal as _, Write as _};
use std::path::Path;
use std::time::Instant;

/// The fewest events of a cascade that is measured.
const LEAST_SEEN: u32 = 10;

pub fn run(places: &Places, flags: &CascadesFlags) -> anyhow::Result<()> {
    run_by(places, flags, &Plan { seed: flags.seed, ..Plan::default() })
}

/// The same by any plan of learning.
fn run_by(places: &Places, flags: &CascadesFlags, plan: &Plan) -> anyhow::Result<()> {
    let begun = Instant::now();
    anyhow::ensure!(flags.at > 0, "--at has to be at least one second");
    let known = read_all(flags.train.iter().chain(&flags.valid).map(std::path::PathBuf::as_path))?;
    let (ids, input): (Vec<Value>, Vec<Recorded>) = recorded::read(&flags.input)?.into_iter().unzip();
    let model = model(flags, std::slice::from_ref(&known), plan)?;
    let seen = examples(&known, &input, flags.at, false);
    let said: Vec<Said> = seen.iter().map(|example| Said::of(&model, example)).collect();
    write(&flags.output, &ids, &said)
        .with_context(|| format!("{} cannot be written", flags.output.display()))?;
    // Where nothing happened after the age in any cascade, they were cut there, and nothing can be measured.
    let whole = input.iter().any(|recorded| recorded.until(flags.at) < recorded.events.len());
    let measured = whole.then(|| measure(&outcomes(&seen, &said)));
    tell(places, &model, input.len(), measured, begun.elapsed().as_secs_f64());
    Ok(())
}

/// All cascades of some files, in the order of time.
pub fn read_all<'a>(paths: impl Iterator<Item = &'a Path>) -> anyhow::Result<Vec<Recorded>> {
    let mut all = Vec::new();
    for path in paths {
        all.extend(recorded::read(path)?.into_iter().map(|(_, recorded)| recorded));
    }
    all.sort_by_key(|recorded| recorded.root.at);
    Ok(all)
}

/// Sets of cascades as they were at some ages. Sets know nothing of each other's people, and none counts as older than
/// another.
pub fn looks(sets: &[Vec<Recorded>], ages: &[u32]) -> Vec<Example> {
    let mut looked: Vec<(f64, usize, Example)> = Vec::new();
    for (number, set) in sets.iter().enumerate() {
        for example in ages.iter().flat_map(|age| examples(&[], set, *age, true)) {
            looked.push((f64::from(example.cascade) / set.len() as f64, number, example));
        }
    }
    looked.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let (mut count, mut before) = (0, None);
    for (_, set, example) in &mut looked {
        let this = (*set, example.cascade);
        count += u32::from(before.is_some_and(|before| before != this));
        before = Some(this);
        example.cascade = count;
    }
    looked.into_iter().map(|(_, _, example)| example).collect()
}

/// Learns from sets of cascades as they were at some ages, telling a terminal how far it is.
pub fn learn(sets: &[Vec<Recorded>], ages: &[u32], plan: &Plan) -> anyhow::Result<Model> {
    let looked = looks(sets, ages);
    let terminal = std::io::stderr().is_terminal();
    let model = train(&looked, plan, |done, of| {
        if terminal {
            out::overwrite(&format!("learning: {done} of {of}"));
        }
    });
    if terminal {
        out::overwrite("");
    }
    model.context(TOO_FEW)
}

/// What is said where nothing can be learned.
pub const TOO_FEW: &str = "there are too few cascades with events to learn from";

/// The model in a file.
pub fn read_model(path: &Path) -> anyhow::Result<Model> {
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Model::from_bytes(&bytes).with_context(|| path.display().to_string())
}

fn model(flags: &CascadesFlags, known: &[Vec<Recorded>], plan: &Plan) -> anyhow::Result<Model> {
    if let Some(path) = &flags.model {
        return read_model(path);
    }
    if flags.train.is_empty() {
        return Ok(shipped()?);
    }
    learn(known, &around(flags.at), plan)
}

/// Half an age, the age, twice it, and two between: younger and older looks at the same cascades teach what a
/// look at this age has in common with them.
fn around(age: u32) -> [u32; 5] {
    [0.5, 0.71, 1.0, 1.41, 2.0].map(|part| ((f64::from(age) * part) as u32).max(1))
}

/// A forecast with its interval, in events.
struct Said {
    seen: u32,
    forecast: Forecast,
    low: f32,
    high: f32,
}

impl Said {
    fn of(model: &Model, example: &Example) -> Self {
        let forecast = model.forecast(&example.features, example.seen);
        let (low, high) = model.running().interval().around(&forecast, example.seen);
        // Sizes are whole numbers.
        Self { seen: example.seen, forecast, low: low.floor(), high: high.ceil() }
    }
}

fn write(path: &Path, ids: &[Value], said: &[Said]) -> std::io::Result<()> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    let short = |value: f32, digits: f64| (f64::from(value) * digits).round() / digits;
    for (id, said) in ids.iter().zip(said) {
        let line = json!({
            "id": id,
            "seen": said.seen,
            "final": short(said.forecast.whole, 100.0),
            "low": said.low as u64,
            "high": said.high as u64,
            "p_top5": short(said.forecast.top, 1e6),
            "p_double": short(said.forecast.doubles, 1e6),
            "p_peak_ahead": short(said.forecast.peak_ahead, 1e6),
        });
        writeln!(file, "{line}")?;
    }
    file.flush()
}

fn outcomes(seen: &[Example], said: &[Said]) -> Vec<Outcome> {
    let outcome = |(example, said): (&Example, &Said)| Outcome {
        seen: f64::from(example.seen),
        whole: f64::from(example.whole),
        expected: f64::from(said.forecast.whole),
        low: f64::from(said.low),
        high: f64::from(said.high),
        top: f64::from(said.forecast.top),
        doubles: f64::from(said.forecast.doubles),
        peak: f64::from(said.forecast.peak_ahead),
        peaked_later: example.peak_ahead,
    };
    seen.iter().zip(said).filter(|(example, _)| example.seen >= LEAST_SEEN).map(outcome).collect()
}

fn tell(places: &Places, model: &Model, cascades: usize, measured: Option<Measures>, seconds: f64) {
    if places.json {
        let measures = measured.map(|measured| {
            json!({
                "cascades": measured.count, "msle_growth": measured.growth, "msle_final": measured.size,
                "mape": measured.mean_error, "median_ape": measured.median_error, "tau": measured.tau,
                "auc": measured.auc, "precision_at_5_percent": measured.precision,
                "auc_double": measured.auc_doubles, "auc_peak_ahead": measured.auc_peak,
                "coverage": measured.covered, "width_log2": measured.width,
            })
        });
        out::json(&json!({
            "cascades": cascades, "learned_from": model.learned_from(), "measures": measures,
            "seconds": seconds,
        }));
        return;
    }
    out::line(format!("cascades          {cascades}, learned from {}", model.learned_from()));
    match measured {
        None => out::line("measures          none: the cascades end at the age they were seen at"),
        Some(measured) => {
            out::line(format!("measured          {} with at least {LEAST_SEEN} events seen", measured.count));
            for (name, value) in [
                ("MSLE growth", measured.growth),
                ("MSLE final", measured.size),
                ("MAPE", measured.mean_error),
                ("median APE", measured.median_error),
                ("Kendall tau", measured.tau),
                ("AUC, top 5 %", measured.auc),
                ("precision, top 5 %", measured.precision),
                ("AUC, doubles", measured.auc_doubles),
                ("AUC, peak ahead", measured.auc_peak),
                ("80 % covered", measured.covered),
                ("width in log2", measured.width),
            ] {
                out::line(format!("{name:18}{value:.3}"));
            }
        }
    }
    out::line(format!("seconds           {seconds:.1}"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;
    use std::path::PathBuf;

    /// Cascades of growing pace, an event every few seconds until `until`.
    fn lines(from: u32, count: u32, until: u32) -> String {
        let mut text = String::new();
        for id in from..from + count {
            let pace = 20 + id * 37 % 90;
            let events: Vec<String> = (1..60)
                .map(|step| step * step * pace / 20)
                .take_while(|after| *after <= until)
                .enumerate()
                .map(|(at, after)| {
                    format!(r#"[{after},{},{},"s"]"#, at as i64 / 4 - 1, u64::from(id) * 7 + at as u64)
                })
                .collect();
            let t0 = 1_400_000_000 + id * 5_000;
            let _ = writeln!(
                text,
                r#"{{"id":{id},"t0":{t0},"author":{},"events":[{}]}}"#,
                id % 9,
                events.join(",")
            );
        }
        text
    }

    /// What is tested is the command; how well it learns is measured elsewhere.
    fn quick() -> Plan {
        let mut plan = Plan { seeds: 1, origins: 2, seed: 3, ..Plan::default() };
        for trees in [&mut plan.growth, &mut plan.spread, &mut plan.class] {
            trees.trees = 12;
        }
        plan.likeness.landmarks = 20;
        plan
    }

    fn flags(folder: &Path, input: &str, train: &[&str]) -> CascadesFlags {
        CascadesFlags {
            train: train.iter().map(|name| folder.join(name)).collect(),
            valid: Vec::new(),
            input: folder.join(input),
            at: 600,
            output: folder.join(format!("{input}.said")),
            model: None,
            seed: 3,
        }
    }

    fn said(folder: &Path, input: &str, train: &[&str]) -> String {
        let flags = flags(folder, input, train);
        run_by(&Places { json: true, ..Places::default() }, &flags, &quick()).unwrap();
        std::fs::read_to_string(&flags.output).unwrap()
    }

    #[test]
    fn what_comes_after_the_age_changes_nothing_and_lines_have_their_shape() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
        write("train.jsonl", lines(0, 60, 600_000));
        write("whole.jsonl", lines(60, 12, 600_000));
        write("cut.jsonl", lines(60, 12, 600));
        for train in [&["train.jsonl"][..], &[]] {
            let whole = said(folder.path(), "whole.jsonl", train);
            assert_eq!(whole, said(folder.path(), "cut.jsonl", train));
            assert_eq!(whole, said(folder.path(), "whole.jsonl", train), "the same seed says the same");
            let first: Value = serde_json::from_str(whole.lines().next().unwrap()).unwrap();
            assert_eq!((whole.lines().count(), &first["id"]), (12, &json!(60)));
            let number = |name: &str| first[name].as_f64().unwrap();
            assert!(number("seen") <= number("low") && number("low") <= number("final"));
            assert!(number("final") <= number("high"));
            for chance in ["p_top5", "p_double", "p_peak_ahead"] {
                assert!((0.0..=1.0).contains(&number(chance)), "{chance}");
            }
        }
    }

    #[test]
    fn any_age_can_be_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        for (name, from) in [("train.jsonl", 0), ("in.jsonl", 60)] {
            std::fs::write(folder.path().join(name), lines(from, 60, 600_000)).unwrap();
        }
        for at in [1, 30, u32::MAX] {
            let mut flags = flags(folder.path(), "in.jsonl", &["train.jsonl"]);
            flags.at = at;
            run_by(&Places::default(), &flags, &quick()).unwrap();
            assert_eq!(std::fs::read_to_string(&flags.output).unwrap().lines().count(), 60);
        }
    }

    #[test]
    fn mistakes_are_placed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| -> PathBuf { folder.path().join(name) };
        std::fs::write(path("in.jsonl"), format!("{}oops\n", lines(0, 2, 600))).unwrap();
        std::fs::write(path("few.jsonl"), lines(0, 3, 600_000)).unwrap();
        let refused =
            |flags: &CascadesFlags| format!("{:#}", run_by(&Places::default(), flags, &quick()).unwrap_err());
        let told = refused(&flags(folder.path(), "in.jsonl", &[]));
        assert!(told.contains("in.jsonl, line 3: this is not JSON"), "{told}");
        let told = refused(&flags(folder.path(), "few.jsonl", &["few.jsonl"]));
        assert!(told.contains("too few cascades"), "{told}");
        let mut other = flags(folder.path(), "few.jsonl", &[]);
        other.model = Some(path("few.jsonl"));
        assert!(refused(&other).contains("this is not a model"), "{}", refused(&other));
        other.at = 0;
        assert!(refused(&other).contains("--at"));
    }
}
