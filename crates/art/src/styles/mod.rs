//! The ways of drawing, one a file.

pub(crate) mod flow;
pub(crate) mod orbits;
pub(crate) mod strata;
pub(crate) mod tiles;
pub(crate) mod wash;
