//! How well labels were guessed.

/// The measures of guesses against labels; both are numbers of classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// The share that is right.
    pub accuracy: f64,
    /// F1 of each class, weighted by how often the class occurs.
    pub weighted_f1: f64,
    /// F1 of each class, all counted alike.
    pub macro_f1: f64,
    /// Matthews' correlation; of several classes, Gorodkin's (2004).
    pub mcc: f64,
    /// For each class, the area under the curve of its probability against all others.
    pub auc: Vec<f64>,
}

/// The probability of a class (second) for a row (first).
pub type Probability<'a> = &'a dyn Fn(usize, usize) -> f64;

/// Measures guesses; without probabilities there is no area.
pub fn measures(
    labels: &[usize],
    guesses: &[usize],
    classes: usize,
    probability: Option<Probability<'_>>,
) -> Measures {
    let mut table = vec![vec![0.0_f64; classes]; classes];
    labels.iter().zip(guesses).for_each(|(label, guess)| table[*label][*guess] += 1.0);
    let all = labels.len().max(1) as f64;
    let right: f64 = (0..classes).map(|class| table[class][class]).sum();
    let were: Vec<f64> = (0..classes).map(|class| table[class].iter().sum()).collect();
    let said: Vec<f64> = (0..classes).map(|class| table.iter().map(|row| row[class]).sum()).collect();
    let f1 = |class: usize| {
        let both = were[class] + said[class];
        if both > 0.0 { 2.0 * table[class][class] / both } else { 0.0 }
    };
    let present: Vec<usize> = (0..classes).filter(|class| were[*class] + said[*class] > 0.0).collect();
    let product: f64 = were.iter().zip(&said).map(|(a, b)| a * b).sum();
    let squares = |sums: &[f64]| all * all - sums.iter().map(|sum| sum * sum).sum::<f64>();
    let spread = (squares(&were) * squares(&said)).sqrt();
    Measures {
        accuracy: right / all,
        weighted_f1: present.iter().map(|class| f1(*class) * were[*class] / all).sum(),
        macro_f1: present.iter().map(|class| f1(*class)).sum::<f64>() / present.len().max(1) as f64,
        mcc: if spread > 0.0 { (right * all - product) / spread } else { 0.0 },
        auc: probability.map(|probability| areas(labels, classes, probability)).unwrap_or_default(),
    }
}

fn areas(labels: &[usize], classes: usize, probability: Probability<'_>) -> Vec<f64> {
    let of = |class: usize| {
        auc(labels.iter().enumerate().map(|(row, label)| (probability(row, class), *label == class)))
    };
    (0..classes).map(of).collect()
}

/// The area under the curve: how often one that is scores higher than one that is not, ties by half.
/// A half where either is missing.
pub fn auc(scored: impl IntoIterator<Item = (f64, bool)>) -> f64 {
    let mut scored: Vec<(f64, bool)> = scored.into_iter().collect();
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins, mut at) = (0.0, 0.0, 0);
    while at < scored.len() {
        let end = (at..scored.len()).find(|next| scored[*next].0 != scored[at].0).unwrap_or(scored.len());
        let positives = scored[at..end].iter().filter(|(_, is)| *is).count() as f64;
        let negatives = (end - at) as f64 - positives;
        wins += positives * (below + 0.5 * negatives);
        below += negatives;
        at = end;
    }
    let pairs = below * (scored.len() as f64 - below);
    if pairs > 0.0 { wins / pairs } else { 0.5 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_follow_their_definitions() {
        let labels = [0, 0, 0, 1];
        let probability = |row: usize, class: usize| {
            let second = [0.1, 0.2, 0.7, 0.6][row];
            if class == 1 { second } else { 1.0 - second }
        };
        let found = measures(&labels, &[0, 0, 1, 1], 2, Some(&probability));
        assert!((found.accuracy - 0.75).abs() < 1e-12);
        // F1: 0.8 of the first class, 2/3 of the second.
        assert!((found.weighted_f1 - (0.8 * 0.75 + 2.0 / 3.0 * 0.25)).abs() < 1e-12);
        assert!((found.macro_f1 - (0.8 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
        // (1·2 − 1·0) / √(2·1·2·3)
        assert!((found.mcc - 2.0 / 12.0_f64.sqrt()).abs() < 1e-12);
        assert!((found.auc[1] - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_and_one_class_are_fine() {
        assert_eq!(measures(&[], &[], 2, None).accuracy, 0.0);
        assert_eq!(measures(&[1, 1], &[1, 1], 2, None).mcc, 0.0);
        assert_eq!(auc([(0.3, true), (0.3, false)]), 0.5);
    }
}
