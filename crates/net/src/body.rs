//! Reading an answer, so far and no further.

use bytes::Bytes;

use crate::NetError;

/// The unpacked body. The cap counts what comes out of the decompressor, so a small answer that
/// unpacks to a large one ends here, and is never held whole.
pub(crate) async fn read(mut answer: reqwest::Response, cap: usize, cut: bool) -> Result<Bytes, NetError> {
    // With a compressed body this is the packed length, and the client hides it.
    let announced = answer.content_length().unwrap_or_default();
    if !cut && announced > cap as u64 {
        return Err(NetError::TooLarge { cap });
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(NetError::of)? {
        let room = cap - body.len();
        if chunk.len() <= room {
            body.extend_from_slice(&chunk);
        } else if cut {
            body.extend_from_slice(&chunk[..room]);
            break;
        } else {
            return Err(NetError::TooLarge { cap });
        }
    }
    Ok(body.into())
}
