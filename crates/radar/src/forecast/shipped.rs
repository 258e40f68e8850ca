//! The model that is part of Braise.

use super::Model;
use crate::Unreadable;

/// The ages, in seconds, at which cascades are looked at to train it.
pub const SHIPPED_AGES: [u32; 9] = [300, 600, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200];

/// The model that was trained for everybody; `model/MODEL.md` says on what, and what it can do.
pub fn shipped() -> Result<Model, Unreadable> {
    Model::from_bytes(include_bytes!("../../model/default.bin"))
}
