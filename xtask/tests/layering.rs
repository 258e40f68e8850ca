//! The arrows between the crates, checked against what cargo knows.
//!
//! A new crate needs a place in [`LAYERS`] or [`TOOLS`]; a new dependency has to point inwards.

use serde_json::Value;
use std::process::Command;

/// From the innermost to the outermost. A crate may use those of earlier layers, never its own.
const LAYERS: [&[&str]; 7] = [
    &["model"],
    &["consent", "discover", "meaning"],
    &[
        "text",
        "timeline",
        "feed",
        "radar",
        "quality",
        "store",
        "search",
        "net",
        "media",
        "mail",
        "archive",
        "demo",
        "art",
        "credentials",
    ],
    &["assistant", "dataset", "models", "town"],
    &["app"],
    &["fed", "api", "web", "console"],
    &["braise"],
];

/// Outside the house: they may look at anything, and the house never depends on them.
const TOOLS: [&str; 4] = ["testkit", "bench", "xtask", "it"];

/// Inward arrows that are forbidden all the same: who speaks to the world goes through `app`.
const NEVER: [(&str, &str); 3] = [("fed", "store"), ("api", "store"), ("web", "store")];

/// Libraries with one owner: everyone else goes through the owner.
const OWNED: [(&str, &[&str]); 8] = [
    ("rusqlite", &["store"]),
    ("sqlx", &["store"]),
    ("tantivy", &["search"]),
    ("lettre", &["mail"]),
    ("zip", &["archive", "testkit"]),
    ("object_store", &["net"]),
    ("c2pa", &["credentials"]),
    ("reqwest", &["net", "testkit", "bench"]),
];

struct Dependency {
    from: String,
    to: String,
    ours: bool,
    only_in_tests: bool,
}

#[test]
fn dependencies_point_inwards() {
    let metadata = metadata().unwrap();
    let dependencies = dependencies(&metadata);
    assert!(!dependencies.is_empty(), "cargo metadata lists no dependencies");
    let wrong: Vec<String> = dependencies.iter().filter_map(verdict).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_crate_has_a_place() {
    for name in crate_names(&metadata().unwrap()) {
        let placed = layer(&name).is_some() || TOOLS.contains(&name.as_str());
        assert!(placed, "the crate {name} stands in no layer of {}", file!());
    }
}

#[test]
fn the_rules_tell_right_from_wrong() {
    let ours = |from: &str, to: &str, only_in_tests| {
        verdict(&Dependency { from: from.to_owned(), to: to.to_owned(), ours: true, only_in_tests }).is_none()
    };
    let theirs = |from: &str, to: &str| {
        verdict(&Dependency { from: from.to_owned(), to: to.to_owned(), ours: false, only_in_tests: true })
            .is_none()
    };
    assert!(ours("app", "store", false) && ours("api", "app", false) && ours("api", "testkit", true));
    assert!(!ours("api", "store", false), "api reaches past app");
    assert!(!ours("web", "api", false), "two faces know each other");
    assert!(!ours("model", "text", false), "the innermost looks out");
    assert!(!ours("text", "store", false), "two of one layer");
    assert!(!ours("api", "testkit", false), "test tools in the product");
    assert!(theirs("store", "sqlx") && theirs("bench", "reqwest"));
    assert!(!theirs("app", "sqlx") && !theirs("api", "tantivy"));
}

/// What is wrong with a dependency, if anything is.
fn verdict(dependency: &Dependency) -> Option<String> {
    let Dependency { from, to, ours, only_in_tests } = dependency;
    if let Some((_, owners)) = OWNED.iter().find(|(library, _)| library == to) {
        return (!owners.contains(&from.as_str()))
            .then(|| format!("{from} names {to}; only {} may", owners.join(", ")));
    }
    if !ours || *only_in_tests || from == "xtask" || from == "bench" || from == "testkit" {
        return None;
    }
    if TOOLS.contains(&to.as_str()) {
        return Some(format!("{from} depends on {to}, which is for tests only"));
    }
    if NEVER.contains(&(from, to)) {
        return Some(format!("{from} depends on {to}; it must go through app"));
    }
    let (inner, outer) = (layer(to)?, layer(from)?);
    (inner >= outer).then(|| format!("{from} depends on {to}, which does not lie further in"))
}

fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|crates| crates.contains(&name))
}

fn metadata() -> Result<Value, Box<dyn std::error::Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn crate_names(metadata: &Value) -> Vec<String> {
    items(&metadata["packages"]).iter().map(|package| short(&package["name"])).collect()
}

fn dependencies(metadata: &Value) -> Vec<Dependency> {
    let mut all = Vec::new();
    for package in items(&metadata["packages"]) {
        for dependency in items(&package["dependencies"]) {
            all.push(Dependency {
                from: short(&package["name"]),
                to: short(&dependency["name"]),
                ours: dependency["path"].is_string(),
                only_in_tests: dependency["kind"] == "dev",
            });
        }
    }
    all
}

fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}

/// `braise-store` is `store` to us.
fn short(name: &Value) -> String {
    let name = name.as_str().unwrap_or_default();
    name.strip_prefix("braise-").unwrap_or(name).to_owned()
}
