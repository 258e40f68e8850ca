//! `braise trend`.

use super::{inside, with_app};
use crate::cli::{Places, TrendCommand, TrendOf};
use crate::out;
use crate::settings::Loaded;
use app::App;
use app::read::trends::TrendKind;
use serde_json::{Value, json};

pub fn run(loaded: &Loaded, places: &Places, command: TrendCommand) -> anyhow::Result<()> {
    with_app(loaded, |app| async move {
        match command {
            TrendCommand::List { of } => list(&app, places.json, kind(of)).await?,
            TrendCommand::Allow { of, subject } => {
                app.review_trend(kind(of), &subject, true).await.map_err(inside)?;
                out::remark(format!("{subject} may trend."));
            }
            TrendCommand::Refuse { of, subject } => {
                app.review_trend(kind(of), &subject, false).await.map_err(inside)?;
                out::remark(format!("{subject} does not trend from now on."));
            }
        }
        Ok(())
    })
}

const fn kind(of: TrendOf) -> TrendKind {
    match of {
        TrendOf::Tags => TrendKind::Tags,
        TrendOf::Links => TrendKind::Links,
        TrendOf::Posts => TrendKind::Posts,
    }
}

async fn list(app: &App, json: bool, kind: TrendKind) -> anyhow::Result<()> {
    let all = app.trends_of(kind).await.map_err(inside)?;
    if json {
        let value = |one: &app::read::trends::Trending| {
            json!({
                "subject": one.subject,
                "allowed": one.allowed,
                "voices": one.trend.voices,
                "expected": one.trend.expected,
                "score": one.trend.score,
            })
        };
        out::json(&all.iter().map(value).collect::<Value>());
        return Ok(());
    }
    for one in all.iter() {
        let said = match one.allowed {
            Some(true) => "allowed",
            Some(false) => "refused",
            None => "not reviewed",
        };
        let (voices, expected) = (one.trend.voices, one.trend.expected);
        out::line(format!("{}  {voices} voices, {expected:.1} expected  {said}", one.subject));
    }
    Ok(())
}
