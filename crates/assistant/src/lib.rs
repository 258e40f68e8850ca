//! Questions answered from posts: quotes in order, citations that are checked, or nothing.
//!
//! Pure: passages go in, an answer comes out. Whoever calls has chosen passages the asker may read
//! and whose authors allow it; this crate never learns of anything else. It knows no rows, no accounts
//! beyond their numbers, no HTTP and no model: what a model said is text to it, and hostile until
//! [`verify`] has found every span it names.
//!
//! Two ways lead to an [`Answer`]:
//!
//! - [`extract`]: no model. Sentences of the passages are scored against the question, the best are
//!   quoted, and below [`extract::LEAST`] nothing is answered.
//! - [`prompt`] and [`reply`]: what to send to a model, and what is left of its answer.
//!
//! To add words that mean the same in both languages: a line in `concepts`. To change what a model is
//! told: `prompt`, with a new [`prompt::VERSION`]; its hash stands on every answer.

pub mod answer;
pub mod clean;
mod concepts;
pub mod extract;
pub mod prompt;
pub mod reply;
mod sentences;
pub mod verify;
pub mod words;

pub use answer::{Answer, Citation, Flag, Passage, Sentence};
pub use clean::clean;
pub use extract::{Asked, Frequencies, extract};
pub use verify::verify;
