//! What pages are made of: the style sheet, the mark, the pictures of those who have none.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderValue, StatusCode, header};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

/// The style sheets, an area of the pages a file, sent as one.
const STYLE: &str = concat!(
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/inside.css"),
    include_str!("../assets/css/reading.css"),
    include_str!("../assets/css/settings.css"),
    include_str!("../assets/css/words.css"),
    include_str!("../assets/css/live.css"),
);
/// The modules of the page's script: names as they import each other, and what is in them.
const SCRIPTS: [(&str, &str); 27] = [
    ("app.js", include_str!("../assets/js/app.js")),
    ("words.js", include_str!("../assets/js/words.js")),
    ("toast.js", include_str!("../assets/js/toast.js")),
    ("page.js", include_str!("../assets/js/page.js")),
    ("act.js", include_str!("../assets/js/act.js")),
    ("skeleton.js", include_str!("../assets/js/skeleton.js")),
    ("ago.js", include_str!("../assets/js/ago.js")),
    ("scroll.js", include_str!("../assets/js/scroll.js")),
    ("live.js", include_str!("../assets/js/live.js")),
    ("compose.js", include_str!("../assets/js/compose.js")),
    ("count.js", include_str!("../assets/js/count.js")),
    ("files.js", include_str!("../assets/js/files.js")),
    ("keep.js", include_str!("../assets/js/keep.js")),
    ("complete.js", include_str!("../assets/js/complete.js")),
    ("keys.js", include_str!("../assets/js/keys.js")),
    ("lightbox.js", include_str!("../assets/js/lightbox.js")),
    ("menus.js", include_str!("../assets/js/menus.js")),
    ("focal.js", include_str!("../assets/js/focal.js")),
    ("thread.js", include_str!("../assets/js/thread.js")),
    ("when.js", include_str!("../assets/js/when.js")),
    ("waits.js", include_str!("../assets/js/waits.js")),
    ("attend.js", include_str!("../assets/js/attend.js")),
    ("hover.js", include_str!("../assets/js/hover.js")),
    ("veil.js", include_str!("../assets/js/veil.js")),
    ("ask.js", include_str!("../assets/js/ask.js")),
    ("translate.js", include_str!("../assets/js/translate.js")),
    ("push.js", include_str!("../assets/js/push.js")),
];
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const A_DAY: &str = "public, max-age=86400";

/// The style sheet as it is sent: without what is written for people.
static LEAN_STYLE: LazyLock<String> = LazyLock::new(|| lean_style(STYLE));
/// The modules likewise, in their order.
static LEAN_SCRIPTS: LazyLock<Vec<String>> =
    LazyLock::new(|| SCRIPTS.iter().map(|(_, source)| lean_script(source)).collect());

/// Comments and line breaks are left out. Ours stand on lines that end where a line may be joined.
fn lean_style(source: &str) -> String {
    let mut lean = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("/*") {
        before.lines().for_each(|line| lean.push_str(line.trim()));
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    rest.lines().for_each(|line| lean.push_str(line.trim()));
    lean
}

/// Lines that are comments, and what lines are moved in by. None of ours has a text over several lines.
fn lean_script(source: &str) -> String {
    let lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The style sheet's name changes with its content, so that it can be kept for ever.
static STYLE_NAME: LazyLock<String> = LazyLock::new(|| {
    let digest = URL_SAFE_NO_PAD.encode(Sha256::digest(STYLE));
    format!("style-{}.css", &digest[..12])
});

/// The folder of the modules: another one when any of them changes.
static SCRIPTS_NAME: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    SCRIPTS.iter().for_each(|(_, source)| digest.update(source));
    URL_SAFE_NO_PAD.encode(digest.finalize())[..12].to_owned()
});

/// Where the first module is.
pub(crate) fn script() -> String {
    format!("/static/js/{}/app.js", *SCRIPTS_NAME)
}

/// A module.
pub(crate) async fn module(Path((version, file)): Path<(String, String)>) -> Response {
    match SCRIPTS.iter().position(|(name, _)| *name == file && version == *SCRIPTS_NAME) {
        Some(place) => answer("text/javascript; charset=utf-8", FOR_EVER, LEAN_SCRIPTS[place].as_bytes()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Where the style sheet is.
pub(crate) fn style() -> String {
    format!("/static/{}", *STYLE_NAME)
}

/// One of them.
pub(crate) async fn serve(Path(file): Path<String>) -> Response {
    match file.as_str() {
        "avatar.png" => avatar().await,
        "header.png" => wide().await,
        "icon.png" => answer("image/png", A_DAY, include_bytes!("../assets/icon.png")),
        "icon-512.png" => answer("image/png", A_DAY, include_bytes!("../assets/icon-512.png")),
        "icon-maskable.png" => answer("image/png", A_DAY, include_bytes!("../assets/icon-maskable.png")),
        "icon.svg" => answer("image/svg+xml", A_DAY, include_bytes!("../assets/icon.svg")),
        name if name == *STYLE_NAME => answer("text/css; charset=utf-8", FOR_EVER, LEAN_STYLE.as_bytes()),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The picture of who has none: under a name of ours, and under the one by which clients know that there is none.
pub(crate) async fn avatar() -> Response {
    answer("image/png", A_DAY, include_bytes!("../assets/avatar.png"))
}

/// The wide one likewise.
pub(crate) async fn wide() -> Response {
    answer("image/png", A_DAY, include_bytes!("../assets/header.png"))
}

/// For browsers that ask without being told.
pub(crate) async fn icon() -> Response {
    answer("image/png", A_DAY, include_bytes!("../assets/icon.png"))
}

/// The service worker: what it keeps is filled in, so that it changes whenever that does.
static WORKER: LazyLock<String> = LazyLock::new(|| {
    let scripts = SCRIPTS.iter().map(|(name, _)| format!("/static/js/{}/{name}", *SCRIPTS_NAME));
    let pictures = ["/static/icon.svg", "/static/icon.png", "/static/avatar.png"].map(str::to_owned);
    let files: Vec<String> = std::iter::once(style()).chain(scripts).chain(pictures).collect();
    let files = serde_json::json!(files).to_string();
    include_str!("../assets/js/sw.js").replace("\"FILES\"", &files)
});

/// Browsers ask for it anew each time; it may fetch from here and nowhere else, and
/// show pictures from here beside what it tells.
pub(crate) async fn worker() -> Response {
    let mut response = answer("text/javascript; charset=utf-8", "no-cache", WORKER.as_bytes());
    let policy = HeaderValue::from_static("default-src 'none'; connect-src 'self'; img-src 'self'");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

fn answer(kind: &'static str, keep: &'static str, body: &'static [u8]) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, keep),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The luminance of `#RRGGBB` (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn what_is_sent_means_what_is_written() {
        assert_eq!(
            lean_style("/* a */\n.b {\n  color: red;\n}\n/* c */ .d { e: f; }\n"),
            ".b {color: red;}.d { e: f; }"
        );
        for line in STYLE.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let whole =
                line.ends_with(['{', '}', ';', ',']) || line.ends_with("*/") || line.starts_with("/*");
            assert!(whole, "this line cannot be joined with the next: {line}");
        }
        for (name, source) in SCRIPTS {
            // A sign in an expression is no text.
            let within_one =
                name == "count.js" || source.lines().all(|line| line.matches('`').count() % 2 == 0);
            assert!(within_one, "{name} has a text over several lines");
            assert!(!source.contains("/*"), "{name} has a comment that is not by the line");
        }
        assert_eq!(
            lean_script("// why\nexport function a() {\n  return 1; // so\n}\n"),
            "export function a() {\nreturn 1; // so\n}\n"
        );
    }

    #[test]
    fn colours_can_be_read_in_both_lights() {
        let (light, rest) = STYLE.split_once("prefers-color-scheme: dark").unwrap();
        let (dark, chosen) = rest.split_once("data-theme=dark").unwrap();
        for theme in [light, dark, chosen] {
            let token = |name: &str| {
                let (_, rest) = theme.split_once(&format!("--{name}: ")).unwrap();
                rest[..7].to_owned()
            };
            let contrast = |one: &str, other: &str| {
                let (one, other) = (luminance(&token(one)), luminance(&token(other)));
                (one.max(other) + 0.05) / (one.min(other) + 0.05)
            };
            assert!(contrast("text", "ground") >= 7.0);
            for ground in ["ground", "raised"] {
                for ink in ["text", "quiet", "ember", "cool"] {
                    let found = contrast(ink, ground);
                    assert!(found >= 4.5, "{ink} on {ground}: {found}");
                }
            }
            assert!(contrast("on-ember", "ember") >= 4.5);
            assert!(contrast("edge", "ground") >= 3.0, "borders of fields: {}", contrast("edge", "ground"));
        }
    }

    /// The scripts of every page are to be a small part of what it weighs: packed, about half of this.
    #[test]
    fn scripts_stay_small() {
        let (_, app) = SCRIPTS[0];
        let everywhere = |name: &str| !app.contains(&format!("import(\"./{name}\")"));
        // As they are sent: what is written for people stays here.
        let scripts = SCRIPTS.iter().zip(LEAN_SCRIPTS.iter()).filter(|((name, _), _)| everywhere(name));
        let bytes: usize = scripts.map(|(_, lean)| lean.len()).sum();
        assert!(bytes + WORKER.len() < 42 * 1024, "{bytes} bytes");
    }

    #[test]
    fn colours_stand_in_tokens_only() {
        let rules = STYLE.rsplit_once("/* tokens end */").unwrap().1;
        // An element's id begins with the same sign as a colour, which is three hexadecimal digits or more.
        let is_colour = |rest: &str| rest.chars().take_while(char::is_ascii_hexdigit).count() >= 3;
        let raw = rules.split('#').skip(1).any(is_colour) || rules.contains("rgb");
        assert!(!raw, "a raw colour outside the tokens");
    }
}
