//! A store of objects that speaks as much S3 as is needed: over loopback, in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The key it knows.
pub const KEY: &str = "test-key";

type Shelf = Arc<Mutex<Inside>>;

#[derive(Default)]
struct Inside {
    objects: BTreeMap<String, Vec<u8>>,
    uploads: BTreeMap<String, BTreeMap<u32, Vec<u8>>>,
    /// Methods and paths, as they were asked.
    asked: Vec<String>,
    full: bool,
}

/// The store.
#[derive(Clone)]
pub struct ObjectStore {
    url: String,
    inside: Shelf,
}

impl std::fmt::Debug for ObjectStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ObjectStore").field("url", &self.url).finish_non_exhaustive()
    }
}

impl ObjectStore {
    /// Starts it.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let inside = Shelf::default();
        let shelf = Arc::clone(&inside);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shelf)));
            }
        });
        Self { url, inside }
    }

    /// Its endpoint.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The environment of whoever may use it.
    pub fn environment(&self) -> Vec<(String, String)> {
        [
            ("AWS_ENDPOINT_URL", self.url.as_str()),
            ("AWS_ACCESS_KEY_ID", KEY),
            ("AWS_SECRET_ACCESS_KEY", "test-secret"),
            ("AWS_REGION", "eu-test-1"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }

    /// What lies there: bucket and key with the bytes.
    pub fn objects(&self) -> BTreeMap<String, Vec<u8>> {
        lock(&self.inside).objects.clone()
    }

    /// What was asked, in order.
    pub fn asked(&self) -> Vec<String> {
        lock(&self.inside).asked.clone()
    }

    /// From now on nothing more goes in, or does again.
    pub fn is_full(&self, full: bool) {
        lock(&self.inside).full = full;
    }

    /// Puts something there.
    pub fn put(&self, key: &str, bytes: Vec<u8>) {
        lock(&self.inside).objects.insert(key.to_owned(), bytes);
    }
}

fn lock(shelf: &Shelf) -> MutexGuard<'_, Inside> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Asked {
    method: String,
    key: String,
    query: BTreeMap<String, String>,
    range: Option<(usize, usize)>,
    signed: bool,
    body: Vec<u8>,
}

struct Said {
    status: u16,
    headers: String,
    body: Vec<u8>,
}

fn said(status: u16, body: impl Into<Vec<u8>>) -> Said {
    Said { status, headers: String::new(), body: body.into() }
}

async fn serve(stream: TcpStream, shelf: Shelf) -> Option<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let asked = read(&mut stream).await?;
        let head = asked.method == "HEAD";
        let said = answer(asked, &shelf);
        let mut text = format!(
            "HTTP/1.1 {} So\r\ncontent-length: {}\r\netag: \"e\"\r\nlast-modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n{}\r\n",
            said.status,
            said.body.len(),
            said.headers
        )
        .into_bytes();
        if !head {
            text.extend(said.body);
        }
        stream.write_all(&text).await.ok()?;
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> Option<Asked> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let query = query.split('&').filter(|part| !part.is_empty()).map(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (name.to_owned(), value.replace("%2F", "/"))
    });
    let range = headers.get("range").and_then(|range| {
        let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
        Some((from.parse().ok()?, to.parse().unwrap_or(usize::MAX - 1)))
    });
    let signed = headers
        .get("authorization")
        .is_some_and(|line| line.starts_with(&format!("AWS4-HMAC-SHA256 Credential={KEY}/")));
    Some(Asked {
        method,
        key: path.trim_matches('/').to_owned(),
        query: query.collect(),
        range,
        signed,
        body,
    })
}

fn answer(asked: Asked, shelf: &Shelf) -> Said {
    let mut inside = lock(shelf);
    inside.asked.push(format!("{} {}", asked.method, asked.key));
    if !asked.signed {
        return said(403, "<Error><Code>AccessDenied</Code></Error>");
    }
    if inside.full && matches!(asked.method.as_str(), "PUT" | "POST") {
        return said(400, "<Error><Code>QuotaExceeded</Code></Error>");
    }
    let upload = asked.query.get("uploadId").cloned();
    match (asked.method.as_str(), upload) {
        ("PUT", Some(upload)) => {
            let part = asked.query.get("partNumber").and_then(|part| part.parse().ok()).unwrap_or(0);
            let Some(parts) = inside.uploads.get_mut(&upload) else { return said(404, "") };
            parts.insert(part, asked.body);
            said(200, "")
        }
        ("PUT", None) => {
            inside.objects.insert(asked.key, asked.body);
            said(200, "")
        }
        ("POST", Some(upload)) => {
            let Some(parts) = inside.uploads.remove(&upload) else { return said(404, "") };
            inside.objects.insert(asked.key, parts.into_values().flatten().collect());
            said(200, "<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>")
        }
        ("POST", None) if asked.query.contains_key("uploads") => {
            let id = format!("upload{}", inside.asked.len());
            inside.uploads.insert(id.clone(), BTreeMap::new());
            let result = format!("<UploadId>{id}</UploadId>");
            said(200, format!("<InitiateMultipartUploadResult>{result}</InitiateMultipartUploadResult>"))
        }
        ("GET", None) if asked.query.contains_key("list-type") => said(200, list(&inside, &asked)),
        ("GET" | "HEAD", None) => match inside.objects.get(&asked.key) {
            Some(bytes) => part(bytes, asked.range),
            None => said(404, "<Error><Code>NoSuchKey</Code></Error>"),
        },
        ("DELETE", Some(upload)) => {
            inside.uploads.remove(&upload);
            said(204, "")
        }
        ("DELETE", None) => {
            inside.objects.remove(&asked.key);
            said(204, "")
        }
        _ => said(405, ""),
    }
}

fn part(bytes: &[u8], range: Option<(usize, usize)>) -> Said {
    let Some((from, to)) = range else { return said(200, bytes) };
    let end = to.saturating_add(1).min(bytes.len());
    let headers = format!("content-range: bytes {from}-{}/{}\r\n", end.saturating_sub(1), bytes.len());
    Said { status: 206, headers, body: bytes.get(from..end).unwrap_or_default().to_vec() }
}

fn list(inside: &Inside, asked: &Asked) -> String {
    let prefix = asked.query.get("prefix").cloned().unwrap_or_default();
    let bucket = format!("{}/", asked.key);
    let found =
        inside.objects.iter().filter_map(|(key, bytes)| Some((key.strip_prefix(&bucket)?, bytes.len())));
    let entries: String = found
        .filter(|(key, _)| key.starts_with(&prefix))
        .map(|(key, size)| {
            format!(
                "<Contents><Key>{key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>\"e\"</ETag><Size>{size}</Size></Contents>"
            )
        })
        .collect();
    format!("<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>")
}
