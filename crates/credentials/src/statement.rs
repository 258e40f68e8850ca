//! What is said of a picture when it is signed.

use crate::Content;
use serde_json::Value;

/// What made a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Maker {
    /// A model, by its name.
    Model(String),
    /// Rules: a program without anything learned.
    Rules(String),
}

/// What a picture was made with, in the words of the IPTC's digital source types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A model.
    Trained,
    /// A model, over a picture of somebody.
    Composite,
    /// Rules.
    Algorithmic,
}

impl Source {
    /// Its address, as it stands in credentials.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Trained => "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
            Self::Composite => {
                "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
            }
            Self::Algorithmic => "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia",
        }
    }

    /// Whether credentials that name this source speak of a model.
    pub fn is_model(uri: &str) -> bool {
        [Self::Trained, Self::Composite].iter().any(|source| source.uri() == uri)
    }
}

/// A picture another one comes from.
#[derive(Clone, Copy, Debug)]
pub struct Parent<'p> {
    /// The file, as it is: its own credentials are in it.
    pub content: Content<'p>,
    /// Its media type.
    pub mime: &'p str,
    /// What it is called; may be read by everybody.
    pub title: &'p str,
    /// What its own credentials say goes along how far.
    pub carried: Carried<'p>,
}

/// How much of a picture's own credentials goes into those of one that comes from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried<'p> {
    /// All of them, as they are.
    Whole,
    /// What it was made with, where that is known, and nothing else: neither who signed or made it, nor its words,
    /// nor what it comes from itself. A picture of one person then holds nothing another one may want to take back.
    Source(Option<&'p str>),
}

/// How a picture came to be.
#[derive(Clone, Debug)]
pub enum Story<'p> {
    /// From words.
    Created(Maker),
    /// From another picture and words.
    Remixed(Maker, Parent<'p>),
    /// It is an upload as the server keeps it.
    Kept {
        /// As it came.
        from: Parent<'p>,
        /// Whether it was made smaller.
        resized: bool,
        /// What it was made with, where that is known and would be lost with the parent's credentials.
        source: Option<String>,
    },
    /// Nothing but what it was made with: what stands for somebody else's picture where another one names it.
    Named(&'p str),
}

/// Everything that is said of a picture.
#[derive(Clone, Debug)]
pub struct Statement<'p> {
    /// How it came to be.
    pub story: Story<'p>,
    /// When, ISO 8601.
    pub when: String,
    /// The server that signs, with its version.
    pub by: (&'p str, &'p str),
    /// The assertion `cawg.training-mining`: what its author allows.
    pub training: Option<Value>,
    /// Its author, where they sign it as theirs.
    pub author: Option<String>,
    /// The words it was made from, where they are shared.
    pub prompt: Option<String>,
}
