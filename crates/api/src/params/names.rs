//! Names that nest: `a[b][]`.

use super::{Node, Params};
use crate::error::{Error, Result};

/// Brackets in one name at most.
const DEPTH: usize = 6;

/// Puts a value under a name.
pub(super) fn put(params: &mut Params, name: &str, value: Node) -> Result<()> {
    let (first, steps) = split(name)?;
    put_in_map(params, first, &steps, value);
    Ok(())
}

/// `a[b][]` as `a` and [`b`, ``].
fn split(name: &str) -> Result<(&str, Vec<&str>)> {
    let Some(open) = name.find('[').filter(|open| *open > 0 && name.ends_with(']')) else {
        return Ok((name, Vec::new()));
    };
    let steps: Vec<&str> = name[open + 1..name.len() - 1].split("][").collect();
    if steps.len() > DEPTH {
        return Err(Error::bad("A parameter's name is nested too deeply"));
    }
    Ok((&name[..open], steps))
}

fn put_in_map(map: &mut Params, key: &str, steps: &[&str], value: Node) {
    let Some((step, rest)) = steps.split_first() else {
        map.0.insert(key.to_owned(), value);
        return;
    };
    let slot = map.0.entry(key.to_owned()).or_insert(Node::Null);
    if step.is_empty() {
        put_in_list(slot, rest, value);
    } else {
        if !matches!(slot, Node::Map(_)) {
            *slot = Node::Map(Params::default());
        }
        if let Node::Map(child) = slot {
            put_in_map(child, step, rest, value);
        }
    }
}

/// `a[][b]` goes on in the last entry until that has a `b` already.
fn put_in_list(slot: &mut Node, steps: &[&str], value: Node) {
    if !matches!(slot, Node::List(_)) {
        *slot = Node::List(Vec::new());
    }
    let Node::List(list) = slot else { return };
    let Some((key, rest)) = steps.split_first().filter(|(key, _)| !key.is_empty()) else {
        list.push(value);
        return;
    };
    let goes_on =
        matches!(list.last(), Some(Node::Map(last)) if !last.0.contains_key(*key) || !rest.is_empty());
    if !goes_on {
        list.push(Node::Map(Params::default()));
    }
    if let Some(Node::Map(last)) = list.last_mut() {
        put_in_map(last, key, rest, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(pairs: &[(&str, &str)]) -> Params {
        let mut params = Params::default();
        for (name, value) in pairs {
            put(&mut params, name, Node::Text((*value).to_owned())).unwrap();
        }
        params
    }

    #[test]
    fn lists_and_trees_nest() {
        let params = tree(&[("poll[options][]", "a"), ("poll[options][]", "b"), ("poll[expires_in]", "300")]);
        let poll = params.child("poll").unwrap();
        assert_eq!(poll.texts("options"), ["a", "b"]);
        assert_eq!(poll.int("expires_in"), Some(300));
    }

    #[test]
    fn numbered_trees_are_lists() {
        let params = tree(&[("f[1][name]", "second"), ("f[0][name]", "first"), ("f[0][value]", "v")]);
        let names: Vec<_> = params.children("f").iter().map(|field| field.text("name").unwrap()).collect();
        assert_eq!(names, ["first", "second"]);
    }

    #[test]
    fn repeated_names_begin_new_entries() {
        let params = tree(&[("k[][keyword]", "a"), ("k[][whole_word]", "true"), ("k[][keyword]", "b")]);
        let entries = params.children("k");
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].flag("whole_word"), Some(true));
        assert_eq!(entries[1].text("keyword").as_deref(), Some("b"));
    }

    #[test]
    fn deep_names_are_refused_and_odd_ones_are_plain() {
        assert!(put(&mut Params::default(), &format!("a{}", "[b]".repeat(20)), Node::Null).is_err());
        assert_eq!(tree(&[("[x]", "1")]).text("[x]").as_deref(), Some("1"));
        assert_eq!(tree(&[("a[", "1")]).text("a[").as_deref(), Some("1"));
    }
}
