//! How well a ranking guessed what people chose later.

/// How much of what was chosen is among the best, and how far up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quality {
    /// Recall: the share of what was chosen that is among the best.
    pub recall: f64,
    /// NDCG with a gain of 1 (Järvelin and Kekäläinen 2002): 1 when all of the best were chosen, as
    /// far as that many were.
    pub ndcg: f64,
}

/// Measures one person's ranking, best first, against what they chose (ascending, not empty). Both
/// numbers follow the usual definitions of "@k" with k the ranking's length.
pub fn quality(ranked: &[u32], chosen: &[u32]) -> Quality {
    let gain = |place: usize| 1.0 / (place as f64 + 2.0).log2();
    let hits: Vec<usize> =
        (0..ranked.len()).filter(|place| chosen.binary_search(&ranked[*place]).is_ok()).collect();
    let best: f64 = (0..ranked.len().min(chosen.len())).map(gain).sum();
    Quality {
        recall: hits.len() as f64 / chosen.len().max(1) as f64,
        ndcg: if best > 0.0 { hits.iter().map(|place| gain(*place)).sum::<f64>() / best } else { 0.0 },
    }
}

/// The mean over people; zero for nobody.
pub fn mean(of: impl IntoIterator<Item = Quality>) -> Quality {
    let (mut sum, mut people) = (Quality::default(), 0.0);
    for one in of {
        sum.recall += one.recall;
        sum.ndcg += one.ndcg;
        people += 1.0;
    }
    if people == 0.0 { sum } else { Quality { recall: sum.recall / people, ndcg: sum.ndcg / people } }
}

/// The `most` things with the highest scores, best first and lower numbers first among equals,
/// leaving out those in `without` (ascending).
pub fn best(scores: &[f32], without: &[u32], most: usize) -> Vec<u32> {
    let mut top: Vec<(f32, u32)> = Vec::with_capacity(most + 1);
    let mut least = f32::NEG_INFINITY;
    for (thing, &score) in (0_u32..).zip(scores) {
        if (top.len() == most && score <= least) || without.binary_search(&thing).is_ok() {
            continue;
        }
        let place = top.partition_point(|(other, _)| *other >= score);
        top.insert(place, (score, thing));
        top.truncate(most);
        least = top.last().map_or(least, |(score, _)| *score);
    }
    top.into_iter().map(|(_, thing)| thing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_perfect_ranking_scores_one_and_an_empty_one_zero() {
        assert_eq!(quality(&[3, 1], &[1, 3]), Quality { recall: 1.0, ndcg: 1.0 });
        assert_eq!(quality(&[], &[1]), Quality::default());
        let half = quality(&[9, 3], &[3, 4]);
        assert!((half.recall - 0.5).abs() < 1e-12);
        // One of two, in second place: log2(3)^-1 / (1 + log2(3)^-1).
        assert!((half.ndcg - 0.386_852_8).abs() < 1e-6, "{half:?}");
    }

    #[test]
    fn the_best_are_the_highest_without_what_is_known() {
        let scores = [0.5, 0.9, 0.9, 0.1, 0.7];
        assert_eq!(best(&scores, &[1], 3), [2, 4, 0]);
        assert_eq!(best(&scores, &[], 9), [1, 2, 4, 0, 3]);
        assert_eq!(best(&scores, &[], 0), [0_u32; 0]);
    }
}
