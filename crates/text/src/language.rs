//! Which language a post is written in, when its author didn't say.

use whatlang::{Detector, Info, Lang};

use crate::scan::scan;

/// Fewer letters than this say nothing, in scripts that many languages share.
const LETTERS: usize = 12;
/// From so many letters on, the detector's own confidence is to be trusted.
const PLENTY: usize = 60;

/// The language as an ISO 639-1 code, or nothing when it cannot be told. `hints` are the codes of
/// languages the author writes in; they decide between close ones, and never against the text.
pub fn detect(text: &str, hints: &[&str]) -> Option<String> {
    let words = words(text);
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let info = whatlang::detect(&words)?;
    let own_script = info.confidence() >= 1.0 && !words.chars().any(|c| c.is_ascii_alphabetic());
    if letters < LETTERS && !(own_script && letters >= 3) {
        return None;
    }
    let sure = info.is_reliable() && (letters >= PLENTY || own_script);
    let lang = if sure { info.lang() } else { with_hints(&words, &info, hints)? };
    code(lang).map(str::to_owned)
}

/// An unsure guess, confirmed by what the author usually writes.
fn with_hints(words: &str, info: &Info, hints: &[&str]) -> Option<Lang> {
    let hinted: Vec<Lang> = Lang::all()
        .iter()
        .copied()
        .filter(|lang| code(*lang).is_some_and(|code| hints.contains(&code)))
        .collect();
    if hinted.contains(&info.lang()) || (hinted.is_empty() && info.is_reliable()) {
        return Some(info.lang());
    }
    // Between several of the author's languages the best may win; a single one would always win.
    let among = Detector::with_allowlist(hinted.clone()).detect(words)?;
    if hinted.len() > 1 && among.is_reliable() {
        return Some(among.lang());
    }
    (info.confidence() >= 0.95).then(|| info.lang())
}

/// The text without what is the same in every language.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for entity in scan(text) {
        out.push_str(&text[at..entity.range.start]);
        out.push(' ');
        at = entity.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The two-letter code of a language.
fn code(lang: Lang) -> Option<&'static str> {
    CODES.iter().find(|(three, _)| *three == lang.code()).map(|(_, two)| *two)
}

/// Three-letter codes beside the two-letter ones that clients send and show.
const CODES: &[(&str, &str)] = &[
    ("epo", "eo"),
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "no"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("aka", "ak"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
    ("hye", "hy"),
    ("cym", "cy"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, hints: &[&str], expected: Option<&str>) {
        assert_eq!(detect(text, hints).as_deref(), expected, "{text:?}");
    }

    #[test]
    fn long_texts_speak_for_themselves() {
        check(
            "The quick brown fox jumps over the lazy dog while the people of the town are watching it.",
            &[],
            Some("en"),
        );
        check(
            "Le feu couve encore sous la cendre, et personne ne sait vraiment quand il va reprendre.",
            &["en"],
            Some("fr"),
        );
        check("これは日本語で書かれた短い文章です", &[], Some("ja"));
        check("안녕하세요", &[], Some("ko"));
    }

    #[test]
    fn short_or_empty_ones_do_not() {
        check("", &["en"], None);
        check("ok :)", &["en"], None);
        check("https://a.example/le/la/les #tag @ada", &["fr"], None);
    }

    #[test]
    fn entities_are_no_words() {
        let english = "I wrote about this at length, and nobody seems to have read any of it";
        check(&format!("{english} https://exemple.example/les-choses-de-la-vie #labelle"), &[], Some("en"));
    }

    #[test]
    fn hints_decide_short_texts() {
        check("C'est vraiment très bien", &["fr", "en"], Some("fr"));
    }

    #[test]
    fn every_language_of_the_detector_has_a_code() {
        for lang in Lang::all() {
            assert!(code(*lang).is_some(), "{lang:?}");
        }
    }
}
