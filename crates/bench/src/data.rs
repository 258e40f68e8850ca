//! Where data folders are: one that is filled once and kept, and a copy of it for each run.

use crate::fill::{LARGE, Size, USUAL, World, fill};
use crate::out;
use anyhow::Context as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// Names what filling makes, together with the schema. Raise it when `fill` changes; `--fresh` does
/// for once.
const VERSION: u32 = 3;
/// What folders of one process are called, before its number.
const OF_ONE: &str = "of-";

/// A data folder a server may write to. Removed when dropped.
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
}

impl Folder {
    fn new(purpose: &str) -> anyhow::Result<Self> {
        Ok(Self { path: root()?.join(format!("{purpose}-{OF_ONE}{}", std::process::id())) })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.path).ok();
    }
}

/// The filled folder and what is in it; filled now when it is not there, or when `fresh`.
pub async fn filled(size: Size, fresh: bool) -> anyhow::Result<(PathBuf, World)> {
    let folder = root()?.join(version(size));
    let described = folder.join("world.json");
    if let Ok(text) = std::fs::read_to_string(&described)
        && let (Ok(world), false) = (serde_json::from_str(&text), fresh)
    {
        return Ok((folder, world));
    }
    sweep()?;
    // Filled under another name, so that one that was cut short is never taken for whole, and two
    // at the same time are not in each other's way.
    let filling = Folder::new("filling")?;
    std::fs::create_dir_all(&filling.path)?;
    out::remark("Filling the data folder (once; it is kept under target/bench-data).");
    let world = fill(&filling.path, size).await.context("filling the data folder")?;
    std::fs::write(filling.path.join("world.json"), serde_json::to_string(&world)?)?;
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::rename(&filling.path, &folder)?;
    Ok((folder, world))
}

/// A copy for one run.
pub fn copy(of: &Path) -> anyhow::Result<Folder> {
    let to = Folder::new("run")?;
    copy_folder(of, &to.path).context("copying the data folder")?;
    Ok(to)
}

/// Removes data sets of other versions, and what processes that are gone left behind.
fn sweep() -> anyhow::Result<()> {
    let kept = [USUAL, LARGE].map(version);
    for entry in std::fs::read_dir(root()?).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.split_once(OF_ONE).map(|(_, process)| Path::new("/proc").join(process));
        if !kept.contains(&name) && !process.is_some_and(|process| process.exists()) {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &place)?;
        } else {
            std::fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}

/// A name for this data set on this schema: a database of another schema is of no use.
fn version(size: Size) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../store/migrations");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    files.iter().for_each(|file| std::fs::read(file).unwrap_or_default().hash(&mut hasher));
    format!("{VERSION}-{}-{:016x}", size.name, hasher.finish())
}

/// `target/bench-data`, wherever the target folder is: this program lies in `target/release`.
fn root() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.parent().and_then(Path::parent).context("no target folder")?;
    Ok(target.join("bench-data"))
}
