//! `braise radar`.

use super::eval::cascades::{learn, read_all};
use crate::cli::{Places, RadarCommand, RadarTrainFlags};
use crate::out;
use anyhow::Context as _;
use radar::forecast::SHIPPED_AGES;
use serde_json::json;

pub fn run(places: &Places, command: &RadarCommand) -> anyhow::Result<()> {
    match command {
        RadarCommand::Train(flags) => train(places, flags),
    }
}

fn train(places: &Places, flags: &RadarTrainFlags) -> anyhow::Result<()> {
    let read = |path: &std::path::PathBuf| read_all(std::iter::once(path.as_path()));
    let sets = flags.train.iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
    let cascades: usize = sets.iter().map(Vec::len).sum();
    let model = learn(&sets, &SHIPPED_AGES, flags.seed)?;
    let bytes = model.to_bytes();
    std::fs::write(&flags.output, &bytes)
        .with_context(|| format!("{} cannot be written", flags.output.display()))?;
    if places.json {
        out::json(&json!({ "cascades": cascades, "bytes": bytes.len() }));
    } else {
        out::line(format!("learned from {} cascades; {} bytes written", cascades, bytes.len()));
    }
    Ok(())
}
