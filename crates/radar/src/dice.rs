//! Chance from a seed, the same on every machine (SplitMix64, Steele et al. 2014).

/// A stream of numbers that look random.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The stream that begins at a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number from 0 up to, not including, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.any()) * end as u128) >> 64) as usize
    }
}

/// A number in [0, 1) that belongs to a pair of numbers.
pub fn share(one: u64, other: u64) -> f64 {
    (mix(one ^ mix(other)) >> 11) as f64 / (1_u64 << 53) as f64
}

fn mix(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_stream_spread_evenly() {
        let (mut one, mut other) = (Dice::new(7), Dice::new(7));
        let mut counts = [0_u32; 10];
        for number in 0..10_000 {
            let face = one.below(10);
            assert_eq!(face, other.below(10));
            counts[face] += 1;
            counts[(share(3, number) * 10.0) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (1_800..2_200).contains(count)), "{counts:?}");
    }
}
