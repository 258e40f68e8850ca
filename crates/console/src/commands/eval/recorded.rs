//! Cascades from files: a JSON object a line.

use super::lines::each_line;
use anyhow::Context as _;
use radar::cascade::{Event, Root};
use radar::forecast::Recorded;
use serde_json::{Map, Value};
use std::path::Path;

/// A file's cascades with their ids, in its order. Every event has to be later than its parent and none
/// earlier than the one before it.
pub fn read(path: &Path) -> anyhow::Result<Vec<(Value, Recorded)>> {
    let mut all = Vec::new();
    each_line(path, |line| {
        all.push(parse(line)?);
        Ok(())
    })?;
    Ok(all)
}

fn parse(line: &str) -> anyhow::Result<(Value, Recorded)> {
    let value: Value = serde_json::from_str(line).context("this is not JSON")?;
    let Value::Object(mut fields) = value else { anyhow::bail!("this is not a JSON object") };
    let id = fields.remove("id").context("there is no `id`")?;
    anyhow::ensure!(id.is_number() || id.is_string(), "`id` is neither a number nor a text");
    let list = fields.remove("events").context("there are no `events`")?;
    let list = list.as_array().context("`events` is no list")?;
    let mut events: Vec<Event> = Vec::with_capacity(list.len());
    for (place, value) in list.iter().enumerate() {
        let event = event(value, place).with_context(|| format!("event {place}"))?;
        let before = events.last().map_or(0, |before| before.after);
        anyhow::ensure!(event.after >= before, "event {place} is earlier than the one before it");
        events.push(event);
    }
    let author = match fields.get("author") {
        None | Some(Value::Null) => None,
        Some(author) => Some(author.as_u64().context("`author` is no whole number")?),
    };
    Ok((id, Recorded { root: root(&fields)?, author, events }))
}

/// `[seconds, parent or −1, person, "s" or "r"]`.
fn event(value: &Value, place: usize) -> anyhow::Result<Event> {
    let Some([after, parent, person, kind]) = value.as_array().map(Vec::as_slice) else {
        anyhow::bail!("this is not `[seconds, parent, user, kind]`");
    };
    let after = after.as_u64().and_then(|after| u32::try_from(after).ok());
    let parent = match parent.as_i64().context("its parent is no number")? {
        -1 => None,
        parent => {
            let parent = u32::try_from(parent).ok().filter(|parent| (*parent as usize) < place);
            Some(parent.context("its parent is not an earlier event")?)
        }
    };
    Ok(Event {
        after: after.context("its time is no whole number of seconds")?,
        parent,
        person: person.as_u64().context("its user is no whole number")?,
        reply: match kind.as_str() {
            Some("s") => false,
            Some("r") => true,
            _ => anyhow::bail!("its kind is neither \"s\" nor \"r\""),
        },
        followers: None,
    })
}

fn root(fields: &Map<String, Value>) -> anyhow::Result<Root> {
    let given = |name: &str| fields.get(name).filter(|value| !value.is_null());
    let number = |name: &str| {
        let read = |value: &Value| {
            let number = value.as_f64().filter(|number| *number >= 0.0);
            number.map(|number| number as f32).with_context(|| format!("`{name}` is no count"))
        };
        given(name).map(read).transpose()
    };
    let truth = |name: &str| {
        let read =
            |value: &Value| value.as_bool().with_context(|| format!("`{name}` is neither true nor false"));
        given(name).map(read).transpose()
    };
    Ok(Root {
        at: given("t0").and_then(Value::as_i64).context("`t0` is no whole number of seconds")?,
        followers: number("followers")?,
        following: number("following")?,
        posts: number("posts")?,
        verified: truth("verified")?,
        chars: number("chars")?,
        has_url: truth("has_url")?,
        hashtags: number("hashtags")?,
        mentions: number("mentions")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read() {
        let line = r#"{"id":"a","t0":100,"author":7,"verified":true,"followers":3,"chars":null,
            "events":[[0,-1,5,"s"],[9,0,6,"r"]]}"#;
        let (id, recorded) = parse(line).unwrap();
        assert_eq!((id, recorded.author, recorded.root.at), (Value::from("a"), Some(7), 100));
        assert_eq!((recorded.root.verified, recorded.root.followers), (Some(true), Some(3.0)));
        assert_eq!(recorded.root.chars, None);
        let second = recorded.events[1];
        assert_eq!((second.after, second.parent, second.person, second.reply), (9, Some(0), 6, true));
    }

    #[test]
    fn mistakes_are_named() {
        let event = |event: &str| format!(r#"{{"id":1,"t0":0,"events":[[5,-1,1,"s"],{event}]}}"#);
        for (line, told) in [
            ("[".to_owned(), "this is not JSON"),
            ("[]".to_owned(), "this is not a JSON object"),
            (r#"{"t0":0,"events":[]}"#.to_owned(), "there is no `id`"),
            (r#"{"id":1,"t0":0}"#.to_owned(), "there are no `events`"),
            (r#"{"id":1,"t0":0.5,"events":[]}"#.to_owned(), "`t0` is no whole number"),
            (r#"{"id":1,"t0":0,"events":[],"followers":-1}"#.to_owned(), "`followers` is no count"),
            (event("[4,-1,1,\"s\"]"), "event 1 is earlier"),
            (event("[6,1,1,\"s\"]"), "not an earlier event"),
            (event("[6,-2,1,\"s\"]"), "not an earlier event"),
            (event("[-6,0,1,\"s\"]"), "no whole number of seconds"),
            (event("[6,0,1,\"x\"]"), "neither \"s\" nor \"r\""),
            (event("[6,0,1]"), "this is not `[seconds"),
        ] {
            let refused = format!("{:#}", parse(&line).unwrap_err());
            assert!(refused.contains(told), "{line}: {refused}");
        }
    }
}
