//! Letters to members: their words, and the way to the mail server.
//!
//! A [`Letter`] says what is told; [`Mailer`] writes it in the reader's language and hands it to the
//! server of [`Settings`], or, for development, puts it into a folder. Every connection is encrypted
//! unless it stays on this machine, and every step has a time limit.
//!
//! This crate knows no account and no row: who is written to, how often it is tried and when it is
//! given up is decided by its caller. To add a letter: a variant of [`Letter`], and its subject and
//! text in both files of `texts`; a test finds what is missing or left over.

mod error;
mod letter;
mod mailer;
mod settings;

pub use error::MailError;
pub use letter::{Letter, Reader};
pub use mailer::{Mailer, Stamp};
pub use settings::{Secret, Sender, Server, Settings};
