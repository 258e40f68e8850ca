//! Bringing an archive on a page, and taking everything along from one.

use super::browser::{Browser, token};
use crate::{on_each_engine, on_sqlite};
use serde_json::json;
use testkit::archives::{self, Kind, Plan};
use testkit::{Server, wait_until};

async fn send(
    server: &Server,
    browser: &mut Browser,
    name: &str,
    bytes: Vec<u8>,
    reach: &str,
) -> testkit::Answer {
    let cookie = format!("session={}", browser.cookie("session").unwrap());
    let page = browser.get("/settings/import?lang=en").await;
    let ask = server.visitor().post("/settings/import").header("cookie", &cookie);
    let ask = ask.part("csrf", token(&page)).part("reach", reach).part("private", "1");
    ask.file("archive", name, "application/zip", bytes).await
}

/// The page as it is now.
async fn look(server: &Server, browser: &Browser, language: &str) -> String {
    let cookie = format!("session={}", browser.cookie("session").unwrap());
    let page = server.visitor().get(&format!("/settings/import?lang={language}")).header("cookie", cookie);
    page.await.text
}

#[tokio::test]
async fn an_archive_is_uploaded_read_and_reported_on() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.zip");
        let made = archives::write(Kind::X, Plan::default(), &path);
        let mut browser = Browser::inside(&server, "ada").await;
        let sent = send(&server, &mut browser, "twitter.zip", std::fs::read(&path).unwrap(), "public").await;
        assert_eq!((sent.status, sent.header("location")), (303, Some("/settings/import")), "{}", sent.text);
        let look = || look(&server, &browser, "en");
        let done =
            wait_until("it is done", || async { Some(look().await).filter(|page| page.contains("Done ·")) });
        let done = done.await;
        assert!(done.contains(&format!("{} posts", made.posts)) && done.contains("twitter.zip"), "{done}");
        assert!(done.contains("2 things were not understood") && done.contains("data/tweets.js#"), "{done}");
        let me = ada.me().await;
        assert_eq!(me["statuses_count"], made.posts);
        assert!(
            std::fs::read_dir(server.folder().join("imports")).unwrap().next().is_none(),
            "the upload is gone"
        );

        // Somebody followed on X says who they are: they are shown, and not followed unasked.
        let fields =
            json!({ "fields_attributes": { "0": { "name": "X", "value": "https://x.com/Friend3" } } });
        bo.patch("/api/v1/accounts/update_credentials").json(fields).await.ok();
        let page = browser.get("/settings/import?lang=en").await.text;
        assert!(page.contains("People you knew elsewhere") && page.contains("X · friend3"), "{page}");
        let tie = ada.get(&format!("/api/v1/accounts/relationships?id[]={}", bo.id().await)).await.ok();
        assert_eq!(tie[0]["following"], false);
        ada.follow(&bo).await;
        assert!(!browser.get("/settings/import?lang=en").await.text.contains("friend3"));
    })
    .await;
}

#[tokio::test]
async fn what_is_no_archive_is_said_to_be_none_and_nothing_is_taken_from_elsewhere() {
    let server = on_sqlite();
    server.member("ada");
    let mut browser = Browser::inside(&server, "ada").await;
    assert_eq!(send(&server, &mut browser, "holiday.txt", b"sun".to_vec(), "unlisted").await.status, 303);
    wait_until("it has failed", || async {
        look(&server, &browser, "fr").await.contains("La lecture n’a pas pu").then_some(())
    })
    .await;
    assert_eq!(send(&server, &mut browser, "x.zip", b"PK".to_vec(), "everybody").await.status, 400);
    let cookie = format!("session={}", browser.cookie("session").unwrap());
    let ask = || server.visitor().post("/settings/import").header("cookie", &cookie);
    let forged = ask().file("archive", "x.zip", "application/zip", b"PK".to_vec()).await;
    assert_eq!(forged.status, 403);
    assert_eq!(std::fs::read_dir(server.folder().join("imports")).unwrap().count(), 0);
    let page = browser.get("/settings/import?lang=en").await;
    let empty = ask().part("csrf", token(&page)).part("reach", "unlisted").await;
    assert!(empty.status == 422 && empty.text.contains("Choose a file first."), "{}", empty.text);
}

#[tokio::test]
async fn everything_comes_along_in_one_file() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let picture = ada.upload("a.png", "image/png", testkit::fixtures::png(64, 48)).await;
    ada.post_with(json!({ "status": "A loaf", "media_ids": [picture["id"]] })).await;
    let browser = Browser::inside(&server, "ada").await;
    let cookie = format!("session={}", browser.cookie("session").unwrap());
    let archive =
        server.visitor().get("/settings/export/archive.zip").header("cookie", cookie).unchecked().await;
    assert_eq!((archive.status, archive.header("content-type")), (200, Some("application/zip")));
    let bytes = archive.bytes.clone();
    assert!(bytes.starts_with(b"PK\x03\x04"));
    // It can be brought back: at home nothing of it is new, elsewhere all of it.
    let other = on_sqlite();
    other.member("ada");
    let path = other.folder().join("archive.zip");
    std::fs::write(&path, bytes).unwrap();
    let printed = other.cli(&["import", path.to_str().unwrap(), "--account", "ada", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(
        (&report["posts"], &report["media"], &report["not_understood"]),
        (&1.into(), &1.into(), &0.into())
    );
}
