//! Chance that depends on what it is about, not on when it is asked: the same for every ranker.

/// A number in [0, 1) for up to four numbers.
pub fn of(parts: [u64; 4]) -> f32 {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for part in parts {
        state = (state ^ part).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        state = (state ^ (state >> 29)).wrapping_mul(0x94D0_49BB_1331_11EB);
        state ^= state >> 32;
    }
    (state >> 40) as f32 / (1_u64 << 24) as f32
}

/// A number of the normal distribution, by the sum of twelve (Irwin–Hall).
pub fn normal(parts: [u64; 3]) -> f32 {
    (0..12).map(|draw| of([parts[0], parts[1], parts[2], 1_000 + draw])).sum::<f32>() - 6.0
}
