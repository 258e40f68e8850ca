//! One line of a member's ledger.
//!
//! Its hash is over its canonical form: the JSON object of all its fields but the hash itself, with
//! names in order, no spaces, numbers that clients might round as text – RFC 8785 (JCS) for what
//! occurs here. So whoever has downloaded a ledger can check it with any JSON library: take `hash`
//! out, write the rest with sorted keys and without spaces, hash that with SHA-256, and compare; the
//! hash is the next line's `previous`.

use crate::{Choice, Hash, Head, Purpose, Subject};
use model::{AccountId, Time};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a member says, before it has its place in the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// Who decides, about what is theirs.
    pub account: AccountId,
    /// About what.
    pub subject: Subject,
    /// For which use.
    pub purpose: Purpose,
    /// What they say.
    pub choice: Choice,
    /// Why, in their own words; may be empty.
    pub reason: String,
    /// The version of the server's terms they were shown.
    pub terms: String,
    /// The client they said it through: `web`, or the name of an app.
    pub through: String,
    /// When.
    pub at: Time,
}

/// One line of a member's ledger: what was said, its place, and what ties it to the line before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its place among the member's lines: 1, 2, 3, without gaps.
    pub seq: i64,
    /// What was said.
    pub said: Said,
    /// The hash of the line before, [`Hash::NOTHING`] for the first.
    pub previous: Hash,
    /// The hash of this line.
    pub hash: Hash,
}

impl Entry {
    /// The line that says `said` after `head`. Lines of one ledger never go back in time: where the
    /// clock did, the line takes the time of the one before.
    pub fn after(head: Option<&Head>, mut said: Said) -> Self {
        let (seq, previous) = head.map_or((1, Hash::NOTHING), |head| (head.seq + 1, head.hash));
        said.at = head.map_or(said.at, |head| said.at.max(head.at));
        let mut entry = Self { seq, said, previous, hash: Hash::NOTHING };
        entry.hash = entry.fingerprint();
        entry
    }

    /// The hash its fields come to, whatever [`Entry::hash`] says.
    pub fn fingerprint(&self) -> Hash {
        Hash::of(self.canonical().as_bytes())
    }

    /// The end of a ledger whose last line this is.
    pub const fn head(&self) -> Head {
        Head { seq: self.seq, at: self.said.at, hash: self.hash }
    }

    /// What its hash is over.
    pub fn canonical(&self) -> String {
        serde_json::to_string(&self.fields()).unwrap_or_default()
    }

    /// Its fields, hash included, as ledgers are given out.
    pub fn json(&self) -> Value {
        let mut fields = self.fields();
        fields.insert("hash", self.hash.to_string().into());
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// Reads a line as [`Entry::json`] writes it. Whether it is true is for [`crate::verify`].
    pub fn from_json(value: &Value) -> Result<Self, NotAnEntry> {
        let text = |name| value[name].as_str().ok_or(NotAnEntry(name));
        Ok(Self {
            seq: value["seq"].as_i64().ok_or(NotAnEntry("seq"))?,
            said: Said {
                account: text("account")?.parse().map_err(|_| NotAnEntry("account"))?,
                subject: text("subject")?.parse().map_err(|_| NotAnEntry("subject"))?,
                purpose: text("purpose")?.parse().map_err(|_| NotAnEntry("purpose"))?,
                choice: Choice::parse(text("choice")?).ok_or(NotAnEntry("choice"))?,
                reason: text("reason")?.to_owned(),
                terms: text("terms")?.to_owned(),
                through: text("through")?.to_owned(),
                at: Time::parse(text("at")?).ok_or(NotAnEntry("at"))?,
            },
            previous: text("previous")?.parse().map_err(|_| NotAnEntry("previous"))?,
            hash: text("hash")?.parse().map_err(|_| NotAnEntry("hash"))?,
        })
    }

    /// All fields but the hash; the map keeps their names in order.
    fn fields(&self) -> BTreeMap<&'static str, Value> {
        let said = &self.said;
        BTreeMap::from([
            ("account", said.account.to_string().into()),
            ("at", said.at.iso().into()),
            ("choice", said.choice.word().into()),
            ("previous", self.previous.to_string().into()),
            ("purpose", said.purpose.word().into()),
            ("reason", said.reason.as_str().into()),
            ("seq", self.seq.into()),
            ("subject", said.subject.to_string().into()),
            ("terms", said.terms.as_str().into()),
            ("through", said.through.as_str().into()),
        ])
    }
}

/// JSON that is no line of a ledger: the field that is missing or cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the field {0} is missing or cannot be read")]
pub struct NotAnEntry(pub &'static str);
