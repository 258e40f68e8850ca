//! The signature of a document.

use crate::thresholds::{BAND_ROWS, BANDS, SHINGLE};
use crate::words::{Hash, Words};

/// A document's key in each band.
pub type BandKeys = [u64; BANDS];

const HASHES: usize = BANDS * BAND_ROWS;

/// Makes signatures. Its 112 hash functions are `a·x + b` modulo 2³², the smallest value of each kept;
/// `a` and `b` come from a fixed sequence, so that every build finds the same.
#[derive(Debug)]
pub struct Signer {
    factors: [u32; HASHES],
    offsets: [u32; HASHES],
    words: Vec<u64>,
}

impl Default for Signer {
    fn default() -> Self {
        let mut state = 0x4252_4149_5345_u64;
        let mut next = || {
            let mut hash = Hash::new();
            state = state.wrapping_add(1);
            hash.add(state);
            (hash.end() >> 32) as u32
        };
        // Odd factors only: an even one would throw bits away.
        let factors = std::array::from_fn(|_| next() | 1);
        let offsets = std::array::from_fn(|_| next());
        Self { factors, offsets, words: Vec::new() }
    }
}

impl Signer {
    /// The band keys of a document. One of fewer words than a shingle is a single shingle.
    pub fn sign(&mut self, words: &Words) -> BandKeys {
        self.words.clear();
        self.words.extend(words.words.iter().map(|word| word.hash).filter(|hash| *hash != 0));
        let mut least = [i32::MAX; HASHES];
        if self.words.len() < SHINGLE {
            self.take(&self.words, &mut least);
        } else {
            for shingle in self.words.windows(SHINGLE) {
                self.take(shingle, &mut least);
            }
        }
        std::array::from_fn(|band| {
            let mut hash = Hash::new();
            hash.add(band as u64);
            least[band * BAND_ROWS..][..BAND_ROWS]
                .iter()
                .for_each(|value| hash.add(u64::from(value.cast_unsigned())));
            hash.end()
        })
    }

    /// Signed values, because vector units of every age compare those.
    fn take(&self, shingle: &[u64], least: &mut [i32; HASHES]) {
        let mut hash = Hash::new();
        shingle.iter().for_each(|word| hash.add(*word));
        let x = (hash.end() >> 32) as u32;
        for ((least, factor), offset) in least.iter_mut().zip(&self.factors).zip(&self.offsets) {
            let value = factor.wrapping_mul(x).wrapping_add(*offset).cast_signed();
            *least = (*least).min(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often two documents that share `alike` of their shingles meet, of `tries`.
    fn meetings(alike: f64, tries: usize) -> usize {
        let mut signer = Signer::default();
        let mut words = Words::default();
        let mut meet = 0;
        for one in 0..tries {
            // Documents of 204 distinct words have 200 shingles. With s shingles in common of the n in
            // each, the likeness is s / (2n − s).
            let shared = (2.0 * 200.0 * alike / (1.0 + alike)).round() as usize;
            let word = |owner: usize, at: usize| format!("w{one}x{owner}x{at} ");
            let start: String = (0..shared + 4).map(|at| word(0, at)).collect();
            let mut keys = Vec::new();
            for owner in 1..3 {
                let rest: String = (shared + 4..204).map(|at| word(owner, at)).collect();
                words.fill(&format!("{start}{rest}"));
                keys.push(signer.sign(&words));
            }
            meet += usize::from(keys[0].iter().zip(&keys[1]).any(|(a, b)| a == b));
        }
        meet
    }

    #[test]
    fn documents_meet_as_often_as_the_formula_says() {
        let expected = |alike: f64| 1.0 - (1.0 - alike.powi(8)).powi(14);
        for alike in [0.3, 0.5, 0.7, 0.8, 0.9] {
            let share = meetings(alike, 400) as f64 / 400.0;
            let wanted = expected(alike);
            assert!((share - wanted).abs() < 0.07, "alike {alike}: {share}, not {wanted}");
        }
    }

    #[test]
    fn marks_and_case_make_no_other_document() {
        let mut signer = Signer::default();
        let mut words = Words::default();
        let mut sign = |text: &str| {
            words.fill(text);
            signer.sign(&words)
        };
        assert_eq!(sign("Le soir, il pleuvait – encore!"), sign("le soir il pleuvait encore"));
        assert_ne!(sign("le soir il pleuvait encore"), sign("le soir il neigeait encore"));
        assert_eq!(sign("deux mots"), sign("Deux mots."));
    }
}
