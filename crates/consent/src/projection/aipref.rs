//! The IETF's AI preferences: a `Content-Usage` field of answers and a rule of robots.txt
//! (draft-ietf-aipref-vocab, draft-ietf-aipref-attach), a dictionary as in RFC 9651.
//!
//! | word | purpose |
//! |---|---|
//! | `train-ai` | generative training |
//! | `search` | embeddings and search |
//!
//! Lost: the six other purposes; reasons; and that training was unset rather than refused, because
//! silence would be taken for leave. `search` is left out while unset: it also speaks of search
//! engines that show a link, about which members have a switch of their own.

use crate::{Choice, Choices, Purpose};
use sfv::{BareItem, DictSerializer, Dictionary, KeyRef, ListEntry, Parser, TokenRef};

/// The field's name.
pub const HEADER: &str = "content-usage";

/// The dictionary for a page or a file of somebody who said this.
pub fn write(choices: &Choices) -> String {
    let training = choices.get(Purpose::GenerativeTraining).or(Choice::No);
    let said = [("train-ai", training), ("search", choices.get(Purpose::EmbeddingsSearch))];
    let mut dictionary = DictSerializer::new();
    for (word, choice) in said {
        let letter = match choice {
            Choice::Yes => "y",
            Choice::No => "n",
            Choice::Unset => continue,
        };
        if let (Ok(key), Ok(value)) = (KeyRef::from_str(word), TokenRef::from_str(letter)) {
            let _without_parameters = dictionary.bare_item(key, value);
        }
    }
    dictionary.finish().unwrap_or_default()
}

/// What a field says. A field that is no dictionary says nothing, as does a value that is neither
/// `y` nor `n`.
pub fn read(field: &str) -> Choices {
    let Ok(dictionary) = Parser::new(field).parse::<Dictionary>() else { return Choices::UNSET };
    let said = |word: &str| match dictionary.get(word) {
        Some(ListEntry::Item(item)) => match &item.bare_item {
            BareItem::Token(letter) if letter.as_str() == "y" => Choice::Yes,
            BareItem::Token(letter) if letter.as_str() == "n" => Choice::No,
            _ => Choice::Unset,
        },
        _ => Choice::Unset,
    };
    let said = [(Purpose::GenerativeTraining, said("train-ai")), (Purpose::EmbeddingsSearch, said("search"))];
    said.into_iter().collect()
}

/// A rule of robots.txt: for paths that begin with `path`, or for all of them. For a whole server it
/// says [`Choices::UNSET`], because members decide for themselves and begin unset.
pub fn robots_rule(path: Option<&str>, choices: &Choices) -> String {
    let usage = write(choices);
    path.map_or_else(|| format!("Content-Usage: {usage}"), |path| format!("Content-Usage: {path} {usage}"))
}

/// What robots.txt says about a path: the longest rule of a `*` group that fits, and of two for the
/// same path the stricter. Rules may begin with a path, whole where it ends in `$`; one without is for
/// all of them.
pub fn read_robots(robots: &str, path: &str) -> Choices {
    let mut best: Option<(usize, Choices)> = None;
    for (pattern, usage) in rules_for_everybody(robots) {
        let fits = match pattern.strip_suffix('$') {
            Some(whole) => path == whole,
            None => path.starts_with(pattern),
        };
        if !fits {
            continue;
        }
        let said = read(usage);
        best = match best {
            Some((length, before)) if length == pattern.len() => Some((length, before.stricter(&said))),
            Some((length, before)) if length > pattern.len() => Some((length, before)),
            _ => Some((pattern.len(), said)),
        };
    }
    best.map_or(Choices::UNSET, |(_, choices)| choices)
}

/// Path and dictionary of each `Content-Usage` rule in the groups for all robots.
fn rules_for_everybody(robots: &str) -> Vec<(&str, &str)> {
    let mut rules = Vec::new();
    let (mut for_all, mut naming) = (false, false);
    for line in robots.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((name, value)) = line.split_once(':') else { continue };
        let (name, value) = (name.trim(), value.trim());
        if name.eq_ignore_ascii_case("user-agent") {
            for_all = (naming && for_all) || value == "*";
            naming = true;
            continue;
        }
        naming = false;
        if for_all && name.eq_ignore_ascii_case(HEADER) {
            match value.split_once(char::is_whitespace) {
                Some((path, usage)) if path.starts_with('/') => rules.push((path, usage.trim())),
                _ => rules.push(("", value)),
            }
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_says_what_was_decided() {
        let training = |choice| Choices::UNSET.with(Purpose::GenerativeTraining, choice);
        for (choices, field) in [
            (Choices::UNSET, "train-ai=n"),
            (training(Choice::No), "train-ai=n"),
            (training(Choice::Yes), "train-ai=y"),
            (training(Choice::Yes).with(Purpose::EmbeddingsSearch, Choice::No), "train-ai=y, search=n"),
            (Choices::UNSET.with(Purpose::EmbeddingsSearch, Choice::Yes), "train-ai=n, search=y"),
        ] {
            assert_eq!(write(&choices), field);
            let said = choices
                .with(Purpose::GenerativeTraining, choices.get(Purpose::GenerativeTraining).or(Choice::No));
            assert_eq!(read(field), said, "only that training was unset is lost");
        }
    }

    #[test]
    fn what_is_not_said_properly_is_not_said() {
        for field in [
            "",
            "train-ai",
            "train-ai=?1",
            "train-ai=\"y\"",
            "train-ai=yes",
            "TRAIN-AI=y",
            "=y",
            "train-ai=y,",
        ] {
            assert_ne!(read(field).get(Purpose::GenerativeTraining), Choice::Yes, "{field:?}");
        }
        assert_eq!(read("train-ai=y;why=\"x\", other=(a b)").get(Purpose::GenerativeTraining), Choice::Yes);
        assert_eq!(
            read("train-ai=y, train-ai=n").get(Purpose::GenerativeTraining),
            Choice::No,
            "the last counts"
        );
    }

    #[test]
    fn robots_rules_are_found_by_path() {
        let robots = "User-agent: Other\nContent-Usage: train-ai=n\n\n\
            User-agent: Some\nUser-agent: *\nDisallow: /never/\nContent-Usage: train-ai=n # by default\n\
            content-usage: /open/ train-ai=y\nContent-Usage: /open/ search=n\n";
        let at = |path| read_robots(robots, path);
        assert_eq!(at("/a").get(Purpose::GenerativeTraining), Choice::No);
        assert_eq!(at("/open/a").get(Purpose::GenerativeTraining), Choice::Yes);
        assert_eq!(at("/open/a").get(Purpose::EmbeddingsSearch), Choice::No);
        assert!(read_robots("User-agent: Other\nContent-Usage: train-ai=y", "/").is_unset());
    }

    #[test]
    fn the_server_by_itself_says_no_to_training() {
        let robots = format!("User-agent: *\n{}\n", robots_rule(None, &Choices::UNSET));
        assert_eq!(read_robots(&robots, "/@ada").get(Purpose::GenerativeTraining), Choice::No);
        let yes = Choices::UNSET.with(Purpose::GenerativeTraining, Choice::Yes);
        let robots = format!("{robots}{}\n", robots_rule(Some("/@ada$"), &yes));
        assert_eq!(read_robots(&robots, "/@ada").get(Purpose::GenerativeTraining), Choice::Yes);
        assert_eq!(read_robots(&robots, "/@adam").get(Purpose::GenerativeTraining), Choice::No);
    }
}
