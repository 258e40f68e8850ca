//! From what somebody typed to what it asks for.
//!
//! Nothing typed is an error: an operator with a value that makes no sense is read as plain words.

use crate::operator::{Mark, Place, Span};
use model::limits::SEARCH_CHARACTERS;

/// What somebody searches for: all clauses hold at once, but for several `from:` or `lang:`, of
/// which one is enough (a post has one author and one language).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// What was asked, in the order it was typed.
    pub clauses: Vec<Clause>,
}

/// One demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Typed with a minus: what fits must not be found.
    pub excluded: bool,
    /// What is demanded.
    pub wanted: Wanted,
}

/// What a clause demands of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// It contains this word. (What looks like one word but is several is a phrase of them.)
    Word(String),
    /// It contains these words in this order.
    Phrase(String),
    /// Its author: a name without the `@`, in lower case; `me` is the searcher.
    From(String),
    /// Who is mentioned in it, named likewise.
    To(String),
    /// Where to look.
    In(Place),
    /// A property.
    Marked(Mark),
    /// Its language: a code in lower case.
    Language(String),
    /// Written before this span.
    Before(Span),
    /// Written after this span.
    After(Span),
    /// Written within this span.
    During(Span),
}

/// More demands than this are not read.
pub const CLAUSES: usize = 64;

impl Question {
    /// Reads a search box. Looks at the first [`SEARCH_CHARACTERS`] characters only.
    pub fn parse(text: &str) -> Self {
        let mut rest: &str = match text.char_indices().nth(SEARCH_CHARACTERS) {
            Some((end, _)) => &text[..end],
            None => text,
        };
        let mut clauses = Vec::new();
        while clauses.len() < CLAUSES {
            rest = rest.trim_start();
            let Some((clause, after)) = next_clause(rest) else { break };
            clauses.extend(clause);
            rest = after;
        }
        Self { clauses }
    }

    /// The account names the caller has to look up before asking, `me` left out.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.clauses.iter().filter_map(|clause| match &clause.wanted {
            Wanted::From(name) | Wanted::To(name) if name != ME => Some(name.as_str()),
            _ => None,
        })
    }
}

/// The searcher's name for himself.
pub(crate) const ME: &str = "me";

/// The first clause of `text` (none when it is only a sign) and what follows; nothing at the end.
fn next_clause(text: &str) -> Option<(Option<Clause>, &str)> {
    if text.is_empty() {
        return None;
    }
    let (excluded, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (wanted, rest) = match quoted(text) {
        Some((phrase, rest)) => (Wanted::Phrase(phrase.trim().to_owned()), rest),
        None => {
            let end = text.find(|c: char| c.is_whitespace() || opens(c)).unwrap_or(text.len());
            (plain(&text[..end]), &text[end..])
        }
    };
    let empty = matches!(&wanted, Wanted::Word(word) | Wanted::Phrase(word) if word.is_empty());
    Some(((!empty).then_some(Clause { excluded, wanted }), rest))
}

/// What stands between the quotes `text` opens with, and what follows them. A quote nobody closes
/// reaches to the end.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let mut characters = text.chars();
    let close = match characters.next()? {
        '"' => '"',
        '“' => '”',
        '«' => '»',
        _ => return None,
    };
    let inside = characters.as_str();
    Some(inside.split_once(close).unwrap_or((inside, "")))
}

fn opens(c: char) -> bool {
    matches!(c, '"' | '“' | '«')
}

fn plain(typed: &str) -> Wanted {
    typed
        .split_once(':')
        .filter(|(operator, value)| !operator.is_empty() && !value.is_empty())
        .and_then(|(operator, value)| with_operator(&operator.to_lowercase(), &value.to_lowercase()))
        .unwrap_or_else(|| Wanted::Word(typed.to_owned()))
}

fn with_operator(operator: &str, value: &str) -> Option<Wanted> {
    match operator {
        "from" => name(value).map(Wanted::From),
        "to" => name(value).map(Wanted::To),
        "in" => Place::named(value).map(Wanted::In),
        "has" | "is" => Mark::named(operator, value).map(Wanted::Marked),
        "lang" | "language" => language(value).map(Wanted::Language),
        "before" => Span::parse(value).map(Wanted::Before),
        "after" => Span::parse(value).map(Wanted::After),
        "during" => Span::parse(value).map(Wanted::During),
        _ => None,
    }
}

/// `@alice@example.org` and `alice` alike.
fn name(value: &str) -> Option<String> {
    let name = value.strip_prefix('@').unwrap_or(value);
    (!name.is_empty()).then(|| name.to_owned())
}

fn language(value: &str) -> Option<String> {
    let code = value.len() <= 16 && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    code.then(|| value.to_owned())
}

#[cfg(test)]
mod tests;
