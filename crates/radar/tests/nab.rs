//! Surprise scored as the Numenta Anomaly Benchmark scores detectors (standard profile; Lavin and Ahmad, ICMLA
//! 2015): a detection inside a labelled window counts the more the earlier it is, one outside costs the more
//! the further it is from the window before, a missed window costs one.
//!
//! The benchmark's files are measured when they are there (`$BRAISE_REFERENCE/data/trends`, default `../shared`).

use braise_radar::burst::Watch;
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::PathBuf;

/// What a false alarm costs in the standard profile.
const FALSE_ALARM: f64 = 0.11;

struct Series {
    scores: Vec<f64>,
    /// First and last row of each window.
    windows: Vec<(usize, usize)>,
}

impl Series {
    /// Rows at the beginning that do not count.
    fn probation(&self) -> usize {
        (self.scores.len() * 15 / 100).min(750)
    }

    /// What an alarm at a row is worth, and in which window it lies.
    fn worth(&self, row: usize) -> (f64, Option<usize>) {
        if let Some(at) = self.windows.iter().position(|(from, to)| (*from..=*to).contains(&row)) {
            let (from, to) = self.windows[at];
            let place = -((to - row + 1) as f64) / (to - from + 1) as f64;
            return (sigmoid(place) / sigmoid(-1.0), Some(at));
        }
        let before = self.windows.iter().rev().find(|(_, to)| *to < row);
        let worth = before.map_or(-1.0, |(from, to)| sigmoid((row - to) as f64 / (to - from) as f64));
        (worth * FALSE_ALARM, None)
    }
}

fn sigmoid(place: f64) -> f64 {
    if place > 3.0 { -1.0 } else { 2.0 / (1.0 + (5.0 * place).exp()) - 1.0 }
}

/// The best score any one threshold for all series gives: 0 for silence, 100 for perfection.
fn score(all: &[Series]) -> f64 {
    let mut alarms: Vec<(f64, usize, usize)> = Vec::new();
    for (number, series) in all.iter().enumerate() {
        alarms.extend((series.probation()..series.scores.len()).map(|row| (series.scores[row], number, row)));
    }
    alarms.sort_by(|one, other| other.0.total_cmp(&one.0));
    let windows = all.iter().map(|series| series.windows.len()).sum::<usize>() as f64;
    let (mut sum, mut best, mut found) = (-windows, -windows, BTreeMap::new());
    let mut at = 0;
    while at < alarms.len() {
        let threshold = alarms[at].0;
        while at < alarms.len() && alarms[at].0 == threshold {
            let (_, number, row) = alarms[at];
            match all[number].worth(row) {
                (worth, None) => sum += worth,
                (worth, Some(window)) => {
                    let known = found.entry((number, window)).or_insert(-1.0);
                    sum += (worth - *known).max(0.0);
                    *known = f64::max(*known, worth);
                }
            }
            at += 1;
        }
        best = best.max(sum);
    }
    100.0 * (best + windows) / (2.0 * windows)
}

#[test]
fn the_scorer_knows_silence_perfection_and_noise() {
    let series = |alarms: &[usize]| {
        let mut scores = vec![0.0; 2_000];
        alarms.iter().for_each(|row| scores[*row] = 1.0);
        Series { scores, windows: vec![(1_000, 1_099), (1_500, 1_599)] }
    };
    assert_eq!(score(&[series(&[])]), 0.0);
    assert_eq!(score(&[series(&[1_000, 1_500, 1_600])]).round(), 100.0);
    assert!(score(&[series(&[1_000])]) < 51.0 && score(&[series(&[1_000])]) > 49.0);
    // In the middle of a window an alarm is worth less; far outside it costs.
    assert!((score(&[series(&[1_050, 1_550])]) - 93.0).abs() < 2.0);
    let costly = series(&[800, 1_000, 1_500]);
    assert!((score(&[costly]) - 97.25).abs() < 0.1);
}

#[test]
fn tweet_volumes_reach_seventy_five() {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = workspace.join(std::env::var_os("BRAISE_REFERENCE").unwrap_or_else(|| "../shared".into()));
    let folder = folder.join("data/trends");
    let Ok(windows) = std::fs::read_to_string(folder.join("windows.json")) else {
        eprintln!("The benchmark's files are not there (set BRAISE_REFERENCE); nothing is measured.");
        return;
    };
    let windows: BTreeMap<String, Vec<[String; 2]>> =
        serde_json::from_value(serde_json::from_str::<Value>(&windows).unwrap()).unwrap();
    let mut all = Vec::new();
    for (name, windows) in windows {
        let mut text = String::new();
        let file = std::fs::File::open(folder.join(format!("{name}.gz"))).unwrap();
        MultiGzDecoder::new(file).read_to_string(&mut text).unwrap();
        let rows: Vec<(&str, f64)> = text
            .lines()
            .skip(1)
            .map(|line| line.split_once(',').unwrap())
            .map(|(t, v)| (t, v.parse().unwrap()))
            .collect();
        let row = |time: &str| rows.iter().position(|(at, _)| *at == &time[..19]).unwrap();
        let windows = windows.iter().map(|[from, to]| (row(from), row(to))).collect();
        let mut watch = Watch::default();
        let scores = rows.iter().map(|(time, count)| watch.take(seconds(time).unwrap(), *count).score);
        let series = Series { scores: scores.collect(), windows };
        eprintln!("{name}: {:.1}", score(std::slice::from_ref(&series)));
        all.push(series);
    }
    let reached = score(&all);
    eprintln!("with one threshold: {reached:.1}");
    assert!(reached >= 75.0, "{reached}");
}

/// Seconds since some midnight, of a time in the first months of a year.
fn seconds(time: &str) -> Option<i64> {
    let part = |from: usize, to: usize| time.get(from..to)?.parse::<i64>().ok();
    let before = [0, 0, 31, 59, 90, 120].get(usize::try_from(part(5, 7)?).ok()?)?;
    Some((before + part(8, 10)?) * 86_400 + part(11, 13)? * 3_600 + part(14, 16)? * 60 + part(17, 19)?)
}
