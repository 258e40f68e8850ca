//! Radar: what is passed on is seen, forecast, and drawn.

use crate::chrome::{Chrome, Look};
use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use testkit::{Client, Server};

const RADAR: &str = "/api/braise/v1/radar";

/// A post that five people pass on or answer; its id.
async fn fire(server: &Server) -> (Client, String) {
    let ada = server.member("ada");
    ada.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
    let post = ada.post_status("The lamps are lit in #tromso").await["id"].as_str().unwrap().to_owned();
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

        let topics = visitor.get(&format!("{RADAR}?kind=topics")).await.ok();
        assert_eq!(topics[0]["topic"]["name"], "tromso", "{topics}");

        // What is gone is gone, and so is what its author keeps from being found.
        ada.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": false })).await.ok();
        visitor.get(&format!("{RADAR}/statuses/{post}")).await.refused(404);
        assert_eq!(ada.get(&format!("{RADAR}/statuses/{post}")).await.ok()["forecast"]["seen"], 5);
        ada.delete(&format!("/api/v1/statuses/{post}")).await.ok();
        ada.get(&format!("{RADAR}/statuses/{post}")).await.refused(404);
        assert!(visitor.get(RADAR).await.ok().as_array().unwrap().is_empty());
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
