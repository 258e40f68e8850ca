//! `braise rule` and `braise announcement`.

use super::{inside, with_app};
use crate::cli::{AnnouncementCommand, Places, RuleCommand};
use crate::out;
use crate::settings::Loaded;
use app::read::board::Announcement;
use app::{Announcing, App};
use model::Time;
use serde_json::json;

pub fn rule(loaded: &Loaded, places: &Places, command: RuleCommand) -> anyhow::Result<()> {
    with_app(loaded, |app| async move {
        match command {
            RuleCommand::Add { text, hint } => {
                let rule = app.add_rule(&text, &hint).await.map_err(inside)?;
                added(places, rule.id, "The rule stands now.");
            }
            RuleCommand::Remove { id } => {
                app.remove_rule(id).await.map_err(|error| named(error, "rule", id))?;
                out::remark("The rule is gone.");
            }
            RuleCommand::List => rules(&app, places).await?,
        }
        Ok(())
    })
}

pub fn announcement(loaded: &Loaded, places: &Places, command: AnnouncementCommand) -> anyhow::Result<()> {
    with_app(loaded, |app| async move {
        match command {
            AnnouncementCommand::Add { text, starts, ends, all_day } => {
                let announcing = Announcing { text, starts_at: starts, ends_at: ends, all_day };
                added(places, app.announce(announcing).await.map_err(inside)?, "All members are told.");
            }
            AnnouncementCommand::Remove { id } => {
                app.end_announcement(id).await.map_err(|error| named(error, "announcement", id))?;
                out::remark("The announcement is taken down.");
            }
            AnnouncementCommand::List => announcements(&app, places).await?,
        }
        Ok(())
    })
}

fn added(places: &Places, id: i64, remark: &str) {
    out::remark(remark);
    if places.json {
        out::json(&json!({ "id": id.to_string() }));
    } else {
        out::line(id.to_string());
    }
}

fn named(error: app::Error, what: &str, id: i64) -> anyhow::Error {
    match error {
        app::Error::NotFound => anyhow::anyhow!("there is no {what} {id}"),
        other => inside(other),
    }
}

async fn rules(app: &App, places: &Places) -> anyhow::Result<()> {
    let rules = app.rules().await.map_err(inside)?;
    if places.json {
        let value =
            |rule: &app::Rule| json!({ "id": rule.id.to_string(), "text": rule.text, "hint": rule.hint });
        out::json(&rules.iter().map(value).collect());
    } else {
        rules.iter().for_each(|rule| out::line(format!("{}  {}", rule.id, rule.text)));
    }
    Ok(())
}

async fn announcements(app: &App, places: &Places) -> anyhow::Result<()> {
    let all = app.all_announcements().await.map_err(inside)?;
    if places.json {
        let value = |one: &Announcement| {
            json!({
                "id": one.id.to_string(),
                "content": one.html,
                "published_at": one.published_at.iso(),
                "starts_at": one.starts_at.map(Time::iso),
                "ends_at": one.ends_at.map(Time::iso),
                "all_day": one.all_day,
            })
        };
        out::json(&all.iter().map(value).collect());
    } else {
        all.iter().for_each(|one| out::line(format!("{}  {}  {}", one.id, one.published_at.iso(), one.html)));
    }
    Ok(())
}
