//! Radar: what is passed on is seen, forecast, and drawn.

use crate::chrome::{Chrome, Look};
use crate::pages::browser::Browser;
use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use testkit::{Client, Engine, Server};

const RADAR: &str = "/api/braise/v1/radar";

/// A post that five people pass on or answer; its id.
async fn fire(server: &Server) -> (Client, String) {
    let ada = server.member("ada");
    ada.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
    let post =
        ada.post_with(json!({ "status": "The lamps are lit in #tromso", "language": "en" })).await["id"]
            .as_str()
            .unwrap()
            .to_owned();
    for n in 0..5 {
        let other = server.member(&format!("other{n}"));
        other.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
        if n < 3 {
            other.post(&format!("/api/v1/statuses/{post}/reblog")).await.ok();
        } else {
            other.post_with(json!({ "status": "@ada all of them? #tromso", "in_reply_to_id": post })).await;
        }
    }
    (ada, post)
}

fn sums(terms: &Value) -> f64 {
    terms.as_array().unwrap().iter().map(|term| term["delta"].as_f64().unwrap()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_passed_on_is_forecast_with_its_reasons() {
    on_each_engine(|server| async move {
        let (ada, post) = fire(&server).await;
        let visitor = server.visitor();
        let found = visitor.get(RADAR).await.ok();
        assert_eq!(found[0]["status"]["id"], post.as_str(), "{found}");
        let forecast = &found[0]["forecast"];
        assert_eq!(forecast["seen"], 5, "{forecast}");
        let number = |name: &str| forecast[name].as_f64().unwrap();
        assert!(number("final") >= 5.0 && number("low") <= number("high") && number("high") >= 5.0);
        // The terms sum to the doublings still to come.
        let growth = (number("final") - 5.0 + 1.0).log2();
        assert!((sums(&found[0]["terms"]) - growth).abs() < 0.05, "{} {growth}", sums(&found[0]["terms"]));

        let course = visitor.get(&format!("{RADAR}/statuses/{post}")).await.ok();
        assert_eq!(course["series"].as_array().unwrap().last().unwrap()[1], 5, "{course}");
        assert!(visitor.get(&format!("{RADAR}?language=tlh")).await.ok().as_array().unwrap().is_empty());
        visitor.get(&format!("{RADAR}?kind=nonsense")).await.refused(422);
        assert!(visitor.get(&format!("{RADAR}/scoreboard")).await.ok().as_array().unwrap().is_empty());

        // Who joined last counts once they are not new any more.
        let topics = testkit::wait_until("a topic rises", || async {
            let topics = visitor.get(&format!("{RADAR}?kind=topics")).await.ok();
            (!topics.as_array().unwrap().is_empty()).then_some(topics)
        })
        .await;
        assert_eq!(topics[0]["topic"]["name"], "tromso", "{topics}");
        assert_eq!(topics[0]["topic"]["first_status_id"], post.as_str());
        let mut browser = Browser::new(&server);
        let chart = browser.get(&format!("/radar/{post}/chart.svg")).await;
        assert!(chart.status == 200 && chart.text.starts_with("<svg ") && chart.text.contains("5 reposts"));
        let feed = browser.get("/radar.rss").await;
        assert!(feed.status == 200 && feed.text.contains("<title>5 → "), "{}", feed.text);

        // What is gone is gone, and so is what its author keeps from being found.
        ada.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": false })).await.ok();
        assert!(visitor.get(RADAR).await.ok().as_array().unwrap().is_empty());
        visitor.get(&format!("{RADAR}/statuses/{post}")).await.refused(404);
        assert_eq!(ada.get(&format!("{RADAR}/statuses/{post}")).await.ok()["forecast"]["seen"], 5);
        ada.delete(&format!("/api/v1/statuses/{post}")).await.ok();
        ada.get(&format!("{RADAR}/statuses/{post}")).await.refused(404);
        assert!(visitor.get(RADAR).await.ok().as_array().unwrap().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn some_of_what_burns_can_be_asked_for() {
    on_each_engine(|server| async move {
        let (ada, post) = fire(&server).await;
        let me = server.member("me");
        let friend = server.log_in("other0", "read write follow");
        let asked = |query: &'static str| {
            let me = me.clone();
            async move {
                let found = me.get(&format!("{RADAR}?{query}")).await.ok();
                let ids = found
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|one| one["status"]["id"].as_str().unwrap().to_owned());
                ids.collect::<Vec<_>>()
            }
        };
        let (one, none) = (vec![post.clone()], Vec::<String>::new());
        assert_eq!(asked("distance=followed").await, none);
        assert_eq!(asked("distance=near").await, none);
        me.follow(&friend).await;
        friend.follow(&ada).await;
        assert_eq!(asked("distance=followed").await, none);
        assert_eq!(asked("distance=near").await, one, "somebody they follow follows its author");
        me.follow(&ada).await;
        assert_eq!(asked("distance=followed").await, one);
        assert_eq!((asked("topic=tromso").await, asked("topic=Paris").await), (one.clone(), none.clone()));
        assert_eq!((asked("language=en").await, asked("language=fr").await), (one, none.clone()));
        me.get(&format!("{RADAR}?distance=far")).await.refused(422);
        server.visitor().get(&format!("{RADAR}?distance=near")).await.refused(401);

        let mut browser = Browser::new(&server);
        assert!(browser.get("/radar?topic=tromso").await.text.contains("Only about tromso"));
        assert!(
            browser.get("/radar?topic=Paris&language=fr").await.text.contains("Nothing of what you ask for")
        );
        me.post(&format!("/api/v1/accounts/{}/block", ada.id().await)).await.ok();
        assert_eq!(asked("").await, none, "whom one hides is not shown");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_a_forecast_is_told_when_it_turns() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        ada.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
        let post = ada.post_status("The lamps are lit").await["id"].as_str().unwrap().to_owned();
        let bo = server.member("bo");
        let path = format!("{RADAR}/statuses/{post}");
        assert_eq!(bo.get(&path).await.ok()["following"], false);
        assert_eq!(bo.post(&format!("{path}/follow")).await.ok()["following"], true);
        assert_eq!(bo.post(&format!("{path}/follow")).await.ok()["following"], true, "twice is once");
        assert_eq!(bo.get(&format!("{RADAR}/followed")).await.ok()[0]["status"]["id"], post.as_str());
        bo.post(&format!("{RADAR}/statuses/1/follow")).await.refused(404);
        server.visitor().post(&format!("{path}/follow")).await.refused(401);
        let mut radar = bo.sse("/api/v1/streaming/radar").await;
        let mut user = bo.websocket(&[("stream", "user:notification")]).await;
        for n in 0..12 {
            server.member(&format!("other{n}")).post(&format!("/api/v1/statuses/{post}/reblog")).await.ok();
        }
        let told = radar.expect("turn").await.payload;
        assert_eq!((&told["type"], &told["status"]["id"]), (&json!("braise.forecast_up"), &json!(post)));
        // Apps that do not know the type are not told of it.
        assert!(user.within(std::time::Duration::from_millis(300)).await.is_none());
        assert_eq!(bo.get("/api/v1/notifications").await.ok(), json!([]));
        assert_eq!(bo.get("/api/v1/notifications/unread_count").await.ok()["count"], 0);
        assert_eq!(bo.get("/api/v1/notifications?types[]=braise.forecast_up").await.ok(), json!([]));
        assert_eq!(bo.get(&format!("{RADAR}/turns")).await.ok()[0]["id"], told["id"]);
        let mut browser = Browser::new(&server);
        browser.log_in("bo").await;
        let page = browser.get("/notifications").await.text;
        assert!(
            page.contains("A forecast you follow rose") && page.contains(&format!("/radar/{post}")),
            "{page}"
        );
        assert!(browser.get("/radar/followed").await.text.contains("The lamps are lit"));
        assert!(browser.get(&format!("/radar/{post}")).await.text.contains("Tell me no longer"));

        assert_eq!(bo.post(&format!("{path}/unfollow")).await.ok()["following"], false);
        assert_eq!(bo.get(&format!("{RADAR}/followed")).await.ok(), json!([]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn authors_see_whom_their_post_may_reach_and_others_do_not_of_small_accounts() {
    on_each_engine(|server| async move {
        let (ada, post) = fire(&server).await;
        let bo = server.log_in("other0", "read write follow");
        bo.follow(&ada).await;
        let reach = |who: Client| {
            let path = format!("{RADAR}/statuses/{post}");
            async move { who.get(&path).await.ok()["reach"].clone() }
        };
        let own = reach(ada.clone()).await;
        assert!(own["high"].as_i64().unwrap() >= 1 && own["low"].as_i64() <= own["high"].as_i64(), "{own}");
        assert_eq!(reach(bo.clone()).await, Value::Null);
        let mut browser = Browser::new(&server);
        browser.log_in("ada").await;
        let page = format!("/@ada/{post}");
        assert!(browser.get(&page).await.text.contains("Your post is likely to reach"));
        // What is set on the page holds: not for themselves, but for others.
        let form = [("visibility", "public"), ("quote", "everyone"), ("language", ""), ("reached-all", "1")];
        let settings = browser.get("/settings/posting").await;
        browser.submit(&settings, "/settings/posting", &form).await;
        assert!(!browser.get(&page).await.text.contains("Your post is likely to reach"));
        assert_eq!((reach(ada).await, reach(bo).await.is_object()), (Value::Null, true));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn radar_is_drawn_and_can_be_read_as_a_table() {
    let server = on_sqlite();
    let (_ada, post) = fire(&server).await;
    for (language, says) in [("en", "reposts and answers so far"), ("fr", "repartages et réponses à ce jour")]
    {
        let Some(chrome) =
            Chrome::open(server.url(), Look { language, phone: language == "fr", scripts: true }).await
        else {
            return;
        };
        chrome.go("/radar").await;
        chrome.find(".outlook .heat").await;
        assert!(chrome.says(says).await);
        chrome.photograph("radar").await;
        chrome.press(".outlook a").await;
        chrome.find(".fan svg").await;
        assert!(chrome.place().await.ends_with(&format!("/radar/{post}")));
        chrome.photograph("radar-one").await;
        chrome.go("/radar/topics").await;
        assert!(chrome.says("#tromso").await);
        chrome.photograph("radar-topics").await;
        chrome.close().await;
    }
}

/// Recordings as `braise replay` reads them: three posts of other days, each passed on forty times in six hours.
fn recordings(folder: &std::path::Path) -> String {
    let file = folder.join("recorded.jsonl");
    let lines: String = (0..3)
        .map(|post| {
            let event = |n: u64| json!([n * n * 13, if n % 5 == 4 { 3 } else { -1 }, 100 + n, if n % 5 < 3 { "s" } else { "r" }]);
            let events: Vec<Value> = (0..40).map(event).collect();
            let line = json!({ "id": post, "t0": 1_400_000_000 + post * 86_400, "author": 7, "chars": 100, "events": events });
            format!("{line}\n")
        })
        .collect();
    std::fs::write(&file, lines).unwrap();
    file.to_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_fills_radar_and_the_scoreboard_of_a_running_server() {
    on_each_engine(|mut server| async move {
        // The server follows from its first look on, whatever day something bears.
        assert_eq!(server.visitor().get(RADAR).await.ok(), json!([]));
        let mut radar = server.member("listener").sse("/api/v1/streaming/radar").await;
        let file = recordings(server.folder());
        let replay = ["replay", &file, "--speed", "1e12", "--days", "9", "--json"];
        let done: Value = serde_json::from_str(&server.cli(&replay)).unwrap();
        assert_eq!((&done["posts"], &done["steps"], &done["refused"]), (&3.into(), &120.into(), &0.into()));
        // Forecasts are told as they are made, whoever makes them.
        let told = radar.expect("forecast").await.payload;
        assert!(told["status"]["id"].is_string() && told["forecast"]["final"].is_number(), "{told}");
        let visitor = server.visitor();
        let scores = testkit::wait_until("the scoreboard shows", || async {
            let scores = visitor.get(&format!("{RADAR}/scoreboard")).await.ok();
            (scores.as_array().unwrap().len() == 5).then_some(scores)
        })
        .await;
        for (score, horizon) in scores.as_array().unwrap().iter().zip([300, 600, 1_800, 3_600, 21_600]) {
            assert_eq!(score["horizon"], horizon, "{score}");
            assert!(score["count"].as_u64().unwrap() >= 1, "{score}");
            assert!(score["worst"].as_array().unwrap().iter().all(|miss| miss["final"] == 40), "{score}");
        }
        let table = Browser::new(&server).get("/radar/scoreboard.csv").await.text;
        assert_eq!(table.lines().count(), 1 + 15, "{table}");
        // What is old is judged and what is young is followed.
        let posts = visitor.get("/api/v1/timelines/public?limit=40").await.ok();
        let posts = posts.as_array().unwrap();
        let newest = posts.iter().find(|post| post["in_reply_to_id"].is_null() && post["reblog"].is_null());
        let path = format!("{RADAR}/statuses/{}", newest.unwrap()["id"].as_str().unwrap());
        let course = testkit::wait_until("the server has followed", || async {
            let course = visitor.get(&path).await.ok();
            (course["forecast"]["seen"] == 40).then_some(course)
        })
        .await;
        assert_eq!(course["history"].as_array().unwrap().len(), 5, "{course}");
        // What the replay judged was judged in another program: the server has learned from it once it starts again.
        server.restart();
        let page = format!("/radar/{}?lang=en", path.rsplit('/').next().unwrap());
        let page = Browser::new(&server).get(&page).await.text;
        assert!(
            page.contains("forecasts here missed by") && page.contains("what this server has seen itself"),
            "{page}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_scoreboard_is_drawn() {
    let server = on_sqlite();
    let file = recordings(server.folder());
    server.cli(&["replay", &file, "--speed", "1e12", "--days", "9", "--json"]);
    for language in ["en", "fr"] {
        let look = Look { language, phone: language == "fr", scripts: true };
        let Some(chrome) = Chrome::open(server.url(), look).await else { return };
        chrome.go("/radar").await;
        chrome.photograph("radar-replayed").await;
        chrome.go("/radar/scoreboard").await;
        chrome.find("table").await;
        chrome.photograph("radar-scoreboard").await;
        chrome.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_scoreboard_says_when_forecasts_move_feeds() {
    for on in [false, true] {
        let setting = if on { "on" } else { "off" };
        let server = Server::builder(Engine::Sqlite).set("BRAISE_FORECASTS_RANK", setting).start();
        server.member("ada");
        let mut browser = Browser::new(&server);
        let board = browser.get("/radar/scoreboard?lang=en").await.text;
        assert_eq!(board.contains("help themselves to come true"), on, "{board}");
        browser.log_in("ada").await;
        let steering = browser.get("/settings/for-you?lang=en").await.text;
        assert_eq!(steering.contains("Likely to go far"), on);
    }
}
