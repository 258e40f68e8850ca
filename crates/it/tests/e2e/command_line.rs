//! The command line, while the server runs.

use crate::on_each_engine;
use serde_json::Value;
use std::time::Duration;
use testkit::{Engine, Server, wait_until};

fn json(server: &Server, arguments: &[&str]) -> Value {
    serde_json::from_str(&server.cli(arguments)).unwrap()
}

#[tokio::test]
async fn accounts_are_made_listed_suspended_and_restored() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let post = ada.post_status("Still here?").await;
        let path = format!("/api/v1/statuses/{}", post["id"].as_str().unwrap());
        server.cli(&["account", "suspend", "ada"]);
        wait_until("the suspension shows", || async {
            (ada.get("/api/v1/timelines/home").unchecked().await.status == 403).then_some(())
        })
        .await;
        server.visitor().get(&path).await.refused(404);
        assert_eq!(json(&server, &["account", "list", "--json"])[0]["state"], "suspended");
        server.cli(&["account", "restore", "ada"]);
        wait_until("the account is back", || async {
            (server.visitor().get(&path).unchecked().await.status == 200).then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_password_that_nobody_gave_is_made_up_and_fits() {
    let server = Server::builder(Engine::Sqlite).set("BRAISE_PASSWORD_GRANT", "on").start();
    let made = json(&server, &["account", "create", "ada", "--email", "ada@example.test", "--json"]);
    let first = made["password"].as_str().unwrap().to_owned();
    let fresh =
        json(&server, &["account", "password", "ada", "--json"])["password"].as_str().unwrap().to_owned();
    assert_ne!(first, fresh);
    let body = serde_json::json!({ "client_name": "x", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read" });
    let app = server.visitor().post("/api/v1/apps").json(body).await.ok();
    for (password, status) in [(first, 400), (fresh, 200)] {
        let grant = serde_json::json!({
            "grant_type": "password", "client_id": app["client_id"], "client_secret": app["client_secret"],
            "username": "ada@example.test", "password": password, "scope": "read",
        });
        assert_eq!(server.visitor().post("/oauth/token").json(grant).unchecked().await.status, status);
    }
}

#[test]
fn failures_are_one_sentence_and_status_1_and_wrong_usage_is_status_2() {
    let server = Server::start(Engine::Sqlite);
    for (arguments, status, said) in [
        (&["account", "suspend", "nobody"][..], 1, "there is no account nobody here"),
        (&["account", "create", "a b", "--email", "a@example.test"], 1, "Username"),
        (&["token", "create", "nobody", "--scopes", "read"], 1, "there is no account nobody here"),
        (&["rule", "add", " "], 1, "A rule cannot be empty"),
        (&["rule", "remove", "7"], 1, "there is no rule 7"),
        (&["announcement", "add", "x", "--ends", "soon"], 2, "a moment such as"),
        (&["announcement", "add", "x", "--ends", "2001-01-01"], 1, "ends after it begins"),
        (&["migrate", "--config", "nowhere.toml"], 1, "the settings file nowhere.toml cannot be read"),
        (&["account", "create"], 2, "Usage"),
        (&["sing"], 2, "Usage"),
    ] {
        let output = server.run_cli(arguments);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {complaint}");
        assert!(complaint.contains(said), "{arguments:?}: {complaint}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(status == 2 || complaint.lines().count() == 1, "{arguments:?}: {complaint}");
    }
}

#[test]
fn config_shows_every_setting_and_where_it_came_from() {
    let server = Server::builder(Engine::Sqlite).set("BRAISE_TITLE", "A test").start();
    std::fs::write(server.folder().join("braise.toml"), "\nnode = 3\n").unwrap();
    let all = json(&server, &["config", "--json"]);
    let find = |name: &str| all.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap().clone();
    assert_eq!(
        (&find("title")["value"], &find("title")["source"]),
        (&"A test".into(), &"BRAISE_TITLE".into())
    );
    assert!(find("node")["source"].as_str().unwrap().ends_with("braise.toml:2"));
    assert_eq!(find("log")["source"], "default");
    assert!(find("database")["value"].as_str().unwrap().ends_with("braise.db"));
    let printed = server.cli(&["config"]);
    for row in all.as_array().unwrap() {
        assert!(printed.contains(row["meaning"].as_str().unwrap()), "{row}");
    }
    std::fs::write(server.folder().join("braise.toml"), "\nregistrations = \"opne\"\n").unwrap();
    // Wrong is wrong, also where the environment would win.
    let output = server.run_cli(&["config"]);
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(
        complaint.ends_with("braise.toml:2: registrations must be open, approval or closed, not \"opne\"\n"),
        "{complaint}"
    );
}

#[tokio::test]
async fn the_doctor_finds_a_running_server_well() {
    on_each_engine(|server| async move {
        let findings = json(&server, &["doctor", "--json"]);
        let checks: Vec<&str> =
            findings.as_array().unwrap().iter().map(|row| row["check"].as_str().unwrap()).collect();
        for check in ["settings", "disk", "database", "clock", "url", "ffmpeg"] {
            assert!(checks.contains(&check), "{check} is not among {checks:?}");
        }
        assert!(findings.as_array().unwrap().iter().all(|row| row["state"] != "fail"), "{findings}");
        assert!(json(&server, &["account", "list", "--json"]).as_array().unwrap().is_empty());
    })
    .await;
}

#[test]
fn the_doctor_says_what_is_ill() {
    let server = Server::start(Engine::Sqlite);
    let output = server.run_cli(&["doctor", "--database", "postgres://nobody@127.0.0.1:1/none"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("fail  database"), "{printed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_asked_to_end_answers_first_and_does_not_wait_for_streams() {
    let mut server = Server::start(Engine::Sqlite);
    let ada = server.member("ada");
    let mut stream = ada.sse("/api/v1/streaming/user").await;
    ada.post_status("one more").await;
    stream.expect("update").await;
    let took = tokio::task::block_in_place(|| server.stop());
    assert!(took < Duration::from_secs(10), "{took:?}");
    // The write-ahead log is folded in, so that the database file can be copied as it lies there.
    assert!(server.folder().join("braise.db").exists());
    assert!(!server.folder().join("braise.db-wal").exists());
}

#[tokio::test]
async fn rules_and_announcements_reach_members_while_the_server_runs() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let mut stream = ada.sse("/api/v1/streaming/user").await;
        let rule = server.cli(&["rule", "add", "Say where a picture is from", "--hint", "A name or a link"]);
        let text =
            || async { ada.get("/api/v1/instance/rules").await.ok()[0]["text"].as_str().map(str::to_owned) };
        wait_until("the rule stands", text).await;
        let id = server.cli(&["announcement", "add", "Closed on **Sunday**", "--ends", "2099-01-01"]);
        let told = stream.expect("announcement").await.payload;
        assert_eq!(told["content"], "<p>Closed on <strong>Sunday</strong></p>");
        assert_eq!((told["id"].as_str(), told["read"].as_bool()), (Some(id.trim()), Some(false)));
        assert_eq!(ada.get("/api/v1/announcements").await.ok()[0]["id"], id.trim());
        ada.post(&format!("/api/v1/announcements/{}/dismiss", id.trim())).await.ok();
        assert_eq!(ada.get("/api/v1/announcements").await.ok(), serde_json::json!([]));
        assert_eq!(json(&server, &["announcement", "list", "--json"])[0]["id"], id.trim());
        server.cli(&["announcement", "remove", id.trim()]);
        assert_eq!(stream.expect("announcement.delete").await.payload, id.trim());
        server.cli(&["rule", "remove", rule.trim()]);
        assert_eq!(json(&server, &["rule", "list", "--json"]), serde_json::json!([]));
    })
    .await;
}
