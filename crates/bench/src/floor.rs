//! The floor: what answering costs when there is nothing to do.
//!
//! The same connection handling as `braise serve` (hyper's automatic protocol choice, one task a
//! connection, an axum router) with a body that lies ready. A process of its own, so that its CPU
//! time is counted as the server's is.

use crate::out;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{Request, Response};
use axum::routing::any;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

/// Answers with `size` bytes until the process is ended.
pub async fn serve(size: usize) -> anyhow::Result<()> {
    let body = Bytes::from(vec![b' '; size]);
    let answer = move |_sent: Bytes| std::future::ready(answer(body.clone()));
    let router = Router::new().fallback(any(answer));
    let mut http = auto::Builder::new(TokioExecutor::new());
    http.http1().timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(60));
    let socket = TcpListener::bind("127.0.0.1:0").await?;
    out::line(format!("listening on http://{}", socket.local_addr()?));
    loop {
        let (stream, _) = socket.accept().await?;
        stream.set_nodelay(true).ok();
        tokio::spawn(talk(http.clone(), router.clone(), stream));
    }
}

fn answer(body: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

async fn talk(http: auto::Builder<TokioExecutor>, router: Router, stream: TcpStream) {
    let service =
        service_fn(move |request: Request<Incoming>| router.clone().oneshot(request.map(Body::new)));
    // A client that hangs up is no news.
    http.serve_connection_with_upgrades(TokioIo::new(stream), service).await.ok();
}
