//! Datasets: exactly what was consented to, signed, withdrawn from.

mod asks;
mod store;
mod withdrawals;
mod world;

use crate::on_each_engine;
use dataset::release::{Manifest, REVOCATIONS};
use dataset::table;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use testkit::{Client, Server};

const WORDS: [&str; 24] = [
    "harbour",
    "winter",
    "letters",
    "kitchen",
    "mountain",
    "garden",
    "violin",
    "ferry",
    "lantern",
    "orchard",
    "paper",
    "bridge",
    "cinnamon",
    "window",
    "river",
    "neighbour",
    "bicycle",
    "market",
    "thunder",
    "meadow",
    "station",
    "blanket",
    "chestnut",
    "island",
];

/// Sentences the filters keep, none like another: numbers below 192.
fn sentence(number: usize) -> String {
    const STRIDES: [usize; 8] = [1, 5, 7, 11, 13, 17, 19, 23];
    let word = |place: usize| WORDS[(number + place * STRIDES[(number / 24) % 8]) % WORDS.len()];
    format!(
        "When the {} n{number}n was over we took our {} to the {} and found that this {} had been there \
         before the {} of the {}.",
        word(0),
        word(1),
        word(2),
        word(3),
        word(4),
        word(5)
    )
}

/// The numbers of the sentences in a text.
fn numbers(text: &str) -> Vec<usize> {
    text.split_whitespace()
        .filter_map(|word| word.strip_prefix('n')?.strip_suffix('n')?.parse().ok())
        .collect()
}

struct Built {
    folder: PathBuf,
    manifest: Manifest,
    rows: Vec<dataset::Row>,
    /// Everything in the folder, what is compressed in the clear.
    content: String,
}

fn build(server: &Server, name: &str, more: &[&str]) -> Built {
    let folder = server.folder().join(format!("release-{name}"));
    let output = folder.to_str().unwrap().to_owned();
    let mut arguments = vec!["dataset", "build", "--output", &output, "--release", name, "--json"];
    arguments.extend(more);
    let said: Value = serde_json::from_str(&server.cli(&arguments)).unwrap();
    let manifest: Manifest = serde_json::from_value(said["manifest"].clone()).unwrap();
    let (mut rows, mut content) = (Vec::new(), String::new());
    for path in files(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        content.push_str(&String::from_utf8_lossy(&bytes));
        if path.extension().is_some_and(|ending| ending == "parquet") {
            table::read(Box::new(std::io::Cursor::new(bytes)), |row| {
                content.push_str(&serde_json::to_string(&row).unwrap());
                rows.push(row);
                Ok(())
            })
            .unwrap();
        }
    }
    Built { folder, manifest, rows, content }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

async fn say(member: &Client, choice: &str) {
    member.put("/api/braise/v1/consent").json(json!({ "generative_training": choice })).await.ok();
}

async fn say_of(member: &Client, post: &str, choice: &str) {
    let path = format!("/api/braise/v1/consent/statuses/{post}");
    member.put(&path).json(json!({ "generative_training": choice })).await.ok();
}

fn id(post: &Value) -> String {
    post["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_release_holds_what_was_given_and_nothing_else() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
        let empty = server.folder().join("empty");
        let refused = server.run_cli(&["dataset", "build", "--output", empty.to_str().unwrap()]);
        assert_eq!(refused.status.code(), Some(1), "nobody has agreed to anything");
        for member in [&ada, &bo] {
            say(member, "yes").await;
        }
        let root = id(&ada.post_status(&sentence(1)).await);
        let reply =
            json!({ "status": format!("@ada {}", sentence(2)), "in_reply_to_id": root, "ai_generated": true });
        bo.post_with(reply).await;
        let reply = json!({ "status": format!("@ada {}", sentence(3)), "in_reply_to_id": root });
        cy.post_with(reply).await;
        ada.post_with(json!({ "status": sentence(4), "visibility": "private" })).await;
        ada.post_with(json!({ "status": sentence(5), "visibility": "direct" })).await;
        let held_back = id(&ada.post_status(&sentence(6)).await);
        say_of(&ada, &held_back, "no").await;
        let given = id(&cy.post_status(&sentence(7)).await);
        say_of(&cy, &given, "yes").await;
        let edited = id(&bo.post_status(&sentence(8)).await);
        let path = format!("/api/v1/statuses/{edited}");
        bo.put(&path)
            .json(json!({ "status": format!("{} Write to bo@example.org.", sentence(9)) }))
            .await
            .ok();
        let built = build(&server, "first", &["--min-authors", "2"]);
        let texts: Vec<Vec<usize>> = built.rows.iter().map(|row| numbers(&row.text)).collect();
        assert_eq!(texts, [vec![1, 2], vec![7], vec![9]]);
        marked(&built);
        for canary in ["bo@example.org", "@ada", &root, &edited, "n3n", "n4n", "n5n", "n6n", "n8n"] {
            assert!(!built.content.contains(canary), "{canary} is in the release");
        }
        assert!(built.content.contains("<EMAIL>") && built.content.contains("<HANDLE>"));
        shown(&server, &ada, &built).await;
        withdrawn(&server, &bo, &built).await;
    })
    .await;
}

/// What an author marked as a model's is told of its row, its place in it, and nothing else.
fn marked(built: &Built) {
    let rows: Vec<bool> = built.rows.iter().map(|row| row.ai_generated).collect();
    assert_eq!(rows, [true, false, false]);
    let turns: Value = serde_json::from_str(&built.rows[0].turns).unwrap();
    assert_eq!((&turns[0]["ai_generated"], &turns[1]["ai_generated"]), (&json!(false), &json!(true)));
    assert!(built.content.contains("| rows with a part a model wrote | 1 |"));
    let messages = std::fs::read_to_string(built.folder.join("messages.jsonl")).unwrap();
    assert_eq!(messages, "", "what a model wrote is nobody's answer");
}

/// What the API tells of a release.
async fn shown(server: &Server, ada: &Client, built: &Built) {
    let visitor = server.visitor();
    let all = visitor.get("/api/braise/v1/datasets").await.ok();
    assert_eq!(
        (&all[0]["release"], &all[0]["rows"], &all[0]["withdrawn"]),
        (&json!("first"), &json!(3), &json!(0))
    );
    let one = visitor.get("/api/braise/v1/datasets/first").await.ok();
    assert_eq!(one["manifest"], serde_json::to_value(&built.manifest).unwrap());
    assert_eq!(one["report"]["rows"], 3);
    visitor.get("/api/braise/v1/datasets/second").await.refused(404);
    visitor.get("/api/braise/v1/datasets/first/mine").await.refused(401);
    visitor.get("/api/braise/v1/datasets/first/revocations").await.refused(404);
    let mine = ada.get("/api/braise/v1/datasets/first/mine").await.ok();
    assert_eq!((&mine["in_it"], &mine["count"]), (&json!(true), &json!(1)));
    let row = mine["rows"][0]["row"].as_str().unwrap();
    assert_eq!(row, built.rows[0].id);
    let leaf: String = built.rows[0].leaf().unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(mine["rows"][0]["hash"], leaf);
    let standing = visitor.get(&format!("/api/braise/v1/datasets/first/rows/{row}")).await.ok();
    assert_eq!(standing["stands"], true);
    visitor.get("/api/braise/v1/datasets/first/rows/0000").await.refused(404);
    let stranger = server.member("dee");
    assert_eq!(stranger.get("/api/braise/v1/datasets/first/mine").await.ok()["in_it"], false);
    let uses = ada.get("/api/braise/v1/consent/uses").await.ok();
    assert_eq!(
        (&uses[0]["used_by"], &uses[0]["about"], &uses[0]["count"]),
        (&json!("dataset"), &json!("first"), &json!(1))
    );
}

/// A member who withdraws leaves the list of those to be left out, and the next release.
async fn withdrawn(server: &Server, bo: &Client, built: &Built) {
    let folder = built.folder.to_str().unwrap();
    let whole = server.cli(&["dataset", "verify", folder]);
    assert!(whole.contains("3 rows, 0 of them withdrawn"), "{whole}");
    say(bo, "no").await;
    let list: Value =
        serde_json::from_str(&server.cli(&["dataset", "revoke", "first", "--output", folder, "--json"]))
            .unwrap();
    let mut gone = vec![built.rows[0].id.clone(), built.rows[2].id.clone()];
    gone.sort();
    assert_eq!(list["rows"], json!(gone));
    let whole = server.cli(&["dataset", "verify", folder]);
    assert!(whole.contains("3 rows, 2 of them withdrawn"), "{whole}");
    let served = server.visitor().get("/api/braise/v1/datasets/first/revocations").await.ok();
    assert_eq!(served, list);
    assert_eq!(
        bo.get("/api/braise/v1/datasets/first/mine").await.ok()["rows"][0]["withdrawn_at"],
        list["at"]
    );
    let next = build(server, "second", &["--min-authors", "2"]);
    let texts: Vec<Vec<usize>> = next.rows.iter().map(|row| numbers(&row.text)).collect();
    assert_eq!(texts, [vec![1], vec![7]]);
    let diff = server.cli(&["dataset", "diff", folder, next.folder.to_str().unwrap(), "--json"]);
    let diff: Value = serde_json::from_str(&diff).unwrap();
    assert_eq!((diff["removed"].as_array().unwrap().len(), diff["added"].as_array().unwrap().len()), (2, 1));
    // A changed byte is found.
    std::fs::write(built.folder.join(REVOCATIONS), "{}").unwrap();
    assert_eq!(server.run_cli(&["dataset", "verify", folder]).status.code(), Some(1));
}

#[tokio::test]
async fn a_moment_gone_by_gives_the_same_rows_again() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        say(&ada, "yes").await;
        for number in 0..5 {
            ada.post_status(&sentence(number)).await;
        }
        let one = build(&server, "one", &["--min-authors", "1"]);
        ada.post_status(&sentence(7)).await;
        let two = build(&server, "two", &["--min-authors", "1", "--cutoff", &one.manifest.cutoff]);
        let texts = |built: &Built| built.rows.iter().map(|row| row.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&one), texts(&two));
        let report = |built: &Built| std::fs::read_to_string(built.folder.join("report.json")).unwrap();
        assert_eq!(report(&one), report(&two));
        assert_ne!(one.rows[0].author, two.rows[0].author, "names of two releases can be joined");
        let again = server.folder().join("again");
        let taken = ["dataset", "build", "--output", again.to_str().unwrap(), "--release", "one"];
        assert_eq!(server.run_cli(&taken).status.code(), Some(1), "a name is given once");
    })
    .await;
}

#[tokio::test]
async fn other_programs_read_a_release() {
    let Some(python) = python() else { return };
    let server = crate::on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    for member in [&ada, &bo] {
        say(member, "yes").await;
    }
    for number in 0..6 {
        let root = id(&ada.post_status(&sentence(number)).await);
        let reply = json!({ "status": sentence(number + 100), "in_reply_to_id": root });
        bo.post_with(reply).await;
    }
    let built = build(&server, "read", &["--min-authors", "1"]);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../testkit/python/dataset.py");
    let read = std::process::Command::new(python).arg(script).arg(&built.folder).output().unwrap();
    let (said, why) = (String::from_utf8_lossy(&read.stdout), String::from_utf8_lossy(&read.stderr));
    assert!(read.status.success(), "{said}{why}");
    assert!(said.contains("6 rows read, 6 records, 6 conversations"), "{said}");
}

/// A Python with the readers.
pub(crate) fn python() -> Option<String> {
    let python = std::env::var("BRAISE_TEST_PYTHON").ok().filter(|path| !path.is_empty());
    let able = python.filter(|python| {
        let imports = ["-c", "import mlcroissant, pyarrow, yaml"];
        std::process::Command::new(python).args(imports).output().is_ok_and(|done| done.status.success())
    });
    if able.is_none() {
        testkit::leave_out("python", "reading a release with pyarrow and mlcroissant");
    }
    able
}
