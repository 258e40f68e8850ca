//! The Creator Assertions Working Group's assertion `cawg.training-mining` (1.1), which travels inside
//! a picture's content credentials.
//!
//! | entry | purpose |
//! |---|---|
//! | `cawg.ai_generative_training` | generative training |
//! | `cawg.ai_training` | other training |
//! | `cawg.ai_inference` | assistant context |
//! | `cawg.data_mining` | embeddings and search |
//!
//! Lost: the four other purposes; and that something was unset rather than refused, because a picture
//! travels far and silence would be taken for leave. The reason may go along as `constraints_info`
//! where it is a `constrained`, which we never write and read as no, as the specification asks.

use crate::{Choice, Choices, Purpose};
use serde_json::{Map, Value, json};

/// The assertion's label.
pub const LABEL: &str = "cawg.training-mining";

/// Each entry and what it stands for.
const ENTRIES: [(&str, Purpose); 4] = [
    ("cawg.ai_generative_training", Purpose::GenerativeTraining),
    ("cawg.ai_training", Purpose::OtherTraining),
    ("cawg.ai_inference", Purpose::AssistantContext),
    ("cawg.data_mining", Purpose::EmbeddingsSearch),
];

/// The assertion's data.
pub fn write(choices: &Choices) -> Value {
    let mut entries = Map::new();
    for (name, purpose) in ENTRIES {
        let word = if choices.get(purpose) == Choice::Yes { "allowed" } else { "notAllowed" };
        entries.insert(name.to_owned(), json!({ "use": word }));
    }
    json!({ "entries": entries })
}

/// What an assertion says.
pub fn read(assertion: &Value) -> Choices {
    let choice = |name: &str| match assertion["entries"][name]["use"].as_str() {
        Some("allowed") => Choice::Yes,
        Some("notAllowed" | "constrained") => Choice::No,
        _ => Choice::Unset,
    };
    ENTRIES.into_iter().map(|(name, purpose)| (purpose, choice(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decided_comes_back_and_unset_comes_back_as_no() {
        for (_, purpose) in ENTRIES {
            for choice in Choice::ALL {
                let back = read(&write(&Choices::UNSET.with(purpose, choice)));
                assert_eq!(back.get(purpose), choice.or(Choice::No));
            }
        }
    }

    #[test]
    fn a_constrained_use_is_a_no() {
        let assertion = json!({ "entries": { "cawg.ai_training": {
            "use": "constrained", "constraints_info": "https://a.example/licence",
        }, "cawg.data_mining": { "use": "sometimes" } } });
        assert_eq!(read(&assertion), Choices::UNSET.with(Purpose::OtherTraining, Choice::No));
    }
}
