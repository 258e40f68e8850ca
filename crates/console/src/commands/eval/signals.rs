//! `braise eval signals`: the small models that ship, made and measured.

use super::text::Texts;
use crate::cli::{Places, SignalsFlags};
use crate::out;
use anyhow::Context as _;
use quality::Reader;
use quality::compact::{Compact, write};
use quality::learn::{Setting, learn};
use quality::measure::auc;
use quality::signals::{TASKS, Task};
use serde_json::json;

/// N-grams share lines of small models more often; it costs less than a thousandth of the measures.
const BITS: u32 = 16;
/// One text in this many is set aside to measure by.
const ASIDE: usize = 5;

/// How a model did on what was set aside.
struct Reached {
    auc: f64,
    accuracy: f64,
    /// Mean squared error of the probabilities (Brier 1950).
    brier: f64,
}

pub fn run(places: &Places, flags: &SignalsFlags) -> anyhow::Result<()> {
    let mut models = Vec::new();
    let mut told = serde_json::Map::new();
    for task in TASKS {
        let mut texts = Texts::default();
        texts.read(&flags.texts.join(format!("{}.train.jsonl.gz", task.name)), true)?;
        let (aside, rest): (Vec<usize>, Vec<usize>) =
            (0..texts.texts.len()).partition(|text| text % ASIDE == 0);
        let model = fit(task, &texts, &rest, flags.seed)?;
        let reached = measure(task, &texts, &aside, &model);
        if places.json {
            let Reached { auc, accuracy, brier } = reached;
            told.insert(task.name.into(), json!({ "auc": auc, "accuracy": accuracy, "brier": brier }));
        } else {
            let Reached { auc, accuracy, brier } = reached;
            out::line(format!("{:12} AUC {auc:.4}  accuracy {accuracy:.4}  Brier {brier:.4}", task.name));
        }
        if flags.output.is_some() {
            let all: Vec<usize> = (0..texts.texts.len()).collect();
            models.push(fit(task, &texts, &all, flags.seed)?.expecting(share(task, &texts), task.usual));
        }
    }
    if places.json {
        out::json(&told.into());
    }
    if let Some(path) = &flags.output {
        std::fs::write(path, write(&models))
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// The share of texts a task's signal holds for.
fn share(task: Task, texts: &Texts) -> f32 {
    let class = texts.classes.iter().position(|class| class == task.label);
    let holds = texts.labels.iter().filter(|label| (**label == class) == task.applies).count();
    holds as f32 / texts.labels.len().max(1) as f32
}

fn fit(task: Task, texts: &Texts, rows: &[usize], seed: u64) -> anyhow::Result<Compact> {
    let some: Vec<&str> = rows.iter().map(|row| texts.texts[*row].as_str()).collect();
    let labels: Vec<usize> = rows.iter().filter_map(|row| texts.labels[*row]).collect();
    let setting = Setting { bits: BITS, ..Setting::default() };
    let model = learn(&some, &labels, &texts.classes, setting, seed).context(task.name)?;
    let compact = Compact::new(&model, task.label).context(task.name)?;
    Ok(if task.applies { compact } else { compact.negated() })
}

fn measure(task: Task, texts: &Texts, rows: &[usize], model: &Compact) -> Reached {
    let mut reader = Reader::default();
    let class = texts.classes.iter().position(|class| class == task.label);
    let scored: Vec<(f64, bool)> = rows
        .iter()
        .map(|row| {
            reader.read(&texts.texts[*row]);
            (f64::from(model.chance(&mut reader)), (texts.labels[*row] == class) == task.applies)
        })
        .collect();
    let many = scored.len().max(1) as f64;
    let mean = |of: &dyn Fn(f64, bool) -> f64| scored.iter().map(|(p, is)| of(*p, *is)).sum::<f64>() / many;
    Reached {
        accuracy: mean(&|chance, is| f64::from(u8::from((chance > 0.5) == is))),
        brier: mean(&|chance, is| (chance - f64::from(u8::from(is))).powi(2)),
        auc: auc(scored.iter().copied()),
    }
}
