//! Stores of objects that speak S3: where large files go, and come from.
//!
//! They are reached through a client of ours, as everything is. A private address is one only where the
//! administrator names the store's endpoint, and then that host alone is reached. Keys come from the
//! usual variables (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL`, …);
//! without keys nothing is asked of a cloud's own address for them.

use crate::address::Reach;
use crate::resolve::Resolver;
use crate::{NetError, tls};
use futures_util::{StreamExt as _, TryStreamExt as _};
use http_body_util::BodyExt as _;
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody,
    HttpService,
};
use object_store::path::Path as Key;
use object_store::{ClientOptions, ObjectStore as _, ObjectStoreExt as _, PutPayload};
use reqwest::redirect::Policy;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use url::{Host, Url};

/// Bytes of a part; a smaller file goes in one piece.
const PART: usize = 8 << 20;
/// For silence between two pieces of an answer.
const READ: Duration = Duration::from_secs(30);
/// For finding a host and greeting it.
const CONNECT: Duration = Duration::from_secs(10);

/// Why a store was of no use.
#[derive(Debug, thiserror::Error)]
pub enum ObjectsError {
    /// The address is not one of a store.
    #[error("the address of a store is s3://BUCKET or s3://BUCKET/PREFIX")]
    Address,
    /// Nobody said with which keys.
    #[error("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to the store's keys")]
    Keys,
    /// The client could not be made.
    #[error(transparent)]
    Client(#[from] NetError),
    /// The store refused, or did not answer.
    #[error("the store did not do it: {0}")]
    Store(#[from] object_store::Error),
    /// A file here could not be read or written.
    #[error("a file could not be read or written: {0}")]
    Io(#[from] std::io::Error),
}

/// A place in a store.
#[derive(Debug)]
pub struct Objects {
    store: AmazonS3,
    prefix: String,
}

impl Objects {
    /// The place of an address (`s3://BUCKET/PREFIX`). `settings` are names and values as they stand in
    /// the environment; those that are not a store's are passed over.
    pub fn open(
        address: &str,
        settings: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ObjectsError> {
        let (bucket, prefix) = place(address).ok_or(ObjectsError::Address)?;
        let mut builder = AmazonS3Builder::new().with_bucket_name(bucket);
        let (mut keys, mut endpoint) = ([false; 2], None);
        for (name, value) in settings.into_iter().filter(|(_, value)| !value.is_empty()) {
            let known = name.strip_prefix("AWS_").map(|_| name.to_ascii_lowercase());
            let Some(key) = known.and_then(|name| name.parse::<AmazonS3ConfigKey>().ok()) else { continue };
            match key {
                AmazonS3ConfigKey::AccessKeyId => keys[0] = true,
                AmazonS3ConfigKey::SecretAccessKey => keys[1] = true,
                AmazonS3ConfigKey::Endpoint | AmazonS3ConfigKey::S3Endpoint => endpoint = Some(value.clone()),
                AmazonS3ConfigKey::Region
                | AmazonS3ConfigKey::DefaultRegion
                | AmazonS3ConfigKey::Token
                | AmazonS3ConfigKey::VirtualHostedStyleRequest => {}
                // What else there is leads to other ways of finding keys.
                _ => continue,
            }
            builder = builder.with_config(key, value);
        }
        if keys != [true; 2] {
            return Err(ObjectsError::Keys);
        }
        let named = endpoint.map(|endpoint| named(&endpoint)).transpose()?;
        let plain = named.as_ref().is_some_and(|(_, scheme)| scheme == "http");
        let store = builder
            .with_allow_http(plain)
            .with_http_connector(Connector { named: named.map(|(host, _)| host) })
            .build()?;
        Ok(Self { store, prefix })
    }

    /// The names of all objects there, as many as are wanted at most.
    pub async fn names(&self, most: usize) -> Result<Vec<String>, ObjectsError> {
        let prefix = Key::from(self.prefix.as_str());
        let all = self.store.list(Some(&prefix)).take(most);
        let found: Vec<_> = all.try_collect().await?;
        let name = |key: &Key| {
            key.as_ref().strip_prefix(prefix.as_ref()).map(|name| name.trim_start_matches('/').to_owned())
        };
        Ok(found.iter().filter_map(|meta| name(&meta.location)).collect())
    }

    /// Puts a file there, in parts if it is large. It is there when all of it is.
    pub async fn put(&self, name: &str, file: &Path) -> Result<(), ObjectsError> {
        let key = self.key(name);
        let mut file = tokio::fs::File::open(file).await?;
        let first = part(&mut file).await?;
        if first.len() < PART {
            self.store.put(&key, PutPayload::from(first)).await?;
            return Ok(());
        }
        let mut upload = self.store.put_multipart(&key).await?;
        let mut next = first;
        let sent: Result<(), ObjectsError> = async {
            while !next.is_empty() {
                upload.put_part(PutPayload::from(std::mem::take(&mut next))).await?;
                next = part(&mut file).await?;
            }
            upload.complete().await?;
            Ok(())
        }
        .await;
        if sent.is_err() {
            // Parts of what never was would lie there and cost. What went wrong is told, not this.
            upload.abort().await.ok();
        }
        sent
    }

    /// Writes an object into a file.
    pub async fn get(&self, name: &str, to: &Path) -> Result<(), ObjectsError> {
        let mut pieces = self.store.get(&self.key(name)).await?.into_stream();
        let mut file = tokio::fs::File::create(to).await?;
        while let Some(piece) = pieces.try_next().await? {
            file.write_all(&piece).await?;
        }
        file.flush().await?;
        Ok(())
    }

    /// The size of an object, if it is there.
    pub async fn size(&self, name: &str) -> Result<Option<u64>, ObjectsError> {
        match self.store.head(&self.key(name)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn key(&self, name: &str) -> Key {
        Key::from(format!("{}/{name}", self.prefix))
    }
}

/// As much of a file as makes a part.
async fn part(file: &mut tokio::fs::File) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(PART);
    file.take(PART as u64).read_to_end(&mut bytes).await?;
    Ok(bytes)
}

/// Bucket and prefix.
fn place(address: &str) -> Option<(&str, String)> {
    let rest = address.strip_prefix("s3://")?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let fits = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_');
    let plain = (3..=63).contains(&bucket.len()) && bucket.chars().all(fits);
    let prefix = prefix.trim_matches('/');
    let inside = prefix.split('/').all(|part| part != ".." && part != ".");
    (plain && inside).then(|| (bucket, prefix.to_owned()))
}

/// Host and scheme of an endpoint.
fn named(endpoint: &str) -> Result<(String, String), ObjectsError> {
    let url = Url::parse(endpoint).map_err(|_| ObjectsError::Client(NetError::Address))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(NetError::Scheme.into());
    }
    let host = url.host_str().ok_or(NetError::Address)?;
    Ok((host.to_owned(), url.scheme().to_owned()))
}

/// Makes clients of ours for the store.
#[derive(Debug)]
struct Connector {
    named: Option<String>,
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let client = self
            .client()
            .map_err(|error| object_store::Error::Generic { store: "S3", source: Box::new(error) })?;
        Ok(HttpClient::new(Service { client, named: self.named.clone() }))
    }
}

impl Connector {
    fn client(&self) -> Result<reqwest::Client, NetError> {
        let reach = Reach { named: self.named.is_some(), ..Reach::default() };
        reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config()?)
            .dns_resolver(Arc::new(Resolver(reach)))
            .redirect(Policy::none())
            .no_proxy()
            .no_gzip()
            .connect_timeout(CONNECT)
            .read_timeout(READ)
            .build()
            .map_err(|error| NetError::Setup(Box::new(error)))
    }
}

/// A client that asks one store.
#[derive(Debug)]
struct Service {
    client: reqwest::Client,
    named: Option<String>,
}

impl Service {
    fn check(&self, url: &Url) -> Result<(), NetError> {
        let host = match url.host() {
            Some(Host::Domain(host)) => host.to_owned(),
            Some(other) => other.to_string(),
            None => return Err(NetError::Address),
        };
        // A bucket's own host lies under the endpoint's.
        let is = |named: &String| host == *named || host.ends_with(&format!(".{named}"));
        let reach = Reach { named: self.named.as_ref().is_some_and(is), ..Reach::default() };
        if self.named.is_some() && !reach.named {
            return Err(NetError::Private);
        }
        reach.check(url)
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let wrong = |error: NetError| HttpError::new(HttpErrorKind::Unknown, error);
        let (head, body) = request.into_parts();
        let url = Url::parse(&head.uri.to_string()).map_err(|_| wrong(NetError::Address))?;
        self.check(&url).map_err(wrong)?;
        let body = body.collect().await?.to_bytes();
        let answer = self.client.request(head.method, url).headers(head.headers).body(body).send().await;
        let answer = answer.map_err(|error| match NetError::of(error) {
            error @ (NetError::Connect(_) | NetError::Unknown) => {
                HttpError::new(HttpErrorKind::Connect, error)
            }
            error @ NetError::Timeout => HttpError::new(HttpErrorKind::Timeout, error),
            error @ NetError::Broken(_) => HttpError::new(HttpErrorKind::Request, error),
            error => wrong(error),
        })?;
        let answer = http::Response::<reqwest::Body>::from(answer);
        let broken = |error: reqwest::Error| HttpError::new(HttpErrorKind::Interrupted, NetError::of(error));
        Ok(answer.map(|body| HttpResponseBody::new(body.map_err(broken))))
    }
}

type Answer<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'a>>;

impl HttpService for Service {
    fn call<'life0, 'async_trait>(&'life0 self, request: HttpRequest) -> Answer<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(self.ask(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_apart() {
        assert_eq!(place("s3://words/2026/a"), Some(("words", "2026/a".to_owned())));
        assert_eq!(place("s3://words"), Some(("words", String::new())));
        assert_eq!(place("s3://words/a/"), Some(("words", "a".to_owned())));
        for wrong in ["s3://", "s3://a", "s3://wo rds/a", "s3://words/../a", "https://words/a", "words"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn nothing_is_asked_without_keys() {
        let settings = [("AWS_ACCESS_KEY_ID".to_owned(), "a".to_owned())];
        assert!(matches!(Objects::open("s3://words/a", settings), Err(ObjectsError::Keys)));
    }

    #[test]
    fn a_private_address_is_reached_only_where_it_is_named() {
        let client = Connector { named: None }.client().unwrap();
        let check = |named: Option<&str>, url: &str| {
            let service = Service { client: client.clone(), named: named.map(str::to_owned) };
            service.check(&Url::parse(url).unwrap()).is_ok()
        };
        assert!(check(None, "https://s3.eu-west-1.amazonaws.com/words/a"));
        assert!(
            !check(None, "http://169.254.169.254/latest/meta-data")
                && !check(None, "http://127.0.0.1:9000/a")
        );
        assert!(check(Some("127.0.0.1"), "http://127.0.0.1:9000/words/a"));
        assert!(check(Some("minio.lan"), "http://words.minio.lan:9000/a"));
        assert!(
            !check(Some("minio.lan"), "http://169.254.169.254/")
                && !check(Some("minio.lan"), "http://10.0.0.1/")
        );
    }
}
