//! Releases in an object store.

use super::{say, sentence};
use serde_json::{Value, json};
use testkit::Server;

/// A release goes to a store as to a folder, whole or not at all, and is checked and withdrawn from there.
#[tokio::test(flavor = "multi_thread")]
async fn a_release_lies_in_a_store() {
    let store = testkit::objects::ObjectStore::start().await;
    let settings = store.environment();
    let server = settings
        .iter()
        .fold(Server::builder(testkit::Engine::Sqlite), |server, (name, value)| server.set(name, value));
    let server = server.start();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    for (who, from) in [(&ada, 0), (&bo, 40)] {
        say(who, "yes").await;
        for number in from..from + 4 {
            who.post_status(&sentence(number)).await;
        }
    }
    let place = "s3://words/2026/first";
    let order = |place: &'static str, name: &'static str| {
        ["dataset", "build", "--output", place, "--release", name, "--min-authors", "1", "--json"]
    };
    let said: Value = serde_json::from_str(&server.cli(&order(place, "first"))).unwrap();
    let there = store.objects();
    for file in said["manifest"]["files"].as_array().unwrap() {
        let bytes = &there[&format!("words/2026/first/{}", file["name"].as_str().unwrap())];
        assert_eq!(file["bytes"], bytes.len(), "{file}");
    }
    let puts: Vec<String> = store.asked().into_iter().filter(|asked| asked.starts_with("PUT")).collect();
    assert_eq!(
        puts.last().unwrap(),
        "PUT words/2026/first/manifest.json",
        "it is a release when all is there"
    );
    let left: Vec<_> =
        std::fs::read_dir(server.folder()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with("release-")), "{left:?}");
    let taken = server.run_cli(&order(place, "second"));
    assert!(String::from_utf8_lossy(&taken.stderr).contains("is not empty"));

    assert!(server.cli(&["dataset", "verify", place]).contains("8 rows, 0 of them withdrawn"));
    say(&bo, "no").await;
    server.cli(&["dataset", "revoke", "first", "--output", place]);
    assert!(server.cli(&["dataset", "verify", place]).contains("8 rows, 4 of them withdrawn"));
    let folder = server.folder().join("second");
    let address = format!("file://{}", folder.display());
    server.cli(&["dataset", "build", "--output", &address, "--release", "second", "--min-authors", "1"]);
    assert!(folder.join("manifest.json").exists());
    let diff: Value =
        serde_json::from_str(&server.cli(&["dataset", "diff", place, &address, "--json"])).unwrap();
    assert_eq!((&diff["removed"].as_array().unwrap().len(), &diff["added"]), (&4, &json!([])), "{diff}");

    // What cannot be sent stays, and is said to.
    store.is_full(true);
    let failed = server.run_cli(&order("s3://words/2026/third", "third"));
    let complaint = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert!(failed.status.code() == Some(1) && complaint.contains("is whole in"), "{complaint}");
    store.is_full(false);
    // A changed byte is found there too.
    let (name, mut bytes) = there.into_iter().find(|(name, _)| name.ends_with(".parquet")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    store.put(&name, bytes);
    assert_eq!(server.run_cli(&["dataset", "verify", place]).status.code(), Some(1));
    let nowhere = server.run_cli(&["dataset", "verify", "s3://words/nowhere"]);
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("no release at this address"));
}
