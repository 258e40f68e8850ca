//! What people who usually disagree both find helpful.
//!
//! Ratings of notes are taken apart as `r = μ + i_u + i_n + f_u f_n`: what raters are like, what notes are
//! like, and one line along which raters disagree. What is left in `i_n` once that line is taken out is how
//! helpful a note is to either side (the idea of Community Notes: Wojcik et al. 2022). Alternating least
//! squares; no randomness but a seed for where the factors begin.
//!
//! Guards: raters need [`FEWEST_OF_RATER`] ratings, who rates nearly everything or always as somebody else
//! does is left out of the fit ([`guards`]), and a status needs ratings of both sides.

mod fit;
mod guards;

pub use fit::Fitted;

use std::collections::HashMap;

/// A rating.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rating {
    /// Who rated.
    pub rater: u64,
    /// What.
    pub note: u64,
    /// 1 for helpful, ½ for somewhat, 0 for not.
    pub value: f64,
}

/// Ratings a rater needs to be counted.
pub const FEWEST_OF_RATER: usize = 10;
/// Ratings a note needs for a status.
pub const FEWEST_OF_NOTE: usize = 5;
/// From here a note is helpful.
const HELPFUL: f64 = 0.40;
/// A note that is this far on one side is not called helpful.
const ONE_SIDED: f64 = 0.50;
/// How far a note with a status may slip before it loses it.
const INERTIA: f64 = 0.01;
/// After this long a status stays, in milliseconds: two weeks.
pub const LOCKED_AFTER: i64 = 14 * 86_400_000;

/// What becomes of a note.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Not enough is known, or people don't agree.
    #[default]
    NeedsMore,
    /// Shown under the post.
    Helpful,
    /// Not shown.
    NotHelpful,
}

/// What was known of a note before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Its status.
    pub status: Status,
    /// How old it is, in milliseconds.
    pub age: i64,
}

/// A note's status with what it rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Verdict {
    /// The status.
    pub status: Status,
    /// How helpful it is to either side.
    pub helpful: f64,
    /// Which side it leans to, and how far.
    pub side: f64,
    /// Ratings that counted.
    pub ratings: usize,
    /// Of raters on either side, the share that found it helpful; nothing where there was nobody.
    pub sides: [Option<f64>; 2],
}

impl Verdict {
    /// What a note adds to a post's score: only where it is helpful to both sides, and never much.
    pub fn bonus(&self) -> f64 {
        if self.status == Status::Helpful { (0.2 * self.helpful).clamp(0.0, 0.15) } else { 0.0 }
    }
}

/// The verdict on every note that was rated.
pub fn judge(ratings: &[Rating], before: &HashMap<u64, Before>, seed: u64) -> HashMap<u64, Verdict> {
    let counted = guards::counted(ratings);
    let fitted = Fitted::new(&counted, seed);
    let mut by_note: HashMap<u64, Vec<Rating>> = HashMap::new();
    counted.iter().for_each(|rating| by_note.entry(rating.note).or_default().push(*rating));
    // A note whose ratings were all left out is still told about.
    for rating in ratings {
        by_note.entry(rating.note).or_default();
    }
    let verdict = |(note, ratings): (u64, Vec<Rating>)| {
        (note, decide(note, &ratings, &fitted, before.get(&note).copied().unwrap_or_default()))
    };
    by_note.into_iter().map(verdict).collect()
}

fn decide(note: u64, ratings: &[Rating], fitted: &Fitted, before: Before) -> Verdict {
    let (helpful, side) = fitted.note(note);
    let mut verdict = Verdict { helpful, side, ratings: ratings.len(), ..Verdict::default() };
    verdict.sides = [false, true].map(|right| {
        let of = ratings.iter().filter(|rating| (fitted.rater(rating.rater).1 > 0.0) == right);
        let (sum, many) = of.fold((0.0, 0.0), |(sum, many), rating| (sum + rating.value, many + 1.0));
        (many > 0.0).then(|| sum / many)
    });
    verdict.status = if before.age >= LOCKED_AFTER && before.status != Status::NeedsMore {
        before.status
    } else {
        status(&verdict, before.status)
    };
    verdict
}

fn status(verdict: &Verdict, before: Status) -> Status {
    if verdict.ratings < FEWEST_OF_NOTE {
        return Status::NeedsMore;
    }
    let kept = |status: Status| if before == status { INERTIA } else { 0.0 };
    let both = verdict.sides.iter().all(|side| side.is_some_and(|share| share > 0.5));
    let (helpful, side) = (verdict.helpful, verdict.side.abs());
    if both && helpful >= HELPFUL - kept(Status::Helpful) && side < ONE_SIDED {
        Status::Helpful
    } else if helpful < -0.05 - 0.8 * side + kept(Status::NotHelpful) {
        Status::NotHelpful
    } else {
        Status::NeedsMore
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forty raters on two sides; notes 0–9 please the left, 10–19 the right, 20–24 both, 25–29 nobody. Each
    /// rater leaves some out and errs now and then.
    fn two_sides() -> Vec<Rating> {
        let mut ratings = Vec::new();
        for rater in 0..40_u64 {
            for note in 0..30_u64 {
                let mixed = (rater * 31 + note * 17) % 23;
                if mixed < 2 {
                    continue;
                }
                let left = rater < 20;
                let pleased = match note {
                    0..10 => left,
                    10..20 => !left,
                    20..25 => true,
                    _ => false,
                };
                let errs = mixed == 2;
                ratings.push(Rating { rater, note, value: f64::from(u8::from(pleased != errs)) });
            }
        }
        ratings
    }

    #[test]
    fn what_pleases_both_sides_is_helpful_and_what_pleases_one_is_not() {
        let verdicts = judge(&two_sides(), &HashMap::new(), 1);
        for note in 0..30_u64 {
            let verdict = verdicts[&note];
            match note {
                20..25 => assert_eq!(verdict.status, Status::Helpful, "{note}: {verdict:?}"),
                _ => assert_ne!(verdict.status, Status::Helpful, "{note}: {verdict:?}"),
            }
            assert!((0.0..=0.15).contains(&verdict.bonus()));
        }
        assert!(verdicts[&0].side * verdicts[&10].side < 0.0, "the sides are told apart");
        assert!((25..30).all(|note| verdicts[&note].helpful < verdicts[&0].helpful));
    }

    #[test]
    fn a_crowd_that_rates_alike_does_not_decide() {
        let mut ratings = two_sides();
        // Thirty accounts rate the same notes the same way, and push one that pleases the left alone.
        for rater in 1_000..1_030 {
            for note in 0..12_u64 {
                ratings.push(Rating { rater, note, value: f64::from(u8::from(note < 10)) });
            }
        }
        let verdicts = judge(&ratings, &HashMap::new(), 1);
        assert!((0..10).all(|note| verdicts[&note].status != Status::Helpful));
        assert_eq!(verdicts, judge(&ratings, &HashMap::new(), 1));
    }

    #[test]
    fn few_ratings_decide_nothing_and_old_statuses_stay() {
        let few: Vec<Rating> = (0..4).map(|rater| Rating { rater, note: 1, value: 1.0 }).collect();
        assert_eq!(judge(&few, &HashMap::new(), 0)[&1].status, Status::NeedsMore);
        let old = Before { status: Status::Helpful, age: LOCKED_AFTER };
        assert_eq!(judge(&few, &HashMap::from([(1, old)]), 0)[&1].status, Status::Helpful);
        let young = Before { age: LOCKED_AFTER - 1, ..old };
        assert_eq!(judge(&few, &HashMap::from([(1, young)]), 0)[&1].status, Status::NeedsMore);
    }

    #[test]
    fn a_status_is_not_lost_by_a_hair() {
        let near =
            Verdict { helpful: 0.395, ratings: 9, sides: [Some(0.9), Some(0.8)], ..Verdict::default() };
        assert_eq!(status(&near, Status::NeedsMore), Status::NeedsMore);
        assert_eq!(status(&near, Status::Helpful), Status::Helpful);
        let alone = Verdict { helpful: 0.9, sides: [Some(0.9), None], ..near };
        assert_eq!(status(&alone, Status::Helpful), Status::NeedsMore);
    }
}
