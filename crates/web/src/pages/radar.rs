//! Radar: what is catching fire, how far it is likely to go, and how often that was wrong.

use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::show::load::posts_in;
use crate::show::post::Shown;
use crate::show::when::When;
use crate::visit::{Guest, Visit};
use app::radar::{Board, Course, Fire, Forecast, Topic};
use askama::Template;
use axum::extract::{Path, Query};
use axum::routing::get;
use axum::{Extension, Router};
use http::StatusCode;
use model::{FilterContext, PostId, Time};
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/radar", get(show))
        .route("/radar/topics", get(topics))
        .route("/radar/scoreboard", get(scoreboard))
        .route("/radar/{id}", get(one))
}

/// Posts shown.
const FIRES: usize = 20;
/// Topics shown.
const TOPICS: usize = 30;
/// Terms told of a forecast.
const TERMS: usize = 8;

/// Address and text of the tabs.
const TABS: [(&str, &str); 3] =
    [("/radar", "radar-posts"), ("/radar/topics", "radar-topics"), ("/radar/scoreboard", "radar-scoreboard")];

/// A forecast, ready to print.
struct Outlook {
    url: String,
    /// "Likely 300–900 by …".
    words: String,
    /// How much of the way to the top the point lies: 0 to 100, on a scale of doublings.
    heat: u32,
    /// Where the interval begins, and how long it is, on the same scale.
    from: u32,
    length: u32,
}

impl Outlook {
    fn new(visit: &Visit, fire: &Fire) -> Self {
        let said = &fire.told.forecast;
        let (low, high) = (rounded(said.low), rounded(said.high));
        let range = if low == high { low } else { format!("{low}–{high}") };
        let words =
            visit.speech.with("radar-likely", "range", &range).replace("SEEN", &said.seen.to_string());
        let (from, to) = (scale(said.low), scale(said.high));
        Self {
            url: format!("/radar/{}", fire.post),
            words,
            heat: scale(said.whole),
            from,
            length: to.saturating_sub(from).max(1),
        }
    }
}

/// Where a count stands on a bar that ends at a thousand: 0 to 100, each doubling alike.
fn scale(count: f32) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 100
    let place = ((count.max(0.0) + 1.0).log2() / 10.0 * 100.0).clamp(0.0, 100.0) as u32;
    place
}

/// A count as people say it: two digits, the rest noughts.
fn rounded(count: f32) -> String {
    let count = f64::from(count.max(0.0)).round();
    let digits = count.max(1.0).log10().floor() - 1.0;
    let unit = 10f64.powf(digits.max(0.0));
    format!("{:.0}", (count / unit).round() * unit)
}

#[derive(Template)]
#[template(path = "radar/fires.html")]
struct Posts {
    frame: Frame,
    tabs: Vec<(&'static str, &'static str, bool)>,
    fires: Vec<(Shown, Outlook)>,
    languages: Vec<(String, &'static str, bool)>,
}

/// Which language.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    language: String,
}

/// `GET /radar`
async fn show(Extension(visit): Guest, Query(asked): Query<Asked>) -> Result {
    let wanted = Some(asked.language.as_str()).filter(|language| !language.is_empty());
    let fires = visit.app().fires(wanted, FIRES).await?;
    let ids: Vec<PostId> = fires.iter().map(|fire| fire.post).collect();
    let mut shown = posts_in(&visit, &ids, Some(FilterContext::Public)).await?;
    let mut pairs = Vec::with_capacity(shown.len());
    for fire in &fires {
        let Some(place) = shown.iter().position(|post| post.id == fire.post) else { continue };
        pairs.push((shown.remove(place), Outlook::new(&visit, fire)));
    }
    let language = |(code, text): (&str, &'static str)| {
        (with_query("/radar", &[("language", code)]), text, asked.language == code)
    };
    let languages =
        [("", "radar-every-language"), ("en", "radar-english"), ("fr", "radar-french")].map(language);
    let frame = Frame::new(&visit, visit.speech.say("explore-radar").to_owned());
    page(StatusCode::OK, &Posts { frame, tabs: tabs(0), fires: pairs, languages: languages.into() })
}

fn tabs(current: usize) -> Vec<(&'static str, &'static str, bool)> {
    TABS.iter().enumerate().map(|(place, (url, text))| (*url, *text, place == current)).collect()
}

#[derive(Template)]
#[template(path = "radar/topics.html")]
struct Topics {
    frame: Frame,
    tabs: Vec<(&'static str, &'static str, bool)>,
    topics: Vec<Rising>,
}

struct Rising {
    tag: String,
    url: String,
    words: String,
    bursting: bool,
    /// Points of the line of its last day.
    line: String,
}

/// `GET /radar/topics`
async fn topics(Extension(visit): Guest) -> Result {
    let topics = visit.app().rising_topics(TOPICS).await?;
    let rising = |topic: &Topic| {
        let highest = topic.series.iter().copied().max().unwrap_or(1).max(1);
        let last = i64::try_from(topic.series.len()).unwrap_or(1).max(2) - 1;
        let points = topic
            .series
            .iter()
            .zip(0i64..)
            .map(|(count, place)| format!("{},{}", place * 100 / last, 24 - count * 22 / highest));
        Rising {
            tag: topic.tag.clone(),
            url: format!("/tags/{}", super::tag::in_path(&topic.tag)),
            words: visit.speech.count("radar-voices", topic.count),
            bursting: topic.bursting,
            line: points.collect::<Vec<_>>().join(" "),
        }
    };
    let frame = Frame::new(&visit, visit.speech.say("explore-radar").to_owned());
    page(StatusCode::OK, &Topics { frame, tabs: tabs(1), topics: topics.iter().map(rising).collect() })
}

#[derive(Template)]
#[template(path = "radar/scoreboard.html")]
struct Scoreboard {
    frame: Frame,
    tabs: Vec<(&'static str, &'static str, bool)>,
    boards: Vec<Scored>,
}

struct Scored {
    title: String,
    count: String,
    brier: String,
    coverage: String,
    msle: String,
    bins: Vec<(String, String, String)>,
    worst: Vec<(String, String, String, String)>,
}

/// `GET /radar/scoreboard`
async fn scoreboard(Extension(visit): Guest) -> Result {
    let boards = visit.app().scoreboard().await?;
    let frame = Frame::new(&visit, visit.speech.say("explore-radar").to_owned());
    let boards = boards.iter().map(|board| scored(&visit, board)).collect();
    page(StatusCode::OK, &Scoreboard { frame, tabs: tabs(2), boards })
}

fn scored(visit: &Visit, board: &Board) -> Scored {
    let number = |value: f64, places: usize| {
        let text = format!("{value:.places$}");
        if visit.speech.0.code() == "fr" { text.replace('.', ",") } else { text }
    };
    let percent = |share: f64| number(share * 100.0, 0);
    let bin = |bin: &app::radar::Bin| (percent(bin.said), percent(bin.came), bin.count.to_string());
    let miss = |miss: &app::radar::Miss| {
        let said = &miss.forecast;
        let range = format!("{}–{}", rounded(said.low), rounded(said.high));
        (format!("/radar/{}", miss.post), said.seen.to_string(), range, miss.whole.to_string())
    };
    Scored {
        title: visit.speech.count("radar-after-minutes", board.age / 60),
        count: visit.speech.count("radar-forecasts", i64::try_from(board.count).unwrap_or(i64::MAX)),
        brier: number(board.brier, 3),
        coverage: percent(board.coverage),
        msle: number(board.msle, 2),
        bins: board.calibration.iter().map(bin).collect(),
        worst: board.worst.iter().map(miss).collect(),
    }
}

#[derive(Template)]
#[template(path = "radar/one.html")]
struct One {
    frame: Frame,
    posts: Vec<Shown>,
    outlook: Outlook,
    chart: Chart,
    made: When,
    chances: Vec<(&'static str, String)>,
    terms: Vec<(&'static str, String)>,
    history: Vec<(String, String, String, String)>,
    /// What the chart draws: when, and how many by then.
    series: Vec<(String, i64)>,
}

/// A fan: what came, and what may come, in a box of 600 by 220.
struct Chart {
    seen: String,
    fan: String,
    middle: String,
    now: i64,
    highest: String,
}

/// `GET /radar/{id}`
async fn one(Extension(visit): Guest, Path(id): Path<PostId>) -> Result {
    let course = visit.app().course(visit.viewer(), id).await?;
    let posts = posts_in(&visit, &[id], Some(FilterContext::Public)).await?;
    if posts.is_empty() {
        return Err(Problem::NotFound);
    }
    let said = &course.fire.told.forecast;
    let percent = |share: f32| {
        let text = format!("{:.0}", share * 100.0);
        if visit.speech.0.code() == "fr" { format!("{text} %") } else { format!("{text}%") }
    };
    let signed = |value: f32| {
        let text = format!("{value:+.2}").replace('-', "−");
        if visit.speech.0.code() == "fr" { text.replace('.', ",") } else { text }
    };
    let told = |told: &app::radar::Told| {
        let said = &told.forecast;
        let range = format!("{}–{}", rounded(said.low), rounded(said.high));
        (
            visit.speech.count("radar-after-minutes", told.age / 60),
            said.seen.to_string(),
            rounded(said.whole),
            range,
        )
    };
    let reasons = &course.fire.reasons;
    let terms = std::iter::once(("any post", reasons.start))
        .chain(reasons.terms.iter().take(TERMS).map(|(name, _, delta)| (*name, *delta)))
        .map(|(name, delta)| (name, signed(delta)));
    let moment = |at: i64| When::new(visit.speech, Time::from_millis(at), visit.app().now()).long;
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("radar-one").to_owned()) };
    page(
        StatusCode::OK,
        &One {
            outlook: Outlook::new(&visit, &course.fire),
            chart: chart(&course),
            made: When::new(visit.speech, course.fire.told.at, visit.app().now()),
            chances: chances(said).map(|(text, share)| (text, percent(share))).into(),
            terms: terms.collect(),
            history: course.history.iter().map(told).collect(),
            series: course.series.iter().map(|(at, count)| (moment(*at), *count)).collect(),
            posts,
            frame,
        },
    )
}

fn chances(said: &Forecast) -> [(&'static str, f32); 4] {
    [
        ("radar-doubles", said.p_double),
        ("radar-top5", said.p_top5),
        ("radar-top1", said.p_top1),
        ("radar-peak", said.p_peak_ahead),
    ]
}

/// Time runs by its square root, so that the first hours have room.
fn chart(course: &Course) -> Chart {
    let week = 7.0 * 86_400.0;
    let x = |seconds: f64| (seconds.clamp(0.0, week) / week).sqrt() * 600.0;
    let said = &course.fire.told.forecast;
    let highest = f64::from(said.high).max(f64::from(said.seen)).max(1.0);
    let y = |count: f64| 210.0 - count / highest * 200.0;
    #[allow(clippy::cast_precision_loss)] // milliseconds of a week, counts
    let points: Vec<(f64, f64)> = course
        .series
        .iter()
        .map(|(at, count)| (x((at - course.since.millis()) as f64 / 1_000.0), y(*count as f64)))
        .collect();
    #[allow(clippy::cast_precision_loss)] // a week in seconds
    let now = x(course.fire.told.age as f64);
    let seen = y(f64::from(said.seen));
    let start = format!("0,{:.0}", y(0.0));
    let line = |points: &[(f64, f64)]| {
        points.iter().map(|(x, y)| format!("{x:.0},{y:.0}")).collect::<Vec<_>>().join(" ")
    };
    #[allow(clippy::cast_possible_truncation)] // 0 to 600
    let place = now as i64;
    Chart {
        seen: format!("{start} {} {now:.0},{seen:.0}", line(&points)),
        fan: format!(
            "{now:.0},{seen:.0} 600,{:.0} 600,{:.0}",
            y(f64::from(said.low)),
            y(f64::from(said.high))
        ),
        middle: format!("{now:.0},{seen:.0} 600,{:.0}", y(f64::from(said.whole))),
        now: place,
        highest: rounded(said.high),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_said_with_two_digits() {
        for (count, said) in [(0.4, "0"), (7.6, "8"), (42.0, "42"), (317.0, "320"), (12_345.0, "12000")] {
            assert_eq!(rounded(count), said);
        }
    }

    #[test]
    fn a_bar_grows_by_doublings_and_ends() {
        assert_eq!((scale(0.0), scale(1.0), scale(1023.0), scale(1e9)), (0, 10, 100, 100));
    }
}
