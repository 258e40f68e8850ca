//! Letters to members: a forgotten password, another address.

use crate::pages::browser::{Browser, goes_to};
use serde_json::json;
use testkit::server::PASSWORD;
use testkit::{Engine, Mailbox, Server, engines};

const NEW: &str = "a lamp in another window";

/// Runs a story on a server of each database that sends its mail to a mailbox.
async fn with_mail<F: Future<Output = ()>>(story: impl Fn(Server, Mailbox) -> F) {
    for engine in engines() {
        let mailbox = Mailbox::open();
        story(writing_to(&mailbox, engine).start(), mailbox).await;
    }
}

fn writing_to(mailbox: &Mailbox, engine: Engine) -> testkit::server::Builder {
    Server::builder(engine)
        .set("BRAISE_MAIL_SERVER", mailbox.url())
        .set("BRAISE_MAIL_FROM", "Braise <braise@example.test>")
}

/// Asks for a new password; the page that answers.
async fn forgot(server: &Server, email: &str) -> testkit::Answer {
    let mut browser = Browser::new(server);
    let page = browser.get("/auth/password?lang=en").await;
    browser.submit(&page, "/auth/password", &[("email", email)]).await
}

async fn logs_in(server: &Server, name: &str, password: &str) -> bool {
    let mut browser = Browser::new(server);
    let page = browser.get("/auth/sign_in").await;
    let fields = [("username", name), ("password", password)];
    browser.submit(&page, "/auth/sign_in", &fields).await.status == 303
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_link() {
    with_mail(|server, mailbox| async move {
        let ada = server.member("ada");
        let mut inside = Browser::inside(&server, "ada").await;
        let mut stream = ada.sse("/api/v1/streaming/user").await;
        let sign_in = Browser::new(&server).get("/auth/sign_in").await;
        assert!(sign_in.text.contains("href=\"/auth/password\""), "the way is shown");

        let answer = forgot(&server, " ADA@example.test").await;
        assert!(answer.status == 200 && answer.text.contains("Look at your mail"), "{}", answer.text);
        let letter = mailbox.letter_to("ada@example.test", 1).await;
        assert!(letter.head.contains("Subject: A new password for Braise"), "{}", letter.head);
        assert!(letter.text.starts_with("Hello @ada,"), "{}", letter.text);
        let first = letter.link(server.url(), "/auth/password/");
        forgot(&server, "ada@example.test").await;
        let link = mailbox.letter_to("ada@example.test", 2).await.link(server.url(), "/auth/password/");

        let mut browser = Browser::new(&server);
        assert_eq!(browser.get(&first).await.status, 410, "a newer link ends the older one");
        let page = browser.get(&link).await;
        assert!(page.status == 200 && page.text.contains("@ada"), "{}", page.text);
        let short = browser.submit(&page, &link, &[("password", "short")]).await;
        assert!(short.status == 422 && short.text.contains("id=\"password-wrong\""));
        assert_eq!(browser.post(&link, &[("password", NEW)]).await.status, 403, "forms are from our pages");
        let kept = browser.submit(&page, &link, &[("password", NEW)]).await;
        goes_to(&kept, "/auth/sign_in?told=new-password");
        let again = browser.submit(&page, &link, &[("password", "yet another one")]).await;
        assert_eq!(again.status, 410, "a link is followed once");
        assert_eq!(browser.get(&link).await.status, 410);

        stream.ended().await;
        ada.get("/api/v1/accounts/verify_credentials").await.refused(401);
        assert_eq!(inside.get("/settings").await.status, 303, "every browser is logged out");
        assert!(!logs_in(&server, "ada", PASSWORD).await && logs_in(&server, "ada", NEW).await);
        let notice = mailbox.letter_to("ada@example.test", 3).await;
        assert!(notice.text.contains("was changed just now"), "{}", notice.text);
    })
    .await;
}

#[tokio::test]
async fn whether_an_address_is_known_is_told_to_nobody() {
    with_mail(|server, mailbox| async move {
        server.member("ada");
        server.member("bo");
        server.cli(&["account", "suspend", "bo"]);
        let known = forgot(&server, "ada@example.test").await;
        mailbox.letter_to("ada@example.test", 1).await;
        for email in ["nobody@example.test", "bo@example.test"] {
            let other = forgot(&server, email).await;
            assert_eq!((known.status, &known.text), (other.status, &other.text), "{email}");
        }
        assert_eq!(forgot(&server, "not an address").await.status, 422);
        // Letters go out in order: when this one is there, the ones before would be too.
        forgot(&server, "ada@example.test").await;
        mailbox.letter_to("ada@example.test", 2).await;
        assert_eq!(mailbox.count(), 2, "neither the unknown nor the suspended are written to");
        for secret in ["x", "..%2fsign_in"] {
            let path = format!("/auth/password/{secret}");
            let status = server.visitor().get(&path).await.status;
            assert!(matches!(status, 404 | 410), "{path}: {status}");
        }
    })
    .await;
}

#[tokio::test]
async fn another_address_is_confirmed_before_it_counts() {
    with_mail(|server, mailbox| async move {
        server.member("ada");
        server.member("bo");
        let mut browser = Browser::inside(&server, "ada").await;
        let page = browser.get("/settings/account?lang=fr").await;
        let ask = |password: &'static str, email: &'static str| [("present", password), ("email", email)];
        let path = "/settings/account/email";
        let wrong = browser.submit(&page, path, &ask("a guess", "new@example.test")).await;
        assert!(wrong.status == 422 && wrong.text.contains("id=\"email-present-wrong\""), "{}", wrong.text);
        for email in ["nowhere", "bo@example.test"] {
            let wrong = browser.submit(&page, path, &ask(PASSWORD, email)).await;
            assert!(
                wrong.status == 422 && wrong.text.contains("id=\"email-wrong\""),
                "{email}: {}",
                wrong.text
            );
        }
        forgot(&server, "ada@example.test").await;
        let reset = mailbox.letter_to("ada@example.test", 1).await.link(server.url(), "/auth/password/");
        let asked = browser.submit(&page, path, &ask(PASSWORD, "new@example.test")).await;
        goes_to(&asked, "/settings/account?told=email-asked");
        let told = mailbox.letter_to("ada@example.test", 2).await;
        assert!(told.text.contains("new@example.test"), "{}", told.text);
        let link = mailbox.letter_to("new@example.test", 1).await.link(server.url(), "/auth/email/");
        assert!(browser.get("/settings/account").await.text.contains("ada@example.test"), "not yet");
        assert!(!logs_in(&server, "new@example.test", PASSWORD).await);

        let mut elsewhere = Browser::new(&server);
        let page = elsewhere.get(&link).await;
        assert!(page.status == 200 && page.text.contains("new@example.test"), "{}", page.text);
        goes_to(&elsewhere.submit(&page, &link, &[]).await, "/auth/sign_in?told=email-confirmed");
        assert_eq!(elsewhere.submit(&page, &link, &[]).await.status, 410, "a link is followed once");
        assert!(browser.get("/settings/account").await.text.contains("new@example.test"));
        assert!(logs_in(&server, "new@example.test", PASSWORD).await);
        assert_eq!(elsewhere.get(&reset).await.status, 410, "letters to the old address open nothing");
    })
    .await;
}

#[tokio::test]
async fn a_changed_password_takes_back_what_was_asked_for_with_the_old_one() {
    with_mail(|server, mailbox| async move {
        server.member("ada");
        let mut browser = Browser::inside(&server, "ada").await;
        let page = browser.get("/settings/account").await;
        let ask = [("present", PASSWORD), ("email", "thief@example.test")];
        browser.submit(&page, "/settings/account/email", &ask).await;
        let link = mailbox.letter_to("thief@example.test", 1).await.link(server.url(), "/auth/email/");
        assert_eq!(browser.get(&link).await.status, 200);
        let change = [("present", PASSWORD), ("password", NEW)];
        goes_to(
            &browser.submit(&page, "/settings/account", &change).await,
            "/settings/account?told=password",
        );
        assert_eq!(browser.get(&link).await.status, 410);
        mailbox.letter_to("ada@example.test", 2).await;
    })
    .await;
}

#[tokio::test]
async fn who_joins_confirms_the_address_before_acting() {
    with_mail(|server, mailbox| async move {
        let mut browser = Browser::new(&server);
        let page = browser.get("/auth/sign_up?lang=fr").await;
        let joining = [
            ("username", "nova"),
            ("email", "wrong@example.org"),
            ("password", PASSWORD),
            ("agreement", "1"),
        ];
        goes_to(&browser.submit(&page, "/auth/sign_up", &joining).await, "/");
        let letter = mailbox.letter_to("wrong@example.org", 1).await;
        assert!(letter.text.starts_with("Bonjour @nova,"), "{}", letter.text);
        let old = letter.link(server.url(), "/auth/email/");
        for path in ["/settings", "/compose", "/notifications"] {
            goes_to(&browser.get(path).await, "/auth/email");
        }
        let page = browser.get("/auth/email").await;
        assert!(page.status == 200 && page.text.contains("wrong@example.org"), "{}", page.text);
        let soon = browser.submit(&page, "/auth/email", &[("email", "nova@example.org")]).await;
        assert_eq!(soon.status, 429, "not at once");

        let nova = server.log_in("nova", "read write");
        nova.post("/api/v1/statuses").json(json!({ "status": "Too early" })).await.refused(403);
        nova.get("/api/v1/accounts/verify_credentials").await.refused(403);
        assert_eq!(nova.get("/api/v1/emails/check_confirmation").await.ok(), false);
        nova.post("/api/v1/emails/confirmations").await.refused(429);
        server.member("ada").post("/api/v1/emails/confirmations").await.refused(403);

        let mut elsewhere = Browser::new(&server);
        let page = elsewhere.get(&old).await;
        goes_to(&elsewhere.submit(&page, &old, &[]).await, "/auth/sign_in?told=email-confirmed");
        nova.post_status("Here I am").await;
        assert_eq!(nova.get("/api/v1/emails/check_confirmation").await.ok(), true);
        assert_eq!(browser.get("/settings").await.status, 200);
        goes_to(&browser.get("/auth/email").await, "/");
    })
    .await;
}

#[tokio::test]
async fn without_mail_it_is_said_what_to_do_instead() {
    let server = Server::start(Engine::Sqlite);
    server.member("ada");
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/auth/password?lang=en").await;
    assert!(page.status == 200 && page.text.contains("braise account password NAME"), "{}", page.text);
    let page = browser.get("/settings/account").await;
    assert_eq!(browser.submit(&page, "/auth/password", &[("email", "ada@example.test")]).await.status, 403);
    assert!(page.text.contains("changes at once"), "{}", page.text);
    let ask = [("present", PASSWORD), ("email", "new@example.test")];
    let changed = browser.submit(&page, "/settings/account/email", &ask).await;
    goes_to(&changed, "/settings/account?told=email-changed");
    assert!(logs_in(&server, "new@example.test", PASSWORD).await);
}

#[tokio::test]
async fn letters_and_accounts_are_asked_for_so_often_and_no_more() {
    let mailbox = Mailbox::open();
    let server = writing_to(&mailbox, Engine::Sqlite).set("BRAISE_RATE_LIMITS", "on").start();
    server.member("ada");
    let mut statuses = Vec::new();
    for _ in 0..16 {
        statuses.push(forgot(&server, "ada@example.test").await.status);
    }
    assert_eq!((statuses[14], statuses[15]), (200, 429), "{statuses:?}");
    assert!(mailbox.count() <= 4, "a mailbox is not flooded");
    let mut browser = Browser::new(&server);
    let page = browser.get("/auth/sign_up").await;
    for _ in 0..40 {
        assert_eq!(browser.submit(&page, "/auth/sign_up", &[("username", "x y")]).await.status, 422);
    }
    assert_eq!(browser.submit(&page, "/auth/sign_up", &[("username", "x y")]).await.status, 429);
}

#[test]
fn the_doctor_tries_the_mail_server() {
    let mailbox = Mailbox::open();
    let server = writing_to(&mailbox, Engine::Sqlite).set("BRAISE_MAIL_PASSWORD", "hunter2").start();
    let told = server.cli(&["doctor"]);
    assert!(told.contains("letters can be handed in"), "{told}");
    for arguments in [&["config"][..], &["config", "--json"]] {
        let shown = server.cli(arguments);
        assert!(shown.contains("mail_password") && !shown.contains("hunter2"), "{shown}");
    }
    let deaf = Server::builder(Engine::Sqlite)
        .set("BRAISE_MAIL_SERVER", "smtp://127.0.0.1:1")
        .set("BRAISE_MAIL_FROM", "braise@example.test")
        .start();
    let output = deaf.run_cli(&["doctor"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!output.status.success() && told.contains("the mail server cannot be reached"), "{told}");
}
