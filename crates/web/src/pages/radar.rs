//! Radar: what is catching fire, how far it is likely to go, and how often that was wrong.

mod chart;
mod elsewhere;
mod scoreboard;
mod term;
mod topics;

use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::{Problem, Result};
use crate::routing::get;
use crate::show::load::posts_in;
use crate::show::post::Shown;
use crate::show::when::When;
use crate::visit::{Guest, Visit};
use app::radar::{Distance, Fire, Forecast, Wanted};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Router};
use chart::Fan;
use http::StatusCode;
use model::limits::TOPIC_CHARACTERS;
use model::{FilterContext, PostId, Time};
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/radar", get(show))
        .route("/radar/topics", get(topics::show))
        .route("/radar/followed", get(followed))
        .route("/radar/elsewhere", get(elsewhere::show))
        .route("/radar/scoreboard", get(scoreboard::show))
        .route("/radar/scoreboard.csv", get(scoreboard::as_table))
        .route("/radar/{id}", get(one))
        .route("/radar/{id}/chart.svg", get(chart::show))
}

/// Posts shown.
const FIRES: usize = 20;

/// Address and text of the tabs.
const TABS: [(&str, &str); 5] = [
    ("/radar", "radar-posts"),
    ("/radar/topics", "radar-topics"),
    ("/radar/scoreboard", "radar-scoreboard"),
    ("/radar/elsewhere", "radar-elsewhere"),
    ("/radar/followed", "radar-following"),
];
/// The tab of members alone.
const OWN_TAB: usize = 4;

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
    /// For members: whose.
    distances: Vec<(String, &'static str, bool)>,
    /// Whether only some are asked for.
    narrowed: bool,
    /// What they are about, and where all are.
    topic: Option<(String, String)>,
}

/// Which posts.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    language: String,
    topic: String,
    distance: String,
}

impl Asked {
    fn url(&self) -> String {
        let Self { language, topic, distance } = self;
        with_query("/radar", &[("topic", topic), ("distance", distance), ("language", language)])
    }

    /// The same for each of some words: address, text, and whether it is the one at hand.
    fn each(
        &self,
        words: &[(&str, &'static str)],
        part: impl Fn(&mut Self) -> &mut String,
    ) -> Vec<(String, &'static str, bool)> {
        let other = |(word, text): &(&str, &'static str)| {
            let mut other = self.clone();
            let current = std::mem::replace(part(&mut other), (*word).to_owned());
            (other.url(), *text, current == *word)
        };
        words.iter().map(other).collect()
    }
}

/// Word and text.
const LANGUAGES: [(&str, &str); 3] =
    [("", "radar-every-language"), ("en", "radar-english"), ("fr", "radar-french")];
const DISTANCES: [(&str, &str); 3] =
    [("", "radar-everybody"), ("followed", "radar-followed"), ("near", "radar-near")];

/// `GET /radar`
async fn show(Extension(visit): Guest, Query(asked): Query<Asked>) -> Result {
    let asked = Asked { topic: asked.topic.trim().chars().take(TOPIC_CHARACTERS).collect(), ..asked };
    let filled = |word| Some(word).filter(|word: &&str| !word.is_empty());
    let distance = Distance::named(&asked.distance).unwrap_or_default();
    let wanted = Wanted { language: filled(&asked.language), topic: filled(&asked.topic), distance };
    let fires = visit.app().fires(visit.viewer(), wanted, FIRES).await?;
    let pairs = with_outlooks(&visit, &fires).await?;
    let distances = match visit.viewer() {
        Some(_) => asked.each(&DISTANCES, |asked| &mut asked.distance),
        None => Vec::new(),
    };
    let everything = Asked { topic: String::new(), ..asked.clone() }.url();
    let frame = Frame::new(&visit, visit.speech.say("explore-radar").to_owned());
    page(
        StatusCode::OK,
        &Posts {
            frame,
            tabs: tabs(&visit, 0),
            fires: pairs,
            languages: asked.each(&LANGUAGES, |asked| &mut asked.language),
            distances,
            narrowed: wanted != Wanted::default(),
            topic: (!asked.topic.is_empty()).then(|| (asked.topic.clone(), everything)),
        },
    )
}

/// Posts with what is forecast of each.
async fn with_outlooks(visit: &Visit, fires: &[Fire]) -> app::Result<Vec<(Shown, Outlook)>> {
    let ids: Vec<PostId> = fires.iter().map(|fire| fire.post).collect();
    let mut shown = posts_in(visit, &ids, Some(FilterContext::Public)).await?;
    let mut pairs = Vec::with_capacity(shown.len());
    for fire in fires {
        let Some(place) = shown.iter().position(|post| post.id == fire.post) else { continue };
        pairs.push((shown.remove(place), Outlook::new(visit, fire)));
    }
    Ok(pairs)
}

fn tabs(visit: &Visit, current: usize) -> Vec<(&'static str, &'static str, bool)> {
    let reachable = if visit.viewer().is_some() { TABS.len() } else { OWN_TAB };
    let tab = |(place, (url, text)): (usize, &(&'static str, &'static str))| (*url, *text, place == current);
    TABS.iter().take(reachable).enumerate().map(tab).collect()
}

#[derive(Template)]
#[template(path = "radar/followed.html")]
struct Followed {
    frame: Frame,
    tabs: Vec<(&'static str, &'static str, bool)>,
    fires: Vec<(Shown, Outlook)>,
}

/// `GET /radar/followed`
async fn followed(Extension(visit): Guest) -> Result {
    let fires = visit.app().followed_forecasts(visit.actor()?.account).await?;
    let fires = with_outlooks(&visit, &fires).await?;
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("explore-radar").to_owned()) };
    page(StatusCode::OK, &Followed { frame, tabs: tabs(&visit, OWN_TAB), fires })
}

/// How many people a post is likely to come before, in words: nothing where that is not for this reader.
pub(super) async fn reach(visit: &Visit, post: PostId, own: bool) -> app::Result<Option<String>> {
    let reach = visit.app().reach(visit.viewer(), post).await?;
    #[allow(clippy::cast_precision_loss)] // rounded to two digits anyway
    let said = |count: i64| rounded(count as f32);
    Ok(reach.map(|reach| {
        let (low, high) = (said(reach.low), said(reach.high));
        let range = if low == high { low } else { format!("{low}–{high}") };
        visit.speech.with(if own { "radar-reach-own" } else { "radar-reach" }, "range", &range)
    }))
}

#[derive(Template)]
#[template(path = "radar/one.html")]
struct One {
    frame: Frame,
    posts: Vec<Shown>,
    outlook: Outlook,
    fan: Fan,
    /// What another page shows the chart with.
    embed: String,
    made: When,
    chances: Vec<(&'static str, String)>,
    terms: Vec<(String, String)>,
    /// The text that says what terms are, and where the model learned.
    means: &'static str,
    history: Vec<(String, String, String, String)>,
    /// How many people it is likely to come before.
    reach: Option<String>,
    /// Whether the member is told when it turns; nothing for visitors.
    follows: Option<bool>,
    id: PostId,
    /// What the chart draws: when, and how many by then.
    series: Vec<(String, i64)>,
}

/// `GET /radar/{id}`
async fn one(Extension(visit): Guest, Path(id): Path<PostId>) -> Result {
    let course = visit.app().course(visit.viewer(), id).await?;
    let posts = posts_in(&visit, &[id], Some(FilterContext::Public)).await?;
    if posts.is_empty() {
        return Err(Problem::NotFound);
    }
    let own = posts.first().is_some_and(|post| Some(post.author.id) == visit.viewer());
    let reach = reach(&visit, id, own).await?;
    let follows = match visit.viewer() {
        Some(me) => Some(visit.app().follows_forecast(me, id).await?),
        None => None,
    };
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
    let terms = term::ledger(&course.fire.reasons)
        .into_iter()
        .map(|(name, delta)| (term::told(visit.speech, name), signed(delta)));
    let moment = |at: i64| When::new(visit.speech, Time::from_millis(at), visit.app().now()).long;
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("radar-one").to_owned()) };
    page(
        StatusCode::OK,
        &One {
            id,
            reach,
            follows,
            outlook: Outlook::new(&visit, &course.fire),
            fan: Fan::of(&course),
            embed: chart::embed(&visit, &course),
            made: When::new(visit.speech, course.fire.told.at, visit.app().now()),
            chances: chances(said).map(|(text, share)| (text, percent(share))).into(),
            terms: terms.collect(),
            means: taught_by(&course.fire.told.model),
            history: course.history.iter().map(told).collect(),
            series: course.series.iter().map(|(at, count)| (moment(*at), *count)).collect(),
            posts,
            frame,
        },
    )
}

/// What is said of what a model learned from.
fn taught_by(model: &str) -> &'static str {
    if model.starts_with(app::radar::LEARNED) {
        "radar-why-learned"
    } else if model.contains(app::radar::TAUGHT) {
        "radar-why-taught"
    } else {
        "radar-why-means"
    }
}

fn chances(said: &Forecast) -> [(&'static str, f32); 4] {
    [
        ("radar-doubles", said.p_double),
        ("radar-top5", said.p_top5),
        ("radar-top1", said.p_top1),
        ("radar-peak", said.p_peak_ahead),
    ]
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
