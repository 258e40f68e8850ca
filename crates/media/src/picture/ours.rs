//! Photographs that are made as we make them already: those of an archive of ours. Making them anew
//! would cost a little of them each time, so they stay as they are, byte for byte.
//!
//! That they hold nothing but the picture is still proved. Everything before the pixels has to be what
//! our own encoder writes; the pixels' codes are read to their end (ITU T.81, baseline), and nothing may
//! be left over.

use super::encode;

/// Whether a JPEG is what our encoder makes of a picture of this size at this quality, and only that.
pub(super) fn is_ours(bytes: &[u8], (width, height): (u32, u32), quality: u8) -> bool {
    let Some(head) = head(width, height, quality) else { return false };
    let Some(pixels) = bytes.strip_prefix(head.as_slice()) else { return false };
    let Some(tables) = Tables::read(&head) else { return false };
    let blocks = u64::from(width.div_ceil(8)) * u64::from(height.div_ceil(8));
    let mut bits = Bits { bytes: pixels, at: 0, left: 0 };
    (0..blocks).all(|_| (0..3).all(|component| tables.block(&mut bits, usize::from(component > 0)).is_some()))
        && bits.ends()
}

/// What stands before the pixels: as of the smallest picture, with another size.
fn head(width: u32, height: u32, quality: u8) -> Option<Vec<u8>> {
    let mut bytes = encode::smallest_jpeg(quality)?;
    let (width, height) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
    let frame = segments(&bytes).find(|segment| segment.kind == 0xC0)?.at;
    bytes.get_mut(frame + 1..frame + 3)?.copy_from_slice(&height.to_be_bytes());
    bytes.get_mut(frame + 3..frame + 5)?.copy_from_slice(&width.to_be_bytes());
    let scan = segments(&bytes).find(|segment| segment.kind == 0xDA)?;
    bytes.truncate(scan.at + scan.length);
    Some(bytes)
}

/// A segment's kind, where its contents begin, and how many bytes those are.
struct Segment {
    kind: u8,
    at: usize,
    length: usize,
}

/// The segments up to the scan.
fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment> + '_ {
    let mut at = 2;
    std::iter::from_fn(move || {
        let [0xFF, kind, high, low] = *bytes.get(at..at + 4)? else { return None };
        let length = usize::from(u16::from_be_bytes([high, low])).checked_sub(2)?;
        let segment = Segment { kind, at: at + 4, length };
        at = if kind == 0xDA { bytes.len() } else { at + 4 + length };
        Some(segment)
    })
}

/// How a table's codes are told apart by their lengths: the last code of a length, and what to take from
/// a code to find its symbol.
#[derive(Default)]
struct Table {
    last: [Option<i32>; 17],
    offset: [i32; 17],
    symbols: Vec<u8>,
}

/// Codes of the first coefficient and of the others, of brightness and of colour.
#[derive(Default)]
struct Tables([[Table; 2]; 2]);

impl Tables {
    fn read(head: &[u8]) -> Option<Self> {
        let mut tables = Self::default();
        for segment in segments(head).filter(|segment| segment.kind == 0xC4) {
            let mut rest = head.get(segment.at..segment.at + segment.length)?;
            while let Some((which, after)) = rest.split_first() {
                let (counts, after) = after.split_at_checked(16)?;
                let count = counts.iter().map(|count| usize::from(*count)).sum();
                let (symbols, after) = after.split_at_checked(count)?;
                let place = tables.0.get_mut(usize::from(which >> 4))?.get_mut(usize::from(which & 15))?;
                *place = Table::new(counts, symbols);
                rest = after;
            }
        }
        Some(tables)
    }

    /// Reads a block of 64 coefficients.
    fn block(&self, bits: &mut Bits<'_>, of: usize) -> Option<()> {
        let first = self.0[0][of].symbol(bits)?;
        bits.skip(first)?;
        let mut coefficient = 1;
        while coefficient < 64 {
            let symbol = self.0[1][of].symbol(bits)?;
            match (symbol >> 4, symbol & 15) {
                (0, 0) => return Some(()),
                (15, 0) => coefficient += 16,
                (_, 0) => return None,
                (zeros, size) => {
                    bits.skip(size)?;
                    coefficient += usize::from(zeros) + 1;
                }
            }
        }
        (coefficient == 64).then_some(())
    }
}

impl Table {
    fn new(counts: &[u8], symbols: &[u8]) -> Self {
        let mut table = Self { symbols: symbols.to_vec(), ..Self::default() };
        let (mut code, mut index) = (0_i32, 0_i32);
        for (length, count) in (1..=16).zip(counts) {
            let count = i32::from(*count);
            table.offset[length] = code - index;
            table.last[length] = (count > 0).then_some(code + count - 1);
            (code, index) = ((code + count) << 1, index + count);
        }
        table
    }

    fn symbol(&self, bits: &mut Bits<'_>) -> Option<u8> {
        let mut code = 0_i32;
        for length in 1..=16 {
            code = code << 1 | i32::from(bits.bit()?);
            if self.last[length].is_some_and(|last| code <= last) {
                return self.symbols.get(usize::try_from(code - self.offset[length]).ok()?).copied();
            }
        }
        None
    }
}

/// The scan, a bit at a time.
struct Bits<'b> {
    bytes: &'b [u8],
    /// The byte after the one that is being read.
    at: usize,
    /// Bits of that one that are left.
    left: u8,
}

impl Bits<'_> {
    fn bit(&mut self) -> Option<u8> {
        if self.left == 0 {
            let byte = *self.bytes.get(self.at)?;
            // A byte of ones among the pixels is followed by one of zeros; else it begins a segment.
            self.at += match (byte, self.bytes.get(self.at + 1)) {
                (0xFF, Some(0)) => 2,
                (0xFF, _) => return None,
                _ => 1,
            };
            self.left = 8;
        }
        self.left -= 1;
        Some(self.byte() >> self.left & 1)
    }

    fn byte(&self) -> u8 {
        let before = |back: usize| self.at.checked_sub(back).and_then(|at| self.bytes.get(at)).copied();
        if before(1) == Some(0) && before(2) == Some(0xFF) { 0xFF } else { before(1).unwrap_or(0) }
    }

    fn skip(&mut self, count: u8) -> Option<()> {
        (0..count).try_for_each(|_| self.bit().map(|_| ()))
    }

    /// Whether nothing is left but ones to the end of the byte, and the mark of the end.
    fn ends(mut self) -> bool {
        while self.left > 0 {
            if self.bit() != Some(1) {
                return false;
            }
        }
        self.bytes.get(self.at..) == Some(&[0xFF, 0xD9])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    fn photograph(width: u32, height: u32) -> Vec<u8> {
        let pixel = |x: u32, y: u32| {
            let wave = |by: u32| u8::try_from((x * by + y * y * 7) % 256).unwrap();
            Rgba([wave(31), wave(3), wave(97), 255])
        };
        encode::kept_jpeg(&RgbaImage::from_fn(width, height, pixel)).unwrap().bytes
    }

    #[test]
    fn what_we_made_is_known_and_nothing_else() {
        for size in [(8, 8), (1, 1), (37, 53), (640, 480), (9, 100)] {
            let bytes = photograph(size.0, size.1);
            assert!(is_ours(&bytes, size, encode::QUALITY), "{size:?}");
            assert!(!is_ours(&bytes, (size.0 + 8, size.1), encode::QUALITY), "another size");
            assert!(!is_ours(&bytes, size, 82), "another quality");
            let hidden = |at: usize| [&bytes[..at], b"hidden", &bytes[at..]].concat();
            for at in [2, 20, bytes.len() - 2, bytes.len()] {
                assert!(!is_ours(&hidden(at), size, encode::QUALITY), "{size:?} {at}");
            }
            assert!(!is_ours(&bytes[..bytes.len() - 3], size, encode::QUALITY));
        }
    }

    #[test]
    fn made_twice_it_is_the_same() {
        let bytes = photograph(300, 200);
        let again = crate::picture(&bytes).unwrap();
        assert_eq!(again.original.bytes, bytes);
        let face = crate::avatar(&bytes).unwrap().picture.bytes;
        assert_eq!(crate::avatar(&face).unwrap().picture.bytes, face);
    }
}
