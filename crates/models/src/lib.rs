//! Models of others, spoken to as OpenAI's API is.
//!
//! Chat Completions with server-sent events is the one surface OpenAI, xAI, Mistral, llama.cpp, Ollama and
//! vLLM share. What comes back is read leniently ([`wire`]): every field may be missing, unknown ones are passed
//! over; what a provider cannot do stands in its [`Profile`]. What goes wrong is an [`Error`] in words. Requests
//! go through `net`, to the one server the administrator named and nowhere else; a redirect is an error.
//!
//! Where a provider offers more, it can be asked for that too: the Responses API in place of chats
//! ([`Settings::responses`]), vectors of texts ([`embeddings`]), what it would object to in one ([`Moderation`]).
//!
//! It knows no question, no post and no member: budgets are for whoever calls. To add a provider: a row of
//! [`profile::PROFILES`].

pub mod breaker;
mod chat;
mod client;
pub mod embeddings;
mod error;
pub mod images;
mod moderations;
pub mod profile;
mod responses;
mod retry;
pub mod sse;
pub mod wire;

pub use chat::Picture;
pub use client::{Client, Settings};
pub use error::Error;
pub use images::Painter;
pub use moderations::Moderation;
pub use profile::{Profile, ToolChoice};
pub use retry::pause;
pub use wire::{Chat, Message, Reply, Tool, ToolCall, Usage};
