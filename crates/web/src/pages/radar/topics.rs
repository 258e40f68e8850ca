//! Stories that rise.

use super::super::{Frame, page};
use super::tabs;
use crate::paths::with_query;
use crate::problem::Result;
use crate::show::load::posts_in;
use crate::show::post::Shown;
use crate::visit::{Guest, Visit};
use app::radar::{Thing, Topic};
use askama::Template;
use axum::Extension;
use http::StatusCode;
use model::{FilterContext, PostId};

/// Topics shown.
const TOPICS: usize = 30;
/// Other names of a topic that are shown.
const OTHERS: usize = 4;

#[derive(Template)]
#[template(path = "radar/topics.html")]
struct Topics {
    frame: Frame,
    tabs: Vec<(&'static str, &'static str, bool)>,
    topics: Vec<Rising>,
}

struct Rising {
    name: String,
    url: String,
    words: String,
    bursting: bool,
    /// Its posts that are catching fire.
    posts: String,
    /// Where a member reads in short what is said about it, and asks; none without an assistant.
    ask: Option<String>,
    /// Posts of the last hour, in words; nothing when there are none.
    pace: String,
    /// The other things it is called by.
    others: Vec<(String, String)>,
    /// Where it began, as far as this reader may see that.
    first: Option<String>,
    driven: bool,
    /// Points of the line of its last day.
    line: String,
}

/// `GET /radar/topics`
pub(super) async fn show(Extension(visit): Guest) -> Result {
    let topics = visit.app().rising_topics(TOPICS).await?;
    let firsts: Vec<PostId> = topics.iter().map(|topic| topic.first).collect();
    let firsts = posts_in(&visit, &firsts, Some(FilterContext::Public)).await?;
    let topics = topics.iter().filter_map(|topic| rising(&visit, topic, &firsts)).collect();
    let frame = Frame::new(&visit, visit.speech.say("explore-radar").to_owned());
    page(StatusCode::OK, &Topics { frame, tabs: tabs(&visit, 1), topics })
}

fn rising(visit: &Visit, topic: &Topic, firsts: &[Shown]) -> Option<Rising> {
    let (name, url) = called(visit, topic.things.first()?);
    let highest = topic.series.iter().copied().max().unwrap_or(1).max(1);
    let last = i64::try_from(topic.series.len()).unwrap_or(1).max(2) - 1;
    let points = topic
        .series
        .iter()
        .zip(0i64..)
        .map(|(count, place)| format!("{},{}", place * 100 / last, 24 - count * 22 / highest));
    let count = |id, number: usize| visit.speech.count(id, i64::try_from(number).unwrap_or(i64::MAX));
    Some(Rising {
        name,
        url,
        posts: with_query("/radar", &[("topic", topic.things.first()?.name())]),
        ask: ask_about(visit, topic.things.first()?),
        words: count("radar-voices", topic.accounts),
        bursting: topic.bursting,
        pace: if topic.pace > 0 { count("radar-pace", topic.pace) } else { String::new() },
        others: topic.things.iter().skip(1).take(OTHERS).map(|thing| called(visit, thing)).collect(),
        first: firsts.iter().find(|post| post.id == topic.first).map(|post| post.url.clone()),
        driven: topic.driven,
        line: points.collect::<Vec<_>>().join(" "),
    })
}

/// Where a member asks about a thing.
fn ask_about(visit: &Visit, thing: &Thing) -> Option<String> {
    let sign = match thing {
        Thing::Tag(_) => "#",
        Thing::Person(_) => "@",
        Thing::Link(_) | Thing::Phrase(_) => "",
    };
    let topic = format!("{sign}{}", thing.name());
    let asks = visit.viewer().is_some() && visit.app().has_assistant();
    asks.then(|| with_query("/ask", &[("topic", &topic)]))
}

/// What a thing is called on a page, and where it leads.
fn called(visit: &Visit, thing: &Thing) -> (String, String) {
    let search = |words: &str| with_query("/search", &[("q", words)]);
    match thing {
        Thing::Tag(tag) => (format!("#{tag}"), format!("/tags/{}", super::super::tag::in_path(tag))),
        Thing::Phrase(words) if visit.speech.0.code() == "fr" => {
            (format!("« {words} »"), search(&format!("\"{words}\"")))
        }
        Thing::Phrase(words) => (format!("“{words}”"), search(&format!("\"{words}\""))),
        Thing::Person(name) => (format!("@{name}"), format!("/@{name}")),
        Thing::Link(address) => {
            let shown = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
            let shown: String = shown.trim_end_matches('/').chars().take(60).collect();
            (shown, search(address))
        }
    }
}
