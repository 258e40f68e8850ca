//! Where one file of rows ends and the next begins.

/// Rows in a file.
const ROWS: u64 = 100_000;
/// Bytes of text in a file, before compression.
const BYTES: u64 = 512 << 20;

/// Counts rows into files, the same way each time.
#[derive(Clone, Debug)]
pub struct Shards {
    rows: u64,
    bytes: u64,
    most: (u64, u64),
    done: usize,
}

impl Default for Shards {
    fn default() -> Self {
        Self::of(ROWS, BYTES)
    }
}

impl Shards {
    /// With other bounds.
    pub const fn of(rows: u64, bytes: u64) -> Self {
        Self { rows: 0, bytes: 0, most: (rows, bytes), done: 0 }
    }

    /// The file the next row belongs into.
    pub const fn place(&mut self, text: usize) -> usize {
        if self.rows >= self.most.0 || (self.rows > 0 && self.bytes + text as u64 > self.most.1) {
            self.done += 1;
            self.rows = 0;
            self.bytes = 0;
        }
        self.rows += 1;
        self.bytes += text as u64;
        self.done
    }
}

/// The name of a file of rows.
pub fn name(at: usize, of: usize) -> String {
    format!("data/train-{at:05}-of-{of:05}.parquet")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_end_by_rows_or_by_bytes() {
        let mut shards = Shards::of(3, 100);
        let places: Vec<usize> =
            [10, 10, 10, 10, 95, 200, 1].into_iter().map(|text| shards.place(text)).collect();
        assert_eq!(places, [0, 0, 0, 1, 2, 3, 4]);
    }
}
