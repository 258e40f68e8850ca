//! The settings: one table, which the program, `braise config` and the tests all read.
//!
//! A value comes from the file, the environment or a flag; later ones win. Whatever is wrong is told
//! with where it came from. To add a setting: a line in [`table`] with the type it has, its default
//! and its meaning; a new type is a [`value::Value`].

mod file;
mod load;
mod models;
mod painter;
mod table;
mod value;

pub use load::{Loaded, load};
pub use table::Settings;
pub use value::Network;
#[cfg(test)]
pub use value::{Networks, Value};
