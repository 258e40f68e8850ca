//! The archives of Instagram, Threads and Facebook, with their texts broken as they break them.

use super::{Dice, FOLLOWS, Kind, Made, Plan, Zip, array, moment};
use crate::fixtures;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write as _};

pub(super) fn write(kind: Kind, plan: Plan, file: BufWriter<File>) -> Made {
    let mut zip = Zip::new(file);
    let pictures = plan.pictures.min(plan.posts);
    let follows = if kind == Kind::Facebook { 0 } else { FOLLOWS };
    let made = Made { posts: plan.posts, replies: 0, pictures, follows, broken: plan.broken };
    let mut dice = Dice::new(plan.seed);
    let posts =
        (0..plan.posts).rev().map(|number| entry(kind, number, number < pictures, &mut dice).to_string());
    let posts = posts.chain(
        (0..plan.broken).map(|_| "{\"timestamp\":\"never\",\"creation_timestamp\":\"never\"}".to_owned()),
    );
    match kind {
        Kind::Threads => {
            let to = zip.file("your_instagram_activity/threads/threads_and_replies.json");
            to.write_all(b"{\"text_post_app_text_posts\":").expect("a disk");
            array(to, posts);
            to.write_all(b"}").expect("a disk");
        }
        Kind::Facebook => array(zip.file("your_facebook_activity/posts/your_posts_1.json"), posts),
        _ => array(zip.file("your_instagram_activity/media/posts_1.json"), posts),
    }
    if follows > 0 {
        let place = if kind == Kind::Threads {
            "your_instagram_activity/threads"
        } else {
            "connections/followers_and_following"
        };
        let people = (0..follows).map(|number| {
            json!({ "title": "", "string_list_data": [{ "value": format!("friend{number}"), "timestamp": 1 }] }).to_string()
        });
        let to = zip.file(&format!("{place}/following.json"));
        to.write_all(b"{\"relationships_following\":").expect("a disk");
        array(to, people);
        to.write_all(b"}").expect("a disk");
    }
    for number in 0..pictures {
        zip.add(&place(number), &fixtures::jpeg_with_place(24, 16));
    }
    zip.finish();
    made
}

fn place(number: usize) -> String {
    format!("media/posts/201501/{number}.jpg")
}

fn entry(kind: Kind, number: usize, picture: bool, dice: &mut Dice) -> Value {
    let (seconds, text) = (moment(number) / 1_000, broken(&dice.text(number)));
    let medium = json!({
        "uri": place(number), "creation_timestamp": seconds, "title": "",
        "media_metadata": { "photo_metadata": { "exif_data": [{ "upload_ip": "203.0.113.7" }] } },
    });
    let media: Vec<Value> = picture.then_some(medium).into_iter().collect();
    if kind == Kind::Facebook {
        return json!({
            "timestamp": seconds, "title": "Ada wrote.", "data": [{ "post": text }],
            "attachments": [{ "data": media.into_iter().map(|medium| json!({ "media": medium })).collect::<Vec<_>>() }],
        });
    }
    json!({ "title": text, "creation_timestamp": seconds, "media": media })
}

/// Each byte of the text taken for a character.
fn broken(text: &str) -> String {
    text.bytes().map(char::from).collect()
}
