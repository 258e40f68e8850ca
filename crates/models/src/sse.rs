//! Server-sent events, piece by piece as they arrive.

/// Bytes of one event.
pub const EVENT_MOST: usize = 1 << 20;

/// What was read so far.
#[derive(Debug, Default)]
pub struct Events {
    waiting: Vec<u8>,
    data: Vec<u8>,
}

/// An event that does not end.
#[derive(Debug, PartialEq, Eq)]
pub struct TooLong;

impl Events {
    /// Takes a piece of the stream; the data of every event that ends in it.
    pub fn push(&mut self, piece: &[u8]) -> Result<Vec<String>, TooLong> {
        let mut whole = Vec::new();
        for byte in piece {
            if *byte == b'\n' {
                let line = std::mem::take(&mut self.waiting);
                self.line(line.strip_suffix(b"\r").unwrap_or(&line), &mut whole);
            } else {
                self.waiting.push(*byte);
            }
            if self.waiting.len() + self.data.len() > EVENT_MOST {
                return Err(TooLong);
            }
        }
        Ok(whole)
    }

    fn line(&mut self, line: &[u8], whole: &mut Vec<String>) {
        if line.is_empty() {
            if !self.data.is_empty() {
                whole.push(String::from_utf8_lossy(&std::mem::take(&mut self.data)).into_owned());
            }
        } else if let Some(data) = line.strip_prefix(b"data:") {
            if !self.data.is_empty() {
                self.data.push(b'\n');
            }
            self.data.extend_from_slice(data.strip_prefix(b" ").unwrap_or(data));
        }
        // Names, ids, comments and retry times say nothing to us.
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STREAM: &[u8] =
        b": hi\r\ndata: {\"a\":1}\r\n\r\nevent: x\ndata:b\ndata: c\n\n\n\ndata: [DONE]\n\ndata: never ended";

    #[test]
    fn an_event_may_come_in_any_pieces() {
        for size in 1..STREAM.len() {
            let mut events = Events::default();
            let all: Vec<String> =
                STREAM.chunks(size).flat_map(|piece| events.push(piece).unwrap()).collect();
            assert_eq!(all, ["{\"a\":1}", "b\nc", "[DONE]"], "in pieces of {size}");
        }
    }

    #[test]
    fn an_endless_event_ends() {
        let mut events = Events::default();
        assert_eq!(events.push(&vec![b'x'; EVENT_MOST + 1]), Err(TooLong));
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Events::default().push(&bytes);
        }
    }
}
