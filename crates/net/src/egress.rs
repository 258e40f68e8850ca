//! The client itself.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, Method, StatusCode};
use reqwest::redirect::Policy;
use tokio::time::Instant;
use url::{Origin, Url};

use crate::address::Reach;
use crate::resolve::Resolver;
use crate::{NetError, Request, body, tls};

/// How the client presents itself, and how patient it is.
#[derive(Debug, Clone)]
pub struct Config {
    /// Reaches this machine too, at any port: for tests and development only.
    pub allow_loopback: bool,
    /// Who we say we are.
    pub user_agent: String,
    /// For finding a host and greeting it.
    pub connect: Duration,
    /// For silence between two pieces of an answer.
    pub read: Duration,
    /// For everything, redirects included.
    pub total: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            allow_loopback: false,
            user_agent: "Braise".to_owned(),
            connect: Duration::from_secs(5),
            read: Duration::from_secs(10),
            total: Duration::from_secs(30),
        }
    }
}

/// For silence in an answer that goes on: servers say something every half minute, if only that they are there.
const SILENCE: Duration = Duration::from_secs(60);

/// The one client that goes out. Cloning it shares its connections.
#[derive(Debug, Clone)]
pub struct Egress {
    client: reqwest::Client,
    reach: Reach,
    config: Config,
    /// The one server it asks, where it asks one alone.
    only: Option<Origin>,
}

/// An answer, whatever its status.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// The address that answered, after redirects.
    pub final_url: Url,
    /// What it said about the outcome.
    pub status: StatusCode,
    /// What it said the body is; empty if it didn't.
    pub content_type: String,
    /// All it said.
    pub headers: HeaderMap,
    /// The body, unpacked.
    pub bytes: Bytes,
}

impl Fetched {
    /// The media type alone, in small letters.
    pub fn media_type(&self) -> String {
        self.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// A parameter of the content type, such as `charset`.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.content_type.split(';').skip(1).find_map(|parameter| {
            let (key, value) = parameter.split_once('=')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"'))
        })
    }
}

/// An answer on its way.
#[derive(Debug)]
pub struct Arriving {
    answer: reqwest::Response,
    left: usize,
    cap: usize,
    /// Until when it may take; without it only silence ends it.
    until: Option<Instant>,
}

impl Arriving {
    /// What it says about the outcome.
    pub fn status(&self) -> StatusCode {
        self.answer.status()
    }

    /// All else it says before its body.
    pub fn headers(&self) -> &HeaderMap {
        self.answer.headers()
    }

    /// The next piece of its body, unpacked; nothing at its end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, NetError> {
        let piece = match self.until {
            Some(until) => tokio::time::timeout_at(until, self.answer.chunk()).await,
            None => Ok(self.answer.chunk().await),
        };
        let piece = piece.map_err(|_| NetError::Timeout)?.map_err(NetError::of)?;
        let length = piece.as_ref().map_or(0, Bytes::len);
        self.left = self.left.checked_sub(length).ok_or(NetError::TooLarge { cap: self.cap })?;
        Ok(piece)
    }

    /// What it becomes where it is an upgrade to another protocol.
    pub(crate) async fn upgrade(self) -> Result<reqwest::Upgraded, NetError> {
        self.answer.upgrade().await.map_err(NetError::Broken)
    }

    /// All of its body that is still to come.
    pub async fn whole(mut self) -> Result<Bytes, NetError> {
        let mut body = Vec::new();
        while let Some(piece) = self.next().await? {
            body.extend_from_slice(&piece);
        }
        Ok(body.into())
    }
}

impl Egress {
    /// A client. It takes no settings from the environment: a proxy there would undo every check.
    pub fn new(config: Config) -> Result<Self, NetError> {
        Self::reaching(Reach { loopback: config.allow_loopback, named: false }, config)
    }

    /// A client that asks one server alone, the one of `base`, which the administrator named. `private`: that
    /// server may be on this machine or in a private network, at any port.
    pub fn only(config: Config, base: &str, private: bool) -> Result<Self, NetError> {
        let base = Url::parse(base).map_err(|_| NetError::Address)?;
        let reach = Reach { loopback: false, named: private };
        reach.check(&base)?;
        Ok(Self { only: Some(base.origin()), ..Self::reaching(reach, config)? })
    }

    fn reaching(reach: Reach, config: Config) -> Result<Self, NetError> {
        let client = builder(&config, reach)?.read_timeout(config.read).build();
        let client = client.map_err(|error| NetError::Setup(Box::new(error)))?;
        Ok(Self { client, reach, config, only: None })
    }

    /// Whether an address may be asked at all. What its name resolves to is found out when it is.
    pub fn check(&self, url: &str) -> Result<(), NetError> {
        self.allows(&Url::parse(url).map_err(|_| NetError::Address)?)
    }

    fn allows(&self, url: &Url) -> Result<(), NetError> {
        if self.only.as_ref().is_some_and(|only| *only != url.origin()) {
            return Err(NetError::Private);
        }
        self.reach.check(url)
    }

    /// Sends a request and hands on its answer as it arrives. No redirect is followed.
    pub async fn open(&self, request: Request) -> Result<Arriving, NetError> {
        let url = Url::parse(&request.url).map_err(|_| NetError::Address)?;
        self.allows(&url)?;
        let until = Instant::now() + self.config.total;
        let sent = tokio::time::timeout_at(until, self.exchange(&request, &url)).await;
        let answer = sent.map_err(|_| NetError::Timeout)??;
        Ok(Arriving { answer, left: request.cap, cap: request.cap, until: Some(until) })
    }

    /// Reads an address, following redirects.
    pub async fn get(&self, url: &str, accept: &str, cap: usize) -> Result<Fetched, NetError> {
        self.send(Request::get(url, cap).accept(accept)?).await
    }

    /// Sends a body to an address.
    pub async fn post(
        &self,
        url: &str,
        content_type: &str,
        body: impl Into<Bytes>,
        cap: usize,
    ) -> Result<Fetched, NetError> {
        self.send(Request::post(url, content_type, body, cap)?).await
    }

    /// Sends a request and reads its answer.
    pub async fn send(&self, request: Request) -> Result<Fetched, NetError> {
        tokio::time::timeout(self.config.total, self.follow(request)).await.map_err(|_| NetError::Timeout)?
    }

    async fn follow(&self, mut request: Request) -> Result<Fetched, NetError> {
        let mut url = Url::parse(&request.url).map_err(|_| NetError::Address)?;
        let mut left = request.redirects;
        // A body is meant for one address; sending it on is for the caller to decide.
        let follows = left > 0 && request.method == Method::GET;
        loop {
            self.allows(&url)?;
            url.set_fragment(None);
            let answer = self.exchange(&request, &url).await?;
            let next = if follows { redirect(&answer, &url) } else { None };
            let Some(next) = next else { return fetched(answer, url, &request).await };
            left = left.checked_sub(1).ok_or(NetError::Redirects)?;
            let next = next?;
            if next.origin() != url.origin() {
                request.headers = only_harmless(&request.headers);
            }
            url = next;
        }
    }

    /// One request, one answer's head.
    async fn exchange(&self, request: &Request, url: &Url) -> Result<reqwest::Response, NetError> {
        let outgoing =
            self.client.request(request.method.clone(), url.clone()).headers(request.headers.clone());
        let outgoing = if request.body.is_empty() { outgoing } else { outgoing.body(request.body.clone()) };
        outgoing.send().await.map_err(NetError::of)
    }
}

impl Egress {
    /// The head of an answer whose rest may take for ever. A connection of its own, in the first version of the
    /// protocol, which alone can become something else.
    pub(crate) async fn begin(&self, request: &Request, url: &Url) -> Result<Arriving, NetError> {
        self.allows(url)?;
        let client = builder(&self.config, self.reach)?.http1_only().read_timeout(SILENCE).build();
        let client = client.map_err(|error| NetError::Setup(Box::new(error)))?;
        let outgoing = client
            .request(request.method.clone(), url.clone())
            .headers(request.headers.clone())
            .body(request.body.clone());
        let head = tokio::time::timeout(self.config.total, outgoing.send());
        let answer = head.await.map_err(|_| NetError::Timeout)?.map_err(NetError::of)?;
        Ok(Arriving { answer, left: usize::MAX, cap: usize::MAX, until: None })
    }
}

/// What every client of ours has in common.
fn builder(config: &Config, reach: Reach) -> Result<reqwest::ClientBuilder, NetError> {
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(tls::config()?)
        .dns_resolver(Arc::new(Resolver(reach)))
        .redirect(Policy::none())
        .referer(false)
        .no_proxy()
        .user_agent(&config.user_agent)
        .connect_timeout(config.connect)
        .pool_max_idle_per_host(2)
        .pool_idle_timeout(Duration::from_secs(30)))
}

/// Where an answer points to, if it is a redirect.
fn redirect(answer: &reqwest::Response, from: &Url) -> Option<Result<Url, NetError>> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = answer.headers().get(LOCATION)?.to_str().ok();
    Some(location.and_then(|location| from.join(location).ok()).ok_or(NetError::Address))
}

/// What another host may know of a request meant for the first one.
fn only_harmless(headers: &HeaderMap) -> HeaderMap {
    [ACCEPT, USER_AGENT]
        .into_iter()
        .filter_map(|name| Some((name.clone(), headers.get(&name)?.clone())))
        .collect()
}

async fn fetched(answer: reqwest::Response, final_url: Url, request: &Request) -> Result<Fetched, NetError> {
    let status = answer.status();
    let headers = answer.headers().clone();
    let content_type =
        headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let bytes = body::read(answer, request.cap, request.cut).await?;
    Ok(Fetched { final_url, status, content_type, headers, bytes })
}

#[cfg(test)]
mod tests;
