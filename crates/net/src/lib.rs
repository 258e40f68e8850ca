//! The only way out: one HTTP client that refuses private addresses.
//!
//! Whatever a member, a remote server or a page makes this server fetch goes through [`Egress`].
//! It connects to addresses of the public internet and nothing else, follows redirects one checked
//! hop at a time, waits so long and reads so much. No other crate opens a connection outwards.
//!
//! Stores of objects ([`Objects`]), answers that go on ([`Lines`]) and sockets ([`Socket`]) are reached the same way.
//!
//! This crate knows no actor and no signature: who needs a signed request signs its headers and sends
//! them with redirects off. A further kind of page to read is a file beside `preview`; a further
//! rule for where we may go is a line in `address`, with a test.

mod address;
mod backlink;
mod body;
mod egress;
mod error;
mod lines;
mod objects;
pub mod preview;
mod request;
mod resolve;
mod socket;
mod tls;

pub use address::is_global;
pub use backlink::links_back;
pub use egress::{Arriving, Config, Egress, Fetched};
pub use error::NetError;
pub use lines::Lines;
pub use objects::{Objects, ObjectsError};
pub use preview::{Card, CardImage};
pub use request::Request;
pub use socket::Socket;

#[cfg(test)]
mod testing;
