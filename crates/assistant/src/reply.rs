//! Reading what a model answered. Whatever it is, it becomes sentences with spans or an error; nothing in
//! it is obeyed.

use crate::verify::locate;
use crate::{Citation, Passage, Sentence, prompt};
use serde::Deserialize;
use serde_json::Value;

/// Bytes of an answer that are read.
pub const MOST: usize = 64 * 1024;
/// Sentences of an answer that are looked at, and citations of a sentence.
pub(crate) const SENTENCES: usize = 8;
const CITATIONS: usize = 6;

/// An answer that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the model's answer is not in the form that was asked for")
    }
}

impl std::error::Error for Unreadable {}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    text: Value,
    #[serde(default)]
    citations: Vec<Cited>,
}

#[derive(Deserialize)]
struct Cited {
    #[serde(default)]
    source: Value,
    #[serde(default)]
    quote: String,
}

/// The sentences of an answer. Quotes are looked up where they are said to stand; one that is not there
/// keeps a span that [`crate::verify()`] refuses.
pub fn read(answer: &str, passages: &[Passage]) -> Result<Vec<Sentence>, Unreadable> {
    if answer.len() > MOST {
        return Err(Unreadable);
    }
    let whole: Value = object(answer).ok_or(Unreadable)?;
    let all = whole.get("sentences").and_then(Value::as_array).ok_or(Unreadable)?;
    Ok(all.iter().take(SENTENCES).filter_map(|said| one(said, passages)).collect())
}

/// One sentence, with its quotes looked up.
pub(crate) fn one(said: &Value, passages: &[Passage]) -> Option<Sentence> {
    sentence(&Said::deserialize(said).ok()?, passages)
}

/// The first whole JSON object: some models put words or fences around it.
pub(crate) fn object(answer: &str) -> Option<Value> {
    let start = answer.find('{')?;
    let mut values = serde_json::Deserializer::from_str(&answer[start..]).into_iter::<Value>();
    values.next()?.ok()
}

fn sentence(said: &Said, passages: &[Passage]) -> Option<Sentence> {
    let text = said.text.as_str()?.to_owned();
    let citations = said.citations.iter().take(CITATIONS).map(|cited| cite(cited, passages)).collect();
    Some(Sentence { text, citations, flags: Vec::new() })
}

fn cite(cited: &Cited, passages: &[Passage]) -> Citation {
    let number = match &cited.source {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let place =
        number.and_then(|number| usize::try_from(number).ok()).and_then(|number| number.checked_sub(1));
    let passage = place.and_then(|place| passages.iter().take(prompt::PASSAGES).nth(place));
    let nowhere = || Citation {
        post: passage.map(|passage| passage.post).unwrap_or_default(),
        start: 0,
        end: 0,
        quote: cited.quote.clone(),
    };
    passage.and_then(|passage| locate(passage, &cited.quote)).unwrap_or_else(nowhere)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify;
    use model::{AccountId, PostId};
    use proptest::prelude::*;

    fn passages() -> Vec<Passage> {
        let post = |number: i64, text: &str| Passage {
            post: PostId(number),
            author: AccountId(number),
            text: text.to_owned(),
            language: None,
            satire: false,
            reactions: 0,
        };
        vec![post(7, "Line Two runs again from the first car."), post(8, "The ferry takes tram tickets.")]
    }

    fn kept(answer: &str) -> Vec<String> {
        let said = read(answer, &passages()).unwrap();
        verify(said, &passages()).sentences.into_iter().map(|sentence| sentence.text).collect()
    }

    #[test]
    fn invented_citations_drop_their_sentences() {
        let answer = r#"Sure! ```json
            {"sentences": [
              {"text": "Line Two runs again.", "citations": [{"source": 1, "quote": "Line Two runs again"}]},
              {"text": "The ferry takes tickets.", "citations": [{"source": "2", "quote": "The ferry takes tram  tickets."}]},
              {"text": "The ferry takes tickets.", "citations": [{"source": 1, "quote": "The ferry takes tram tickets."}]},
              {"text": "The ferry is free.", "citations": [{"source": 2, "quote": "The ferry is free for all"}]},
              {"text": "The ferry takes tickets.", "citations": [{"source": 9, "quote": "The ferry takes tram tickets."}]},
              {"text": "No source.", "citations": []},
              {"text": {"a": 1}}, 5
            ]}``` trailing"#;
        assert_eq!(kept(answer), ["Line Two runs again."]);
    }

    #[test]
    fn what_has_no_form_is_an_error() {
        for bad in ["", "I do not know", "{\"sentences\": 5}", "{\"sentences\": [", "{}", "[1]"] {
            assert_eq!(read(bad, &passages()), Err(Unreadable), "{bad}");
        }
        assert_eq!(read("{\"sentences\": []}", &passages()), Ok(Vec::new()));
        assert!(read(&format!("{{\"sentences\": [\"{}\"]}}", "x".repeat(MOST)), &passages()).is_err());
        assert!(read(&"[{".repeat(20_000), &passages()).is_err(), "as deep as can be");
    }

    proptest! {
        #[test]
        fn any_answer_is_survived(answer in "\\PC{0,200}") {
            let _ = read(&answer, &passages());
        }
    }
}
