//! In which of the member's lists somebody is.

use super::super::{Frame, page};
use crate::problem::Result;
use crate::sent::Sent;
use crate::show::person::Person;
use crate::visit::{Guest, Visit, go};
use app::Error;
use askama::Template;
use axum::extract::Path;
use axum::{Extension, Form};
use http::StatusCode;
use model::{AccountId, List, ListId};

#[derive(Template)]
#[template(path = "lists/with.html")]
struct With {
    frame: Frame,
    person: Person,
    /// The member's lists, and whether this account is in them.
    lists: Vec<(List, bool)>,
    wrong: Option<String>,
}

/// `GET /lists/with/{account}`
pub(super) async fn show(Extension(visit): Guest, Path(account): Path<AccountId>) -> Result {
    shown(&visit, StatusCode::OK, account, None).await
}

async fn shown(visit: &Visit, status: StatusCode, account: AccountId, wrong: Option<String>) -> Result {
    let me = visit.actor()?.account;
    let person = Person::new(&visit.app().account(account).await?);
    let lists = standing(visit, me, account).await?;
    let title = visit.speech.with("list-with", "name", &person.handle);
    let frame = Frame { index: false, ..Frame::new(visit, title) };
    page(status, &With { frame, person, lists, wrong })
}

async fn standing(visit: &Visit, me: AccountId, account: AccountId) -> Result<Vec<(List, bool)>> {
    let holding = visit.app().lists_holding(me, account).await?;
    let holds = |list: &List| holding.iter().any(|holding| holding.id == list.id);
    let with_mark = |list: List| {
        let held = holds(&list);
        (list, held)
    };
    Ok(visit.app().lists(me).await?.into_iter().map(with_mark).collect())
}

/// `POST /lists/with/{account}`: the account is in the lists that are ticked, and in no other.
pub(super) async fn save(
    Extension(visit): Guest,
    Path(account): Path<AccountId>,
    Form(sent): Form<Sent>,
) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?;
    let them = visit.app().account(account).await?;
    let wanted: Vec<ListId> = sent.all("list").filter_map(|id| id.parse().ok()).collect();
    let mut full = None;
    for (list, held) in standing(&visit, me.account, account).await? {
        let done = match (held, wanted.contains(&list.id)) {
            (false, true) => visit.app().add_to_list(me, list.id, vec![account]).await,
            (true, false) => visit.app().remove_from_list(me, list.id, vec![account]).await,
            _ => Ok(()),
        };
        match done {
            Ok(()) => {}
            Err(Error::Invalid(_)) => full = Some(list.title),
            Err(error) => return Err(error.into()),
        }
    }
    match full {
        None => go(&format!("/@{}?told=saved", them.acct())),
        Some(title) => {
            let wrong = visit.speech.with("list-with-full", "name", &title);
            shown(&visit, StatusCode::UNPROCESSABLE_ENTITY, account, Some(wrong)).await
        }
    }
}
