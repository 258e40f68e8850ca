//! Answers that go on: read a line at a time, for as long as the other side speaks.

use crate::egress::{Arriving, Egress};
use crate::{NetError, Request};
use http::StatusCode;
use url::Url;

/// An answer that goes on.
#[derive(Debug)]
pub struct Lines {
    answer: Arriving,
    kept: Vec<u8>,
    /// The most bytes of a line.
    cap: usize,
}

impl Egress {
    /// Asks for an answer that goes on. Redirects are not followed; `request`'s cap holds for each line. Silence
    /// of a minute ends it.
    ///
    /// [`NetError::Status`] when the answer is not what was asked for.
    pub async fn lines(&self, request: Request) -> Result<Lines, NetError> {
        let url = Url::parse(&request.url).map_err(|_| NetError::Address)?;
        let answer = self.begin(&request, &url).await?;
        if answer.status() != StatusCode::OK {
            return Err(NetError::Status(answer.status().as_u16()));
        }
        Ok(Lines { answer, kept: Vec::new(), cap: request.cap })
    }
}

impl Lines {
    /// The next line without its end; nothing when the other side has ended.
    pub async fn next(&mut self) -> Result<Option<String>, NetError> {
        loop {
            if let Some(end) = self.kept.iter().position(|byte| *byte == b'\n') {
                let rest = self.kept.split_off(end + 1);
                let line = std::mem::replace(&mut self.kept, rest);
                return Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned()));
            }
            if self.kept.len() > self.cap {
                return Err(NetError::TooLarge { cap: self.cap });
            }
            match self.answer.next().await? {
                Some(chunk) => self.kept.extend_from_slice(&chunk),
                None => return Ok(None),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{egress, ok, serve};

    #[tokio::test]
    async fn an_answer_is_read_by_the_line() {
        let address = serve(|head| {
            if head.starts_with("GET /long") {
                ok("text/plain", "x".repeat(5_000))
            } else {
                ok("text/plain", "a\r\nbé\n\nrest")
            }
        })
        .await;
        let mut lines = egress().lines(Request::get(&address, 1_000)).await.unwrap();
        for expected in ["a", "bé", ""] {
            assert_eq!(lines.next().await.unwrap().as_deref(), Some(expected));
        }
        assert_eq!(lines.next().await.unwrap(), None);
        let mut long = egress().lines(Request::get(format!("{address}/long"), 1_000)).await.unwrap();
        assert!(matches!(long.next().await, Err(NetError::TooLarge { cap: 1_000 })));
    }

    #[tokio::test]
    async fn private_addresses_and_other_answers_are_refused() {
        let closed = Egress::new(crate::Config::default()).unwrap();
        assert!(matches!(
            closed.lines(Request::get("http://127.0.0.1:1/", 10)).await,
            Err(NetError::Private)
        ));
        let address = serve(|_| crate::testing::moved("http://127.0.0.1:1/")).await;
        assert!(matches!(egress().lines(Request::get(&address, 10)).await, Err(NetError::Status(302))));
    }
}
