//! Words no sentence does without, in English and French.

use crate::words::hash_of;
use std::sync::OnceLock;

/// A language with lists of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// English.
    English,
    /// French.
    French,
}

impl Listed {
    /// From ISO 639-1.
    pub fn of(code: &str) -> Option<Self> {
        match code {
            "en" => Some(Self::English),
            "fr" => Some(Self::French),
            _ => None,
        }
    }
}

/// Gopher's eight, and eight of the same kind for French.
const EIGHT: [(Listed, [&str; 8]); 2] = [
    (Listed::English, ["the", "be", "to", "of", "and", "that", "have", "with"]),
    (Listed::French, ["le", "la", "les", "de", "et", "que", "est", "à"]),
];

/// Function words that hardly another language has, to tell the language by. With what the eight miss,
/// they are also what a single post has to have one of.
const ENGLISH: &str = "the and that this these those with from have has been are were would could should \
    which what when where who why how not but they their them there then than your you our its it's i'm \
    don't doesn't didn't can't won't isn't it is of to for my just about because into some any only very \
    also too much many every after before while still again really never always here does did";
const FRENCH: &str = "les des est et une dans pour pas qui je nous vous mais avec sur c'est j'ai être ça aux \
    cette sont elle elles ils au du leur leurs été était avoir ont suis d'un d'une qu'il qu'elle n'est \
    n'a aussi très bien plus tout tous toute même comme quand où donc alors après avant encore toujours \
    jamais rien chez entre sans sous moins peu trop beaucoup mon ton votre notre nos vos mes ses ces ici \
    fait faire faut l'on s'il depuis parce puis voilà quoi y à";
/// What both lists leave out because others share it, but sentences are full of.
const COMMON_ENGLISH: &str = "a an in on at be was will he she we me so if or as no do all up out by one";
const COMMON_FRENCH: &str = "le la de un en ne se ce il tu on que si ma ta sa son me te par où";

/// What sentences of languages that look like ours are full of and ours never have: Catalan, Albanian,
/// Romanian, Irish, Welsh, Tagalog, Malay, Dutch, Danish, Spanish, Italian, Portuguese.
const FOREIGN: &str = "els amb dels és són més què aquest aquesta però seva vam dhe të në për është që një nga \
    și pentru este sunt agus bhí tá leis mae oedd yng yn mga ng ay yang untuk dengan dari het een \
    ik og af jeg ikke det los las una uno unos como della degli dei gli anche più uma não dos é";

/// What a word is in the lists.
#[derive(Clone, Copy, Default, Debug)]
pub struct Kind {
    /// Told English by.
    pub english: bool,
    /// Told French by.
    pub french: bool,
    /// Told by that it is neither.
    pub foreign: bool,
    /// A function word of English or of French.
    pub common: [bool; 2],
    /// One of Gopher's eight, as a bit, for English and for French.
    pub eight: [u8; 2],
}

/// The lists as one table by hash.
#[derive(Debug)]
pub struct Table(Vec<(u64, Kind)>);

const SLOTS: usize = 2048;

/// The one table.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(Table::new)
}

impl Table {
    fn new() -> Self {
        let mut table = Self(vec![(0, Kind::default()); SLOTS]);
        let mut note = |words: &str, as_kind: &dyn Fn(&mut Kind)| {
            words.split_whitespace().for_each(|word| as_kind(table.entry(hash_of(word))));
        };
        note(ENGLISH, &|kind| (kind.english, kind.common[0]) = (true, true));
        note(FRENCH, &|kind| (kind.french, kind.common[1]) = (true, true));
        note(FOREIGN, &|kind| kind.foreign = true);
        note(COMMON_ENGLISH, &|kind| kind.common[0] = true);
        note(COMMON_FRENCH, &|kind| kind.common[1] = true);
        for (language, words) in EIGHT {
            for (bit, word) in words.iter().enumerate() {
                let kind = table.entry(hash_of(word));
                kind.eight[language as usize] |= 1 << bit;
                kind.common[language as usize] = true;
            }
        }
        table
    }

    fn entry(&mut self, hash: u64) -> &mut Kind {
        let mut at = slot(hash);
        while self.0[at].0 != 0 && self.0[at].0 != hash {
            at = (at + 1) % SLOTS;
        }
        self.0[at].0 = hash;
        &mut self.0[at].1
    }

    /// What the word with this hash is.
    pub fn kind(&self, hash: u64) -> Kind {
        let mut at = slot(hash);
        loop {
            match self.0[at] {
                (0, _) => return Kind::default(),
                (found, kind) if found == hash => return kind,
                _ => at = (at + 1) % SLOTS,
            }
        }
    }
}

const fn slot(hash: u64) -> usize {
    (hash >> 40) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_their_language() {
        let kind = |word| table().kind(hash_of(word));
        assert!(kind("The").english && !kind("The").french);
        assert!(kind("dans").french && !kind("dans").english);
        assert!(kind("le").common[1] && !kind("le").french, "Spanish and Italian have it too");
        assert_eq!(kind("and").eight[0].count_ones(), 1);
        assert_eq!(kind("à").eight[1].count_ones(), 1);
        assert!(!kind("locomotive").common[0] && !kind("").common[1]);
    }

    #[test]
    fn no_word_tells_both_languages() {
        let english: Vec<&str> = ENGLISH.split_whitespace().collect();
        assert!(FRENCH.split_whitespace().all(|word| !english.contains(&word)));
    }
}
