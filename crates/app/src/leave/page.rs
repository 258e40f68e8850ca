//! Pages to read an archive by: no scripts, no network, no style sheet but their own.

use super::{Send, activity, outbox};
use crate::{App, PostView, Result};
use model::{Account, Media, MediaKind, Page};

/// Posts on a page.
const A_PAGE: usize = 200;

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;color:#1b1714;background:#fffdfa}\
@media(prefers-color-scheme:dark){body{color:#f3ece4;background:#161210}a{color:#ffb27a}}\
article{border-top:1px solid #8886;padding:1rem 0}img,video{max-width:100%;height:auto}time{font-size:.85rem}\
nav{display:flex;gap:1rem;padding:1rem 0}.invisible{font-size:0}summary{font-weight:600}";

/// What stands beside what its author marked.
const MADE: &str = "<small>Made with AI · Fait avec une IA</small>";

/// Writes `index.html` and the pages after it.
pub(super) async fn pages(app: &App, account: &Account, send: &Send<'_>) -> Result<()> {
    let (mut next, mut number) = (Some(Page::first(A_PAGE)), 1_usize);
    while let Some(page) = next {
        let (views, after) = outbox::own_page(app, account.id, page).await?;
        next = after;
        let html = whole(app, account, &views, number, next.is_some());
        send.file(&name(number), html).await?;
        number += 1;
    }
    Ok(())
}

fn name(number: usize) -> String {
    if number == 1 { "index.html".to_owned() } else { format!("page-{number}.html") }
}

fn whole(app: &App, account: &Account, views: &[PostView], number: usize, more: bool) -> String {
    let address = format!("@{}@{}", account.username, app.config().domain);
    let who = if account.display_name.is_empty() { &address } else { &account.display_name };
    let posts: String = views.iter().filter(|view| view.post.repost_of.is_none()).map(article).collect();
    let turn = |there: bool, number: usize, arrow: &str, words: &str| {
        if there { format!("<a href=\"{}\">{arrow} {words}</a>", name(number)) } else { String::new() }
    };
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file:; media-src 'self' file:; style-src 'unsafe-inline'\">\
         <title>{who} – {number}</title><style>{STYLE}</style></head>\n<body><header><h1>{who}</h1><p>{address}</p></header>\n\
         <main>\n{posts}</main>\n<nav aria-label=\"Pages · Pages\">{newer}{older}</nav></body></html>\n",
        who = escape(who),
        address = escape(&address),
        newer = turn(number > 1, number.saturating_sub(1), "←", "Newer · Plus récent"),
        older = turn(more, number + 1, "→", "Older · Plus ancien"),
    )
}

fn article(view: &PostView) -> String {
    let post = &view.post;
    let language =
        post.language.as_deref().map(|code| format!(" lang=\"{}\"", escape(code))).unwrap_or_default();
    // What the server keeps as HTML was sanitized when it was written.
    let media: String = view.media.iter().map(medium).collect();
    let body = format!("<div{language}>{}</div>{media}", post.html);
    let body = if post.spoiler.is_empty() {
        body
    } else {
        format!("<details><summary>{}</summary>{body}</details>", escape(&post.spoiler))
    };
    let at = post.created_at.iso();
    format!(
        "<article id=\"p{}\"><time datetime=\"{at}\">{} {}</time>{}{body}</article>\n",
        post.id,
        &at[..10],
        &at[11..16],
        if post.ai_generated { format!(" {MADE}") } else { String::new() }
    )
}

fn medium(medium: &Media) -> String {
    if medium.file.is_empty() {
        return String::new();
    }
    let (place, alt) = (escape(&activity::place(&medium.file)), escape(&medium.alt));
    let made = if medium.ai_generated { MADE } else { "" };
    match medium.kind {
        MediaKind::Video => {
            format!("<p><video controls src=\"{place}\" aria-label=\"{alt}\"></video>{made}</p>")
        }
        MediaKind::Audio => {
            format!("<p><audio controls src=\"{place}\" aria-label=\"{alt}\"></audio>{made}</p>")
        }
        _ => format!("<p><img src=\"{place}\" alt=\"{alt}\" loading=\"lazy\">{made}</p>"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
