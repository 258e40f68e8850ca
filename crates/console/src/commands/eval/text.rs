//! `braise eval text`.

use super::lines::{each_line, peak_memory};
use crate::cli::{Places, TextFlags};
use crate::out;
use anyhow::Context as _;
use quality::learn::{Setting, learn};
use quality::measure::{Measures, measures};
use quality::{Model, Reader};
use serde_json::{Value, json};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::Instant;

/// Labelled texts of one or several files.
#[derive(Default)]
pub struct Texts {
    pub texts: Vec<String>,
    /// By text, where the file told one.
    pub labels: Vec<Option<usize>>,
    pub classes: Vec<String>,
}

impl Texts {
    pub fn read(&mut self, path: &Path, must_be_labelled: bool) -> anyhow::Result<()> {
        each_line(path, |line| {
            let line: Value = serde_json::from_str(line).context("no JSON object")?;
            let text = line["text"].as_str().context("no \"text\"")?;
            let label = match (&line["label"], must_be_labelled) {
                (Value::String(label), _) => Some(self.class(label)),
                (Value::Null, false) => None,
                _ => anyhow::bail!("no \"label\""),
            };
            self.texts.push(text.to_owned());
            self.labels.push(label);
            Ok(())
        })
    }

    fn class(&mut self, name: &str) -> usize {
        self.classes.iter().position(|class| class == name).unwrap_or_else(|| {
            self.classes.push(name.to_owned());
            self.classes.len() - 1
        })
    }
}

pub fn run(places: &Places, flags: &TextFlags) -> anyhow::Result<()> {
    let mut train = Texts::default();
    flags.train.iter().try_for_each(|path| train.read(path, true))?;
    let mut input = Texts { classes: train.classes.clone(), ..Texts::default() };
    input.read(&flags.input, false)?;
    anyhow::ensure!(train.classes.len() <= 16, "more than sixteen labels");
    let begun = Instant::now();
    let labels: Vec<usize> = train.labels.iter().flatten().copied().collect();
    let model = learn(&train.texts, &labels, &train.classes, Setting::default(), flags.seed)?;
    let seconds = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let mut reader = Reader::default();
    let chances: Vec<Vec<f32>> = input.texts.iter().map(|text| model.chances(text, &mut reader)).collect();
    let speed = input.texts.len() as f64 / begun.elapsed().as_secs_f64().max(1e-9);
    if let Some(path) = &flags.output {
        write(path, &model, &chances).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    report(places, &model, &input, &chances, (seconds, speed));
    Ok(())
}

fn write(path: &Path, model: &Model, chances: &[Vec<f32>]) -> std::io::Result<()> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    for chances in chances {
        let by_name: serde_json::Map<String, Value> =
            model.classes().iter().cloned().zip(chances.iter().map(|chance| json!(chance))).collect();
        writeln!(file, "{}", json!({ "label": model.label(chances), "p": by_name }))?;
    }
    file.flush()
}

fn report(places: &Places, model: &Model, input: &Texts, chances: &[Vec<f32>], time: (f64, f64)) {
    let (seconds, speed) = time;
    let measured = measured(model, input, chances);
    if places.json {
        let measures = measured.map(|measured| {
            let areas: serde_json::Map<String, Value> =
                model.classes().iter().cloned().zip(measured.auc.iter().map(|area| json!(area))).collect();
            json!({ "accuracy": measured.accuracy, "weighted_f1": measured.weighted_f1,
                "macro_f1": measured.macro_f1, "mcc": measured.mcc, "auc": areas })
        });
        out::json(&json!({
            "texts": input.texts.len(), "measures": measures, "train_seconds": seconds,
            "texts_per_second": speed, "peak_memory_bytes": peak_memory(),
        }));
        return;
    }
    out::line(format!("texts       {}", input.texts.len()));
    if let Some(measured) = measured {
        out::line(format!("accuracy    {:.4}", measured.accuracy));
        out::line(format!("weighted F1 {:.4}", measured.weighted_f1));
        out::line(format!("macro F1    {:.4}", measured.macro_f1));
        out::line(format!("MCC         {:.4}", measured.mcc));
        for (class, area) in model.classes().iter().zip(&measured.auc) {
            out::line(format!("AUC         {area:.4}  {class} or not"));
        }
    }
    out::line(format!("learned in  {seconds:.1} s"));
    out::line(format!("speed       {speed:.0} texts a second on one core"));
}

/// The measures over those texts of the input that have a label.
fn measured(model: &Model, input: &Texts, chances: &[Vec<f32>]) -> Option<Measures> {
    let rows: Vec<(usize, &Vec<f32>)> =
        input.labels.iter().zip(chances).filter_map(|(label, chances)| Some(((*label)?, chances))).collect();
    if rows.is_empty() {
        return None;
    }
    let labels: Vec<usize> = rows.iter().map(|(label, _)| *label).collect();
    let guesses: Vec<usize> = rows.iter().map(|(_, chances)| model.guess(chances)).collect();
    // A label the model never saw has no probability and is always wrong.
    let classes = model.classes().len().max(input.classes.len());
    let probability = |row: usize, class: usize| rows[row].1.get(class).copied().map_or(0.0, f64::from);
    Some(measures(&labels, &guesses, classes, Some(&probability)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_written_a_line_each_and_mistakes_are_placed() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        let line = |n: usize| {
            let (text, label) =
                if n < 30 { ("a walk by the river", "ham") } else { ("cash prize now", "spam") };
            format!("{{\"text\": \"{text} {n}\", \"label\": \"{label}\"}}\n")
        };
        std::fs::write(file("train"), (0..60).map(line).collect::<String>()).unwrap();
        std::fs::write(
            file("input"),
            "{\"text\": \"win a cash prize\"}\n{\"text\": \"a walk by the river 8\"}\n",
        )
        .unwrap();
        let mut flags = TextFlags {
            train: vec![file("train")],
            input: file("input"),
            output: Some(file("out")),
            seed: 0,
        };
        run(&Places::default(), &flags).unwrap();
        let out = std::fs::read_to_string(file("out")).unwrap();
        let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((&lines[0]["label"], &lines[1]["label"]), (&json!("spam"), &json!("ham")));
        let sum = lines[0]["p"]["spam"].as_f64().unwrap() + lines[0]["p"]["ham"].as_f64().unwrap();
        assert!((sum - 1.0).abs() < 1e-5);
        std::fs::write(file("broken"), "{\"text\": \"a\", \"label\": \"b\"}\n{\"text\": 3}\n").unwrap();
        flags.train = vec![file("broken")];
        let wrong = format!("{:#}", run(&Places::default(), &flags).unwrap_err());
        assert!(wrong.contains("broken, line 2"), "{wrong}");
    }
}
