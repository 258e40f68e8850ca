//! What was made of a member's words and pictures, by the server, a model and other members: none of it holds
//! them any more once they are gone, and what is others' stays whole.

use super::{erase, found};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use credentials::{Authority, Content, Found, Maker, State, Statement, Story};
use serde_json::{Value, json};
use testkit::{Client, Engine, Provider, Said, Server, engines, fixtures, wait_until};

/// Whoever leaves: nobody else says this name.
const NAME: &str = "zephyrine";
/// A vector no other post has.
const VECTOR: [f32; 3] = [0.731_058_6, -0.268_941_4, 0.577_215_7];
const BAKERY: &str = "The amberquill bakery opens again on Saturday morning.";
const FERRY: &str = "The basaltfinch ferry leaves at noon from the old harbour.";
const LIBRARY: &str = "The cindermoth library lends umbrellas in the rainy season.";
/// What the model makes of the first post.
const TRANSLATED: &str = "La boulangerie dusklarkine rouvre samedi matin.";

/// Words that stand nowhere else, in the rows and files while she is here.
const ALIVE: [&str; 21] = [
    "amberquill",
    "basaltfinch",
    "cindermoth",
    "dusklarkine",
    "eiderspoke",
    "flintwarble",
    "glowthistle",
    "harrowmint",
    "indigofern",
    "jaspercrane",
    "knotwillet",
    "larchember",
    "mapleskerry",
    "nimbusreed",
    "ochrevale",
    "petrelstone",
    "quartzheron",
    "russetbay",
    "sablewing",
    "tealmarrow",
    "@zephyrine@",
];

/// A model that translates, quotes the first post it is given and knows one vector.
fn model(asked: &Value) -> Said {
    if let Some(texts) = asked["input"].as_array() {
        let vector = |text: &Value| {
            let hers = text.as_str().unwrap().contains("amberquill");
            json!({ "embedding": if hers { VECTOR } else { [0.5, 0.5, 0.25] } })
        };
        let data: Vec<Value> = texts.iter().map(vector).collect();
        let head = "Content-Type: application/json\r\n".to_owned();
        return Said::Status(200, head, json!({ "data": data }).to_string());
    }
    let prompt: Value = serde_json::from_str(asked["messages"][1]["content"].as_str().unwrap()).unwrap();
    if prompt["texts"].is_array() {
        return Said::Words(json!({ "from": "en", "texts": [TRANSLATED] }).to_string());
    }
    let first = prompt["posts"][0]["text"].clone();
    let sentence = json!({ "text": first, "citations": [{ "source": 1, "quote": first }] });
    Said::Words(json!({ "sentences": [sentence] }).to_string())
}

fn start(engine: Engine, provider: &Provider) -> Server {
    Server::builder(engine)
        .set("BRAISE_ASSISTANT", "on")
        .set("BRAISE_ASSISTANT_ACCOUNT", "assistant")
        .set("BRAISE_MODEL_PROVIDER", "openai")
        .set("BRAISE_MODEL_URL", provider.url())
        .set("BRAISE_MODEL_NAME", "small")
        .set("BRAISE_MODEL_PRIVATE", "on")
        .set("BRAISE_MODEL_EMBEDDINGS", "vectors")
        .start()
}

/// Somebody who says yes to everything and wants to be found.
async fn open(server: &Server, name: &str, reason: &str) -> Client {
    let member = server.member(name);
    let yes = json!({ "embeddings_search": "yes", "assistant_context": "yes", "synthetic_content": "yes", "reason": reason });
    member.put("/api/braise/v1/consent").json(yes).await.ok();
    let seen = json!({ "discoverable": true, "indexable": true });
    member.patch("/api/v1/accounts/update_credentials").json(seen).await.ok();
    member
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

/// What the assistant wrote to a member, the newest first.
async fn letters(member: &Client) -> Vec<Value> {
    let told = member.get("/api/v1/notifications?types[]=mention").await.ok();
    let told = told.as_array().unwrap().iter().filter(|one| one["account"]["acct"] == "assistant");
    told.map(|one| one["status"].clone()).collect()
}

/// Mentions the assistant under a post and waits for its answer: the mention and the answer.
async fn mention(member: &Client, words: &str, about: &Value) -> (Value, Value) {
    let before = letters(member).await.len();
    let asked = member
        .post_with(json!({ "status": format!("@assistant {words}"), "in_reply_to_id": id(about) }))
        .await;
    let answer = || async {
        let mut all = letters(member).await;
        (all.len() > before).then(|| all.remove(0))
    };
    let answer = wait_until("the assistant answers", answer).await;
    assert_eq!(answer["in_reply_to_id"], asked["id"]);
    (asked, answer)
}

async fn posted(client: &Client, media: &Value, text: &str) -> Value {
    client.post_with(json!({ "status": text, "media_ids": [id(media)] })).await
}

async fn remixed(client: &Client, of: &Value) -> Value {
    let wish = json!({ "prompt": "the same at night", "remix_of": id(of) });
    let made = client.post("/api/braise/v1/create").json(wish).await.ok();
    posted(client, &made, "After somebody").await;
    made
}

/// A picture that says whose it is in the words of another program.
fn signed_elsewhere() -> Vec<u8> {
    let keys = credentials::make("Elsewhere", "elsewhere.example", 2025).unwrap();
    let statement = Statement {
        story: Story::Created(Maker::Rules("pencils".to_owned())),
        when: "2026-11-01T08:00:00Z".to_owned(),
        by: ("Elsewhere", "1"),
        training: None,
        author: Some("The studio eiderspoke".to_owned()),
        prompt: None,
    };
    Authority::open(&keys).unwrap().sign(&fixtures::png(90, 60), "image/png", &statement).unwrap()
}

/// What both files of a picture say, to a reader that knows nothing of the server.
async fn both(client: &Client, media: &Value) -> Vec<Found> {
    let mut both = Vec::new();
    for url in ["url", "preview_url"] {
        let path = media[url].as_str().unwrap().strip_prefix(client.base()).unwrap();
        let bytes = client.get(path).as_visitor().unchecked().await.bytes.to_vec();
        let mime = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
        both.push(
            credentials::read(Content::Memory(&bytes), mime, None, || true).expect("it carries credentials"),
        );
    }
    both
}

/// Her pictures: signed with her name, brought with another's, made from words that are shared and that are not.
/// What the others made of them.
async fn pictures(her: &Client, bo: &Client, cy: &Client) -> Vec<Value> {
    her.put("/api/braise/v1/create/choices").json(json!({ "sign_pictures": true })).await.ok();
    let photo = her.upload("a.png", "image/png", fixtures::png(120, 80)).await;
    posted(her, &photo, "Mine").await;
    let brought = her.upload("b.png", "image/png", signed_elsewhere()).await;
    posted(her, &brought, "From my studio").await;
    let wish = json!({ "prompt": "a flintwarble at dawn", "share_prompt": true });
    let shared = her.post("/api/braise/v1/create").json(wish).await.ok();
    posted(her, &shared, "Drawn").await;
    let wish = json!({ "prompt": "a glowthistle nobody knows of" });
    her.post("/api/braise/v1/create").json(wish).await.ok();
    let mut theirs = Vec::new();
    for picture in [&photo, &brought, &shared] {
        let remix = remixed(bo, picture).await;
        theirs.push(remixed(cy, &remix).await);
        theirs.push(remix);
    }
    theirs
}

/// What she writes around the posts of others.
async fn words(her: &Client, bo: &Client, cy: &Client, theirs: &Value) {
    let note = json!({ "status_id": id(theirs), "text": "What a harrowmint misses",
        "sources": ["https://a.example/indigofern"] });
    let note = her.post("/api/braise/v1/notes").json(note).await.ok();
    let rating = json!({ "helpful": "yes", "reasons": ["clear"] });
    cy.post(&format!("/api/braise/v1/notes/{}/ratings", id(&note))).json(rating).await.ok();
    let feed = json!({ "name": "A knotwillet", "shared": true, "sources": { "words": ["larchember"] } });
    let feed = her.post("/api/braise/v1/feeds").json(feed).await.ok();
    let pack = json!({ "name": "Friends of the mapleskerry", "description": "All the nimbusreed",
        "account_ids": [bo.id().await], "feed_ids": [id(&feed)] });
    her.post("/api/braise/v1/starter_packs").json(pack).await.ok();
    let wish = json!({ "none": "ochrevale" });
    her.post("/api/braise/v1/steering/wishes").json(wish).await.ok();
    let draft = json!({ "status": "Not yet a petrelstone", "spoiler_text": "quartzheron" });
    her.post("/api/braise/v1/drafts").json(draft).await.ok();
    let later = json!({ "status": "Later, a russetbay", "scheduled_at": "2099-01-01T00:00:00Z" });
    her.post("/api/v1/statuses").json(later).await.ok();
    let opinion = json!({ "opinion": "worth" });
    her.post(&format!("/api/braise/v1/statuses/{}/opinion", id(theirs))).json(opinion).await.ok();
}

// A test an engine: so much is made of her that both in one would take too long.

#[tokio::test(flavor = "multi_thread")]
async fn what_was_made_of_a_member_goes_with_them_and_what_is_others_stays_whole() {
    what_was_made_goes(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_made_of_a_member_goes_with_them_on_postgresql_too() {
    if engines().contains(&Engine::Postgres) {
        what_was_made_goes(Engine::Postgres).await;
    }
}

async fn what_was_made_goes(engine: Engine) {
    let provider = Provider::start(|_, asked| model(asked)).await;
    let mut server = start(engine, &provider);
    let her = open(&server, NAME, "because of the jaspercrane").await;
    let (bo, cy) = (open(&server, "bo", "").await, open(&server, "cy", "").await);

    let bakery = her.post_with(json!({ "status": BAKERY, "language": "en" })).await;
    let ferry = her.post_status(FERRY).await;
    let library = her.post_status(LIBRARY).await;
    let kettle = bo.post_status("The kettle of the station cafe sings at eight.").await;
    bo.post(&format!("/api/v1/statuses/{}/translate", id(&bakery))).json(json!({ "lang": "fr" })).await.ok();
    // Answers that quote her: said in public, to somebody, and to somebody who then took the question back.
    let question = json!({ "question": "When does the bakery open?", "status_id": id(&bakery) });
    let answer = bo.post("/api/braise/v1/ask").json(question).await.ok();
    bo.post(&format!("/api/braise/v1/ask/{}/publish", id(&answer))).await.ok();
    let (_, quoted) = mention(&bo, "when does the ferry leave?", &ferry).await;
    let (taken_back, still_quoted) = mention(&bo, "what does the library lend?", &library).await;
    bo.delete(&format!("/api/v1/statuses/{}", id(&taken_back))).await.ok();
    // Her own questions: made public under a post of somebody else's, and answered in private.
    let question = json!({ "question": "When does the kettle sing, sablewing?", "status_id": id(&kettle) });
    let answer = her.post("/api/braise/v1/ask").json(question).await.ok();
    her.post(&format!("/api/braise/v1/ask/{}/publish", id(&answer))).await.ok();
    mention(&her, "when does the kettle of tealmarrow sing?", &kettle).await;
    for (who, post) in [(&bo, &bakery), (&her, &kettle)] {
        who.post(&format!("/api/braise/v1/radar/statuses/{}/follow", id(post))).await.ok();
    }
    words(&her, &bo, &cy, &kettle).await;
    let theirs = pictures(&her, &bo, &cy).await;
    // A picture of her that another one took the place of.
    let face =
        |bytes| her.patch("/api/v1/accounts/update_credentials").file("avatar", "a.png", "image/png", bytes);
    let first = face(fixtures::png(40, 40)).await.ok()["avatar"].as_str().unwrap().to_owned();
    let first = first.strip_prefix(server.url()).unwrap().to_owned();
    face(fixtures::png(48, 48)).await.ok();

    let vector = STANDARD.encode(VECTOR.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>());
    let hers: Vec<&str> = ALIVE.into_iter().chain([vector.as_str()]).collect();
    if engine == Engine::Sqlite {
        wait_until("each of her words stands somewhere", || async {
            let found = found(server.folder(), &hers);
            let stands = |word: &&str| found.iter().any(|line| line.split(' ').next() == Some(*word));
            hers.iter().all(stands).then_some(())
        })
        .await;
    }

    erase(&server, NAME).await;

    for letter in [&quoted, &still_quoted] {
        bo.get(&format!("/api/v1/statuses/{}", id(letter))).await.refused(404);
    }
    assert_eq!(server.visitor().get(&first).await.status, 404, "her first face is gone");
    bo.get(&format!("/api/braise/v1/statuses/{}/answer", id(&kettle))).await.refused(404);
    // What was made of her pictures is theirs, and reads as before.
    for made in &theirs {
        for found in both(&bo, made).await {
            assert_eq!(found.state, State::Valid, "{found:?}");
            assert!(found.steps.iter().any(|step| step.action == "c2pa.created"), "{found:?}");
        }
        assert_eq!(both(&bo, made).await[0].ingredients.len(), 1);
    }
    let words: Vec<&str> = hers.iter().copied().chain([NAME]).collect();
    wait_until("nothing of hers is in any file", || async {
        found(server.folder(), &words).is_empty().then_some(())
    })
    .await;
    server.stop();
    assert_eq!(found(server.folder(), &words), Vec::<String>::new());
}
