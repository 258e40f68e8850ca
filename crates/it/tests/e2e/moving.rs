//! A member who goes to a fresh server and leaves that too takes the same along: what the second export
//! holds is what the first held, file by file and byte by byte.

use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use testkit::{Client, Server, fixtures, wait_until};

fn id(of: &Value) -> &str {
    of["id"].as_str().unwrap()
}

async fn act(who: &Client, post: &Value, what: &str) {
    who.post(&format!("/api/v1/statuses/{}/{what}", id(post))).await.ok();
}

/// Who ada is.
async fn a_profile(ada: &Client) {
    let profile = json!({
        "display_name": "Ada <of> the garden", "note": "Beans.\n\nAnd a #garden, at https://ada.example/beans?a=1&b=2",
        "fields_attributes": [
            { "name": "Home", "value": "https://ada.example" }, { "name": "Spade", "value": "the \"old\" one & me" },
        ],
        "locked": true, "discoverable": true, "indexable": true, "hide_collections": true,
    });
    ada.patch("/api/v1/accounts/update_credentials").json(profile).await.ok();
    let pictures = ada
        .patch("/api/v1/accounts/update_credentials")
        .file("avatar", "a.png", "image/png", fixtures::png(400, 400))
        .file("header", "h.jpg", "image/jpeg", fixtures::jpeg(1_500, 500))
        .part("avatar_description", "a spade")
        .await;
    pictures.ok();
}

async fn upload(ada: &Client, name: &str, kind: &str, bytes: Vec<u8>, alt: &str, focus: &str) -> Value {
    let upload = ada.post("/api/v2/media").file("file", name, kind, bytes).part("description", alt);
    if focus.is_empty() { upload.await.ok() } else { upload.part("focus", focus).await.ok() }
}

/// Every kind of post.
async fn posts(ada: &Client, bo: &Client) {
    let first =
        upload(ada, "a.png", "image/png", fixtures::png(320, 200), "red, \"to\" blue", "-0.25,0.5").await;
    let photo = upload(ada, "b.jpg", "image/jpeg", fixtures::jpeg(640, 480), "", "").await;
    let drawn = upload(ada, "c.webp", "image/webp", fixtures::webp(120, 90), "a line\nand another", "").await;
    let moving = upload(ada, "d.gif", "image/gif", fixtures::gif(40, 30, 3), "it moves", "").await;
    let with = ada
        .post_with(json!({ "status": "In the #Garden, at last", "language": "en", "media_ids": [id(&first), id(&photo), id(&drawn)] }))
        .await;
    ada.post_with(
        json!({ "status": "", "media_ids": [id(&moving)], "sensitive": true, "visibility": "unlisted" }),
    )
    .await;
    let answer = ada
        .post_with(json!({ "status": "Et demain la pluie <3 & more", "in_reply_to_id": id(&with), "language": "fr" }))
        .await;
    ada.post_with(json!({ "status": "and again", "in_reply_to_id": id(&answer), "visibility": "unlisted" }))
        .await;
    ada.post_with(json!({ "status": "behind it", "spoiler_text": "A riddle, \"again\"", "sensitive": true }))
        .await;
    ada.post_with(json!({ "status": "for friends", "visibility": "private" })).await;
    ada.post_with(json!({ "status": "for nobody", "visibility": "direct" })).await;
    ada.post_with(json!({ "status": "at home only", "local_only": true })).await;
    let upload = ada.post("/api/v2/media").file("file", "e.png", "image/png", fixtures::png(90, 60));
    let made = upload.part("ai_generated", "true").await.ok();
    ada.post_with(json!({ "status": "a model's", "ai_generated": true, "media_ids": [id(&made)] })).await;
    ada.post_with(
        json!({ "status": "look at this", "quoted_status_id": id(&with), "quote_approval_policy": "nobody" }),
    )
    .await;
    ada.post_with(json!({ "status": "**Bold**, and [a link](https://example.org/a?b=1&c=2)\n\n- one\n- two\n\n> said\n\n`x < y`", "content_type": "text/markdown" }))
        .await;
    let poll = json!({ "options": ["tea", "coffee & milk"], "expires_in": 3_600, "multiple": true, "hide_totals": true });
    let poll = ada.post_with(json!({ "status": "Which?", "poll": poll })).await;
    let vote = format!("/api/v1/polls/{}/votes", id(&poll["poll"]));
    bo.post(&vote).json(json!({ "choices": [1] })).await.ok();
    let edited = ada.post_with(json!({ "status": "frist", "spoiler_text": "a word", "media_ids": [] })).await;
    let change = json!({ "status": "first, with #tags and https://example.org/x", "spoiler_text": "" });
    ada.put(&format!("/api/v1/statuses/{}", id(&edited))).json(change).await.ok();
    act(ada, &edited, "pin").await;
    act(ada, &with, "pin").await;
    act(ada, &with, "reblog").await;
    act(ada, &with, "bookmark").await;
    act(ada, &answer, "favourite").await;
    // What bo wrote stays where it is; that ada answered, quoted and liked it comes along.
    let far = bo.post_status("from somebody else").await;
    let farther = bo.post_status("and more").await;
    ada.post_with(json!({ "status": "well said", "in_reply_to_id": id(&far) })).await;
    ada.post_with(json!({ "status": "as somebody said", "quoted_status_id": id(&far) })).await;
    act(ada, &far, "reblog").await;
    for (post, what) in
        [(&farther, "favourite"), (&far, "favourite"), (&far, "bookmark"), (&edited, "bookmark")]
    {
        act(ada, post, what).await;
    }
    // Names lead to whom they meant, wherever the post goes.
    let named = "@bo and @cy, see what @nobody said";
    ada.post_with(json!({ "status": named, "visibility": "unlisted" })).await;
    ada.post_with(
        json!({ "status": "**@di** alone", "visibility": "direct", "content_type": "text/markdown" }),
    )
    .await;
    ada.post_status("the last word").await;
}

/// Ties, lists, filters.
async fn ties(ada: &Client, others: &[Client]) {
    let [bo, cy, di, ed] = others else { panic!("four others") };
    let whom = |path: &'static str, id: String| format!("/api/v1/accounts/{id}/{path}");
    let how = json!({ "reblogs": false, "notify": true, "languages": ["fr", "en"] });
    ada.post(&whom("follow", bo.id().await)).json(how).await.ok();
    ada.post(&whom("follow", cy.id().await)).await.ok();
    ada.post(&whom("mute", cy.id().await)).json(json!({ "notifications": false })).await.ok();
    ada.post(&whom("mute", bo.id().await)).await.ok();
    ada.post(&whom("block", di.id().await)).await.ok();
    ada.post(&whom("block", ed.id().await)).await.ok();
    for domain in ["spam.example", "ads.example"] {
        ada.post("/api/v1/domain_blocks").json(json!({ "domain": domain })).await.ok();
    }
    for (title, members) in [("near, \"dear\"", [cy, bo]), ("all", [bo, cy])] {
        let list = ada.post("/api/v1/lists").json(json!({ "title": title })).await.ok();
        for member in members {
            let accounts = json!({ "account_ids": [member.id().await] });
            ada.post(&format!("/api/v1/lists/{}/accounts", id(&list))).json(accounts).await.ok();
        }
    }
    let words = json!([{ "keyword": "cake", "whole_word": true }, { "keyword": "no, \"thanks\"", "whole_word": false }]);
    let filter = json!({ "title": "Not now", "context": ["home", "public"], "filter_action": "hide", "keywords_attributes": words });
    ada.post("/api/v2/filters").json(filter).await.ok();
    ada.post("/api/v2/filters").json(json!({ "title": "Empty", "context": ["thread"] })).await.ok();
    let sources = json!({ "accounts": [bo.id().await], "tags": ["garden"], "for_you": ["fresh"] });
    let feed = json!({ "name": "What grows", "description": "Slowly", "shared": true, "sources": sources,
        "filters": { "languages": ["fr"] }, "weights": { "quality": 1.5 }, "order": "newest" });
    let feed = ada.post("/api/braise/v1/feeds").json(feed).await.ok();
    ada.post(&format!("/api/braise/v1/feeds/{}/pin", id(&feed))).await.ok();
    let pack = json!({ "name": "Gardeners", "description": "Who grows things", "shared": true,
        "account_ids": [bo.id().await], "feed_ids": [id(&feed)] });
    ada.post("/api/braise/v1/starter_packs").json(pack).await.ok();
}

fn export(server: &Server, to: &Path) -> BTreeMap<String, Vec<u8>> {
    server.cli(&["export", "--account", "ada", "--output", to.to_str().unwrap()]);
    let (mut found, mut folders) = (BTreeMap::new(), vec![to.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let name = entry.strip_prefix(to).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(&entry).unwrap());
            }
        }
    }
    found
}

/// The same with names of files and numbers of posts told by the order in which they appear: those and
/// the day the account was made are all that may differ.
fn essence(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let mut names = Names::default();
    let mut renamed = BTreeMap::new();
    let first = ["actor.json", "outbox.json"].map(str::to_owned);
    for name in first.iter().chain(files.keys().filter(|name| !first.contains(name))) {
        let bytes = &files[name];
        let bytes = if is_binary(name) {
            bytes.clone()
        } else {
            names.told(&String::from_utf8_lossy(bytes)).into_bytes()
        };
        renamed.insert(names.told(name), bytes);
    }
    renamed
}

#[derive(Default)]
struct Names(HashMap<String, usize>);

impl Names {
    /// Long words of the alphabet files are named by, and long numbers.
    fn told(&mut self, text: &str) -> String {
        let mut told = String::new();
        for part in text.split_inclusive(|sign: char| !(sign.is_ascii_alphanumeric() || "-_".contains(sign)))
        {
            let whole =
                part.trim_end_matches(|sign: char| !(sign.is_ascii_alphanumeric() || "-_".contains(sign)));
            let (word, kind) = match whole.strip_prefix('p') {
                Some(number) if is_number(number) => (number, "p#"),
                _ if is_number(whole) => (whole, "#"),
                _ if whole.len() >= 40 => (whole, "file "),
                _ => {
                    told.push_str(part);
                    continue;
                }
            };
            let next = self.0.len();
            let number = *self.0.entry(word.to_owned()).or_insert(next);
            told.push_str(&format!("{kind}{number}"));
            told.push_str(&part[whole.len()..]);
        }
        told
    }
}

fn is_binary(name: &str) -> bool {
    ["png", "jpg", "webp", "gif", "parquet"].iter().any(|end| name.ends_with(end))
}

fn is_number(word: &str) -> bool {
    word.len() >= 15 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// What cannot be the same: when the account was made, and that a poll which was open has ended.
fn settle(files: &mut BTreeMap<String, Vec<u8>>) {
    let mut change = |name: &str, change: &dyn Fn(&mut Value)| {
        let file = files.get_mut(name).unwrap();
        let mut value: Value = serde_json::from_slice(file).unwrap();
        change(&mut value);
        *file = serde_json::to_vec_pretty(&value).unwrap();
    };
    change("actor.json", &|actor| actor["published"] = json!("then"));
    change("outbox.json", &|outbox| {
        for item in outbox["orderedItems"].as_array_mut().unwrap() {
            if item["object"].get("endTime").is_some() {
                item["object"]["endTime"] = json!("then");
            }
        }
    });
}

#[tokio::test]
async fn a_second_export_is_the_first_file_by_file() {
    for engine in testkit::engines() {
        let start = || Server::builder(engine).set("BRAISE_URL", "https://same.example").start();
        let (old, new) = (start(), start());
        let others = |server: &Server| ["bo", "cy", "di", "ed"].map(|name| server.member(name));
        let (ada, there) = (old.member("ada"), others(&old));
        a_profile(&ada).await;
        let found = json!({ "discoverable": true });
        there[0].patch("/api/v1/accounts/update_credentials").json(found.clone()).await.ok();
        posts(&ada, &there[0]).await;
        ties(&ada, &there).await;
        ada.put("/api/braise/v1/consent").json(json!({ "archive": "yes" })).await.ok();
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("first"), folder.path().join("second"));
        let mut before = export(&old, &first);

        let moved = new.member("ada");
        others(&new)[0].patch("/api/v1/accounts/update_credentials").json(found).await.ok();
        let arguments =
            ["import", first.to_str().unwrap(), "--account", "ada", "--json", "--visibility", "public"];
        let report: Value = serde_json::from_str(&new.cli(&arguments)).unwrap();
        assert_eq!(report["not_understood"], 0, "{report}");
        assert_eq!((&report["feeds"], &report["packs"]), (&json!(1), &json!(1)), "{report}");
        assert!(String::from_utf8_lossy(&before["packs.json"]).contains("bo@same.example"));
        let count = posts_of(&before);
        wait_until("all posts show", || async {
            let page = moved.get("/api/v1/accounts/verify_credentials").await.ok();
            (page["statuses_count"].as_u64().unwrap() + 4 >= count).then_some(())
        })
        .await;
        assert_eq!(moved.get("/api/v1/notifications").await.ok(), json!([]), "nobody is told");

        let mut after = export(&new, &second);
        // Nobody says yes for somebody else, not even a file: the ledger begins anew.
        assert_eq!(after["consent.json"].trim_ascii(), b"[]");
        assert!(String::from_utf8_lossy(&before["README.txt"]).contains("content_warning"));
        read_tables(&mut before, &first);
        read_tables(&mut after, &second);
        before.remove("consent.json");
        after.remove("consent.json");
        let (mut before, mut after) = (essence(&before), essence(&after));
        settle(&mut before);
        settle(&mut after);
        assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
        let mut wrong = Vec::new();
        for (name, bytes) in &before {
            if *bytes == after[name] {
                continue;
            }
            let (before, after) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&after[name]));
            let line = before.lines().zip(after.lines()).find(|(one, other)| one != other);
            let line = line.filter(|_| !is_binary(name));
            wrong.push(format!("{name}: {} and {} bytes, {line:?}", bytes.len(), after.len()));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        // Once more adds nothing.
        let again: Value = serde_json::from_str(&new.cli(&arguments)).unwrap();
        for what in ["posts", "follows", "filters", "feeds", "packs", "kept"] {
            assert_eq!(again[what], 0, "{what}: {again}");
        }
    }
}

/// Puts the rows as another program reads them in the place of the table, whose bytes hold numbers.
fn read_tables(files: &mut BTreeMap<String, Vec<u8>>, folder: &Path) {
    let bytes = files.remove("posts.parquet").unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    let Some(python) = crate::datasets::python() else { return };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../testkit/python/own_posts.py");
    let read =
        std::process::Command::new(python).arg(script).arg(folder.join("posts.parquet")).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let rows: Vec<Value> = read
        .stdout
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect();
    let of = |text: &str| rows.iter().find(|row| row["text"].as_str().unwrap().starts_with(text)).unwrap();
    assert_eq!(of("In the #Garden")["tags"], json!(["Garden"]));
    assert_eq!(of("In the #Garden")["media"].as_array().unwrap().len(), 3);
    assert_eq!(of("behind it")["content_warning"], "A riddle, \"again\"");
    assert_eq!(
        (&of("for friends")["visibility"], &of("for friends")["edited_at"]),
        (&"private".into(), &Value::Null)
    );
    assert!(of("well said")["in_reply_to"].as_str().unwrap().contains("/users/bo/statuses/"));
    assert!(of("first, with")["edited_at"].is_string());
    files.insert("posts.parquet.jsonl".to_owned(), read.stdout);
}

fn posts_of(files: &BTreeMap<String, Vec<u8>>) -> u64 {
    let outbox: Value = serde_json::from_slice(&files["outbox.json"]).unwrap();
    outbox["totalItems"].as_u64().unwrap()
}
