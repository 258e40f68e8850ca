//! Filling a line.

use super::{Line, Pair, Topic};
use crate::dice::Dice;

/// Which entry of each slot a thread has settled on.
pub type Bound = Vec<Option<u8>>;

/// The line in both languages. What it names for the first time stays named for the thread.
pub fn tell(topic: &Topic, line: &Line, bound: &mut Bound, dice: &mut Dice) -> Pair {
    bound.resize(topic.slots.len(), None);
    [fill(topic, &line.text[0], 0, bound, dice), fill(topic, &line.text[1], 1, bound, dice)]
}

fn fill(topic: &Topic, text: &str, side: usize, bound: &mut Bound, dice: &mut Dice) -> String {
    let mut said = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if let Some(slot) = topic.slot(name) {
            let entries = &topic.slots[slot].1;
            let entry = *bound[slot].get_or_insert_with(|| dice.below(entries.len()) as u8);
            let words = entries.get(usize::from(entry)).map_or("", |pair| pair[side].as_str());
            if name.starts_with(char::is_uppercase) {
                capital(words, &mut said);
            } else {
                said.push_str(words);
            }
        }
        rest = after;
    }
    said.push_str(rest);
    said
}

/// Adds `words` with the first letter made a capital, past an opening quotation mark.
fn capital(words: &str, to: &mut String) {
    let mut first = true;
    for letter in words.chars() {
        if first && letter.is_alphabetic() {
            to.extend(letter.to_uppercase());
            first = false;
        } else {
            to.push(letter);
        }
    }
}
