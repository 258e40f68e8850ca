//! A text as the models read it: entities decoded, small letters, tokens.
//!
//! Everything stands in buffers that are used again, so that reading one text after the other allocates
//! nothing once they have grown.

/// What kind of token stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters and figures, with apostrophes inside.
    Word,
    /// Somebody's name after an `@`; which name makes no difference.
    Mention,
    /// An address of the web; which one makes no difference.
    Link,
    /// A run of one sign.
    Sign,
}

/// A token: where its characters stand in [`Reading::characters`], and how it was written.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Its first character.
    pub start: usize,
    /// The one after its last.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Begins with a capital.
    pub capital: bool,
    /// All of its letters are capitals, and there are at least two.
    pub shouted: bool,
    /// A `#` stood before it.
    pub tag: bool,
    /// A letter stood three times or more in a row.
    pub drawn: bool,
}

/// A text, read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    raw: Vec<char>,
    /// The characters of all tokens, one after the other: small letters, figures as `0`, no run longer
    /// than two.
    pub characters: Vec<char>,
    /// The tokens in order.
    pub tokens: Vec<Token>,
}

impl Reading {
    /// Reads a text, forgetting the one before.
    pub fn read(&mut self, text: &str) {
        self.characters.clear();
        self.tokens.clear();
        decode(text, &mut self.raw);
        let raw = std::mem::take(&mut self.raw);
        let mut at = 0;
        while let Some(&first) = raw.get(at) {
            at = if first.is_whitespace() { at + 1 } else { self.token(&raw, at) };
        }
        self.raw = raw;
    }

    /// The characters as they were written, entities decoded.
    pub fn raw(&self) -> &[char] {
        &self.raw
    }

    /// A token's characters.
    pub fn of(&self, token: &Token) -> &[char] {
        self.characters.get(token.start..token.end).unwrap_or_default()
    }

    /// Reads the token at a place; answers where the next may begin.
    fn token(&mut self, raw: &[char], at: usize) -> usize {
        let first = raw[at];
        if let Some(end) = link(raw, at) {
            self.push(&['h', '/'], Kind::Link, Token::default());
            return end;
        }
        let wordly = |place: usize| raw.get(place).is_some_and(|next| next.is_alphanumeric() || *next == '_');
        if (first == '@' || first == '#') && wordly(at + 1) {
            let end = (at + 1..raw.len()).find(|place| !wordly(*place)).unwrap_or(raw.len());
            if first == '@' {
                self.push(&['@'], Kind::Mention, Token::default());
            } else {
                self.word(&raw[at + 1..end], true);
            }
            return end;
        }
        if !first.is_alphanumeric() {
            let end = (at..raw.len()).find(|place| raw[*place] != first).unwrap_or(raw.len());
            let run = [first; 3];
            self.push(&run[..(end - at).min(3)], Kind::Sign, Token::default());
            return end;
        }
        let inside = |place: usize| wordly(place) || (is_apostrophe(raw[place]) && wordly(place + 1));
        let end = (at..raw.len()).find(|place| !inside(*place)).unwrap_or(raw.len());
        self.word(&raw[at..end], false);
        end
    }

    fn word(&mut self, raw: &[char], tag: bool) {
        let start = self.characters.len();
        let (mut run, mut before, mut drawn) = (0, '\0', false);
        for &character in raw {
            run = if character == before { run + 1 } else { 1 };
            before = character;
            if run > 2 && !character.is_ascii_digit() {
                drawn = true;
                continue;
            }
            self.characters.push(small(character));
        }
        let letters = raw.iter().filter(|character| character.is_alphabetic()).count();
        let capitals = raw.iter().filter(|character| character.is_uppercase()).count();
        self.tokens.push(Token {
            start,
            end: self.characters.len(),
            kind: Kind::Word,
            capital: raw.first().is_some_and(|first| first.is_uppercase()),
            shouted: letters > 1 && capitals == letters,
            tag,
            drawn,
        });
    }

    fn push(&mut self, characters: &[char], kind: Kind, like: Token) {
        let start = self.characters.len();
        self.characters.extend_from_slice(characters);
        self.tokens.push(Token { start, end: self.characters.len(), kind, ..like });
    }
}

impl Default for Token {
    fn default() -> Self {
        Self { start: 0, end: 0, kind: Kind::Sign, capital: false, shouted: false, tag: false, drawn: false }
    }
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// The small letter of a character; any figure is `0`, every apostrophe the same.
fn small(character: char) -> char {
    match character {
        'a'..='z' => character,
        'A'..='Z' => character.to_ascii_lowercase(),
        '0'..='9' => '0',
        '’' => '\'',
        _ => character.to_lowercase().next().unwrap_or(character),
    }
}

/// Where an address that begins at a place ends.
fn link(raw: &[char], at: usize) -> Option<usize> {
    let begins = |start: &str| {
        start.chars().enumerate().all(|(place, character)| {
            raw.get(at + place).is_some_and(|found| found.to_ascii_lowercase() == character)
        })
    };
    // Some published sets write `@url` where an address was.
    let held = begins("@url") && !raw.get(at + 4).is_some_and(|next| next.is_alphanumeric());
    if !(held || begins("http://") || begins("https://") || begins("www.")) {
        return None;
    }
    Some((at..raw.len()).find(|place| raw[*place].is_whitespace()).unwrap_or(raw.len()))
}

/// The longest entity that is looked for, `&` and `;` left out.
const LONGEST_ENTITY: usize = 8;

/// A text's characters, with the entities that posts of other networks carry decoded.
fn decode(text: &str, into: &mut Vec<char>) {
    into.clear();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        into.extend(rest[..at].chars());
        rest = &rest[at + 1..];
        let found = rest.bytes().take(LONGEST_ENTITY + 1).position(|byte| byte == b';');
        match found.and_then(|end| Some((entity(rest.get(..end)?)?, end))) {
            Some((character, end)) => {
                into.push(character);
                rest = &rest[end + 1..];
            }
            None => into.push('&'),
        }
    }
    into.extend(rest.chars());
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut reading = Reading::default();
        reading.read(text);
        reading.tokens.iter().map(|token| reading.of(token).iter().collect()).collect()
    }

    #[test]
    fn words_names_links_and_signs_are_told_apart() {
        let cases: [(&str, &[&str]); 7] = [
            ("Don't PANIC!!!", &["don't", "panic", "!!!"]),
            ("@somebody look: https://a.example/b?c yes", &["@", "look", ":", "h/", "yes"]),
            ("Win £5000 now", &["win", "£", "0000", "now"]),
            ("soooo cool &#128530;&amp;", &["soo", "cool", "😒", "&"]),
            ("l’été @user @url", &["l'été", "@", "h/"]),
            ("#Rust & R&D", &["rust", "&", "r", "&", "d"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn how_a_word_was_written_is_kept() {
        let mut reading = Reading::default();
        reading.read("HELLO Paul #go nooo I");
        let [hello, paul, tag, drawn, short] = reading.tokens[..] else { panic!("five tokens") };
        assert!(hello.shouted && paul.capital && !paul.shouted && tag.tag && drawn.drawn && !short.shouted);
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_read(text in ".{0,200}") {
            let mut reading = Reading::default();
            reading.read(&text);
            for token in &reading.tokens {
                assert!(token.start < token.end && token.end <= reading.characters.len());
            }
        }
    }
}
