//! A filter's form: how it begins, and what it asks for.

use super::super::{Choice, choices};
use super::place;
use crate::sent::Sent;
use crate::show::when::day;
use crate::texts::Speech;
use app::{FilterChanges, KeywordChanges};
use model::{Filter, FilterContext, FilterId};
use std::time::Duration;

/// Rows for new words.
const NEW_WORDS: usize = 3;

const ACTIONS: [(&str, &str); 3] =
    [("warn", "filter-warn-means"), ("hide", "filter-hide-means"), ("blur", "filter-blur-means")];

/// Seconds as a word, and the text. No seconds are for good.
const SPANS: [(&str, &str); 7] = [
    ("", "filter-for-good"),
    ("1800", "filter-half-hour"),
    ("3600", "span-hour"),
    ("21600", "span-six-hours"),
    ("86400", "span-day"),
    ("604800", "span-week"),
    ("2592000", "span-month"),
];

/// The choice that leaves the end where it is.
const STAYS: &str = "stays";

/// The form as it is shown.
pub(super) struct FilterForm {
    pub(super) title: String,
    pub(super) actions: Vec<Choice>,
    pub(super) places: Vec<Choice>,
    pub(super) spans: Vec<Choice>,
    /// The day it ends, if that is set.
    pub(super) ends: Option<String>,
    pub(super) words: Vec<Word>,
}

/// One row of words.
pub(super) struct Word {
    /// Which word of the filter, or which of the new ones.
    pub(super) key: String,
    pub(super) text: String,
    pub(super) whole: bool,
}

impl FilterForm {
    pub(super) fn blank() -> Self {
        Self {
            title: String::new(),
            actions: choices(&ACTIONS, "warn"),
            places: places(|context| context != FilterContext::Account),
            spans: choices(&SPANS, ""),
            ends: None,
            words: new_words(),
        }
    }

    pub(super) fn of_filter(speech: Speech, filter: &Filter) -> Self {
        let mut words: Vec<Word> = filter
            .keywords
            .iter()
            .map(|word| Word { key: word.id.to_string(), text: word.keyword.clone(), whole: word.whole_word })
            .collect();
        words.extend(new_words());
        let ends = filter.expires_at.map(|end| day(speech, end));
        Self {
            title: filter.title.clone(),
            actions: choices(&ACTIONS, filter.action.word()),
            places: places(|context| filter.contexts.contains(&context)),
            spans: choices(&SPANS, if ends.is_some() { STAYS } else { "" }),
            ends,
            words,
        }
    }

    /// What was sent, to be mended; `before` is the filter as it is kept.
    pub(super) fn of_sent(sent: &Sent, before: Option<(Speech, &Filter)>) -> Self {
        let word = |(key, text): (&str, &str)| Word {
            key: key.to_owned(),
            text: text.to_owned(),
            whole: sent.has(&format!("whole-{key}")),
        };
        Self {
            title: sent.of("title").to_owned(),
            actions: choices(&ACTIONS, sent.of("action")),
            places: places(|context| sent.all("context").any(|word| word == context.word())),
            spans: choices(&SPANS, sent.of("lasting")),
            ends: before.and_then(|(speech, filter)| Some(day(speech, filter.expires_at?))),
            words: sent.beginning("word-").map(word).collect(),
        }
    }
}

fn places(chosen: impl Fn(FilterContext) -> bool) -> Vec<Choice> {
    FilterContext::ALL.into_iter().map(|one| (one.word(), place(one), chosen(one))).collect()
}

fn new_words() -> Vec<Word> {
    (0..NEW_WORDS).map(|row| Word { key: format!("new{row}"), text: String::new(), whole: true }).collect()
}

/// What a form asks for. A known word left empty is taken out.
pub(super) fn changes(sent: &Sent) -> FilterChanges {
    let word = |(key, text): (&str, &str)| {
        let id: Option<FilterId> = key.parse().ok();
        let blank = text.trim().is_empty();
        (id.is_some() || !blank).then(|| KeywordChanges {
            id,
            keyword: Some(text.to_owned()).filter(|_| !blank),
            whole_word: Some(sent.has(&format!("whole-{key}"))),
            remove: blank,
        })
    };
    let offered = SPANS.iter().find(|(seconds, _)| *seconds == sent.of("lasting"));
    let seconds = offered.and_then(|(seconds, _)| seconds.parse().ok()).map(Duration::from_secs);
    FilterChanges {
        title: Some(sent.of("title").to_owned()),
        contexts: Some(sent.all("context").map(str::to_owned).collect()),
        action: Some(sent.of("action").to_owned()),
        lasting: (sent.of("lasting") != STAYS).then_some(seconds),
        keywords: sent.beginning("word-").filter_map(word).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_added_changed_and_taken_out() {
        let form = "title=T&context=home&action=hide&lasting=3600&word-7=&word-8=kept&whole-8=1&word-new0=more&word-new1=";
        let asked = changes(&serde_urlencoded::from_str(form).unwrap());
        assert_eq!(asked.lasting, Some(Some(Duration::from_secs(3_600))));
        let words: Vec<_> = asked
            .keywords
            .iter()
            .map(|word| (word.id.map(|id| id.0), word.keyword.as_deref(), word.whole_word, word.remove))
            .collect();
        assert_eq!(
            words,
            [
                (Some(7), None, Some(false), true),
                (Some(8), Some("kept"), Some(true), false),
                (None, Some("more"), Some(false), false),
            ]
        );
        let stays = changes(&serde_urlencoded::from_str("lasting=stays").unwrap());
        assert_eq!(stays.lasting, None);
    }
}
