//! What a text is like to read, in English and French.
//!
//! [`Signals::of`] says it, with the models that ship. [`learn`] makes a [`Model`] from labelled texts,
//! [`measure`] says how good it is, [`compact`] makes it small enough to ship. Plain functions over texts
//! and numbers: no clock, no files, and the same answer each time; what is random is drawn from a seed. It
//! never knows who wrote a text or who read it.
//!
//! A new signal that needs no training goes into `signals::plain`; one that does needs a task in
//! `signals::shipped`, and `braise eval text --save` to make its model.

pub mod compact;
pub mod learn;
pub mod measure;
mod model;
pub mod reading;
pub mod signals;
pub mod views;

pub use model::{Column, MOST, Model, Reader, Table};
pub use signals::{Language, Signals};
