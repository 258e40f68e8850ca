//! What templates show: everything ready to print, nothing to decide.

pub(crate) mod emoji;
pub(crate) mod excerpt;
pub(crate) mod load;
pub(crate) mod note;
pub(crate) mod number;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod post;
pub(crate) mod shelf;
pub(crate) mod translated;
pub(crate) mod veil;
pub(crate) mod week;
pub(crate) mod when;
