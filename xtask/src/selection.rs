//! Which tests a change can reach.
//!
//! A test of a crate reaches what that crate is made of; cargo knows that. A story is told to the whole program, and
//! reaches all of it, but for a few crates at the edge that only some stories have anything to do with: those
//! are in [`REACH`]. Everything is run in CI, and where nothing is known of what passed.

use std::collections::BTreeSet;

/// The stories' crate.
const STORIES: &str = "braise-it";

/// Tests that look at all crates from outside: where each stands.
const ALWAYS: &str = "package(=xtask)";

/// Which stories run anything of a crate, by their areas (modules) or one by one; of a crate that is not here, all do.
///
/// It was found by having every function of these crates note that it ran, and telling all stories to such a program.
/// `access` is left out: its tours pass by everything, and look at how pages are built, which is `web`'s. A new area that
/// reaches one of these crates belongs here.
const REACH: [(&str, &[&str]); 11] = [
    (
        "archive",
        &[
            "arriving",
            TOWN,
            "clients",
            "day",
            "demo",
            "erasing::nothing_of_a_member_who_leaves_is_left",
            "moving",
            "own",
            "pages::arriving",
            "pages::reading",
            "pages::settings",
            "relations",
            "verify",
            "web_app",
        ],
    ),
    ("art", &[TOWN, "create", "demo", "erasing::made_of_it"]),
    ("assistant", &["assistant", "demo", "erasing::made_of_it", "in_short", "models", "talk"]),
    ("dataset", &["arriving", TOWN, "datasets", "demo", "moving", "pages::arriving"]),
    ("demo", &[TOWN, "demo"]),
    ("discover", &["demo", "for_you"]),
    ("mail", &["create", "mail", "models"]),
    ("meaning", &["assistant", "in_short", "talk"]),
    ("models", &["create", "erasing::made_of_it", "models", "talk"]),
    (
        "quality",
        &[
            "demo",
            "erasing::made_of_it",
            "feeds",
            "feeds_outside",
            "for_you",
            "own",
            "pages::own_feeds",
            "slow_line",
        ],
    ),
    ("town", &[]),
];

/// The story that asks the made-up town.
const TOWN: &str = "assistant::the_town_answers_from_its_own_posts";

/// The tests to run.
#[derive(Debug, PartialEq, Eq)]
pub enum Selection {
    /// All of them.
    Everything,
    /// Those a change can reach.
    Reached {
        /// For the test runner: an expression that holds for them.
        filter: String,
        /// For people: what they are.
        told: String,
    },
}

impl Selection {
    /// The tests that these packages reach.
    pub fn reached_by(changed: &BTreeSet<String>) -> Self {
        let all_stories = changed.iter().any(|name| areas(name).is_none());
        let areas: BTreeSet<&str> =
            changed.iter().filter_map(|name| areas(name)).flatten().copied().collect();
        let crates: String = changed.iter().map(|name| format!(" + rdeps(={name})")).collect();
        let own = format!("(({ALWAYS}{crates}) - package(={STORIES}))");
        let (filter, stories) = if all_stories {
            (format!("{own} + package(={STORIES})"), "all stories".to_owned())
        } else if areas.is_empty() {
            (own, "no stories".to_owned())
        } else {
            let list = |between: &str| areas.iter().copied().collect::<Vec<_>>().join(between);
            let filter = format!("{own} + (package(={STORIES}) & test(/^({})(::|$)/))", list("|"));
            (filter, format!("the stories of {}", list(", ")))
        };
        let names: Vec<&str> = changed.iter().map(|name| name.trim_start_matches("braise-")).collect();
        let what = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
        let told = format!(
            "Since all tests passed, {what} changed: run were the tests of what is built on it, and {stories}. \
             `--all` runs everything."
        );
        Self::Reached { filter, told }
    }
}

fn areas(package: &str) -> Option<&'static [&'static str]> {
    let name = package.strip_prefix("braise-")?;
    REACH.iter().find(|(reached, _)| *reached == name).map(|(_, areas)| *areas)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell;

    fn filter(changed: &[&str]) -> String {
        match Selection::reached_by(&changed.iter().map(|name| (*name).to_owned()).collect()) {
            Selection::Reached { filter, .. } => filter,
            Selection::Everything => panic!("everything, for {changed:?}"),
        }
    }

    #[test]
    fn a_crate_at_the_edge_is_reached_by_some_stories_and_any_other_by_all() {
        let of_art = filter(&["braise-art"]);
        assert!(of_art.contains("rdeps(=braise-art)") && of_art.contains("create"), "{of_art}");
        assert!(!of_art.contains("streaming") && !of_art.ends_with("package(=braise-it)"), "{of_art}");
        for names in [&["braise-store"][..], &["braise-art", "braise-text"], &["braise-it"], &["xtask"]] {
            assert!(filter(names).ends_with("+ package(=braise-it)"), "{names:?}");
        }
    }

    #[test]
    fn what_is_listed_exists() {
        let root = shell::root();
        let tests = root.join("crates/it/tests/e2e");
        let stories = std::fs::read_to_string(tests.join("main.rs")).unwrap();
        for (name, areas) in REACH {
            assert!(root.join("crates").join(name).is_dir(), "there is no crate {name}");
            for area in areas {
                let (module, inner) = area.split_once("::").unwrap_or((area, ""));
                assert!(
                    stories.contains(&format!("mod {module};")),
                    "{name}: there are no stories of {area}"
                );
                let told = std::fs::read_to_string(tests.join(format!("{module}.rs"))).unwrap();
                let is_there = inner.is_empty()
                    || tests.join(format!("{module}/{inner}.rs")).is_file()
                    || told.contains(&format!("fn {inner}("));
                assert!(is_there, "{name}: there are no stories of {area}");
            }
        }
    }
}
