//! `braise radar`.

use super::eval::cascades::{TOO_FEW, learn, looks, read_all, read_model};
use super::with_app;
use crate::cli::{Places, RadarTrainFlags, RadarWatchFlags};
use crate::out;
use crate::settings::Loaded;
use crate::watch::{Progress, Stream, watch as listen};
use anyhow::Context as _;
use radar::forecast::{Plan, Refit, SHIPPED_AGES};
use serde_json::json;
use std::io::IsTerminal as _;
use std::time::Duration;

pub fn train(places: &Places, flags: &RadarTrainFlags) -> anyhow::Result<()> {
    let read = |path: &std::path::PathBuf| read_all(std::iter::once(path.as_path()));
    let sets = flags.train.iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
    let cascades: usize = sets.iter().map(Vec::len).sum();
    let model = match &flags.from {
        Some(path) => {
            let plan = Refit { seed: flags.seed, ..Refit::default() };
            read_model(path)?.refit(&looks(&sets, &SHIPPED_AGES), &plan).context(TOO_FEW)?.model
        }
        None => learn(&sets, &SHIPPED_AGES, &Plan { seed: flags.seed, ..Plan::default() })?,
    };
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

/// The environment's word for a token of the Mastodon server that is listened to.
const TOKEN: &str = "BRAISE_WATCH_TOKEN";

pub fn watch(loaded: &Loaded, places: &Places, flags: &RadarWatchFlags) -> anyhow::Result<()> {
    let stream = match (&flags.mastodon, &flags.jetstream) {
        (Some(url), _) => Stream::Mastodon { url: url.clone(), token: std::env::var(TOKEN).ok() },
        (None, Some(url)) => Stream::Jetstream { url: url.clone() },
        (None, None) => anyhow::bail!("there is nothing to listen to"),
    };
    let long = flags.seconds.map(Duration::from_secs);
    with_app(loaded, |app| async move {
        let egress = app.egress().clone();
        let terminal = std::io::stderr().is_terminal();
        let tell = |progress: &Progress, broken: Option<&str>| match broken {
            Some(why) => out::remark(format!("{why}; calling again")),
            None if terminal => out::overwrite(&said(progress)),
            None => {}
        };
        let last = std::sync::Mutex::new(Progress::default());
        let keep = |progress: &Progress, broken: Option<&str>| {
            if let Ok(mut last) = last.lock() {
                *last = *progress;
            }
            tell(progress, broken);
        };
        let done = tokio::select! {
            done = listen(&app, egress, stream, long, &keep) => done?,
            _ = tokio::signal::ctrl_c() => last.lock().map(|last| *last).unwrap_or_default(),
        };
        if terminal {
            out::overwrite("");
        }
        if places.json {
            out::json(&json!({ "heard": done.heard, "followed": done.followed, "told": done.told }));
        } else {
            out::line(said(&done));
        }
        Ok(())
    })
}

fn said(progress: &Progress) -> String {
    format!(
        "{} posts and shares heard, {} posts followed, {} forecasts made",
        progress.heard, progress.followed, progress.told
    )
}
