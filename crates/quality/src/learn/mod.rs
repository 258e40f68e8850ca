//! Learning to label texts from labelled texts.
//!
//! A text is looked at twice, as words and as characters inside words ([`View`](crate::views::View)), and
//! each view is weighed two ways: by TF-IDF, and by how much more often an n-gram stands in one label than
//! in the others (Wang and Manning, ACL 2012). Each gets logistic regressions of two strengths. What they
//! say of texts they have not seen is blended with plain measures of the text by one more, which
//! calibrates at the same time. As all of it is linear, the blend folds into two numbers an n-gram
//! ([`Model`](crate::Model)), so four views cost one look.

mod blend;
mod corpus;
pub(crate) mod logistic;
mod member;

use crate::measure::measures;
use crate::model::{Column, Model, chances};
use crate::views::MEASURES;
use blend::Blend;
use corpus::Corpus;
use member::{Member, Spoken};

/// How models are learned. One setting serves every task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// N-grams of a view are told apart by this many bits of their hash.
    pub bits: u32,
    /// What a wrong row costs, for each of the strengths.
    pub costs: [f32; 2],
    /// How often the rows are gone through at most.
    pub rounds: usize,
    /// In how many parts the texts are cut, so that each part is judged by what learned from the others.
    pub folds: usize,
    /// Twice the cost of a squared weight of the blend.
    pub ridge: f64,
    /// How much better other thresholds than even ones have to be, in weighted F1.
    pub gain: f64,
}

impl Default for Setting {
    /// Chosen by cross-validation on the four tasks of `MODEL.md` together.
    fn default() -> Self {
        Self { bits: 18, costs: [1.0, 4.0], rounds: 40, folds: 10, ridge: 3.0, gain: 0.001 }
    }
}

/// A label with fewer texts than this is given its share and not learned.
pub const FEWEST: usize = 10;

/// Why nothing can be learned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Too few labels have enough texts.
    #[error("at least two labels need {FEWEST} texts each")]
    TooFewLabels,
    /// Bits or folds out of range.
    #[error("hashes of 8 to 22 bits and 2 to 20 folds are possible")]
    Setting,
}

/// Learns from texts and the numbers of their labels in `classes`.
pub fn learn<T: AsRef<str>>(
    texts: &[T],
    labels: &[usize],
    classes: &[String],
    setting: Setting,
    seed: u64,
) -> Result<Model, Error> {
    if !(8..=22).contains(&setting.bits) || !(2..=20).contains(&setting.folds) {
        return Err(Error::Setting);
    }
    let count = |class: usize| labels.iter().filter(|label| **label == class).count();
    let common: Vec<usize> = (0..classes.len()).filter(|class| count(*class) >= FEWEST).collect();
    // Of two labels one tells the other.
    let learned: &[usize] = match common.len() {
        0 | 1 => return Err(Error::TooFewLabels),
        2 => &common[..1],
        _ => &common,
    };
    let corpus = Corpus::new(texts, labels, setting, seed);
    let members = Member::all(setting, learned);
    let spoken = member::fit_all(&corpus, &members, setting, seed);
    let rows: Vec<Vec<f32>> = (0..corpus.len())
        .map(|row| spoken.iter().map(|one| one.aside[row]).chain(corpus.measures[row]).collect())
        .collect();
    let blends: Vec<Blend> = learned
        .iter()
        .map(|class| {
            let positive: Vec<bool> = labels.iter().map(|label| label == class).collect();
            blend::fit(&rows, &positive, setting.ridge)
        })
        .collect();
    let shares: Vec<f32> =
        (0..classes.len()).map(|class| count(class) as f32 / labels.len().max(1) as f32).collect();
    let rare = |class: usize| !common.contains(&class);
    let columns = learned.iter().zip(&blends).map(|(class, blend)| column(*class, blend, &spoken)).collect();
    let tables = member::fold(&corpus, &members, &spoken, &blends, setting);
    let prior = (0..classes.len()).map(|class| rare(class).then_some(shares[class])).collect();
    let mut model = Model::new(classes.to_vec(), setting.bits, columns, prior, tables);
    let said: Vec<Vec<f32>> = rows
        .iter()
        .map(|row| {
            let scores: Vec<f32> = blends.iter().map(|blend| blend.score(row)).collect();
            chances(&model.columns, &model.prior, &scores)
        })
        .collect();
    model.lean = lean(labels, &said, setting.gain);
    Ok(model)
}

/// What of a blend is no n-gram: the plain measures, and where it stands without any.
fn column(class: usize, blend: &Blend, spoken: &[Spoken]) -> Column {
    let (members, plain) = blend.weights.split_at(blend.weights.len() - MEASURES);
    let biases = members.iter().zip(spoken).map(|(weight, spoken)| weight * spoken.weights.bias);
    let mut measures = [0.0; MEASURES];
    measures.copy_from_slice(plain);
    Column { class, measures, bias: blend.bias + biases.sum::<f32>() }
}

/// What the probability of each label is multiplied with before the highest is taken: whatever reached
/// the best weighted F1 on the texts themselves, if that is clearly better than one for all.
fn lean(labels: &[usize], said: &[Vec<f32>], gain: f64) -> Vec<f32> {
    let classes = said.first().map_or(0, Vec::len);
    let reached = |lean: &[f32]| {
        let guesses: Vec<usize> = said.iter().map(|chances| crate::model::likeliest(chances, lean)).collect();
        measures(labels, &guesses, classes, None).weighted_f1
    };
    let mut lean = vec![1.0_f32; classes];
    let even = reached(&lean);
    let mut best = even;
    for _ in 0..2 {
        for class in 0..classes {
            let base = lean[class];
            let mut chosen = base;
            for step in (-6_i8..=6).filter(|step| *step != 0) {
                lean[class] = base * (f32::from(step) * 0.12).exp();
                let now = reached(&lean);
                if now > best {
                    (best, chosen) = (now, lean[class]);
                }
            }
            lean[class] = chosen;
        }
    }
    if best < even + gain { vec![1.0; classes] } else { lean }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Reader;

    fn two_tongues() -> (Vec<String>, Vec<usize>, Vec<String>) {
        let nice = ["bread", "garden", "river", "morning", "walk"];
        let loud = ["prize", "winner", "cash", "urgent", "claim"];
        let text = |words: &[&str; 5], n: usize| {
            format!("the {} and {} of {n}", words[n % 5], words[(n / 5 + 1) % 5])
        };
        let texts = (0..120).map(|n| text(if n % 3 == 0 { &loud } else { &nice }, n)).collect();
        let labels = (0..120).map(|n| usize::from(n % 3 == 0)).collect();
        (texts, labels, vec!["nice".into(), "loud".into()])
    }

    #[test]
    fn what_was_learned_holds_for_new_texts() {
        let (texts, labels, classes) = two_tongues();
        let small = Setting { bits: 12, ..Setting::default() };
        let model = learn(&texts, &labels, &classes, small, 1).unwrap();
        let mut reader = Reader::default();
        let loud = model.chances("urgent: claim your cash", &mut reader);
        assert!(loud[1] > 0.8, "{loud:?}");
        assert!(model.chances("a morning by the river", &mut reader)[0] > 0.8);
        assert!((loud[0] + loud[1] - 1.0).abs() < 1e-5);
        assert_eq!(model.label(&loud), "loud");
    }

    #[test]
    fn the_same_seed_learns_the_same() {
        let (texts, labels, classes) = two_tongues();
        let small = Setting { bits: 10, ..Setting::default() };
        let learned = || learn(&texts, &labels, &classes, small, 4).unwrap();
        assert_eq!(learned(), learned());
    }

    #[test]
    fn a_rare_label_keeps_its_share_and_too_few_are_refused() {
        let (mut texts, mut labels, mut classes) = two_tongues();
        texts.push("odd".into());
        labels.push(2);
        classes.push("odd".into());
        let small = Setting { bits: 10, ..Setting::default() };
        let model = learn(&texts, &labels, &classes, small, 4).unwrap();
        let chances = model.chances("odd", &mut Reader::default());
        assert!((chances[2] - 1.0 / 121.0).abs() < 1e-6 && (chances.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert_eq!(learn(&texts[..1], &[0], &classes, small, 4).err(), Some(Error::TooFewLabels));
        let wide = Setting { bits: 40, ..small };
        assert_eq!(learn(&texts, &labels, &classes, wide, 4).err(), Some(Error::Setting));
    }
}
