//! Five-fold measures of a file of labelled texts, as they stand in `MODEL.md`:
//! `cargo run -p braise-quality --example folds -- FILE [BITS]`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for whoever changes the models")]

use braise_quality::Reader;
use braise_quality::learn::{Setting, learn};
use braise_quality::measure::measures;
use std::io::Read as _;

const FOLDS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let bits = arguments.get(2).map_or(Setting::default().bits, |bits| bits.parse().unwrap());
    let setting = Setting { bits, ..Setting::default() };
    let mut lines = String::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(&arguments[1]).unwrap())
        .read_to_string(&mut lines)
        .unwrap();
    let (mut texts, mut labels, mut classes) = (Vec::new(), Vec::new(), Vec::<String>::new());
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let label = line["label"].as_str().unwrap();
        labels.push(classes.iter().position(|class| class == label).unwrap_or_else(|| {
            classes.push(label.to_owned());
            classes.len() - 1
        }));
        texts.push(line["text"].as_str().unwrap().to_owned());
    }
    let mut chances = vec![Vec::new(); texts.len()];
    let mut guesses = vec![0; texts.len()];
    let mut took = 0.0;
    for fold in 0..FOLDS {
        let (test, train): (Vec<usize>, Vec<usize>) =
            (0..texts.len()).partition(|text| text * 7919 / 13 % FOLDS == fold);
        let known: Vec<&str> = train.iter().map(|text| texts[*text].as_str()).collect();
        let known_labels: Vec<usize> = train.iter().map(|text| labels[*text]).collect();
        let model = learn(&known, &known_labels, &classes, setting, 0).unwrap();
        let mut reader = Reader::default();
        let begun = std::time::Instant::now();
        for text in test {
            chances[text] = model.chances(&texts[text], &mut reader);
            guesses[text] = model.guess(&chances[text]);
        }
        took += begun.elapsed().as_secs_f64();
    }
    let probability = |row: usize, class: usize| f64::from(chances[row][class]);
    let found = measures(&labels, &guesses, classes.len(), Some(&probability));
    println!("{} {classes:?} {found:.4?} {:.0} texts/s", arguments[1], texts.len() as f64 / took);
}
