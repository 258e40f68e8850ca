//! The purposes in plain words, each with what the member says of it.

use crate::show::when::day;
use crate::visit::Visit;
use app::Standing;
use consent::{Choice, Choices, Purpose};

/// A purpose that is asked about.
pub(super) struct Asked {
    /// Its name in the form.
    pub(super) word: &'static str,
    pub(super) title: &'static str,
    /// What it means and who does it.
    pub(super) means: &'static str,
    /// What taking it back does not undo.
    pub(super) undo: &'static str,
    pub(super) choice: Choice,
    /// The choice that counts while this one is unset; nothing where that is a no by itself.
    pub(super) below: Option<Choice>,
    /// When and through what it was said.
    pub(super) since: Option<String>,
    /// Why.
    pub(super) reason: String,
}

impl Asked {
    pub(super) fn is(&self, word: &str) -> bool {
        self.choice.word() == word
    }

    /// What counts while this one is unset is a yes.
    pub(super) fn below_is_yes(&self) -> bool {
        self.below == Some(Choice::Yes)
    }
}

/// All purposes with what was said; `below` is what was said less specifically.
pub(super) fn asked(visit: &Visit, standing: &Standing, below: Option<&Choices>) -> Vec<Asked> {
    let one = |purpose: Purpose| {
        let line = standing.line(purpose).map(|line| &line.said);
        let said = line.map(|said| {
            let text = visit.speech.with("words-since", "day", &day(visit.speech, said.at));
            text.replace("THROUGH", through(visit, &said.through))
        });
        let (title, means, undo) = texts(purpose);
        Asked {
            word: purpose.word(),
            title,
            means,
            undo,
            choice: standing.choices.get(purpose),
            below: below.map(|below| below.get(purpose)),
            since: said,
            reason: line.map(|said| said.reason.clone()).unwrap_or_default(),
        }
    };
    Purpose::ALL.into_iter().map(one).collect()
}

/// What something was said through, in words.
pub(super) fn through<'s>(visit: &Visit, through: &'s str) -> &'s str {
    match through {
        "web" => visit.speech.say("words-pages"),
        "token" => visit.speech.say("words-token"),
        _ => through.strip_prefix("app:").unwrap_or(through),
    }
}

/// The id of a purpose's title.
pub(crate) fn title(purpose: Purpose) -> &'static str {
    texts(purpose).0
}

/// Title, meaning, and what taking it back does not undo.
fn texts(purpose: Purpose) -> (&'static str, &'static str, &'static str) {
    match purpose {
        Purpose::GenerativeTraining => ("use-generative", "use-generative-means", "use-training-undo"),
        Purpose::OtherTraining => ("use-other", "use-other-means", "use-training-undo"),
        Purpose::AssistantContext => ("use-assistant", "use-assistant-means", "use-assistant-undo"),
        Purpose::EmbeddingsSearch => ("use-embeddings", "use-embeddings-means", "use-embeddings-undo"),
        Purpose::SyntheticContent => ("use-synthetic", "use-synthetic-means", "use-synthetic-undo"),
        Purpose::PublicSnapshot => ("use-snapshot", "use-snapshot-means", "use-snapshot-undo"),
        Purpose::Archive => ("use-archive", "use-archive-means", "use-snapshot-undo"),
        Purpose::Bridge => ("use-bridge", "use-bridge-means", "use-bridge-undo"),
    }
}
