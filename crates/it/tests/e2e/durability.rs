//! What was acknowledged is there, whatever happens to the process.

use testkit::{Client, Engine, Server};

/// Writers at once, so that commits hold several writes when the process dies.
const WRITERS: usize = 8;

async fn survives(engine: Engine, deaths: u32) {
    let mut server = Server::start(engine);
    let ada = server.member("ada");
    let mut acknowledged: Vec<String> = Vec::new();
    for death in 0..deaths {
        // Another number of writes before each death, so that it falls everywhere in a commit.
        let enough = 3 + (death as usize * 7) % 41;
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| tokio::spawn(write_until_dead(ada.clone(), writer, tell.clone())))
            .collect();
        drop(tell);
        for _ in 0..enough {
            acknowledged.push(told.recv().await.expect("writers write until the server dies"));
        }
        server.kill_hard();
        for writer in writers {
            writer.await.unwrap();
        }
        while let Ok(id) = told.try_recv() {
            acknowledged.push(id);
        }
        server.restart();
        let lately = acknowledged.len().saturating_sub(200);
        check(&ada, &acknowledged[lately..]).await;
    }
    for some in acknowledged.chunks(100) {
        check(&ada, some).await;
    }
    assert!(acknowledged.len() >= deaths as usize * 3);
    ada.post_status("and life goes on").await;
}

/// Posts until the server no longer answers, telling each acknowledged id.
async fn write_until_dead(ada: Client, writer: usize, tell: tokio::sync::mpsc::UnboundedSender<String>) {
    for number in 0.. {
        let body = serde_json::json!({ "status": format!("writer {writer}, post {number}") });
        let Ok(answer) = ada.post("/api/v1/statuses").json(body).attempt().await else { return };
        if answer.status == 200 {
            tell.send(answer.body["id"].as_str().unwrap().to_owned()).ok();
        }
    }
}

async fn check(ada: &Client, ids: &[String]) {
    for some in ids.chunks(40) {
        let query: Vec<(&str, &str)> = some.iter().map(|id| ("id[]", id.as_str())).collect();
        let mut found = ada.get("/api/v1/statuses").query(&query).await.ids();
        let mut expected = some.to_vec();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "an acknowledged post is lost");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_deaths_lose_nothing_on_sqlite() {
    survives(Engine::Sqlite, 50).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_deaths_lose_nothing_on_postgres() {
    if testkit::engines().contains(&Engine::Postgres) {
        survives(Engine::Postgres, 10).await;
    }
}

#[test]
fn an_interrupted_migration_needs_no_repair() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--data", folder.path().to_str().unwrap(), "migrate"];
    for death in 0..20_u64 {
        let mut migrating = std::process::Command::new(testkit::binary())
            .args(arguments)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Anywhere between its start and its end, which comes within some tens of milliseconds.
        std::thread::sleep(std::time::Duration::from_millis(death * 3));
        migrating.kill().unwrap();
        migrating.wait().unwrap();
    }
    for _ in 0..2 {
        let done = std::process::Command::new(testkit::binary()).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}
