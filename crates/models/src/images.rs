//! Pictures of models: made from words, or from a picture and words.
//!
//! What comes back is read leniently, as bytes in the answer or as an address to fetch them from. An address is
//! the provider's word and leads anywhere, so it is fetched through an egress of the caller's that refuses private
//! addresses, unless it is on the provider itself. Nothing but words and bytes is ever sent: no address of a member.

use crate::breaker::Breaker;
use crate::retry::{self, AGAIN, pause};
use crate::{Error, Settings};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::StatusCode;
use http::header::RETRY_AFTER;
use net::{Egress, Request};
use serde_json::{Value, json};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::Semaphore;

/// Bytes of a picture.
const PICTURE: usize = 16 << 20;
/// Bytes of an answer with a picture in it.
const MOST: usize = PICTURE / 3 * 4 + (1 << 20);
/// Pictures being made at once.
const AT_ONCE: usize = 4;
/// What the reasons of providers have in common where it is the words they refuse.
const REASONS: [&str; 4] = ["moderation", "content_policy", "content_filter", "safety"];

/// What a provider of pictures can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// The profile it belongs to.
    pub profile: &'static str,
    /// Whether it makes a picture from a picture.
    pub edits: bool,
    /// Whether it has to be told to send bytes; the others refuse to be told.
    pub says_format: bool,
    /// Whether it takes a size.
    pub size: bool,
}

/// Who makes pictures. The others of the profiles do not.
pub const ABILITIES: [Abilities; 3] = [
    Abilities { profile: "openai", edits: true, says_format: false, size: true },
    Abilities { profile: "xai", edits: false, says_format: true, size: false },
    Abilities { profile: "other", edits: true, says_format: false, size: true },
];

impl Abilities {
    /// Of a profile.
    pub fn of(profile: &str) -> Option<Self> {
        ABILITIES.into_iter().find(|abilities| abilities.profile == profile)
    }
}

/// A picture to make something of.
#[derive(Clone, Debug)]
pub struct Original {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub mime: String,
}

/// What to make.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// In which words.
    pub words: String,
    /// From which picture.
    pub from: Option<Original>,
}

/// A provider of pictures.
#[derive(Debug)]
pub struct Painter {
    settings: Settings,
    abilities: Abilities,
    egress: Egress,
    breaker: Breaker,
    room: Semaphore,
}

impl Painter {
    /// A provider of pictures. Nothing is asked of it yet.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        let abilities = Abilities::of(settings.profile.name)
            .ok_or(Error::Malformed("this kind of provider makes no pictures"))?;
        let egress = settings.egress()?;
        Ok(Self { settings, abilities, egress, breaker: Breaker::default(), room: Semaphore::new(AT_ONCE) })
    }

    /// Its name.
    pub fn provider(&self) -> &'static str {
        self.abilities.profile
    }

    /// The model that paints.
    pub fn model(&self) -> &str {
        &self.settings.model
    }

    /// Whether it makes pictures from pictures.
    pub const fn edits(&self) -> bool {
        self.abilities.edits
    }

    /// How long one picture may take.
    pub const fn patience(&self) -> Duration {
        self.settings.patience
    }

    /// Has a picture made; its bytes are whatever came and have yet to be looked at. `outside` fetches what is
    /// answered as an address, `dice` gives numbers from 0 to 1, to scatter retries.
    pub async fn paint(
        &self,
        wanted: &Wanted,
        outside: &Egress,
        dice: impl Fn() -> f64 + Send + Sync,
    ) -> Result<Vec<u8>, Error> {
        let _room = self.room.try_acquire().map_err(|_| Error::Crowded)?;
        if !self.breaker.lets_through(Instant::now()) {
            return Err(Error::Resting);
        }
        let work = async {
            let answer = self.asked(wanted, &dice).await?;
            match picture(&answer)? {
                Came::Bytes(bytes) => Ok(bytes),
                Came::At(url) => self.fetched(&url, outside).await,
            }
        };
        let outcome = tokio::time::timeout(self.settings.patience, work).await.unwrap_or(Err(Error::Slow));
        match &outcome {
            Ok(_) => self.breaker.note(true, Instant::now()),
            Err(error) if error.is_its_fault() => self.breaker.note(false, Instant::now()),
            Err(_) => {}
        }
        outcome
    }

    async fn asked(&self, wanted: &Wanted, dice: &(impl Fn() -> f64 + Sync)) -> Result<Bytes, Error> {
        let mut again = 0;
        loop {
            let error = match self.ask(wanted).await {
                Err(error) if error.is_temporary() && again < AGAIN => error,
                outcome => return outcome,
            };
            again += 1;
            let asked_for = if let Error::Busy { after } = &error { *after } else { None };
            let Some(wait) = pause(again, asked_for, dice()) else { return Err(error) };
            tracing::debug!(%error, again, "a picture is asked for again");
            tokio::time::sleep(wait).await;
        }
    }

    async fn ask(&self, wanted: &Wanted) -> Result<Bytes, Error> {
        let mut request = self.request(wanted)?.accept("application/json")?;
        if let Some(key) = &self.settings.key {
            request = request.header("authorization", &format!("Bearer {key}"))?;
        }
        let answer = self.egress.open(request).await?;
        match answer.status() {
            status if status.is_success() => Ok(answer.whole().await?),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                let after = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
                Err(Error::Busy { after: after.and_then(|after| retry::after(after, SystemTime::now())) })
            }
            StatusCode::REQUEST_TIMEOUT => Err(Error::Faulty(408)),
            status if status.is_server_error() => Err(Error::Faulty(status.as_u16())),
            status => {
                let said = answer.whole().await.unwrap_or_default();
                Err(if declined(&said) { Error::Declined } else { Error::Refused(status.as_u16()) })
            }
        }
    }

    fn request(&self, wanted: &Wanted) -> Result<Request, Error> {
        let base = self.settings.base.trim_end_matches('/');
        let Some(original) = &wanted.from else {
            let body = self.body(&wanted.words).to_string();
            return Ok(Request::post(format!("{base}/images/generations"), "application/json", body, MOST)?);
        };
        if !self.abilities.edits {
            return Err(Error::Malformed("this provider makes no pictures from pictures"));
        }
        let mut fields =
            vec![("model", self.settings.model.as_str()), ("prompt", wanted.words.as_str()), ("n", "1")];
        if self.abilities.size {
            fields.push(("size", SIZE));
        }
        let (kind, body) = form(&fields, original);
        Ok(Request::post(format!("{base}/images/edits"), &kind, body, MOST)?)
    }

    fn body(&self, words: &str) -> Value {
        let mut body = json!({ "model": self.settings.model, "prompt": words, "n": 1 });
        if self.abilities.size {
            body["size"] = json!(SIZE);
        }
        if self.abilities.says_format {
            body["response_format"] = json!("b64_json");
        }
        body
    }

    async fn fetched(&self, url: &str, outside: &Egress) -> Result<Vec<u8>, Error> {
        let egress = if same_place(url, &self.settings.base) { &self.egress } else { outside };
        let fetched = egress.get(url, "image/*", PICTURE).await?;
        if !fetched.status.is_success() {
            return Err(Error::Faulty(fetched.status.as_u16()));
        }
        Ok(fetched.bytes.to_vec())
    }
}

/// Pixels asked for, where a size can be.
const SIZE: &str = "1024x1024";

/// How a picture came.
#[derive(Debug, PartialEq, Eq)]
enum Came {
    Bytes(Vec<u8>),
    At(String),
}

/// The picture of an answer.
fn picture(answer: &[u8]) -> Result<Came, Error> {
    let answer: Value = serde_json::from_slice(answer).map_err(|_| Error::Malformed("it is no JSON"))?;
    if answer.get("error").is_some_and(|error| !error.is_null()) {
        return Err(if declined(answer.to_string().as_bytes()) {
            Error::Declined
        } else {
            Error::Faulty(200)
        });
    }
    let one = answer.pointer("/data/0").ok_or(Error::Malformed("it has no picture"))?;
    let text = |name: &str| one.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    if let Some(written) = text("b64_json") {
        return decoded(written);
    }
    let url = text("url").ok_or(Error::Malformed("it has no picture"))?;
    match url.split_once(";base64,") {
        Some((kind, written)) if kind.starts_with("data:image/") => decoded(written),
        _ => Ok(Came::At(url.to_owned())),
    }
}

fn decoded(written: &str) -> Result<Came, Error> {
    // Some send a whole `data:` address under the name of bytes.
    let written = written.rsplit_once(',').map_or(written, |(_, written)| written);
    STANDARD.decode(written.trim()).map(Came::Bytes).map_err(|_| Error::Malformed("its picture is no base64"))
}

/// Whether it was the words that were refused.
fn declined(said: &[u8]) -> bool {
    let said: Value = serde_json::from_slice(said).unwrap_or_default();
    let of = |name: &str| said.pointer(name).and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let all = [of("/error/code"), of("/error/type"), of("/error/message")];
    all.iter().any(|text| REASONS.iter().any(|reason| text.contains(reason)))
}

fn same_place(url: &str, base: &str) -> bool {
    let origin = |url: &str| url.split('/').take(3).collect::<Vec<_>>().join("/").to_lowercase();
    url.contains("://") && origin(url) == origin(base)
}

/// A form with a file in it (RFC 7578). Its boundary is not in the file.
fn form(fields: &[(&str, &str)], original: &Original) -> (String, Vec<u8>) {
    let mut boundary = "braise-form-0".to_owned();
    let inside = |boundary: &str| {
        let has = |bytes: &[u8]| bytes.windows(boundary.len()).any(|window| window == boundary.as_bytes());
        has(&original.bytes) || fields.iter().any(|(_, value)| has(value.as_bytes()))
    };
    let mut number = 0_u32;
    while inside(&boundary) {
        number += 1;
        boundary = format!("braise-form-{number}");
    }
    let mut body = Vec::with_capacity(original.bytes.len() + 1_024);
    for (name, value) in fields {
        let head = format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(value.as_bytes());
        body.extend_from_slice(b"\r\n");
    }
    let (mime, ending) = match original.mime.as_str() {
        "image/jpeg" => ("image/jpeg", "jpg"),
        "image/webp" => ("image/webp", "webp"),
        _ => ("image/png", "png"),
    };
    let head = format!(
        "--{boundary}\r\ncontent-disposition: form-data; name=\"image\"; filename=\"picture.{ending}\"\r\n\
         content-type: {mime}\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(&original.bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_come_in_many_ways() {
        let bytes = |text: &str| picture(text.as_bytes()).unwrap();
        assert_eq!(bytes(r#"{"data":[{"b64_json":"aGk="}]}"#), Came::Bytes(b"hi".to_vec()));
        assert_eq!(
            bytes(r#"{"data":[{"b64_json":"data:image/png;base64,aGk="}],"usage":null}"#),
            Came::Bytes(b"hi".to_vec())
        );
        assert_eq!(bytes(r#"{"data":[{"url":"data:image/png;base64,aGk="}]}"#), Came::Bytes(b"hi".to_vec()));
        let at =
            bytes(r#"{"data":[{"b64_json":null,"url":"https://a.example/p.png","revised_prompt":"x"}]}"#);
        assert_eq!(at, Came::At("https://a.example/p.png".to_owned()));
        for bad in ["", "[]", "{}", r#"{"data":[]}"#, r#"{"data":[{}]}"#, r#"{"data":[{"b64_json":"*"}]}"#] {
            assert!(matches!(picture(bad.as_bytes()), Err(Error::Malformed(_))), "{bad}");
        }
        assert!(matches!(picture(br#"{"error":{"code":"x"}}"#), Err(Error::Faulty(_))));
    }

    #[test]
    fn refused_words_are_told_from_other_refusals() {
        assert!(declined(br#"{"error":{"code":"moderation_blocked"}}"#));
        assert!(declined(br#"{"error":{"code":null,"message":"Rejected by our safety system"}}"#));
        assert!(!declined(br#"{"error":{"code":"invalid_api_key"}}"#));
        assert!(!declined(b"no JSON"));
    }

    #[test]
    fn only_the_provider_itself_is_fetched_from_as_one() {
        assert!(same_place("http://127.0.0.1:9/files/1.png", "http://127.0.0.1:9/v1"));
        assert!(!same_place("http://127.0.0.1:91/1.png", "http://127.0.0.1:9/v1"));
        assert!(!same_place("http://127.0.0.1:9@evil.example/1.png", "http://127.0.0.1:9/v1"));
        assert!(!same_place("/1.png", "/v1"));
    }

    #[test]
    fn a_forms_boundary_is_not_in_what_it_bounds() {
        let original =
            Original { bytes: b"braise-form-0 braise-form-1".to_vec(), mime: "image/jpeg".to_owned() };
        let (kind, body) = form(&[("prompt", "a\r\nb")], &original);
        assert_eq!(kind, "multipart/form-data; boundary=braise-form-2");
        let text = String::from_utf8(body).unwrap();
        assert!(text.contains("name=\"prompt\"\r\n\r\na\r\nb\r\n--braise-form-2\r\n"));
        assert!(text.contains("filename=\"picture.jpg\"\r\ncontent-type: image/jpeg\r\n\r\nbraise-form-0"));
        assert!(text.ends_with("\r\n--braise-form-2--\r\n"));
    }

    #[test]
    fn every_painter_is_a_known_provider() {
        for abilities in ABILITIES {
            assert!(crate::Profile::named(abilities.profile).is_some());
            assert_eq!(Abilities::of(abilities.profile), Some(abilities));
        }
        assert_eq!(Abilities::of("ollama"), None);
    }
}
