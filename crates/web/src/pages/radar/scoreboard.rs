//! How often forecasts were wrong: by age, drawn, and every one of them as a table.

use super::super::{Frame, page};
use super::{rounded, tabs};
use crate::problem::Result;
use crate::show::when::When;
use crate::visit::{Guest, Visit};
use app::radar::{Board, Refitting, Verdict};
use askama::Template;
use axum::Extension;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use model::Time;

#[derive(Template)]
#[template(path = "radar/scoreboard.html")]
struct Scoreboard {
    frame: Frame,
    tabs: Vec<(&'static str, &'static str, bool)>,
    boards: Vec<Scored>,
    /// When the model learned from this server's own cascades, from how many, what was missed by without and with it,
    /// and the key of what became of it.
    learned: Vec<(When, String, String, String, &'static str)>,
    /// Whether forecasts move posts in feeds here.
    moving: bool,
}

struct Scored {
    title: String,
    model: String,
    count: String,
    brier: String,
    coverage: String,
    msle: String,
    bins: Vec<(String, String, String)>,
    /// Points of the plot of what was said and what came: x, y and radius in a box of 200 by 200.
    points: Vec<(i64, i64, i64)>,
    worst: Vec<(String, String, String, String)>,
}

/// `GET /radar/scoreboard`
pub(super) async fn show(Extension(visit): Guest) -> Result {
    let boards = visit.app().scoreboard().await?;
    let frame = Frame::new(&visit, visit.speech.say("explore-radar").to_owned());
    let moving = visit.app().forecasts_rank();
    let boards = boards.iter().map(|board| scored(&visit, board)).collect();
    let learned = visit.app().refittings().await?;
    let learned = learned.iter().map(|one| refitted(&visit, one)).collect();
    page(StatusCode::OK, &Scoreboard { frame, tabs: tabs(&visit, 2), boards, learned, moving })
}

fn refitted(visit: &Visit, one: &Refitting) -> (When, String, String, String, &'static str) {
    let trial = &one.trial;
    let became = match one.verdict {
        Verdict::Taken => "radar-learned-taken",
        Verdict::Kept => "radar-learned-kept",
        Verdict::Shipped => "radar-learned-shipped",
    };
    (
        When::new(visit.speech, one.at, visit.app().now()),
        one.cascades.to_string(),
        number(visit, trial.before, 2),
        number(visit, trial.after, 2),
        became,
    )
}

fn number(visit: &Visit, value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    if visit.speech.0.code() == "fr" { text.replace('.', ",") } else { text }
}

fn scored(visit: &Visit, board: &Board) -> Scored {
    let number = |value: f64, places: usize| number(visit, value, places);
    let percent = |share: f64| number(share * 100.0, 0);
    let bin = |bin: &app::radar::Bin| (percent(bin.said), percent(bin.came), bin.count.to_string());
    let miss = |miss: &app::radar::Miss| {
        let said = &miss.forecast;
        let range = format!("{}–{}", rounded(said.low), rounded(said.high));
        (format!("/radar/{}", miss.post), said.seen.to_string(), range, miss.whole.to_string())
    };
    Scored {
        model: board.model.clone(),
        title: visit.speech.count("radar-after-minutes", board.age / 60),
        count: visit.speech.count("radar-forecasts", i64::try_from(board.count).unwrap_or(i64::MAX)),
        brier: number(board.brier, 3),
        coverage: percent(board.coverage),
        msle: number(board.msle, 2),
        bins: board.calibration.iter().map(bin).collect(),
        points: board.calibration.iter().map(|bin| point(bin, board.count)).collect(),
        worst: board.worst.iter().map(miss).collect(),
    }
}

/// Where a tenth stands in the plot; as big as it has forecasts.
fn point(bin: &app::radar::Bin, all: usize) -> (i64, i64, i64) {
    #[allow(clippy::cast_precision_loss)] // counts
    let share = bin.count as f64 / all.max(1) as f64;
    #[allow(clippy::cast_possible_truncation)] // 0 to 200
    let place = |share: f64| (share.clamp(0.0, 1.0) * 200.0).round() as i64;
    #[allow(clippy::cast_possible_truncation)] // 3 to 11
    let radius = (3.0 + 8.0 * share.sqrt()).round() as i64;
    (place(bin.said), 200 - place(bin.came), radius)
}

/// `GET /radar/scoreboard.csv`: every forecast that was written down, with what came of it where that is known.
pub(super) async fn as_table(Extension(visit): Guest) -> Result {
    let mut table = String::from(
        "status_id,age_seconds,made_at,model,seen,forecast,low,high,p_top1,p_top5,p_double,p_peak_ahead,final,peak_at\n",
    );
    for kept in visit.app().all_forecasts().await? {
        let (told, said) = (&kept.told, &kept.told.forecast);
        let post = kept.post.map(|post| post.to_string()).unwrap_or_default();
        let (whole, peak) = match kept.came {
            Some((whole, peak)) => (whole.to_string(), peak.map(Time::iso).unwrap_or_default()),
            None => Default::default(),
        };
        table.push_str(&format!(
            "{post},{},{},{},{},{:.1},{:.0},{:.0},{:.4},{:.4},{:.4},{:.4},{whole},{peak}\n",
            told.age,
            told.at.iso(),
            told.model,
            said.seen,
            said.whole,
            said.low,
            said.high,
            said.p_top1,
            said.p_top5,
            said.p_double,
            said.p_peak_ahead,
        ));
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"forecasts.csv\""),
    ];
    let answer: Response = (headers, table).into_response();
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_right_lies_on_the_diagonal() {
        let bin = app::radar::Bin { said: 0.25, came: 0.25, count: 100 };
        assert_eq!(point(&bin, 100), (50, 150, 11));
        assert_eq!(point(&app::radar::Bin { said: 1.0, came: 0.0, count: 0 }, 100), (200, 200, 3));
    }
}
