//! Nobody is kept out: axe-core finds nothing to object to on any page, by day and by night.

mod world;

use crate::chrome::Chrome;
use serde_json::{Value, json};
use std::path::Path;
use testkit::Mailbox;
use testkit::server::PASSWORD;
use thirtyfour::Key;
use world::World;

/// How axe is asked: by the rules of WCAG 2.2 up to AA, and of good practice besides.
const ASK: &str = "const done = arguments[arguments.length - 1]; axe.run(document, { resultTypes: ['violations'], \
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }) \
    .then(found => done(found.violations.map(one => [one.id, one.nodes.map(node => node.html).slice(0, 3)])));";

/// Pages of a visitor.
const OPEN: [&str; 16] = [
    "/",
    "/about",
    "/datasets",
    "/datasets/first",
    "/datasets/first/rows/ROW",
    "/asks",
    "/erased/RECEIPT",
    "/transparency",
    "/auth/sign_in",
    "/auth/password",
    "/auth/sign_up",
    "/@ada",
    "/@ada/POST",
    "/tags/garden",
    "/explore",
    "/nothing-here",
];

/// What a member reads and writes.
const READING: [&str; 34] = [
    "/",
    "/?show=new",
    "/?show=for-you",
    "/why/POST",
    "/compose",
    "/compose?reply=POST",
    "/@ada",
    "/@ada?show=media",
    "/@ada?show=about",
    "/@ada/followers",
    "/@ada/POST",
    "/@ada/POST/history",
    "/explore",
    "/explore?show=people",
    "/explore?show=tags",
    "/explore?show=links",
    "/search?q=garden",
    "/notifications",
    "/notifications/requests",
    "/conversations",
    "/bookmarks",
    "/favourites",
    "/drafts",
    "/scheduled",
    "/lists",
    "/lists/with/BO",
    "/lists/LIST",
    "/@bo/followers",
    "/@bo/following",
    "/@ada/POST/likes",
    "/@ada/POST/reposts",
    "/report/BO",
    "/settings/filters/new",
    "/offline",
];

/// What is put together for a member, asked, made and forecast.
const FINDING: [&str; 34] = [
    "/feeds",
    "/feeds/new",
    "/feeds/FEED",
    "/feeds/FEED/edit",
    "/packs",
    "/packs/new",
    "/packs/PACK",
    "/packs/PACK/edit",
    "/ask",
    "/ask?post=POST",
    "/ask?topic=%23garden",
    "/missed",
    "/similar/POST",
    "/ask/log",
    "/ask/ANSWER",
    "/ask/delete/POST",
    "/ask/block/BO",
    "/datasets/first/mine",
    "/oauth/authorize?APP",
    "/oauth/authorize/native?code=what-an-app-is-let-in-by",
    "/create",
    "/create?from=PICTURE",
    "/create/DRAWN",
    "/pictures/DRAWN",
    "/created",
    "/radar",
    "/notes",
    "/notes/write/THEIRS",
    "/radar/topics",
    "/radar/scoreboard",
    "/radar/elsewhere",
    "/radar/followed",
    "/radar?topic=garden&distance=near",
    "/radar/POST",
];

/// What a member can set.
const SETTINGS: [&str; 22] = [
    "/settings",
    "/settings/profile",
    "/settings/posting",
    "/settings/words",
    "/settings/words/post/POST",
    "/settings/words/picture/PICTURE",
    "/settings/words/ledger",
    "/settings/for-you",
    "/settings/for-you/known",
    "/settings/created",
    "/settings/appearance",
    "/settings/account",
    "/settings/account/erase",
    "/settings/sessions",
    "/settings/assistant",
    "/settings/filters",
    "/settings/filters/FILTER",
    "/settings/hidden",
    "/settings/notifications",
    "/settings/follow-requests",
    "/settings/import",
    "/settings/export",
];

/// What moderators see.
const MODERATING: [&str; 3] = ["/explore", "/trends/review", "/reports"];

/// What letters lead to: seen on the way in [`follow_letters`].
const BY_LETTER: [&str; 4] =
    ["/auth/email", "/auth/email/{secret}", "/auth/password", "/auth/password/{secret}"];

/// Answers that are no pages, or parts of one: the last is the card of a name.
const NO_PAGES: [&str; 20] = [
    "/.well-known/tdmrep.json",
    "/api/oembed",
    "/complete",
    "/favicon.ico",
    "/live",
    "/manifest.webmanifest",
    "/media/{*file}",
    "/notifications/to/{id}",
    "/oembed",
    "/radar/scoreboard.csv",
    "/radar/{id}/chart.svg",
    "/robots.txt",
    "/settings/export/{file}",
    "/settings/for-you/known.json",
    "/settings/words/ledger.json",
    "/sitemap.xml",
    "/static/js/{version}/{file}",
    "/static/{file}",
    "/sw.js",
    "/@{name}/card",
];

async fn objections(chrome: &Chrome) -> Vec<Value> {
    let found = chrome.driver.execute_async(ASK, Vec::new()).await.expect("axe answers");
    found.json().as_array().cloned().unwrap_or_default()
}

/// Day or night. Nothing fades from one to the other, or colours on their way would be judged.
async fn shine(chrome: &Chrome, scheme: &str) {
    let feature = |name: &str, value: &str| json!({ "name": name, "value": value });
    let features = [feature("prefers-color-scheme", scheme), feature("prefers-reduced-motion", "reduce")];
    let media = json!({ "features": features });
    chrome.protocol("Emulation.setEmulatedMedia", media).await;
}

/// How every page is looked at: on a laptop by day, on a phone by night.
const LOOKS: [(bool, &str); 2] = [(false, "light"), (true, "dark")];

/// A tour: what is looked at, and all that was objected to.
struct Tour<'a> {
    chrome: &'a Chrome,
    wrong: Vec<String>,
}

impl Tour<'_> {
    /// Looks at the page at hand.
    async fn look(&mut self, name: &str) {
        let file = name.replace(['/', '?', '=', ' '], "_");
        for (phone, light) in LOOKS {
            self.chrome.resize(phone).await;
            shine(self.chrome, light).await;
            let place = if phone { "phone" } else { "laptop" };
            self.chrome.photograph(&format!("axe-{file}-{place}-{light}")).await;
            self.ask(&format!("{light} {place} {name}")).await;
        }
    }

    async fn ask(&mut self, what: &str) {
        for objection in objections(self.chrome).await {
            self.wrong.push(format!("{what}: {objection}"));
        }
    }

    /// Goes to pages and looks at each.
    async fn along(&mut self, pages: &[&str], who: &str, world: &World) {
        for page in pages {
            let path = world.fill(page);
            self.chrome.go(&path).await;
            let title = self.chrome.driver.title().await.expect("pages have titles");
            assert_eq!(title.starts_with("There is nothing here"), *page == "/nothing-here", "{path}");
            self.look(&format!("{who}{page}")).await;
        }
    }
}

/// Joining by a confirmed address, and a new password: the pages that letters lead to.
async fn follow_letters(tour: &mut Tour<'_>, mailbox: &Mailbox, base: &str) {
    let chrome = tour.chrome;
    chrome.go("/auth/sign_up?lang=en").await;
    for (field, value) in [("#username", "cleo"), ("#email", "cleo@example.test"), ("#password", PASSWORD)] {
        chrome.write(field, value).await;
    }
    chrome.press("[name=agreement]").await;
    chrome.press("main form .button").await;
    let letter = mailbox.letter_to("cleo@example.test", 1).await;
    tour.look("newcomer waiting").await;
    chrome.go(&letter.link(base, "/auth/email/")).await;
    tour.look("newcomer confirms").await;
    chrome.driver.delete_all_cookies().await.expect("cookies go");
    chrome.go("/auth/password").await;
    chrome.write("#email", "ada@example.test").await;
    chrome.press("main form .button").await;
    let letter = mailbox.letter_to("ada@example.test", 1).await;
    tour.look("password asked for").await;
    chrome.go(&letter.link(base, "/auth/password/")).await;
    tour.look("password anew").await;
}

/// Points at a name until the card with who that is has come, and at the card itself.
async fn point_at_a_name(chrome: &Chrome) {
    chrome.go("/?lang=en").await;
    for target in [".post .by .name", ".hovercard .about, .hovercard .counts"] {
        let target = chrome.find(target).await;
        let actions = chrome.driver.action_chain().move_to_element_center(&target);
        actions.perform().await.expect("the pointer moves");
        chrome.find(".hovercard .counts").await;
    }
}

/// The card goes at Escape, and Tab leads into it when it came by the keyboard.
async fn put_away(chrome: &Chrome) {
    let script = |script: &'static str| async move {
        chrome.driver.execute(script, Vec::new()).await.expect("a script runs").json().clone()
    };
    let keys = |key: Key| async move {
        chrome.driver.action_chain().send_keys(key).perform().await.expect("a key is pressed");
    };
    keys(Key::Escape).await;
    assert_eq!(script("return document.querySelectorAll('.hovercard').length").await, 0);
    script("document.querySelector('.posts .post .by .when').focus()").await;
    let back = chrome.driver.action_chain().key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift);
    back.perform().await.expect("keys are pressed");
    chrome.find(".hovercard").await;
    keys(Key::Tab).await;
    assert_eq!(script("return !!document.activeElement.closest('.hovercard')").await, true);
    keys(Key::Escape).await;
    assert_eq!(script("return document.activeElement.matches('.by .name')").await, true);
}

fn nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_visitors_see() {
    let world = World::begin().await;
    let Some(chrome) = world.open().await else { return };
    let mut tour = Tour { chrome: &chrome, wrong: Vec::new() };
    follow_letters(&mut tour, &world.mailbox, world.server.url()).await;
    tour.along(&OPEN, "visitor", &world).await;
    let wrong = tour.wrong;
    chrome.close().await;
    nothing(&wrong);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_members_read() {
    let world = World::begin().await;
    let Some(chrome) = world.open().await else { return };
    let mut tour = Tour { chrome: &chrome, wrong: Vec::new() };
    chrome.log_in("ada").await;
    tour.along(&READING, "member", &world).await;
    chrome.resize(false).await;
    point_at_a_name(&chrome).await;
    tour.ask("a name's card").await;
    put_away(&chrome).await;
    let wrong = tour.wrong;
    chrome.close().await;
    nothing(&wrong);
}

/// A tour of pages as a member sees them.
async fn members_tour(pages: &[&str]) {
    let world = World::begin().await;
    let Some(chrome) = world.open().await else { return };
    let mut tour = Tour { chrome: &chrome, wrong: Vec::new() };
    chrome.log_in("ada").await;
    tour.along(pages, "member", &world).await;
    let wrong = tour.wrong;
    chrome.close().await;
    nothing(&wrong);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_members_find() {
    members_tour(&FINDING).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moderators_see() {
    let world = World::begin().await;
    world.server.admin("warden");
    let other = world.server.log_in("bo", "read write");
    let found = json!({ "discoverable": true });
    for member in [&other, &world.server.log_in("ada", "read write")] {
        member.patch("/api/v1/accounts/update_credentials").json(found.clone()).await.ok();
        member.post_status("Snow in the #garden").await;
    }
    let post = other.post_status("Cheap snow, call now").await;
    let report = json!({ "account_id": other.id().await, "status_ids": [post["id"]], "category": "spam" });
    world.server.log_in("ada", "read write").post("/api/v1/reports").json(report).await.ok();
    let Some(chrome) = world.open().await else { return };
    let mut tour = Tour { chrome: &chrome, wrong: Vec::new() };
    chrome.log_in("warden").await;
    tour.along(&MODERATING, "moderator", &world).await;
    let wrong = tour.wrong;
    chrome.close().await;
    nothing(&wrong);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_members_set() {
    members_tour(&SETTINGS).await;
}

/// Where things are on a page that reads from right to left: how far it goes beyond its window, and what cannot
/// be reached in it. Rows of tabs that scroll on their own are reached by scrolling them.
const ASIDE: &str = "document.documentElement.dir = 'rtl'; const width = document.documentElement.clientWidth; \
    const scrolls = one => { for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) \
        if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true; return false; }; \
    const seen = [...document.querySelectorAll('a, button, input, select, textarea, summary')] \
        .filter(one => one.checkVisibility() && !one.closest('.skip, [hidden]') && !scrolls(one)); \
    const out = seen.filter(one => { const at = one.getBoundingClientRect(); \
        return at.width > 1 && (at.left < -1 || at.right > width + 1); }); \
    const beyond = document.scrollingElement.scrollWidth - width; \
    return (beyond > 1 ? ['wider by ' + beyond] : []).concat(out.map(one => one.outerHTML.slice(0, 120)));";

#[tokio::test(flavor = "multi_thread")]
async fn what_reads_from_right_to_left_is_whole() {
    let world = World::begin().await;
    let Some(chrome) = world.open().await else { return };
    chrome.log_in("ada").await;
    let mut wrong = Vec::new();
    for page in [
        "/",
        "/compose",
        "/explore?show=people",
        "/search?q=garden",
        "/notifications",
        "/@ada",
        "/@ada/POST",
        "/settings",
        "/settings/profile",
        "/radar",
        "/ask",
        "/create",
        "/conversations",
    ] {
        chrome.go(&world.fill(page)).await;
        for phone in [false, true] {
            chrome.resize(phone).await;
            let found = chrome.driver.execute(ASIDE, Vec::new()).await.expect("a script runs");
            let found = found.json().as_array().cloned().unwrap_or_default();
            wrong.extend(found.into_iter().map(|what| format!("{page} phone {phone}: {what}")));
            let place = if phone { "phone" } else { "laptop" };
            chrome.photograph(&format!("rtl-{}-{place}", page.replace(['/', '?', '='], "_"))).await;
        }
    }
    chrome.close().await;
    nothing(&wrong);
}

/// Addresses that are read, as the pages' sources name them.
fn routes(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            routes(&path, found);
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        let source: String = source.split_whitespace().collect();
        for rest in source.split(".route(\"").skip(1) {
            let (route, handler) = rest.split_once('"').unwrap();
            if handler.starts_with(",get(") || handler.starts_with(",get_and_post(") {
                found.push(route.to_owned());
            }
        }
    }
}

/// Whether a page is one of a route's.
fn is_of(page: &str, route: &str) -> bool {
    let path = page.split('?').next().unwrap_or_default();
    let alike = |(part, of): (&str, &str)| match of.split_once('{') {
        Some((before, _)) => part.starts_with(before),
        None => part == of,
    };
    path.split('/').count() == route.split('/').count() && path.split('/').zip(route.split('/')).all(alike)
}

#[test]
fn every_page_is_looked_at() {
    let mut found = Vec::new();
    routes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src"), &mut found);
    assert!(found.len() > 80, "the routes are read from the sources: {found:?}");
    let pages = || OPEN.iter().chain(&READING).chain(&FINDING).chain(&SETTINGS).chain(&MODERATING);
    found.retain(|route| !BY_LETTER.contains(&route.as_str()) && !NO_PAGES.contains(&route.as_str()));
    found.retain(|route| !pages().any(|page| is_of(page, route)));
    assert!(found.is_empty(), "axe does not look at {found:?}");
}
