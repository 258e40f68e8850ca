//! Joining, logging in and out, and letting apps in.

use super::browser::Browser;
use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use testkit::server::PASSWORD;
use testkit::{Engine, Server};

const BACK: &str = "https://app.example/back?keep=1";
const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";
/// The example of RFC 7636.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

async fn app(server: &Server) -> Value {
    let body =
        json!({ "client_name": "A <test>", "redirect_uris": [OUT_OF_BAND, BACK], "scopes": "read write" });
    server.visitor().post("/api/v1/apps").json(body).await.ok()
}

fn request(app: &Value, back: &str, more: &str) -> String {
    let back = back.replace(':', "%3A").replace('/', "%2F").replace('?', "%3F").replace('=', "%3D");
    let client = app["client_id"].as_str().unwrap();
    format!("/oauth/authorize?client_id={client}&redirect_uri={back}&scope=read&state=a%26b{more}")
}

fn code_in(location: &str) -> String {
    let (_, rest) = location.split_once("code=").unwrap_or_else(|| panic!("no code in {location}"));
    rest.split('&').next().unwrap_or_default().to_owned()
}

async fn exchange(
    server: &Server,
    app: &Value,
    code: &str,
    back: &str,
    verifier: Option<&str>,
) -> testkit::client::Answer {
    let grant = json!({
        "grant_type": "authorization_code", "client_id": app["client_id"], "client_secret": app["client_secret"],
        "code": code, "redirect_uri": back, "code_verifier": verifier,
    });
    server.visitor().post("/oauth/token").json(grant).await
}

#[tokio::test]
async fn somebody_joins_on_the_page_logs_out_and_in_again() {
    on_each_engine(|server| async move {
        let mut browser = Browser::new(&server);
        let page = browser.get("/auth/sign_up?lang=fr").await;
        let poor = [("username", "admin"), ("email", "nowhere"), ("password", "short")];
        let wrong = browser.submit(&page, "/auth/sign_up", &poor).await;
        assert_eq!(wrong.status, 422);
        for field in ["username", "email", "password", "agreement"] {
            assert!(wrong.text.contains(&format!("id=\"{field}-wrong\"")), "{field}: {}", wrong.text);
        }
        assert!(wrong.text.contains("value=\"nowhere\"") && !wrong.text.contains("short\""));
        let good = [
            ("username", "newcomer"),
            ("email", "n@example.org"),
            ("password", PASSWORD),
            ("agreement", "1"),
        ];
        let joined = browser.submit(&wrong, "/auth/sign_up", &good).await;
        assert_eq!((joined.status, joined.header("location")), (303, Some("/")));
        let set = joined.header("set-cookie").unwrap();
        assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"), "{set}");
        let home = browser.get("/").await;
        assert!(home.text.contains("@newcomer"));
        let session = browser.cookie("session").unwrap().to_owned();
        let out = browser.submit(&home, "/auth/sign_out", &[]).await;
        assert_eq!(out.status, 303);
        let stolen = server.visitor().get("/").header("cookie", format!("session={session}")).await;
        assert!(!stolen.text.contains("@newcomer"), "the session has ended");
        browser.log_in("newcomer").await;
        assert_ne!(browser.cookie("session"), Some(session.as_str()));
    })
    .await;
}

#[tokio::test]
async fn forms_from_elsewhere_do_nothing() {
    let server = on_sqlite();
    server.member("ada");
    let fields = [("username", "ada"), ("password", PASSWORD)];
    let mut browser = Browser::new(&server);
    assert_eq!(browser.post("/auth/sign_in", &fields).await.status, 403, "no cookie, no token");
    let page = browser.get("/auth/sign_in").await;
    assert_eq!(browser.post("/auth/sign_in", &fields).await.status, 403, "no token");
    let others = Browser::new(&server).get("/auth/sign_in").await;
    assert_eq!(browser.submit(&others, "/auth/sign_in", &fields).await.status, 403, "another's token");
    assert_eq!(browser.submit(&page, "/auth/sign_in", &fields).await.status, 303);
    assert_eq!(browser.post("/auth/sign_out", &[]).await.status, 403);
    let cross = server.visitor().post("/auth/sign_out").header("sec-fetch-site", "cross-site").await;
    assert_eq!(cross.status, 403);
}

#[tokio::test]
async fn logging_in_leads_to_places_here_only() {
    let server = on_sqlite();
    server.member("ada");
    for (back, expected) in [
        ("/about", "/about"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
    ] {
        let mut browser = Browser::new(&server);
        let page = browser.get("/auth/sign_in").await;
        let fields = [("username", "ada"), ("password", PASSWORD), ("return", back)];
        assert_eq!(browser.submit(&page, "/auth/sign_in", &fields).await.header("location"), Some(expected));
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_unless_limits_are_off() {
    let server = Server::builder(Engine::Sqlite).set("BRAISE_RATE_LIMITS", "on").start();
    server.member("ada");
    let mut browser = Browser::new(&server);
    let page = browser.get("/auth/sign_in").await;
    for _ in 0..10 {
        let fields = [("username", "ada"), ("password", "a guess at it")];
        assert_eq!(browser.submit(&page, "/auth/sign_in", &fields).await.status, 422);
    }
    let right = [("username", "ada"), ("password", PASSWORD)];
    assert_eq!(browser.submit(&page, "/auth/sign_in", &right).await.status, 429);

    let server = on_sqlite();
    server.member("ada");
    let mut browser = Browser::new(&server);
    let page = browser.get("/auth/sign_in").await;
    for _ in 0..12 {
        let fields = [("username", "ada"), ("password", "a guess at it")];
        assert_eq!(browser.submit(&page, "/auth/sign_in", &fields).await.status, 422);
    }
    assert_eq!(browser.submit(&page, "/auth/sign_in", &right).await.status, 303);
}

#[tokio::test]
async fn who_waits_is_told_so() {
    let server = Server::builder(Engine::Sqlite).set("BRAISE_REGISTRATIONS", "approval").start();
    let mut browser = Browser::new(&server);
    let page = browser.get("/auth/sign_up").await;
    let fields =
        [("username", "newcomer"), ("email", "n@example.org"), ("password", PASSWORD), ("agreement", "1")];
    let blank = browser.submit(&page, "/auth/sign_up", &fields).await;
    assert!(blank.status == 422 && blank.text.contains("id=\"reason-wrong\""));
    let mut fields = fields.to_vec();
    fields.push(("reason", "I bake"));
    assert_eq!(browser.submit(&page, "/auth/sign_up", &fields).await.status, 200);
    let page = browser.get("/auth/sign_in?lang=en").await;
    let log_in = [("username", "newcomer"), ("password", PASSWORD)];
    let refused = browser.submit(&page, "/auth/sign_in", &log_in).await;
    assert!(refused.status == 422 && refused.text.contains("waiting for a moderator"), "{}", refused.text);
}

#[tokio::test]
async fn an_app_is_let_in_from_the_first_click_to_the_token() {
    on_each_engine(|server| async move {
        server.member("ada");
        let app = app(&server).await;
        let more = format!("&response_type=code&code_challenge={CHALLENGE}&code_challenge_method=S256");
        let asked = request(&app, BACK, &more);
        let mut browser = Browser::new(&server);
        let first = browser.get(&asked).await;
        let sign_in = first.header("location").unwrap().to_owned();
        assert!(first.status == 303 && sign_in.starts_with("/auth/sign_in?return="), "{sign_in}");
        let page = browser.get(&sign_in).await;
        let fields = [("username", "ada@example.test"), ("password", PASSWORD)];
        let back =
            browser.submit(&page, "/auth/sign_in", &fields).await.header("location").unwrap().to_owned();
        let consent = browser.get(&back).await;
        assert_eq!(consent.status, 200, "{}", consent.text);
        assert!(consent.text.contains("@ada") && !consent.text.contains("<test>"));
        let policy = consent.header("content-security-policy").unwrap();
        assert!(policy.ends_with("form-action 'self' https://app.example"), "{policy}");
        let approved = browser.submit(&consent, "/oauth/authorize", &[("decision", "approve")]).await;
        let location = approved.header("location").unwrap().to_owned();
        assert!(location.starts_with("https://app.example/back?keep=1&code="), "{location}");
        assert!(location.ends_with("&state=a%26b"), "{location}");
        let code = code_in(&location);
        exchange(&server, &app, &code, BACK, None).await.refused(400);
        let approved = browser.submit(&consent, "/oauth/authorize", &[("decision", "approve")]).await;
        let code = code_in(approved.header("location").unwrap());
        let token = exchange(&server, &app, &code, BACK, Some(VERIFIER)).await.ok();
        let client = server.visitor().with_token(token["access_token"].as_str().unwrap());
        assert_eq!(client.get("/api/v1/accounts/verify_credentials").await.ok()["username"], "ada");

        let denied = browser.submit(&consent, "/oauth/authorize", &[("decision", "deny")]).await;
        let location = denied.header("location").unwrap();
        assert!(location.contains("error=access_denied") && location.ends_with("&state=a%26b"), "{location}");
    })
    .await;
}

#[tokio::test]
async fn a_code_can_be_copied_by_hand() {
    let server = on_sqlite();
    server.member("ada");
    let app = app(&server).await;
    let mut browser = Browser::new(&server);
    browser.log_in("ada").await;
    let consent = browser.get(&request(&app, OUT_OF_BAND, "&response_type=code")).await;
    let approved = browser.submit(&consent, "/oauth/authorize", &[("decision", "approve")]).await;
    let location = approved.header("location").unwrap().to_owned();
    assert!(location.starts_with("/oauth/authorize/native?code="), "{location}");
    let code = code_in(&location);
    assert!(browser.get(&location).await.text.contains(&format!("<code>{code}</code>")));
    exchange(&server, &app, &code, OUT_OF_BAND, None).await.ok();
}

#[tokio::test]
async fn what_is_wrong_with_an_app_never_redirects() {
    let server = on_sqlite();
    server.member("ada");
    let app = app(&server).await;
    let unknown = json!({ "client_id": "nobody" });
    let mut member = Browser::new(&server);
    member.log_in("ada").await;
    for browser in [&mut member, &mut Browser::new(&server)] {
        for asked in [
            request(&app, "https://evil.example/", "&response_type=code"),
            request(&unknown, BACK, "&response_type=code"),
            "/oauth/authorize".to_owned(),
        ] {
            let page = browser.get(&asked).await;
            assert_eq!((page.status, page.header("location")), (400, None), "{asked}");
        }
    }
    for (more, error) in [
        ("&response_type=token", "unsupported_response_type"),
        ("&response_type=code&code_challenge=abc&code_challenge_method=plain", "invalid_request"),
    ] {
        let location = member.get(&request(&app, BACK, more)).await.header("location").unwrap().to_owned();
        assert!(location.starts_with("https://app.example/") && location.contains(error), "{location}");
        let stranger = Browser::new(&server).get(&request(&app, BACK, more)).await;
        assert!(
            stranger.header("location").unwrap().starts_with("/auth/sign_in"),
            "nobody is sent away unseen"
        );
    }
    let forced = member.get(&request(&app, BACK, "&response_type=code&force_login=true")).await;
    assert!(forced.header("location").unwrap().starts_with("/auth/sign_in"), "asked to log in again");
}
