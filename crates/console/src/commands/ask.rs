//! `braise ask`.

use super::{inside, with_app};
use crate::cli::{AskCommand, Places};
use crate::out;
use crate::settings::Loaded;
use app::{Ask, NewAsk};
use serde_json::{Value, json};

pub fn run(loaded: &Loaded, places: &Places, command: AskCommand) -> anyhow::Result<()> {
    with_app(loaded, |app| async move {
        match command {
            AskCommand::Add { title, purpose, licence, offer } => {
                let new = NewAsk { title, purpose: purpose.parse()?, licence, offer };
                let ask = app.add_ask(new).await.map_err(inside)?;
                out::remark("Members are asked now.");
                if places.json {
                    out::json(&value(&ask));
                } else {
                    out::line(ask.id.to_string());
                }
            }
            AskCommand::Close { id } => {
                app.close_ask(id).await.map_err(|error| match error {
                    app::Error::NotFound => anyhow::anyhow!("there is no open ask {id}"),
                    other => inside(other),
                })?;
                out::remark("Nobody is asked any more.");
            }
            AskCommand::List => {
                let asks = app.asks().await.map_err(inside)?;
                if places.json {
                    out::json(&asks.iter().map(value).collect());
                } else {
                    asks.iter().for_each(|ask| {
                        out::line(format!(
                            "{}  {}  {} accepted  {}",
                            ask.id, ask.purpose, ask.accepted, ask.title
                        ));
                    });
                }
            }
        }
        Ok(())
    })
}

fn value(ask: &Ask) -> Value {
    json!({
        "id": ask.id.to_string(),
        "title": ask.title,
        "purpose": ask.purpose.word(),
        "licence": ask.licence,
        "offer": ask.offer,
        "created_at": ask.created_at.iso(),
        "closed_at": ask.closed_at.map(model::Time::iso),
        "accepted": ask.accepted,
        "declined": ask.declined,
    })
}
