//! What is catching fire, and how often that was said wrongly: ours, under `/api/braise/v1`.

use crate::Api;
use crate::call::Call;
use crate::error::{Error, Result};
use crate::render::json::{Object, array};
use crate::reply::Reply;
use app::NotificationFilter;
use app::radar::{Board, Distance, Fire, MOVING, Reasons, Thing, Told, Topic, Wanted};
use model::visibility::Viewer;
use model::{FilterContext, NotificationKind, PostId, Time};
use serde_json::{Value, json};

/// Told at most.
const MOST: usize = 40;

/// `GET /api/braise/v1/radar`
pub(crate) async fn index(call: Call) -> Result<Reply> {
    let limit = call.limit(20, MOST);
    match call.params.filled("kind").as_deref().unwrap_or("posts") {
        "posts" => posts(&call, limit).await,
        "topics" => {
            Reply::json(&call.api.app.rising_topics(limit).await?.iter().map(topic).collect::<Vec<_>>())
        }
        "elsewhere" => elsewhere(&call, limit).await,
        _ => Err(Error::invalid("Validation failed: kind must be posts, topics or elsewhere")),
    }
}

async fn posts(call: &Call, limit: usize) -> Result<Reply> {
    let language = call.params.filled("language");
    let topic = call.params.filled("topic");
    let distance = match call.params.filled("distance").as_deref() {
        Some(word) => Distance::named(word)
            .ok_or_else(|| Error::invalid("Validation failed: distance must be followed, near or all"))?,
        None => Distance::default(),
    };
    let wanted = Wanted { language: language.as_deref(), topic: topic.as_deref(), distance };
    let fires = call.api.app.fires(call.viewer(), wanted, limit).await?;
    Ok(Reply::bytes(array(&written(&call.api, call.viewer(), &fires).await?)))
}

/// Posts with their forecasts, as far as the viewer may see them.
pub(crate) async fn written(api: &Api, viewer: Viewer, fires: &[Fire]) -> Result<Vec<Vec<u8>>> {
    let ids: Vec<PostId> = fires.iter().map(|fire| fire.post).collect();
    let mut statuses = api.each_status(viewer, &ids, Some(FilterContext::Public)).await?;
    let mut items = Vec::with_capacity(fires.len());
    for fire in fires {
        let Some(status) = statuses.remove(&fire.post) else { continue };
        let item = Object::new()
            .written("status", Some(&status))
            .with("forecast", forecast(&fire.told))
            .with("terms", terms(&fire.reasons));
        items.push(item.end());
    }
    Ok(items)
}

/// `POST /api/braise/v1/radar/statuses/:id/follow`
pub(crate) async fn follow(call: Call) -> Result<Reply> {
    call.api.app.follow_forecast(call.me()?, call.path("id")?).await?;
    of_status(call).await
}

/// `POST /api/braise/v1/radar/statuses/:id/unfollow`
pub(crate) async fn unfollow(call: Call) -> Result<Reply> {
    call.api.app.unfollow_forecast(call.me()?, call.path("id")?).await?;
    of_status(call).await
}

/// `GET /api/braise/v1/radar/followed`
pub(crate) async fn followed(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let fires = call.api.app.followed_forecasts(me).await?;
    Ok(Reply::bytes(array(&written(&call.api, Some(me), &fires).await?)))
}

/// `GET /api/braise/v1/radar/turns`
pub(crate) async fn turns(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let kinds = NotificationKind::ALL.into_iter().filter(|kind| kind.is_ours()).collect();
    let filter = NotificationFilter { kinds: Some(kinds), ..NotificationFilter::default() };
    let told = call.api.app.notifications(me, filter, call.page(20, MOST)?).await?;
    let body = array(call.api.notifications(me, &told).await?);
    let edge = |told: Option<&model::Notification>| told.map(|told| told.id.0);
    Ok(Reply::bytes(body).links(&call, edge(told.first()), edge(told.last())))
}

/// Posts of other networks: where they are, and their forecasts.
async fn elsewhere(call: &Call, limit: usize) -> Result<Reply> {
    let language = call.params.filled("language");
    let found = call.api.app.fires_elsewhere(language.as_deref(), limit).await?;
    let entity = |one: &app::radar::Elsewhere| {
        json!({
            "elsewhere": { "url": one.page, "network": one.network, "language": one.language },
            "forecast": forecast(&one.fire.told),
            "terms": [],
        })
    };
    Reply::json(&found.iter().map(entity).collect::<Vec<_>>())
}

/// `GET /api/braise/v1/radar/statuses/:id`
pub(crate) async fn of_status(call: Call) -> Result<Reply> {
    let (app, viewer, id) = (&call.api.app, call.viewer(), call.path("id")?);
    let course = app.course(viewer, id).await?;
    let reach = app.reach(viewer, id).await?;
    let following = match viewer {
        Some(me) => app.follows_forecast(me, id).await?,
        None => false,
    };
    Reply::json(&json!({
        "forecast": forecast(&course.fire.told),
        "terms": terms(&course.fire.reasons),
        "following": following,
        "reach": reach.map(|reach| json!({ "low": reach.low, "high": reach.high, "by": reach.by.iso() })),
        "history": course.history.iter().map(forecast).collect::<Vec<_>>(),
        "series": course.series.iter().map(|(at, count)| json!([at / 1_000, count])).collect::<Vec<_>>(),
    }))
}

/// `GET /api/braise/v1/radar/scoreboard`
pub(crate) async fn scoreboard(call: Call) -> Result<Reply> {
    Reply::json(&call.api.app.scoreboard().await?.iter().map(board).collect::<Vec<_>>())
}

fn forecast(told: &Told) -> Value {
    let said = &told.forecast;
    json!({
        "made_at": told.at.iso(),
        "seen": said.seen,
        "final": said.whole,
        "low": said.low,
        "high": said.high,
        "p_top1": said.p_top1,
        "p_top5": said.p_top5,
        "p_double": said.p_double,
        "p_peak_ahead": said.p_peak_ahead,
        "peak_at": said.peak_at.map(|at| Time::from_millis(at).iso()),
        "model": told.model,
    })
}

/// In log2 of what is still to come; what was not known is no number.
fn terms(reasons: &Reasons) -> Vec<Value> {
    let start = json!({ "term": "start", "input": 1.0, "weight": reasons.start, "delta": reasons.start, "text": "start" });
    let term = |(name, input, delta): &(&str, f32, f32)| {
        let (input, weight) =
            if input.is_finite() && *input != 0.0 { (*input, delta / input) } else { (1.0, *delta) };
        json!({ "term": name, "input": input, "weight": weight, "delta": delta, "text": name })
    };
    std::iter::once(start).chain(reasons.terms.iter().map(term)).collect()
}

fn topic(topic: &Topic) -> Value {
    json!({
        "topic": {
            "name": topic.things.first().map_or("", Thing::name),
            "things": topic.things.iter().map(|thing| json!({ "kind": thing.kind(), "name": thing.name() })).collect::<Vec<_>>(),
            "accounts": topic.accounts,
            "count": topic.count,
            "expected": topic.expected,
            "score": topic.score,
            "bursting": topic.bursting,
            "peak_at": topic.peak.iso(),
            "series": topic.series,
            "first_status_id": topic.first.to_string(),
            "spreaders": topic.spreaders.iter().map(|(who, posts)| json!({ "account_id": who.to_string(), "posts": posts })).collect::<Vec<_>>(),
            "pace": topic.pace,
            "coordinated": topic.driven,
        },
        "forecast": Value::Null,
        "terms": [],
    })
}

fn board(board: &Board) -> Value {
    json!({
        "model": board.model,
        "moves_feeds": board.model.ends_with(MOVING),
        "horizon": board.age,
        "count": board.count,
        "brier": board.brier,
        "calibration": board.calibration.iter().map(|bin| json!({ "said": bin.said, "came": bin.came, "count": bin.count })).collect::<Vec<_>>(),
        "coverage": board.coverage,
        "msle": board.msle,
        "worst": board.worst.iter().map(|miss| json!({
            "status_id": miss.post.to_string(),
            "made_at": miss.at.iso(),
            "seen": miss.forecast.seen,
            "forecast": miss.forecast.whole,
            "low": miss.forecast.low,
            "high": miss.forecast.high,
            "final": miss.whole,
        })).collect::<Vec<_>>(),
    })
}
