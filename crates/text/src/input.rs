//! What is taken out of text before anything else looks at it.

/// Text of several lines as it is kept: line ends are `\n`, and no control characters but `\n` and
/// `\t` remain. Everything a person can see, and the joiners that scripts need, stays.
pub fn lines(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Text of one line, such as a display name: also without characters that turn the direction of
/// what follows, because a name is printed in the middle of somebody else's sentence.
pub fn line(raw: &str) -> String {
    let visible: String = lines(raw).chars().filter(|c| !turns_direction(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the character reorders the text around it without being seen.
pub(crate) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether the character takes no room and can hide inside an address.
pub(crate) fn is_invisible(c: char) -> bool {
    turns_direction(c)
        || matches!(
            c,
            '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        )
        || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}')
        || matches!(c, '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(lines("a\r\nb\rc\nd"), "a\nb\nc\nd");
    }

    #[test]
    fn control_characters_go_and_tabs_stay() {
        assert_eq!(lines("a\0b\u{7}c\td\u{85}e"), "abc\tde");
    }

    #[test]
    fn families_of_emoji_keep_their_joiners() {
        let family = "👩\u{200D}👧";
        assert_eq!(lines(family), family);
        assert_eq!(line(family), family);
    }

    #[test]
    fn a_name_is_one_line_in_one_direction() {
        assert_eq!(line("  Ada\n\u{202E}  Lovelace "), "Ada Lovelace");
    }
}
