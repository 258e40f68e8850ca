//! What clients are sent: the shapes of the Mastodon API, and how they are made of ours.

pub(crate) mod account;
pub(crate) mod announcement;
pub(crate) mod emoji;
pub(crate) mod feed;
pub(crate) mod filter;
pub(crate) mod list;
pub(crate) mod media;
pub(crate) mod notification;
pub(crate) mod poll;
pub(crate) mod push;
pub(crate) mod relationship;
pub(crate) mod report;
pub(crate) mod status;
pub(crate) mod tag;
