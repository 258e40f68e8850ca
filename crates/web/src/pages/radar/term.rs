//! What a forecast is made of, in words.

use crate::texts::Speech;

/// What holds for any post.
pub(super) const ANY_POST: &str = "any post";

/// What a term is called on a page. Its name, which is the same in all languages, leads to the text.
pub(super) fn told(speech: Speech, name: &str) -> String {
    speech.say(&id(name)).to_owned()
}

fn id(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.fold("term".to_owned(), |id, word| id + "-" + word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn every_term_has_words_in_every_language() {
        assert_eq!(id("author's size above"), "term-author-s-size-above");
        for name in app::radar::terms().chain([ANY_POST]) {
            for language in Language::ALL {
                assert_ne!(told(Speech(language), name), id(name), "{name}");
            }
        }
    }
}
