//! What a client sent: query, form, multipart and JSON read into one tree, so that a handler does
//! not care which it was.
//!
//! Names nest as Rails taught clients of this API: `media_ids[]=1`, `poll[options][]=a`,
//! `fields_attributes[0][name]=x`. Values are lenient where clients are sloppy (`"true"` is a flag,
//! `"20"` a number) and strict where a mistake would be kept.

mod body;
mod names;

use std::collections::BTreeMap;
use std::str::FromStr;
use std::time::Duration;

pub(crate) use body::{read, read_query};

/// Seconds of a century. Years of more than four digits cannot be told to clients.
const CENTURY: u64 = 100 * 366 * 86_400;

/// A tree of parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(BTreeMap<String, Node>);

/// A file sent along.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    /// Its bytes.
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug)]
enum Node {
    Null,
    Text(String),
    File(Upload),
    List(Vec<Node>),
    Map(Params),
}

impl Node {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Params {
    /// Whether the parameter was sent at all, even empty.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The names of all parameters, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Text as it was sent.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.0.get(name)?.text().map(str::to_owned)
    }

    /// Text that is not empty.
    pub(crate) fn filled(&self, name: &str) -> Option<String> {
        self.text(name).filter(|text| !text.trim().is_empty())
    }

    /// A flag, in any of the forms clients send.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        match self.0.get(name)?.text()?.trim() {
            "" => None,
            "0" | "f" | "F" | "false" | "FALSE" | "False" | "off" | "OFF" | "no" => Some(false),
            _ => Some(true),
        }
    }

    /// A number; `None` when there is none or it is none.
    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        self.parsed(name)
    }

    /// How long something is to last: no less than nothing, no more than a century.
    pub(crate) fn seconds(&self, name: &str) -> Option<Duration> {
        let sent = u64::try_from(self.int(name)?).unwrap_or(0);
        Some(Duration::from_secs(sent.min(CENTURY)))
    }

    /// Anything that can be read from text; `None` when it cannot.
    pub(crate) fn parsed<T: FromStr>(&self, name: &str) -> Option<T> {
        self.0.get(name)?.text()?.trim().parse().ok()
    }

    /// Texts of a list; a single text is a list of one.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        self.nodes(name).iter().filter_map(|node| node.text().map(str::to_owned)).collect()
    }

    /// Whether something other than nothing was sent.
    pub(crate) fn given(&self, name: &str) -> bool {
        !matches!(self.0.get(name), None | Some(Node::Null))
    }

    /// How many items a list has, whatever they are.
    pub(crate) fn count(&self, name: &str) -> usize {
        self.nodes(name).len()
    }

    /// Ids of a list; what is no id is left out.
    pub(crate) fn ids<T: FromStr>(&self, name: &str) -> Vec<T> {
        self.nodes(name).iter().filter_map(|node| node.text()?.trim().parse().ok()).collect()
    }

    /// A nested tree.
    pub(crate) fn child(&self, name: &str) -> Option<Params> {
        match self.0.get(name)? {
            Node::Map(child) => Some(child.clone()),
            _ => None,
        }
    }

    /// Nested trees of a list, or of a tree whose names are numbers, in their order.
    pub(crate) fn children(&self, name: &str) -> Vec<Params> {
        let as_tree = |node: Node| match node {
            Node::Map(child) => Some(child),
            _ => None,
        };
        self.nodes(name).into_iter().filter_map(as_tree).collect()
    }

    /// A file.
    pub(crate) fn file(&self, name: &str) -> Option<Upload> {
        match self.0.get(name)? {
            Node::File(upload) => Some(upload.clone()),
            _ => None,
        }
    }

    fn nodes(&self, name: &str) -> Vec<Node> {
        match self.0.get(name) {
            Some(Node::List(nodes)) => nodes.clone(),
            Some(Node::Map(numbered)) if numbered.0.keys().all(|key| key.parse::<u32>().is_ok()) => {
                let mut entries: Vec<(u32, Node)> = numbered
                    .0
                    .iter()
                    .map(|(key, node)| (key.parse().unwrap_or(u32::MAX), node.clone()))
                    .collect();
                entries.sort_by_key(|(place, _)| *place);
                entries.into_iter().map(|(_, node)| node).collect()
            }
            Some(Node::Null) | None => Vec::new(),
            Some(node) => vec![node.clone()],
        }
    }
}
