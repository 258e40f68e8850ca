//! Real exchanges with a server on this machine.

use std::io::Write;

use super::*;
use crate::testing::{egress, moved, ok, serve};

async fn code(egress: &Egress, url: &str) -> &'static str {
    match egress.get(url, "*/*", 1_000).await {
        Ok(_) => "ok",
        Err(error) => error.code(),
    }
}

#[tokio::test]
async fn an_answer_is_read() {
    let server = serve(|head| ok("text/plain; Charset=\"utf-8\"", head)).await;
    let fetched = egress().get(&format!("{server}/a?b#c"), "text/plain", 10_000).await.unwrap();
    assert_eq!((fetched.status, fetched.media_type().as_str()), (StatusCode::OK, "text/plain"));
    assert_eq!(fetched.parameter("charset"), Some("utf-8"));
    assert_eq!(fetched.final_url.as_str(), format!("{server}/a?b"));
    let head = String::from_utf8(fetched.bytes.to_vec()).unwrap().to_lowercase();
    assert!(head.starts_with("get /a?b http/1.1"), "{head}");
    assert!(head.contains("accept: text/plain") && head.contains("user-agent: braise"), "{head}");
    assert!(!head.contains("cookie") && !head.contains("referer"), "{head}");
}

#[tokio::test]
async fn a_body_is_sent_and_a_redirect_not_followed() {
    let server =
        serve(|head| if head.starts_with("POST /moved") { moved("/x") } else { ok("text/plain", head) })
            .await;
    let sent = egress().post(&format!("{server}/in"), "application/json", "{}", 10_000).await.unwrap();
    let head = String::from_utf8(sent.bytes.to_vec()).unwrap().to_lowercase();
    assert!(head.contains("content-type: application/json") && head.contains("content-length: 2"), "{head}");
    let moved = egress().post(&format!("{server}/moved"), "text/plain", "x", 100).await.unwrap();
    assert_eq!(moved.status, StatusCode::FOUND);
}

#[tokio::test]
async fn this_machine_is_refused_unless_allowed() {
    let server = serve(|_| ok("text/plain", "secret")).await;
    let public = Egress::new(Config::default()).unwrap();
    assert_eq!(code(&egress(), &server).await, "ok");
    assert_eq!(code(&public, &server).await, "net_private");
    let by_name = server.replace("127.0.0.1", "localhost");
    assert_eq!(code(&egress(), &by_name).await, "ok");
    assert_eq!(code(&public, &by_name).await, "net_port");
    assert_eq!(code(&public, "http://localhost/").await, "net_private");
    assert_eq!(code(&public, "http://no-such-host.invalid/").await, "net_unknown_host");
}

#[tokio::test]
async fn redirects_are_checked_at_every_hop() {
    let server = serve(|head| match head.split(' ').nth(1) {
        Some("/a") => moved("/b"),
        Some("/b") => ok("text/plain", "here"),
        Some("/loop") => moved("/loop"),
        Some("/private") => moved("http://10.0.0.1/"),
        Some("/metadata") => moved("http://169.254.169.254/latest/"),
        Some("/file") => moved("file:///etc/passwd"),
        Some("/login") => moved("http://ada:pass@127.0.0.1/"),
        _ => moved("http://"),
    })
    .await;
    let egress = egress();
    let fetched = egress.get(&format!("{server}/a"), "*/*", 100).await.unwrap();
    assert_eq!((fetched.final_url.path(), &fetched.bytes[..]), ("/b", &b"here"[..]));
    for (path, expected) in [
        ("loop", "net_redirects"),
        ("private", "net_private"),
        ("metadata", "net_private"),
        ("file", "net_scheme"),
        ("login", "net_userinfo"),
        ("nowhere", "net_address"),
    ] {
        assert_eq!(code(&egress, &format!("{server}/{path}")).await, expected, "{path}");
    }
    let kept = egress.send(Request::get(format!("{server}/a"), 100).redirects(0)).await.unwrap();
    assert_eq!(kept.status, StatusCode::FOUND);
}

#[tokio::test]
async fn secrets_stay_with_the_first_host() {
    let second = serve(|head| ok("text/plain", head)).await;
    let first = serve(move |_| moved(&second)).await;
    let request =
        Request::get(first, 10_000).header("authorization", "Bearer x").unwrap().accept("text/x").unwrap();
    let head = egress().send(request).await.unwrap().bytes;
    let head = String::from_utf8_lossy(&head).to_lowercase();
    assert!(!head.contains("bearer") && head.contains("accept: text/x"), "{head}");
}

#[tokio::test]
async fn a_body_has_an_end() {
    let server = serve(|head| match head.split(' ').nth(1) {
        Some("/announced") => ok("text/plain", vec![b'x'; 2_000]),
        Some("/bomb") => gzip(&vec![0; 50_000_000]),
        _ => [&b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"[..], &vec![b'x'; 3_000_000]].concat(),
    })
    .await;
    for path in ["announced", "bomb", "endless"] {
        assert_eq!(code(&egress(), &format!("{server}/{path}")).await, "net_too_large", "{path}");
    }
    for path in ["announced", "endless"] {
        let cut = egress().send(Request::get(format!("{server}/{path}"), 1_000).cut()).await.unwrap();
        assert_eq!(cut.bytes.len(), 1_000);
    }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).unwrap();
    let packed = encoder.finish().unwrap();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        packed.len()
    );
    [head.as_bytes(), &packed].concat()
}

#[tokio::test]
async fn a_packed_body_is_unpacked() {
    let server = serve(|_| gzip(b"hello")).await;
    assert_eq!(&egress().get(&server, "*/*", 5).await.unwrap().bytes[..], b"hello");
}

#[tokio::test]
async fn silence_and_dripping_end() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let _ = stream.read(&mut [0; 1_000]).await;
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
                while stream.write_all(b"x").await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            });
        }
    });
    let config = Config { allow_loopback: true, total: Duration::from_millis(300), ..Config::default() };
    assert_eq!(code(&Egress::new(config).unwrap(), &address).await, "net_timeout");
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", silent.local_addr().unwrap());
    let config = Config { allow_loopback: true, read: Duration::from_millis(100), ..Config::default() };
    assert_eq!(code(&Egress::new(config).unwrap(), &address).await, "net_timeout");
}

#[tokio::test]
async fn what_is_no_http_is_an_error() {
    let server = serve(|_| b"SSH-2.0-OpenSSH\r\n".to_vec()).await;
    assert_eq!(code(&egress(), &server).await, "net_broken");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let https = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { while listener.accept().await.is_ok() {} });
    assert_eq!(code(&egress(), &https).await, "net_connect");
}
