//! Datasets: exactly what was consented to, signed, withdrawn from.

use crate::on_each_engine;
use crate::pages::browser::{Browser, goes_to};
use dataset::release::{Manifest, REVOCATIONS};
use dataset::table;
use serde_json::{Value, json};
use std::collections::BTreeSet;
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
        let reply = json!({ "status": format!("@ada {}", sentence(2)), "in_reply_to_id": root });
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
        for canary in ["bo@example.org", "@ada", &root, &edited, "n3n", "n4n", "n5n", "n6n", "n8n"] {
            assert!(!built.content.contains(canary), "{canary} is in the release");
        }
        assert!(built.content.contains("<EMAIL>") && built.content.contains("<HANDLE>"));
        shown(&server, &ada, &built).await;
        withdrawn(&server, &bo, &built).await;
    })
    .await;
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

/// Asks are answered in apps too, and who takes something back is in the lists without anybody's doing.
#[tokio::test]
async fn asks_and_withdrawals_go_through_the_api() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let ask = [
            "ask",
            "add",
            "Harbours",
            "--purpose",
            "generative_training",
            "--licence",
            "CC BY 4.0",
            "--offer",
            "Thanks",
        ];
        let ask = server.cli(&ask).trim().to_owned();
        let path = format!("/api/braise/v1/asks/{ask}");
        assert_eq!(server.visitor().get("/api/braise/v1/asks").await.ok()[0]["answer"], Value::Null);
        assert_eq!(ada.post(&format!("{path}/accept")).await.ok()["answer"], "accepted");
        assert_eq!(bo.post(&format!("{path}/decline")).await.ok()["answer"], "declined");
        let counted = server.visitor().get(&path).await.ok();
        assert_eq!((&counted["accepted_count"], &counted["declined_count"]), (&1.into(), &1.into()));
        let line = &ada.get("/api/braise/v1/consent/ledger").await.ok()[0];
        assert_eq!(line["reason"], format!("ask:{ask} Harbours"));
        assert!(line["through"].as_str().unwrap() != "web", "{line}");
        assert_eq!(bo.get("/api/braise/v1/consent").await.ok()["generative_training"], "unset");
        ada.post("/api/braise/v1/asks/7/accept").await.refused(404);
        server.visitor().post(&format!("{path}/accept")).await.refused(401);

        say(&bo, "yes").await;
        let mut posts = Vec::new();
        for (who, number) in [(&ada, 1), (&ada, 2), (&bo, 3), (&bo, 4)] {
            posts.push(who.post_status(&sentence(number)).await);
        }
        build(&server, "kept", &["--min-authors", "1"]);
        let list = "/api/braise/v1/datasets/kept/revocations";
        server.visitor().get(list).await.refused(404);
        let is = |count: usize| {
            let server = &server;
            testkit::wait_until("the list keeps up", move || async move {
                let answer = server.visitor().get(list).await;
                (answer.status == 200 && answer.ok()["rows"].as_array().unwrap().len() == count).then_some(())
            })
        };
        ada.delete(&format!("/api/v1/statuses/{}", id(&posts[0]))).await.ok();
        is(1).await;
        say(&bo, "no").await;
        is(3).await;
    })
    .await;
}

/// A consent that ends while a release is being made is not in it, and its cutoff says when that was asked.
#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_during_a_build_is_honoured() {
    let server = crate::on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    for (who, from) in [(&ada, 0), (&bo, 96)] {
        say(who, "yes").await;
        for number in from..from + 90 {
            who.post_status(&sentence(number)).await;
        }
    }
    let said = std::process::Command::new("kill").arg("-l").output();
    if said.is_err() {
        testkit::leave_out("kill", "a withdrawal during a build");
        return;
    }
    let folder = server.folder().join("during");
    let mut child =
        server.begin_cli(&["dataset", "build", "--output", folder.to_str().unwrap(), "--min-authors", "1"]);
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    let comparing =
        lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("looking for near-duplicates")));
    assert!(comparing.is_some(), "it reads");
    let signal = |name: &str| {
        let done = std::process::Command::new("kill").args([name, &child.id().to_string()]).status();
        assert!(done.unwrap().success());
    };
    // Everything has been read, with bo's consent; nothing is signed.
    signal("-STOP");
    assert!(!folder.join("manifest.json").exists(), "it was too quick to be stopped");
    say(&bo, "no").await;
    let withdrawn = bo.get("/api/braise/v1/consent/ledger").await.ok()[0]["at"].as_str().unwrap().to_owned();
    signal("-CONT");
    assert!(child.wait().unwrap().success());
    let manifest: Manifest =
        serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).unwrap()).unwrap();
    let content: String = files(&folder)
        .iter()
        .map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned())
        .collect();
    assert!(manifest.cutoff >= withdrawn, "{} {withdrawn}", manifest.cutoff);
    let numbers = numbers(&content);
    assert!(
        numbers.iter().any(|number| *number < 90) && numbers.iter().all(|number| *number < 90),
        "{numbers:?}"
    );
}

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

/// What the world knows of a post.
struct Post {
    id: String,
    author: usize,
    open: bool,
    number: usize,
    said: Option<bool>,
}

/// Numbers in a fixed order.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

#[tokio::test]
async fn no_row_without_consent_and_none_missing() {
    on_each_engine(|server| async move {
        let names = ["ada", "bo", "cy", "dee"];
        let members: Vec<Client> = names.iter().map(|name| server.member(name)).collect();
        let mut random = Random(20_261_120);
        let mut said: Vec<Option<bool>> = vec![None; members.len()];
        let mut posts: Vec<Post> = Vec::new();
        let mut next = 0;
        for round in 0..4 {
            for _ in 0..40 {
                step(&members, &mut random, &mut said, &mut posts, &mut next).await;
            }
            let expected: BTreeSet<usize> = posts
                .iter()
                .filter(|post| post.open && post.said.or(said[post.author]) == Some(true))
                .map(|post| post.number)
                .collect();
            let name = format!("world-{round}");
            if expected.is_empty() {
                continue;
            }
            let built = build(&server, &name, &["--min-authors", "1"]);
            let found: Vec<usize> = built.rows.iter().flat_map(|row| numbers(&row.text)).collect();
            let distinct: BTreeSet<usize> = found.iter().copied().collect();
            assert_eq!((distinct.len(), &distinct), (found.len(), &expected), "round {round}");
            for number in (0..next).filter(|number| !expected.contains(number)) {
                assert!(!built.content.contains(&format!("n{number}n")), "n{number}n is in {name}");
            }
            assert!(!built.content.contains("@example.org"));
            server.cli(&["dataset", "verify", built.folder.to_str().unwrap()]);
        }
    })
    .await;
}

/// Something happens.
async fn step(
    members: &[Client],
    random: &mut Random,
    said: &mut [Option<bool>],
    posts: &mut Vec<Post>,
    next: &mut usize,
) {
    let who = random.below(members.len());
    let choice = [Some(true), Some(false), None][random.below(3)];
    let word = choice.map_or("unset", |yes| if yes { "yes" } else { "no" });
    let own: Vec<usize> = (0..posts.len()).filter(|at| posts[*at].author == who).collect();
    let one = (!own.is_empty()).then(|| own[random.below(own.len())]);
    match (random.below(12), one) {
        (0 | 1, _) => {
            say(&members[who], word).await;
            said[who] = choice;
        }
        (2 | 3, Some(at)) => {
            say_of(&members[who], &posts[at].id, word).await;
            posts[at].said = choice;
        }
        (4, Some(at)) => {
            members[who].delete(&format!("/api/v1/statuses/{}", posts[at].id)).await.ok();
            posts.remove(at);
        }
        (5, Some(at)) if *next < 192 => {
            let path = format!("/api/v1/statuses/{}", posts[at].id);
            members[who].put(&path).json(json!({ "status": sentence(*next) })).await.ok();
            posts[at].number = *next;
            *next += 1;
        }
        (6, _) => {
            let other = members[random.below(members.len())].id().await;
            if other != members[who].id().await {
                let verb = ["block", "unblock"][random.below(2)];
                members[who].post(&format!("/api/v1/accounts/{other}/{verb}")).await.ok();
            }
        }
        _ if *next < 192 => write(&members[who], who, random, posts, next).await,
        _ => {}
    }
}

async fn write(member: &Client, who: usize, random: &mut Random, posts: &mut Vec<Post>, next: &mut usize) {
    let visibility = ["public", "public", "public", "unlisted", "private", "direct"][random.below(6)];
    let mut text = sentence(*next);
    if random.below(4) == 0 {
        text.push_str(" You can write to canary@example.org.");
    }
    let mut post = json!({ "status": text, "visibility": visibility, "language": "en" });
    if !posts.is_empty() && random.below(2) == 0 {
        post["in_reply_to_id"] = json!(posts[random.below(posts.len())].id);
    }
    // To what one may not see, or whoever blocked one, there is no reply.
    let answer = member.post("/api/v1/statuses").json(post).unchecked().await;
    if answer.status == 200 {
        let open = matches!(visibility, "public" | "unlisted");
        posts.push(Post { id: id(&answer.ok()), author: who, open, number: *next, said: None });
    }
    *next += 1;
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

#[tokio::test]
async fn an_ask_is_answered_by_each_for_themself() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let ask =
            ["ask", "add", "A harbour model", "--purpose", "generative_training", "--licence", "CC BY 4.0"];
        let id = server.cli(&[&ask[..], &["--offer", "The model, open to all"]].concat()).trim().to_owned();
        ada.post_status(&sentence(1)).await;
        bo.post_status(&sentence(2)).await;
        say(&bo, "yes").await;
        assert!(Browser::new(&server).get("/asks").await.text.contains("A harbour model"));
        let mut browser = Browser::inside(&server, "ada").await;
        let page = browser.get("/asks").await;
        let path = format!("/asks/{id}/answer");
        assert_eq!(browser.post(&path, &[("csrf", "x"), ("answer", "yes")]).await.status, 403);
        goes_to(&browser.submit(&page, &path, &[("answer", "yes")]).await, "/asks?told=saved");
        assert!(browser.get("/asks").await.text.contains("Your ledger has the entry"));
        assert_eq!(ada.get("/api/braise/v1/consent").await.ok()["generative_training"], "yes");
        let line = &ada.get("/api/braise/v1/consent/ledger").await.ok()[0];
        assert_eq!(line["reason"], format!("ask:{id} A harbour model"));
        let built = build(&server, "asked", &["--min-authors", "1", "--ask", &id]);
        let found: Vec<usize> = built.rows.iter().flat_map(|row| numbers(&row.text)).collect();
        assert_eq!(found, [1], "bo was not asked");
        assert_eq!(built.manifest.asks[0].title, "A harbour model");
        for (path, wanted) in [
            ("/datasets", "/datasets/asked"),
            ("/datasets/asked", "/datasets/asked/mine"),
            ("/datasets/asked/mine", built.rows[0].id.as_str()),
            (&format!("/datasets/asked/rows/{}", built.rows[0].id), "Nobody has withdrawn it"),
            ("/transparency", "Summary of training content"),
        ] {
            let page = browser.get(path).await;
            assert!(page.status == 200 && page.text.contains(wanted), "{path}: {}", page.text);
        }
        server.cli(&["ask", "close", &id]);
        assert_eq!(server.run_cli(&["ask", "close", &id]).status.code(), Some(1), "it is closed already");
        assert!(browser.get("/asks").await.text.contains("This ask is closed"));
    })
    .await;
}
