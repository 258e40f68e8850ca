//! `braise dataset`.

use super::{inside, with_app};
use crate::cli::{DatasetBuild, DatasetCommand, Places};
use crate::out;
use crate::settings::Loaded;
use anyhow::Context as _;
use app::dataset_place::{self as place, Objects, Place};
use app::{App, DatasetFolder, DatasetOrder, DatasetProgress};
use consent::{Purpose, Purposes};
use dataset::Files as _;
use dataset::release::{REVOCATIONS, diff, verify};
use serde_json::json;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

pub fn run(loaded: &Loaded, places: &Places, command: DatasetCommand) -> anyhow::Result<()> {
    match command {
        DatasetCommand::Build(order) => {
            with_app(loaded, |app| async move { build(&app, places, order).await })
        }
        DatasetCommand::Revoke { release, output } => {
            with_app(loaded, |app| async move { revoke(&app, places, &release, output.as_deref()).await })
        }
        DatasetCommand::List => with_app(loaded, |app| async move { list(&app, places).await }),
        DatasetCommand::Verify { dir, key } => check(places, &dir, key.as_deref()),
        DatasetCommand::Diff { old, new } => compare(places, &old, &new),
    }
}

async fn build(app: &App, places: &Places, order: DatasetBuild) -> anyhow::Result<()> {
    let output = Output::open(app, &order.output).await?;
    let purposes: Purposes = match order.purpose.as_slice() {
        [] => Purpose::GenerativeTraining.into(),
        words => words.iter().map(|word| word.parse::<Purpose>()).collect::<Result<_, _>>()?,
    };
    let wanted = DatasetOrder {
        release: order.release,
        title: order.title,
        purposes,
        since: order.since,
        until: order.until,
        languages: order.language,
        single_posts: order.single_posts.on(),
        min_authors: order.min_authors,
        licence: order.licence,
        asks: order.ask,
        cutoff: order.cutoff,
    };
    let room = output.folder.join(".building");
    let files = (DatasetFolder::new(&room), DatasetFolder::new(&output.folder));
    let outcome = app.build_dataset(wanted, &files.0, &files.1, progress()).await;
    // The folder may never have been made.
    std::fs::remove_dir_all(&room).ok();
    let built = outcome.map_err(inside)?;
    output.send().await?;
    out::remark(format!(
        "{}: {} rows by {} authors, consent as of {}.",
        built.manifest.release, built.report.rows, built.report.authors, built.manifest.cutoff
    ));
    if places.json {
        out::json(&json!({ "manifest": built.manifest, "report": built.report }));
    } else {
        out::line(&built.manifest.release);
    }
    Ok(())
}

/// Where a release is made, and where it goes then.
struct Output {
    folder: PathBuf,
    store: Option<Objects>,
}

impl Output {
    async fn open(app: &App, address: &Path) -> anyhow::Result<Self> {
        match place(address)? {
            Place::Folder(folder) => {
                must_be_empty(&folder)?;
                Ok(Self { folder, store: None })
            }
            Place::Store(store) => {
                let empty = place::is_empty(&store).await.map_err(inside)?;
                anyhow::ensure!(empty, "{} is not empty", address.display());
                let room = tempfile::Builder::new().prefix("release-").tempdir_in(&app.config().data)?;
                Ok(Self { folder: room.keep(), store: Some(store) })
            }
        }
    }

    /// Sends it to its store. What could not be sent stays here.
    async fn send(self) -> anyhow::Result<()> {
        let Some(store) = &self.store else { return Ok(()) };
        out::remark("Sending it.");
        place::send(&self.folder, store).await.map_err(inside).with_context(|| {
            format!("the release is whole in {}, but could not be sent", self.folder.display())
        })?;
        std::fs::remove_dir_all(&self.folder).ok();
        Ok(())
    }
}

/// The place of an address; keys of stores are in the environment.
fn place(address: &Path) -> anyhow::Result<Place> {
    let address = address.to_str().context("the address is not Unicode")?;
    let settings = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    Place::open(address, settings).map_err(inside)
}

/// A release's folder: its own, or one it has been fetched into.
struct Input {
    folder: PathBuf,
    _fetched: Option<tempfile::TempDir>,
}

impl Input {
    fn open(address: &Path) -> anyhow::Result<Self> {
        let store = match place(address)? {
            Place::Folder(folder) => return Ok(Self { folder, _fetched: None }),
            Place::Store(store) => store,
        };
        let room = tempfile::tempdir()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(place::fetch(&store, room.path(), true)).map_err(inside)?;
        Ok(Self { folder: room.path().to_owned(), _fetched: Some(room) })
    }
}

/// A release among other files could not be told from them.
fn must_be_empty(output: &Path) -> anyhow::Result<()> {
    match std::fs::read_dir(output) {
        Ok(mut files) => {
            anyhow::ensure!(files.next().is_none(), "{} is not empty", output.display());
            Ok(())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", output.display())),
    }
}

/// A line that is written over on a terminal; elsewhere nothing but the turns.
fn progress() -> impl FnMut(DatasetProgress) + Send {
    let terminal = std::io::stderr().is_terminal();
    move |step| match step {
        DatasetProgress::Reading(posts) if terminal => {
            let _ = write!(std::io::stderr(), "\r{posts} posts read");
        }
        DatasetProgress::Reading(_) => {}
        DatasetProgress::Comparing(posts) => {
            let start = if terminal { "\r" } else { "" };
            out::remark(format!("{start}{posts} posts read; looking for near-duplicates."));
        }
        DatasetProgress::Writing => out::remark("Asking about every consent once more, and writing."),
        DatasetProgress::Again => out::remark("Somebody withdrew meanwhile; writing once more."),
    }
}

async fn revoke(app: &App, places: &Places, release: &str, output: Option<&Path>) -> anyhow::Result<()> {
    let list = app.revoke_dataset(release).await.map_err(|error| match error {
        app::Error::NotFound => anyhow::anyhow!("there is no release {release}"),
        other => inside(other),
    })?;
    if let Some(output) = output {
        put_list(output, release, &serde_json::to_string_pretty(&list)?).await?;
    }
    out::remark(format!("{} rows of {release} are withdrawn.", list.rows.len()));
    if places.json {
        out::json(&serde_json::to_value(&list)?);
    } else {
        list.rows.iter().for_each(out::line);
    }
    Ok(())
}

/// Puts a list beside the release it is of.
async fn put_list(output: &Path, release: &str, list: &str) -> anyhow::Result<()> {
    let write = |folder: &Path| -> anyhow::Result<()> {
        let manifest = verify::manifest(&DatasetFolder::new(folder))?;
        anyhow::ensure!(manifest.release == release, "{} holds another release", output.display());
        let mut file = DatasetFolder::new(folder).create(REVOCATIONS)?;
        file.write_all(list.as_bytes())?;
        Ok(file.flush()?)
    };
    match place(output)? {
        Place::Folder(folder) => write(&folder),
        Place::Store(store) => {
            let room = tempfile::tempdir()?;
            place::fetch(&store, room.path(), false).await.map_err(inside)?;
            write(room.path())?;
            place::send_revocations(room.path(), &store).await.map_err(inside)
        }
    }
}

async fn list(app: &App, places: &Places) -> anyhow::Result<()> {
    let all = app.datasets(None, usize::from(u16::MAX)).await.map_err(inside)?;
    if places.json {
        let value = |one: &app::DatasetRelease| {
            json!({
                "release": one.release,
                "title": one.title,
                "cutoff": one.cutoff.iso(),
                "rows": one.rows,
                "withdrawn": one.withdrawn,
            })
        };
        out::json(&all.iter().map(value).collect());
    } else {
        all.iter().for_each(|one| {
            out::line(format!(
                "{}  {}  {} rows, {} withdrawn",
                one.release,
                one.cutoff.iso(),
                one.rows,
                one.withdrawn
            ));
        });
    }
    Ok(())
}

fn check(places: &Places, dir: &Path, key: Option<&str>) -> anyhow::Result<()> {
    let input = Input::open(dir)?;
    let verified = verify::verify(&DatasetFolder::new(&input.folder), key)
        .with_context(|| format!("{} is not a whole release", dir.display()))?;
    let manifest = &verified.manifest;
    if places.json {
        out::json(&json!({
            "release": manifest.release,
            "rows": manifest.rows,
            "merkle_root": manifest.merkle_root,
            "key": verified.key,
            "withdrawn": verified.revoked,
        }));
    } else {
        out::line(format!(
            "{} is whole: {} rows, {} of them withdrawn since, signed by {}",
            manifest.release, manifest.rows, verified.revoked, verified.key
        ));
    }
    Ok(())
}

fn compare(places: &Places, old: &Path, new: &Path) -> anyhow::Result<()> {
    let (old, new) = (Input::open(old)?, Input::open(new)?);
    let diff = diff::diff(&DatasetFolder::new(&old.folder), &DatasetFolder::new(&new.folder))?;
    if places.json {
        out::json(&serde_json::to_value(&diff)?);
    } else {
        diff.removed.iter().for_each(|row| out::line(format!("- {row}")));
        diff.added.iter().for_each(|row| out::line(format!("+ {row}")));
        out::remark(format!("{} gone, {} new, {} in both.", diff.removed.len(), diff.added.len(), diff.same));
    }
    Ok(())
}
