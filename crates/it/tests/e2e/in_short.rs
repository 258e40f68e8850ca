//! Much in few words, without a model: what was missed at home, what is said about a trend.

use crate::chrome::{Chrome, Look};
use crate::on_sqlite;
use serde_json::{Value, json};
use testkit::{Client, Engine, Server, wait_until};

const ASK: &str = "/api/braise/v1/ask";
const MISSED: &str = "/api/braise/v1/missed";

fn start(engine: Engine) -> Server {
    Server::builder(engine).set("BRAISE_ASSISTANT", "on").start()
}

/// A member whose posts may be found and quoted.
async fn open(server: &Server, name: &str) -> Client {
    let member = server.member(name);
    let found = json!({ "discoverable": true, "indexable": true });
    member.patch("/api/v1/accounts/update_credentials").json(found).await.ok();
    member.put("/api/braise/v1/consent").json(json!({ "embeddings_search": "yes" })).await.ok();
    member
}

async fn follow(who: &Client, names: &[&str]) {
    for name in names {
        let account = who.get(&format!("/api/v1/accounts/lookup?acct={name}")).await.ok();
        who.post(&format!("/api/v1/accounts/{}/follow", account["id"].as_str().unwrap())).await.ok();
    }
}

fn said(answer: &Value) -> Vec<&str> {
    let sentences = answer["sentences"].as_array().unwrap().iter();
    sentences.map(|sentence| sentence["text"].as_str().unwrap()).collect()
}

/// Three who speak of the tram, one of something else, and one who does not want to be quoted.
async fn a_morning(server: &Server) -> (Vec<Client>, Value) {
    let mut people = Vec::new();
    for name in ["bo", "cy", "dee", "eve"] {
        people.push(open(server, name).await);
    }
    people.push(server.member("shy"));
    let loved = people[0]
        .post_status("Line Two is interrupted between the Salt Gate and Observatory Hill. #tramway")
        .await;
    people[1]
        .post_status("No tram on Line Two since eight, the winch at the Salt Gate has stopped. #tramway")
        .await;
    people[2].post_status("Walked up Observatory Hill because Line Two stands still. #tramway").await;
    people[3].post_status("My sourdough starter has got a name at last.").await;
    people[4].post_status("Line Two is interrupted at the Salt Gate, and I blame nobody. #tramway").await;
    for admirer in &people[1..4] {
        admirer.post(&format!("/api/v1/statuses/{}/favourite", loved["id"].as_str().unwrap())).await.ok();
    }
    (people, loved)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_is_told_in_the_words_of_those_one_follows() {
    crate::each(start, |server| async move {
        let (people, loved) = a_morning(&server).await;
        let stranger = open(&server, "stranger").await;
        stranger.post_status("Line Two at the Salt Gate is interrupted, says a stranger.").await;
        let ada = server.member("ada");
        let nothing = ada.get(MISSED).await.ok();
        assert_eq!((&nothing["count"], &nothing["statuses"]), (&json!(0), &json!([])));
        follow(&ada, &["bo", "cy", "dee", "eve", "shy"]).await;
        ada.post_status("My own words are not missed, and Line Two is not mine.").await;

        let missed = ada.get(MISSED).await.ok();
        assert_eq!((&missed["count"], &missed["people"]), (&json!(5), &json!(5)), "{missed}");
        assert_eq!(missed["statuses"][0]["id"], loved["id"], "what most was made of comes first");
        let words = said(&missed);
        assert!(words.iter().any(|text| text.contains("Line Two")), "{words:?}");
        assert!(!words.iter().any(|text| text.contains("blame")), "who says no is not quoted: {words:?}");
        assert!(!words.iter().any(|text| text.contains("stranger") || text.contains("My own")), "{words:?}");
        for sentence in missed["sentences"].as_array().unwrap() {
            assert!(!sentence["citations"].as_array().unwrap().is_empty());
        }

        // Asked in words, it is the same.
        for question in ["What did I miss?", "Quoi de neuf ?"] {
            let answer = ada.post(ASK).json(json!({ "question": question, "scope": "home" })).await.ok();
            assert_eq!(answer["scope"], "home");
            assert!(said(&answer).iter().any(|text| text.contains("Line Two")), "{answer}");
        }
        let who = json!({ "question": "What stopped at the Salt Gate?", "scope": "home" });
        let answer = ada.post(ASK).json(who).await.ok();
        assert!(said(&answer)[0].contains("winch"), "{answer}");

        // A warning covers, a block hides, and what has been seen is not missed.
        let covered = json!({ "status": "Line Two at the Salt Gate runs on jam", "spoiler_text": "silly" });
        people[2].post_with(covered).await;
        let missed = ada.get(&format!("{MISSED}?hours=8")).await.ok();
        assert_eq!(missed["count"], 6);
        assert!(!said(&missed).iter().any(|text| text.contains("jam")), "{missed}");
        let seen = ada.get("/api/v1/timelines/home").await.ok();
        let newest = json!({ "home": { "last_read_id": seen[0]["id"] } });
        ada.post("/api/v1/markers").json(newest).await.ok();
        assert_eq!(ada.get(MISSED).await.ok()["count"], 0);
        people[3].post_status("The starter is called Maud.").await;
        let missed = ada.get(MISSED).await.ok();
        assert_eq!(missed["count"], 1);
        assert_eq!(said(&missed), Vec::<&str>::new(), "one alone is no crowd");
        assert_eq!(ada.get(&format!("{MISSED}?hours=24")).await.ok()["count"], 7);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trend_is_summed_up_from_several_voices_or_not_at_all() {
    crate::each(start, |server| async move {
        let (people, _) = a_morning(&server).await;
        let private = json!({ "status": "Line Two is secretly mine. #tramway", "visibility": "private" });
        people[0].post_with(private).await;
        let ada = server.member("ada");
        let about = |question: &str, topic: &str| json!({ "question": question, "topic": topic });

        let answer = ada.post(ASK).json(about("What is being said about #tramway?", "#tramway")).await.ok();
        assert_eq!((&answer["scope"], &answer["topic"]), (&json!("trend"), &json!("#tramway")));
        let words = said(&answer);
        assert!(words.len() >= 2, "{words:?}");
        assert!(!words.iter().any(|text| text.contains("secretly") || text.contains("blame")), "{words:?}");
        let mut authors = Vec::new();
        for sentence in answer["sentences"].as_array().unwrap() {
            let id = sentence["citations"][0]["status_id"].as_str().unwrap();
            authors.push(ada.get(&format!("/api/v1/statuses/{id}")).await.ok()["account"]["id"].clone());
        }
        authors.dedup();
        assert_eq!(authors.len(), words.len(), "each is another's");
        let kept = ada.get(&format!("{ASK}/{}", answer["id"].as_str().unwrap())).await.ok();
        assert_eq!(kept["topic"], "#tramway");

        let winch = ada.post(ASK).json(about("What has stopped?", "#tramway")).await.ok();
        assert!(said(&winch)[0].contains("winch"), "{winch}");
        // What the crowd did not say is not answered from elsewhere.
        let bread = ada.post(ASK).json(about("What is the sourdough starter called?", "#tramway")).await.ok();
        assert_eq!(bread["abstained"], true, "{bread}");
        // Words are looked for where there is no such tag.
        let phrase = || async {
            let answer = ada.post(ASK).json(about("Summarise this", "Salt Gate")).await.ok();
            said(&answer).iter().any(|text| text.contains("Salt Gate")).then_some(())
        };
        wait_until("the index knows the words", phrase).await;

        people[3].post_status("Only I know of this. #lonely").await;
        let lonely = ada.post(ASK).json(about("What is this about?", "#lonely")).await.ok();
        assert_eq!(lonely["abstained"], true, "one voice is no trend: {lonely}");
        let none = json!({ "question": "What is this?", "scope": "trend" });
        ada.post(ASK).json(none).await.refused(422);
        ada.post(ASK).json(about("What is this?", &"#".repeat(300))).await.refused(422);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_assistant_what_was_missed_is_shown_and_not_summed_up() {
    let server = on_sqlite();
    let (_, loved) = a_morning(&server).await;
    let ada = server.member("ada");
    follow(&ada, &["bo", "cy", "dee"]).await;
    let missed = ada.get(MISSED).await.ok();
    assert_eq!((&missed["count"], &missed["sentences"]), (&json!(3), &json!([])));
    assert_eq!(missed["statuses"][0]["id"], loved["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_tell_it_in_both_languages() {
    let server = start(Engine::Sqlite);
    a_morning(&server).await;
    let ada = server.member("ada");
    follow(&ada, &["bo", "cy", "dee", "eve", "shy"]).await;
    for (language, missed, short) in
        [("en", "What did I miss?", "In short"), ("fr", "Qu’ai-je manqué ?", "En bref")]
    {
        let look = Look { language, phone: language == "fr", scripts: language == "en" };
        let Some(chrome) = Chrome::open(server.url(), look).await else { return };
        chrome.log_in("ada").await;
        chrome.find("a[href='/missed']").await;
        chrome.waits_for(missed).await;
        chrome.press("a[href='/missed']").await;
        chrome.waits_for(short).await;
        chrome.find(".claim .source a").await;
        chrome.find(".posts .post").await;
        chrome.photograph("missed").await;
        chrome.go("/tags/tramway").await;
        chrome.press(".tag-head a[href^='/ask']").await;
        chrome.find(".claim .source a").await;
        chrome.photograph("trend").await;
        chrome.write("#question", if language == "en" { "What has stopped?" } else { "Le winch ?" }).await;
        chrome.press("main form[action='/ask'] .button").await;
        chrome.waits_for("winch").await;
        if language == "fr" {
            chrome.go("/missed").await;
            chrome.press("form[action='/missed'] .button").await;
            chrome.find(".told").await;
            chrome.go("/missed?hours=8").await;
            chrome.find(".claim").await;
        }
        chrome.close().await;
    }
    // What was seen is not missed.
    assert_eq!(ada.get(MISSED).await.ok()["count"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn similar_posts_are_those_of_others_who_let_their_words_be_compared() {
    crate::each(start, |server| async move {
        let (people, tram) = a_morning(&server).await;
        let ada = server.member("ada");
        let similar = |id: &Value| format!("/api/braise/v1/statuses/{}/similar", id.as_str().unwrap());
        let texts = async |id: &Value| -> Vec<String> {
            let found = ada.get(&similar(id)).await.ok();
            let found = found.as_array().unwrap().iter();
            found.map(|status| status["content"].as_str().unwrap().to_owned()).collect()
        };
        let both = async || (texts(&tram["id"]).await.len() == 2).then_some(());
        wait_until("both others are found", both).await;
        let found = texts(&tram["id"]).await;
        assert!(found.iter().all(|text| text.contains("Line Two")), "{found:?}");
        assert!(!found.iter().any(|text| text.contains("blame")), "who says no is not compared: {found:?}");

        // An answer stands in the conversation already; a post nobody's is like has none.
        let reply = json!({ "status": "Line Two is still interrupted at the Salt Gate, Observatory Hill too.", "in_reply_to_id": tram["id"] });
        people[1].post_with(reply).await;
        let odd = people[3].post_status("Zyxomma petiolatum was seen at dusk.").await;
        assert_eq!(texts(&odd["id"]).await, Vec::<String>::new());

        // Nor is one of who does not let it be compared held against any; it goes with a withdrawal.
        let shy = people[4].get("/api/v1/accounts/verify_credentials").await.ok();
        let of = format!("/api/v1/accounts/{}/statuses", shy["id"].as_str().unwrap());
        let theirs = ada.get(&of).await.ok();
        assert_eq!(texts(&theirs[0]["id"]).await, Vec::<String>::new());
        people[1].put("/api/braise/v1/consent").json(json!({ "embeddings_search": "no" })).await.ok();
        let left = texts(&tram["id"]).await;
        assert!(left.len() == 1 && left[0].contains("Walked"), "{left:?}");
        // Who does not want to be found is not, either.
        people[2].patch("/api/v1/accounts/update_credentials").json(json!({ "indexable": false })).await.ok();
        let none = async || texts(&tram["id"]).await.is_empty().then_some(());
        wait_until("who is not to be found is not", none).await;
        ada.get(&similar(&json!("123"))).await.refused(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_it_is_true_is_asked_of_what_others_say() {
    crate::each(start, |server| async move {
        let bo = open(&server, "bo").await;
        let claim = bo.post_status("The winch at the Salt Gate has stopped since eight.").await;
        let reader = server.member("reader");
        let ask = async |question: &str| {
            let body = json!({ "question": question, "status_id": claim["id"] });
            reader.post(ASK).json(body).await.ok()
        };
        // Whoever says it twice is still one.
        bo.post_status("I said it: the winch at the Salt Gate has stopped since eight!").await;
        assert_eq!(ask("Is this true?").await["abstained"], true);
        let dee = open(&server, "dee").await;
        dee.post_status("Walked past the Salt Gate at nine: the winch has stopped indeed.").await;
        let seconded = async || {
            let answer = ask("Est-ce vrai ?").await;
            (answer["abstained"] == false).then_some(answer)
        };
        let answer = wait_until("the index knows it", seconded).await;
        assert_eq!(answer["sentences"].as_array().unwrap().len(), 1, "{answer}");
        assert!(said(&answer)[0].contains("indeed"), "{answer}");
        assert_eq!(answer["sentences"][0]["flags"], json!(["single_source"]));
    })
    .await;
}
