//! X's archive: scripts, the newest post first as X has them.

use super::{Dice, FOLLOWS, Made, Plan, Zip, array, moment, parent};
use crate::fixtures;
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write as _};

pub(super) fn write(plan: Plan, file: BufWriter<File>) -> Made {
    let mut zip = Zip::new(file);
    let mut made = Made { posts: plan.posts, follows: FOLLOWS, broken: plan.broken, ..Made::default() };
    let account =
        json!([{ "account": { "username": "ada_x", "accountId": "1", "accountDisplayName": "Ada" } }]);
    zip.add("data/account.js", format!("window.YTD.account.part0 = {account}").as_bytes());
    let mut dice = Dice::new(plan.seed);
    let half = plan.posts / 2;
    for (name, numbers) in [("data/tweets.js", half..plan.posts), ("data/tweets-part1.js", 0..half)] {
        let to = zip.file(name);
        to.write_all(b"window.YTD.tweets.part0 = ").expect("a disk");
        let broken = if name == "data/tweets.js" { plan.broken } else { 0 };
        let broken = (0..broken).map(|_| "{\"tweet\":{\"id_str\":5}}".to_owned());
        let tweets = numbers.rev().map(|number| tweet(number, plan, &mut dice, &mut made));
        array(to, tweets.chain(broken));
    }
    let following = (0..FOLLOWS).map(|number| {
        json!({ "following": { "accountId": number.to_string(), "userLink": "https://twitter.com/intent/user" } }).to_string()
    });
    let to = zip.file("data/following.js");
    to.write_all(b"window.YTD.following.part0 = ").expect("a disk");
    array(to, following);
    for number in 0..plan.pictures.min(plan.posts) {
        zip.add(&format!("data/tweets_media/{}-p{number}.png", id(number)), &fixtures::png(24, 16));
    }
    zip.finish();
    made
}

fn id(number: usize) -> String {
    (1_000_000_000 + number).to_string()
}

fn tweet(number: usize, plan: Plan, dice: &mut Dice, made: &mut Made) -> String {
    let mut tweet = json!({
        "id_str": id(number),
        "created_at": date(moment(number)),
        "full_text": format!("{} &amp; https://t.co/{number}", dice.text(number)),
        "lang": "en",
        "entities": {
            "urls": [{ "url": format!("https://t.co/{number}"), "expanded_url": format!("https://long.example/{number}") }],
            "user_mentions": [{ "id_str": (number % FOLLOWS).to_string(), "screen_name": format!("Friend{}", number % FOLLOWS) }],
        },
    });
    if let Some(parent) = parent(number) {
        made.replies += 1;
        tweet["in_reply_to_status_id_str"] = id(parent).into();
        tweet["in_reply_to_user_id_str"] = "1".into();
    }
    if number < plan.pictures {
        made.pictures += 1;
        let medium = json!([{ "url": "https://t.co/pic", "media_url_https": format!("https://pbs.example/p{number}.png") }]);
        tweet["entities"]["media"] = medium.clone();
        tweet["extended_entities"] = json!({ "media": medium });
    }
    json!({ "tweet": tweet }).to_string()
}

/// `Thu Jan 01 00:00:00 +0000 2015`; X's readers ignore which day of the week it was, ours does not.
fn date(millis: i64) -> String {
    let days = millis.div_euclid(86_400_000);
    let clock = millis.rem_euclid(86_400_000) / 1_000;
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        [usize::try_from(days.rem_euclid(7)).expect("a day")];
    let (year, month, day) = civil(days);
    let month =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1];
    format!(
        "{weekday} {month} {day:02} {:02}:{:02}:{:02} +0000 {year}",
        clock / 3_600,
        clock / 60 % 60,
        clock % 60
    )
}

/// Year, month and day of a day counted from 1970.
pub(super) fn civil(days: i64) -> (i64, usize, i64) {
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let (mut year, mut rest) = (1970, days);
    while rest >= 365 + i64::from(leap(year)) {
        rest -= 365 + i64::from(leap(year));
        year += 1;
    }
    for (month, mut length) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate() {
        length += i64::from(month == 1 && leap(year));
        if rest < length {
            return (year, month + 1, rest + 1);
        }
        rest -= length;
    }
    (year, 12, 31)
}
