//! TDMRep, the W3C group's protocol to reserve text and data mining (Directive (EU) 2019/790, article
//! 4): a `tdm-reservation` field of answers, and `/.well-known/tdmrep.json` for whole paths.
//!
//! One bit stands for generative training, other training and embeddings: it is 0 only when all three
//! are a yes.
//!
//! Lost: everything else, reasons, and what is unset rather than refused, because silence leaves the
//! law's exception open.

use crate::{Choice, Choices, Purpose};
use serde_json::{Value, json};

/// The field's name.
pub const HEADER: &str = "tdm-reservation";

/// What counts as mining.
const MINING: [Purpose; 3] = [Purpose::GenerativeTraining, Purpose::OtherTraining, Purpose::EmbeddingsSearch];

/// The field for a page or a file of somebody who said this: whether mining is reserved.
pub fn write(choices: &Choices) -> &'static str {
    if choices.of_all(&MINING) == Choice::Yes { "0" } else { "1" }
}

/// What a field says; anything but 0 or 1 says nothing.
pub fn read(field: &str) -> Choices {
    mining(match field.trim() {
        "0" => Choice::Yes,
        "1" => Choice::No,
        _ => Choice::Unset,
    })
}

/// The file for a whole server, where members decide for themselves: all is reserved, and what a
/// member leaves free is said with each answer, which TDMRep lets count before the file.
pub fn well_known() -> Value {
    json!([{ "location": "/", "tdm-reservation": 1 }])
}

/// What a server's file says about a path: the first rule that fits counts. `*` stands for anything
/// and `$` for the end.
pub fn read_well_known(file: &Value, path: &str) -> Choices {
    let rules = file.as_array().map_or(&[][..], Vec::as_slice);
    let fits = |rule: &&Value| rule["location"].as_str().is_some_and(|pattern| fits(pattern, path));
    let bit = rules.iter().find(fits).and_then(|rule| rule["tdm-reservation"].as_i64());
    mining(match bit {
        Some(0) => Choice::Yes,
        Some(1) => Choice::No,
        _ => Choice::Unset,
    })
}

fn mining(choice: Choice) -> Choices {
    let mut choices = Choices::UNSET;
    choices.set_all(&MINING, choice);
    choices
}

/// Whether a path fits a pattern, as in robots.txt (RFC 9309, section 2.2.3), in linear time.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return !whole || rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    if whole { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mining_is_free_only_when_each_use_is() {
        let mut choices = Choices::UNSET;
        for purpose in MINING {
            assert_eq!(write(&choices), "1");
            choices.set(purpose, Choice::Yes);
        }
        assert_eq!(write(&choices), "0");
        assert_eq!(read(write(&choices)), choices);
        assert_eq!(write(&choices.with(Purpose::OtherTraining, Choice::No)), "1");
        assert!(read("").is_unset() && read("2").is_unset() && read("yes").is_unset());
    }

    #[test]
    fn the_file_reserves_all_paths() {
        for path in ["/", "/@ada", "/@ada/12", "/media/a.png"] {
            assert_eq!(read_well_known(&well_known(), path), read("1"), "{path}");
        }
    }

    #[test]
    fn the_first_rule_that_fits_counts() {
        let file = json!([
            { "location": "/open/*", "tdm-reservation": 0 },
            { "location": "*.png$", "tdm-reservation": 1 },
            { "location": "/odd", "tdm-reservation": "1" },
        ]);
        assert_eq!(read_well_known(&file, "/open/a.png"), read("0"));
        assert_eq!(read_well_known(&file, "/a/b.png"), read("1"));
        assert!(read_well_known(&file, "/a/b.png?x").is_unset());
        assert!(read_well_known(&file, "/odd").is_unset());
        assert!(read_well_known(&json!({ "location": "/" }), "/").is_unset());
    }
}
