//! A context note, ready to print.

use super::when::When;
use crate::texts::Speech;
use crate::visit::Visit;
use app::notes::{HELPFUL, NoteNumbers, REASONS};
use app::{Helpful, NoteStanding, NoteView, ShownNote};
use model::NoteId;

/// What a note's standing rests on, in sentences.
fn evidence(speech: Speech, numbers: &NoteNumbers) -> Vec<String> {
    let decimal = |number: f64, places: usize| {
        let text = format!("{number:.places$}").replace('-', "−");
        if speech.0.code() == "fr" { text.replace('.', ",") } else { text }
    };
    let mut told = vec![speech.count("note-counted", numbers.counted)];
    if numbers.counted == 0 {
        return told;
    }
    told.push(speech.with("note-helpful-number", "number", &decimal(numbers.helpful, 2)));
    told.push(speech.with("note-side-number", "number", &decimal(numbers.side, 2)));
    for (text, (raters, share)) in ["note-one-side", "note-other-side"].into_iter().zip(numbers.sides) {
        told.push(speech.count(text, raters).replace("SHARE", &decimal(share * 100.0, 0)));
    }
    told.push(speech.count("note-fewest", numbers.fewest));
    told
}

/// A note shown under its post.
#[derive(Clone, Debug)]
pub(crate) struct Below {
    pub(crate) text: String,
    /// Address and host of each source.
    pub(crate) sources: Vec<(String, String)>,
    /// What it rests on.
    pub(crate) evidence: Vec<String>,
}

impl Below {
    pub(crate) fn new(speech: Speech, note: &ShownNote) -> Self {
        Self {
            text: note.text.clone(),
            sources: sources(&note.sources),
            evidence: evidence(speech, &note.numbers),
        }
    }
}

/// A note where it can be rated.
#[derive(Clone, Debug)]
pub(crate) struct Rated {
    pub(crate) id: NoteId,
    pub(crate) text: String,
    pub(crate) sources: Vec<(String, String)>,
    pub(crate) written: When,
    /// The text of what became of it.
    pub(crate) standing: &'static str,
    pub(crate) since: When,
    pub(crate) locked: bool,
    pub(crate) ratings: i64,
    /// What it rests on.
    pub(crate) evidence: Vec<String>,
    pub(crate) may_rate: bool,
    /// Whether whoever looks rated it before.
    pub(crate) rated: bool,
    /// Word, text, and whether it was chosen before.
    pub(crate) answers: Vec<(&'static str, &'static str, bool)>,
    pub(crate) reasons: Vec<(&'static str, &'static str, bool)>,
    pub(crate) may_remove: bool,
}

impl Rated {
    pub(crate) fn new(visit: &Visit, note: NoteView) -> Self {
        let (speech, now) = (visit.speech, visit.app().now());
        let moderates = visit.member().is_some_and(|member| member.account.role > model::Role::Member);
        let given = note.given.as_ref();
        let answers = HELPFUL.map(|helpful| {
            (helpful.word(), answer_text(helpful), given.is_some_and(|(given, _)| *given == helpful))
        });
        let reasons = REASONS.map(|(word, _)| {
            let chosen = given.is_some_and(|(_, reasons)| reasons.iter().any(|reason| reason == word));
            (word, reason_text(word), chosen)
        });
        Self {
            id: note.id,
            sources: sources(&note.sources),
            written: When::new(speech, note.created_at, now),
            standing: match note.standing {
                NoteStanding::NeedsMore => "note-needs-more",
                NoteStanding::Helpful => "note-helpful",
                NoteStanding::NotHelpful => "note-not-helpful",
            },
            since: When::new(speech, note.since, now),
            locked: note.locked,
            ratings: note.ratings,
            evidence: evidence(speech, &note.numbers),
            may_rate: note.may_rate,
            rated: given.is_some(),
            answers: answers.into(),
            reasons: reasons.into(),
            may_remove: note.mine || moderates,
            text: note.text,
        }
    }
}

const fn answer_text(helpful: Helpful) -> &'static str {
    match helpful {
        Helpful::Yes => "note-yes",
        Helpful::Somewhat => "note-somewhat",
        Helpful::No => "note-no",
    }
}

fn reason_text(word: &str) -> &'static str {
    match word {
        "clear" => "note-because-clear",
        "good_sources" => "note-because-good-sources",
        "important_context" => "note-because-important-context",
        "fair" => "note-because-fair",
        "wrong" => "note-because-wrong",
        "no_sources" => "note-because-no-sources",
        "unfair" => "note-because-unfair",
        "off_topic" => "note-because-off-topic",
        _ => "note-because-not-needed",
    }
}

fn sources(sources: &[String]) -> Vec<(String, String)> {
    let host =
        |source: &String| source.split('/').nth(2).unwrap_or_default().trim_start_matches("www.").to_owned();
    sources.iter().map(|source| (source.clone(), host(source))).collect()
}
