//! Which language a document is in.
//!
//! What the author said is a prior, confirmed by function words where English or French was said: that
//! costs next to nothing, since the words are counted anyway. Where nothing was said, the same words tell
//! those two when a text is full of them, and fewer will do when a quick guess of whichlang (16 languages,
//! never unsure) says the same. Words that neither has keep their neighbours out. Whatever is left is
//! whatlang's, which reads a sample of at most [`LANGUAGE_SAMPLE`] characters and takes most of its time for
//! comparing it with each language it knows: what may well be English or French is compared with those that
//! look like them, the rest with all.

use super::stop_words::{Kind, Listed, table};
use super::{Reason, Verdict};
use crate::thresholds::{DECLARED_PRIOR, LANGUAGE_SAMPLE, LANGUAGE_SCORE};
use crate::words::Words;
use whatlang::{Detector, Info, Lang};

/// A language and how sure that is.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// ISO 639-1, or 639-3 where there is no shorter one.
    pub code: String,
    /// 0 to 1.
    pub score: f64,
}

/// How many function words are needed, what share of all words they have to be, and which of them count.
struct Enough {
    words: usize,
    share: f64,
    /// Whether words count that other languages have too.
    common: bool,
}

/// To confirm what the author said.
const CONFIRMING: Enough = Enough { words: 2, share: 0.12, common: false };
/// To tell a text of which nothing was said. No language whose words look alike comes near this share:
/// Afrikaans may have a fifth of English ones, Dutch and Catalan a tenth of ours.
const TELLING: Enough = Enough { words: 4, share: 0.25, common: false };
/// To second a quick guess.
const SECONDING: Enough = Enough { words: 2, share: 0.25, common: true };
/// To look at those that look alike first.
const HINTING: Enough = Enough { words: 1, share: 0.12, common: false };

/// The two languages with lists of words.
const OURS: [&str; 2] = ["en", "fr"];
/// What English and French are taken for, and what is taken for them.
const ALIKE: [Lang; 15] = [
    Lang::Eng,
    Lang::Fra,
    Lang::Deu,
    Lang::Spa,
    Lang::Ita,
    Lang::Por,
    Lang::Nld,
    Lang::Afr,
    Lang::Cat,
    Lang::Ron,
    Lang::Swe,
    Lang::Dan,
    Lang::Lat,
    Lang::Tgl,
    Lang::Cym,
];
/// How many words that neither English nor French has, and what share of all, until a text is neither.
const FOREIGN: (usize, f64) = (2, 0.08);

/// The language of `text`, if it can be told at all.
pub fn tell(text: &str, words: &Words, declared: Option<&str>) -> Option<Told> {
    if let Some(code) = declared {
        return confirm(words, code, &CONFIRMING).or_else(|| {
            let info = whatlang::detect(sample(text))?;
            let agreed = short(info.lang().code()) == code;
            Some(heard(&info, agreed))
        });
    }
    let text = sample(text);
    if foreign(words) {
        let info = whatlang::detect(text)?;
        return Some(heard(&info, false)).filter(|told| !OURS.contains(&told.code.as_str()));
    }
    let plainly = OURS.into_iter().find_map(|code| confirm(words, code, &TELLING));
    plainly.or_else(|| undeclared(text, words))
}

/// What is not plainly English or French: a quick guess, and whatlang unless the words second it.
fn undeclared(text: &str, words: &Words) -> Option<Told> {
    let guess = short(whichlang::detect_language(text).three_letter_code());
    confirm(words, guess, &SECONDING).or_else(|| {
        let hinted = |code| confirm(words, code, &HINTING).is_some();
        let info = if OURS.contains(&guess) || OURS.into_iter().any(hinted) {
            among(&ALIKE).detect(text)?
        } else {
            whatlang::detect(text)?
        };
        // The guess is English or French for much that is neither: alone it is no evidence for them.
        let code = short(info.lang().code());
        Some(heard(&info, code == guess && (!OURS.contains(&code) || hinted(code))))
    })
}

fn foreign(words: &Words) -> bool {
    let many = words.words.iter().filter(|word| table().kind(word.hash).foreign).count();
    many >= FOREIGN.0 && many as f64 >= FOREIGN.1 * words.words.len() as f64
}

/// Whatlang with fewer languages to compare with, which is what takes its time.
fn among(languages: &[Lang]) -> Detector {
    Detector::with_allowlist(languages.to_vec())
}

/// Whether a told language will do.
pub fn judge(told: Option<&Told>, wanted: &[String]) -> Verdict {
    let Some(told) = told.filter(|told| told.score >= LANGUAGE_SCORE) else {
        return Verdict::Removed(Reason::LanguageUnknown);
    };
    Verdict::unless(!wanted.is_empty() && !wanted.contains(&told.code), Reason::LanguageUnwanted)
}

/// The score is the share of telling words that are this language's.
fn confirm(words: &Words, code: &str, enough: &Enough) -> Option<Told> {
    let listed = Listed::of(code)?;
    let (mut english, mut french) = (0_usize, 0_usize);
    for word in &words.words {
        let Kind { english: telling_english, french: telling_french, common, .. } = table().kind(word.hash);
        let of = if enough.common { common } else { [telling_english, telling_french] };
        english += usize::from(of[0]);
        french += usize::from(of[1]);
    }
    let own = if listed == Listed::English { english } else { french };
    let many = own >= enough.words && own as f64 >= enough.share * words.words.len() as f64;
    let score = own as f64 / (english + french).max(1) as f64;
    (many && score >= LANGUAGE_SCORE).then(|| Told { code: code.to_owned(), score })
}

/// Whatlang's word, with another's as independent evidence where they agree.
fn heard(info: &Info, agreed: bool) -> Told {
    let confidence = info.confidence();
    let score = if agreed { 1.0 - (1.0 - confidence) * (1.0 - DECLARED_PRIOR) } else { confidence };
    Told { code: short(info.lang().code()).to_owned(), score }
}

fn sample(text: &str) -> &str {
    text.char_indices().nth(LANGUAGE_SAMPLE).map_or(text, |(end, _)| &text[..end])
}

/// The two-letter code of the languages an instance is likely to read; others keep three letters.
fn short(code: &'static str) -> &'static str {
    const SHORT: &[(&str, &str)] = &[
        ("eng", "en"),
        ("fra", "fr"),
        ("deu", "de"),
        ("spa", "es"),
        ("ita", "it"),
        ("por", "pt"),
        ("nld", "nl"),
        ("cat", "ca"),
        ("ron", "ro"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("bul", "bg"),
        ("mkd", "mk"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("bel", "be"),
        ("ell", "el"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nob", "nb"),
        ("fin", "fi"),
        ("est", "et"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("hun", "hu"),
        ("tur", "tr"),
        ("epo", "eo"),
        ("lat", "la"),
        ("ara", "ar"),
        ("heb", "he"),
        ("pes", "fa"),
        ("urd", "ur"),
        ("hin", "hi"),
        ("ben", "bn"),
        ("tam", "ta"),
        ("tel", "te"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("vie", "vi"),
        ("tha", "th"),
        ("ind", "id"),
        ("jav", "jv"),
        ("tgl", "tl"),
        ("afr", "af"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("aka", "ak"),
        ("kat", "ka"),
        ("hye", "hy"),
        ("aze", "az"),
        ("uzb", "uz"),
        ("tuk", "tk"),
        ("mar", "mr"),
        ("guj", "gu"),
        ("kan", "kn"),
        ("mal", "ml"),
        ("pan", "pa"),
        ("ori", "or"),
        ("nep", "ne"),
        ("sin", "si"),
        ("mya", "my"),
        ("khm", "km"),
        ("amh", "am"),
        ("yid", "yi"),
        ("cym", "cy"),
    ];
    SHORT.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, declared: Option<&str>) -> Option<Told> {
        let mut words = Words::default();
        words.fill(text);
        tell(text, &words, declared)
    }

    #[test]
    fn french_and_english_are_told_apart() {
        let french = "Nous avons marché toute la journée dans les collines, et le soir il pleuvait encore.";
        let english = "We walked all day through the hills, and by the evening it was still raining hard.";
        for declared in [None, Some("fr"), Some("en"), Some("de")] {
            let (f, e) = (told(french, declared).unwrap(), told(english, declared).unwrap());
            assert_eq!((f.code.as_str(), e.code.as_str()), ("fr", "en"), "declared {declared:?}");
        }
    }

    #[test]
    fn what_the_author_said_never_beats_the_text() {
        let spanish = "Ayer fuimos a la playa con los niños y comimos unas paellas buenísimas en el puerto.";
        for declared in ["fr", "en"] {
            assert_eq!(told(spanish, Some(declared)).unwrap().code, "es");
        }
    }

    #[test]
    fn languages_that_look_alike_are_not_mistaken() {
        for (code, text) in [
            (
                "nl",
                "Dit is een van de mooiste plekken in het land, of je nu van water houdt of van bossen, en het is er stil.",
            ),
            (
                "da",
                "Vi er nødt til at vente for længe, for bussen kom ikke, og så gik vi hjem i regnen alle sammen.",
            ),
            (
                "af",
                "My ma was hier en dit is nou my beurt om vir haar iets te kook, of ten minste koffie te maak.",
            ),
            (
                "ca",
                "Les cases del poble són blanques i les portes des de sempre blaves, com tu i jo les vam veure d'infants.",
            ),
            (
                "it",
                "Non so se domani andiamo al mare o se restiamo a casa, ma il tempo sembra buono e tu che ne dici?",
            ),
            (
                "pt",
                "As ruas da cidade estão cheias de gente e nós fomos ver o rio, que está mais alto do que nunca.",
            ),
            (
                "ro",
                "Nu am mai fost pe aici de mult, dar orașul este la fel de frumos ca atunci când eram copii.",
            ),
        ] {
            let one = told(text, None).unwrap();
            assert!(one.code == code || one.score < 0.9, "{text}: {one:?}");
            assert!(!["en", "fr"].contains(&one.code.as_str()), "{text}: {one:?}");
        }
    }

    #[test]
    fn every_language_of_the_detector_has_a_short_code() {
        let long: Vec<&str> = whatlang::Lang::all()
            .iter()
            .map(|lang| short(lang.code()))
            .filter(|code| code.len() > 2)
            .collect();
        assert!(long.is_empty(), "{long:?}");
    }

    #[test]
    fn a_language_nobody_asked_for_is_left_out() {
        let told = Told { code: "en".to_owned(), score: 0.9 };
        assert_eq!(judge(Some(&told), &[]), Verdict::Kept);
        assert_eq!(judge(Some(&told), &["fr".to_owned()]), Verdict::Removed(Reason::LanguageUnwanted));
        let unsure = Told { score: 0.6499, ..told };
        assert_eq!(judge(Some(&unsure), &[]), Verdict::Removed(Reason::LanguageUnknown));
        assert_eq!(judge(None, &[]), Verdict::Removed(Reason::LanguageUnknown));
    }
}
