//! Weeks that are over and are still being told: a replay writes what happened then while the server looks at it.

use model::{PostId, Time};
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use ::radar::cascade::WHOLE;

/// How long nothing may have come for a post before whoever told its week is taken to be done.
const DONE: Duration = Duration::from_secs(15);

/// Posts of which it is told what happened in their week after it was over, and when that was last.
#[derive(Default)]
pub(super) struct Telling(HashMap<PostId, Instant>);

impl Telling {
    /// Something came that happened to a post of `began`, where weeks that began before `begin` are over. What happens
    /// after its week holds nothing up, or a post that is passed on for years would never be judged.
    pub(super) fn hear(&mut self, post: PostId, began: Time, happened: Time, begin: Time) {
        let week = i64::from(WHOLE) * 1_000;
        if began < begin && happened.millis() - began.millis() <= week {
            self.0.insert(post, Instant::now());
        }
    }

    /// Of which posts there may be more to come.
    pub(super) fn going_on(&mut self) -> HashSet<PostId> {
        self.0.retain(|_, last| last.elapsed() < DONE);
        self.0.keys().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_happened_in_a_week_that_is_over_holds_its_post_up() {
        let day = |day: i64| Time::from_millis(day * 86_400_000);
        let (mut telling, begin) = (Telling::default(), day(20));
        telling.hear(PostId(1), day(10), day(11), begin);
        telling.hear(PostId(2), day(10), day(18), begin);
        telling.hear(PostId(3), day(21), day(22), begin);
        assert_eq!(telling.going_on(), HashSet::from([PostId(1)]));
        telling.0.clear();
        assert!(telling.going_on().is_empty());
    }
}
