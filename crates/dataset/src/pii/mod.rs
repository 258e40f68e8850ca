//! Personal data in texts, replaced by a word for its kind.
//!
//! Every finder is one walk over the text, linear in its length, and answers spans. What none of them
//! can know – a name, an address, a story – stays; the dataset card says so.

mod address;
mod digits;
mod handle;
mod iban;
mod phone;

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An e-mail address, also one written `name (at) domain`.
    Email,
    /// A bank account, with a check number that is right.
    Iban,
    /// An address of the public internet, version 4 or 6.
    Ip,
    /// A telephone number.
    Phone,
    /// `@name` or `@name@server`.
    Handle,
}

/// All kinds.
pub const KINDS: [Kind; 5] = [Kind::Email, Kind::Iban, Kind::Ip, Kind::Phone, Kind::Handle];

impl Kind {
    /// What stands in its place.
    pub const fn placeholder(self) -> &'static str {
        match self {
            Self::Email => "<EMAIL>",
            Self::Iban => "<IBAN>",
            Self::Ip => "<IP>",
            Self::Phone => "<PHONE>",
            Self::Handle => "<HANDLE>",
        }
    }
}

/// How many of each kind were replaced, in the order of [`KINDS`].
pub type Counts = [u32; KINDS.len()];

type Span = (Range<usize>, Kind);

/// The text with personal data replaced, and what that was.
pub fn scrub(text: &str) -> (String, Counts) {
    let spans = find(text);
    let mut counts = Counts::default();
    if spans.is_empty() {
        return (text.to_owned(), counts);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (span, kind) in spans {
        if span.start < at {
            continue;
        }
        out.push_str(&text[at..span.start]);
        out.push_str(kind.placeholder());
        counts[kind as usize] += 1;
        at = span.end;
    }
    out.push_str(&text[at..]);
    (out, counts)
}

/// What is found, by where it begins; of two that begin together the longer first.
fn find(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let bytes = text.as_bytes();
    if bytes.iter().any(|byte| matches!(byte, b'@' | b'(' | b'[' | b'{')) {
        handle::find(text, &mut spans);
    }
    if bytes.iter().any(|byte| byte.is_ascii_digit() || *byte == b':') {
        address::find(text, &mut spans);
        iban::find(text, &mut spans);
        phone::find(text, &mut spans);
    }
    spans.sort_by_key(|(span, kind)| (span.start, usize::MAX - span.end, *kind));
    spans
}

/// Whether a letter, a digit or an underscore ends right before `at`.
fn word_before(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(|char| char.is_alphanumeric() || char == '_')
}

/// Whether one begins right at `at`.
fn word_at(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(|char| char.is_alphanumeric() || char == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn personal_data_is_replaced_by_its_kind() {
        let cases = [
            // E-mail.
            ("write to jean.dupont@example.fr.", "write to <EMAIL>."),
            ("<Ann_Lee+news@mail.example.co.uk>, please", "<<EMAIL>>, please"),
            ("mailto:a@b.io?subject=x", "mailto:<EMAIL>?subject=x"),
            ("o'brien%x@sub-domain.example.com!", "o'<EMAIL>!"),
            ("jean (at) example.fr", "<EMAIL>"),
            ("jean[at]example[dot]fr et toi", "<EMAIL> et toi"),
            ("jean {arobase} example (point) fr", "<EMAIL>"),
            ("élodie@exemple.fr", "<EMAIL>"),
            ("user@münchen.de ok", "<EMAIL> ok"),
            // Handles.
            ("merci @lea et @tom_42!", "merci <HANDLE> et <HANDLE>!"),
            ("@lea@social.example: oui", "<HANDLE>: oui"),
            ("see https://social.example/@lea/1234", "see https://social.example/<HANDLE>/1234"),
            ("(@a.b-c.)", "(<HANDLE>.)"),
            // French telephone numbers.
            ("mon 06 12 34 56 78 merci", "mon <PHONE> merci"),
            ("06.12.34.56.78", "<PHONE>"),
            ("01-23-45-67-89", "<PHONE>"),
            ("0612345678", "<PHONE>"),
            ("+33 6 12 34 56 78", "<PHONE>"),
            ("+33 (0)6 12 34 56 78", "<PHONE>"),
            ("0033 6 12 34 56 78", "<PHONE>"),
            ("tél\u{a0}: 06\u{202f}12\u{202f}34\u{202f}56\u{202f}78", "tél\u{a0}: <PHONE>"),
            ("appelle le 0 800 123 456 vite", "appelle le <PHONE> vite"),
            ("06 12 34 56 78 10h", "<PHONE> 10h"),
            // Belgium and Switzerland.
            ("0475/12.34.56", "<PHONE>"),
            ("044 668 18 00", "<PHONE>"),
            // Britain and North America.
            ("020 7946 0958", "<PHONE>"),
            ("(020) 7946 0958", "<PHONE>"),
            ("07700 900123", "<PHONE>"),
            ("07700900123", "<PHONE>"),
            ("call (555) 234-5678 now", "call <PHONE> now"),
            ("555-234-5678", "<PHONE>"),
            ("555.234.5678", "<PHONE>"),
            ("1-800-234-5678", "<PHONE>"),
            ("+1 555 234 5678", "<PHONE>"),
            ("+15552345678,", "<PHONE>,"),
            // Bank accounts.
            ("FR76 3000 6000 0112 3456 7890 189", "<IBAN>"),
            ("IBAN:FR7630006000011234567890189.", "IBAN:<IBAN>."),
            ("GB82 WEST 1234 5698 7654 32 thanks", "<IBAN> thanks"),
            ("de89370400440532013000", "<IBAN>"),
            ("BE68 5390 0754 7034", "<IBAN>"),
            ("CH93 0076 2011 6238 5295 7", "<IBAN>"),
            // Addresses of the public internet.
            ("ping 8.8.8.8 please", "ping <IP> please"),
            ("http://93.184.216.34:8080/x", "http://<IP>:8080/x"),
            ("2606:4700:4700::1111", "<IP>"),
            ("[2a01:e0a:1:2:3:4:5:6]:80", "[<IP>]:80"),
        ];
        for (text, wanted) in cases {
            assert_eq!(scrub(text).0, wanted, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        let cases = [
            "10:30:45 on 2024-01-02, 12/11/2026 and 01-02-2024",
            "pi is 3.14159265358979",
            "1 000 000 000 euros, 12 345 678,90 €",
            "order 1234567890 and id 109876543210987654",
            "10.0.0.1 and 192.168.1.1, 127.0.0.1, 172.16.5.4, 169.254.1.1, 100.64.0.1",
            "version 1.2.3, chapter 1.2.3.4.5 and 999.1.1.1",
            "::1 and fe80::1 and fd00::1 and 2001:db8::1",
            "FR76 3000 6000 0112 3456 7890 188 has a wrong check number",
            "an @ alone, 3 @ 2 €, me@, a@b",
            "https://example.org/0612345678/x?id=0612345678",
            "AB12 is a plate, FR76 too",
            "the years 1998 1999 2000 2001",
            "tomorrow (at noon) we meet, [at] home",
            "C++20, 1+1, a+33",
            "ISBN 978-2-07-036822-8",
            "0.123456789 and 05",
            "the score was 21-14-35",
        ];
        for text in cases {
            assert_eq!(scrub(text).0, text);
        }
    }

    #[test]
    fn kinds_are_counted() {
        let (text, counts) = scrub("@a b@c.de 8.8.8.8 +33 6 12 34 56 78 @d BE68 5390 0754 7034");
        assert_eq!(text, "<HANDLE> <EMAIL> <IP> <PHONE> <HANDLE> <IBAN>");
        assert_eq!(counts, [1, 1, 1, 1, 2]);
    }

    proptest! {
        #[test]
        fn nothing_is_found_twice(text in "[a-z0-9@.+() :\\-/\\[\\]é\u{a0}]{0,80}") {
            let (once, _) = scrub(&text);
            // A placeholder may leave something that now stands apart, but never an address.
            let (twice, counts) = scrub(&once);
            prop_assert!(counts[Kind::Email as usize] == 0, "{once} {twice}");
        }

        #[test]
        fn any_text_goes(text in ".{0,200}") {
            scrub(&text);
        }
    }
}
