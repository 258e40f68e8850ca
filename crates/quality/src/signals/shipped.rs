//! The models that are part of the program. `MODEL.md` beside this crate says what they were made from.

use super::Language;
use crate::compact::{self, Compact};
use crate::model::Reader;
use std::sync::OnceLock;

static BYTES: &[u8] = include_bytes!("../../model/signals.bin");

/// What a model was learned for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Task {
    /// Its name.
    pub name: &'static str,
    /// The label of its texts that is looked at.
    pub label: &'static str,
    /// Whether the signal is that the label applies, or that it does not.
    pub applies: bool,
    /// The share of posts it is expected to hold for. The texts to learn from were gathered for the
    /// purpose, so far more of them insult or advertise than of what people post.
    pub usual: f32,
}

/// The models in the order they stand in the file.
pub const TASKS: [Task; 4] = [
    Task { name: "clickbait_en", label: "clickbait", applies: true, usual: 0.1 },
    Task { name: "spam_en", label: "spam", applies: true, usual: 0.05 },
    Task { name: "toxicity_en", label: "neither", applies: false, usual: 0.05 },
    Task { name: "toxicity_fr", label: "abusive", applies: true, usual: 0.05 },
];

/// What was learned about a text.
#[derive(Default)]
pub struct Learned {
    pub clickbait: Option<f32>,
    pub spam: Option<f32>,
    pub toxicity: Option<f32>,
}

/// What the models say of the text that was read last.
pub fn learned(language: Language, reader: &mut Reader) -> Learned {
    static MODELS: OnceLock<Vec<Compact>> = OnceLock::new();
    // The file is part of the program, and a test reads it; damaged, nothing would be said.
    let models = MODELS.get_or_init(|| compact::read(BYTES).unwrap_or_default());
    let mut chance = |task: usize| models.get(task).map(|model| model.chance(reader));
    match language {
        Language::English => Learned { clickbait: chance(0), spam: chance(1), toxicity: chance(2) },
        Language::French => Learned { toxicity: chance(3), ..Learned::default() },
        Language::Other => Learned::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_a_model_a_task_and_is_small() {
        assert_eq!(compact::read(BYTES).unwrap().len(), TASKS.len());
        assert!(BYTES.len() <= 2_000_000);
    }
}
