//! Mastodon's archive, with its tables beside it.

use super::{Dice, FOLLOWS, Made, Plan, Zip, array, moment, parent};
use crate::fixtures;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write as _};

const ME: &str = "https://old.example/users/ada";

pub(super) fn write(plan: Plan, file: BufWriter<File>) -> Made {
    let mut zip = Zip::new(file);
    let mut made = Made { posts: plan.posts, follows: FOLLOWS, broken: plan.broken, ..Made::default() };
    let actor = json!({ "id": ME, "type": "Person", "preferredUsername": "ada", "name": "Ada" });
    zip.add("actor.json", actor.to_string().as_bytes());
    let mut dice = Dice::new(plan.seed);
    let to = zip.file("outbox.json");
    to.write_all(b"{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"OrderedCollection\",\"orderedItems\":")
        .expect("a disk");
    let broken = (0..plan.broken).map(|_| "{\"type\":\"Dance\",\"object\":{}}".to_owned());
    array(
        to,
        (0..plan.posts).map(|number| note(number, plan, &mut dice, &mut made).to_string()).chain(broken),
    );
    to.write_all(b",\"totalItems\":0}").expect("a disk");
    let table: String =
        (0..FOLLOWS).map(|number| format!("friend{number}@old.example,true,false,\n")).collect();
    let table = format!("Account address,Show boosts,Notify on new posts,Languages\n{table}");
    zip.add("following_accounts.csv", table.as_bytes());
    for number in 0..made.pictures {
        zip.add(&format!("media_attachments/files/{number}.png"), &fixtures::png(24, 16));
    }
    zip.finish();
    made
}

fn id(number: usize) -> String {
    format!("{ME}/statuses/{}", 1_000_000 + number)
}

fn note(number: usize, plan: Plan, dice: &mut Dice, made: &mut Made) -> Value {
    let published = iso(moment(number));
    let picture = number < plan.pictures;
    made.pictures += usize::from(picture);
    made.replies += usize::from(parent(number).is_some());
    let medium = json!({ "type": "Document", "url": format!("/media_attachments/files/{number}.png"), "name": format!("picture {number}") });
    json!({ "type": "Create", "id": format!("{}/activity", id(number)), "object": {
        "id": id(number), "type": "Note", "published": published,
        "summary": (number % 11 == 3).then(|| format!("careful {number}")),
        "sensitive": number % 11 == 3,
        "content": format!("<p>{}</p>", dice.text(number)),
        "contentMap": { "en": "" },
        "inReplyTo": parent(number).map(id),
        "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [format!("{ME}/followers")],
        "attachment": if picture { vec![medium] } else { Vec::new() },
    }})
}

/// RFC 3339 of a moment; the clock is enough of it when the day is counted from the first.
pub(super) fn iso(millis: i64) -> String {
    let (days, clock) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000) / 1_000);
    let (year, month, day) = super::x::civil(days);
    format!("{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", clock / 3_600, clock / 60 % 60, clock % 60)
}
