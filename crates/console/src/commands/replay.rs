//! `braise replay`.

use super::eval::recorded;
use super::{inside, with_clock};
use crate::cli::{Places, ReplayFlags};
use crate::out;
use crate::play::WorldClock;
use crate::play::replay::{Played, Score, cast, play};
use crate::settings::Loaded;
use app::App;
use model::Time;
use radar::forecast::Recorded;
use serde_json::json;
use std::io::IsTerminal as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often progress is shown.
const SHOW: Duration = Duration::from_millis(300);

pub fn run(loaded: &Loaded, places: &Places, flags: &ReplayFlags) -> anyhow::Result<()> {
    anyhow::ensure!(flags.speed.is_finite() && flags.speed > 0.0, "--speed has to be more than nothing");
    let cascades = read(flags)?;
    anyhow::ensure!(!cascades.is_empty(), "there is no cascade in these files");
    with_clock(loaded, Arc::new(WorldClock), |app| async move {
        let done = tokio::select! {
            done = replay(&app, places, flags, cascades) => done?,
            _ = tokio::signal::ctrl_c() => {
                end_line();
                anyhow::bail!("stopped; what has been played stays");
            }
        };
        end_line();
        if places.json {
            out::json(&json!({
                "posts": done.posts, "steps": done.steps, "refused": done.refused, "speed": done.speed.round(),
            }));
        } else {
            out::line(format!(
                "{} posts were passed on and answered {} times, {:.0} times faster than recorded; {} were refused.",
                done.posts, done.steps, done.speed, done.refused
            ));
        }
        Ok(())
    })
}

/// The newest cascades of the files.
fn read(flags: &ReplayFlags) -> anyhow::Result<Vec<Recorded>> {
    let mut all: Vec<Recorded> = Vec::new();
    for path in &flags.files {
        all.extend(recorded::read(path)?.into_iter().map(|(_, recorded)| recorded));
    }
    all.sort_by_key(|recorded| std::cmp::Reverse(recorded.root.at));
    all.truncate(flags.most);
    Ok(all)
}

async fn replay(
    app: &App,
    places: &Places,
    flags: &ReplayFlags,
    cascades: Vec<Recorded>,
) -> anyhow::Result<Played> {
    let score = Score::new(cascades, flags.days, app.now());
    if !places.json {
        out::remark(format!("{} fictional members play {} events.", score.people(), score.len()));
    }
    let accounts = cast(app, score.people()).await.map_err(inside)?;
    let shown = std::sync::Mutex::new(Instant::now());
    let terminal = std::io::stderr().is_terminal();
    let tell = |played: &Played, now: Time| {
        let Ok(mut shown) = shown.lock() else { return };
        if terminal && shown.elapsed() > SHOW {
            *shown = Instant::now();
            out::overwrite(&format!(
                "{}: {} posts, {} reposts and answers, {:.0} times faster",
                now.iso(),
                played.posts,
                played.steps,
                played.speed
            ));
        }
    };
    play(app, &score, &accounts, flags.speed, &tell).await.map_err(inside)
}

fn end_line() {
    if std::io::stderr().is_terminal() {
        out::overwrite("");
    }
}
