//! What is taken back.

use super::{build, files, id, numbers, say, sentence};
use crate::on_each_engine;
use dataset::release::Manifest;
use serde_json::{Value, json};

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

/// Two who part share no row any more, and who is suspended stands in none.
#[tokio::test]
async fn who_blocks_or_is_suspended_shows_in_the_lists() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
        for member in [&ada, &bo, &cy] {
            say(member, "yes").await;
        }
        let root = id(&ada.post_status(&sentence(1)).await);
        let reply = json!({ "status": format!("@ada {}", sentence(2)), "in_reply_to_id": root });
        bo.post_with(reply).await;
        ada.post_status(&sentence(3)).await;
        cy.post_status(&sentence(4)).await;
        let built = build(&server, "parted", &["--min-authors", "1"]);
        assert_eq!(built.rows.len(), 3);
        let is = |count: usize| {
            let server = &server;
            testkit::wait_until("the list keeps up", move || async move {
                let answer = server.visitor().get("/api/braise/v1/datasets/parted/revocations").await;
                let rows = (answer.status == 200).then(|| answer.ok()["rows"].clone())?;
                (rows.as_array().unwrap().len() == count).then_some(rows)
            })
        };
        ada.post(&format!("/api/v1/accounts/{}/block", bo.id().await)).await.ok();
        assert_eq!(is(1).await, json!([built.rows[0].id]));
        server.cli(&["account", "suspend", "cy"]);
        is(2).await;
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
