//! What a picture says of itself.

use crate::Source;
use serde::Serialize;
use serde_json::Value;

/// Whether what is said can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It was changed after it was signed, or the signature is none.
    Invalid,
    /// Signed and unchanged; who signed is known by nobody we trust.
    Valid,
    /// Signed and unchanged, by somebody whom an authority of the settings vouches for.
    Trusted,
}

impl State {
    /// As it stands in answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Valid => "valid",
            Self::Trusted => "trusted",
        }
    }
}

/// Something that was done with a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Step {
    /// `c2pa.created`, `c2pa.opened`, `c2pa.edited`, ….
    pub action: String,
    /// The address of what it was done with, one of the IPTC's digital source types.
    pub source: Option<String>,
    /// The program or model that did it.
    pub agent: Option<String>,
    /// When, as it was said.
    pub when: Option<String>,
}

/// A picture it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ingredient {
    /// What it is called.
    pub title: Option<String>,
    /// `parentOf`, `inputTo`, `componentOf`.
    pub relationship: String,
    /// Who signed its own credentials.
    pub signer: Option<String>,
    /// Whether there was something wrong with them.
    pub faulty: bool,
}

/// What a picture says of itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// Whether it can be believed.
    pub state: State,
    /// Whether this server signed it.
    pub signed_here: bool,
    /// Who signed, as their certificate says.
    pub signer: Option<String>,
    /// The program that wrote it.
    pub generator: Option<String>,
    /// What was done, the last last, the ingredients' steps before its own.
    pub steps: Vec<Step>,
    /// What it was made from.
    pub ingredients: Vec<Ingredient>,
    /// What its author allows: the data of `cawg.training-mining`.
    pub training: Option<Value>,
    /// Its author, as signed.
    pub author: Option<String>,
    /// The words it was made from, where they are shared.
    pub prompt: Option<String>,
    /// Whether it, or what it comes from, says where it was taken.
    pub says_where: bool,
    /// What is wrong, in the words of the specification.
    pub faults: Vec<String>,
}

impl Found {
    /// Whether it says that a model made it or something of it.
    pub fn by_model(&self) -> bool {
        self.steps.iter().filter_map(|step| step.source.as_deref()).any(Source::is_model)
    }

    /// What it says it was made with; a model before anything else.
    pub fn source(&self) -> Option<&str> {
        let sources = || self.steps.iter().filter_map(|step| step.source.as_deref());
        sources().find(|source| Source::is_model(source)).or_else(|| sources().next())
    }
}
