//! What memory holds after a start is what it held before: rings filled from rows and rings that
//! followed the log show the same timelines.

use crate::on_each_engine;
use serde_json::{Value, json};
use testkit::{Client, Server};

const NAMES: [&str; 4] = ["ada", "bo", "cy", "di"];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

#[tokio::test]
async fn a_restart_changes_no_timeline() {
    on_each_engine(|mut server| async move {
        let members: Vec<Client> = NAMES.iter().map(|name| server.member(name)).collect();
        live(&members).await;
        let list = list(&members).await;
        let before = timelines(&server, &members, &list).await;
        // Only what a block hides is empty.
        let empty = before.iter().filter(|(_, page)| page.is_empty()).count();
        assert!(empty * 4 < before.len(), "{before:?}");
        server.restart();
        assert_eq!(timelines(&server, &members, &list).await, before);
    })
    .await;
}

/// Some days of a small town: posts of every sort, answers, reposts, edits, deletions, blocks.
async fn live(members: &[Client]) {
    let mut dice = Dice(7);
    let them: Vec<String> = ids(members).await;
    for (from, to) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 3), (3, 0), (3, 1)] {
        members[from].follow(&members[to]).await;
    }
    members[2].post("/api/v1/tags/bread/follow").await.ok();
    members[0].post(&format!("/api/v1/accounts/{}/mute", them[2])).await.ok();
    members[3].post(&format!("/api/v1/accounts/{}/block", them[2])).await.ok();
    let mut posts: Vec<(usize, String)> = Vec::new();
    for number in 0..140 {
        let who = dice.below(members.len());
        let (me, other) = (&members[who], posts.get(dice.below(posts.len().max(1))).cloned());
        match (dice.below(10), other) {
            (0, Some((author, id))) => {
                members[author].delete(&format!("/api/v1/statuses/{id}")).await.ok();
                posts.retain(|(_, other)| *other != id);
            }
            (1, Some((author, id))) => {
                let body = json!({ "status": format!("Better said, {number} #bread") });
                members[author].put(&format!("/api/v1/statuses/{id}")).json(body).await.ok();
            }
            (2, Some((_, id))) => {
                // Not everybody may see it, and not everything may be reposted.
                me.post(&format!("/api/v1/statuses/{id}/reblog")).unchecked().await;
            }
            (3 | 4, Some((_, id))) => {
                let body = json!({ "status": format!("@ada answer {number}"), "in_reply_to_id": id });
                let answer = me.post("/api/v1/statuses").json(body).unchecked().await;
                posts.extend(answer.body["id"].as_str().map(|id| (who, id.to_owned())));
            }
            _ => {
                let visibility = ["public", "public", "unlisted", "private", "direct"][dice.below(5)];
                let status = format!("Number {number} of #bread and @{}", NAMES[dice.below(4)]);
                let post = me.post_with(json!({ "status": status, "visibility": visibility })).await;
                posts.push((who, post["id"].as_str().unwrap().to_owned()));
            }
        }
    }
}

async fn ids(members: &[Client]) -> Vec<String> {
    let mut ids = Vec::new();
    for member in members {
        ids.push(member.id().await);
    }
    ids
}

async fn list(members: &[Client]) -> String {
    let body = json!({ "title": "near", "replies_policy": "list", "exclusive": true });
    let list = members[0].post("/api/v1/lists").json(body).await.ok();
    let id = list["id"].as_str().unwrap().to_owned();
    let accounts = json!({ "account_ids": [members[1].id().await] });
    members[0].post(&format!("/api/v1/lists/{id}/accounts")).json(accounts).await.ok();
    id
}

/// Every timeline of every member and of a visitor, all pages.
async fn timelines(server: &Server, members: &[Client], list: &str) -> Vec<(String, Vec<Value>)> {
    let mut found = Vec::new();
    let mut paths: Vec<String> = ["home", "public", "public?local=true", "tag/bread"]
        .iter()
        .map(|name| format!("/api/v1/timelines/{name}"))
        .collect();
    for id in ids(members).await {
        paths.push(format!("/api/v1/accounts/{id}/statuses"));
        paths.push(format!("/api/v1/accounts/{id}/statuses?exclude_replies=true"));
    }
    for member in members {
        for path in &paths {
            found.push((format!("{} {path}", member.name()), pages(member, path).await));
        }
    }
    let path = format!("/api/v1/timelines/list/{list}");
    found.push((path.clone(), pages(&members[0], &path).await));
    for path in &paths[1..] {
        found.push((format!("visitor {path}"), pages(&server.visitor(), path).await));
    }
    found
}

async fn pages(client: &Client, path: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let answer = client.get(&path).query(&[("limit", 15)]).await;
        next = answer.next();
        all.extend(answer.body.as_array().unwrap().iter().map(|status| status["id"].clone()));
    }
    all
}
