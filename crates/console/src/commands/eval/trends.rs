//! `braise eval trends`.

use super::lines::each_line;
use crate::cli::{Places, TrendsFlags};
use crate::out;
use anyhow::Context as _;
use model::Time;
use radar::burst::Watch;
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

pub fn run(places: &Places, flags: &TrendsFlags) -> anyhow::Result<()> {
    let begun = Instant::now();
    std::fs::create_dir_all(&flags.output)
        .with_context(|| format!("{} cannot be made", flags.output.display()))?;
    let mut files = Vec::new();
    for input in &flags.input {
        let output = flags.output.join(name(input)?);
        anyhow::ensure!(!files.contains(&output), "two of the files would become {}", output.display());
        let rows = one(input, &output)?;
        if !places.json {
            out::line(format!("{}  {rows} rows", output.display()));
        }
        files.push(output);
    }
    if places.json {
        out::json(&json!({ "files": files, "seconds": begun.elapsed().as_secs_f64() }));
    }
    Ok(())
}

/// What a file is called without `.gz`.
fn name(input: &Path) -> anyhow::Result<PathBuf> {
    let packed = input.extension().is_some_and(|ending| ending == "gz");
    let name = if packed { input.file_stem() } else { input.file_name() };
    name.map(PathBuf::from).with_context(|| format!("{} is no file", input.display()))
}

/// Scores one file row by row and returns how many rows it has.
fn one(input: &Path, output: &Path) -> anyhow::Result<u64> {
    let written = || format!("{} cannot be written", output.display());
    let mut file = BufWriter::new(File::create(output).with_context(written)?);
    writeln!(file, "timestamp,value,anomaly_score").with_context(written)?;
    let (mut watch, mut rows, mut latest) = (Watch::default(), None, None);
    each_line(input, |line| {
        let line = line.trim_end_matches('\r');
        // The first line names the columns.
        let Some(rows) = &mut rows else {
            anyhow::ensure!(line == "timestamp,value", "the first line is not `timestamp,value`");
            rows = Some(0);
            return Ok(());
        };
        let (time, value) = line.split_once(',').context("this is not `timestamp,value`")?;
        let at =
            Time::parse(time).with_context(|| format!("\"{time}\" is no time"))?.millis().div_euclid(1_000);
        anyhow::ensure!(
            latest.is_none_or(|latest| latest <= at),
            "this row is earlier than the one before it"
        );
        latest = Some(at);
        let count: f64 = value.trim().parse().ok().with_context(|| format!("\"{value}\" is no number"))?;
        anyhow::ensure!(count.is_finite() && count >= 0.0, "\"{value}\" is no count");
        writeln!(file, "{time},{value},{:.6}", watch.take(at, count).score).with_context(written)?;
        *rows += 1;
        Ok(())
    })?;
    file.flush().with_context(written)?;
    rows.with_context(|| format!("{} is empty", input.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_scored_row_by_row_and_mistakes_are_placed() {
        let folder = tempfile::tempdir().unwrap();
        let (input, output) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
        let row = |minute: u32, value: &str| format!("2015-02-26 21:{minute:02}:53,{value}\n");
        let calm: String = (0..50).map(|minute| row(minute, "10")).collect();
        std::fs::write(&input, format!("timestamp,value\n{calm}{}", row(55, "900"))).unwrap();
        assert_eq!(one(&input, &output).unwrap(), 51);
        let text = std::fs::read_to_string(&output).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines[0], lines.len()), ("timestamp,value,anomaly_score", 52));
        assert!(lines[1].starts_with("2015-02-26 21:00:53,10,0."));
        let score = |line: &str| line.rsplit_once(',').unwrap().1.parse::<f64>().unwrap();
        assert!(score(lines[51]) > 0.9 && score(lines[50]) <= 0.5, "{text}");
        for (wrong, told) in [
            ("time,value\n".to_owned(), "line 1: the first line is not"),
            (format!("timestamp,value\n{}", row(1, "-3")), "line 2: \"-3\" is no count"),
            (format!("timestamp,value\n{}", row(1, "x")), "\"x\" is no number"),
            ("timestamp,value\nyesterday,3\n".to_owned(), "\"yesterday\" is no time"),
            (format!("timestamp,value\n{}{}", row(9, "1"), row(8, "1")), "line 3: this row is earlier"),
            (String::new(), "is empty"),
        ] {
            std::fs::write(&input, wrong).unwrap();
            let refused = format!("{:#}", one(&input, &output).unwrap_err());
            assert!(refused.contains(told), "{refused}");
        }
    }
}
