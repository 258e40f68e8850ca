//! Reading: timelines from memory, everything else from the rows, always through the one rule of
//! who may see what.

pub mod accounts;
pub mod circles;
pub mod conversations;
pub mod notifications;
pub mod numbers;
pub mod posts;
pub mod readers;
pub mod server;
pub mod thread;
pub mod timelines;
