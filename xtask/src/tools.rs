//! The programs tests need, where they are, and which tests go without them.

use crate::{npm, packages, postgres, python, shell};
use std::path::PathBuf;

/// A program tests use: one row of [`NEEDED`].
pub struct Tool {
    /// Its name in `BRAISE_TEST_MISSING`.
    pub name: &'static str,
    /// What cannot be tested without it.
    pub tests: &'static str,
    packages: &'static [&'static str],
    find: fn() -> Option<PathBuf>,
}

/// Everything the tests use beyond Rust.
pub const NEEDED: [Tool; 8] = [
    Tool {
        name: "postgres",
        tests: "every store and server test on PostgreSQL",
        packages: &["postgresql"],
        find: postgres::find,
    },
    Tool {
        name: "python",
        tests: "the day driven by the Mastodon.py client",
        packages: &["python3", "python3-venv", "python3-pip"],
        find: python::find,
    },
    Tool {
        name: "llama.cpp",
        tests: "answers of a real server of models, held to schemas and tools",
        packages: &["python3", "python3-venv", "python3-pip"],
        find: python::find,
    },
    Tool {
        name: "chromium",
        tests: "the pages in a real browser",
        packages: &["chromium-headless-shell", "chromium"],
        find: || ["chromium-headless-shell", "chromium", "google-chrome"].into_iter().find_map(shell::find),
    },
    Tool {
        name: "chromedriver",
        tests: "the pages in a real browser",
        packages: &["chromium-driver"],
        find: || shell::find("chromedriver"),
    },
    Tool {
        name: "axe",
        tests: "what people with assistive technology would stumble over",
        packages: &["npm"],
        find: npm::find,
    },
    Tool {
        name: "masto.js",
        tests: "the day driven by masto.js in a real browser",
        packages: &["npm"],
        find: npm::find,
    },
    Tool {
        name: "ffmpeg",
        tests: "film and sound turned into what browsers play",
        packages: &["ffmpeg"],
        find: || shell::find("ffmpeg"),
    },
];

/// What could not be had, and why.
pub struct Missing {
    /// The tool's name in `BRAISE_TEST_MISSING`.
    pub name: &'static str,
    /// The tests left out for it.
    pub tests: &'static str,
    /// The reason.
    pub why: String,
}

/// The tools found after installing what was missing, with where they are.
pub struct Tools {
    found: Vec<(&'static str, PathBuf)>,
    /// What could not be had.
    pub missing: Vec<Missing>,
}

impl Tools {
    /// Finds every tool, installing what the system's packages offer.
    pub fn ensure() -> Self {
        let wanted: Vec<&str> = NEEDED
            .iter()
            .filter(|tool| (tool.find)().is_none())
            .flat_map(|tool| tool.packages.iter().copied())
            .collect();
        let refused = packages::install(&wanted).err();
        let mut tools = Self { found: Vec::new(), missing: Vec::new() };
        for tool in &NEEDED {
            match (tool.find)() {
                Some(place) => {
                    println!("{:>12}  {}", tool.name, place.display());
                    tools.found.push((tool.name, place));
                }
                None => {
                    let reason = refused.as_deref().unwrap_or("apt-get could not install it");
                    tools.lack(tool.name, format!("{reason}; install {} yourself", tool.packages.join(" ")));
                }
            }
        }
        tools
    }

    /// Where a tool is.
    pub fn place(&self, name: &str) -> Option<&PathBuf> {
        self.found.iter().find(|(found, _)| *found == name).map(|(_, place)| place)
    }

    /// Notes that a tool cannot be used after all.
    pub fn lack(&mut self, name: &str, why: String) {
        self.found.retain(|(found, _)| *found != name);
        if let Some(tool) = NEEDED.iter().find(|tool| tool.name == name) {
            println!("{:>12}  not to be had: {why}", tool.name);
            self.missing.push(Missing { name: tool.name, tests: tool.tests, why });
        }
    }

    /// The names of what is there, as `BRAISE_TEST_REQUIRE` lists them.
    pub fn found_names(&self) -> String {
        self.found.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",")
    }

    /// The names of what is missing, as `BRAISE_TEST_MISSING` lists them.
    pub fn missing_names(&self) -> String {
        self.missing.iter().map(|missing| missing.name).collect::<Vec<_>>().join(",")
    }
}
