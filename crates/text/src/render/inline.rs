//! One run of text with its entities, and the list of what was found.

use std::collections::HashMap;

use model::limits;

use super::{Mention, Rendered, Resolve, Tag, escape, link};
use crate::scan::{Entity, Kind, scan};
use crate::tag;

/// What has been found so far, and how to look up more.
pub(crate) struct Found<'r> {
    resolve: &'r dyn Resolve,
    rendered: Rendered,
    /// Whose account each shown name is; a second account of that name shows its host.
    names: HashMap<String, String>,
}

impl<'r> Found<'r> {
    /// Nothing yet.
    pub(crate) fn new(resolve: &'r dyn Resolve) -> Self {
        Self { resolve, rendered: Rendered::default(), names: HashMap::new() }
    }

    /// The result, with its HTML.
    pub(crate) fn into_rendered(self, html: String) -> Rendered {
        Rendered { html, ..self.rendered }
    }

    /// Appends a run of text, its entities as links.
    pub(crate) fn push(&mut self, out: &mut String, text: &str) {
        self.push_with(out, text, &mut escape::push);
    }

    /// The same, with another way to write what lies between the entities.
    pub(super) fn push_with(
        &mut self,
        out: &mut String,
        text: &str,
        plain: &mut dyn FnMut(&mut String, &str),
    ) {
        let mut at = 0;
        for Entity { range, kind } in scan(text) {
            plain(out, &text[at..range.start]);
            if !self.push_entity(out, kind) {
                plain(out, &text[range.clone()]);
            }
            at = range.end;
        }
        plain(out, &text[at..]);
    }

    /// Notes a link that the text writes in its own way.
    pub(super) fn note_link(&mut self, address: &str) {
        push_once(&mut self.rendered.links, address.to_owned());
    }

    /// Appends an entity, or says that it stays text.
    fn push_entity(&mut self, out: &mut String, kind: Kind<'_>) -> bool {
        match kind {
            Kind::Mention { user, host } => self.push_mention(out, user, host),
            Kind::Tag(name) => self.push_tag(out, name),
            Kind::Link(address) => self.push_link(out, address),
            Kind::Emoji(name) => {
                push_once(&mut self.rendered.emoji, name.to_owned());
                false
            }
        }
    }

    fn push_mention(&mut self, out: &mut String, user: &str, host: Option<&str>) -> bool {
        let Some(target) = self.resolve.mention(user, host) else { return false };
        let known = self.rendered.mentions.iter().any(|mention| mention.acct == target.acct);
        if !known && self.rendered.mentions.len() >= limits::POST_MENTIONS {
            return false;
        }
        let name = self.shown_name(&target);
        out.push_str("<span class=\"h-card\" translate=\"no\"><a href=\"");
        escape::push(out, &target.url);
        out.push_str("\" class=\"u-url mention\">@<span>");
        escape::push(out, &name);
        out.push_str("</span></a></span>");
        if !known {
            self.rendered.mentions.push(target);
        }
        true
    }

    /// The user name, unless another account of that name was mentioned before.
    fn shown_name(&mut self, target: &Mention) -> String {
        let holder = self.names.entry(target.username.to_lowercase()).or_insert_with(|| target.acct.clone());
        if *holder == target.acct { target.username.clone() } else { target.acct.clone() }
    }

    fn push_tag(&mut self, out: &mut String, written: &str) -> bool {
        let name = tag::normalize(written);
        let known = self.rendered.tags.iter().any(|tag| tag.name == name);
        let too_many = !known && self.rendered.tags.len() >= limits::POST_TAGS;
        if too_many || !tag::is_valid(written) {
            return false;
        }
        out.push_str("<a href=\"");
        escape::push(out, &self.resolve.tag(&name));
        out.push_str("\" class=\"mention hashtag\" rel=\"tag\">#<span>");
        escape::push(out, written);
        out.push_str("</span></a>");
        if !known {
            self.rendered.tags.push(Tag { name, display: tag::display(written) });
        }
        true
    }

    fn push_link(&mut self, out: &mut String, address: &str) -> bool {
        let Some(target) = link::target(address) else { return false };
        link::push(out, &target, false);
        push_once(&mut self.rendered.links, target);
        true
    }
}

/// Appends what is not there yet. The lists are short: a post's length bounds them.
fn push_once(list: &mut Vec<String>, item: String) {
    if !list.contains(&item) {
        list.push(item);
    }
}
