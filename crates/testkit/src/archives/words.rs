//! Words for posts nobody wrote.

const WORDS: [&str; 40] = [
    "the", "tram", "comes", "late", "again", "and", "sea", "is", "grey", "bread", "smells", "good",
    "tonight", "déjà", "garden", "über", "quiet", "lamp", "green", "kettle", "on", "roof", "cat", "sleeps",
    "through", "rain", "été", "we", "mend", "nets", "pour", "demain", "light", "house", "blinks", "三",
    "slowly", "north", "wind", "🔥",
];

/// A small source of chance.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn below(&mut self, most: usize) -> usize {
        // Xorshift: any sequence will do.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most).expect("a number")).expect("a number")
    }

    /// A text that no other number has.
    pub(super) fn text(&mut self, number: usize) -> String {
        let length = 6 + self.below(24);
        let words: Vec<&str> = (0..length).map(|_| WORDS[self.below(WORDS.len())]).collect();
        format!("{} #{number}n", words.join(" "))
    }
}
