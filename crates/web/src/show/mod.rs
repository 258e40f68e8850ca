//! What templates show: everything ready to print, nothing to decide.

pub(crate) mod load;
pub(crate) mod number;
pub(crate) mod person;
pub(crate) mod post;
pub(crate) mod shelf;
pub(crate) mod when;
