//! The community's lexicon: a record `community.lexicon.preference.ai`, at the key `self` with the
//! scope of the whole account.
//!
//! | word | purposes |
//! |---|---|
//! | `training` | generative training, other training |
//! | `inference` | assistant context |
//! | `embedding` | embeddings and search |
//! | `syntheticContent` | synthetic content |
//!
//! Lost: which of the two kinds of training differ (read back, they are the same); snapshot, archive
//! and bridge; posts, pictures and reasons. Records for one consumer or one collection say nothing
//! here: the ledger does not tell users apart, so their yes must not count for all.

use crate::{Choice, Choices, Purpose};
use model::Time;
use serde_json::{Map, Value, json};

/// The record's type.
pub const TYPE: &str = "community.lexicon.preference.ai";
const WHOLE_ACCOUNT: &str = "community.lexicon.preference.ai#globalScope";

/// Each word and what it stands for.
const WORDS: [(&str, &[Purpose]); 4] = [
    ("training", &[Purpose::GenerativeTraining, Purpose::OtherTraining]),
    ("inference", &[Purpose::AssistantContext]),
    ("embedding", &[Purpose::EmbeddingsSearch]),
    ("syntheticContent", &[Purpose::SyntheticContent]),
];

/// The record of an account whose choices were last changed at `updated`. What is unset is left out,
/// which the lexicon reads as no preference.
pub fn write(choices: &Choices, updated: Time) -> Value {
    let mut preferences = Map::new();
    for (word, purposes) in WORDS {
        if let Some(allow) = choices.of_all(purposes).flag() {
            preferences.insert(word.to_owned(), json!({ "allow": allow, "updatedAt": updated.iso() }));
        }
    }
    json!({
        "$type": TYPE,
        "updatedAt": updated.iso(),
        "preferences": preferences,
        "scope": { "$type": WHOLE_ACCOUNT },
    })
}

/// What a record says of a whole account.
pub fn read(record: &Value) -> Choices {
    let mut choices = Choices::UNSET;
    let narrower = record.get("scope").is_some_and(|scope| scope["$type"] != WHOLE_ACCOUNT);
    if record["$type"] != TYPE || narrower {
        return choices;
    }
    for (word, purposes) in WORDS {
        choices.set_all(purposes, Choice::from_flag(record["preferences"][word]["allow"].as_bool()));
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_word_of_its_own_comes_back_as_it_was() {
        for choice in Choice::ALL {
            for purpose in [Purpose::AssistantContext, Purpose::EmbeddingsSearch, Purpose::SyntheticContent] {
                let choices = Choices::UNSET.with(purpose, choice);
                assert_eq!(read(&write(&choices, Time::from_millis(1))), choices);
            }
            let training = [(Purpose::GenerativeTraining, choice), (Purpose::OtherTraining, choice)];
            let training: Choices = training.into_iter().collect();
            assert_eq!(read(&write(&training, Time::from_millis(1))), training);
        }
    }

    #[test]
    fn a_yes_for_one_consumer_is_no_yes_for_all() {
        let everybody = write(&Choices::UNSET.with(Purpose::AssistantContext, Choice::Yes), Time::default());
        let mut one = everybody.clone();
        one["scope"] =
            json!({ "$type": "community.lexicon.preference.ai#entityScope", "domain": "a.example" });
        assert!(!read(&everybody).is_unset());
        assert!(read(&one).is_unset());
    }
}
