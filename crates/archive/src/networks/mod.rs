//! A network a file: where its things are, and what they look like.

mod actor;
mod bluesky;
mod car;
mod facebook;
mod instagram;
mod mastodon;
mod mentions;
mod meta;
mod notes;
pub(crate) mod tables;
mod threads;
mod x;

use crate::json::{self, Broken};
use crate::source::Source;
use crate::{ArchiveError, Item, Network, Sink};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::io::Read;
use std::ops::ControlFlow;

pub(crate) fn read(network: Network, source: &mut Source, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    match network {
        Network::X => x::read(source, sink),
        Network::Instagram => instagram::read(source, sink),
        Network::Threads => threads::read(source, sink),
        Network::Facebook => facebook::read(source, sink),
        Network::Mastodon => mastodon::read(source, sink),
        Network::Bluesky => bluesky::read(source, sink),
    }
}

/// Hands an item over.
fn tell(sink: &mut Sink<'_>, item: Item) -> Result<(), ArchiveError> {
    if sink(item).is_break() { Err(ArchiveError::BrokenOff) } else { Ok(()) }
}

fn not_understood(place: impl Into<String>, why: impl ToString) -> Item {
    Item::NotUnderstood { place: place.into(), why: why.to_string() }
}

/// How a file of elements is wrapped.
#[derive(Clone, Copy)]
enum Wrapping {
    /// As JSON.
    Json,
    /// In one of X's scripts.
    Script,
}

/// Makes items of an element of the array of this name, or says why it cannot.
type Understand<'u> = dyn FnMut(&str, Value, &mut Vec<Item>) -> Result<(), String> + 'u;

/// Reads the elements of a file one by one; each gives items of its own. What cannot be read is told
/// with its place.
fn each_element(
    source: &mut Source,
    name: &str,
    (wrapping, keys): (Wrapping, &[&str]),
    sink: &mut Sink<'_>,
    understand: &mut Understand<'_>,
) -> Result<(), ArchiveError> {
    let most = source.limits.item;
    let (mut number, mut items) = (0_usize, Vec::new());
    let mut each = |key: &str, value: Value| {
        number += 1;
        if let Err(why) = understand(key, value, &mut items) {
            items.push(not_understood(format!("{name}#{number}"), why));
        }
        items.drain(..).try_for_each(&mut *sink)
    };
    let file = match source.file(name) {
        Ok(file) => file,
        Err(ArchiveError::Io(error)) => return Err(error.into()),
        Err(error) => return tell(sink, not_understood(name, error)),
    };
    let read = |from: &mut dyn Read, each: &mut dyn FnMut(&str, Value) -> ControlFlow<()>| {
        json::elements(from, keys, most, each)
    };
    let outcome = match wrapping {
        Wrapping::Json => read(&mut without_mark(file), &mut each),
        Wrapping::Script => match json::skip_to_array(file) {
            Ok(mut array) => read(&mut array, &mut each),
            Err(_) => Err(Broken::After(0, "there is no list in it".to_owned())),
        },
    };
    match outcome {
        Ok(_) => Ok(()),
        Err(Broken::Off) => Err(ArchiveError::BrokenOff),
        Err(Broken::After(count, why)) => tell(
            sink,
            not_understood(name, format!("it cannot be read any further after {count} items: {why}")),
        ),
    }
}

/// The shape an element has.
fn shaped<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

/// A small file as one value; nothing where it is missing or cannot be read.
fn small(source: &mut Source, name: Option<String>) -> Option<Value> {
    let most = source.limits.item;
    json::whole(without_mark(source.file(&name?).ok()?), most).ok()
}

/// Leaves out the mark of byte order some tools write before UTF-8.
fn without_mark<'r>(mut from: impl Read + 'r) -> impl Read + 'r {
    let mut head = Vec::new();
    // What cannot be read here cannot be read below either, and is told there.
    let _ = (&mut from).take(3).read_to_end(&mut head);
    let rest = if head == b"\xEF\xBB\xBF" { Vec::new() } else { head };
    std::io::Cursor::new(rest).chain(from)
}
