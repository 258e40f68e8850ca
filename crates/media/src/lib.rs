//! Pictures, sound and film: decoded under limits, cleaned, made small.
//!
//! What a member sends is never passed on as it came. [`sniff()`] tells from the bytes what it is,
//! whatever its sender calls it; [`picture()`] and [`Tools`] then make new files of it, which hold what
//! can be seen and heard and nothing else: no place, no camera, no second file behind the first. Only a
//! photograph that was made here before, and proves to be nothing more, is kept as it is.
//!
//! This crate knows no account, no store and no address of a file. Decoding pictures keeps a
//! processor busy: call it where blocking is allowed. Film and sound are the work of `ffmpeg`, a
//! process of its own, bounded in time and kept from the network.
//!
//! To take another kind of file: teach `sniff` its first bytes, then give it an arm in
//! `picture::decode` or a demuxer in [`Container`].

mod error;
pub mod picture;
mod placeholder;
mod sniff;
mod tools;

pub use error::MediaError;
pub use picture::{Encoded, Picture, ProfilePicture, avatar, colours, header, picture};
pub use placeholder::placeholder;
pub use sniff::{Container, Kind, PictureFormat, sniff};
pub use tools::{Film, Processed, Sound, Tools, container};
