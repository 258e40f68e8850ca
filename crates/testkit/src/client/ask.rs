//! One request, put together step by step and sent by `.await`.

use super::{Answer, Client};
use crate::contract;
use reqwest::{Method, multipart};
use serde_json::Value;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

/// A request that is not sent yet.
#[must_use = "nothing is sent until it is awaited"]
pub struct Ask {
    client: Client,
    method: Method,
    url: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Body,
    with_token: bool,
    checked: bool,
}

enum Body {
    None,
    Json(Value),
    Form(Vec<(String, String)>),
    Parts(Vec<Part>),
    Raw(String, Vec<u8>),
}

struct Part {
    name: String,
    file: Option<(String, String)>,
    bytes: Vec<u8>,
}

impl Ask {
    pub(super) fn new(client: &Client, method: Method, path: &str) -> Self {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", client.base) };
        Self {
            client: client.clone(),
            method,
            url,
            query: Vec::new(),
            headers: Vec::new(),
            body: Body::None,
            with_token: true,
            checked: true,
        }
    }

    /// Query pairs; a name may come more than once (`id[]`).
    pub fn query<K: ToString, V: ToString>(mut self, pairs: &[(K, V)]) -> Self {
        self.query.extend(pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())));
        self
    }

    /// One header.
    pub fn header(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    /// A JSON body.
    pub fn json(mut self, body: Value) -> Self {
        self.body = Body::Json(body);
        self
    }

    /// A form body.
    pub fn form<K: ToString, V: ToString>(mut self, pairs: &[(K, V)]) -> Self {
        self.body =
            Body::Form(pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect());
        self
    }

    /// A body of any kind.
    pub fn raw(mut self, media_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.body = Body::Raw(media_type.to_owned(), bytes.into());
        self
    }

    /// One more field of a multipart body.
    pub fn part(self, name: &str, value: impl ToString) -> Self {
        self.add(Part { name: name.to_owned(), file: None, bytes: value.to_string().into_bytes() })
    }

    /// One more file of a multipart body.
    pub fn file(self, name: &str, file_name: &str, media_type: &str, bytes: Vec<u8>) -> Self {
        self.add(Part {
            name: name.to_owned(),
            file: Some((file_name.to_owned(), media_type.to_owned())),
            bytes,
        })
    }

    /// Sends no token, even when logged in.
    pub fn as_visitor(mut self) -> Self {
        self.with_token = false;
        self
    }

    /// Lets the answer deviate from the contract.
    pub fn unchecked(mut self) -> Self {
        self.checked = false;
        self
    }

    fn add(mut self, part: Part) -> Self {
        match &mut self.body {
            Body::Parts(parts) => parts.push(part),
            body => *body = Body::Parts(vec![part]),
        }
        self
    }

    /// Sends it to a server that may be dying: no answer is told, not a failure.
    pub async fn attempt(self) -> Result<Answer, String> {
        let asked = format!("{} {}", self.method, self.url);
        let mut request = self.client.http.request(self.method.clone(), &self.url);
        if !self.query.is_empty() {
            request = request.query(&self.query);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(token) = self.client.token.as_ref().filter(|_| self.with_token) {
            request = request.bearer_auth(token);
        }
        request = match self.body {
            Body::None => request,
            Body::Json(body) => request.json(&body),
            Body::Form(pairs) => request.form(&pairs),
            Body::Raw(media_type, bytes) => request.header("content-type", media_type).body(bytes),
            Body::Parts(parts) => request.multipart(form(parts)),
        };
        if self.checked && self.url.contains("/api/braise/v1/") && !contract::knows_ours() {
            let description = format!("{}/api/braise/v1/openapi.json", self.client.base);
            if let Ok(answer) = self.client.http.get(description).send().await
                && let Ok(text) = answer.text().await
                && let Ok(description) = serde_json::from_str(&text)
            {
                contract::learn_ours(description);
            }
        }
        let response =
            request.send().await.map_err(|error| format!("{asked} was not answered: {error:?}"))?;
        Answer::read(asked, self.method.as_str(), response, self.checked).await
    }
}

impl IntoFuture for Ask {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.attempt().await.unwrap_or_else(|failure| panic!("{failure}")) })
    }
}

fn form(parts: Vec<Part>) -> multipart::Form {
    parts.into_iter().fold(multipart::Form::new(), |form, part| {
        let mut sent = multipart::Part::bytes(part.bytes);
        if let Some((file_name, media_type)) = part.file {
            sent = sent.file_name(file_name).mime_str(&media_type).expect("a media type");
        }
        form.part(part.name, sent)
    })
}
