//! Posts that people who usually disagree both find good.
//!
//! The same as for notes, with what members did instead of ratings: who liked a post or said it was worth their
//! time found it good, who was shown it and went on did not. Most is passed over, so what counts is not whether
//! most of a side liked it but whether both sides liked it more often than they like things.

use super::{FEWEST_OF_NOTE, FEWEST_OF_SIDE, Fitted, Rating, guards, sides};
use crate::index::Member;
use crate::{Index, Kind, Map, Set};

/// Members looked at, those who reacted most.
const MEMBERS: usize = 4_000;
/// Posts looked at, the newest.
const POSTS: usize = 4_000;
/// Members who react to fewer posts have not shown what they like.
const FEWEST: usize = 5;
/// Ratings looked at.
const RATINGS: usize = 300_000;
/// What it comes to at most.
const MOST: f64 = 0.5;

/// What members made of recent posts, as ratings. Quick, so that the index can be let go.
pub fn ratings(index: &Index) -> Vec<Rating> {
    let recent: Set<i64> = index
        .order
        .iter()
        .rev()
        .filter(|id| index.post(**id).is_some_and(|post| post.reactors.len() >= FEWEST_OF_NOTE))
        .take(POSTS)
        .copied()
        .collect();
    // Whose likes are not to be used has passed over everything, as far as can be seen.
    let may_tell = |member: &&Member| {
        member.signals.uses(Kind::Like) && member.liked.len() + member.praised.len() >= FEWEST
    };
    let mut members: Vec<&Member> = index.members.iter().filter(may_tell).collect();
    members.sort_by_key(|member| (std::cmp::Reverse(member.liked.len() + member.praised.len()), member.id));
    let mut ratings = Vec::new();
    for member in members.into_iter().take(MEMBERS) {
        let mut made: Map<i64, f64> = member.seen.iter().map(|post| (*post, 0.0)).collect();
        made.extend(member.liked.iter().chain(&member.praised).map(|post| (*post, 1.0)));
        let told = made.into_iter().filter(|(post, _)| recent.contains(post)).map(|(post, value)| Rating {
            rater: member.id.unsigned_abs(),
            note: post.unsigned_abs(),
            value,
        });
        ratings.extend(told);
        if ratings.len() >= RATINGS {
            break;
        }
    }
    ratings
}

/// What of it both sides find good, and how much (0 to 1); what is not named is not known to be.
pub fn approved(ratings: &[Rating]) -> Vec<(i64, f32)> {
    let counted = guards::counted(ratings);
    if counted.is_empty() {
        return Vec::new();
    }
    let fitted = Fitted::new(&counted, 1);
    let mut by_post: Map<u64, Vec<Rating>> = Map::default();
    counted.iter().for_each(|rating| by_post.entry(rating.note).or_default().push(*rating));
    let usual = counted.iter().map(|rating| rating.value).sum::<f64>() / counted.len() as f64;
    let mut approved = Vec::new();
    for (post, ratings) in by_post {
        let (good, side) = fitted.note(post);
        let both = sides(&ratings, &fitted)
            .iter()
            .all(|side| side.raters >= FEWEST_OF_SIDE && side.share > usual.min(0.5));
        if both && ratings.len() >= FEWEST_OF_NOTE && good > 0.0 && side.abs() < super::ONE_SIDED {
            #[allow(clippy::cast_possible_truncation)] // 0 to 1
            approved.push((post.cast_signed(), good.min(MOST) as f32));
        }
    }
    approved.sort_unstable_by_key(|(post, _)| *post);
    approved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Post, Reaction};

    /// Twelve members on two sides were shown thirty posts each; the first ten please the left, the next ten the
    /// right, then three please both and the others hardly anybody.
    fn index() -> Index {
        let mut index = Index::default();
        for post in 1..=30 {
            index.publish(&Post {
                id: post,
                author: 1_000 + post,
                at: post,
                thread: post,
                ..Post::default()
            });
        }
        for member in 1..=12_i64 {
            for post in 1..=30_i64 {
                index.view(member, post, 0);
                let left = member <= 6;
                let pleased = match post {
                    1..=10 => left && (member + post) % 5 != 0,
                    11..=20 => !left && (member + post) % 5 != 0,
                    21..=23 => (member + post) % 7 != 0,
                    _ => (member + post) % 2 == 0 && member % 3 == 0,
                };
                if pleased {
                    index.react(&Reaction { who: member, post, kind: Kind::Like, at: post });
                }
            }
        }
        index
    }

    #[test]
    fn what_both_sides_like_is_told_apart_from_what_one_side_loves() {
        let mut index = index();
        let approved = approved(&ratings(&index));
        let posts: Vec<i64> = approved.iter().map(|(post, _)| *post).collect();
        assert_eq!(posts, [21, 22, 23], "{approved:?}");
        assert!(approved.iter().all(|(_, good)| (0.1..=0.5).contains(good)), "{approved:?}");
        index.bridge(&approved);
        assert!(index.post(21).unwrap().bridging > 0.0);
        index.bridge(&[]);
        assert!(index.post(21).unwrap().bridging.abs() < f32::EPSILON, "what is not known any more is gone");
    }

    #[test]
    fn where_nobody_disagrees_nothing_is_said() {
        assert_eq!(approved(&[]), []);
        let all: Vec<Rating> =
            (0..20).flat_map(|rater| (0..9).map(move |note| Rating { rater, note, value: 1.0 })).collect();
        assert_eq!(approved(&all), []);
    }
}
