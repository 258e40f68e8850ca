//! Forecasts tried on cascades that came later: how the settings of training were chosen.
//!
//! `cargo run -p braise-radar --example rolling -- FILE…`: the files are one set in the order of time.

#![allow(clippy::print_stdout)]

use braise_radar::cascade::{Event, Root};
use braise_radar::forecast::{Plan, Recorded, examples, train};
use braise_radar::measure::{Measures, Outcome, measure};
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::io::{BufRead as _, BufReader};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let mut all = Vec::new();
    for file in &files {
        let lines = BufReader::new(MultiGzDecoder::new(std::fs::File::open(file)?)).lines();
        for line in lines {
            all.push(recorded(&serde_json::from_str(&line?)?));
        }
    }
    let plan = Plan::default();
    for age in [600, 3_600, 21_600] {
        let mut rows = Vec::new();
        for (from, to) in [(0.5, 0.65), (0.65, 0.8), (0.8, 1.0)] {
            let cut = |share: f64| (all.len() as f64 * share) as usize;
            let measured = tried(&all[..cut(from)], &all[cut(from)..cut(to)], age, &plan);
            println!("{age:6} {}", line(&measured));
            rows.push(measured);
        }
        let mean = |of: &dyn Fn(&Measures) -> f64| rows.iter().map(of).sum::<f64>() / rows.len() as f64;
        println!(
            "{age:6} MEAN  growth {:.3} size {:.3} tau {:.3} auc {:.3} p5 {:.2} double {:.3} peak {:.3} covered {:.3}",
            mean(&|m| m.growth),
            mean(&|m| m.size),
            mean(&|m| m.tau),
            mean(&|m| m.auc),
            mean(&|m| m.precision),
            mean(&|m| m.auc_doubles),
            mean(&|m| m.auc_peak),
            mean(&|m| m.covered),
        );
    }
    Ok(())
}

fn line(m: &Measures) -> String {
    format!(
        "n {:4} growth {:.3} size {:.3} tau {:.3} auc {:.3} p5 {:.2} double {:.3} peak {:.3} covered {:.3} width {:.2}",
        m.count, m.growth, m.size, m.tau, m.auc, m.precision, m.auc_doubles, m.auc_peak, m.covered, m.width
    )
}

fn tried(known: &[Recorded], later: &[Recorded], age: u32, plan: &Plan) -> Measures {
    let learned: Vec<_> = [0.5, 0.71, 1.0, 1.41, 2.0]
        .into_iter()
        .flat_map(|part| examples(&[], known, (f64::from(age) * part) as u32, true))
        .collect();
    let Some(model) = train(&learned, plan, |_, _| ()) else { return Measures::default() };
    let outcomes: Vec<Outcome> = examples(known, later, age, false)
        .iter()
        .filter(|example| example.seen >= 10)
        .map(|example| {
            let said = model.forecast(&example.features, example.seen);
            let (low, high) = model.running().interval().around(&said, example.seen);
            Outcome {
                seen: f64::from(example.seen),
                whole: f64::from(example.whole),
                expected: f64::from(said.whole),
                low: f64::from(low.floor()),
                high: f64::from(high.ceil()),
                top: f64::from(said.top),
                doubles: f64::from(said.doubles),
                peak: f64::from(said.peak_ahead),
                peaked_later: example.peak_ahead,
            }
        })
        .collect();
    measure(&outcomes)
}

fn recorded(line: &Value) -> Recorded {
    let number = |name: &str| line[name].as_f64().map(|value| value as f32);
    let event = |event: &Value| Event {
        after: event[0].as_u64().unwrap_or(0) as u32,
        parent: event[1].as_u64().map(|parent| parent as u32),
        person: event[2].as_u64().unwrap_or(0),
        reply: event[3] == "r",
        followers: None,
    };
    Recorded {
        root: Root {
            at: line["t0"].as_i64().unwrap_or(0),
            followers: number("followers"),
            following: number("following"),
            posts: number("posts"),
            verified: line["verified"].as_bool(),
            chars: number("chars"),
            has_url: line["has_url"].as_bool(),
            hashtags: number("hashtags"),
            mentions: number("mentions"),
        },
        author: line["author"].as_u64(),
        events: line["events"]
            .as_array()
            .map(|events| events.iter().map(event).collect())
            .unwrap_or_default(),
    }
}
