//! Numbers in a row of bytes, little end first.

use thiserror::Error;

/// Why bytes are no model.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Unreadable {
    /// They end too early.
    #[error("the model ends in the middle")]
    Short,
    /// They do not begin as a model does.
    #[error("this is not a model of Radar, or one of another version")]
    Other,
    /// A number that makes no sense where it stands.
    #[error("the model is damaged: {0}")]
    Damaged(&'static str),
}

/// Bytes being written.
#[derive(Default)]
pub struct Out(pub Vec<u8>);

impl Out {
    pub fn u8(&mut self, value: u8) {
        self.0.push(value);
    }
    pub fn u16(&mut self, value: u16) {
        self.0.extend(value.to_le_bytes());
    }
    pub fn u32(&mut self, value: u32) {
        self.0.extend(value.to_le_bytes());
    }
    pub fn f32(&mut self, value: f32) {
        self.0.extend(value.to_le_bytes());
    }
    /// A length; models have nothing longer than 32 bits count.
    pub fn len(&mut self, length: usize) {
        self.u32(u32::try_from(length).unwrap_or(u32::MAX));
    }
    pub fn floats(&mut self, values: &[f32]) {
        self.len(values.len());
        values.iter().for_each(|value| self.f32(*value));
    }
}

/// Bytes being read.
pub struct In<'a>(pub &'a [u8]);

impl In<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Unreadable> {
        let (first, rest) = self.0.split_first_chunk::<N>().ok_or(Unreadable::Short)?;
        self.0 = rest;
        Ok(*first)
    }
    pub fn u8(&mut self) -> Result<u8, Unreadable> {
        Ok(self.take::<1>()?[0])
    }
    pub fn u16(&mut self) -> Result<u16, Unreadable> {
        self.take().map(u16::from_le_bytes)
    }
    pub fn u32(&mut self) -> Result<u32, Unreadable> {
        self.take().map(u32::from_le_bytes)
    }
    /// A number that is one.
    pub fn f32(&mut self) -> Result<f32, Unreadable> {
        let value = f32::from_le_bytes(self.take()?);
        if value.is_finite() { Ok(value) } else { Err(Unreadable::Damaged("a value is not finite")) }
    }
    /// A length, no longer than makes sense.
    pub fn len(&mut self, most: usize) -> Result<usize, Unreadable> {
        let length = self.u32()? as usize;
        if length <= most { Ok(length) } else { Err(Unreadable::Damaged("a list is too long")) }
    }
    pub fn floats(&mut self, most: usize) -> Result<Vec<f32>, Unreadable> {
        let length = self.len(most)?;
        (0..length).map(|_| self.f32()).collect()
    }
}
