//! Threads as chat messages.

use crate::document::{BETWEEN, Turn};
use serde::Serialize;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// `user` or `assistant`.
    pub role: &'static str,
    /// The text.
    pub content: String,
}

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conversation<'a> {
    /// The messages, the first a user's and the last an assistant's.
    pub messages: Vec<Message>,
    /// The row it comes from.
    pub row: &'a str,
    /// Its language.
    pub language: &'a str,
}

/// The longest way from the first post to a last one, as messages in turns: whoever speaks first is
/// the user, and posts of one person in a row are one message. Nothing where only one person speaks.
/// What a model wrote is not put into a person's mouth: the way ends before it.
pub fn messages(turns: &[Turn]) -> Option<Vec<Message>> {
    let mut messages: Vec<Message> = Vec::new();
    let mut speaker = None;
    for at in longest(turns) {
        let turn = &turns[at];
        if turn.ai_generated {
            break;
        }
        match messages.last_mut().filter(|_| speaker == Some(turn.author)) {
            Some(last) => {
                last.content.push_str(BETWEEN);
                last.content.push_str(&turn.text);
            }
            None => {
                let role = if messages.len().is_multiple_of(2) { "user" } else { "assistant" };
                messages.push(Message { role, content: turn.text.clone() });
            }
        }
        speaker = Some(turn.author);
    }
    if messages.len() % 2 == 1 {
        messages.pop();
    }
    (!messages.is_empty()).then_some(messages)
}

/// The turns on the longest way; of several the earliest.
fn longest(turns: &[Turn]) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(turns.len());
    for turn in turns {
        let depth = turn.reply_to.and_then(|parent| depths.get(parent)).map_or(0, |depth| depth + 1);
        depths.push(depth);
    }
    let deepest = depths.iter().copied().max().unwrap_or(0);
    let mut way = Vec::new();
    let mut next = depths.iter().position(|depth| *depth == deepest);
    while let Some(at) = next {
        way.push(at);
        // A parent always stands before its reply; anything else would go in circles.
        next = turns[at].reply_to.filter(|parent| *parent < at);
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::turn_for_tests as turn;

    #[test]
    fn people_take_turns() {
        let turns = [
            turn(1, None, "one"),
            turn(1, Some(0), "two"),
            turn(2, Some(1), "three"),
            turn(3, Some(0), "aside"),
            turn(1, Some(2), "four"),
            turn(4, Some(4), "five"),
        ];
        let said: Vec<(&str, String)> =
            messages(&turns).unwrap().into_iter().map(|message| (message.role, message.content)).collect();
        let wanted =
            [("user", "one\n\ntwo"), ("assistant", "three"), ("user", "four"), ("assistant", "five")];
        assert_eq!(said, wanted.map(|(role, text)| (role, text.to_owned())));
        let ends_with_user = messages(&turns[..5]).unwrap();
        assert_eq!(ends_with_user.len(), 2, "an answer is the end");
    }

    #[test]
    fn one_person_or_a_model_makes_no_conversation() {
        assert_eq!(messages(&[turn(1, None, "one"), turn(1, Some(0), "two")]), None);
        let model = Turn { ai_generated: true, ..turn(2, Some(0), "as a model") };
        assert_eq!(messages(&[turn(1, None, "one"), model]), None);
        assert_eq!(messages(&[]), None);
    }
}
