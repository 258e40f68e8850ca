//! A model as bytes.

use super::top::Top;
use super::{Member, Model, Rest, Running};
use crate::bytes::{In, Out, Unreadable};
use crate::cascade::FEATURES;
use crate::likeness::Likeness;
use crate::line::Line;
use crate::trees::{Bins, Forest};

/// What a model begins with: the kind of file and the version of its features.
const MARK: &[u8; 8] = b"braiseR2";

/// More members than any model has.
const MOST_MEMBERS: usize = 64;

impl Model {
    /// The model as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.0.extend(MARK);
        out.u32(self.learned_from);
        self.running.write(&mut out);
        self.bins.write(&mut out);
        out.len(self.members.len());
        for member in &self.members {
            out.f32(member.share);
            member.line.write(&mut out);
            match &member.rest {
                Rest::Trees(forest) => {
                    out.u8(0);
                    forest.write(&mut out);
                }
                Rest::Likeness(likeness) => {
                    out.u8(1);
                    likeness.write(&mut out);
                }
            }
        }
        self.top.write(&mut out);
        [&self.spread, &self.doubles, &self.peak].iter().for_each(|forest| forest.write(&mut out));
        out.0
    }

    /// The model these bytes are. They may come from anybody.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut from = In(bytes.strip_prefix(MARK.as_slice()).ok_or(Unreadable::Other)?);
        let learned_from = from.u32()?;
        let running = Running::read(&mut from)?;
        let bins = Bins::read(&mut from)?;
        if bins.features() != FEATURES {
            return Err(Unreadable::Other);
        }
        let count = from.len(MOST_MEMBERS)?;
        let member = |from: &mut In<'_>| {
            let (share, line) = (from.f32()?, Line::read(from)?);
            let rest = match from.u8()? {
                0 => Rest::Trees(Forest::read(from)?),
                1 => Rest::Likeness(Likeness::read(from)?),
                _ => return Err(Unreadable::Damaged("a member of no known kind")),
            };
            Ok(Member { share, line, rest })
        };
        let members = (0..count).map(|_| member(&mut from)).collect::<Result<_, Unreadable>>()?;
        let top = Top::read(&mut from)?;
        let mut head = || Forest::read(&mut from);
        let (spread, doubles, peak) = (head()?, head()?, head()?);
        if !from.0.is_empty() {
            return Err(Unreadable::Damaged("it goes on after its end"));
        }
        Ok(Self { bins, members, spread, top, doubles, peak, running, learned_from })
    }
}
