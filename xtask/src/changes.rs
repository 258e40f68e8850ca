//! What changed since all tests last passed.
//!
//! A run in which everything passed leaves a fingerprint of every package, and one of all that is no package, in the
//! target folder. The next run compares: what is as it was then needs no second proof.

use crate::shell;
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folders and files beside the packages that tests depend on.
const BESIDE: [&str; 6] = ["Cargo.toml", "Cargo.lock", "clippy.toml", "rustfmt.toml", ".cargo", ".config"];

/// What holds everything that is no package.
const REST: &str = "rest";

/// The fingerprints of a tree.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fingerprints(Map<String, Value>);

impl Fingerprints {
    /// Of the workspace as it is, for tests that find this around them: tools that are there or not, other trees.
    pub fn of_workspace(packages: &[Package], around: &str) -> Result<Self> {
        let mut prints = Map::new();
        for package in packages {
            prints.insert(package.name.clone(), print(&[&package.folder])?);
        }
        let root = shell::root();
        let beside: Vec<PathBuf> = BESIDE.iter().map(|name| root.join(name)).collect();
        let compiler = shell::output(Command::new("rustc").arg("-vV"))?;
        let rest = print(&beside.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
        prints.insert(REST.to_owned(), format!("{rest} {:x}", hash(&(compiler, around))).into());
        Ok(Self(prints))
    }

    /// Those a run left that passed; nothing when there are none.
    pub fn passed(target: &Path) -> Option<Self> {
        Some(Self(serde_json::from_str(&fs::read_to_string(file(target)).ok()?).ok()?))
    }

    /// Remembers that everything passed with these.
    pub fn remember(&self, target: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(&self.0)?;
        fs::write(file(target), text).context("what passed cannot be remembered")
    }

    /// The packages that are other than in `before`; nothing can be said when anything else is.
    pub fn changed_since(&self, before: &Self) -> Option<BTreeSet<String>> {
        let names = |prints: &Self| prints.0.keys().cloned().collect::<BTreeSet<_>>();
        if names(self) != names(before) || self.0.get(REST) != before.0.get(REST) {
            return None;
        }
        Some(
            self.0
                .iter()
                .filter(|(name, print)| before.0.get(*name) != Some(print))
                .map(|one| one.0.clone())
                .collect(),
        )
    }
}

/// A package of the workspace.
#[derive(Debug)]
pub struct Package {
    /// As cargo knows it.
    pub name: String,
    /// Where it is.
    pub folder: PathBuf,
    /// What it is built on, itself or its tests.
    uses: BTreeSet<String>,
}

/// The packages of the workspace.
pub fn packages(metadata: &Value) -> Vec<Package> {
    let package = |package: &Value| {
        let manifest = Path::new(package["manifest_path"].as_str()?);
        let uses = package["dependencies"].as_array().into_iter().flatten();
        Some(Package {
            name: package["name"].as_str()?.to_owned(),
            folder: manifest.parent()?.to_owned(),
            uses: uses.filter_map(|used| Some(used["name"].as_str()?.to_owned())).collect(),
        })
    };
    metadata["packages"].as_array().into_iter().flatten().filter_map(package).collect()
}

/// Those that changed and those built on them.
pub fn built_on<'p>(changed: &BTreeSet<String>, packages: &'p [Package]) -> Vec<&'p Package> {
    let mut names = changed.clone();
    loop {
        let found: Vec<&Package> = packages
            .iter()
            .filter(|package| names.contains(&package.name) || !package.uses.is_disjoint(&names))
            .collect();
        if found.len() == names.len() {
            return found;
        }
        names.extend(found.iter().map(|package| package.name.clone()));
    }
}

fn file(target: &Path) -> PathBuf {
    target.join("passed.json")
}

fn print(places: &[&Path]) -> Result<Value> {
    let mut hasher = DefaultHasher::new();
    places.iter().try_for_each(|place| add(place, &mut hasher))?;
    Ok(format!("{:x}", hasher.finish()).into())
}

/// Adds a file, or all files of a folder in the order of their names; nothing for what is not there.
fn add(place: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if place.is_dir() {
        let entries = fs::read_dir(place).with_context(|| format!("{} cannot be read", place.display()))?;
        let mut places: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        places.sort();
        return places.iter().try_for_each(|place| add(place, hasher));
    }
    if place.is_file() {
        place.hash(hasher);
        fs::read(place).with_context(|| format!("{} cannot be read", place.display()))?.hash(hasher);
    }
    Ok(())
}

fn hash(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(pairs: &[(&str, &str)]) -> Fingerprints {
        Fingerprints(pairs.iter().map(|(name, print)| ((*name).to_owned(), (*print).into())).collect())
    }

    #[test]
    fn what_is_other_is_named_and_a_new_package_or_another_toolchain_is_everything() {
        let before = prints(&[("art", "1"), ("text", "2"), (REST, "0")]);
        let after = prints(&[("art", "1"), ("text", "3"), (REST, "0")]);
        assert_eq!(after.changed_since(&before), Some(["text".to_owned()].into()));
        assert_eq!(before.changed_since(&before), Some(BTreeSet::new()));
        assert_eq!(prints(&[("art", "1"), ("text", "2"), (REST, "1")]).changed_since(&before), None);
        assert_eq!(prints(&[("art", "1"), (REST, "0")]).changed_since(&before), None);
    }

    #[test]
    fn what_is_built_on_a_change_is_found_through_others() {
        let package = |name: &str, uses: &[&str]| Package {
            name: name.to_owned(),
            folder: PathBuf::new(),
            uses: uses.iter().map(|name| (*name).to_owned()).collect(),
        };
        let all = [
            package("art", &["sha2"]),
            package("web", &["app"]),
            package("app", &["art"]),
            package("text", &[]),
        ];
        let names = |changed: &[&str]| -> Vec<&str> {
            let changed = changed.iter().map(|name| (*name).to_owned()).collect();
            built_on(&changed, &all).iter().map(|package| package.name.as_str()).collect()
        };
        assert_eq!(names(&["art"]), ["art", "web", "app"]);
        assert_eq!(names(&["web", "text"]), ["web", "text"]);
        assert!(names(&[]).is_empty());
    }

    #[test]
    fn a_letter_makes_another_fingerprint() {
        let folder = std::env::temp_dir().join(format!("xtask-prints-{}", std::process::id()));
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::write(folder.join("src/lib.rs"), "one").unwrap();
        let one = print(&[&folder]).unwrap();
        assert_eq!(print(&[&folder]).unwrap(), one);
        fs::write(folder.join("src/lib.rs"), "two").unwrap();
        assert_ne!(print(&[&folder]).unwrap(), one);
        fs::remove_dir_all(&folder).unwrap();
    }
}
