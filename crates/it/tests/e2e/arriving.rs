//! Arriving with what was elsewhere, and leaving with everything.

use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::archives::{self, Kind, Plan};
use testkit::{Client, Engine, Server, wait_until};

fn import(server: &Server, path: &std::path::Path, more: &[&str]) -> Value {
    let path = path.to_str().unwrap();
    let arguments: Vec<&str> =
        ["import", path, "--account", "ada", "--json"].into_iter().chain(more.iter().copied()).collect();
    serde_json::from_str(&server.cli(&arguments)).unwrap()
}

/// All posts of an account, newest first.
async fn posts(reader: &Client, account: &str) -> Vec<Value> {
    let (mut all, mut before) = (Vec::<Value>::new(), String::new());
    loop {
        let page = reader.get(&format!("/api/v1/accounts/{account}/statuses?limit=40{before}")).await.ok();
        let Some(last) = page.as_array().unwrap().last() else { return all };
        before = format!("&max_id={}", last["id"].as_str().unwrap());
        all.extend(page.as_array().unwrap().iter().cloned());
    }
}

#[tokio::test]
async fn every_network_arrives_with_its_dates_and_twice_is_once() {
    on_each_engine(|server| async move {
        let folder = tempfile::tempdir().unwrap();
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        bo.follow(&ada).await;
        let mut home = bo.sse("/api/v1/streaming/user").await;
        let (mut total, me) = (0, ada.id().await);
        for kind in Kind::ALL {
            let path = folder.path().join(format!("{}.archive", kind.word()));
            let made = archives::write(kind, Plan::default(), &path);
            let report = import(&server, &path, &[]);
            assert_eq!(report["network"], kind.word(), "{report}");
            assert_eq!(
                (&report["posts"], &report["replies"]),
                (&made.posts.into(), &made.replies.into()),
                "{report}"
            );
            assert_eq!(
                (&report["media"], &report["not_understood"]),
                (&made.pictures.into(), &made.broken.into()),
                "{report}"
            );
            assert_eq!(report["remembered"], made.follows, "{report}");
            let again = import(&server, &path, &[]);
            assert_eq!((&again["posts"], &again["known"]), (&0.into(), &made.posts.into()), "{again}");
            total += made.posts;
        }
        let all = wait_until("all posts show", || async {
            Some(posts(&ada, &me).await).filter(|all| all.len() >= total)
        })
        .await;
        assert_eq!(all.len(), total);
        let dates: Vec<&str> = all.iter().map(|post| post["created_at"].as_str().unwrap()).collect();
        assert!(
            dates.is_sorted_by(|newer, older| newer >= older)
                && dates.last().unwrap().starts_with("2015-01-01T00:00:00")
        );
        assert!(
            all.iter().all(|post| ["unlisted", "private"].contains(&post["visibility"].as_str().unwrap()))
        );
        assert!(all.iter().all(|post| post["mentions"] == json!([])));
        // Nobody was told, and nothing came down a stream but what is new.
        assert_eq!(bo.get("/api/v1/notifications?types[]=mention&types[]=status").await.ok(), json!([]));
        let new = ada.post_status("I am here now").await;
        assert_eq!(home.expect("update").await.payload["id"], new["id"]);
        let shown = bo.get(&format!("/api/v1/accounts/{me}/statuses?only_media=true")).await.ok();
        assert!(!shown.as_array().unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_thread_is_a_thread_again_whatever_order_it_comes_in() {
    on_each_engine(|server| async move {
        let folder = tempfile::tempdir().unwrap();
        let ada = server.member("ada");
        // X hands out the newest first.
        let tweet = |id: i64, to: Option<i64>| {
            json!({ "tweet": {
                "id_str": id.to_string(), "full_text": format!("part {id} @bo"),
                "created_at": format!("Wed Oct 10 20:19:{id:02} +0000 2018"),
                "in_reply_to_status_id_str": to.map(|id| id.to_string()),
            }})
        };
        let tweets = json!([tweet(13, Some(12)), tweet(12, Some(11)), tweet(20, Some(99)), tweet(11, None)]);
        let path = folder.path().join("tweets.js");
        std::fs::write(&path, format!("window.YTD.tweets.part0 = {tweets}")).unwrap();
        server.member("bo");
        assert_eq!(import(&server, &path, &["--visibility", "public"])["posts"], 4);
        let me = ada.id().await;
        let all = wait_until("the thread shows", || async {
            Some(posts(&ada, &me).await).filter(|all| all.len() == 4)
        })
        .await;
        let words: Vec<&str> = all.iter().map(|post| post["content"].as_str().unwrap()).collect();
        assert_eq!(
            words,
            ["<p>part 20 @bo</p>", "<p>part 13 @bo</p>", "<p>part 12 @bo</p>", "<p>part 11 @bo</p>"]
        );
        assert_eq!((&all[1]["in_reply_to_id"], &all[2]["in_reply_to_id"]), (&all[2]["id"], &all[3]["id"]));
        assert_eq!(all[0]["in_reply_to_id"], Value::Null);
        let thread =
            ada.get(&format!("/api/v1/statuses/{}/context", all[3]["id"].as_str().unwrap())).await.ok();
        assert_eq!(thread["descendants"].as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn tables_bring_those_who_are_known_here() {
    for engine in testkit::engines() {
        // The command line has to know who is at home here.
        let server = Server::builder(engine).set("BRAISE_URL", "https://here.example").start();
        let domain = "here.example";
        let folder = tempfile::tempdir().unwrap();
        let ada = server.member("ada");
        let others: Vec<Client> = ["bo", "cy", "di"].into_iter().map(|name| server.member(name)).collect();
        let write = |name: &str, text: String| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let follows = write(
            "following_accounts.csv",
            format!(
                "Account address,Show boosts\nbo@{domain},true\nstranger@far.example,true\nada@{domain},true\n"
            ),
        );
        let report = import(&server, &follows, &[]);
        assert_eq!((&report["follows"], &report["remembered"]), (&1.into(), &1.into()), "{report}");
        let lists = write("lists.csv", format!("near,bo@{domain}\nnear,cy@{domain}\n"));
        assert_eq!(import(&server, &lists, &[])["listed"], 2);
        let blocks = write("blocked_accounts.csv", format!("di@{domain}\n"));
        assert_eq!(import(&server, &blocks, &[])["blocks"], 1);
        let mutes =
            write("muted_accounts.csv", format!("Account address,Hide notifications\ncy@{domain},false\n"));
        assert_eq!(import(&server, &mutes, &[])["mutes"], 1);
        let servers = write("blocked_domains.csv", "spam.example\n".to_owned());
        assert_eq!(import(&server, &servers, &[])["domains"], 1);
        let tie = |whom: String| {
            let ada = &ada;
            async move { ada.get(&format!("/api/v1/accounts/relationships?id[]={whom}")).await.ok()[0].clone() }
        };
        wait_until("bo is followed", || async {
            (tie(others[0].id().await).await["following"] == true).then_some(())
        })
        .await;
        let muted = tie(others[1].id().await).await;
        assert_eq!((&muted["muting"], &muted["muting_notifications"]), (&true.into(), &false.into()));
        assert_eq!(tie(others[2].id().await).await["blocking"], true);
        assert_eq!(ada.get("/api/v1/domain_blocks").await.ok(), json!(["spam.example"]));
        assert_eq!(ada.get("/api/v1/lists").await.ok()[0]["title"], "near");
    }
}

/// Who was followed elsewhere, and says so, is the first to be suggested.
#[tokio::test]
async fn people_known_elsewhere_are_suggested_to_apps() {
    on_each_engine(|server| async move {
        let folder = tempfile::tempdir().unwrap();
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        server.member("cy");
        let fields =
            json!({ "fields_attributes": [{ "name": "Before", "value": "https://old.example/@bo_old" }] });
        bo.patch("/api/v1/accounts/update_credentials").json(fields).await.ok();
        let path = folder.path().join("following_accounts.csv");
        std::fs::write(&path, "Account address,Show boosts\nbo_old@old.example,true\n").unwrap();
        assert_eq!(import(&server, &path, &[])["remembered"], 1);
        let first = ada.get("/api/v2/suggestions").await.ok()[0].clone();
        assert_eq!(first["account"]["username"], "bo");
        assert_eq!(
            (&first["source"], &first["sources"]),
            (&"past_interactions".into(), &json!(["most_interactions"]))
        );
        assert_eq!(ada.get("/api/v1/suggestions").await.ok()[0]["username"], "bo");
        ada.delete(&format!("/api/v1/suggestions/{}", bo.id().await)).await.ok();
        let left = ada.get("/api/v2/suggestions").await.ok();
        assert!(left.as_array().unwrap().iter().all(|one| one["account"]["username"] != "bo"), "{left}");
    })
    .await;
}

#[test]
fn what_is_no_archive_is_refused_in_a_sentence() {
    let server = on_sqlite();
    server.member("ada");
    let folder = tempfile::tempdir().unwrap();
    let holiday = folder.path().join("holiday.zip");
    archives::zip(&holiday, &[("holiday.txt", b"sun")]);
    let (holiday, nowhere) = (holiday.to_str().unwrap(), folder.path().join("nowhere"));
    for (arguments, said) in [
        (["import", holiday, "--account", "ada"], "This is no archive of X"),
        (["import", nowhere.to_str().unwrap(), "--account", "ada"], "There is no such archive"),
        (["import", holiday, "--account", "nobody"], "there is no account nobody here"),
    ] {
        let output = server.run_cli(&arguments);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        assert!(complaint.contains(said) && complaint.lines().count() == 1, "{complaint}");
    }
}

#[tokio::test]
async fn an_import_that_was_killed_goes_on() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("outbox.zip");
    let made = archives::write(Kind::Mastodon, Plan { posts: 3_000, pictures: 0, ..Plan::default() }, &path);
    let mut child = server.spawn_cli(&["import", path.to_str().unwrap(), "--account", "ada"]);
    let me = ada.id().await;
    let count = || async {
        ada.get(&format!("/api/v1/accounts/{me}")).await.ok()["statuses_count"].as_u64().unwrap()
    };
    wait_until("it has begun", || async { (count().await > 0).then_some(()) }).await;
    child.kill().unwrap();
    child.wait().unwrap();
    let report = import(&server, &path, &[]);
    assert_eq!(report["posts"].as_u64().unwrap() + report["known"].as_u64().unwrap(), made.posts as u64);
    wait_until("all are there once", || async { (count().await == made.posts as u64).then_some(()) }).await;
}

/// What has to be the same after a move. Ids are not.
fn essence(all: &[Value]) -> Vec<Value> {
    let place = |id: &Value| all.iter().position(|post| post["id"] == *id);
    let essence = |post: &Value| {
        let media: Vec<Value> = post["media_attachments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|medium| json!([medium["type"], medium["description"], medium["meta"]["original"]["size"]]))
            .collect();
        json!({
            "content": post["content"], "warning": post["spoiler_text"], "sensitive": post["sensitive"],
            "at": post["created_at"], "language": post["language"], "visibility": post["visibility"],
            "answers": place(&post["in_reply_to_id"]), "quotes": place(&post["quote"]["quoted_status"]["id"]),
            "media": media, "tags": post["tags"].as_array().unwrap().len(),
        })
    };
    all.iter().map(essence).collect()
}

async fn a_life(ada: &Client, bo: &Client) {
    let picture = ada.upload("a.png", "image/png", testkit::fixtures::png(320, 200)).await;
    let described = json!({ "description": "a gradient, \"red\" to blue" });
    ada.put(&format!("/api/v1/media/{}", picture["id"].as_str().unwrap())).json(described).await.ok();
    let first =
        ada.post_with(json!({ "status": "In the #garden, at last", "media_ids": [picture["id"]] })).await;
    let answer =
        json!({ "status": "Et demain la pluie <3 & more", "in_reply_to_id": first["id"], "language": "fr" });
    let answer = ada.post_with(answer).await;
    ada.post_with(json!({ "status": "and again", "in_reply_to_id": answer["id"], "visibility": "unlisted" }))
        .await;
    ada.post_with(json!({ "status": "behind it", "spoiler_text": "A riddle", "sensitive": true })).await;
    ada.post_with(json!({ "status": "for friends", "visibility": "private" })).await;
    ada.post_with(json!({ "status": "look at this", "quoted_status_id": first["id"] })).await;
    ada.post_with(json!({ "status": "see https://example.org/a?b=1&c=2" })).await;
    let id = first["id"].as_str().unwrap();
    ada.post(&format!("/api/v1/statuses/{id}/bookmark")).await.ok();
    ada.put("/api/braise/v1/consent").json(json!({ "archive": "yes" })).await.ok();
    ada.follow(bo).await;
}

#[tokio::test]
async fn an_export_brought_to_another_server_equals_the_original() {
    for engine in testkit::engines() {
        let old = Server::builder(engine).set("BRAISE_URL", "https://same.example").start();
        let new = Server::builder(engine).set("BRAISE_URL", "https://same.example").start();
        let (ada, bo) = (old.member("ada"), old.member("bo"));
        a_life(&ada, &bo).await;
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        old.cli(&["export", "--account", "ada", "--output", out.to_str().unwrap()]);
        let again = old.run_cli(&["export", "--account", "ada", "--output", out.to_str().unwrap()]);
        assert_eq!(again.status.code(), Some(1), "what lies there is not written over");
        for file in [
            "actor.json",
            "outbox.json",
            "likes.json",
            "bookmarks.json",
            "following_accounts.csv",
            "index.html",
        ] {
            assert!(out.join(file).exists(), "{file}");
        }
        let page = std::fs::read_to_string(out.join("index.html")).unwrap();
        assert!(
            page.contains("&quot;red&quot;") && page.contains("In the ") && !page.contains("<script"),
            "{page}"
        );
        let ledger: Value =
            serde_json::from_str(&std::fs::read_to_string(out.join("consent.json")).unwrap()).unwrap();
        assert_eq!(
            ledger,
            ada.get("/api/braise/v1/consent/ledger").await.ok(),
            "all that was said, with its hash"
        );
        // At home nothing is new.
        assert_eq!(import(&old, &out, &["--visibility", "public"])["posts"], 0);

        let (moved, _) = (new.member("ada"), new.member("bo"));
        let report = import(&new, &out, &["--visibility", "public"]);
        assert_eq!((&report["posts"], &report["not_understood"]), (&7.into(), &0.into()), "{report}");
        assert_eq!((&report["follows"], &report["bookmarks"]), (&1.into(), &1.into()), "{report}");
        let before = posts(&ada, &ada.id().await).await;
        let me = moved.id().await;
        let after = wait_until("all posts show", || async {
            Some(posts(&moved, &me).await).filter(|all| all.len() == before.len())
        })
        .await;
        assert_eq!(essence(&after), essence(&before));
        let url = before.iter().find_map(|post| post["media_attachments"][0]["url"].as_str()).unwrap();
        let name = url.rsplit('/').next().unwrap();
        let kept = std::fs::read(out.join("media_attachments/files").join(name)).unwrap();
        assert_eq!(kept, std::fs::read(old.folder().join("media/posts").join(name)).unwrap());
    }
}

/// A hundred thousand posts of each network; with `BRAISE_TEST_BINARY` a release build is measured:
/// `cargo nextest run --workspace --run-ignored only -E 'test(/a_hundred_thousand_posts/)' --no-capture`
#[tokio::test]
#[ignore = "takes minutes; for measuring"]
async fn a_hundred_thousand_posts_of_each_network() {
    let count =
        std::env::var("BRAISE_TEST_POSTS").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    for kind in Kind::ALL {
        let server = Server::start(Engine::Sqlite);
        server.member("ada");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("archive");
        let made = archives::write(kind, Plan { posts: count, ..Plan::default() }, &path);
        let begun = Instant::now();
        let report = import(&server, &path, &[]);
        let took = begun.elapsed();
        assert_eq!((&report["posts"], &report["replies"]), (&made.posts.into(), &made.replies.into()));
        let begun = Instant::now();
        assert_eq!(import(&server, &path, &[])["known"], made.posts);
        let again = begun.elapsed();
        let size = std::fs::metadata(&path).unwrap().len() / 1_000;
        eprintln!("{:<10} {count} posts, {size} kB: {took:.1?}; again {again:.1?}", kind.word());
        assert!(took < Duration::from_secs(3_600));
    }
}
