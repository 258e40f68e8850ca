//! Releases of datasets: the posts they may be made of, and what stands in them.

mod releases;
mod rows;
mod usable;

pub use releases::{Release, add, all, name_of, named, set_revocations};
pub use rows::{
    Mine, NewRow, Standing, add_rows, clear_rows, holding, mine, revoke, revoked, rows_after, standing,
    withdraw_all,
};
pub use usable::{Line, Place, Still, Usable, still, usable};
