//! Pictures that are made: drawn, painted, remixed with leave, signed, read back, and kept out of feeds.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use credentials::{Authority, Content, Found, Maker, Source, State, Statement, Story};
use serde_json::{Value, json};
use testkit::{Client, Engine, Provider, Said, Server, engines, fixtures, wait_until};

use crate::chrome::{Chrome, Look};
use crate::on_each_engine;

const CREATE: &str = "/api/braise/v1/create";
const KEY: &str = "sk-e2e-painter-secret";

/// A reader of content credentials that knows nothing of the server.
fn reader(bytes: &[u8]) -> Option<Found> {
    let mime = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
    credentials::read(Content::Memory(bytes), mime, None, || true)
}

pub(crate) async fn file(client: &Client, url: &Value) -> Vec<u8> {
    let path = url.as_str().unwrap().strip_prefix(client.base()).unwrap();
    client.get(path).as_visitor().unchecked().await.bytes.to_vec()
}

/// What both files of a picture say: the one in full size, and the one the server made smaller.
pub(crate) async fn both(client: &Client, media: &Value) -> [Found; 2] {
    let full = reader(&file(client, &media["url"]).await).expect("the picture carries credentials");
    let small = reader(&file(client, &media["preview_url"]).await).expect("the small one too");
    [full, small]
}

pub(crate) async fn credentials_of(client: &Client, media: &Value) -> Value {
    let id = media["id"].as_str().unwrap();
    client.get(&format!("/api/braise/v1/media/{id}/credentials")).await.ok()
}

async fn posted(client: &Client, media: &Value, text: &str) -> String {
    let post = client.post_with(json!({ "status": text, "media_ids": [media["id"]] })).await;
    post["id"].as_str().unwrap().to_owned()
}

/// A picture somebody else's program made and signed.
fn signed_elsewhere(picture: &[u8], mime: &str, maker: Maker) -> Vec<u8> {
    let keys = credentials::make("Elsewhere", "elsewhere.example", 2025).unwrap();
    let statement = Statement {
        story: Story::Created(maker),
        when: "2026-11-01T08:00:00Z".to_owned(),
        by: ("Elsewhere", "1"),
        training: None,
        author: None,
        prompt: None,
    };
    Authority::open(&keys).unwrap().sign(picture, mime, &statement).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_draw_at_once_and_say_so() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let made = ada.post(CREATE).json(json!({ "prompt": "A quiet harbour" })).await.ok();
        assert_eq!(made["provenance"]["state"], "done", "{made}");
        assert_eq!(
            (&made["provenance"]["maker"], &made["provenance"]["model"]),
            (&json!("rules"), &Value::Null)
        );
        assert_eq!((&made["ai_generated"], &made["drawn_by_rules"]), (&json!(false), &json!(true)));
        for found in both(&ada, &made).await {
            assert_eq!(found.state, State::Valid, "{found:?}");
            assert_eq!(found.source(), Some(Source::Algorithmic.uri()));
            assert_eq!(found.prompt, None, "the words are private");
        }
        // The same words draw the same picture; once more is another.
        let id = made["id"].as_str().unwrap();
        let again = ada.post(CREATE).json(json!({ "variant_of": id })).await.ok();
        assert_eq!(
            (&again["provenance"]["kind"], &again["provenance"]["prompt"]),
            (&json!("variant"), &json!("A quiet harbour"))
        );
        assert_ne!(again["blurhash"], made["blurhash"]);
        let same =
            ada.post(CREATE).json(json!({ "prompt": "a quiet HARBOUR", "share_prompt": true })).await.ok();
        assert_eq!(same["blurhash"], made["blurhash"]);
        assert_eq!(both(&ada, &same).await[0].prompt.as_deref(), Some("a quiet HARBOUR"));
        // Nobody else sees one that is not posted, and nobody else's is a beginning.
        bo.get(&format!("{CREATE}/{id}")).await.refused(404);
        bo.get(&format!("/api/braise/v1/media/{id}/credentials")).await.refused(404);
        bo.post(CREATE).json(json!({ "variant_of": id })).await.refused(404);
        bo.post(CREATE).json(json!({ "prompt": "x", "remix_of": id })).await.refused(404);
        let post = posted(&ada, &made, "Drawn").await;
        let seen = credentials_of(&server.visitor(), &made).await;
        assert_eq!((&seen["state"], &seen["signed_here"]), (&json!("valid"), &json!(true)), "{seen}");
        assert_eq!((&seen["maker"], &seen["prompt"]), (&json!("rules"), &Value::Null), "{seen}");
        assert_eq!(credentials_of(&ada, &made).await["prompt"], "A quiet harbour");
        let feed = server.visitor().get("/api/braise/v1/timelines/created").await.ids();
        assert_eq!(feed, [post]);
        for (sent, status) in [
            (json!({ "prompt": "  " }), 422),
            (json!({ "prompt": "x".repeat(1_001) }), 422),
            (json!({ "prompt": "x", "style": "photo" }), 422),
            (json!({ "prompt": "x", "remix_of": "12" }), 404),
        ] {
            ada.post(CREATE).json(sent).await.refused(status);
        }
        server.visitor().post(CREATE).json(json!({ "prompt": "x" })).await.refused(401);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_remix_takes_that_pictures_consent_and_names_where_it_comes_from() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let picture = bo.upload("b.png", "image/png", fixtures::png(320, 240)).await;
        let other = bo.upload("c.png", "image/png", fixtures::png(300, 200)).await;
        posted(&bo, &picture, "Mine").await;
        posted(&bo, &other, "Mine too").await;
        let wish = json!({ "prompt": "the same at night", "remix_of": picture["id"] });
        // Silence is a no, and so is a yes to something else.
        ada.post(CREATE).json(wish.clone()).await.refused(403);
        bo.put("/api/braise/v1/consent").json(json!({ "generative_training": "yes" })).await.ok();
        ada.post(CREATE).json(wish.clone()).await.refused(403);
        assert_eq!(credentials_of(&ada, &picture).await["may_remix"], false);
        let of_picture = format!("/api/braise/v1/consent/media/{}", picture["id"].as_str().unwrap());
        bo.put(&of_picture).json(json!({ "synthetic_content": "yes" })).await.ok();
        assert_eq!(credentials_of(&ada, &picture).await["may_remix"], true);
        ada.post(CREATE).json(json!({ "prompt": "x", "remix_of": other["id"] })).await.refused(403);
        let made = ada.post(CREATE).json(wish.clone()).await.ok();
        assert_eq!(made["provenance"]["remix_of"], picture["id"]);
        for found in both(&ada, &made).await {
            assert_eq!(found.state, State::Valid, "{found:?}");
            assert!(found.steps.iter().any(|step| step.action == "c2pa.created"), "{found:?}");
        }
        let full = &both(&ada, &made).await[0];
        assert_eq!(full.ingredients.len(), 1);
        let title = full.ingredients[0].title.as_deref().unwrap();
        assert!(title.starts_with(&format!("Picture {} of ", picture["id"].as_str().unwrap())), "{title}");
        // What both allow is allowed, so nothing is here.
        assert_eq!(
            full.training.as_ref().unwrap()["entries"]["cawg.ai_generative_training"]["use"],
            "notAllowed"
        );
        posted(&ada, &made, "After Bo").await;
        let seen = credentials_of(&server.visitor(), &made).await;
        assert_eq!(seen["remix_of"]["media_id"], picture["id"], "{seen}");
        let uses = bo.get("/api/braise/v1/consent/uses").await.ok();
        assert_eq!(
            (&uses[0]["used_by"], &uses[0]["purpose"]),
            (&json!("create"), &json!("synthetic_content")),
            "{uses}"
        );
        // Taken back, nothing more is made; what was made says where it came from.
        bo.put(&of_picture).json(json!({ "synthetic_content": "no" })).await.ok();
        ada.post(CREATE).json(wish).await.refused(403);
        ada.post(CREATE).json(json!({ "variant_of": made["id"] })).await.refused(403);
        // A picture that is not for everybody is nobody else's, whatever its owner says.
        bo.put("/api/braise/v1/consent").json(json!({ "synthetic_content": "yes" })).await.ok();
        let near = bo.upload("d.png", "image/png", fixtures::png(100, 100)).await;
        bo.post_with(json!({ "status": "@ada for you", "visibility": "direct", "media_ids": [near["id"]] }))
            .await;
        ada.post(CREATE).json(json!({ "prompt": "x", "remix_of": near["id"] })).await.refused(403);
        // One's own needs nobody's leave.
        bo.post(CREATE).json(json!({ "prompt": "x", "remix_of": near["id"] })).await.ok();
    })
    .await;
}

fn with_painter(provider: &Provider, engine: Engine, more: &[(&str, &str)]) -> Server {
    let mut builder = Server::builder(engine)
        .set("BRAISE_IMAGE_PROVIDER", "openai")
        .set("BRAISE_IMAGE_URL", provider.url())
        .set("BRAISE_IMAGE_MODEL", "painter-1")
        .set("BRAISE_IMAGE_KEY", KEY)
        .set("BRAISE_IMAGE_PRIVATE", "on")
        .set("BRAISE_IMAGE_SECONDS", "3");
    for (name, value) in more {
        builder = builder.set(name, value);
    }
    builder.start()
}

fn painted(bytes: &[u8]) -> Said {
    let body =
        json!({ "created": 1, "data": [{ "b64_json": STANDARD.encode(bytes), "revised_prompt": "y" }] });
    Said::Status(200, "Content-Type: application/json\r\n".to_owned(), body.to_string())
}

async fn settled(client: &Client, made: &Value) -> Value {
    let path = format!("{CREATE}/{}", made["id"].as_str().unwrap());
    wait_until("the picture", || async {
        let made = client.get(&path).await.ok();
        (made["provenance"]["state"] != "waiting").then_some(made)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_paints_in_its_own_time_and_cannot_be_taken_for_a_person() {
    for engine in engines() {
        let provider = Provider::start(|_, _| painted(&fixtures::jpeg(900, 700))).await;
        let server = with_painter(&provider, engine, &[]);
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let asked = ada.post(CREATE).json(json!({ "prompt": "A fox at https://evil.example/x.png" })).await;
        let asked = asked.ok();
        assert_eq!((&asked["provenance"]["state"], &asked["url"]), (&json!("waiting"), &Value::Null));
        let made = settled(&ada, &asked).await;
        assert_eq!(
            (&made["provenance"]["maker"], &made["provenance"]["model"]),
            (&json!("openai"), &json!("painter-1"))
        );
        assert_eq!(made["ai_generated"], true);
        for found in both(&ada, &made).await {
            assert_eq!(found.state, State::Valid, "{found:?}");
            assert!(found.by_model());
        }
        let (head, body) = provider.asked().remove(0);
        assert!(head.starts_with("POST /v1/images/generations ") && head.contains(KEY), "{head}");
        assert_eq!((&body["model"], &body["n"]), (&json!("painter-1"), &json!(1)));
        assert_eq!(body["response_format"], Value::Null, "openai refuses to be told");
        // The mark stays, whoever takes it off.
        let path = format!("/api/v1/media/{}", made["id"].as_str().unwrap());
        assert_eq!(ada.put(&path).json(json!({ "ai_generated": false })).await.ok()["ai_generated"], true);
        // Another's picture goes to the model as bytes in a form, once they said yes, and never as an address.
        let picture = bo.upload("b.png", "image/png", fixtures::png(320, 240)).await;
        posted(&bo, &picture, "Mine").await;
        bo.put("/api/braise/v1/consent").json(json!({ "synthetic_content": "yes" })).await.ok();
        let wish = json!({ "prompt": "at night", "remix_of": picture["id"] });
        let remix = settled(&ada, &ada.post(CREATE).json(wish).await.ok()).await;
        for found in both(&ada, &remix).await {
            assert_eq!(found.state, State::Valid, "{found:?}");
            assert_eq!(found.source(), Some(Source::Composite.uri()));
        }
        let (head, _) = provider.asked().pop().unwrap();
        assert!(head.starts_with("POST /v1/images/edits ") && head.contains("multipart/form-data"), "{head}");
        // Rules draw beside it.
        let drawn = ada.post(CREATE).json(json!({ "prompt": "embers", "by_rules": true })).await.ok();
        assert_eq!(drawn["provenance"]["maker"], "rules");
        assert!(!server.printed().contains(KEY) && !server.printed().contains("fox"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_goes_wrong_with_a_provider_is_said_and_holds_nobody_up() {
    let declined = json!({ "error": { "code": "moderation_blocked", "message": "no" } }).to_string();
    // An address leads wherever the provider likes; the server does not follow it into private networks.
    let inside = json!({ "data": [{ "url": "http://127.0.0.1:1/latest/meta-data" }] }).to_string();
    let json_head = "Content-Type: application/json\r\n".to_owned();
    for (said, fault) in [
        (Said::Status(400, json_head.clone(), declined), "refused"),
        (Said::Status(401, json_head.clone(), format!("no {KEY}")), "unavailable"),
        (Said::Status(429, "Retry-After: 3600\r\n".to_owned(), String::new()), "busy"),
        (Said::Status(200, json_head.clone(), inside), "unavailable"),
        (Said::Status(200, json_head.clone(), "{\"data\": [".to_owned()), "unavailable"),
        (painted(b"<svg onload=alert(1)>"), "refused"),
        (Said::Silence, "unavailable"),
    ] {
        let words = format!("{said:?}");
        let provider = Provider::start(move |_, _| said.clone()).await;
        let server = with_painter(&provider, Engine::Sqlite, &[("BRAISE_IMAGE_SECONDS", "1")]);
        let ada = server.member("ada");
        let made = settled(&ada, &ada.post(CREATE).json(json!({ "prompt": "A fox" })).await.ok()).await;
        assert_eq!(made["provenance"]["fault"], fault, "{words}");
        assert_eq!(made["url"], Value::Null, "{words}");
        assert!(!server.printed().contains(KEY), "{words}");
    }
    let provider = Provider::start(|_, _| painted(&fixtures::jpeg(90, 70))).await;
    let server = with_painter(&provider, Engine::Sqlite, &[("BRAISE_IMAGE_MEMBER", "1")]);
    let ada = server.member("ada");
    ada.post(CREATE).json(json!({ "prompt": "one" })).await.ok();
    ada.post(CREATE).json(json!({ "prompt": "two" })).await.refused(429);
    ada.post(CREATE).json(json!({ "prompt": "two", "by_rules": true })).await.ok();
    assert!(!server.cli(&["config"]).contains(KEY));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_upload_says_of_itself_survives_being_made_anew() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let plain = ada.upload("p.jpg", "image/jpeg", fixtures::jpeg(1_200, 900)).await;
        assert_eq!((&plain["content_credentials"], &plain["ai_generated"]), (&json!(false), &json!(false)));
        assert_eq!(credentials_of(&ada, &plain).await["state"], "absent");
        assert!(reader(&file(&ada, &plain["url"]).await).is_none());
        let theirs =
            signed_elsewhere(&fixtures::jpeg(1_200, 900), "image/jpeg", Maker::Model("dreamer".to_owned()));
        let kept = ada.upload("t.jpg", "image/jpeg", theirs.clone()).await;
        // What its own credentials say needs nobody to say it again.
        assert_eq!((&kept["content_credentials"], &kept["ai_generated"]), (&json!(true), &json!(true)));
        for found in both(&ada, &kept).await {
            assert_eq!(found.state, State::Valid, "{found:?}");
            assert!(found.by_model());
        }
        let seen = credentials_of(&ada, &kept).await;
        assert_eq!(seen["digital_source_type"], Source::Trained.uri(), "{seen}");
        assert_eq!(seen["ingredients"][0]["signer"], "Elsewhere", "{seen}");
        assert_eq!(seen["ingredients"][0]["faulty"], false);
        let mut forged = theirs;
        let end = forged.len() - 30;
        forged[end] ^= 1;
        let forged = ada.upload("f.jpg", "image/jpeg", forged).await;
        assert_eq!(credentials_of(&ada, &forged).await["ingredients"][0]["faulty"], true);
        // An artist signs theirs, with what they allow.
        ada.put("/api/braise/v1/consent")
            .json(json!({ "generative_training": "no", "embeddings_search": "yes" }))
            .await
            .ok();
        ada.put("/api/braise/v1/create/choices").json(json!({ "sign_pictures": true })).await.ok();
        let mine = ada.upload("m.png", "image/png", fixtures::png(400, 300)).await;
        let said = credentials_of(&ada, &mine).await;
        assert_eq!((&said["state"], &said["signed_here"]), (&json!("valid"), &json!(true)), "{said}");
        assert!(said["author"].as_str().unwrap().starts_with("@ada@"));
        assert_eq!(said["training"]["entries"]["cawg.ai_generative_training"]["use"], "notAllowed");
        assert_eq!(said["training"]["entries"]["cawg.data_mining"]["use"], "allowed");
        assert_eq!(both(&ada, &mine).await.map(|found| found.state), [State::Valid; 2]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_few_made_pictures_or_none_sees_no_more() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        ada.follow(&bo).await;
        for number in 0..3 {
            let picture = bo
                .post("/api/v2/media")
                .file("file", "a.png", "image/png", fixtures::png(80 + number, 80))
                .part("ai_generated", "true")
                .await
                .ok();
            posted(&bo, &picture, "made").await;
        }
        bo.post_status("words").await;
        let seen = || async { ada.get("/api/v1/timelines/home").await.ids().len() };
        assert_eq!(seen().await, 4);
        let choices = "/api/braise/v1/create/choices";
        for (word, left) in [("few", 2), ("none", 1), ("all", 4)] {
            ada.put(choices).json(json!({ "created_in_feeds": word })).await.ok();
            assert_eq!(seen().await, left, "{word}");
        }
        ada.put(choices).json(json!({ "created_in_feeds": "some" })).await.refused(422);
        ada.put(choices).json(json!({ "created_in_feeds": "none" })).await.ok();
        // Their own page stays whole, and so does what one made oneself.
        let id = bo.id().await;
        assert_eq!(ada.get(&format!("/api/v1/accounts/{id}/statuses")).await.ids().len(), 4);
        assert_eq!(bo.get("/api/v1/timelines/home").await.ids().len(), 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_few_made_pictures_or_none_hears_of_no_more_on_streams() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        ada.follow(&bo).await;
        let made = || async {
            let file = bo.post("/api/v2/media").file("file", "a.png", "image/png", fixtures::png(80, 80));
            let picture = file.part("ai_generated", "true").await.ok();
            posted(&bo, &picture, "made").await
        };
        for (word, told) in [("few", 1), ("none", 0), ("all", 2)] {
            ada.put("/api/braise/v1/create/choices").json(json!({ "created_in_feeds": word })).await.ok();
            let mut events = ada.sse("/api/v1/streaming/user").await;
            let mut socket = ada.websocket(&[("stream", "public:local")]).await;
            let posts = [made().await, made().await];
            // Of what was not told, no change is told either.
            let changed = format!("/api/v1/statuses/{}", posts[1]);
            let media = bo.get(&changed).await.ok()["media_attachments"][0]["id"].clone();
            bo.put(&changed).json(json!({ "status": "made anew", "media_ids": [media] })).await.ok();
            let last = bo.post_status("words").await["id"].as_str().unwrap().to_owned();
            let mut expected: Vec<(&str, String)> =
                posts.iter().take(told).map(|id| ("update", id.clone())).collect();
            if told == 2 {
                expected.push(("status.update", posts[1].clone()));
            }
            expected.push(("update", last));
            for (name, id) in expected {
                for told in [events.next().await, socket.next().await] {
                    assert_eq!((told.name.as_str(), &told.payload["id"]), (name, &json!(id)), "{word}");
                }
            }
        }
        // What one made oneself is always told.
        bo.put("/api/braise/v1/create/choices").json(json!({ "created_in_feeds": "none" })).await.ok();
        let mut events = bo.sse("/api/v1/streaming/user").await;
        let id = made().await;
        assert_eq!(events.expect("update").await.payload["id"], id.as_str());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_made_remixed_posted_and_explained_in_a_browser() {
    let server = Server::start(Engine::Sqlite);
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    bo.put("/api/braise/v1/consent").json(json!({ "synthetic_content": "yes" })).await.ok();
    let picture = bo.upload("b.png", "image/png", fixtures::png(320, 240)).await;
    posted(&bo, &picture, "Mine").await;
    drop(ada);
    for (language, rules, from, saved) in [
        ("en", "Drawn by rules on this server", "From a picture by", "Saved."),
        ("fr", "Dessinée par des règles sur ce serveur", "D’après une image de", "Enregistré."),
    ] {
        let look = Look { language, phone: language == "fr", scripts: language == "en" };
        let Some(chrome) = Chrome::open(server.url(), look).await else { return };
        chrome.log_in("ada").await;
        chrome.go("/create").await;
        chrome.write("#words", "a quiet harbour at dawn").await;
        chrome.press("main form[action='/create'] .button").await;
        chrome.find(".made-picture img").await;
        chrome.waits_for(rules).await;
        chrome.photograph("create-one").await;
        chrome.press("main form[action='/create'] .button").await;
        chrome.find(".made-picture img").await;
        chrome.press("main .actions a[href^='/compose']").await;
        chrome.find(".files img").await;
        chrome.write("#text", "Drawn").await;
        chrome.write(".files textarea", "Lines like water").await;
        chrome.press(".send button[value='publish']").await;
        chrome.find(".post .made").await;
        chrome.go("/created").await;
        chrome.press(".post .made summary").await;
        chrome.press(".post .made a").await;
        chrome.waits_for(rules).await;
        chrome.find(".steps li").await;
        chrome.photograph("create-how").await;
        // Somebody else's picture, with their leave.
        chrome.go(&format!("/pictures/{}", picture["id"].as_str().unwrap())).await;
        chrome.press("main .actions a[href^='/create']").await;
        chrome.waits_for(from).await;
        chrome.write("#words", "at night").await;
        chrome.press("main form[action='/create'] .button").await;
        chrome.find(".made-picture img").await;
        chrome.go("/create").await;
        chrome.find(".made-before img").await;
        chrome.photograph("create").await;
        chrome.go("/settings/created").await;
        chrome.press("input[name='shown'][value='none']").await;
        chrome.press("main form .button").await;
        chrome.waits_for(saved).await;
        chrome.go("/created").await;
        chrome.find(".empty a").await;
        chrome.go("/settings/created").await;
        chrome.press("input[name='shown'][value='all']").await;
        chrome.press("main form .button").await;
        chrome.waits_for(saved).await;
        chrome.close().await;
    }
}
