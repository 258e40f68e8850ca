//! Taking requests: sockets in, answers out. What the answers are is the business of those who are
//! asked ([`Answering`]).

mod answer;
mod client;
mod listener;
mod path;
mod shutdown;
mod tls;

use crate::settings::Settings;
use app::App;
use axum::Router;
use std::net::SocketAddr;

pub use listener::Listener;

/// Everything that is answered.
pub struct Site {
    router: Router,
    proxies: Vec<crate::settings::Network>,
}

/// Makes all that answers for a network.
pub type Answering = fn(App, Faces) -> Router;

/// How what answers behaves.
#[derive(Clone, Copy, Debug)]
pub struct Faces {
    /// Whether those who ask too often are slowed down.
    pub rate_limits: bool,
}

/// The site of a network.
pub fn site(app: App, settings: &Settings, answering: Answering) -> Site {
    let router = answering(app, Faces { rate_limits: settings.rate_limits });
    Site { router, proxies: settings.trusted_proxies.0.clone() }
}

/// The threads requests are answered on: as many as the machine has, two at least, so that one
/// long answer does not keep all others waiting.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get).max(2);
    tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build()
}

/// The address people reach the server at: the one set, else the one listened on.
pub fn public_url(settings: &Settings, listened: SocketAddr) -> String {
    match &settings.url {
        Some(url) => url.0.clone(),
        None => own_url(settings, listened),
    }
}

/// The address this machine reaches the server at.
fn own_url(settings: &Settings, listened: SocketAddr) -> String {
    let scheme = if settings.tls_cert.is_some() { "https" } else { "http" };
    if listened.ip().is_unspecified() {
        return format!("{scheme}://localhost:{}", listened.port());
    }
    format!("{scheme}://{listened}")
}
