//! `braise account`.

use super::{account_named, inside, with_app};
use crate::cli::{AccountCommand, Places};
use crate::out;
use crate::settings::Loaded;
use app::{App, Joining};
use model::{AccountId, Role};
use serde_json::{Value, json};

/// Accounts listed with one question to the database.
const AT_ONCE: usize = 500;

pub fn run(loaded: &Loaded, places: &Places, command: AccountCommand) -> anyhow::Result<()> {
    let json = places.json;
    with_app(loaded, |app| async move {
        match command {
            AccountCommand::Create { name, email, password, admin } => {
                create(&app, json, name, email, password, admin).await
            }
            AccountCommand::List => list(&app, json).await,
            AccountCommand::Approve { name } => {
                let account = account_named(&app, &name).await?;
                app.approve(account.id).await.map_err(inside)?;
                done(json, &account.username, "may come in now")
            }
            AccountCommand::Suspend { name } => {
                let account = account_named(&app, &name).await?;
                app.set_suspended(account.id, true).await.map_err(inside)?;
                done(json, &account.username, "is suspended: sessions have ended, posts are hidden")
            }
            AccountCommand::Restore { name } => {
                let account = account_named(&app, &name).await?;
                app.set_suspended(account.id, false).await.map_err(inside)?;
                done(json, &account.username, "is back")
            }
            AccountCommand::Erase { name, yes } => erase(&app, json, &name, yes).await,
            AccountCommand::Password { name, password } => set_password(&app, json, &name, password).await,
        }
    })
}

fn done(json: bool, name: &str, sentence: &str) -> anyhow::Result<()> {
    if json {
        out::json(&json!({ "username": name }));
    } else {
        out::line(format!("{name} {sentence}."));
    }
    Ok(())
}

async fn create(
    app: &App,
    json: bool,
    username: String,
    email: String,
    password: Option<String>,
    admin: bool,
) -> anyhow::Result<()> {
    let (password, made_up) = given_or_made_up(password);
    let role = if admin { Role::Admin } else { Role::Member };
    let joining =
        Joining { username, email, password: password.clone(), agreement: true, ..Joining::default() };
    let id = app.make_account(joining, role).await.map_err(inside)?;
    let account = app.account(id).await.map_err(inside)?;
    if json {
        let mut told = describe(app, &account).await?;
        if made_up {
            told["password"] = Value::from(password);
        }
        out::json(&told);
        return Ok(());
    }
    let place = format!("@{}@{}", account.username, app.config().domain);
    out::line(format!("{place} is made{}.", if admin { ", and may administer" } else { "" }));
    if made_up {
        out::line(format!("Password, shown this once: {password}"));
    }
    Ok(())
}

async fn erase(app: &App, json: bool, name: &str, yes: bool) -> anyhow::Result<()> {
    let account = account_named(app, name).await?;
    anyhow::ensure!(yes, "{} would be erased for good; say --yes if that is meant", account.username);
    let receipt = app.erase_account(account.id).await.map_err(inside)?;
    let place = app.config().absolute(&format!("/erased/{receipt}"));
    if json {
        out::json(&json!({ "username": account.username, "receipt": place }));
    } else {
        out::line(format!(
            "{} is gone from all pages; the files follow while the server runs.",
            account.username
        ));
        out::line(format!("Receipt: {place}"));
    }
    Ok(())
}

async fn set_password(app: &App, json: bool, name: &str, password: Option<String>) -> anyhow::Result<()> {
    let account = account_named(app, name).await?;
    let (password, made_up) = given_or_made_up(password);
    app.set_password(account.id, &password, None).await.map_err(inside)?;
    if json {
        let shown = made_up.then_some(password);
        out::json(&json!({ "username": account.username, "password": shown }));
        return Ok(());
    }
    out::line(format!("{} has a new password; all sessions have ended.", account.username));
    if made_up {
        out::line(format!("Password, shown this once: {password}"));
    }
    Ok(())
}

fn given_or_made_up(password: Option<String>) -> (String, bool) {
    let made_up = password.is_none();
    (password.unwrap_or_else(app::made_up_password), made_up)
}

async fn list(app: &App, json: bool) -> anyhow::Result<()> {
    let mut after = AccountId(0);
    let mut all = Vec::new();
    loop {
        let accounts = app.members_after(after, AT_ONCE).await.map_err(inside)?;
        let Some(last) = accounts.last() else { break };
        after = last.id;
        for account in &accounts {
            let told = describe(app, account).await?;
            if json {
                all.push(told);
            } else {
                out::line(line_of(&told));
            }
        }
    }
    if json {
        out::json(&Value::from(all));
    }
    Ok(())
}

async fn describe(app: &App, account: &model::Account) -> anyhow::Result<Value> {
    let member = app.member(account.id).await.map_err(inside)?;
    let role = match account.role {
        Role::Member => "member",
        Role::Moderator => "moderator",
        Role::Admin => "admin",
    };
    let state = if account.suspended_at.is_some() {
        "suspended"
    } else if member.approved {
        "active"
    } else {
        "waiting"
    };
    Ok(json!({
        "id": account.id.to_string(), "username": account.username, "email": member.email, "role": role,
        "state": state, "created_at": account.created_at.iso(),
    }))
}

fn line_of(told: &Value) -> String {
    let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
    let (name, role, state) = (text("username"), text("role"), text("state"));
    let since = text("created_at").chars().take(10).collect::<String>();
    format!("{name:<30} {role:<9} {state:<9} {since} {}", text("email"))
}
