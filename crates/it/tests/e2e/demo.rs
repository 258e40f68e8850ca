//! The demo: a small world, whole.

use serde_json::Value;
use testkit::{Client, Engine, Server, wait_until};

fn start(still: bool) -> (Server, Client) {
    let mut command = vec!["demo", "--members", "30", "--seed", "11"];
    command.extend(still.then_some("--still"));
    let server = Server::builder(Engine::Sqlite).set("BRAISE_PASSWORD_GRANT", "on").running(&command).start();
    let visitor = server.visitor();
    (server, visitor)
}

pub(crate) async fn log_in(visitor: &Client) -> Client {
    let body = serde_json::json!({ "client_name": "x", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read write" });
    let app = visitor.post("/api/v1/apps").json(body).await.ok();
    let grant = serde_json::json!({
        "grant_type": "password", "client_id": app["client_id"], "client_secret": app["client_secret"],
        "username": "demo@port-cendre.example", "password": "password", "scope": "read write",
    });
    let token = visitor.post("/oauth/token").json(grant).await.ok();
    visitor.clone().with_token(token["access_token"].as_str().unwrap())
}

/// The public timeline, newest first, page by page.
async fn everything(visitor: &Client) -> Vec<Value> {
    let mut all = Vec::new();
    loop {
        let mut ask = visitor.get("/api/v1/timelines/public").query(&[("limit", "40")]);
        if let Some(last) = all.last() {
            let last: &Value = last;
            ask = ask.query(&[("max_id", last["id"].as_str().unwrap())]);
        }
        let page = ask.await.ok();
        let page = page.as_array().unwrap();
        if page.is_empty() {
            return all;
        }
        all.extend(page.iter().cloned());
    }
}

#[tokio::test]
async fn two_weeks_of_a_believable_town_are_there() {
    let (_server, visitor) = start(true);
    let all = everything(&visitor).await;
    let has = |test: &dyn Fn(&Value) -> bool| all.iter().any(test);
    assert!(all.len() > 100, "{} posts", all.len());
    assert!(has(&|post| !post["poll"].is_null()), "no poll");
    assert!(has(&|post| !post["media_attachments"].as_array().unwrap().is_empty()), "no picture");
    assert!(
        has(&|post| !post["in_reply_to_id"].is_null() || post["replies_count"].as_i64() > Some(0)),
        "no thread"
    );
    assert!(has(&|post| post["favourites_count"].as_i64() > Some(2)), "no likes");
    assert!(
        has(&|post| post["language"] == "fr") && has(&|post| post["language"] == "en"),
        "one language only"
    );
    let times: Vec<&str> = all.iter().map(|post| post["created_at"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|later, earlier| later >= earlier), "ids do not follow time");
    assert!(times.first().unwrap()[..10] > times.last().unwrap()[..10], "everything on one day");
    let asks = visitor.get("/api/braise/v1/asks").await.ok();
    assert!(asks.as_array().unwrap().len() == 2 && asks[1]["accepted_count"].as_i64() > Some(5), "{asks}");
    let releases = visitor.get("/api/braise/v1/datasets").await.ok();
    assert!(releases[0]["rows"].as_i64() > Some(0), "{releases}");
    let me = log_in(&visitor).await;
    assert!(!me.get("/api/v1/timelines/home").await.ids().is_empty());
    assert!(!me.get("/api/v1/notifications").await.ids().is_empty());
}

#[tokio::test]
async fn the_town_goes_on() {
    let (_server, visitor) = start(false);
    let me = log_in(&visitor).await;
    // Likes, replies and reposts show here too.
    let look = || async { me.get("/api/v1/timelines/public").query(&[("limit", "40")]).await.ok() };
    let before = look().await;
    wait_until("something happens", || async { (look().await != before).then_some(()) }).await;
}

#[tokio::test]
async fn what_the_town_makes_beside_its_posts_is_there_too() {
    let (_server, visitor) = start(true);
    let me = log_in(&visitor).await;
    let mut standings: Vec<String> = Vec::new();
    for post in everything(&visitor).await {
        let path = format!("/api/braise/v1/statuses/{}/notes", post["id"].as_str().unwrap());
        let notes = visitor.get(&path).await.ok();
        standings
            .extend(notes.as_array().unwrap().iter().map(|note| note["status"].as_str().unwrap().to_owned()));
    }
    for standing in ["helpful", "needs_more", "not_helpful"] {
        assert!(standings.iter().any(|one| one == standing), "no note is {standing}: {standings:?}");
    }
    let feeds = me.get("/api/braise/v1/feeds?scope=shared").await.ok();
    let feeds = feeds.as_array().unwrap();
    assert!(feeds.len() >= 5 && feeds.iter().all(|feed| feed["likes_count"].as_i64() > Some(1)), "{feeds:?}");
    assert_eq!(me.get("/api/braise/v1/feeds?scope=pinned").await.ids().len(), 2);
    for feed in feeds {
        let items =
            me.get(&format!("/api/braise/v1/feeds/{}/items", feed["id"].as_str().unwrap())).await.ok();
        assert!(!items["items"].as_array().unwrap().is_empty(), "nothing in {}", feed["name"]);
    }
    let packs = me.get("/api/braise/v1/starter_packs?scope=shared").await.ok();
    let packs = packs.as_array().unwrap();
    assert!(
        packs.len() >= 3 && packs.iter().all(|pack| pack["accounts_count"].as_i64() > Some(1)),
        "{packs:?}"
    );
    let log = visitor.get("/api/braise/v1/ask/log").await.ok();
    assert!(log.as_array().unwrap().len() >= 3, "{log}");
    // Pictures are drawn while the town is open already, one after another.
    let mut drawn: Vec<Value> = Vec::new();
    for number in 1..=6 {
        drawn = wait_until("another picture is drawn", || async {
            let made = visitor.get("/api/braise/v1/timelines/created?limit=40").await.ok();
            let media = made.as_array().unwrap().iter().map(|post| post["media_attachments"][0].clone());
            let drawn: Vec<Value> = media.filter(|medium| medium["drawn_by_rules"] == true).collect();
            (drawn.len() >= number).then_some(drawn)
        })
        .await;
    }
    assert!(drawn.iter().all(|medium| medium["description"].is_string()), "{drawn:?}");
    let mut remixes = 0;
    for medium in &drawn {
        let path = format!("/api/braise/v1/media/{}/credentials", medium["id"].as_str().unwrap());
        let said = visitor.get(&path).await.ok();
        assert_eq!(
            (&said["state"], &said["maker"]),
            (&Value::from("valid"), &Value::from("rules")),
            "{said}"
        );
        remixes += usize::from(said["remix_of"].is_object());
    }
    assert_eq!(remixes, 1);
}
