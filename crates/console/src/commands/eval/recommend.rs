//! `braise eval recommend`.

use super::lines::{each_line, peak_memory};
use crate::cli::{Places, RecommendFlags, RecommendModel};
use crate::out;
use anyhow::Context as _;
use discover::Reactions;
use discover::collaborative::{Filter, Setting, choose};
use discover::measure::{mean, quality};
use serde_json::json;
use std::collections::HashMap;
use std::io::{BufWriter, IsTerminal as _, Write as _};
use std::path::Path;
use std::time::Instant;

/// How far rankings are looked at.
const DEEP: usize = 20;

/// Names of people or things, numbered as they come.
#[derive(Default)]
struct Numbered {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Numbered {
    fn number(&mut self, name: &str) -> anyhow::Result<u32> {
        if let Some(number) = self.numbers.get(name) {
            return Ok(*number);
        }
        let number = u32::try_from(self.names.len()).context("more than four thousand million names")?;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        Ok(number)
    }
}

/// People, things, and who chose what.
#[derive(Default)]
struct World {
    people: Numbered,
    things: Numbered,
}

impl World {
    /// A file's rows by person, added to those that have one already.
    fn read(&mut self, path: &Path) -> anyhow::Result<Vec<Vec<u32>>> {
        let mut rows: Vec<Vec<u32>> = Vec::new();
        each_line(path, |line| {
            let mut words = line.split_whitespace();
            let named = |word: Option<&str>| {
                let word = word.context("no name")?;
                // As in the published sets: a number each. Anything else is a sign of another format.
                let plain = word.bytes().all(|byte| byte.is_ascii_digit());
                anyhow::ensure!(plain, "\"{word}\" is no number: lines are `user item item …`");
                Ok(word.to_owned())
            };
            let person = self.people.number(&named(words.next())?)? as usize;
            if rows.len() <= person {
                rows.resize(person + 1, Vec::new());
            }
            for word in words {
                rows[person].push(self.things.number(&named(Some(word))?)?);
            }
            Ok(())
        })?;
        Ok(rows)
    }
}

pub fn run(places: &Places, flags: &RecommendFlags) -> anyhow::Result<()> {
    let begun = Instant::now();
    let mut world = World::default();
    let train = world.read(&flags.train)?;
    let mut test = world.read(&flags.test)?;
    let mut train = train;
    train.resize(world.people.names.len(), Vec::new());
    let reactions = Reactions::new(train, world.things.names.len());
    for (person, chosen) in test.iter_mut().enumerate() {
        chosen.sort_unstable();
        chosen.dedup();
        // What is known already is never shown, so it cannot be hit.
        chosen.retain(|thing| reactions.of(person).binary_search(thing).is_err());
    }
    let setting = setting(flags, &reactions);
    let filter = Filter::fit(&reactions, setting, flags.seed);
    let people: Vec<usize> = (0..test.len()).filter(|person| !test[*person].is_empty()).collect();
    anyhow::ensure!(!people.is_empty(), "{}: nobody chose anything new", flags.test.display());
    let ranked = filter.best(&people, DEEP);
    let reached = mean(people.iter().zip(&ranked).map(|(person, ranked)| quality(ranked, &test[*person])));
    if let Some(path) = &flags.output {
        write(path, &world, &people, &ranked)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    if places.json {
        out::json(&json!({
            "users": reactions.people(), "items": reactions.things(), "reactions": reactions.len(),
            "users_measured": people.len(), "recall_at_20": reached.recall, "ndcg_at_20": reached.ndcg,
            "seconds": seconds, "peak_memory_bytes": peak_memory(),
            "setting": { "people": setting.people, "things": setting.things, "smooth": setting.smooth,
                "lift": setting.lift, "rank": setting.rank },
        }));
        return Ok(());
    }
    out::line(format!("users       {} ({} measured)", reactions.people(), people.len()));
    out::line(format!("items       {}", reactions.things()));
    out::line(format!("Recall@20   {:.4}", reached.recall));
    out::line(format!("NDCG@20     {:.4}", reached.ndcg));
    out::line(format!("seconds     {seconds:.1}"));
    if let Some(peak) = peak_memory() {
        out::line(format!("peak memory {} MB", peak / 1_000_000));
    }
    Ok(())
}

fn setting(flags: &RecommendFlags, reactions: &Reactions) -> Setting {
    let plain = Setting { people: 0.5, things: 0.5, smooth: 0.3, lift: 0.0, rank: 256 };
    match flags.model {
        RecommendModel::Default => Setting::default(),
        RecommendModel::GfCf => plain,
        RecommendModel::Chosen => {
            let terminal = std::io::stderr().is_terminal();
            let chosen = choose(reactions, flags.seed, |done, of| {
                if terminal {
                    out::overwrite(&format!("choosing a setting: {done} of {of}"));
                }
            });
            if terminal {
                out::overwrite("");
            }
            out::remark(format!("chosen on a fifth set aside: {:?}", chosen.setting));
            chosen.setting
        }
    }
}

fn write(path: &Path, world: &World, people: &[usize], ranked: &[Vec<u32>]) -> std::io::Result<()> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    for (person, ranked) in people.iter().zip(ranked) {
        write!(file, "{}", world.people.names[*person])?;
        for thing in ranked {
            write!(file, " {}", world.things.names[*thing as usize])?;
        }
        writeln!(file)?;
    }
    file.flush()
}
