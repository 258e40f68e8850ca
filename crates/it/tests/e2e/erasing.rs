//! Leaving for good: nothing of a member is left in any file, and others lose nothing.

mod made_of_it;

use crate::pages::browser::Browser;
use aho_corasick::AhoCorasick;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use testkit::server::PASSWORD;
use testkit::{Client, Engine, Server, engines, fixtures, wait_until};

/// Words that stand nowhere else.
const CANARIES: [&str; 22] = [
    "zephyrquartz",
    "brindlewick",
    "cobaltmuse",
    "driftlantern",
    "emberfugue",
    "fernwhistle",
    "gossamerpike",
    "hollowbrook",
    "inkmarrow",
    "juniperveil",
    "kestreltide",
    "lumenthorn",
    "mossgable",
    "nettlebloom",
    "opalwharf",
    "pennyroyal9",
    "quillharbor",
    "rustlefen",
    "saltcinder",
    "tarnwillow",
    "umberlattice",
    "saltmeridian",
];

/// Fills every place a member can write to, each with a word of its own.
async fn live(ada: &Client, bo: &Client) -> Value {
    let said = |place: usize| format!("Something about {}", CANARIES[place]);
    let picture = ada.post("/api/v2/media").file("file", "a.png", "image/png", fixtures::png(60, 40));
    let picture = picture.part("description", said(0)).await.ok();
    let body = json!({ "status": format!("{} #{} {}", said(1), CANARIES[2], "https://example.org/"),
        "spoiler_text": said(3), "media_ids": [picture["id"]] });
    let post = ada.post_with(body).await;
    let id = post["id"].as_str().unwrap();
    ada.put(&format!("/api/v1/statuses/{id}")).json(json!({ "status": said(4) })).await.ok();
    let gone = ada.post_with(json!({ "status": said(5) })).await;
    ada.delete(&format!("/api/v1/statuses/{}", gone["id"].as_str().unwrap())).await.ok();
    ada.post_with(json!({ "status": format!("@bo {}", said(6)), "visibility": "direct" })).await;
    let poll = json!({ "options": [said(7), "no"], "expires_in": 3600 });
    ada.post_with(json!({ "status": "Which?", "poll": poll })).await;
    let later = "2099-01-01T00:00:00Z";
    ada.post("/api/v1/statuses").json(json!({ "status": said(8), "scheduled_at": later })).await.ok();
    ada.post("/api/braise/v1/drafts").json(json!({ "status": said(9) })).await.ok();
    let profile = json!({ "display_name": CANARIES[10], "note": said(11), "source": { "language": "en" },
        "fields_attributes": [{ "name": "Home", "value": said(12) }] });
    ada.patch("/api/v1/accounts/update_credentials").json(profile).await.ok();
    ada.post("/api/v1/lists").json(json!({ "title": said(13) })).await.ok();
    let feed = json!({ "name": said(18), "description": said(19), "shared": true, "sources": { "words": [CANARIES[20]] } });
    let feed = ada.post("/api/braise/v1/feeds").json(feed).await.ok();
    for verb in ["like", "pin"] {
        bo.post(&format!("/api/braise/v1/feeds/{}/{verb}", feed["id"].as_str().unwrap())).await.ok();
    }
    let filter =
        json!({ "title": said(14), "context": ["home"], "keywords_attributes": [{ "keyword": said(15) }] });
    ada.post("/api/v2/filters").json(filter).await.ok();
    let theirs = bo.me().await["id"].as_str().unwrap().to_owned();
    ada.post(&format!("/api/v1/accounts/{theirs}/note")).json(json!({ "comment": said(16) })).await.ok();
    ada.post("/api/v1/reports").json(json!({ "account_id": theirs, "comment": said(17) })).await.ok();
    post
}

/// Files under a folder that contain one of the words, whatever their case, with the word.
fn found(folder: &Path, words: &[&str]) -> Vec<String> {
    let any = AhoCorasick::builder().ascii_case_insensitive(true).build(words).unwrap();
    files(folder)
        .into_iter()
        .flat_map(|path| {
            let bytes = std::fs::read(&path).unwrap_or_default();
            let held: BTreeSet<&str> =
                any.find_overlapping_iter(&bytes).map(|word| words[word.pattern().as_usize()]).collect();
            held.into_iter().map(move |word| format!("{word} in {}", path.display())).collect::<Vec<_>>()
        })
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Asks for everything to be erased as a member does, and waits for the receipt.
async fn erase(server: &Server, name: &str) -> String {
    let mut browser = Browser::inside(server, name).await;
    let page = browser.get("/settings/account/erase?lang=en").await;
    let path = "/settings/account/erase";
    let wrong = browser.submit(&page, path, &[("present", "not it"), ("sure", "1")]).await;
    assert_eq!(wrong.status, 422, "{}", wrong.text);
    assert_eq!(browser.submit(&page, path, &[("present", PASSWORD)]).await.status, 422, "it has to be meant");
    let answer = browser.submit(&page, path, &[("present", PASSWORD), ("sure", "1")]).await;
    let place = answer.header("location").expect("a receipt").to_owned();
    assert!(answer.status == 303 && place.starts_with("/erased/"), "{} {place}", answer.status);
    wait_until("the receipt is complete", || async {
        let page = Browser::new(server).get(&format!("{place}?lang=en")).await;
        page.text.contains("Your account is erased").then_some(page.text)
    })
    .await
}

#[tokio::test]
async fn nothing_of_a_member_who_leaves_is_left() {
    for engine in engines() {
        let mut server = Server::start(engine);
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        bo.follow(&ada).await;
        ada.follow(&bo).await;
        let theirs = bo.post_status("A kettle sings").await["id"].as_str().unwrap().to_owned();
        for verb in ["favourite", "reblog", "bookmark"] {
            ada.post(&format!("/api/v1/statuses/{theirs}/{verb}")).await.ok();
        }
        let note = json!({ "status_id": theirs, "text": format!("Something about {}", CANARIES[18]) });
        ada.post("/api/braise/v1/notes").json(note).await.ok();
        let post = live(&ada, &bo).await;
        let picture = post["media_attachments"][0]["url"].as_str().unwrap().to_owned();
        let picture = picture.strip_prefix(server.url()).unwrap().to_owned();
        let id = post["id"].as_str().unwrap();
        let answer = json!({ "status": "@ada I see", "in_reply_to_id": id });
        let answer = bo.post_with(answer).await["id"].as_str().unwrap().to_owned();
        wait_until("she is found", || async {
            let found = bo.get(&format!("/api/v2/search?q={}&type=hashtags", CANARIES[2])).await.ok();
            (!found["hashtags"].as_array().unwrap().is_empty()).then_some(())
        })
        .await;
        if engine == Engine::Sqlite {
            assert!(!found(server.folder(), &CANARIES[..2]).is_empty(), "the search finds what is there");
        }
        let mut stream = ada.sse("/api/v1/streaming/user").await;

        let receipt = erase(&server, "ada").await;
        assert!(!receipt.contains("ada"), "{receipt}");
        stream.ended().await;
        ada.get("/api/v1/accounts/verify_credentials").await.refused(401);
        assert_eq!(server.visitor().get("/@ada").await.status, 404);
        assert_eq!(server.visitor().get(&picture).await.status, 404);
        bo.get(&format!("/api/v1/statuses/{id}")).await.refused(404);
        let kettle = bo.get(&format!("/api/v1/statuses/{theirs}")).await.ok();
        assert_eq!((&kettle["favourites_count"], &kettle["reblogs_count"]), (&json!(0), &json!(0)));
        let me = bo.me().await;
        assert_eq!((&me["followers_count"], &me["following_count"]), (&json!(0), &json!(0)));
        let mine = bo.get(&format!("/api/v1/statuses/{answer}")).await.ok();
        assert!(mine["content"].as_str().unwrap().contains("I see"), "what others wrote stays: {mine}");
        for path in [
            "/api/v1/notifications",
            "/api/v2/notifications",
            "/api/v1/conversations",
            "/api/v1/timelines/home",
        ] {
            bo.get(path).await.ok();
        }
        let again = server.run_cli(&["account", "create", "ADA", "--email", "other@example.test"]);
        assert!(!again.status.success(), "nobody can take the name");

        let words: Vec<&str> = CANARIES.into_iter().chain(["ada@example.test"]).collect();
        let left = wait_until("the files are swept", || async {
            let left = found(server.folder(), &words);
            (left.is_empty() || std::env::var("CANARIES").is_ok()).then_some(left)
        })
        .await;
        assert!(left.is_empty(), "{left:#?}");
        server.stop();
        assert_eq!(found(server.folder(), &words), Vec::<String>::new());
        server.restart();
        bo.get("/api/v1/timelines/home").await.ok();
    }
}

#[tokio::test]
async fn the_last_administrator_stays_and_others_go_by_command() {
    let server = Server::start(Engine::Sqlite);
    server.admin("ada");
    server.member("bo");
    let refused = server.run_cli(&["account", "erase", "ada", "--yes"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("last administrator"));
    let refused = server.run_cli(&["account", "erase", "bo"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--yes"));
    let printed = server.cli(&["account", "erase", "bo", "--yes"]);
    let path = printed[printed.find("/erased/").unwrap()..].trim().to_owned();
    wait_until("it is done", || async {
        let page = Browser::new(&server).get(&format!("{path}?lang=en")).await;
        page.text.contains("Your account is erased").then_some(())
    })
    .await;
    assert_eq!(server.visitor().get("/@bo").await.status, 404);
}
