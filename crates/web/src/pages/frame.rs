//! What stands around every page, and the posts in it.
//!
//! A template is copied into each that includes or extends it. What many pages have is therefore printed by a template of
//! its own, once: a page holds no more than its own words.

use crate::language::Language;
use crate::show::emoji::{Markup, Words};
use crate::show::person::Person;
use crate::show::post::Shown;
use crate::texts::Speech;
use crate::visit::{Visit, in_language};
use askama::Template;
use askama::filters::HtmlSafe;

/// What stands around every page.
pub(crate) struct Frame {
    pub(crate) t: Speech,
    pub(super) emoji: app::EmojiMap,
    pub(crate) site: String,
    pub(crate) title: String,
    pub(crate) style: String,
    pub(crate) script: String,
    pub(crate) theme: &'static str,
    /// Path and query of the page.
    pub(crate) here: String,
    pub(crate) nav: Vec<Going>,
    /// What a page before this one has done: the id of a text, or nothing.
    pub(crate) notice: &'static str,
    /// The same in other forms: media type, title, address.
    pub(crate) alternates: Vec<(&'static str, String, String)>,
    pub(crate) me: Option<Person>,
    pub(crate) form_token: String,
    pub(crate) may_join: bool,
    /// The page in the other languages: name, code, address.
    pub(crate) languages: Vec<(&'static str, &'static str, String)>,
    /// What other sites show of the page: property and content.
    pub(crate) graph: Vec<(&'static str, String)>,
    /// Whether search engines may keep it.
    pub(crate) index: bool,
    pub(crate) version: String,
}

impl Frame {
    pub(crate) fn new(visit: &Visit, title: String) -> Self {
        let config = visit.app().config();
        let others = Language::ALL.into_iter().filter(|language| *language != visit.speech.0);
        let me = visit.member().map(|member| Person::new(&member.account));
        // Whoever has yet to confirm an address cannot go anywhere.
        let may_go = visit.member().is_some_and(|member| !member.session.unconfirmed);
        Self {
            t: visit.speech,
            emoji: std::sync::Arc::clone(&visit.emoji),
            site: config.title.clone(),
            title,
            style: crate::assets::style(),
            script: crate::assets::script(),
            theme: visit.theme,
            nav: if may_go { going(visit) } else { Vec::new() },
            notice: notice(&visit.here),
            here: crate::paths::without_told(&visit.here),
            alternates: Vec::new(),
            // Only the log-out form of members stands on every page.
            form_token: if me.is_some() { visit.form_token() } else { String::new() },
            me,
            may_join: config.registrations != app::Registrations::Closed,
            languages: others
                .map(|language| (language.own_name(), language.code(), in_language(&visit.here, language)))
                .collect(),
            graph: Vec::new(),
            index: true,
            version: config.version.clone(),
        }
    }
}

impl Frame {
    /// Plain words of somebody, with the emoji in them shown.
    pub(crate) fn words<'t>(&'t self, text: &'t str) -> Words<'t> {
        Words { text: text.into(), emoji: &self.emoji }
    }

    /// A sentence of ours with words of somebody in it.
    pub(crate) fn said(&self, text: String) -> Words<'_> {
        Words { text: text.into(), emoji: &self.emoji }
    }

    /// A page up to what it is about.
    pub(crate) fn opening(&self) -> Opening<'_> {
        Opening { frame: self }
    }

    /// A page from where what it is about ends.
    pub(crate) fn closing(&self) -> Closing<'_> {
        Closing { frame: self }
    }

    /// A post with all that can be done with it.
    pub(crate) fn post<'t>(&'t self, post: &'t Shown) -> Printed<'t> {
        Printed { frame: self, post }
    }

    /// Posts, one after the other.
    pub(crate) fn posts<'t>(&'t self, posts: &'t [Shown]) -> Posts<'t> {
        Posts { frame: self, posts }
    }

    /// What a post says and shows.
    fn body<'t>(&'t self, post: &'t Shown) -> Body<'t> {
        Body { frame: self, post }
    }

    /// Sanitized HTML, with the emoji in its words shown.
    pub(crate) fn html<'t>(&'t self, html: &'t str) -> Markup<'t> {
        Markup { html, emoji: &self.emoji }
    }
}

#[derive(Template)]
#[template(path = "frame/opening.html")]
pub(crate) struct Opening<'t> {
    frame: &'t Frame,
}

#[derive(Template)]
#[template(path = "frame/closing.html")]
pub(crate) struct Closing<'t> {
    frame: &'t Frame,
}

#[derive(Template)]
#[template(path = "post.html")]
pub(crate) struct Printed<'t> {
    frame: &'t Frame,
    post: &'t Shown,
}

#[derive(Template)]
#[template(path = "posts.html")]
pub(crate) struct Posts<'t> {
    frame: &'t Frame,
    posts: &'t [Shown],
}

#[derive(Template)]
#[template(path = "body.html")]
pub(crate) struct Body<'t> {
    frame: &'t Frame,
    post: &'t Shown,
}

// What they print is escaped already.
impl HtmlSafe for Opening<'_> {}
impl HtmlSafe for Closing<'_> {}
impl HtmlSafe for Printed<'_> {}
impl HtmlSafe for Posts<'_> {}
impl HtmlSafe for Body<'_> {}

/// A place members go to from every page.
pub(crate) struct Going {
    pub(crate) url: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) text: &'static str,
    pub(crate) current: bool,
    pub(crate) count: i64,
    /// Left out of the bar on a phone.
    pub(crate) small: bool,
}

/// Address, icon, text, and whether a phone's bar leaves it out.
const PLACES: [(&str, &str, &str, bool); 10] = [
    ("/", "i-home", "nav-home", false),
    ("/explore", "i-explore", "nav-explore", false),
    ("/notifications", "i-bell", "nav-notifications", false),
    ("/conversations", "i-letter", "nav-conversations", false),
    ("/bookmarks", "i-mark", "nav-bookmarks", true),
    ("/lists", "i-list", "nav-lists", true),
    ("/feeds", "i-feed", "nav-feeds", true),
    ("/ask", "i-ask", "nav-ask", true),
    ("/create", "i-made", "nav-create", true),
    ("/settings", "i-gear", "nav-settings", true),
];

fn going(visit: &Visit) -> Vec<Going> {
    let path = visit.here.split('?').next().unwrap_or_default();
    let place = |(url, icon, text, small): (&'static str, _, _, _)| Going {
        url,
        icon,
        text,
        current: path == url
            || (url != "/" && path.strip_prefix(url).is_some_and(|rest| rest.starts_with('/'))),
        count: if url == "/notifications" { visit.unread } else { 0 },
        small,
    };
    let there = |(url, ..): &(&str, &str, &str, bool)| match *url {
        "/ask" => visit.app().has_assistant(),
        "/create" => visit.app().creates(),
        _ => true,
    };
    PLACES.into_iter().filter(there).map(place).collect()
}

/// What `?told=` of an address says was done. Only what is listed here is said.
fn notice(here: &str) -> &'static str {
    let told = here
        .split_once('?')
        .and_then(|(_, query)| query.split('&').find_map(|pair| pair.strip_prefix("told=")));
    match told {
        Some("published") => "told-published",
        Some("draft-kept") => "told-draft-kept",
        Some("scheduled-kept") => "told-scheduled-kept",
        Some("saved") => "told-saved",
        Some("reported") => "told-reported",
        Some("password") => "told-password",
        Some("new-password") => "told-new-password",
        Some("letter-again") => "told-letter-again",
        Some("email-asked") => "told-email-asked",
        Some("email-changed") => "told-email-changed",
        Some("email-confirmed") => "told-email-confirmed",
        Some("email-same") => "told-email-same",
        Some("ended") => "told-ended",
        Some("removed") => "told-removed",
        Some("note-written") => "told-note-written",
        Some("note-rated") => "told-note-rated",
        Some("not-translated") => "told-not-translated",
        _ => "",
    }
}
