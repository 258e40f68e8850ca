//! A made-up town in which rankers are compared.
//!
//! [`Town`] draws members with hidden interests, authors of different care, trolls, cliques that praise
//! their own, and newcomers, and writes down every post of so many days beforehand: the same for every
//! ranker. [`run`] then lets the town read through one ranker at a time, each in a town of its own, because
//! what is shown decides what is reacted to.
//!
//! How good a post is for somebody – [`Town::satisfaction`] – is known to the town and to the measures, to no
//! ranker. Rankers see what a server sees: who follows whom, what was shown, what was done with it, and what a
//! model would say of the text, with its mistakes. What is done follows from satisfaction only in part: bait
//! is opened, anger is answered, what many liked is liked more, what stands lower is seen less, and few
//! answer when asked whether it was worth their time. All constants stand in [`town`] and [`behaviour`]
//! with their reasons; none is read by a ranker.

pub mod behaviour;
mod chance;
mod graph;
mod measures;
mod rankers;
mod run;
pub mod town;

pub use measures::Measures;
pub use rankers::Ranker;
pub use run::run;
pub use town::Town;
