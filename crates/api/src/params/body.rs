//! Reading bodies.

use super::names::put;
use super::{Node, Params, Upload};
use crate::error::{Error, Result};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use bytes::Bytes;
use serde_json::Value;

/// Parameters read from one request at most.
const MOST: usize = 2_000;

/// Reads query and body.
pub(crate) async fn read(request: Request) -> Result<Params> {
    let mut params = read_query(request.uri().query().unwrap_or_default())?;
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(params);
    }
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default()
        .to_lowercase();
    match kind.split(';').next().unwrap_or_default().trim() {
        "multipart/form-data" => read_multipart(request, &mut params).await?,
        "application/json" => read_json(body(request).await?, &mut params)?,
        "application/x-www-form-urlencoded" => read_pairs(&body(request).await?, &mut params)?,
        other => {
            // Clients send empty bodies under all sorts of names; anything else cannot be read.
            if !body(request).await?.is_empty() {
                let sentence = format!(
                    "The content type {other:?} cannot be read; send JSON, a form or multipart/form-data"
                );
                return Err(Error::Request(StatusCode::UNSUPPORTED_MEDIA_TYPE, sentence));
            }
        }
    }
    Ok(params)
}

/// Reads a query or form.
pub(crate) fn read_query(query: &str) -> Result<Params> {
    let mut params = Params::default();
    read_pairs(query.as_bytes(), &mut params)?;
    Ok(params)
}

async fn body(request: Request) -> Result<Bytes> {
    Bytes::from_request(request, &())
        .await
        .map_err(|refused| Error::Request(refused.status(), refused.body_text()))
}

fn read_pairs(bytes: &[u8], params: &mut Params) -> Result<()> {
    for (count, (name, value)) in url::form_urlencoded::parse(bytes).enumerate() {
        if count >= MOST {
            return Err(Error::bad("The request has too many parameters"));
        }
        put(params, &clean(&name)?, Node::Text(clean(&value)?))?;
    }
    Ok(())
}

async fn read_multipart(request: Request, params: &mut Params) -> Result<()> {
    let unreadable =
        |error: axum::extract::multipart::MultipartError| Error::Request(error.status(), error.body_text());
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|refused| Error::Request(refused.status(), refused.body_text()))?;
    let mut count = 0;
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        count += 1;
        if count > MOST {
            return Err(Error::bad("The request has too many parameters"));
        }
        let Some(name) = part.name().map(str::to_owned) else { continue };
        let is_file = part.file_name().is_some();
        let bytes = part.bytes().await.map_err(unreadable)?;
        let value = if is_file {
            Node::File(Upload { bytes: bytes.to_vec() })
        } else {
            Node::Text(clean(&String::from_utf8_lossy(&bytes))?)
        };
        put(params, &clean(&name)?, value)?;
    }
    Ok(())
}

fn read_json(bytes: Bytes, params: &mut Params) -> Result<()> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(());
    }
    let value: Value = serde_json::from_slice(&bytes)
        .map_err(|error| Error::bad(format!("The JSON cannot be read: {error}")))?;
    let Value::Object(object) = value else { return Err(Error::bad("The JSON must be an object")) };
    for (name, value) in object {
        let node = node(value)?;
        // Some clients send a form's bracketed names in JSON.
        if name.contains('[') {
            put(params, &clean(&name)?, node)?;
        } else {
            params.0.insert(clean(&name)?, node);
        }
    }
    Ok(())
}

fn node(value: Value) -> Result<Node> {
    Ok(match value {
        Value::Null => Node::Null,
        Value::Bool(flag) => Node::Text(flag.to_string()),
        Value::Number(number) => Node::Text(number.to_string()),
        Value::String(text) => Node::Text(clean(&text)?),
        Value::Array(values) => Node::List(values.into_iter().take(MOST).map(node).collect::<Result<_>>()?),
        Value::Object(object) => {
            let entry = |(name, value): (String, Value)| Ok((clean(&name)?, node(value)?));
            Node::Map(Params(object.into_iter().map(entry).collect::<Result<_>>()?))
        }
    })
}

/// NUL is no character of any text here, and one of the databases cannot keep it.
fn clean(text: &str) -> Result<String> {
    if text.contains('\0') {
        return Err(Error::bad("Text must not contain NUL characters"));
    }
    Ok(text.to_owned())
}
