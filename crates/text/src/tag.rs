//! A tag's two forms: the one it is filed under and the one people see.

use unicode_normalization::UnicodeNormalization;

/// The name a tag is filed under: one width, one case, no joiners. Accents stay, because they tell
/// words apart: `côte` and `coté` are not the same tag.
pub fn normalize(name: &str) -> String {
    let lower: String = display(name).nfkc().flat_map(char::to_lowercase).collect();
    // Lowering can decompose (`İ`); composing again gives one spelling for one name.
    lower.nfkc().filter(|c| !matches!(c, '\u{00B7}' | '\u{30FB}' | '\u{200C}')).collect()
}

/// The name as people see it: as written, without the number sign, accents composed.
pub fn display(name: &str) -> String {
    name.trim_start_matches(['#', '＃']).nfc().collect()
}

/// Whether a string is a tag's name, as a reader would type it into an address or a form.
pub fn is_valid(name: &str) -> bool {
    name.chars().count() <= model::limits::TAG_CHARACTERS && crate::scan::is_tag_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_for_every_spelling() {
        assert_eq!(normalize("RustLang"), "rustlang");
        assert_eq!(normalize("#Été"), "été");
        assert_eq!(normalize("e\u{301}te\u{301}"), "été");
        assert_eq!(normalize("Ｒｕｓｔ"), "rust");
        assert_eq!(normalize("col·lecció"), "collecció");
    }

    #[test]
    fn accents_tell_tags_apart() {
        assert_ne!(normalize("côte"), normalize("coté"));
    }

    #[test]
    fn normalizing_twice_changes_nothing() {
        for name in ["İstanbul", "ﬁn", "ΣΑΣ", "STRASSE", "col·lecció"] {
            assert_eq!(normalize(&normalize(name)), normalize(name));
        }
    }

    #[test]
    fn validity_follows_the_scanner() {
        assert!(is_valid("rust") && is_valid("Été2024"));
        assert!(!is_valid("") && !is_valid("2024") && !is_valid("a b") && !is_valid("#a"));
        assert!(!is_valid(&"a".repeat(101)));
    }
}
