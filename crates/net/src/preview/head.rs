//! The elements of a page that speak about it.
//!
//! The page is read as tags, without building a tree: a page of a million nested elements costs no
//! more than its length.

use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Properties remembered of one page.
const METAS: usize = 200;
/// Bytes remembered of one text; what is shown is cut much shorter.
const TEXT: usize = 4_096;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Head {
    metas: HashMap<String, String>,
    pub(super) title: Option<String>,
    pub(super) canonical: Option<String>,
    pub(super) base: Option<String>,
    pub(super) language: Option<String>,
    in_title: bool,
}

impl Head {
    /// A property by its name in small letters; the first of a name is the one that counts.
    pub(super) fn meta(&self, name: &str) -> Option<&str> {
        self.metas.get(name).map(String::as_str)
    }
}

/// Reads a page.
pub(super) fn read(html: &str) -> Head {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}

struct Sink(RefCell<Head>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut head = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) if head.in_title => {
                let title = head.title.get_or_insert_default();
                if title.len() < TEXT {
                    title.push_str(&text);
                }
            }
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return head.start(&tag),
            Token::TagToken(_) => head.in_title = false,
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Head {
    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        match &*tag.name {
            "meta" => self.remember(tag),
            "html" => self.language = self.language.take().or_else(|| attribute(tag, "lang")),
            "base" => self.base = self.base.take().or_else(|| attribute(tag, "href")),
            "link" if is_canonical(tag) => {
                self.canonical = self.canonical.take().or_else(|| attribute(tag, "href"));
            }
            // Pictures drawn in the page have titles too; the page's is the first.
            "title" => {
                self.in_title = self.title.is_none();
            }
            _ => {}
        }
        raw(tag).map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }

    fn remember(&mut self, tag: &Tag) {
        let name = ["property", "name", "itemprop"].iter().find_map(|name| attribute(tag, name));
        if let (Some(name), Some(content)) = (name, attribute(tag, "content"))
            && self.metas.len() < METAS
        {
            self.metas.entry(name.trim().to_ascii_lowercase()).or_insert(content);
        }
    }
}

fn is_canonical(tag: &Tag) -> bool {
    attribute(tag, "rel")
        .is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("canonical")))
}

/// How what stands in an element is read, where it holds no elements.
pub(crate) fn raw(tag: &Tag) -> Option<RawKind> {
    match &*tag.name {
        "script" => Some(RawKind::ScriptData),
        "style" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// An attribute's value, if it says anything of a sensible length.
pub(crate) fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let value = &tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?.value;
    (!value.trim().is_empty() && value.len() <= TEXT).then(|| value.to_string())
}
