//! The kinds of requests that are measured: a row each.

use crate::fill::{Member, World};
use crate::http::Request;
use crate::words::{self, Dice, TAGS};
use model::{PostId, Time, id};

/// A kind of request.
pub struct Kind {
    /// What it is called in the tables.
    pub name: &'static str,
    /// How many are asked in a whole run.
    pub count: usize,
    /// On how many connections.
    pub connections: usize,
    /// The request of a number.
    pub request: fn(&World, usize) -> Request,
}

/// The kind the first target is about.
pub const HOME: &str = "home timeline, 20 posts";

/// The same posts as a page.
pub const PAGE: &str = "home page, 20 posts";

/// Everything a reader asks.
pub const KINDS: &[Kind] = &[
    Kind {
        name: HOME,
        count: 4_000,
        connections: 8,
        request: |world, _| get(world, "v1/timelines/home?limit=20"),
    },
    Kind { name: PAGE, count: 4_000, connections: 8, request: |world, _| Request::page("/", &world.session) },
    Kind {
        name: "home, 20 posts of any day",
        count: 1_000,
        connections: 8,
        request: |world, number| {
            get(world, &format!("v1/timelines/home?limit=20&max_id={}", then(world, number)))
        },
    },
    Kind {
        name: "for you, 20 posts with their terms",
        count: 1_000,
        connections: 8,
        request: |world, _| get(world, "braise/v1/feeds/for_you?limit=20"),
    },
    Kind {
        name: "for you, 20 posts, a hundred readers",
        count: 1_000,
        connections: 1,
        request: |world, number| {
            Request::new("GET", "/api/braise/v1/feeds/for_you?limit=20", world.reader(number), None)
        },
    },
    Kind {
        name: "ask the town, without a model",
        count: 100,
        connections: 1,
        request: |world, number| {
            let words = ["lighthouse and comet", "bread", "vélo et jardin", "telescope", "ferry and museum"];
            let question = format!("What is said about {}?", words.get(number % words.len()).unwrap_or(&""));
            let body = serde_json::json!({ "question": question }).to_string();
            Request::new("POST", "/api/braise/v1/ask", world.reader(number), Some(&body))
        },
    },
    Kind {
        name: "public timeline, 20 posts",
        count: 4_000,
        connections: 8,
        request: |world, _| get(world, "v1/timelines/public?limit=20"),
    },
    Kind {
        name: "tag timeline, 20 posts",
        count: 2_000,
        connections: 8,
        request: |world, number| get(world, &format!("v1/timelines/tag/{}?limit=20", tag(number))),
    },
    Kind {
        name: "one status",
        count: 4_000,
        connections: 8,
        request: |world, number| get(world, &format!("v1/statuses/{}", post(world, number))),
    },
    Kind {
        name: "context of a long thread",
        count: 500,
        connections: 8,
        request: |world, number| {
            let talk = world.talks.iter().rev().nth(number % 20).copied().unwrap_or_default();
            get(world, &format!("v1/statuses/{talk}/context"))
        },
    },
    Kind {
        name: "account",
        count: 4_000,
        connections: 8,
        request: |world, number| get(world, &format!("v1/accounts/{}", author(world, number))),
    },
    Kind {
        name: "statuses of an account",
        count: 2_000,
        connections: 8,
        request: |world, number| {
            get(world, &format!("v1/accounts/{}/statuses?limit=20", author(world, number)))
        },
    },
    Kind {
        name: "notifications",
        count: 1_000,
        connections: 8,
        request: |world, _| get(world, "v1/notifications?limit=20"),
    },
    Kind {
        name: "search for posts",
        count: 500,
        connections: 8,
        request: |world, number| {
            let words =
                ["lighthouse+comet", "bread", "vélo+jardin", "telescope+from:author3", "ferry+museum"];
            let word = words.get(number % words.len()).unwrap_or(&"street");
            get(world, &format!("v2/search?type=statuses&limit=20&q={}", word.replace('é', "%C3%A9")))
        },
    },
    Kind {
        name: "verify_credentials",
        count: 4_000,
        connections: 8,
        request: |world, _| get(world, "v1/accounts/verify_credentials"),
    },
    Kind {
        name: "favourite, durable",
        count: 1_000,
        connections: 8,
        request: |world, number| {
            let path = format!("/api/v1/statuses/{}/favourite", post(world, number));
            Request::new("POST", &path, &world.tokens[1], None)
        },
    },
];

/// Who posts: the author few follow, or the one many follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Poster {
    /// Followed by ten.
    Few,
    /// Followed by ten thousand.
    Many,
}

/// A new post; a number gives always the same text.
pub fn publish(world: &World, poster: Poster, number: usize) -> Request {
    let text = words::text(&mut Dice::new(number as u64), false);
    let body = serde_json::json!({ "status": text, "visibility": "public", "language": "en" });
    let token = &world.tokens[if poster == Poster::Few { 1 } else { 2 }];
    Request::new("POST", "/api/v1/statuses", token, Some(&body.to_string()))
}

fn get(world: &World, path: &str) -> Request {
    Request::new("GET", &format!("/api/{path}"), &world.tokens[0], None)
}

/// A moment of the hundred days, another one for each number: pages nobody has read before.
fn then(world: &World, number: usize) -> PostId {
    let (start, end) = world.span;
    let place = Dice::new(number as u64).below(90) as i64 * 10_000
        + Dice::new(number as u64 + 7).below(10_000) as i64;
    PostId(id::first_at(Time::from_millis(end - (end - start) * place / 1_000_000)))
}

fn tag(number: usize) -> &'static str {
    TAGS[number % 10]
}

fn post(world: &World, number: usize) -> PostId {
    let newest = world.posts.len().checked_sub(1 + number % world.posts.len().max(1));
    newest.and_then(|place| world.posts.get(place)).copied().unwrap_or_default()
}

fn author(world: &World, number: usize) -> model::AccountId {
    world
        .authors
        .get(number % world.authors.len().max(1))
        .map_or_else(Default::default, |Member { id, .. }| *id)
}
