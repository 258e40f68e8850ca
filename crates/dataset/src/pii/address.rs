//! Addresses of the public internet. Private, local and documentation ones are nobody's.

use super::{Kind, Span, word_at, word_before};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Finds them.
pub fn find(text: &str, spans: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !is_part(bytes[at]) {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|byte| is_part(**byte)).count();
        if let Some(found) = address(text, at, end) {
            spans.push((found, Kind::Ip));
        }
        at = end;
    }
}

const fn is_part(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.')
}

/// The address that makes up a run of hexadecimal digits, colons and dots, a port or a full stop left out.
fn address(text: &str, start: usize, end: usize) -> Option<std::ops::Range<usize>> {
    let run = text[start..end].trim_end_matches(['.', ':']);
    if run.len() < 3 || word_before(text, start) || (run.len() == end - start && word_at(text, end)) {
        return None;
    }
    let skipped = run.len() - run.trim_start_matches('.').len();
    let run = &run[skipped..];
    let start = start + skipped;
    if run.bytes().filter(|byte| *byte == b':').count() >= 2 {
        let public = run.parse().is_ok_and(is_public6);
        return public.then(|| start..start + run.len());
    }
    let host = run.split(':').next()?;
    (skipped == 0 && host.parse().is_ok_and(is_public4)).then(|| start..start + host.len())
}

fn is_public4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_broadcast()
        || a == 0
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
        || (a == 192 && b == 0 && c == 0);
    !special
}

fn is_public6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    (0x2000..0x4000).contains(&a) && !(a == 0x2001 && b == 0x0db8)
}
