//! What to ask for, and how much of it.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::NetError;

/// Redirects followed unless a request says otherwise.
const REDIRECTS: u8 = 5;

/// A request to be sent.
#[derive(Debug, Clone)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) cap: usize,
    pub(crate) cut: bool,
    pub(crate) redirects: u8,
}

impl Request {
    /// Reads an address. `cap` is the most bytes of the answer, unpacked.
    pub fn get(url: impl Into<String>, cap: usize) -> Self {
        Self::new(Method::GET, url.into(), Bytes::new(), cap)
    }

    /// Sends a body to an address and follows no redirect.
    pub fn post(
        url: impl Into<String>,
        content_type: &str,
        body: impl Into<Bytes>,
        cap: usize,
    ) -> Result<Self, NetError> {
        Self::new(Method::POST, url.into(), body.into(), cap)
            .redirects(0)
            .header(CONTENT_TYPE.as_str(), content_type)
    }

    fn new(method: Method, url: String, body: Bytes, cap: usize) -> Self {
        Self { method, url, headers: HeaderMap::new(), body, cap, cut: false, redirects: REDIRECTS }
    }

    /// Says which media types are wanted.
    pub fn accept(self, types: &str) -> Result<Self, NetError> {
        self.header(ACCEPT.as_str(), types)
    }

    /// Adds a header. It goes to the first host only: a redirect elsewhere must not learn a secret.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, NetError> {
        let name = HeaderName::try_from(name).map_err(|_| NetError::Header)?;
        self.headers.insert(name, HeaderValue::try_from(value).map_err(|_| NetError::Header)?);
        Ok(self)
    }

    /// Follows at most so many redirects, five at most; with none, a redirect is an answer. Only a
    /// request without a body is ever sent on.
    pub fn redirects(mut self, count: u8) -> Self {
        self.redirects = count.min(REDIRECTS);
        self
    }

    /// Takes the beginning of an answer that is longer than the cap, instead of refusing it.
    pub fn cut(mut self) -> Self {
        self.cut = true;
        self
    }
}
