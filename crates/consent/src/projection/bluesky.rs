//! Bluesky's proposal 0008: a record `org.user-intents.declaration` in the member's repository.
//!
//! | word | purposes |
//! |---|---|
//! | `syntheticContentGeneration` | generative training, assistant context, synthetic content |
//! | `bulkDataset` | public snapshot |
//! | `publicAccessArchive` | archive |
//! | `protocolBridging` | bridge |
//!
//! Lost: which of the three purposes of the first word differ (read back, they are the same); other
//! training and embeddings, which the proposal leaves out; posts, pictures and reasons.

use crate::{Choice, Choices, Purpose};
use model::Time;
use serde_json::{Map, Value, json};

/// The record's type.
pub const TYPE: &str = "org.user-intents.declaration";

/// Each word and what it stands for.
const WORDS: [(&str, &[Purpose]); 4] = [
    (
        "syntheticContentGeneration",
        &[Purpose::GenerativeTraining, Purpose::AssistantContext, Purpose::SyntheticContent],
    ),
    ("bulkDataset", &[Purpose::PublicSnapshot]),
    ("publicAccessArchive", &[Purpose::Archive]),
    ("protocolBridging", &[Purpose::Bridge]),
];

/// The record of an account whose choices were last changed at `updated`. A word without `allow` is
/// an undefined preference.
pub fn write(choices: &Choices, updated: Time) -> Value {
    let mut record = Map::new();
    record.insert("$type".to_owned(), TYPE.into());
    record.insert("updatedAt".to_owned(), updated.iso().into());
    for (word, purposes) in WORDS {
        let mut intention = json!({ "updatedAt": updated.iso() });
        if let Some(allow) = choices.of_all(purposes).flag() {
            intention["allow"] = allow.into();
        }
        record.insert(word.to_owned(), intention);
    }
    record.into()
}

/// What a record says. Anything but `true` or `false` is nothing said; another type of record says
/// nothing.
pub fn read(record: &Value) -> Choices {
    let mut choices = Choices::UNSET;
    if record["$type"] != TYPE {
        return choices;
    }
    for (word, purposes) in WORDS {
        choices.set_all(purposes, Choice::from_flag(record[word]["allow"].as_bool()));
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_word_of_its_own_comes_back_as_it_was() {
        let own = [Purpose::PublicSnapshot, Purpose::Archive, Purpose::Bridge];
        for choice in Choice::ALL {
            for purpose in own {
                let choices = Choices::UNSET.with(purpose, choice);
                assert_eq!(read(&write(&choices, Time::from_millis(1))), choices);
            }
        }
    }

    #[test]
    fn generating_needs_all_three() {
        let mut choices = Choices::UNSET;
        for (purpose, before) in WORDS[0].1.iter().zip([Value::Null, Value::Null, Value::Null]) {
            assert_eq!(write(&choices, Time::default())["syntheticContentGeneration"]["allow"], before);
            choices.set(*purpose, Choice::Yes);
        }
        assert_eq!(write(&choices, Time::default())["syntheticContentGeneration"]["allow"], true);
        let refused = choices.with(Purpose::AssistantContext, Choice::No);
        assert_eq!(write(&refused, Time::default())["syntheticContentGeneration"]["allow"], false);
    }

    #[test]
    fn what_cannot_be_read_says_nothing() {
        for record in [
            json!(null),
            json!({ "bulkDataset": { "allow": true } }),
            json!({ "$type": "another", "bulkDataset": { "allow": true } }),
            json!({ "$type": TYPE, "bulkDataset": { "allow": "yes" }, "publicAccessArchive": true }),
        ] {
            assert!(read(&record).is_unset(), "{record}");
        }
    }
}
