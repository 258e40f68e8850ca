//! What people who usually disagree both find helpful.
//!
//! Ratings of notes are taken apart as `r = μ + i_u + i_n + f_u f_n`: what raters are like, what notes are
//! like, and one line along which raters disagree. What is left in `i_n` once that line is taken out is how
//! helpful a note is to either side (the idea of Community Notes: Wojcik et al. 2022). Alternating least
//! squares; no randomness but a seed for where the factors begin.
//!
//! Guards: raters need enough ratings ([`fewest_of_rater`]), who rates nearly everything or always as somebody
//! else does is left out of the fit ([`guards`]), and a status needs ratings of both sides. Where nobody is known to
//! disagree about anything, nothing is called helpful to both sides, however many like it.
//!
//! [`posts`] does the same with what members did with posts.

mod fit;
mod guards;
pub mod posts;

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

/// Ratings a rater needs to be counted, where there are notes enough.
pub const FEWEST_OF_RATER: usize = 10;
/// Ratings that count a note needs for a status.
pub const FEWEST_OF_NOTE: usize = 5;
/// Raters of each side who have to be among them.
pub const FEWEST_OF_SIDE: usize = 2;
/// From here on a rater is on a side; nearer to the middle they are on neither.
pub const ON_A_SIDE: f64 = 0.1;
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
    /// What raters on either side made of it.
    pub sides: [Side; 2],
}

/// What the raters of one side made of a note.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Side {
    /// How many they are.
    pub raters: usize,
    /// The share that found it helpful; 0 where there was nobody.
    pub share: f64,
}

/// How many ratings a rater needs where so many notes were rated: a third of them, two at least, ten at most. Who
/// rated one note has not shown what they disagree about; on a small server nobody can have rated ten.
pub fn fewest_of_rater(notes: usize) -> usize {
    notes.div_ceil(3).clamp(2, FEWEST_OF_RATER)
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
    verdict.sides = sides(ratings, fitted);
    verdict.status = if before.age >= LOCKED_AFTER && before.status != Status::NeedsMore {
        before.status
    } else {
        status(&verdict, before.status)
    };
    verdict
}

/// What either side made of something.
fn sides(ratings: &[Rating], fitted: &Fitted) -> [Side; 2] {
    [-1.0, 1.0].map(|sign| {
        let of = ratings.iter().filter(|rating| fitted.rater(rating.rater).1 * sign >= ON_A_SIDE);
        let (sum, raters) = of.fold((0.0, 0), |(sum, many), rating| (sum + rating.value, many + 1));
        Side { raters, share: sum / f64::from(u32::try_from(raters).unwrap_or(u32::MAX).max(1)) }
    })
}

fn status(verdict: &Verdict, before: Status) -> Status {
    if verdict.ratings < FEWEST_OF_NOTE {
        return Status::NeedsMore;
    }
    let kept = |status: Status| if before == status { INERTIA } else { 0.0 };
    let both = verdict.sides.iter().all(|side| side.raters >= FEWEST_OF_SIDE && side.share > 0.5);
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
        let side = |raters, share| Side { raters, share };
        let sides = [side(5, 0.9), side(4, 0.8)];
        let near = Verdict { helpful: 0.395, ratings: 9, sides, ..Verdict::default() };
        assert_eq!(status(&near, Status::NeedsMore), Status::NeedsMore);
        assert_eq!(status(&near, Status::Helpful), Status::Helpful);
        let alone = Verdict { helpful: 0.9, sides: [side(8, 0.9), side(1, 1.0)], ..near };
        assert_eq!(status(&alone, Status::Helpful), Status::NeedsMore);
    }
    /// Everybody of two sides rates each of these notes; which sides are pleased by it.
    fn small(raters: u64, notes: &[(bool, bool)]) -> HashMap<u64, Verdict> {
        let mut ratings = Vec::new();
        for rater in 0..raters {
            for (note, (left, right)) in (0..).zip(notes) {
                let pleased = if rater < raters / 2 { *left } else { *right };
                ratings.push(Rating { rater, note, value: f64::from(u8::from(pleased)) });
            }
        }
        judge(&ratings, &HashMap::new(), 1)
    }

    #[test]
    fn six_people_and_three_notes_are_enough_to_begin_with() {
        let (left, right, both) = ((true, false), (false, true), (true, true));
        let verdicts = small(6, &[left, right, both]);
        let statuses = [0, 1, 2].map(|note| verdicts[&note].status);
        assert_eq!(statuses, [Status::NeedsMore, Status::NeedsMore, Status::Helpful], "{verdicts:?}");
        assert_eq!(verdicts[&2].sides.map(|side| side.raters), [3, 3]);
        // Four are not: five have to agree at least.
        assert_eq!(small(4, &[left, right, both])[&2].status, Status::NeedsMore);
    }

    #[test]
    fn where_all_agree_nobody_is_known_to_disagree() {
        let verdicts = small(20, &[(true, true); 8]);
        assert!(verdicts.values().all(|verdict| verdict.status == Status::NeedsMore), "{verdicts:?}");
    }

    #[test]
    fn a_place_where_most_is_helpful_makes_nothing_helpful_that_pleases_one_side() {
        let mut notes = vec![(true, true); 20];
        notes.extend([(true, false), (true, false), (true, false), (false, true), (false, true)]);
        let verdicts = small(40, &notes);
        assert!((20..25).all(|note| verdicts[&note].status != Status::Helpful), "{verdicts:?}");
    }

    proptest::proptest! {
        #[test]
        fn what_one_side_alone_likes_is_never_helpful(
            raters in 6_u64..40,
            left in 1_usize..8,
            right in 1_usize..8,
            both in 0_usize..8,
            noise in proptest::collection::vec(0_u8..20, 200),
        ) {
            let notes: Vec<(bool, bool)> = std::iter::repeat_n((true, false), left)
                .chain(std::iter::repeat_n((false, true), right))
                .chain(std::iter::repeat_n((true, true), both))
                .collect();
            let mut ratings = Vec::new();
            for rater in 0..raters {
                for (note, (of_left, of_right)) in (0_u64..).zip(&notes) {
                    // Some leave a note out; nobody of the other side is pleased by mistake.
                    if noise[((rater * 31 + note * 7) % 200) as usize] == 0 {
                        continue;
                    }
                    let pleased = if rater % 2 == 0 { *of_left } else { *of_right };
                    ratings.push(Rating { rater, note, value: f64::from(u8::from(pleased)) });
                }
            }
            let verdicts = judge(&ratings, &HashMap::new(), 1);
            for note in 0..(left + right) as u64 {
                let status = verdicts.get(&note).map(|verdict| verdict.status);
                proptest::prop_assert_ne!(status, Some(Status::Helpful), "{:?}", verdicts.get(&note));
            }
        }
    }
}
