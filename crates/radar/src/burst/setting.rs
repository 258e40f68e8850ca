//! What a watch goes by.

/// How a rise is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// How long the heights of the last days are remembered, in seconds: the middle one of their half-lives. There is
    /// one of half as long and one of twice as long, too.
    pub remembered: f64,
    /// After how many seconds a count has mostly gone from the mean of the last hours.
    pub lasting: f64,
    /// How many spreads above what is usual count as nothing.
    pub nothing: f64,
    /// How far below the highest of the last days, in logarithms, the last hours matter.
    pub least: f64,
}

impl Default for Setting {
    /// Three days and six hours.
    fn default() -> Self {
        Self { remembered: 259_200.0, lasting: 21_600.0, nothing: 2.0, least: -1.0 }
    }
}
