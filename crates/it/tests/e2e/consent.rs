//! Whose words: what members say about the use of their words, the ledger it stands in, and what the
//! world is told of it.

use crate::pages::browser::{Browser, goes_to, token};
use crate::{on_each_engine, on_sqlite};
use consent::projection::{aipref, tdmrep};
use consent::{Choice, Consents, Entry, Purpose, Subject, verify};
use serde_json::{Value, json};
use testkit::{Client, Server, fixtures};

const CONSENT: &str = "/api/braise/v1/consent";
const LEDGER: &str = "/api/braise/v1/consent/ledger";

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// The whole ledger, oldest line first, read page by page.
async fn ledger(member: &Client) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut next = Some(format!("{LEDGER}?limit=3"));
    while let Some(path) = next {
        let page = member.get(&path).await;
        next = page.next();
        let lines = page.ok();
        entries.extend(lines.as_array().unwrap().iter().map(|line| Entry::from_json(line).expect("a line")));
    }
    entries.reverse();
    entries
}

async fn usage(server: &Server, path: &str) -> (String, String) {
    let page = server.visitor().get(path).await;
    assert_eq!(page.status, 200, "{path}");
    let header = |name| page.header(name).unwrap_or_default().to_owned();
    (header("content-usage"), header("tdm-reservation"))
}

#[tokio::test]
async fn nothing_is_allowed_until_a_member_says_so_and_what_they_say_is_kept() {
    on_each_engine(|mut server| async move {
        let ada = server.member("ada");
        let all = ada.get(CONSENT).await.ok();
        assert!(all.as_object().unwrap().values().all(|choice| choice == "unset"), "{all}");
        assert_eq!(ada.get(LEDGER).await.ok(), json!([]));
        let receipt = ada.get("/api/braise/v1/consent/receipt").await.ok();
        assert_eq!(receipt, json!({ "whole": true, "broken": null, "head": null }));
        assert_eq!(ada.get("/api/braise/v1/consent/uses").await.ok(), json!([]));

        let said = json!({ "generative_training": "yes", "archive": "no", "reason": "for \"science\"\n<b>" });
        let now = ada.put(CONSENT).json(said.clone()).await.ok();
        assert_eq!(
            (&now["generative_training"], &now["archive"], &now["bridge"]),
            (&json!("yes"), &json!("no"), &json!("unset"))
        );
        // The same once more is no news; another reason is, and so is taking it back.
        ada.put(CONSENT).json(said).await.ok();
        ada.put(CONSENT).form(&[("archive", "no"), ("reasons[archive]", "I changed my mind")]).await.ok();
        let back = ada.put(CONSENT).json(json!({ "generative_training": "unset" })).await.ok();
        assert_eq!(back["generative_training"], "unset");

        server.restart();
        let ada = server.log_in("ada", "read write");
        let entries = ledger(&ada).await;
        let told: Vec<(i64, &str, &str, &str)> = entries
            .iter()
            .map(|line| {
                (line.seq, line.said.purpose.word(), line.said.choice.word(), line.said.reason.as_str())
            })
            .collect();
        let why = "for \"science\"\n<b>";
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(
            told[..2].contains(&(1, "archive", "no", why))
                || told[..2].contains(&(1, "generative_training", "yes", why))
        );
        assert_eq!(told[2], (3, "archive", "no", "I changed my mind"));
        assert_eq!(told[3], (4, "generative_training", "unset", ""));
        let head = verify(&entries).expect("the ledger is whole").expect("it has lines");
        let receipt = ada.get("/api/braise/v1/consent/receipt").await.ok();
        assert_eq!(
            (&receipt["whole"], text(&receipt["head"]["hash"])),
            (&json!(true), head.hash.to_string())
        );
        assert!(entries.iter().all(|line| line.said.terms == "1" && line.said.subject == Subject::Account));
        assert!(entries.iter().all(|line| line.said.through == "token"), "made at the command line");
        let now = Consents::of(&entries).said_of(Subject::Account);
        assert_eq!(serde_json::to_value(now).unwrap(), ada.get(CONSENT).await.ok());
        // The number of a line is its place in pages.
        let newer = ada.get(&format!("{LEDGER}?since_id=2")).await.ok();
        assert_eq!(
            newer.as_array().unwrap().iter().map(|line| line["seq"].as_i64().unwrap()).collect::<Vec<_>>(),
            [4, 3]
        );
        assert_eq!(ada.get(&format!("{LEDGER}?min_id=1&limit=1")).await.ok()[0]["seq"], 2);
    })
    .await;
}

#[tokio::test]
async fn a_post_and_a_picture_may_be_decided_about_otherwise_and_only_by_their_owner() {
    on_each_engine(|server| async move {
        let (ada, bo, judith) = (server.member("ada"), server.member("bo"), server.admin("judith"));
        let picture = text(&ada.upload("a.png", "image/png", fixtures::png(64, 64)).await["id"]);
        let post = text(&ada.post_with(json!({ "status": "mine", "media_ids": [picture] })).await["id"]);
        let repost = text(&bo.post(&format!("/api/v1/statuses/{post}/reblog")).await.ok()["id"]);
        let (of_post, of_picture) =
            (format!("{CONSENT}/statuses/{post}"), format!("{CONSENT}/media/{picture}"));
        let said = json!({ "archive": "yes" });
        for other in [&bo, &judith] {
            for path in [&of_post, &of_picture] {
                other.put(path).json(said.clone()).await.refused(404);
                other.get(path).await.refused(404);
            }
        }
        bo.put(&format!("{CONSENT}/statuses/{repost}")).json(said.clone()).await.refused(404);
        for stray in ["statuses/1", "statuses/x", "media/1", "media/-3"] {
            ada.put(&format!("{CONSENT}/{stray}")).json(said.clone()).await.refused(404);
        }
        assert_eq!(ada.put(&of_post).json(said.clone()).await.ok()["archive"], "yes");
        assert_eq!(ada.put(&of_picture).json(json!({ "archive": "no" })).await.ok()["archive"], "no");
        assert_eq!(ada.get(CONSENT).await.ok()["archive"], "unset");
        assert_eq!(ada.get(&of_post).await.ok()["archive"], "yes");
        let entries = ledger(&ada).await;
        verify(&entries).unwrap();
        let said = Consents::of(&entries);
        let (post, picture) = (post.parse().unwrap(), picture.parse().unwrap());
        assert!(said.allows(Purpose::Archive, Some(post), None).allowed);
        assert!(!said.allows(Purpose::Archive, Some(post), Some(picture)).allowed);
        for other in [&bo, &judith] {
            assert_eq!(other.get(LEDGER).await.ok(), json!([]), "nobody spoke for anybody");
        }
    })
    .await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_writes_nothing() {
    let server = on_sqlite();
    let ada = server.member("ada");
    for (body, word) in [
        (json!({}), "at least one"),
        (json!({ "reason": "because" }), "at least one"),
        (json!({ "generative_training": "maybe" }), "generative_training"),
        (json!({ "generative_training": true }), "generative_training"),
        (json!({ "generative_training": null }), "generative_training"),
        (json!({ "generative-training": "yes" }), "not a purpose"),
        (json!({ "archive": "yes", "everything": "yes" }), "not a purpose"),
        (json!({ "archive": "yes", "reasons": { "bridge": "why" } }), "bridge"),
        (json!({ "archive": "yes", "reason": "x".repeat(501) }), "500"),
    ] {
        let sentence = ada.put(CONSENT).json(body.clone()).await.refused(422);
        assert!(sentence.contains(word), "{body}: {sentence}");
    }
    assert_eq!(ada.get(LEDGER).await.ok(), json!([]));
    ada.put(CONSENT).json(json!({ "archive": "yes", "reason": "é".repeat(500) })).await.ok();
    server.visitor().get(CONSENT).await.refused(401);
    server.visitor().put(CONSENT).json(json!({ "archive": "yes" })).await.refused(401);
    server.log_in("ada", "read:statuses").get(CONSENT).await.refused(403);
    server.log_in("ada", "read").put(CONSENT).json(json!({ "archive": "no" })).await.refused(403);
    assert_eq!(server.log_in("ada", "read:accounts").get(CONSENT).await.ok()["archive"], "yes");
}

#[tokio::test]
async fn pages_say_what_everybody_on_them_says() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let post = text(&ada.post_status("Take this").await["id"]);
        let other = text(&ada.post_status("But not this").await["id"]);
        let (page, alone, profile) = (format!("/@ada/{post}"), format!("/@ada/{other}"), "/@ada");
        let (no, yes) =
            (("train-ai=n".to_owned(), "1".to_owned()), ("train-ai=y, search=y".to_owned(), "0".to_owned()));
        for path in [page.as_str(), &alone, profile, "/about", "/"] {
            assert_eq!(usage(&server, path).await, no, "{path} before anybody said anything");
        }
        let all =
            json!({ "generative_training": "yes", "other_training": "yes", "embeddings_search": "yes" });
        ada.put(CONSENT).json(all.clone()).await.ok();
        for path in [page.as_str(), &alone, profile] {
            assert_eq!(usage(&server, path).await, yes, "{path} at once");
        }
        assert_eq!(usage(&server, "/@bo").await, no);
        ada.put(&format!("{CONSENT}/statuses/{other}"))
            .json(json!({ "generative_training": "no" }))
            .await
            .ok();
        assert_eq!(usage(&server, &page).await, yes);
        assert_eq!(usage(&server, &alone).await.0, "train-ai=n, search=y");
        assert_eq!(usage(&server, profile).await.0, "train-ai=n, search=y", "what stands on it counts");
        // An answer of somebody who said nothing is not Ada's to give away.
        bo.post_with(json!({ "status": "@ada nice", "in_reply_to_id": post })).await;
        assert_eq!(usage(&server, &page).await, no);
        bo.put(CONSENT).json(all).await.ok();
        assert_eq!(usage(&server, &page).await, yes);
        ada.put(CONSENT).json(json!({ "generative_training": "unset" })).await.ok();
        assert_eq!(usage(&server, &page).await.0, "train-ai=n, search=y", "taken back, at once");
    })
    .await;
}

#[tokio::test]
async fn a_picture_refused_is_refused_with_its_page() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let picture = ada.upload("a.png", "image/png", fixtures::png(64, 64)).await;
    let id = text(&picture["id"]);
    let post = text(&ada.post_with(json!({ "status": "look", "media_ids": [id] })).await["id"]);
    ada.put(CONSENT).json(json!({ "generative_training": "yes" })).await.ok();
    assert_eq!(usage(&server, &format!("/@ada/{post}")).await.0, "train-ai=y");
    ada.put(&format!("{CONSENT}/media/{id}")).json(json!({ "generative_training": "no" })).await.ok();
    assert_eq!(usage(&server, &format!("/@ada/{post}")).await.0, "train-ai=n");
    let file = text(&picture["url"]);
    let file = server.visitor().get(file.strip_prefix(server.url()).unwrap()).await;
    assert_eq!((file.status, file.header("content-usage")), (200, Some("train-ai=n")));
}

#[tokio::test]
async fn robots_find_the_rules_where_they_look() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let at =
            |robots: &str, path: &str| aipref::read_robots(robots, path).get(Purpose::GenerativeTraining);
        let robots = server.visitor().get("/robots.txt").await.text;
        assert_eq!(at(&robots, "/@ada"), Choice::No);
        ada.put(CONSENT).json(json!({ "generative_training": "yes", "archive": "no" })).await.ok();
        bo.put(CONSENT).json(json!({ "generative_training": "yes" })).await.ok();
        bo.put(CONSENT).json(json!({ "generative_training": "no" })).await.ok();
        let robots = server.visitor().get("/robots.txt").await.text;
        for (path, choice) in [
            ("/@ada", Choice::Yes),
            ("/@ada/12", Choice::Yes),
            ("/@adam", Choice::No),
            ("/@bo", Choice::No),
            ("/", Choice::No),
        ] {
            assert_eq!(at(&robots, path), choice, "{path}: {robots}");
        }
        let file = server.visitor().get("/.well-known/tdmrep.json").await;
        assert_eq!(file.header("content-type"), Some("application/json; charset=utf-8"));
        let said = tdmrep::read_well_known(&file.ok(), "/@ada");
        assert_eq!(said.get(Purpose::GenerativeTraining), Choice::No);
    })
    .await;
}

#[tokio::test]
async fn the_page_works_without_scripts_and_in_both_languages() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let picture = text(&ada.upload("a.png", "image/png", fixtures::png(64, 64)).await["id"]);
        let post =
            text(&ada.post_with(json!({ "status": "About <bread>", "media_ids": [picture] })).await["id"]);
        let mut browser = Browser::inside(&server, "ada").await;
        let page = browser.get("/settings/words?lang=en").await;
        assert_eq!(page.text.matches("value=\"unset\" checked").count(), 8, "all are unset at first");
        assert!(
            page.text.contains("Nobody has used your words")
                && page.text.contains("You have not said anything yet")
        );
        let fields = [
            ("choice-generative_training", "no"),
            ("choice-archive", "yes"),
            ("reason-archive", "for <later>"),
        ];
        let saved = browser.submit(&page, "/settings/words", &fields).await;
        goes_to(&saved, "/settings/words?told=saved");
        let page = browser.get("/settings/words?lang=en").await;
        assert!(
            page.text.contains("for &#60;later&#62;") || page.text.contains("for &lt;later&gt;"),
            "the reason is shown, as text"
        );
        assert!(page.text.contains("Your ledger has 2 lines."));
        let francais = browser.get("/settings/words?lang=fr").await;
        assert!(
            francais.text.contains("Vos mots") && francais.text.contains("Votre registre compte 2 lignes.")
        );

        let one = browser.get(&format!("/settings/words/post/{post}?lang=en")).await;
        assert!(
            one.text.contains("As for the rest: yes")
                && one.text.contains(&format!("/settings/words/picture/{picture}"))
        );
        let path = format!("/settings/words/post/{post}");
        let saved = browser.submit(&one, &path, &[("choice-archive", "no")]).await;
        goes_to(&saved, &format!("{path}?told=saved"));
        let one = browser.get(&format!("/settings/words/picture/{picture}?lang=en")).await;
        assert_eq!((one.status, one.text.contains("As for the rest: yes")), (200, false), "the post says no");
        let menu = browser.get(&format!("/@ada/{post}")).await;
        assert!(menu.text.contains(&format!("href=\"{path}\"")), "the post's menu leads there");

        let lines = browser.get("/settings/words/ledger?lang=en").await;
        assert!(lines.text.contains(&format!("href=\"{path}\"")) && lines.text.contains("one post"));
        let file = browser.get("/settings/words/ledger.json").await;
        let entries: Vec<Value> = serde_json::from_str(&file.text).expect("the download is JSON");
        let entries: Vec<Entry> = entries.iter().map(|line| Entry::from_json(line).unwrap()).collect();
        assert_eq!(entries, ledger(&ada).await);
        verify(&entries).expect("the download is whole");
        assert!(entries.iter().all(|line| line.said.through == "web"));

        server.member("bo");
        let mut bo = Browser::inside(&server, "bo").await;
        for stray in
            [path.as_str(), "/settings/words/account/1", "/settings/words/post/0", "/settings/words/film/1"]
        {
            assert_eq!(bo.get(stray).await.status, 404, "{stray}");
        }
        let page = bo.get("/settings/words").await;
        let wrong = bo.post(&path, &[("csrf", &token(&page)), ("choice-archive", "yes")]).await;
        assert_eq!(wrong.status, 404);
        let wrong = bo.submit(&page, "/settings/words", &[("choice-archive", "perhaps")]).await;
        assert!(wrong.status >= 400, "{}", wrong.status);
        assert_eq!(bo.get("/settings/words/ledger.json").await.text, "[]\n");
    })
    .await;
}

#[tokio::test]
async fn what_is_deleted_and_written_anew_keeps_what_was_said_of_it() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        ada.put(CONSENT).json(json!({ "generative_training": "yes", "archive": "yes" })).await.ok();
        let picture = text(&ada.upload("a.png", "image/png", fixtures::png(64, 64)).await["id"]);
        let status = "The bakery opens again on Saturday";
        for (first, second) in [
            (
                json!({ "status": status, "media_ids": [picture] }),
                json!({ "status": "Other words", "media_ids": [picture] }),
            ),
            (json!({ "status": status }), json!({ "status": "The bakery opens again on Sunday" })),
        ] {
            let old = text(&ada.post_with(first).await["id"]);
            let said =
                json!({ "generative_training": "no", "synthetic_content": "yes", "reason": "a draft" });
            ada.put(&format!("{CONSENT}/statuses/{old}")).json(said).await.ok();
            if second["media_ids"].is_array() {
                let of_picture = format!("{CONSENT}/media/{picture}");
                ada.put(&of_picture).json(json!({ "other_training": "yes" })).await.ok();
            }
            ada.delete(&format!("/api/v1/statuses/{old}")).await.ok();
            // Something else that comes between is not it.
            let between = text(&ada.post_status("A kettle sings").await["id"]);
            let new = text(&ada.post_with(second.clone()).await["id"]);
            let again = text(&ada.post_with(json!({ "status": status })).await["id"]);
            for (post, training, remixes) in
                [(&between, "unset", "unset"), (&new, "no", "yes"), (&again, "unset", "unset")]
            {
                let standing = ada.get(&format!("{CONSENT}/statuses/{post}")).await.ok();
                assert_eq!(standing["generative_training"], training, "{second}: {standing}");
                assert_eq!(standing["synthetic_content"], remixes, "{second}: {standing}");
                assert_eq!(standing["archive"], "unset", "{second}: {standing}");
            }
            if second["media_ids"].is_array() {
                let standing = ada.get(&format!("{CONSENT}/media/{picture}")).await.ok();
                assert_eq!(standing["other_training"], "yes");
            }
        }
        let entries = ledger(&ada).await;
        verify(&entries).expect("the ledger is whole");
        assert_eq!(entries.iter().filter(|line| line.said.reason == "a draft").count(), 8);
    })
    .await;
}
