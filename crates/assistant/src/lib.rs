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
//! - [`prompt`] and [`reply`]: what to send to a model, and what is left of its answer; [`Partial`]
//!   while it is being written.
//!
//! [`translate`] is for texts in another language, which a model writes and the same checks hold harmless.
//!
//! To add words that mean the same in both languages: a line in `concepts`. To change what a model is
//! told: `prompt`, with a new [`prompt::VERSION`]; its hash stands on every answer.

pub mod answer;
pub mod clean;
mod concepts;
pub mod extract;
pub mod help;
mod partial;
pub mod prompt;
pub mod reply;
mod sentences;
pub mod translate;
pub mod verify;
pub mod words;

pub use answer::{Answer, Citation, Flag, Passage, Sentence};
pub use clean::clean;
pub use extract::{Asked, Frequencies, extract};
pub use partial::Partial;
pub use verify::verify;
