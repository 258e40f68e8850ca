//! Numbers as they are written.

use crate::language::Language;

/// Thousands apart, as the language has it.
pub(crate) fn shown(language: Language, number: i64) -> String {
    // A narrow space that lines do not break at.
    let apart = if language == Language::French { '\u{202f}' } else { ',' };
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + 8);
    if number < 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(apart);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (number, english) in [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "−1,234,567")] {
            assert_eq!(shown(Language::English, number), english);
        }
        assert_eq!(shown(Language::French, 12_345), "12\u{202f}345");
    }
}
