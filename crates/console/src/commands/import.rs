//! `braise import`.

use super::{account_named, inside, with_app};
use crate::cli::{ImportFlags, Places, Reach};
use crate::out;
use crate::settings::Loaded;
use app::{ImportOptions, ImportReport, Network};
use model::Visibility;
use std::io::IsTerminal as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How often progress is shown.
const SHOW: Duration = Duration::from_millis(200);

pub fn run(loaded: &Loaded, places: &Places, flags: &ImportFlags) -> anyhow::Result<()> {
    with_app(loaded, |app| async move {
        let account = account_named(&app, &flags.account).await?;
        let options = ImportOptions { public_as: reach(flags.visibility), private: !flags.public_only };
        let progress = Progress::default();
        let show = |report: &ImportReport| progress.show(report);
        let import = app.import(account.id.into(), &flags.archive, None, options, &show);
        // What is kept stays kept, so that this may end at any moment.
        let report = tokio::select! {
            done = import => done.map_err(inside)?,
            _ = tokio::signal::ctrl_c() => {
                progress.end();
                anyhow::bail!("stopped; what has come stays, and the same command goes on from there");
            }
        };
        progress.end();
        if places.json {
            out::json(&serde_json::to_value(&report)?);
        } else {
            tell(&account.username, &report);
        }
        Ok(())
    })
}

const fn reach(reach: Reach) -> Visibility {
    match reach {
        Reach::Public => Visibility::Public,
        Reach::Unlisted => Visibility::Unlisted,
        Reach::Followers => Visibility::Followers,
        Reach::Myself => Visibility::Direct,
    }
}

/// A line on a terminal that says how far it is.
struct Progress {
    terminal: bool,
    begun: Instant,
    shown: Mutex<Option<Instant>>,
}

impl Default for Progress {
    fn default() -> Self {
        Self { terminal: std::io::stderr().is_terminal(), begun: Instant::now(), shown: Mutex::default() }
    }
}

impl Progress {
    fn show(&self, report: &ImportReport) {
        let mut shown = self.shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !self.terminal || shown.is_some_and(|shown| shown.elapsed() < SHOW) {
            return;
        }
        *shown = Some(Instant::now());
        let seconds = self.begun.elapsed().as_secs_f64().max(0.001);
        // A count of posts is far below what a float holds exactly.
        #[allow(clippy::cast_precision_loss)]
        let pace = (report.posts + report.known) as f64 / seconds;
        out::overwrite(&format!(
            "{} posts, {} media, {} known already – {pace:.0} a second",
            report.posts, report.media, report.known
        ));
    }

    fn end(&self) {
        if self.terminal {
            out::overwrite("");
        }
    }
}

fn tell(name: &str, report: &ImportReport) {
    let network = Network::from_word(&report.network).map_or("another network", Network::name);
    out::line(format!("{} posts of {name} came from {network}.", report.posts));
    let left_out = report.left_out.iter().map(|(what, count)| (*count, what.as_str()));
    let counts = [
        (report.known, "were here already"),
        (report.replies, "answer others of them"),
        (report.media, "pictures, films and sounds"),
        (report.follows, "people followed"),
        (report.remembered, "people remembered, to be suggested when they say who they are elsewhere"),
        (report.blocks, "people blocked"),
        (report.mutes, "people muted"),
        (report.domains, "servers blocked"),
        (report.listed, "people put into lists"),
        (report.bookmarks, "bookmarks"),
        (report.likes, "likes"),
        (report.private, "posts left out because not everybody could read them"),
        (report.filters, "filters"),
        (report.feeds, "feeds"),
        (report.packs, "starter packs"),
        (report.reposts, "posts that were passed on"),
        (report.not_here, "kept or liked posts that are not known here"),
        (report.kept, "addresses of such posts kept, to be taken along"),
    ];
    for (count, what) in counts.into_iter().chain(left_out).filter(|(count, _)| *count > 0) {
        out::line(format!("{count:>9}  {what}"));
    }
    if report.not_understood > 0 {
        out::line(format!("{:>9}  not understood:", report.not_understood));
        for finding in &report.findings {
            out::line(format!("           {}: {}", finding.place, finding.why));
        }
    }
}
