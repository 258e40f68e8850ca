//! `cargo xtask test`: everything that must hold, with what it needs.

use crate::changes::{self, Fingerprints, Package};
use crate::options::Test;
use crate::postgres::Postgres;
use crate::report::{Aside, Report};
use crate::selection::Selection;
use crate::tools::Tools;
use crate::{doctests, npm, python, shell};
use anyhow::{Context as _, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs the steps and tells how they went; false when something failed or, in CI, was left out.
pub fn run(options: &Test) -> Result<bool> {
    let mut report = Report::begin();
    let metadata = shell::metadata()?;
    let target = shell::target_folder(&metadata)?;
    let runner = Runner::find(&target);
    // Both wait for the disk and each other's kind often enough to go side by side.
    let (mut surroundings, built) = std::thread::scope(|both| {
        let build = both.spawn(|| Aside::step("build, beside the tools", || runner.build()));
        let surroundings = report.time("tools", || Surroundings::make(&target));
        if !options.quick {
            report.step("formatting", || shell::succeeds(shell::cargo().args(["fmt", "--all", "--check"])));
            rules(&mut report);
        }
        (surroundings, build.join().is_ok_and(|build| report.note(build)))
    });
    let packages = changes::packages(&metadata);
    let now = Fingerprints::of_workspace(&packages, &surroundings.named())?;
    let changed = runner.selects().then(|| changed(options, &now, &target)).flatten();
    let selection = changed.as_ref().map_or(Selection::Everything, Selection::reached_by);
    let reached: Vec<&Package> = match &changed {
        Some(changed) => changes::built_on(changed, &packages),
        None => packages.iter().collect(),
    };
    if built {
        surroundings.prepare(&target);
        // Tests wait for servers and browsers often enough for the lints to find their time beside them; what the tests
        // wait for is not to wait for the lints.
        std::thread::scope(|both| {
            let lints = (!options.quick).then(|| both.spawn(|| lints(options, &reached)));
            report.step("tests", || runner.test(options, &selection, &surroundings, &target));
            for aside in lints.and_then(|lints| lints.join().ok()).into_iter().flatten() {
                report.note(aside);
            }
        });
    } else {
        report.skip("tests", "nothing to test without a build");
    }
    report.print();
    if let Selection::Reached { told, .. } = &selection {
        println!("{told}");
    }
    let complete = tell_missing(&surroundings.tools);
    if report.all_passed() && options.is_whole() {
        now.remember(&target)?;
    }
    Ok(report.all_passed() && (complete || !in_ci()))
}

/// What changed since everything passed, where only what that reaches is to be run; nothing where all is: in CI, for who
/// asks for it, for who names tests, and where nothing is known of what passed.
fn changed(options: &Test, now: &Fingerprints, target: &Path) -> Option<BTreeSet<String>> {
    if in_ci() || options.all || !options.names_none() {
        return None;
    }
    now.changed_since(&Fingerprints::passed(target)?)
}

fn lints(options: &Test, reached: &[&Package]) -> Vec<Aside> {
    let lint = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
    let mut done =
        vec![Aside::step("lints, beside the tests", || shell::quietly(shell::patient_cargo().args(lint)))];
    // Who asks for some tests does not ask for all examples.
    if options.names_none() && reached.iter().any(|package| doctests::any_in(&package.folder)) {
        let examples = ["test", "--doc", "--workspace", "--quiet"];
        done.push(Aside::step("examples in the docs, beside the tests", || {
            shell::quietly(shell::patient_cargo().args(examples))
        }));
    }
    done
}

fn rules(report: &mut Report) {
    let name = "licences, sources, bans";
    if shell::output(shell::cargo().args(["deny", "--version"])).is_err() {
        return report.skip(name, "cargo-deny is not installed");
    }
    report.step(name, || {
        shell::succeeds(shell::cargo().args(["deny", "--workspace", "check", "licenses", "sources", "bans"]))
    });
}

/// What builds and runs the tests.
enum Runner {
    /// `cargo nextest`, which writes down here what was built and then runs it without asking cargo again:
    /// cargo lets one at a time into the target folder, and the lints are there by then.
    Nextest { binaries: PathBuf },
    /// `cargo test`.
    Cargo,
}

impl Runner {
    fn find(target: &Path) -> Self {
        match shell::output(shell::cargo().args(["nextest", "--version"])) {
            Ok(_) => Self::Nextest { binaries: target.join("test-binaries.json") },
            Err(_) => Self::Cargo,
        }
    }

    /// Whether it can be told to leave tests out; if not, all are run.
    fn selects(&self) -> bool {
        matches!(self, Self::Nextest { .. })
    }

    /// Builds the tests with the program, in one go: two would leave a core idle at the end of each.
    fn build(&self) -> Result<(bool, String)> {
        // Always as a whole: a part of it would be built with other features, from the ground up.
        let all = ["--workspace", "--lib", "--bins", "--tests"];
        let built = shell::quietly(shell::cargo().args(["build", "--quiet"]).args(all))?;
        if let (true, Self::Nextest { binaries }) = (built.0, self) {
            let list = [
                "nextest",
                "list",
                "--cargo-quiet",
                "--list-type",
                "binaries-only",
                "--message-format",
                "json",
            ];
            std::fs::write(binaries, shell::output(shell::cargo().args(list).args(all))?)?;
        }
        Ok(built)
    }

    fn test(
        &self,
        options: &Test,
        selection: &Selection,
        surroundings: &Surroundings,
        target: &Path,
    ) -> Result<bool> {
        let mut run = shell::cargo();
        match self {
            Self::Nextest { binaries } => {
                run.args(["nextest", "run", "--no-tests", "warn", "--binaries-metadata"]).arg(binaries);
                if let Selection::Reached { filter, .. } = selection {
                    run.args(["-E", filter]);
                }
                for package in &options.packages {
                    run.args(["-E", &format!("package(={package})")]);
                }
            }
            Self::Cargo if options.packages.is_empty() => {
                run.args(["test", "--workspace", "--lib", "--bins", "--tests"]);
            }
            Self::Cargo => {
                run.arg("test").args(options.packages.iter().flat_map(|package| ["-p", package]));
            }
        }
        shell::succeeds(surroundings.give(run.args(&options.passed_on), target))
    }
}

/// What tests find around them, alive as long as this is.
struct Surroundings {
    tools: Tools,
    postgres: Option<Postgres>,
    python: Option<std::path::PathBuf>,
    axe: Option<std::path::PathBuf>,
    masto: Option<std::path::PathBuf>,
}

impl Surroundings {
    fn make(target: &Path) -> Self {
        let mut tools = Tools::ensure();
        let postgres = tools.place("postgres").map(|programs| Postgres::start(programs)).transpose();
        let postgres = postgres.unwrap_or_else(|why| {
            tools.lack("postgres", format!("{why:#}"));
            None
        });
        let python = tools.place("python").map(|python| python::environment(python, target)).transpose();
        let python = python.unwrap_or_else(|why| {
            tools.lack("python", format!("{why:#}"));
            None
        });
        let llama = python.as_deref().context("there is no Python for it").and_then(python::llama);
        if let (Err(why), Some(_)) = (llama, tools.place("llama.cpp")) {
            tools.lack("llama.cpp", format!("{why:#}"));
        }
        let axe = tools.place("axe").map(|npm| npm::axe(npm, target)).transpose();
        let axe = axe.unwrap_or_else(|why| {
            tools.lack("axe", format!("{why:#}"));
            None
        });
        let masto = tools.place("masto.js").map(|npm| npm::masto(npm, target)).transpose();
        let masto = masto.unwrap_or_else(|why| {
            tools.lack("masto.js", format!("{why:#}"));
            None
        });
        Self { tools, postgres, python, axe, masto }
    }

    /// Has the schema made once, in a database that those of the tests are copies of.
    fn prepare(&mut self, target: &Path) {
        let Some(postgres) = &mut self.postgres else { return };
        if let Err(why) = postgres.make_template(&target.join("debug/braise")) {
            println!("Every test makes its own schema: {why:#}");
        }
    }

    /// What tests depend on and no package holds, in words that are the same as long as that is.
    fn named(&self) -> String {
        let reference = std::env::var("BRAISE_REFERENCE").unwrap_or_else(|_| "../shared".to_owned());
        let there = shell::root().join(&reference).is_dir();
        format!("without {}; {reference}: {there}", self.tools.missing_names())
    }

    /// Tells a test run, through its environment, what there is.
    fn give<'a>(&self, run: &'a mut Command, target: &Path) -> &'a mut Command {
        run.env("BRAISE_TEST_BINARY", target.join("debug/braise"));
        run.env("BRAISE_TEST_MISSING", self.tools.missing_names());
        // What is there has to be used: a test that skips it nevertheless fails.
        run.env("BRAISE_TEST_REQUIRE", self.tools.found_names());
        if let Some(postgres) = &self.postgres {
            run.env("BRAISE_TEST_POSTGRES", &postgres.url);
            if let Some(template) = &postgres.template {
                run.env("BRAISE_TEST_TEMPLATE", template);
            }
            // Its own psql comes first: Debian's is a script that looks for it, slower than what it does.
            run.env("PATH", shell::path_with(&postgres.programs));
        }
        if let Some(python) = &self.python {
            run.env("BRAISE_TEST_PYTHON", python);
        }
        if let Some(axe) = &self.axe {
            run.env("BRAISE_TEST_AXE", axe);
        }
        if let Some(masto) = &self.masto {
            run.env("BRAISE_TEST_MASTO", masto);
        }
        for (name, variable) in [
            ("chromium", "BRAISE_TEST_CHROMIUM"),
            ("chromedriver", "BRAISE_TEST_CHROMEDRIVER"),
            ("ffmpeg", "BRAISE_TEST_FFMPEG"),
        ] {
            if let Some(place) = self.tools.place(name) {
                run.env(variable, place);
            }
        }
        run
    }
}

/// Says what was left out; whether nothing was.
fn tell_missing(tools: &Tools) -> bool {
    for missing in &tools.missing {
        println!("LEFT OUT for want of {}: {}. {}", missing.name, missing.tests, missing.why);
    }
    if !tools.missing.is_empty() && in_ci() {
        println!("In CI (CI=true) that is a failure.");
    }
    tools.missing.is_empty()
}

fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true" || ci == "1")
}
