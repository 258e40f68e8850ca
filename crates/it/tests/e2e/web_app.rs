//! A day with the real masto.js, as web apps use it: in a browser, from an origin of their own.

use crate::chrome::{Chrome, Look};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use testkit::{Engine, Server};

/// Where the modules of an app are that asks for them by name, as a bundler would have put them in.
const PAGE: &str = r#"<!doctype html><html lang="en"><title>An app</title><main></main><script type="importmap">{ "imports": {
"masto": "/node_modules/masto/dist/index.js", "change-case": "/node_modules/change-case/dist/index.js",
"events-to-async": "/node_modules/events-to-async/module/events-to-async.js",
"ts-custom-error": "/node_modules/ts-custom-error/dist/custom-error.mjs" } }</script>
<script type="module" src="/day.js"></script></html>"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_day_with_masto_js_on_sqlite() {
    live(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_with_masto_js_on_postgres() {
    if testkit::engines().contains(&Engine::Postgres) {
        live(Engine::Postgres).await;
    }
}

async fn live(engine: Engine) {
    let Some(library) = std::env::var_os("BRAISE_TEST_MASTO").filter(|path| !path.is_empty()) else {
        return testkit::leave_out("masto.js", "the day with masto.js");
    };
    let server = Server::start(engine);
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let origin = serve(PathBuf::from(library));
    let look = Look { language: "en", phone: false, scripts: true };
    let Some(chrome) = Chrome::open(&origin, look).await else { return };
    let tokens = [ada.token().unwrap(), bo.token().unwrap()];
    chrome.go(&format!("/?server={}&ada={}&bo={}", server.url(), tokens[0], tokens[1])).await;
    chrome.waits_for("done").await;
    let told = chrome.find("main").await.text().await.unwrap();
    assert!(!told.contains("failed"), "{told}");
    assert_eq!(told.lines().filter(|line| line.starts_with("ok ")).count(), 10, "{told}");
    chrome.close().await;
}

/// The app's origin: its page, its script and the library.
fn serve(library: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let library = library.clone();
            std::thread::spawn(move || while answer(&stream, &library).is_some() {});
        }
    });
    origin
}

/// Answers one request of a connection that is kept; none when it has ended.
fn answer(mut stream: &TcpStream, library: &Path) -> Option<()> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next()?;
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    let asked = first.split([' ', '?']).nth(1)?;
    let (kind, body) = match asked {
        "/" => ("text/html", PAGE.as_bytes().to_vec()),
        "/day.js" => ("text/javascript", include_bytes!("web_app/day.js").to_vec()),
        file => {
            ("text/javascript", std::fs::read(library.join(file.trim_start_matches('/'))).unwrap_or_default())
        }
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), &body].concat()).ok()
}
