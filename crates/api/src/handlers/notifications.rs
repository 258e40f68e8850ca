//! Notifications, one by one.

use crate::call::Call;
use crate::error::Result;
use crate::params::Params;
use crate::render::json::array;
use crate::reply::Reply;
use app::NotificationFilter;
use model::{NotificationId, NotificationKind};
use serde_json::json;

/// Unread notifications counted by default.
const COUNTED: usize = 100;
/// Unread notifications counted at most.
const MOST_COUNTED: usize = 1_000;

/// `GET /api/v1/notifications`
pub(crate) async fn index(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let told = call.api.app.notifications(me, filter(&call.params), call.page(40, 80)?).await?;
    let body = array(call.api.notifications(me, &told).await?);
    let edge = |told: Option<&model::Notification>| told.map(|told| told.id.0);
    Ok(Reply::bytes(body).links(&call, edge(told.first()), edge(told.last())))
}

/// `GET /api/v1/notifications/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let told = call.api.app.notification(me, call.path("id")?).await?;
    if told.kind.is_ours() {
        return Err(crate::error::Error::not_found());
    }
    let body = call.api.notifications(me, &[told]).await?.pop();
    Ok(Reply::bytes(body.ok_or_else(crate::error::Error::not_found)?))
}

/// `GET /api/v1/notifications/unread_count`
pub(crate) async fn unread_count(call: Call) -> Result<Reply> {
    let most = call.limit(COUNTED, MOST_COUNTED);
    let count = call.api.app.unread_notifications(call.me()?.account, filter(&call.params), most).await?;
    Ok(Reply::value(&json!({ "count": count })))
}

/// `POST /api/v1/notifications/clear`
pub(crate) async fn clear(call: Call) -> Result<Reply> {
    call.api.app.clear_notifications(call.me()?.account).await?;
    Ok(Reply::empty())
}

/// `POST /api/v1/notifications/:id/dismiss`
pub(crate) async fn dismiss(call: Call) -> Result<Reply> {
    let id: NotificationId = call.path("id")?;
    take_away(&call, id).await
}

/// `POST /api/v1/notifications/dismiss`, with the id in the body as apps sent it before 2019.
pub(crate) async fn dismiss_named(call: Call) -> Result<Reply> {
    let id: NotificationId = call.params.parsed("id").ok_or_else(crate::error::Error::not_found)?;
    take_away(&call, id).await
}

async fn take_away(call: &Call, id: NotificationId) -> Result<Reply> {
    call.api.app.dismiss_notification(call.me()?.account, id).await?;
    Ok(Reply::empty())
}

/// Which notifications a client asks for. A kind nobody knows is a kind there is none of.
pub(super) fn filter(params: &Params) -> NotificationFilter {
    let named = |name: &str| kinds(&params.texts(name));
    let (wanted, unwanted) = (params.has("types").then(|| named("types")), named("exclude_types"));
    let wanted = wanted.filter(|_| !params.texts("types").is_empty());
    // Clients of this API know nothing of ours, which have calls of their own.
    let known = || NotificationKind::ALL.into_iter().filter(|kind| !kind.is_ours()).collect();
    let all: Vec<NotificationKind> = wanted.unwrap_or_else(known);
    let kinds = all.into_iter().filter(|kind| !kind.is_ours() && !unwanted.contains(kind)).collect();
    NotificationFilter {
        kinds: Some(kinds),
        from: params.parsed("account_id"),
        filtered: params.flag("include_filtered").unwrap_or(false),
    }
}

/// Kinds by the words clients use; what is none is left out.
pub(super) fn kinds(words: &[String]) -> Vec<NotificationKind> {
    words.iter().filter_map(|word| NotificationKind::from_word(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::read_query;

    fn asked(query: &str) -> NotificationFilter {
        filter(&read_query(query).unwrap())
    }

    #[test]
    fn what_is_excluded_is_taken_from_what_is_wanted() {
        let all = asked("").kinds.unwrap();
        assert!(all.len() == 12 && all.iter().all(|kind| !kind.is_ours()), "{all:?}");
        assert_eq!(asked("types[]=braise.forecast_up").kinds, Some(vec![]), "not even by name");
        assert_eq!(
            asked("types[]=mention&types[]=poll&exclude_types[]=poll").kinds,
            Some(vec![NotificationKind::Mention])
        );
        assert_eq!(asked("types[]=nonsense").kinds, Some(vec![]));
        let all_but_one = asked("exclude_types[]=follow").kinds.unwrap();
        assert_eq!(all_but_one.len(), all.len() - 1);
    }
}
