//! The socket, and the connections that come to it.

use super::shutdown::{self, Shutdown};
use super::{Site, answer, own_url, public_url, tls};
use crate::settings::Settings;
use anyhow::Context as _;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;

/// Connections at the same time at most. One more waits in the socket's queue until another ends.
const CONNECTIONS: usize = 8_192;
/// How long a client may take to say what it wants, from the connection on.
const FIRST_REQUEST: Duration = Duration::from_secs(20);
/// How long it may take to send a request's head; also how long a connection may stay idle between
/// two requests, which is the same wait.
const HEAD: Duration = Duration::from_secs(60);
/// How often a client on HTTP/2 is asked whether it is still there, and how long it may take to say.
const PING: Duration = Duration::from_secs(30);
/// Requests at the same time on one connection of HTTP/2.
const AT_ONCE: u32 = 128;
/// How long requests under way may go on after the server was asked to end.
const DRAIN: Duration = Duration::from_secs(30);

/// A socket that takes connections.
pub struct Listener {
    socket: TcpListener,
    tls: Option<TlsAcceptor>,
    address: String,
    url: String,
}

impl Listener {
    /// Opens the socket the settings name.
    pub async fn bind(settings: &Settings) -> anyhow::Result<Self> {
        allow_many_files();
        let tls = tls::acceptor(settings)?;
        let socket = TcpListener::bind(settings.listen).await;
        let socket = socket.with_context(|| format!("cannot listen on {}", settings.listen))?;
        let listened = socket.local_addr()?;
        Ok(Self { socket, tls, address: own_url(settings, listened), url: public_url(settings, listened) })
    }

    /// The address this machine reaches it at.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The port it has.
    pub fn port(&self) -> u16 {
        self.socket.local_addr().map_or(0, |address| address.port())
    }

    /// The address people reach it at.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Answers requests until the program is asked to end and those under way are answered.
    pub async fn serve(self, site: Site) {
        let connections = Arc::new(Semaphore::new(CONNECTIONS));
        let graceful = GracefulShutdown::new();
        let shutdown = shutdown::listen();
        let door = Door { site: Arc::new(site), tls: self.tls, http: http(), shutdown: shutdown.clone() };
        let mut asked = shutdown;
        loop {
            let free = tokio::select! {
                free = Arc::clone(&connections).acquire_owned() => free,
                () = asked.asked() => break,
            };
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                () = asked.asked() => break,
            };
            match accepted {
                Ok((stream, peer)) => {
                    let (door, watcher) = (door.clone(), graceful.watcher());
                    tokio::spawn(async move {
                        door.take(stream, peer, watcher).await;
                        drop(free);
                    });
                }
                // Out of file descriptors, most likely: they come back as connections end.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
        drop(self.socket);
        tracing::info!("ending: requests under way are answered first");
        if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
            tracing::warn!("some requests did not end in time and are cut off");
        }
    }
}

/// Every connection is an open file, of which most systems allow a program few until it asks.
#[cfg(unix)]
fn allow_many_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted = Rlimit { current: limit.maximum, ..limit };
    if let Err(error) = setrlimit(Resource::Nofile, wanted) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

#[cfg(not(unix))]
fn allow_many_files() {}

fn http() -> auto::Builder<TokioExecutor> {
    let mut http = auto::Builder::new(TokioExecutor::new());
    http.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    http.http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .max_concurrent_streams(AT_ONCE);
    http
}

/// What a connection needs to be served.
#[derive(Clone)]
struct Door {
    site: Arc<Site>,
    tls: Option<TlsAcceptor>,
    http: auto::Builder<TokioExecutor>,
    shutdown: Shutdown,
}

impl Door {
    async fn take(self, stream: TcpStream, peer: SocketAddr, watcher: Watcher) {
        // Answers are written whole; waiting to fill a packet only delays them.
        stream.set_nodelay(true).ok();
        let spoke = Arc::new(AtomicBool::new(false));
        let silent = {
            let spoke = Arc::clone(&spoke);
            async move {
                tokio::time::sleep(FIRST_REQUEST).await;
                if spoke.load(Ordering::Relaxed) {
                    std::future::pending::<()>().await;
                }
            }
        };
        let served = async {
            match self.tls.clone() {
                None => self.talk(stream, peer, watcher, spoke).await,
                Some(tls) => match tls.accept(stream).await {
                    Ok(stream) => self.talk(stream, peer, watcher, spoke).await,
                    Err(error) => tracing::debug!(%error, "a TLS handshake failed"),
                },
            }
        };
        tokio::select! {
            () = served => {}
            () = silent => tracing::debug!("a client connected and asked nothing"),
        }
    }

    async fn talk<S>(&self, stream: S, peer: SocketAddr, watcher: Watcher, spoke: Arc<AtomicBool>)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (site, shutdown) = (Arc::clone(&self.site), self.shutdown.clone());
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            spoke.store(true, Ordering::Relaxed);
            let (site, shutdown) = (Arc::clone(&site), shutdown.clone());
            async move { answer::answer(&site, peer, shutdown, request.map(Body::new)).await }
        });
        let connection = self.http.serve_connection_with_upgrades(TokioIo::new(stream), service);
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%error, "a connection broke off");
        }
    }
}
