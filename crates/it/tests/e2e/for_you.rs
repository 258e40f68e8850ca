//! For you: what is found, why, and how it obeys.

use crate::chrome::{Chrome, Look};
use crate::pages::browser::{Browser, press, token};
use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use testkit::{Client, Server, wait_until};

const FEED: &str = "/api/braise/v1/feeds/for_you";

/// Six gardeners and six watchers of stars; those who like the one like the others of its kind. Ada has liked
/// two posts on gardens, and follows nobody.
async fn town(server: &Server) -> Client {
    let ada = server.member("ada");
    let mut others = Vec::new();
    for n in 0..4 {
        let other = server.member(&format!("member{n}"));
        other.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
        other.put("/api/braise/v1/consent").json(json!({ "embeddings_search": "yes" })).await.ok();
        others.push(other);
    }
    let mut gardens = Vec::new();
    for n in 0..12 {
        let (who, what) = (&others[n % 4], if n % 2 == 0 { "garden" } else { "telescope" });
        let text = format!("About the {what} number{n}, with thing{n} and matter{} #{what}", n * 3);
        let post = who.post_status(&text).await["id"].as_str().unwrap().to_owned();
        if n % 2 == 0 {
            gardens.push(post);
        }
    }
    for post in &gardens {
        for who in &others {
            who.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
        }
    }
    for post in &gardens[..2] {
        ada.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
    }
    ada
}

fn texts(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items.iter().map(|item| item["status"]["content"].as_str().unwrap().to_owned()).collect()
}

fn sums(terms: &Value) -> f64 {
    terms.as_array().unwrap().iter().map(|term| term["delta"].as_f64().unwrap()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_like_minded_people_like_comes_first_and_says_why() {
    on_each_engine(|server| async move {
        let ada = town(&server).await;
        let page = ada.get(&format!("{FEED}?limit=5")).await.ok();
        assert_eq!(page["items"].as_array().unwrap().len(), 5, "{page}");
        assert!(texts(&page)[0].contains("garden"), "{:?}", texts(&page));
        for item in page["items"].as_array().unwrap() {
            assert!((sums(&item["terms"]) - item["score"].as_f64().unwrap()).abs() < 1e-6);
        }
        // The next page goes on where this one ended.
        let cursor = page["cursor"].as_str().expect("there is more");
        let next = ada.get(&format!("{FEED}?limit=5&cursor={cursor}")).await.ok();
        assert!(texts(&next).iter().all(|text| !texts(&page).contains(text)));

        let id = page["items"][0]["status"]["id"].as_str().unwrap();
        let why = ada.get(&format!("/api/braise/v1/why/{id}")).await.ok();
        assert!((sums(&why["terms"]) - why["score"].as_f64().unwrap()).abs() < 1e-6);
        assert!(
            why["terms"].as_array().unwrap().iter().all(|term| !term["text"].as_str().unwrap().is_empty())
        );
        // One's own posts are not recommended to oneself, and that is said.
        let own = ada.post_status("Mine about the garden").await;
        let own = ada.get(&format!("/api/braise/v1/why/{}", own["id"].as_str().unwrap())).await.ok();
        assert_eq!((&own["shown"], &own["removed"]["reason"]), (&json!(false), &json!("own")));
        // Ordinary apps read the same as a timeline.
        let timeline = ada.get("/api/v1/timelines/for_you?limit=3").await.ok();
        assert_eq!(timeline.as_array().unwrap().len(), 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn less_is_less_with_a_receipt_and_can_be_taken_back() {
    on_each_engine(|server| async move {
        let ada = town(&server).await;
        let about = |page: &Value| texts(page).iter().filter(|text| text.contains("garden")).count();
        let before = about(&ada.get(&format!("{FEED}?limit=6")).await.ok());
        assert!(before >= 2);
        let made = ada.post("/api/braise/v1/steering/wishes").json(json!({ "none": "gardens" })).await.ok();
        let receipt = &made["receipt"];
        assert!(receipt["before"].as_i64().unwrap() > 0, "{made}");
        assert_eq!(receipt["after"], 0, "{made}");
        assert_eq!(about(&ada.get(&format!("{FEED}?limit=6")).await.ok()), 0);
        let steering = ada.get("/api/braise/v1/steering").await.ok();
        assert_eq!(steering["wishes"][0]["text"], "gardens");

        let id = made["wish"]["id"].as_str().unwrap();
        ada.delete(&format!("/api/braise/v1/steering/wishes/{id}")).await.ok();
        assert!(ada.get("/api/braise/v1/steering").await.ok()["wishes"].as_array().unwrap().is_empty());
        assert!(about(&ada.get(&format!("{FEED}?limit=6")).await.ok()) > 0);
        ada.delete(&format!("/api/braise/v1/steering/wishes/{id}")).await.refused(404);
        ada.post("/api/braise/v1/steering/wishes").json(json!({})).await.refused(422);
        ada.post("/api/braise/v1/steering/wishes").json(json!({ "less": "@nobody-here" })).await.refused(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wishes_are_read_in_plain_words_of_both_languages() {
    on_each_engine(|server| async move {
        let ada = town(&server).await;
        let about = |page: &Value, word: &str| texts(page).iter().filter(|text| text.contains(word)).count();
        let wishes = "/api/braise/v1/steering/wishes";
        let made = ada
            .post(wishes)
            .json(json!({ "text": "fewer telescopes until Monday, more gardens" }))
            .await
            .ok();
        let all = made["all"].as_array().unwrap();
        assert_eq!(all.len(), 2, "{made}");
        assert_eq!(all[0]["wish"]["policy"]["measure"], "less", "{made}");
        assert!(all[0]["wish"]["expires_at"].is_string());
        assert_eq!(all[1]["wish"]["text"], "gardens");
        let page = ada.get(&format!("{FEED}?limit=4")).await.ok();
        assert_eq!((about(&page, "telescope"), about(&page, "garden")), (0, 4), "{:?}", texts(&page));
        for one in all {
            let id = one["wish"]["id"].as_str().unwrap();
            ada.delete(&format!("{wishes}/{id}")).await.ok();
        }

        let made = ada
            .post(wishes)
            .json(json!({ "text": "pas de jardins, moins de garden jusqu’à demain" }))
            .await
            .ok();
        assert_eq!(made["all"][1]["wish"]["policy"]["measure"], "less", "{made}");
        let page = ada.get(&format!("{FEED}?limit=4")).await.ok();
        assert_eq!(about(&page, "garden"), 0, "{:?}", texts(&page));
        // What is not understood is said, and nothing of it is done.
        let text = "more gardens, the weather was lovely when we went out";
        let refused = ada.post(wishes).json(json!({ "text": text })).await.refused(422);
        assert!(refused.contains("the weather was lovely"));
        ada.post(wishes).json(json!({ "text": "more from @nobody-here" })).await.refused(404);
        ada.post(wishes).json(json!({ "text": "less ".repeat(60) })).await.refused(422);
        assert_eq!(ada.get("/api/braise/v1/steering").await.ok()["wishes"].as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_set_is_kept_and_what_is_wrong_is_refused() {
    on_each_engine(|server| async move {
        let ada = town(&server).await;
        let change = json!({ "preset": "calm", "weights": { "taste": 2.5 }, "signals": { "like": false } });
        let set = ada.put("/api/braise/v1/steering").json(change).await.ok();
        assert_eq!((&set["preset"], &set["weights"]["taste"]), (&json!("calm"), &json!(2.5)));
        assert_eq!((&set["signals"]["like"], &set["signals"]["reply"]), (&json!(false), &json!(true)));
        assert_eq!(ada.get("/api/braise/v1/steering").await.ok(), set);
        for wrong in [
            json!({ "preset": "loud" }),
            json!({ "weights": { "taste": 9 } }),
            json!({ "weights": { "nonsense": 1 } }),
            json!({ "signals": { "nonsense": true } }),
        ] {
            ada.put("/api/braise/v1/steering").json(wrong).await.refused(422);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_that_is_off_is_not_used_and_what_is_known_can_be_forgotten() {
    on_each_engine(|server| async move {
        let ada = town(&server).await;
        let known = ada.get("/api/braise/v1/profile").await.ok();
        assert_eq!(known["liked"].as_array().unwrap().len(), 2);
        assert!(known["topics"].as_array().unwrap().iter().any(|topic| topic["name"] == "garden"), "{known}");
        // What was learned from a signal before it was switched off is not used either.
        ada.put("/api/braise/v1/steering").json(json!({ "signals": { "like": false } })).await.ok();
        let off = ada.get("/api/braise/v1/profile").await.ok();
        assert_eq!((&off["liked"], &off["topics"]), (&json!([]), &json!([])), "{off}");
        ada.put("/api/braise/v1/steering").json(json!({ "signals": { "like": true } })).await.ok();
        assert_eq!(ada.get("/api/braise/v1/profile").await.ok()["liked"], known["liked"]);

        ada.delete("/api/braise/v1/profile").await.ok();
        assert!(ada.get("/api/braise/v1/profile").await.ok()["topics"].as_array().unwrap().is_empty());
        // And what was forgotten does not come back that way.
        for used in [false, true] {
            ada.put("/api/braise/v1/steering").json(json!({ "signals": { "like": used } })).await.ok();
        }
        assert_eq!(ada.get("/api/braise/v1/profile").await.ok()["liked"], json!([]));

        ada.put("/api/braise/v1/steering").json(json!({ "signals": { "like": false } })).await.ok();
        let post = ada.get(&format!("{FEED}?limit=1")).await.ok()["items"][0]["status"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        ada.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
        let known = ada.get("/api/braise/v1/profile").await.ok();
        assert!(known["liked"].as_array().unwrap().is_empty(), "{known}");
        assert!(known["topics"].as_array().unwrap().is_empty());
        ada.post(&format!("/api/braise/v1/statuses/{post}/opinion"))
            .json(json!({ "opinion": "worth" }))
            .await
            .ok();
        assert!(!ada.get("/api/braise/v1/profile").await.ok()["topics"].as_array().unwrap().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_teach_something_only_while_their_author_lets_them() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let post = bo.post_status("The lighthouse keeper writes #coast").await;
        let post = post["id"].as_str().unwrap().to_owned();
        ada.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
        let ada = &ada;
        let topics = || async move {
            let known = ada.get("/api/braise/v1/profile").await.ok();
            let topics = known["topics"].as_array().unwrap().clone();
            topics.iter().map(|topic| topic["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(topics().await, ["coast"], "tags lead to a post, its words do not unless asked to");
        // What somebody wishes for themselves needs nobody's leave.
        let wished = ada.post("/api/braise/v1/steering/wishes").json(json!({ "less": "lighthouse" })).await;
        wished.ok();
        let why = ada.get(&format!("/api/braise/v1/why/{post}")).await.ok();
        assert!(why["terms"].as_array().unwrap().iter().any(|term| term["term"] == "wish"), "{why}");

        let all = |answer: &str| json!({ "embeddings_search": answer });
        bo.put("/api/braise/v1/consent").json(all("yes")).await.ok();
        let second = bo.post_status("Another lighthouse #coast").await;
        let second = second["id"].as_str().unwrap().to_owned();
        ada.post(&format!("/api/v1/statuses/{second}/favourite")).await.ok();
        assert!(topics().await.contains(&"lighthouse".to_owned()));

        bo.put(&format!("/api/braise/v1/consent/statuses/{second}")).json(all("no")).await.ok();
        let third = server.member("cy");
        third.post(&format!("/api/v1/statuses/{second}/favourite")).await.ok();
        let known = third.get("/api/braise/v1/profile").await.ok();
        assert_eq!(known["topics"].as_array().unwrap().len(), 1, "{known}");
        bo.put("/api/braise/v1/consent").json(all("no")).await.ok();
        third.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
        let known = third.get("/api/braise/v1/profile").await.ok();
        assert_eq!(known["topics"].as_array().unwrap().len(), 1, "taken back for all: {known}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_want_to_be_found_is_not_and_nothing_private_is_shown() {
    on_each_engine(|server| async move {
        let ada = town(&server).await;
        let shy = server.member("shy");
        let hidden = shy.post_status("About the garden, quietly").await["id"].as_str().unwrap().to_owned();
        shy.post_with(json!({ "status": "garden for friends", "visibility": "private" })).await;
        let page = ada.get(&format!("{FEED}?limit=40")).await.ok();
        assert!(texts(&page).iter().all(|text| !text.contains("quietly") && !text.contains("friends")));
        let why = ada.get(&format!("/api/braise/v1/why/{hidden}")).await.ok();
        assert_eq!(why["removed"]["reason"], "not_open");
        // Whoever follows them is shown them.
        ada.follow(&shy).await;
        let page = ada.get(&format!("{FEED}?limit=40")).await.ok();
        assert!(texts(&page).iter().any(|text| text.contains("quietly")), "{:?}", texts(&page));
        // A post that is gone is gone at once.
        shy.delete(&format!("/api/v1/statuses/{hidden}")).await.ok();
        let page = ada.get(&format!("{FEED}?limit=40")).await.ok();
        assert!(texts(&page).iter().all(|text| !text.contains("quietly")));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_steered_and_says_what_that_did() {
    let server = on_sqlite();
    town(&server).await;
    let look = Look { language: "en", phone: false, scripts: true };
    let Some(chrome) = Chrome::open(server.url(), look).await else { return };
    chrome.log_in("ada").await;
    chrome.go("/?show=for-you").await;
    chrome.find("article.post").await;
    chrome.photograph("for-you").await;
    chrome.press("article.post .more-dots").await;
    chrome.press("article.post .menu a[href^='/why/']").await;
    chrome.find(".ledger").await;
    assert!(chrome.says("the sum of these terms").await);
    chrome.photograph("for-you-why").await;
    chrome.press("button[name=less][value=garden]").await;
    chrome.waits_for("Done: before").await;
    chrome.go("/settings/for-you").await;
    assert!(chrome.says("Less garden").await);
    chrome.photograph("for-you-steering").await;
    chrome.press(".entries form .button").await;
    chrome.waits_for("Nothing wished for").await;
    chrome.write("#what", "telescopes").await;
    chrome.press(".wish .button").await;
    chrome.waits_for("Done: before").await;
    chrome.press(".entries form .button").await;
    chrome.waits_for("Nothing wished for").await;
    chrome.write("#words", "fewer telescopes until Monday, more gardens").await;
    chrome.press("#words ~ .button").await;
    chrome.waits_for("Less telescopes – Done: before").await;
    assert!(chrome.says("More gardens").await);
    chrome.photograph("for-you-words").await;
    // The second is pressed on the page that has only that one left.
    let first = chrome.find(".entries form").await.attr("action").await.unwrap().unwrap();
    chrome.press(".entries form .button").await;
    chrome.loses(&format!(".entries form[action='{first}']")).await;
    chrome.press(".entries form .button").await;
    chrome.waits_for("Nothing wished for").await;
    chrome.write("#words", "moins de télescopes, plus de jardins pendant 3 jours").await;
    chrome.press("#words ~ .button").await;
    chrome.waits_for("Less télescopes").await;
    chrome.write("#words", "it rained all day yesterday").await;
    chrome.press("#words ~ .button").await;
    chrome.waits_for("This was not understood: it rained all day yesterday").await;
    chrome.go("/settings/for-you/known").await;
    assert!(chrome.says("garden").await);
    chrome.photograph("for-you-known").await;
    chrome.close().await;
}

/// The first post of a page as it is read.
fn top(page: &str) -> String {
    let rest = page.split("<article class=\"post\" id=\"p").nth(1).expect("a post");
    rest.chars().take_while(char::is_ascii_digit).collect()
}

/// The first post of a page and who wrote it.
async fn first(ada: &Client) -> (String, String) {
    let page = ada.get(&format!("{FEED}?limit=12")).await.ok();
    let status = &page["items"][0]["status"];
    let of = |value: &Value| value.as_str().unwrap().to_owned();
    (of(&status["id"]), of(&status["account"]["id"]))
}

#[tokio::test(flavor = "multi_thread")]
async fn following_and_muting_teach_something_unless_that_is_switched_off() {
    on_each_engine(|server| async move {
        let ada = town(&server).await;
        let cares = |known: &Value, account: &str| {
            let authors = known["authors"].as_array().unwrap();
            authors
                .iter()
                .find(|author| author["account_id"] == account)
                .map_or(0.0, |author| author["weight"].as_f64().unwrap())
        };
        let known = || async { ada.get("/api/braise/v1/profile").await.ok() };
        let (_, author) = first(&ada).await;
        let before = cares(&known().await, &author);
        ada.post(&format!("/api/v1/accounts/{author}/follow")).await.ok();
        let followed = cares(&known().await, &author);
        assert!(followed > before + 2.0, "{before} {followed}");
        // Following again what is followed already says nothing more.
        ada.post(&format!("/api/v1/accounts/{author}/follow")).await.ok();
        assert!((cares(&known().await, &author) - followed).abs() < 0.01);

        let signals = json!({ "signals": { "mute": false, "report": false } });
        ada.put("/api/braise/v1/steering").json(signals).await.ok();
        let (post, author) = first(&ada).await;
        let before = cares(&known().await, &author);
        let report = json!({ "account_id": author, "status_ids": [post] });
        ada.post("/api/v1/reports").json(report.clone()).await.ok();
        ada.post(&format!("/api/v1/accounts/{author}/mute")).await.ok();
        assert!((cares(&known().await, &author) - before).abs() < 0.01, "both are switched off");
        ada.post(&format!("/api/v1/accounts/{author}/unmute")).await.ok();
        ada.put("/api/braise/v1/steering").json(json!({ "signals": { "report": true } })).await.ok();
        first(&ada).await;
        ada.post("/api/v1/reports").json(report).await.ok();
        assert!(cares(&known().await, &author) < before - 5.0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_opened_and_read_is_told_only_by_those_who_asked_for_it() {
    on_each_engine(|server| async move {
        let ada = town(&server).await;
        let steering = ada.get("/api/braise/v1/steering").await.ok();
        assert_eq!(
            (&steering["signals"]["read"], &steering["signals"]["open"]),
            (&json!(false), &json!(false))
        );
        let mut browser = Browser::inside(&server, "ada").await;
        let authors = || async { ada.get("/api/braise/v1/profile").await.ok()["authors"].clone() };
        let page = browser.get("/?show=for-you&lang=en").await;
        assert!(!page.text.contains("data-attend"), "nothing watches unasked");
        let post = top(&page.text);
        let before = authors().await;
        let quiet =
            browser.post("/attend", &[("csrf", &token(&page)), ("read", &post), ("open", &post)]).await;
        assert_eq!(quiet.status, 204);
        assert_eq!(authors().await, before, "nobody listens unasked");

        ada.put("/api/braise/v1/steering").json(json!({ "signals": { "read": true } })).await.ok();
        let page = browser.get("/?show=for-you&lang=en").await;
        assert!(page.text.contains(r#"data-attend="read""#));
        let post = top(&page.text);
        browser
            .post("/attend", &[("csrf", &token(&page)), ("read", &post), ("open", &post), ("read", "12345")])
            .await;
        let after = authors().await;
        assert_ne!(after, before);
        // Said twice, it is said once; and what was never shown is not heard of.
        browser.post("/attend", &[("csrf", &token(&page)), ("read", &post)]).await;
        assert_eq!(authors().await, after);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_asks_now_and_then_whether_it_was_worth_it() {
    let server = on_sqlite();
    let ada = town(&server).await;
    let mut browser = Browser::inside(&server, "ada").await;
    let asks = |text: &str| text.matches("Was this worth your time?").count();
    let mut asked = None;
    for _ in 0..80 {
        let page = browser.get("/?show=for-you&lang=en").await;
        if asks(&page.text) > 0 {
            asked = Some(page);
            break;
        }
    }
    let page = asked.expect("a post asked");
    let verb = page.text.split("/act/worth/").nth(1).unwrap();
    let id: String = verb.chars().take_while(char::is_ascii_digit).collect();
    let before = ada.get("/api/braise/v1/profile").await.ok();
    press(&mut browser, &page, &format!("/act/worth/{id}"), &[]).await;
    assert_ne!(ada.get("/api/braise/v1/profile").await.ok(), before);
    for _ in 0..10 {
        assert_eq!(asks(&browser.get("/?show=for-you&lang=en").await.text), 0, "once a day is enough");
    }
    // Whoever does not want to be asked is not.
    let bo = server.log_in("member0", testkit::server::SCOPES);
    assert_eq!(
        bo.put("/api/braise/v1/steering").json(json!({ "survey": false })).await.ok()["survey"],
        false
    );
    let mut browser = Browser::inside(&server, "member0").await;
    for _ in 0..30 {
        assert_eq!(asks(&browser.get("/?show=for-you&lang=en").await.text), 0);
    }
}

/// The newest posts as the index has them once it is whole; nothing is remembered of looking.
async fn held(ada: &Client) -> Vec<String> {
    wait_until("what is recommended to be whole", async || {
        let page = ada.get(&format!("{FEED}?limit=1")).await.ok();
        let whole = page["notice"].is_null();
        assert!(whole || page["notice"]["reason"] == "learning", "{page}");
        whole.then_some(())
    })
    .await;
    let recipe = json!({ "name": "All", "sources": { "latest": true }, "order": "newest" });
    texts(&ada.post("/api/braise/v1/feeds/preview").json(recipe).await.ok())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_begins_where_the_last_one_ended() {
    on_each_engine(|mut server| async move {
        let ada = town(&server).await;
        let before = held(&ada).await;
        assert_eq!(before.len(), 12);
        let known = ada.get("/api/braise/v1/profile").await.ok();
        server.restart();
        assert_eq!(held(&ada).await, before);
        let again = ada.get("/api/braise/v1/profile").await.ok();
        let topics = |known: &Value| known["topics"].as_array().unwrap().len();
        assert_eq!((&again["liked"], topics(&again)), (&known["liked"], topics(&known)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_suspended_is_gone_at_once_and_comes_back() {
    on_each_engine(|server| async move {
        let ada = town(&server).await;
        let before = held(&ada).await;
        server.cli(&["account", "suspend", "member1"]);
        let less = wait_until("their posts to go", async || {
            let now = held(&ada).await;
            (now.len() < before.len()).then_some(now)
        })
        .await;
        assert_eq!(less.len(), 9, "nobody else is missing meanwhile");
        server.cli(&["account", "restore", "member1"]);
        let back = wait_until("their posts to come back", async || {
            let now = held(&ada).await;
            (now.len() > less.len()).then_some(now)
        })
        .await;
        assert_eq!(back, before, "each at its old place");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_of_what_everybody_likes_says_what_fits() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let author = server.member("author");
    author.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
    let mut posts = Vec::new();
    for n in 0..12 {
        let post = author.post_status(&format!("Post number{n} of two kinds")).await;
        posts.push(post["id"].as_str().unwrap().to_owned());
    }
    for n in 0..9 {
        let member = server.member(&format!("member{n}"));
        for post in posts.iter().skip(n % 2).step_by(2).filter(|post| !post.ends_with(&n.to_string())) {
            member.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
        }
    }
    for post in posts.iter().step_by(2).take(4) {
        ada.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
    }
    ada.get(&format!("{FEED}?limit=1")).await.ok();
    let why = wait_until("a model", async || {
        let why = ada.get(&format!("/api/braise/v1/why/{}", posts[10])).await.ok();
        let terms = why["terms"].as_array().unwrap().clone();
        terms.iter().any(|term| term["term"] == "affinity").then_some(why)
    })
    .await;
    assert!((sums(&why["terms"]) - why["score"].as_f64().unwrap()).abs() < 1e-6);
    // Its slider turns it off, as every other.
    ada.put("/api/braise/v1/steering").json(json!({ "weights": { "affinity": 0 } })).await.ok();
    let why = ada.get(&format!("/api/braise/v1/why/{}", posts[10])).await.ok();
    assert!(why["terms"].as_array().unwrap().iter().all(|term| term["term"] != "affinity"), "{why}");
}
