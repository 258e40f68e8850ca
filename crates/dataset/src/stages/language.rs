//! Which language a document is in.
//!
//! What the author said is a prior, confirmed by function words where English or French was said: that
//! costs next to nothing, since the words are counted anyway. Where nothing was said, the same words tell
//! those two when a text is full of them. Otherwise whatlang reads a sample of at most [`LANGUAGE_SAMPLE`]
//! characters.

use super::stop_words::{Listed, table};
use super::{Reason, Verdict};
use crate::thresholds::{DECLARED_PRIOR, LANGUAGE_SAMPLE, LANGUAGE_SCORE};
use crate::words::Words;

/// A language and how sure that is.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// ISO 639-1, or 639-3 where there is no shorter one.
    pub code: String,
    /// 0 to 1.
    pub score: f64,
}

/// Function words needed to confirm what the author said, and what share of all words they have to be.
const CONFIRMING: (usize, f64) = (2, 0.12);
/// The same for a text of which nothing was said. No language whose words look alike comes near this share:
/// Afrikaans may have a fifth of English ones, Dutch and Catalan a tenth of ours.
const TELLING: (usize, f64) = (4, 0.25);

/// The language of `text`, if it can be told at all.
pub fn tell(text: &str, words: &Words, declared: Option<&str>) -> Option<Told> {
    let at_once = match declared {
        Some(code) => confirm(words, code, CONFIRMING),
        None => ["en", "fr"].into_iter().find_map(|code| confirm(words, code, TELLING)),
    };
    at_once.or_else(|| detect(text, declared))
}

/// Whether a told language will do.
pub fn judge(told: Option<&Told>, wanted: &[String]) -> Verdict {
    let Some(told) = told.filter(|told| told.score >= LANGUAGE_SCORE) else {
        return Verdict::Removed(Reason::LanguageUnknown);
    };
    Verdict::unless(!wanted.is_empty() && !wanted.contains(&told.code), Reason::LanguageUnwanted)
}

/// The score is the share of telling words that are this language's.
fn confirm(words: &Words, code: &str, (least, share): (usize, f64)) -> Option<Told> {
    let listed = Listed::of(code)?;
    let (mut english, mut french) = (0_usize, 0_usize);
    for word in &words.words {
        let kind = table().kind(word.hash);
        english += usize::from(kind.english);
        french += usize::from(kind.french);
    }
    let own = if listed == Listed::English { english } else { french };
    let enough = own >= least && own as f64 >= share * words.words.len() as f64;
    let score = own as f64 / (english + french).max(1) as f64;
    (enough && score >= LANGUAGE_SCORE).then(|| Told { code: code.to_owned(), score })
}

/// Whatlang's word, with the author's as independent evidence where they agree.
fn detect(text: &str, declared: Option<&str>) -> Option<Told> {
    let info = whatlang::detect(sample(text))?;
    let code = short(info.lang().code());
    let confidence = info.confidence();
    let score =
        if declared == Some(code) { 1.0 - (1.0 - confidence) * (1.0 - DECLARED_PRIOR) } else { confidence };
    Some(Told { code: code.to_owned(), score })
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
