//! The last seven days of something, as small bars.

use crate::texts::Speech;
use app::read::tags::DayOfUse;

/// Seven days, the first one first.
#[derive(Clone, Debug)]
pub(crate) struct Week {
    pub(crate) bars: Vec<Bar>,
    /// What the bars say, in words.
    pub(crate) words: String,
}

/// A day's bar, in the units of the drawing: 70 across, 24 high.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    pub(crate) x: usize,
    pub(crate) y: i64,
    pub(crate) height: i64,
}

const HIGH: i64 = 22;
const BROAD: usize = 10;

impl Week {
    /// From the days as the use cases tell them: today first.
    pub(crate) fn new(speech: Speech, history: &[DayOfUse]) -> Self {
        let most = history.iter().map(|day| day.posts).max().unwrap_or(0).max(1);
        let posts: i64 = history.iter().map(|day| day.posts).sum();
        let bar = |(place, day): (usize, &DayOfUse)| {
            // A day without posts keeps a line, so that seven days are seen.
            let height = (day.posts * HIGH / most).max(1);
            Bar { x: place * BROAD, y: HIGH + 2 - height, height }
        };
        Self {
            bars: history.iter().rev().enumerate().map(bar).collect(),
            words: speech.count("tag-week", posts),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use model::Time;

    #[test]
    fn the_busiest_day_is_the_tallest() {
        let day = |posts| DayOfUse { day: Time::from_millis(0), posts, accounts: posts };
        let week = Week::new(Speech(Language::English), &[day(4), day(0), day(2)]);
        let heights: Vec<i64> = week.bars.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [11, 1, 22]);
        assert_eq!(week.words, "6 posts in seven days");
    }
}
