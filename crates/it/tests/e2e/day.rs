//! A day with the real Mastodon.py: a client this house did not write.

use testkit::server::PASSWORD;
use testkit::{Engine, Server};

/// The interpreter that has the client installed; the chores' `test` makes one.
fn python() -> Option<String> {
    let python = std::env::var("BRAISE_TEST_PYTHON").ok().filter(|path| !path.is_empty());
    if python.is_none() {
        testkit::leave_out("python", "the day with Mastodon.py");
    }
    python
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_with_mastodon_py_on_sqlite() {
    live(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_with_mastodon_py_on_postgres() {
    if testkit::engines().contains(&Engine::Postgres) {
        live(Engine::Postgres).await;
    }
}

async fn live(engine: Engine) {
    let Some(python) = python() else { return };
    let server = Server::start(engine);
    server.member("ada");
    server.member("bo");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../testkit/python/day.py");
    let day = tokio::process::Command::new(python)
        .arg(script)
        .args([server.url(), &Server::email("ada"), PASSWORD, &Server::email("bo"), PASSWORD])
        .output()
        .await
        .unwrap();
    let told = String::from_utf8_lossy(&day.stdout);
    assert!(day.status.success(), "{told}\n{}", String::from_utf8_lossy(&day.stderr));
    assert!(told.lines().filter(|line| line.starts_with("ok ")).count() >= 20, "{told}");
}
