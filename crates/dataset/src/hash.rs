//! SHA-256 as files, rows and manifests carry it: in hexadecimal.

use ring::digest::{Context, Digest, SHA256};
use std::fmt::Write as _;

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The bytes of a hexadecimal text, if it is one.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|value| value as u8);
    let bytes = text.as_bytes();
    bytes.len().is_multiple_of(2).then_some(())?;
    bytes.chunks(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

/// The hash of several pieces, one after another.
pub fn sha256(pieces: &[&[u8]]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    pieces.iter().for_each(|piece| context.update(piece));
    bytes(&context.finish())
}

/// Of a digest.
pub(crate) fn bytes(digest: &Digest) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest.as_ref());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_and_back() {
        let hash = sha256(&[b"a", b"bc"]);
        assert_eq!(hex(&hash), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(unhex(&hex(&hash)), Some(hash.to_vec()));
        assert_eq!((unhex("abc"), unhex("zz")), (None, None));
    }
}
