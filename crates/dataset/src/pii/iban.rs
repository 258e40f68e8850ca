//! International bank account numbers (ISO 13616): right length for the country, right check number.

use super::{Kind, Span, word_at, word_before};

/// How long a country's numbers are.
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 \
    DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 \
    IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 \
    NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 \
    TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

/// Finds them.
pub fn find(text: &str, spans: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at + 4 <= bytes.len() {
        let begins = bytes[at].is_ascii_alphabetic()
            && bytes[at + 1].is_ascii_alphabetic()
            && bytes[at + 2].is_ascii_digit()
            && bytes[at + 3].is_ascii_digit()
            && !word_before(text, at);
        match begins.then(|| number(text, at)).flatten() {
            Some(end) => {
                spans.push((at..end, Kind::Iban));
                at = end;
            }
            None => at += 1,
        }
    }
}

/// Where the number that begins at `at` ends.
fn number(text: &str, at: usize) -> Option<usize> {
    let country = text[at..at + 2].to_ascii_uppercase();
    let row = LENGTHS.split_whitespace().find(|row| row.starts_with(&country))?;
    let wanted: usize = row[2..].parse().ok()?;
    let mut number = Vec::with_capacity(wanted);
    let mut end = at;
    for char in text[at..].chars() {
        if char.is_ascii_alphanumeric() {
            number.push(char.to_ascii_uppercase() as u8);
        } else if !matches!(char, ' ' | '\u{a0}' | '\u{202f}' | '-') {
            break;
        }
        end += char.len_utf8();
        if number.len() == wanted {
            break;
        }
    }
    (number.len() == wanted && !word_at(text, end) && checks(&number)).then_some(end)
}

/// ISO 7064, MOD 97-10: the first four characters moved to the end, letters as 10 to 35.
fn checks(number: &[u8]) -> bool {
    let turned = number[4..].iter().chain(&number[..4]);
    let rest = turned.fold(0_u32, |rest, char| match char {
        b'0'..=b'9' => (rest * 10 + u32::from(char - b'0')) % 97,
        _ => (rest * 100 + u32::from(char - b'A') + 10) % 97,
    });
    rest == 1
}
