//! Reading: timelines from memory, everything else from the rows, always through the one rule of
//! who may see what.

pub mod accounts;
pub mod board;
pub mod circles;
pub mod conversations;
pub mod lists;
pub mod notifications;
pub mod people;
pub mod posts;
pub mod readers;
pub mod server;
pub mod tags;
pub mod thread;
pub mod timelines;
pub mod trends;
