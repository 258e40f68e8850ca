//! Web push: a local push service hears of what happens, and devices read what is meant for them.

use crate::chrome::{Chrome, Look};
use crate::pages::browser::{Browser, goes_to, token};
use serde_json::{Value, json};
use testkit::push::{Device, NOTHING, PushService};
use testkit::{Client, Engine, Server, engines};

const PATH: &str = "/api/v1/push/subscription";
const PAGE: &str = "/settings/notifications";

/// A server that may push to this machine.
fn server(engine: Engine) -> Server {
    Server::builder(engine).set("BRAISE_ALLOW_LOOPBACK", "on").start()
}

async fn on_each_engine<F: Future<Output = ()>>(story: impl Fn(Server, PushService) -> F) {
    for engine in engines() {
        story(server(engine), PushService::start().await).await;
    }
}

async fn server_key(client: &Client) -> String {
    let key = client.get("/api/v2/instance").await.ok()["configuration"]["vapid"]["public_key"].clone();
    key.as_str().expect("a key").to_owned()
}

/// Subscribes a client's token to these alerts, at an address of its own.
async fn subscribe(
    client: &Client,
    service: &PushService,
    name: &str,
    device: &Device,
    alerts: &[&str],
) -> Value {
    client.post(PATH).json(device.subscription(&service.endpoint(name), alerts)).await.ok()
}

/// Somebody who signed up through an app, in French: a client, and what its app is called.
async fn newcomer(server: &Server, name: &str) -> (Client, Value) {
    let app = json!({ "client_name": "Oven", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read write push" });
    let app = server.visitor().post("/api/v1/apps").json(app).await.ok();
    let asked = json!({
        "grant_type": "client_credentials", "scope": "read write push",
        "client_id": app["client_id"], "client_secret": app["client_secret"],
    });
    let own = server.visitor().post("/oauth/token").json(asked).await.ok();
    let joining = json!({
        "username": name, "email": Server::email(name), "password": testkit::server::PASSWORD,
        "agreement": true, "locale": "fr",
    });
    let own = server.visitor().with_token(own["access_token"].as_str().expect("a token"));
    let joined = own.post("/api/v1/accounts").json(joining).await.ok();
    (server.visitor().named(name).with_token(joined["access_token"].as_str().expect("a token")), app)
}

#[tokio::test]
async fn a_token_has_one_subscription() {
    on_each_engine(|server, service| async move {
        let ada = server.member("ada");
        let device = Device::new(1);
        ada.get(PATH).await.refused(404);
        ada.put(PATH).json(json!({ "data": { "alerts": { "mention": true } } })).await.refused(404);
        assert_eq!(ada.delete(PATH).await.ok(), json!({}));

        let made = subscribe(&ada, &service, "first", &device, &["mention", "admin.report"]).await;
        let key = server_key(&ada).await;
        let alerts = json!({
            "mention": true, "status": false, "reblog": false, "follow": false, "follow_request": false,
            "favourite": false, "poll": false, "update": false, "quote": false, "quoted_update": false,
            "admin.sign_up": false, "admin.report": true,
        });
        let expected = json!({
            "id": made["id"], "endpoint": service.endpoint("first"), "standard": true, "alerts": alerts,
            "policy": "all", "server_key": key,
        });
        assert!(made["id"].is_string() && key.len() == 88 && key.starts_with('B'), "{made}");
        assert_eq!(made, expected);
        assert_eq!(ada.get(PATH).await.ok(), expected);

        let changes = [
            ("data[alerts][favourite]", "true"),
            ("data[alerts][mention]", "false"),
            ("data[policy]", "followed"),
        ];
        let changed = ada.put(PATH).form(&changes).await.ok();
        assert_eq!((&changed["id"], &changed["policy"]), (&made["id"], &json!("followed")));
        assert_eq!(
            (&changed["alerts"]["favourite"], &changed["alerts"]["mention"]),
            (&json!(true), &json!(false))
        );
        assert_eq!(changed["alerts"]["admin.report"], false, "alerts are chosen anew");
        let kept = ada.put(PATH).json(json!({ "data": { "policy": "none" } })).await.ok();
        assert_eq!((&kept["alerts"], &kept["policy"]), (&changed["alerts"], &json!("none")));

        let fields = [
            ("subscription[endpoint]", service.endpoint("second")),
            ("subscription[keys][p256dh]", device.p256dh().trim_end_matches('=').to_owned()),
            ("subscription[keys][auth]", device.auth()),
            ("data[alerts][poll]", "1".to_owned()),
        ];
        let second = ada.post(PATH).form(&fields).await.ok();
        assert_ne!(second["id"], made["id"]);
        assert_eq!((&second["alerts"]["poll"], &second["policy"]), (&json!(true), &json!("all")));
        assert_eq!(ada.get(PATH).await.ok(), second);
        // Another log-in of the same member has its own.
        server.log_in("ada", "read push").get(PATH).await.refused(404);
        assert_eq!(ada.delete(PATH).await.ok(), json!({}));
        ada.get(PATH).await.refused(404);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_pushed_to_is_refused_in_a_sentence() {
    let service = PushService::start().await;
    let server = server(Engine::Sqlite);
    let ada = server.member("ada");
    let device = Device::new(1);
    let good = device.subscription(&service.endpoint("one"), &[]);
    for (place, wrong, word) in [
        ("endpoint", "", "Endpoint"),
        ("endpoint", "push", "Endpoint"),
        ("endpoint", "ftp://127.0.0.1/1", "Endpoint"),
        ("endpoint", "https://10.0.0.1/1", "Endpoint"),
        ("endpoint", "https://me:pass@push.example/1", "Endpoint"),
        ("keys/p256dh", "BCk", "p256dh"),
        ("keys/p256dh", "", "p256dh"),
        ("keys/auth", "AAAA", "auth"),
    ] {
        let mut body = good.clone();
        *body.pointer_mut(&format!("/subscription/{place}")).unwrap() = json!(wrong);
        let sentence = ada.post(PATH).json(body).await.refused(422);
        assert!(
            sentence.starts_with("Validation failed: ") && sentence.contains(word),
            "{wrong}: {sentence}"
        );
    }
    let mut body = good.clone();
    body["data"]["policy"] = json!("friends");
    ada.post(PATH).json(body).await.refused(422);
    ada.post(PATH).await.refused(422);
    ada.get(PATH).await.refused(404);
    server.log_in("ada", "read write").post(PATH).json(good.clone()).await.refused(403);
    ada.post(PATH).as_visitor().json(good).await.refused(401);

    // Where this machine may not be reached, neither may what is not public, nor what is not encrypted.
    let strict = Server::start(Engine::Sqlite);
    let bo = strict.member("bo");
    for endpoint in [
        service.endpoint("one"),
        "https://localhost/1".replace("localhost", "127.0.0.1"),
        "http://push.example/1".to_owned(),
    ] {
        bo.post(PATH).json(device.subscription(&endpoint, &[])).await.refused(422);
    }
    let made = bo.post(PATH).json(device.subscription("https://push.example/1", &[])).await.ok();
    assert_eq!(made["endpoint"], "https://push.example/1");
}

#[tokio::test]
async fn apps_are_told_the_one_key_of_the_server() {
    for engine in engines() {
        let mut server = server(engine);
        let key = server_key(&server.visitor()).await;
        let (ada, app) = newcomer(&server, "ada").await;
        assert_eq!(app["vapid_key"], key);
        assert_eq!(ada.get("/api/v1/apps/verify_credentials").await.ok()["vapid_key"], key);
        let instance = ada.get("/api/v2/instance").await.ok();
        assert!(instance["api_versions"]["mastodon"].as_i64() >= Some(4));
        server.restart();
        assert_eq!(server_key(&server.visitor()).await, key);
    }
}

#[tokio::test]
async fn a_mention_is_pushed_and_only_the_device_reads_it() {
    on_each_engine(|server, service| async move {
        let (ada, _) = newcomer(&server, "ada").await;
        let bo = server.member("bo");
        let device = Device::new(1);
        subscribe(&ada, &service, "phone", &device, &["mention"]).await;
        let post = ada.post_status("Bread is ready").await["id"].as_str().unwrap().to_owned();
        // Likes are not among the alerts.
        bo.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
        bo.post_with(json!({ "status": "@ada the crust is a dream", "spoiler_text": "About bread" })).await;
        let pushed = service.waits_for("phone", 1).await.remove(0);
        for (name, value) in [
            ("content-encoding", "aes128gcm"),
            ("content-type", "application/octet-stream"),
            ("ttl", "172800"),
            ("urgency", "normal"),
        ] {
            assert_eq!(pushed.header(name), Some(value), "{name}");
        }
        assert!(pushed.header("topic").is_some_and(|topic| topic.len() == 32), "{pushed:?}");
        assert!(!String::from_utf8_lossy(&pushed.body).contains("bread"));
        let claims = pushed.claims(&server_key(&ada).await);
        assert_eq!(claims["aud"], service.url());
        assert!(
            claims["sub"].as_str().is_some_and(|sub| sub.starts_with("mailto:") || sub.starts_with("http"))
        );

        let told = device.read(&pushed);
        let notification = ada.get("/api/v1/notifications?types[]=mention").await.ok()[0].clone();
        let expected = json!({
            "access_token": ada.token(), "preferred_locale": "fr", "notification_type": "mention",
            "notification_id": notification["id"].as_str().unwrap().parse::<i64>().unwrap(),
            "icon": notification["account"]["avatar_static"],
            "title": "bo vous a mentionné", "body": "About bread",
        });
        assert_eq!(told, expected);
        // The token is nowhere in the database as it is.
        let token = ada.token().unwrap().as_bytes();
        for name in ["braise.db", "braise.db-wal"] {
            let file = std::fs::read(server.folder().join(name)).unwrap_or_default();
            assert!(!file.windows(token.len()).any(|part| part == token), "{name}");
        }

        bo.post_status(&format!("@ada {}", "and more ".repeat(60))).await;
        let body = device.read(&service.waits_for("phone", 2).await[1])["body"].as_str().unwrap().to_owned();
        assert!(body.chars().count() <= 140 && body.ends_with('…'), "{body}");
        assert_eq!(service.heard("phone").len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_a_member_does_not_want_is_not_pushed() {
    on_each_engine(|server, service| async move {
        let (ada, bo, cy, di) =
            (server.member("ada"), server.member("bo"), server.member("cy"), server.member("di"));
        let device = Device::new(1);
        ada.follow(&bo).await;
        let body = device.subscription(&service.endpoint("phone"), &["mention"]);
        ada.post(PATH).json(body.clone()).await.ok();
        let strict = server.log_in("ada", "read push");
        let mut followed = device.subscription(&service.endpoint("strict"), &["mention"]);
        followed["data"]["policy"] = json!("followed");
        strict.post(PATH).json(followed).await.ok();

        // Muted with notifications; held back by the policy members begin with; hidden by a filter.
        ada.post(&format!("/api/v1/accounts/{}/mute", cy.id().await)).await.ok();
        cy.post_status("@ada from somebody muted").await;
        di.post_with(json!({ "status": "@ada a private word", "visibility": "direct" })).await;
        let filter = json!({
            "title": "Coins", "context": ["notifications"], "filter_action": "hide",
            "keywords_attributes": [{ "keyword": "coins" }],
        });
        ada.post("/api/v2/filters").json(filter).await.ok();
        let warn = json!({
            "title": "Sport", "context": ["notifications"], "filter_action": "warn",
            "keywords_attributes": [{ "keyword": "match" }],
        });
        ada.post("/api/v2/filters").json(warn).await.ok();
        bo.post_status("@ada buy my coins").await;
        // From a stranger: for the first device alone. Then something for both.
        di.post_status("@ada hello from a stranger").await;
        bo.post_status("@ada what a match").await;
        let heard = service.waits_for("phone", 2).await;
        let mut bodies: Vec<String> =
            heard.iter().map(|one| device.read(one)["body"].as_str().unwrap().to_owned()).collect();
        bodies.sort();
        assert_eq!(bodies, ["@ada hello from a stranger", "Covered by your filter “Sport”"]);
        let strict_heard = service.waits_for("strict", 1).await;
        assert_eq!(device.read(&strict_heard[0])["body"], "Covered by your filter “Sport”");
        assert_eq!((service.heard("phone").len(), service.heard("strict").len()), (2, 1));
    })
    .await;
}

#[tokio::test]
async fn a_device_that_is_gone_is_forgotten_and_a_failing_service_is_not() {
    on_each_engine(|server, service| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let device = Device::new(1);
        for (status, name) in [(410, "gone"), (404, "lost")] {
            service.says(status);
            subscribe(&ada, &service, name, &device, &["mention"]).await;
            bo.post_status("@ada anybody there?").await;
            testkit::wait_until("the subscription is forgotten", || async {
                (ada.get(PATH).await.status == 404).then_some(())
            })
            .await;
            assert_eq!(service.heard(name).len(), 1);
        }
        service.says(503);
        subscribe(&ada, &service, "tired", &device, &["mention"]).await;
        bo.post_status("@ada and now?").await;
        service.waits_for("tired", 1).await;
        assert_eq!(ada.get(PATH).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_slow_service_holds_up_nobody_else() {
    let server = server(Engine::Sqlite);
    let (slow, quick) = (PushService::start().await, PushService::start().await);
    slow.says(NOTHING);
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let device = Device::new(1);
    subscribe(&ada, &slow, "phone", &device, &["mention"]).await;
    let other = server.log_in("ada", "read push");
    subscribe(&other, &quick, "laptop", &device, &["mention"]).await;
    for turn in 0..12 {
        bo.post_status(&format!("@ada for the {turn}th time")).await;
    }
    quick.waits_for("laptop", 12).await;
    assert!(!slow.heard("phone").is_empty());
}

#[tokio::test]
async fn logging_out_ends_it() {
    on_each_engine(|server, service| async move {
        let (ada, app) = newcomer(&server, "ada").await;
        let bo = server.member("bo");
        let device = Device::new(1);
        subscribe(&ada, &service, "phone", &device, &["mention"]).await;
        let other = server.log_in("ada", "read push");
        subscribe(&other, &service, "laptop", &device, &["mention"]).await;
        let end = json!({ "client_id": app["client_id"], "client_secret": app["client_secret"], "token": ada.token() });
        server.visitor().post("/oauth/revoke").json(end).await.ok();
        bo.post_status("@ada are you there?").await;
        service.waits_for("laptop", 1).await;
        assert!(service.heard("phone").is_empty());
        let left = other.get(PATH).await.ok();
        assert_eq!(left["endpoint"], service.endpoint("laptop"));
    })
    .await;
}

/// The fields by which a page's script turns this device on.
fn turning_on(device: &Device, endpoint: &str) -> Vec<(String, String)> {
    [
        ("endpoint", endpoint.to_owned()),
        ("p256dh", device.p256dh()),
        ("auth", device.auth()),
        ("alert", "mention".to_owned()),
        ("alert", "favourite".to_owned()),
        ("policy", "all".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

async fn turn_on(browser: &mut Browser, device: &Device, endpoint: &str) {
    let page = browser.get(PAGE).await;
    let proof = token(&page);
    let fields = turning_on(device, endpoint);
    let mut fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("csrf", &proof));
    goes_to(&browser.post(&format!("{PAGE}/device"), &fields).await, "/settings/notifications?told=saved");
}

#[tokio::test]
async fn a_browser_is_told_as_long_as_somebody_is_logged_in_there() {
    on_each_engine(|server, service| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let device = Device::new(1);
        let mut browser = Browser::inside(&server, "ada").await;
        let page = browser.get(&format!("{PAGE}?lang=en")).await.text;
        assert!(page.contains(&format!("data-push=\"{}\"", server_key(&ada).await.trim_end_matches('='))));
        assert!(
            page.contains("<noscript>") && page.contains("Turn on here") && !page.contains("Reports"),
            "{page}"
        );
        turn_on(&mut browser, &device, &service.endpoint("browser")).await;
        let page = browser.get(&format!("{PAGE}?lang=en")).await;
        assert!(page.text.contains("Turn off here") && !page.text.contains("<noscript>"), "{}", page.text);
        assert!(page.text.contains("value=\"mention\" checked") && page.text.contains("value=\"follow\">"));

        let post = bo.post_status("@ada look here").await["id"].as_str().unwrap().to_owned();
        let told = device.read(&service.waits_for("browser", 1).await[0]);
        assert_eq!((&told["title"], &told["body"]), (&json!("bo mentioned you"), &json!("@ada look here")));
        assert!(told.get("access_token").is_none());
        let notification = told["notification_id"].as_str().expect("text, for browsers").to_owned();
        goes_to(&browser.get(&format!("/notifications/to/{notification}")).await, &format!("/@bo/{post}"));
        bo.delete(&format!("/api/v1/statuses/{post}")).await.ok();
        goes_to(&browser.get(&format!("/notifications/to/{notification}")).await, "/notifications");

        // What is told can be changed without scripts.
        let proof = token(&page);
        let fields =
            [("csrf", proof.as_str()), ("policy", "followed"), ("alert", "follow"), ("endpoint", "")];
        goes_to(
            &browser.post(&format!("{PAGE}/device"), &fields).await,
            "/settings/notifications?told=saved",
        );
        let page = browser.get(PAGE).await.text;
        assert!(page.contains("value=\"follow\" checked") && page.contains("value=\"followed\" selected"));

        // Somebody else logs in with the same browser: the device is theirs now.
        let mut bos = Browser::inside(&server, "bo").await;
        turn_on(&mut bos, &device, &service.endpoint("browser")).await;
        assert!(browser.get(&format!("{PAGE}?lang=en")).await.text.contains("Turn on here"));
        let page = bos.get(&format!("{PAGE}?lang=en")).await;
        bos.submit(&page, "/auth/sign_out", &[]).await;
        ada.post_status("@bo and you?").await;
        let mut again = Browser::inside(&server, "bo").await;
        turn_on(&mut again, &device, &service.endpoint("again")).await;
        ada.post_status("@bo and now?").await;
        service.waits_for("again", 1).await;
        assert_eq!(service.heard("browser").len(), 1);
        let fields = [("from", service.endpoint("again")), ("endpoint", service.endpoint("moved"))];
        let mut moved = vec![("p256dh", device.p256dh()), ("auth", device.auth())];
        moved.extend(fields.clone());
        let moved: Vec<_> = moved.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut nobody = Browser::new(&server);
        assert_eq!(nobody.post("/push/moved", &moved).await.status, 204, "the browser says so by itself");
        assert_eq!(nobody.post("/push/moved", &moved).await.status, 404, "the old address is none any more");
        ada.post_status("@bo and there?").await;
        assert_eq!(device.read(&service.waits_for("moved", 1).await[0])["body"], "@bo and there?");
        assert_eq!(service.heard("again").len(), 1);
        let page = again.get(PAGE).await;
        let proof = token(&page);
        let off = again.post(&format!("{PAGE}/device/off"), &[("csrf", &proof)]).await;
        goes_to(&off, "/settings/notifications?told=saved");
        assert!(again.get(PAGE).await.text.contains("<noscript>"));
    })
    .await;
}

/// What stands in for the browser's own push service, which is on the internet.
fn stand_in(device: &Device, endpoint: &str) -> String {
    let keys = json!({ "p256dh": device.p256dh(), "auth": device.auth() });
    format!(
        "const keys = {keys}; \
         const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)).buffer; \
         PushManager.prototype.getSubscription = async () => null; \
         PushManager.prototype.subscribe = async (asked) => {{ \
           if (!asked.userVisibleOnly || asked.applicationServerKey.length !== 65) throw new Error(); \
           return {{ endpoint: {endpoint:?}, getKey: (name) => bytes(keys[name]) }}; \
         }};"
    )
}

/// Plays to a service worker: a push comes, it is pressed with no page open and with two, and the
/// member logs out. Answers what was shown and done.
fn play(worker: &str) -> String {
    format!(
        "const answer = arguments[arguments.length - 1]; \
         const heard = {{}}, shown = [], done = [], windows = []; \
         const stage = {{ \
           location, addEventListener: (name, listener) => {{ heard[name] = listener; }}, \
           registration: {{ \
             showNotification: async (title, options) => {{ shown.push({{ title, ...options }}); }}, \
             pushManager: {{ getSubscription: async () => ({{ unsubscribe: async () => {{ done.push('unsubscribed'); }} }}) }}, \
           }}, \
           clients: {{ matchAll: async () => windows, openWindow: async (to) => {{ done.push(`opened ${{to}}`); }} }}, \
         }}; \
         (function (self) {{\n{worker}\n}})(stage); \
         const fire = async (name, event) => {{ let work; heard[name]({{ ...event, waitUntil: (all) => {{ work = all; }} }}); await work; }}; \
         const told = {{ title: 'bo mentioned you', body: 'look', icon: '/static/avatar.png', notification_id: '7', preferred_locale: 'en' }}; \
         (async () => {{ \
           await fire('push', {{ data: {{ json: () => told }} }}); \
           const press = {{ notification: {{ data: shown[0].data, close: () => {{ done.push('closed'); }} }} }}; \
           await fire('notificationclick', press); \
           const lead = async (to) => {{ done.push(`led to ${{to}}`); return {{ focus: async () => {{ done.push('focused'); }} }}; }}; \
           windows.push({{ url: `${{location.origin}}/compose`, focused: true }}, {{ url: `${{location.origin}}/`, navigate: lead }}); \
           await fire('notificationclick', press); \
           await fire('fetch', {{ request: {{ method: 'POST', url: `${{location.origin}}/auth/sign_out` }} }}); \
           return {{ shown, done }}; \
         }})().then(answer, (error) => answer(String(error)));"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_on_the_page_turns_the_device_on() {
    let (server, service) = (server(Engine::Sqlite), PushService::start().await);
    let (_ada, bo) = (server.member("ada"), server.member("bo"));
    let look = Look { language: "en", phone: false, scripts: true };
    let Some(chrome) = Chrome::open(server.url(), look).await else { return };
    chrome.go("/auth/sign_in").await;
    chrome.write("#username", "ada").await;
    chrome.write("#password", testkit::server::PASSWORD).await;
    chrome.press("main form .button").await;
    chrome.find(".rail").await;
    let allowed = json!({ "origin": server.url(), "permissions": ["notifications"] });
    chrome.protocol("Browser.grantPermissions", allowed).await;
    chrome.go(PAGE).await;
    let device = Device::new(1);
    chrome.driver.execute(stand_in(&device, &service.endpoint("chrome")), Vec::new()).await.unwrap();
    chrome.press(".device [name=alert][value=poll]").await;
    chrome.press(".device .button").await;
    // What is turned on can be turned off: waited for by its button, as the page is another one then.
    chrome.find(".device .ghost").await;
    bo.post_status("@ada in your pocket").await;
    assert_eq!(device.read(&service.waits_for("chrome", 1).await[0])["body"], "@ada in your pocket");
    assert!(!chrome.find(".device [name=alert][value=poll]").await.is_selected().await.unwrap());

    // The worker that shows what comes; it is played to, because a push service of the browser's own is
    // on the internet.
    let worker = server.visitor().get("/sw.js").await.text;
    let found = chrome.driver.execute_async(play(&worker), Vec::new()).await.unwrap();
    let expected = json!({
        "shown": [{
            "title": "bo mentioned you", "body": "look", "icon": "/static/avatar.png",
            "badge": "/static/icon.png", "tag": "told-7", "lang": "en", "data": "7",
        }],
        "done": [
            "closed", "opened /notifications/to/7", "closed", "led to /notifications/to/7", "focused", "unsubscribed",
        ],
    });
    assert_eq!(*found.json(), expected);
    chrome.press(".device .ghost").await;
    chrome.find(".device noscript").await;
    chrome.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_told_when_a_forecast_turns() {
    on_each_engine(|server, service| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        ada.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
        let device = Device::new(7);
        let mut browser = Browser::inside(&server, "bo").await;
        let page = browser.get(&format!("{PAGE}?lang=en")).await;
        let (proof, endpoint) = (token(&page), service.endpoint("bo"));
        let (p256dh, auth) = (device.p256dh(), device.auth());
        let fields = [
            ("csrf", proof.as_str()),
            ("policy", "all"),
            ("alert", "braise.forecast_up"),
            ("endpoint", endpoint.as_str()),
            ("p256dh", p256dh.as_str()),
            ("auth", auth.as_str()),
        ];
        goes_to(
            &browser.post(&format!("{PAGE}/device"), &fields).await,
            "/settings/notifications?told=saved",
        );
        let post = ada.post_status("The lamps are lit").await["id"].as_str().unwrap().to_owned();
        bo.post(&format!("/api/braise/v1/radar/statuses/{post}/follow")).await.ok();
        for n in 0..12 {
            server.member(&format!("other{n}")).post(&format!("/api/v1/statuses/{post}/reblog")).await.ok();
        }
        let pushed = service.waits_for("bo", 1).await.remove(0);
        assert_eq!(pushed.header("urgency"), Some("low"), "nobody is woken for it");
        let told = device.read(&pushed);
        assert_eq!(
            (&told["title"], &told["body"]),
            (&json!("The post of ada is likely to go further than was said"), &json!("The lamps are lit"))
        );
        let notification = told["notification_id"].as_str().expect("text, for browsers").to_owned();
        let place = browser.get(&format!("/notifications/to/{notification}")).await;
        goes_to(&place, &format!("/radar/{post}"));
    })
    .await;
}
