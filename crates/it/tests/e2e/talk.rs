//! The assistant among people: mentioned in a thread, helping with their words, as each of them chose.

mod translations;

use crate::chrome::{Chrome, Look};
use serde_json::{Value, json};
use testkit::{Client, Engine, Provider, Said, Server, wait_until};

const BREAD: &str = "The bakery opens again on Saturday morning.";

fn start(engine: Engine) -> Server {
    Server::builder(engine).set("BRAISE_ASSISTANT", "on").set("BRAISE_ASSISTANT_ACCOUNT", "assistant").start()
}

fn with(engine: Engine, provider: &Provider) -> Server {
    Server::builder(engine)
        .set("BRAISE_ASSISTANT", "on")
        .set("BRAISE_MODEL_PROVIDER", "other")
        .set("BRAISE_MODEL_URL", provider.url())
        .set("BRAISE_MODEL_NAME", "small")
        .set("BRAISE_MODEL_PRIVATE", "on")
        .start()
}

async fn open(server: &Server, name: &str) -> Client {
    let member = server.member(name);
    let said = json!({ "embeddings_search": "yes", "assistant_context": "yes" });
    member.put("/api/braise/v1/consent").json(said).await.ok();
    member
}

/// What the assistant wrote to a member.
async fn letters(member: &Client) -> Vec<Value> {
    let told = member.get("/api/v1/notifications?types[]=mention").await.ok();
    let told = told.as_array().unwrap().iter().filter(|one| one["account"]["acct"] == "assistant");
    told.map(|one| one["status"].clone()).collect()
}

async fn answered(member: &Client, times: usize) -> Value {
    let enough = || async {
        let mut all = letters(member).await;
        (all.len() >= times).then(|| all.remove(0))
    };
    wait_until("the assistant answers", enough).await
}

async fn ask_it(member: &Client, words: &str, about: &Value) -> Value {
    member.post_with(json!({ "status": format!("@assistant {words}"), "in_reply_to_id": about["id"] })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_is_answered_in_private_and_made_public_by_another_act() {
    crate::each(start, |server| async move {
        let (ada, bo) = (open(&server, "ada").await, open(&server, "bo").await);
        let account = bo.get("/api/v1/accounts/lookup?acct=assistant").await.ok();
        assert_eq!(account["bot"], true);
        let post = ada.post_status(BREAD).await;
        let asked = ask_it(&bo, "when does the bakery open?", &post).await;
        let letter = answered(&bo, 1).await;
        assert_eq!(letter["visibility"], "direct");
        assert_eq!(letter["in_reply_to_id"], asked["id"]);
        let content = letter["content"].as_str().unwrap();
        assert!(
            content.contains("opens again on Saturday") && content.contains(post["id"].as_str().unwrap()),
            "{content}"
        );
        // Nobody else sees it, and nothing is public.
        ada.get(&format!("/api/v1/statuses/{}", letter["id"].as_str().unwrap())).await.refused(404);
        let public = format!("/api/braise/v1/statuses/{}/answer", post["id"].as_str().unwrap());
        ada.get(&public).await.refused(404);
        let id: String =
            content.split("/ask/").nth(1).unwrap().chars().take_while(char::is_ascii_digit).collect();
        bo.post(&format!("/api/braise/v1/ask/{id}/publish")).await.ok();
        assert_eq!(ada.get(&public).await.ok()["version"], 1);
        // What it quoted is deleted, and so is what it said.
        ada.delete(&format!("/api/v1/statuses/{}", post["id"].as_str().unwrap())).await.ok();
        bo.get(&format!("/api/v1/statuses/{}", letter["id"].as_str().unwrap())).await.refused(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_keeps_out_where_it_is_not_wanted_and_floods_nobody() {
    crate::each(start, |server| async move {
        let (ada, bo) = (open(&server, "ada").await, open(&server, "bo").await);
        let us = bo.get("/api/v1/accounts/lookup?acct=assistant").await.ok();
        let us = us["id"].as_str().unwrap();
        // The author refuses answers.
        let post = ada.post_status(BREAD).await;
        let refuse = format!("/api/braise/v1/statuses/{}/answers", post["id"].as_str().unwrap());
        ada.put(&refuse).json(json!({ "allowed": false })).await.ok();
        ask_it(&bo, "when?", &post).await;
        let letter = answered(&bo, 1).await;
        assert!(letter["content"].as_str().unwrap().contains("does not want me to answer"), "{letter}");
        // The author blocks it.
        let other = ada.post_status("The ferry leaves at noon from the old harbour.").await;
        ada.post(&format!("/api/v1/accounts/{us}/block")).await.ok();
        ask_it(&bo, "when does the ferry leave?", &other).await;
        let letter = answered(&bo, 2).await;
        assert!(letter["content"].as_str().unwrap().contains("does not want me to answer"), "{letter}");
        ada.post(&format!("/api/v1/accounts/{us}/unblock")).await.ok();
        // Bots are not answered, nor whoever blocks it.
        let robot = open(&server, "robot").await;
        robot.patch("/api/v1/accounts/update_credentials").json(json!({ "bot": true })).await.ok();
        ask_it(&robot, "when does the ferry leave?", &other).await;
        let cy = open(&server, "cy").await;
        cy.post(&format!("/api/v1/accounts/{us}/block")).await.ok();
        ask_it(&cy, "when does the ferry leave?", &other).await;
        // A thread is answered so often, whoever asks; bo's own answer tells that the others were looked at.
        for n in 0..9 {
            ask_it(&bo, &format!("when does the ferry leave, {n}?"), &other).await;
        }
        let third = ada.post_status("The library lends umbrellas in the rainy season.").await;
        ask_it(&bo, "what does the library lend?", &third).await;
        let done = || async {
            let all = letters(&bo).await;
            all.iter().any(|one| one["content"].as_str().unwrap().contains("umbrellas")).then_some(all.len())
        };
        let all = wait_until("the last one is answered", done).await;
        // One refused, one blocked and six at most in that thread, one in the last.
        assert!(all <= 8, "{all} answers");
        assert!(letters(&robot).await.is_empty() && letters(&cy).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_an_edit_adds_calls_it_once() {
    crate::each(start, |server| async move {
        let (ada, bo) = (open(&server, "ada").await, open(&server, "bo").await);
        let post = ada.post_status("The ferry leaves at noon from the old harbour.").await;
        let reply = json!({ "status": "when does the ferry leave?", "in_reply_to_id": post["id"] });
        let asked = bo.post_with(reply).await;
        let way = format!("/api/v1/statuses/{}", asked["id"].as_str().unwrap());
        for words in [
            "@assistant when does the ferry leave?",
            "@assistant when does the ferry leave, please?",
            "when does the ferry leave?",
            "@assistant when does the ferry leave?",
        ] {
            bo.put(&way).json(json!({ "status": words })).await.ok();
            answered(&bo, 1).await;
        }
        // One that was there from the beginning was answered, and an edit changes nothing about it.
        let second = ask_it(&bo, "when does the ferry leave?", &post).await;
        answered(&bo, 2).await;
        let way = format!("/api/v1/statuses/{}", second["id"].as_str().unwrap());
        bo.put(&way).json(json!({ "status": "@assistant when does the ferry leave today?" })).await.ok();
        let third = ada.post_status("The library lends umbrellas in the rainy season.").await;
        ask_it(&bo, "what does the library lend?", &third).await;
        let letter = answered(&bo, 3).await;
        assert!(letter["content"].as_str().unwrap().contains("umbrellas"), "{letter}");
        assert_eq!(letters(&bo).await.len(), 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn its_name_is_not_a_members() {
    let server = Server::start(Engine::Sqlite);
    server.member("helper");
    let plain = ["serve", "--listen", "127.0.0.1:0"];
    std::fs::write(server.folder().join("braise.toml"), "assistant = true\nassistant_account = \"helper\"\n")
        .unwrap();
    let refused = server.run_cli(&plain);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("helper is the name of a member"), "{said}");
}

/// A model that answers whatever is asked for in the form it is asked for.
fn helper(asked: &Value) -> Said {
    let system = asked["messages"][0]["content"].as_str().unwrap();
    let said = if system.contains("kinder") {
        let content = asked["messages"][1]["content"].as_str().unwrap();
        let prompt: Value = serde_json::from_str(content).unwrap();
        let lines = prompt["texts"].as_array().unwrap().len();
        json!({ "texts": vec!["⟦1⟧ I see this otherwise"; lines] })
    } else if system.contains("describe a picture") {
        let parts = asked["messages"][1]["content"].as_array().unwrap();
        assert!(parts[1]["image_url"]["url"].as_str().unwrap().starts_with("data:image/"));
        json!({ "text": "A grey <b>field</b> https://evil.example/x" })
    } else if system.contains("clauses") {
        json!({ "text": if asked.to_string().contains("nonsense") { "purple monkey" } else { "fewer sports for 3 days" } })
    } else {
        json!({ "text": "The oven is warm again." })
    };
    Said::Words(said.to_string())
}

fn with_vision(provider: &Provider, more: &[(&str, &str)]) -> Server {
    let mut builder = Server::builder(Engine::Sqlite)
        .set("BRAISE_ASSISTANT", "on")
        .set("BRAISE_MODEL_PROVIDER", "openai")
        .set("BRAISE_MODEL_URL", provider.url())
        .set("BRAISE_MODEL_NAME", "small")
        .set("BRAISE_MODEL_PRIVATE", "on");
    for (name, value) in more {
        builder = builder.set(name, value);
    }
    builder.start()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_helps_with_ones_own_words_and_pictures() {
    let provider = Provider::start(|_, asked| helper(asked)).await;
    let server = with_vision(&provider, &[]);
    let (ada, bo) = (open(&server, "ada").await, open(&server, "bo").await);
    let help =
        |with: &str, text: &str| ada.post("/api/braise/v1/help").json(json!({ "with": with, "text": text }));
    let soft = help("soften", "@bo this is STUPID").await.ok();
    assert_eq!(soft["text"], "@bo I see this otherwise");
    assert_eq!(help("draft", "oven, warm").await.ok()["text"], "The oven is warm again.");
    assert_eq!(
        help("wish", "I had it with football for a bit").await.ok()["text"],
        "fewer sports for 3 days"
    );
    // The grammar has the last word.
    help("wish", "nonsense").await.refused(422);
    help("sing", "x").await.refused(422);
    help("soften", " ").await.refused(422);
    let picture = ada.upload("a.png", "image/png", testkit::fixtures::png(64, 40)).await;
    let way = format!("/api/braise/v1/media/{}/describe", picture["id"].as_str().unwrap());
    assert_eq!(ada.post(&way).json(json!({ "language": "en" })).await.ok()["text"], "A grey field …");
    bo.post(&way).json(json!({})).await.refused(404);

    for (language, scripts) in [("en", true), ("fr", false)] {
        let Some(chrome) = Chrome::open(server.url(), Look { language, phone: !scripts, scripts }).await
        else {
            return;
        };
        chrome.log_in("ada").await;
        chrome.go("/compose").await;
        chrome.write("#text", "@bo this is STUPID").await;
        chrome.press(".extras details:has([value=soften]) summary").await;
        chrome.press("button[value=soften]").await;
        chrome.waits_for("I see this otherwise").await;
        chrome.photograph(&format!("help-{language}")).await;
        chrome.go("/ask").await;
        chrome.write("#words", "oven, warm").await;
        chrome.press("button[value=notes]").await;
        chrome.waits_for("The oven is warm again.").await;
        chrome.find("[name=ai_generated]:checked").await;
        chrome.go("/settings/for-you").await;
        chrome.write("#words", "football is enough for now").await;
        chrome.press("button[name=freely]").await;
        chrome.find("#words[value='fewer sports for 3 days']").await;
        chrome.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn members_choose_among_the_models_that_are_offered() {
    let speak = |name: &'static str| {
        move |_: usize, asked: &Value| {
            let prompt: Value =
                serde_json::from_str(asked["messages"][1]["content"].as_str().unwrap()).unwrap();
            let quote = prompt["posts"][0]["text"].clone();
            let text =
                if name == "big" { "The bakery opens again." } else { "The bakery opens on Saturday." };
            let sentence = json!({ "text": text, "citations": [{ "source": 1, "quote": quote }] });
            Said::Words(json!({ "sentences": [sentence] }).to_string())
        }
    };
    let (small, big) = (Provider::start(speak("small")).await, Provider::start(speak("big")).await);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("models.toml");
    std::fs::write(
        &file,
        format!("[big]\nprovider = \"other\"\nurl = \"{}\"\nmodel = \"giant\"\n", big.url()),
    )
    .unwrap();
    let server = with_vision(&small, &[("BRAISE_MODELS_FILE", file.to_str().unwrap())]);
    let ada = open(&server, "ada").await;
    let post = ada.post_status(BREAD).await;
    let ask = || async {
        let question = json!({ "question": "When does the bakery open?", "status_id": post["id"] });
        ada.post("/api/braise/v1/ask").json(question).await.ok()
    };
    let choose = |model: &str| ada.put("/api/braise/v1/ask/choices").json(json!({ "model": model }));
    let choices = ada.get("/api/braise/v1/ask/choices").await.ok();
    assert_eq!((&choices["model"], &choices["offered"][1]["name"]), (&json!("default"), &json!("big")));
    assert_eq!(ask().await["model"], "small");
    assert_eq!(choose("big").await.ok()["model"], "big");
    let answer = ask().await;
    assert_eq!((&answer["provider"], &answer["model"]), (&json!("other"), &json!("giant")));
    assert_eq!(small.asked().len(), 1, "only whom they chose is asked");
    choose("none").await.ok();
    assert_eq!(ask().await["provider"], "braise");
    assert_eq!(big.asked().len(), 1);
    choose("huge").await.refused(422);

    // On the page, where the box can be hidden too.
    let root = post["id"].as_str().unwrap();
    let id = ask().await["id"].as_str().unwrap().to_owned();
    ada.post(&format!("/api/braise/v1/ask/{id}/publish")).await.ok();
    let bo = open(&server, "bo").await;
    for (language, scripts) in [("en", true), ("fr", false)] {
        let Some(chrome) = Chrome::open(server.url(), Look { language, phone: !scripts, scripts }).await
        else {
            return;
        };
        chrome.log_in("bo").await;
        chrome.go(&format!("/@ada/{root}")).await;
        chrome.find("section.context").await;
        chrome.go("/settings/assistant").await;
        chrome.photograph(&format!("assistant-{language}")).await;
        chrome.press("input[value=model-big]").await;
        chrome.press("input[name=context]").await;
        chrome.press("main form .button").await;
        chrome.find(".told").await;
        chrome.find("input[value=model-big]:checked").await;
        let choices = bo.get("/api/braise/v1/ask/choices").await.ok();
        assert_eq!((&choices["model"], &choices["hides_context"]), (&json!("big"), &json!(true)));
        chrome.go(&format!("/@ada/{root}")).await;
        chrome.loses("section.context").await;
        bo.put("/api/braise/v1/ask/choices")
            .json(json!({ "model": "default", "hides_context": false }))
            .await
            .ok();
        chrome.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_described_by_what_it_wrote() {
    crate::each(start, |server| async move {
        let (ada, bo) = (open(&server, "ada").await, open(&server, "bo").await);
        ada.post_status("The old oven of the bakery is warm again since Saturday.").await;
        ada.post_status("The ferry to the island leaves at noon from the old harbour.").await;
        let question = json!({ "question": "Summarise this", "account_id": ada.id().await });
        let answer = bo.post("/api/braise/v1/ask").json(question).await.ok();
        let quotes = answer["sentences"].to_string();
        assert!(quotes.contains("oven") && quotes.contains("ferry"), "{answer}");
        assert_eq!(answer["publishable"], false);
        bo.post("/api/braise/v1/ask")
            .json(json!({ "question": "Who?", "account_id": "5" }))
            .await
            .refused(404);
    })
    .await;
}

/// A provider whose vectors know two things: bread, and everything else.
fn meaning(asked: &Value) -> Said {
    let Some(texts) = asked["input"].as_array() else {
        let prompt: Value = serde_json::from_str(asked["messages"][1]["content"].as_str().unwrap()).unwrap();
        let first = prompt["posts"][0]["text"].clone();
        let sentence = json!({ "text": first, "citations": [{ "source": 1, "quote": first }] });
        return Said::Words(json!({ "sentences": [sentence] }).to_string());
    };
    let vector = |text: &Value| {
        let text = text.as_str().unwrap().to_lowercase();
        let bread = ["bakery", "loaf", "bread"].iter().any(|word| text.contains(word));
        json!({ "embedding": if bread { [1.0, 0.1] } else { [0.1, 1.0] } })
    };
    let data: Vec<Value> = texts.iter().map(vector).collect();
    Said::Status(200, "Content-Type: application/json\r\n".to_owned(), json!({ "data": data }).to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_found_by_what_it_says_in_other_words() {
    let provider = Provider::start(|_, asked| meaning(asked)).await;
    let server = with_vision(&provider, &[("BRAISE_MODEL_EMBEDDINGS", "vectors")]);
    let ada = open(&server, "ada").await;
    ada.patch("/api/v1/accounts/update_credentials")
        .json(json!({ "discoverable": true, "indexable": true }))
        .await
        .ok();
    server.member("shy").post_status("The bakery of the shy one.").await;
    // Their words may be compared, but they do not want to be found by them.
    open(&server, "hidden").await.post_status("The bakery of the hidden one.").await;
    ada.post_status(BREAD).await;
    ada.post_status("The ferry leaves at noon from the old harbour.").await;
    let found = || async {
        let question = json!({ "question": "Who sells a loaf?" });
        let answer = ada.post("/api/braise/v1/ask").json(question).await.ok();
        (answer["sentences"][0]["text"] == BREAD).then_some(())
    };
    wait_until("a post without a word of the question is found", found).await;
    let sent = format!("{:?}", provider.asked());
    assert!(sent.contains("ferry") && !sent.contains("shy one"), "only what may be compared is sent");
    assert!(!sent.contains("hidden one"), "nor is what its author does not let be found");
    // Who takes that back is not found so any more; a model may still be given the post.
    ada.put("/api/braise/v1/consent").json(json!({ "embeddings_search": "no" })).await.ok();
    let bo = server.member("bo");
    let gone = || async {
        let question = json!({ "question": "Who sells a loaf?" });
        let answer = bo.post("/api/braise/v1/ask").json(question).await.ok();
        (answer["abstained"] == true).then_some(())
    };
    wait_until("its vector is gone", gone).await;
}
