//! A small world in which consent comes and goes at random, and releases that must follow it.

use super::{build, id, numbers, say, say_of, sentence};
use crate::on_each_engine;
use serde_json::json;
use std::collections::BTreeSet;
use testkit::Client;

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
