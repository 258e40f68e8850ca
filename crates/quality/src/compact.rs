//! A model of one label made small: a byte a number.
//!
//! The weights of an n-gram are rounded to 127ths of the largest of their kind, and its IDF to 16ths. What
//! that costs is measured in `MODEL.md`. The bytes begin with a name and a version, so that a file of
//! another shape is refused rather than read.

use crate::learn::logistic::sigmoid;
use crate::model::{Model, Reader};
use crate::views::{self, MEASURES, View};

/// One question of one text: how probable a label is.
#[derive(Clone, Debug, PartialEq)]
pub struct Compact {
    bits: u32,
    bias: f32,
    measures: [f32; MEASURES],
    /// By view: what a full step of the weights beside TF-IDF and of those beside being there is.
    scales: [[f32; 2]; 2],
    /// By view and n-gram: IDF, and the two weights.
    lines: Vec<u8>,
}

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Another kind of file.
    #[error("these are no models of texts, or of another version")]
    Kind,
    /// It ends too early, or goes on too long.
    #[error("the models are cut short or damaged")]
    Length,
    /// The model does not tell that label by itself.
    #[error("the model does not learn that label by itself")]
    Label,
}

/// What files of models begin with.
const NAME: &[u8; 8] = b"brqual\x00\x01";
const PER_GRAM: usize = 3;
const IDF_STEP: f32 = 1.0 / 16.0;

impl Compact {
    /// Makes the question for a label out of a model.
    pub fn new(model: &Model, class: &str) -> Result<Self, Broken> {
        let number = model.classes().iter().position(|name| name == class).ok_or(Broken::Label)?;
        let two = model.columns().len() == 1;
        let column = if two { 0 } else { column_of(model, number)? };
        let sign = if model.columns()[column].class == number { 1.0 } else { -1.0 };
        let grams = 1_usize << model.bits();
        let mut scales = [[0.0_f32; 2]; 2];
        let mut lines = Vec::with_capacity(2 * grams * PER_GRAM);
        for (table, scales) in model.tables().iter().zip(&mut scales) {
            let line = |gram: usize| {
                let line = table.line(gram as u32);
                (line[0], [line[1 + 2 * column], line[2 + 2 * column]])
            };
            for gram in 0..grams {
                let (_, weights) = line(gram);
                scales.iter_mut().zip(weights).for_each(|(scale, weight)| *scale = scale.max(weight.abs()));
            }
            scales.iter_mut().for_each(|scale| *scale = (*scale / 127.0).max(f32::MIN_POSITIVE));
            for gram in 0..grams {
                let (idf, weights) = line(gram);
                lines.push((idf / IDF_STEP).round() as u8);
                let small = |(weight, scale): (f32, &f32)| (sign * weight / scale).round() as i8 as u8;
                lines.extend(weights.into_iter().zip(scales.iter()).map(small));
            }
        }
        let from = &model.columns()[column];
        let measures = from.measures.map(|weight| sign * weight);
        Ok(Self { bits: model.bits(), bias: sign * from.bias, measures, scales, lines })
    }

    /// For texts among which the label is more or less frequent than among those it was learned from: the
    /// log-odds move by as much (Saerens, Latinne and Decaestecker, Neural Computation 14, 2002).
    pub fn expecting(mut self, learned: f32, usual: f32) -> Self {
        let odds = |share: f32| (share / (1.0 - share)).ln();
        let moved = odds(usual) - odds(learned);
        self.bias += if moved.is_finite() { moved } else { 0.0 };
        self
    }

    /// The opposite question: how probable it is that the label does not apply.
    pub fn negated(mut self) -> Self {
        self.bias = -self.bias;
        self.measures.iter_mut().chain(self.scales.as_flattened_mut()).for_each(|weight| *weight = -*weight);
        self
    }

    /// How probable the label is for the text that was read last.
    pub fn chance(&self, reader: &mut Reader) -> f32 {
        let mut score = views::measures(reader.reading())
            .iter()
            .zip(&self.measures)
            .fold(self.bias, |sum, (value, weight)| sum + value * weight);
        let half = self.lines.len() / 2;
        for ((view, scales), lines) in
            View::ALL.iter().zip(&self.scales).zip(self.lines.chunks_exact(half.max(1)))
        {
            score += said(reader.counted(*view, self.bits), scales, lines);
        }
        sigmoid(score)
    }

    /// Adds its bytes.
    pub fn write(&self, into: &mut Vec<u8>) {
        let numbers = [self.bias].into_iter().chain(self.measures).chain(self.scales.into_iter().flatten());
        into.extend_from_slice(&self.bits.to_le_bytes());
        numbers.for_each(|number| into.extend_from_slice(&number.to_le_bytes()));
        into.extend_from_slice(&self.lines);
    }

    /// Reads what [`Compact::write`] wrote, off the front.
    fn read(from: &mut &[u8]) -> Result<Self, Broken> {
        let bits = u32::from_le_bytes(take(from)?);
        if !(8..=22).contains(&bits) {
            return Err(Broken::Length);
        }
        let mut number = || take(from).map(f32::from_le_bytes);
        let bias = number()?;
        let mut measures = [0.0; MEASURES];
        for weight in &mut measures {
            *weight = number()?;
        }
        let mut scales = [[0.0; 2]; 2];
        for scale in scales.iter_mut().flatten() {
            *scale = number()?;
        }
        let (lines, rest) = from.split_at_checked((2 * PER_GRAM) << bits).ok_or(Broken::Length)?;
        *from = rest;
        Ok(Self { bits, bias, measures, scales, lines: lines.to_vec() })
    }
}

/// Models as the bytes of a file.
pub fn write(models: &[Compact]) -> Vec<u8> {
    let mut bytes = NAME.to_vec();
    models.iter().for_each(|model| model.write(&mut bytes));
    bytes
}

/// The models of a file.
pub fn read(bytes: &[u8]) -> Result<Vec<Compact>, Broken> {
    let mut rest = bytes.strip_prefix(NAME).ok_or(Broken::Kind)?;
    let mut models = Vec::new();
    while !rest.is_empty() {
        models.push(Compact::read(&mut rest)?);
    }
    Ok(models)
}

fn take(from: &mut &[u8]) -> Result<[u8; 4], Broken> {
    let (taken, rest) = from.split_first_chunk().ok_or(Broken::Length)?;
    *from = rest;
    Ok(*taken)
}

fn column_of(model: &Model, class: usize) -> Result<usize, Broken> {
    model.columns().iter().position(|column| column.class == class).ok_or(Broken::Label)
}

fn said(counted: &[(u32, u32)], scales: &[f32; 2], lines: &[u8]) -> f32 {
    let (mut length, mut known, mut sums) = (0.0_f32, 0.0_f32, [0.0_f32; 2]);
    for (gram, times) in counted {
        let start = *gram as usize * PER_GRAM;
        let Some([idf, weighed, there]) = lines.get(start..start + PER_GRAM) else { continue };
        if *idf == 0 {
            continue;
        }
        let idf = f32::from(*idf) * IDF_STEP;
        let weight = if *times == 1 { idf } else { (1.0 + (*times as f32).ln()) * idf };
        length += weight * weight;
        known += 1.0;
        sums[0] += weight * f32::from(*weighed as i8);
        sums[1] += f32::from(*there as i8);
    }
    if known == 0.0 { 0.0 } else { sums[0] * scales[0] / length.sqrt() + sums[1] * scales[1] / known.sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::{Setting, learn};

    #[test]
    fn small_models_say_nearly_the_same_and_survive_being_written() {
        let texts: Vec<String> = (0..90)
            .map(|n| format!("{} number {n}", if n % 3 == 0 { "cash prize winner" } else { "garden walk" }))
            .collect();
        let labels: Vec<usize> = (0..90).map(|n| usize::from(n % 3 == 0)).collect();
        let classes = ["ham".to_owned(), "spam".to_owned()];
        let setting = Setting { bits: 10, ..Setting::default() };
        let model = learn(&texts, &labels, &classes, setting, 2).unwrap();
        let compact = Compact::new(&model, "spam").unwrap();
        let back = read(&write(&[compact.clone(), compact.clone()])).unwrap();
        assert_eq!(back, [compact.clone(), compact.clone()]);
        let mut reader = Reader::default();
        for text in ["claim a cash prize", "a walk in the garden", ""] {
            let full = model.chances(text, &mut reader)[1];
            let small = compact.chance(&mut reader);
            assert!((full - small).abs() < 0.03, "{text}: {full} {small}");
            let not = compact.clone().negated().chance(&mut reader);
            assert!((small + not - 1.0).abs() < 1e-5);
        }
        assert_eq!(Compact::new(&model, "other").err(), Some(Broken::Label));
    }

    #[test]
    fn other_bytes_are_refused() {
        assert_eq!(read(b"GIF89a").err(), Some(Broken::Kind));
        assert_eq!(read(b"brqual\x00\x01\x0a\x00").err(), Some(Broken::Length));
        assert_eq!(read(b"brqual\x00\x01\xff\xff\xff\xff").err(), Some(Broken::Length));
        assert_eq!(read(b"brqual\x00\x01"), Ok(Vec::new()));
    }
}
