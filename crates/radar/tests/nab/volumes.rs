//! The benchmark's tweet volumes, and copies of them that are like other people's.

use super::scoring::{Earned, Series, probation};
use braise_radar::burst::{Setting, Watch};
use flate2::read::MultiGzDecoder;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::PathBuf;

/// A file: counts over time, and the first and last row of each window.
#[derive(Clone)]
pub struct Volume {
    pub name: String,
    rows: Vec<(i64, f64)>,
    windows: Vec<(usize, usize)>,
}

impl Volume {
    /// The files, where they are.
    pub fn all() -> Option<Vec<Self>> {
        let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folder =
            workspace.join(std::env::var_os("BRAISE_REFERENCE").unwrap_or_else(|| "../shared".into()));
        let folder = folder.join("data/trends");
        let Ok(windows) = std::fs::read_to_string(folder.join("windows.json")) else {
            eprintln!("The benchmark's files are not there (set BRAISE_REFERENCE); nothing is measured.");
            return None;
        };
        let windows: BTreeMap<String, Vec<[String; 2]>> = serde_json::from_str(&windows).unwrap();
        let read = |(name, windows): (String, Vec<[String; 2]>)| {
            let mut text = String::new();
            let file = std::fs::File::open(folder.join(format!("{name}.gz"))).unwrap();
            MultiGzDecoder::new(file).read_to_string(&mut text).unwrap();
            let row = |line: &str| {
                let (time, count) = line.split_once(',').unwrap();
                (seconds(time).unwrap(), count.parse().unwrap())
            };
            let rows: Vec<(i64, f64)> = text.lines().skip(1).map(row).collect();
            let at = |time: &str| rows.iter().position(|(at, _)| *at == seconds(time).unwrap()).unwrap();
            let windows = windows.iter().map(|[from, to]| (at(from), at(to))).collect();
            Self { name, rows, windows }
        };
        Some(windows.into_iter().map(read).collect())
    }

    /// What a watch that goes by a setting earns.
    pub fn earned(&self, setting: Setting) -> Earned {
        let mut watch = Watch::with(setting);
        let scores = self.rows.iter().map(|(at, count)| watch.take(*at, *count).score).collect();
        Earned::by(&Series { scores, windows: self.windows.clone() })
    }

    /// The same, first heard of after a share of it. Windows that begin before anything counts are none.
    pub fn begun_after(&self, share: f64) -> Self {
        let gone = (self.rows.len() as f64 * share) as usize;
        let rows = self.rows[gone..].to_vec();
        let counts = gone + probation(rows.len());
        let windows = self.windows.iter().filter(|(from, _)| *from >= counts);
        Self {
            name: self.name.clone(),
            windows: windows.map(|(from, to)| (from - gone, to - gone)).collect(),
            rows,
        }
    }

    /// The same of half as many people: of each count, every one is kept or not by the toss of a coin.
    pub fn halved(&self, seed: u64) -> Self {
        let mut coins = Coins(seed);
        self.with_counts(|count| coins.heads(count as u64) as f64)
    }

    /// The same with each count a random quarter more or less.
    pub fn shaken(&self, seed: u64) -> Self {
        let mut coins = Coins(seed);
        // Of 64 coins, four more heads than the mean are one deviation.
        self.with_counts(|count| (count * (0.25 * (coins.heads(64) as f64 - 32.0) / 4.0).exp()).round())
    }

    pub fn times(&self, factor: f64) -> Self {
        self.with_counts(|count| (count * factor).round())
    }

    fn with_counts(&self, mut count: impl FnMut(f64) -> f64) -> Self {
        let rows = self.rows.iter().map(|(at, counted)| (*at, count(*counted))).collect();
        Self { rows, ..self.clone() }
    }
}

/// Coins from a seed (SplitMix64, Steele et al. 2014).
struct Coins(u64);

impl Coins {
    /// How many of so many show heads.
    fn heads(&mut self, mut of: u64) -> u32 {
        let mut heads = 0;
        while of > 0 {
            let now = of.min(64);
            heads += (self.toss() >> (64 - now)).count_ones();
            of -= now;
        }
        heads
    }

    fn toss(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let state = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        state ^ (state >> 31)
    }
}

/// Seconds since some midnight, of a time in the first months of a year.
fn seconds(time: &str) -> Option<i64> {
    let part = |from: usize, to: usize| time.get(from..to)?.parse::<i64>().ok();
    let before = [0, 0, 31, 59, 90, 120].get(usize::try_from(part(5, 7)?).ok()?)?;
    Some((before + part(8, 10)?) * 86_400 + part(11, 13)? * 3_600 + part(14, 16)? * 60 + part(17, 19)?)
}
