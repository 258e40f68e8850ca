//! A picture that goes with a question.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A picture, sent with its bytes: some providers fetch addresses from wherever they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its media type.
    pub kind: &'static str,
    /// What it is.
    pub bytes: Vec<u8>,
}

/// The picture as an address that holds it.
pub(crate) fn picture_url(picture: &Picture) -> String {
    format!("data:{};base64,{}", picture.kind, STANDARD.encode(&picture.bytes))
}
