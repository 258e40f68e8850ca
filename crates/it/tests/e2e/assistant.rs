//! The assistant without a model: quotes in order with links, as the asker, or nothing.

use crate::chrome::{Chrome, Look};
use crate::on_sqlite;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::{Client, Engine, Server, wait_until};

const ASK: &str = "/api/braise/v1/ask";

fn start(engine: Engine) -> Server {
    Server::builder(engine).set("BRAISE_ASSISTANT", "on").start()
}

/// A member whose posts may be found and quoted.
async fn open(server: &Server, name: &str) -> Client {
    let member = server.member(name);
    member
        .patch("/api/v1/accounts/update_credentials")
        .json(json!({ "discoverable": true, "indexable": true }))
        .await
        .ok();
    member.put("/api/braise/v1/consent").json(json!({ "embeddings_search": "yes" })).await.ok();
    member
}

async fn ask(who: &Client, body: Value) -> Value {
    who.post(ASK).json(body).await.ok()
}

fn quotes(answer: &Value) -> Vec<String> {
    let sentences = answer["sentences"].as_array().unwrap().iter();
    let cited = sentences.flat_map(|sentence| sentence["citations"].as_array().unwrap());
    cited.map(|citation| citation["quote"].as_str().unwrap().to_owned()).collect()
}

/// Asks until the index knows what was just written.
async fn until_found(who: &Client, body: Value) -> Value {
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let answer = ask(who, body.clone()).await;
        if answer["abstained"] == false || Instant::now() > until {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_town_answers_from_its_own_posts() {
    let command = ["demo", "--members", "60", "--still"];
    let server = Server::builder(Engine::Sqlite).set("BRAISE_PASSWORD_GRANT", "on").running(&command).start();
    let visitor = server.visitor();
    let me = crate::demo::log_in(&visitor).await;
    let questions: Value =
        serde_json::from_str(include_str!("../../../assistant/tests/questions.json")).unwrap();
    let ready =
        || async { ask(&me, json!({ "question": "Who won the Golden Crust?" })).await["abstained"] == false };
    let ready = || async { ready().await.then_some(()) };
    wait_until("the index is filled", ready).await;

    let (mut rightly, mut silent) = (0, 0);
    let (mut slowest, mut wrong) = (0, Vec::new());
    for row in questions["answered"].as_array().unwrap() {
        let answer = ask(&me, json!({ "question": row["question"] })).await;
        slowest = slowest.max(answer["milliseconds"].as_i64().unwrap());
        let first = quotes(&answer).into_iter().next().unwrap_or_default();
        if row["quotes"].as_array().unwrap().iter().any(|quote| first.contains(quote.as_str().unwrap())) {
            rightly += 1;
        } else {
            wrong.push(format!("{row}: {answer}"));
        }
        // Every span is in the post it names, where it says.
        for sentence in answer["sentences"].as_array().unwrap() {
            for citation in sentence["citations"].as_array().unwrap() {
                let id = citation["status_id"].as_str().unwrap();
                let status = me.get(&format!("/api/v1/statuses/{id}")).await.ok();
                assert_eq!(status["visibility"], "public");
            }
        }
    }
    for row in questions["abstained"].as_array().unwrap() {
        let answer = ask(&me, json!({ "question": row["question"] })).await;
        if answer["abstained"] == true {
            silent += 1;
        } else {
            wrong.push(format!("{row}: {answer}"));
        }
    }
    assert!(rightly >= 18, "{rightly} of 20: {wrong:#?}");
    assert!(silent >= 9, "{silent} of 10: {wrong:#?}");
    assert!(slowest <= 400, "{slowest} ms, in a program that is not optimised");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_the_asker_may_see_and_its_author_allows_is_quoted() {
    crate::each(start, |server| async move {
        let (ada, bo, cy) = (open(&server, "ada").await, open(&server, "bo").await, open(&server, "cy").await);
        let question = json!({ "question": "Where is the silver key of the lighthouse hidden?" });
        // Said privately, behind a follow, and by somebody who does not want to be quoted.
        bo.post_with(json!({ "status": "The silver key of the lighthouse is hidden under stone one.", "visibility": "private" })).await;
        bo.post_with(json!({ "status": "@cy The silver key of the lighthouse is hidden under stone two.", "visibility": "direct" })).await;
        let shy = server.member("shy");
        shy.post_status("The silver key of the lighthouse is hidden under stone three.").await;
        let said = bo.post_status("The silver key of the lighthouse is hidden under stone four.").await;
        let said = said["id"].as_str().unwrap();
        let answer = until_found(&ada, question.clone()).await;
        assert_eq!(quotes(&answer), ["The silver key of the lighthouse is hidden under stone four."]);
        let citation = &answer["sentences"][0]["citations"][0];
        assert_eq!((&citation["status_id"], &citation["start"]), (&json!(said), &json!(0)));
        assert_eq!(citation["end"], citation["quote"].as_str().unwrap().chars().count());
        assert_eq!(answer["provider"], "braise");
        assert_eq!(answer["sentences"][0]["flags"], json!(["single_source"]));

        // Cy was written to; what is one's own is usable for oneself, also without consent.
        let mine = until_found(&cy, json!({ "question": "Where is the silver key hidden, under stone two?" })).await;
        assert!(quotes(&mine).iter().any(|quote| quote.contains("stone two")), "{mine}");
        let own = until_found(&shy, json!({ "question": "Where is the silver key hidden, under stone three?" })).await;
        assert!(quotes(&own).iter().any(|quote| quote.contains("stone three")), "{own}");

        // Blocked, muted, filtered, and consent taken back.
        let all = || ask(&ada, question.clone());
        bo.post(&format!("/api/v1/accounts/{}/block", ada.id().await)).await.ok();
        assert_eq!(all().await["abstained"], true);
        bo.post(&format!("/api/v1/accounts/{}/unblock", ada.id().await)).await.ok();
        assert_eq!(all().await["abstained"], false);
        ada.post(&format!("/api/v1/accounts/{}/mute", bo.id().await)).await.ok();
        assert_eq!(all().await["abstained"], true);
        ada.post(&format!("/api/v1/accounts/{}/unmute", bo.id().await)).await.ok();
        let filter = json!({ "title": "keys", "context": ["public"], "keywords_attributes": [{ "keyword": "silver" }] });
        let filter = ada.post("/api/v2/filters").json(filter).await.ok();
        assert_eq!(all().await["abstained"], true);
        ada.delete(&format!("/api/v2/filters/{}", filter["id"].as_str().unwrap())).await.ok();
        assert_eq!(all().await["abstained"], false);
        bo.put(&format!("/api/braise/v1/consent/statuses/{said}")).json(json!({ "embeddings_search": "no" })).await.ok();
        assert_eq!(all().await["abstained"], true);
        // What was answered before does not come back either.
        let id = answer["id"].as_str().unwrap();
        assert_eq!(ada.get(&format!("{ASK}/{id}")).await.ok()["abstained"], true);
        bo.put(&format!("/api/braise/v1/consent/statuses/{said}")).json(json!({ "embeddings_search": "yes" })).await.ok();
        assert_eq!(ada.get(&format!("{ASK}/{id}")).await.ok()["abstained"], false);
        cy.get(&format!("{ASK}/{id}")).await.refused(404);
        bo.delete(&format!("/api/v1/statuses/{said}")).await.ok();
        ada.get(&format!("{ASK}/{id}")).await.refused(404);
        assert_eq!(all().await["abstained"], true);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_summed_up_and_its_answer_published_corrected_and_refused() {
    crate::each(start, |server| async move {
        let (ada, bo) = (open(&server, "ada").await, open(&server, "bo").await);
        let root = ada.post_status("The bakery opens again on Saturday morning, with new bread from the old oven.").await;
        let root = root["id"].as_str().unwrap();
        bo.post_with(json!({ "status": "@ada The old oven of the bakery was repaired by the shipyard.", "in_reply_to_id": root })).await;
        let sum = ask(&bo, json!({ "question": "Summarise this thread", "status_id": root, "scope": "thread" })).await;
        assert_eq!(quotes(&sum).len(), 2, "{sum}");
        let answer = ask(&bo, json!({ "question": "When does the bakery open again?", "status_id": root, "scope": "post" })).await;
        assert!(quotes(&answer)[0].contains("Saturday"), "{answer}");
        assert_eq!(answer["publishable"], true);

        // It is private until it is published, which is another scope.
        let public = format!("/api/braise/v1/statuses/{root}/answer");
        server.visitor().get(&public).await.refused(404);
        let id = answer["id"].as_str().unwrap();
        ada.post(&format!("{ASK}/{id}/publish")).await.refused(404);
        server.log_in("bo", "read").post(&format!("{ASK}/{id}/publish")).await.refused(403);
        let first = bo.post(&format!("{ASK}/{id}/publish")).await.ok();
        assert_eq!(first["version"], 1);
        assert_eq!(bo.post(&format!("{ASK}/{id}/publish")).await.ok()["version"], 1, "twice is once");
        let second = sum["id"].as_str().unwrap();
        assert_eq!(bo.post(&format!("{ASK}/{second}/publish")).await.ok()["version"], 2);
        let shown = server.visitor().get(&public).await.ok();
        assert_eq!((&shown["version"], &shown["earlier"][0]["version"]), (&json!(2), &json!(1)));

        // The author refuses, and what stood is withdrawn; nobody else may.
        bo.put(&format!("/api/braise/v1/statuses/{root}/answers")).json(json!({ "allowed": false })).await.refused(403);
        ada.put(&format!("/api/braise/v1/statuses/{root}/answers")).json(json!({ "allowed": false })).await.ok();
        server.visitor().get(&public).await.refused(404);
        bo.post(&format!("{ASK}/{id}/publish")).await.refused(403);
        ada.put(&format!("/api/braise/v1/statuses/{root}/answers")).json(json!({ "allowed": true })).await.ok();
        assert_eq!(bo.post(&format!("{ASK}/{id}/publish")).await.ok()["version"], 3);
        ada.put(&format!("{ASK}/answers")).json(json!({ "allowed": false })).await.ok();
        server.visitor().get(&public).await.refused(404);
        ada.put(&format!("{ASK}/answers")).json(json!({ "allowed": true })).await.ok();
        bo.post(&format!("{ASK}/{id}/publish")).await.ok();
        bo.delete(&public).await.ok();
        bo.delete(&public).await.refused(404);

        // Everybody can read what was done, and that nothing was left out.
        let log = server.visitor().get(&format!("{ASK}/log")).await.ok();
        let actions: Vec<&str> =
            log.as_array().unwrap().iter().rev().map(|line| line["action"].as_str().unwrap()).collect();
        assert_eq!(
            actions,
            ["published", "corrected", "refused", "corrected", "refused", "corrected", "withdrawn"]
        );
        assert!(!log.to_string().contains("Saturday"), "the log quotes nothing");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_not_everybody_may_read_cannot_be_published() {
    let server = start(Engine::Sqlite);
    let (ada, bo) = (open(&server, "ada").await, open(&server, "bo").await);
    bo.follow(&ada).await;
    let body = json!({ "status": "The bakery opens again on Saturday morning.", "visibility": "private" });
    let hidden = ada.post_with(body).await;
    let question =
        json!({ "question": "When does the bakery open?", "status_id": hidden["id"], "scope": "post" });
    let answer = ask(&bo, question.clone()).await;
    assert_eq!((&answer["abstained"], &answer["publishable"]), (&json!(false), &json!(false)));
    bo.post(&format!("{ASK}/{}/publish", answer["id"].as_str().unwrap())).await.refused(422);
    server.member("cy").post(ASK).json(question).await.refused(404);
    // An answer about nothing in particular is nobody's context.
    let network = ask(&bo, json!({ "question": "What is the weather?" })).await;
    bo.post(&format!("{ASK}/{}/publish", network["id"].as_str().unwrap())).await.refused(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_questions_are_refused_in_words() {
    let server = start(Engine::Sqlite);
    let ada = open(&server, "ada").await;
    for body in [
        json!({}),
        json!({ "question": " " }),
        json!({ "question": "x".repeat(501) }),
        json!({ "question": "What?", "scope": "universe" }),
        json!({ "question": "What?", "scope": "thread" }),
    ] {
        ada.post(ASK).json(body).await.refused(422);
    }
    assert_eq!(ask(&ada, json!({ "question": "x".repeat(500) })).await["abstained"], true);
    ada.post(ASK).json(json!({ "question": "What?", "status_id": "5" })).await.refused(404);
    ada.post(ASK).json(json!({ "question": "What?", "status_id": "x" })).await.refused(404);
    server.visitor().post(ASK).json(json!({ "question": "What?" })).await.refused(401);
    ada.get(&format!("{ASK}/5")).await.refused(404);
    // Where the server does not want it, there is none.
    let without = on_sqlite();
    let said = without.member("bo").post(ASK).json(json!({ "question": "What?" })).await.refused(403);
    assert!(said.contains("off on this server"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_streams_sentence_by_sentence() {
    let server = start(Engine::Sqlite);
    let ada = open(&server, "ada").await;
    let post = ada.post_status("The bakery opens again on Saturday morning.").await;
    let body = json!({ "question": "When does the bakery open?", "status_id": post["id"], "stream": true });
    let streamed = ada.post(ASK).json(body).unchecked().await;
    assert_eq!(streamed.header("content-type"), Some("text/event-stream"));
    let text = String::from_utf8(streamed.bytes).unwrap();
    let events: Vec<&str> = text.split("\n\n").filter(|event| !event.is_empty()).collect();
    assert!(events[0].starts_with("event: sentence\ndata: {"), "{text}");
    let whole: Value =
        serde_json::from_str(events[1].strip_prefix("event: answer\ndata: ").unwrap()).unwrap();
    assert_eq!(whole["abstained"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_takes_questions_and_quotes_along() {
    crate::each(start, |server| async move {
        let (ada, bo) = (open(&server, "ada").await, open(&server, "bo").await);
        let post = ada.post_status("The bakery opens again on Saturday morning.").await;
        let question = json!({ "question": "When does the bakery open?", "status_id": post["id"] });
        let answer = ask(&bo, question).await;
        let id = answer["id"].as_str().unwrap();
        bo.post(&format!("{ASK}/{id}/publish")).await.ok();
        server.cli(&["account", "erase", "ada", "--yes"]);
        let gone = || async { bo.get(&format!("{ASK}/{id}")).unchecked().await.status == 404 };
        let gone = || async { gone().await.then_some(()) };
        wait_until("what quoted her is gone", gone).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_ask_answer_and_publish_in_both_languages() {
    let server = start(Engine::Sqlite);
    let (ada, bo) = (open(&server, "ada").await, open(&server, "bo").await);
    for (language, question, unknown, context) in [
        ("en", "When does the bakery open again?", "I do not know", "Made public by"),
        ("fr", "Quand la boulangerie rouvre-t-elle ?", "Je ne sais pas", "Rendu public par"),
    ] {
        let text = "The bakery opens again on Saturday.\n\nLa boulangerie rouvre ses portes samedi matin.";
        let post = ada.post_status(text).await;
        let place = format!("/@ada/{}", post["id"].as_str().unwrap());
        let look = Look { language, phone: language == "fr", scripts: language == "en" };
        let Some(chrome) = Chrome::open(server.url(), look).await else { return };
        chrome.log_in("bo").await;
        chrome.go(&place).await;
        chrome.press("details.answer summary").await;
        chrome.write("details.answer #question", question).await;
        chrome.press("details.answer form[action='/ask'] .button").await;
        chrome.find(".claim .source a").await;
        // With scripts it stands where it was asked for.
        if language == "en" {
            chrome.find(".asked-answer[aria-busy=false]").await;
        } else {
            assert!(chrome.place().await.contains("/ask/"));
        }
        chrome.photograph("ask").await;
        chrome.press("form[action$='/publish'] .button").await;
        chrome.find(".context .claim").await;
        chrome.waits_for(context).await;
        chrome.photograph("ask-context").await;
        chrome.go("/ask").await;
        chrome.write("#question", "Zyxomma?").await;
        chrome.press("main form[action='/ask'] .button").await;
        chrome.waits_for(unknown).await;
        chrome.go("/ask/log").await;
        chrome.find(".log code").await;
        chrome.close().await;
        // What its author refuses goes at once.
        let id = post["id"].as_str().unwrap();
        ada.put(&format!("/api/braise/v1/statuses/{id}/answers"))
            .json(json!({ "allowed": false }))
            .await
            .ok();
        bo.get(&format!("/api/braise/v1/statuses/{id}/answer")).await.refused(404);
    }
}
