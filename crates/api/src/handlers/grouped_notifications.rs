//! Notifications in groups.

use super::notifications::{filter, kinds};
use crate::call::Call;
use crate::entities::notification::group;
use crate::error::{Error, Result};
use crate::params::Params;
use crate::render::json::{Object, array};
use crate::reply::Reply;
use app::Group;
use model::{AccountId, FilterContext, NotificationKind};
use serde_json::{Value, json};

/// What can be grouped.
const GROUPABLE: [NotificationKind; 4] =
    [NotificationKind::Like, NotificationKind::Repost, NotificationKind::Follow, NotificationKind::SignUp];
/// Unread groups counted by default, and at most.
const COUNTED: (usize, usize) = (100, 1_000);

/// `GET /api/v2/notifications`
pub(crate) async fn index(call: Call) -> Result<Reply> {
    let me = call.me()?.account;
    let partial = only_avatars(&call.params)?;
    let page = call.page(40, 80)?;
    let page =
        call.api.app.notification_groups(me, filter(&call.params), &grouped(&call.params), page).await?;
    let body = results(&call, &page.groups, partial, true).await?;
    let (newest, oldest) = page.span.unzip();
    Ok(Reply::bytes(body).links(&call, newest, oldest))
}

/// `GET /api/v2/notifications/:group_key`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let key: String = call.path("group_key")?;
    let group = call.api.app.notification_group(call.me()?.account, &key).await?;
    Ok(Reply::bytes(results(&call, &[group], false, false).await?))
}

/// `GET /api/v2/notifications/:group_key/accounts`
pub(crate) async fn accounts(call: Call) -> Result<Reply> {
    let (key, page): (String, _) = (call.path("group_key")?, call.page(40, 80)?);
    let told = call.api.app.notifications_in_group(call.me()?.account, &key, page).await?;
    if told.is_empty() && page.cursor == model::Cursor::default() {
        return Err(Error::not_found());
    }
    let mut ids: Vec<AccountId> = Vec::with_capacity(told.len());
    for from in told.iter().map(|told| told.from) {
        if !ids.contains(&from) {
            ids.push(from);
        }
    }
    let body = call.api.accounts(&ids).await?;
    let edge = |told: Option<&model::Notification>| told.map(|told| told.id.0);
    Ok(Reply::bytes(body).links(&call, edge(told.first()), edge(told.last())))
}

/// `POST /api/v2/notifications/:group_key/dismiss`
pub(crate) async fn dismiss(call: Call) -> Result<Reply> {
    let key: String = call.path("group_key")?;
    call.api.app.dismiss_group(call.me()?.account, &key).await?;
    Ok(Reply::empty())
}

/// `GET /api/v2/notifications/unread_count`
pub(crate) async fn unread_count(call: Call) -> Result<Reply> {
    let most = call.limit(COUNTED.0, COUNTED.1);
    let (me, grouped) = (call.me()?.account, grouped(&call.params));
    let count = call.api.app.unread_groups(me, filter(&call.params), &grouped, most).await?;
    Ok(Reply::value(&json!({ "count": count })))
}

/// Which kinds the client wants grouped: all that can be, unless it says.
fn grouped(params: &Params) -> Vec<NotificationKind> {
    match params.texts("grouped_types") {
        words if words.is_empty() => GROUPABLE.to_vec(),
        words => kinds(&words).into_iter().filter(|kind| GROUPABLE.contains(kind)).collect(),
    }
}

/// Whether all but the newest account of each group are told in a few fields.
fn only_avatars(params: &Params) -> Result<bool> {
    match params.text("expand_accounts").as_deref() {
        None | Some("full") => Ok(false),
        Some("partial_avatars") => Ok(true),
        Some(other) => Err(Error::bad(format!(
            "Invalid value for 'expand_accounts': '{other}', allowed values are 'full' and 'partial_avatars'"
        ))),
    }
}

async fn results(call: &Call, groups: &[Group], partial: bool, on_page: bool) -> Result<Vec<u8>> {
    let (mut whole, mut faces): (Vec<AccountId>, Vec<AccountId>) = (Vec::new(), Vec::new());
    for group in groups {
        let full = if partial { 1 } else { group.sample.len() };
        whole.extend(group.sample.iter().take(full));
        faces.extend(group.sample.iter().skip(full));
    }
    let whole = once(whole);
    let faces: Vec<AccountId> = once(faces).into_iter().filter(|id| !whole.contains(id)).collect();
    let posts = once(groups.iter().filter_map(|group| group.post).collect());
    let viewer = call.viewer();
    let statuses = call.api.each_status(viewer, &posts, Some(FilterContext::Notifications)).await?;
    let accounts = call.api.faces(&whole).await?;
    let shown = groups.iter().filter(|group| group.post.is_none_or(|post| statuses.contains_key(&post)));
    let reports = call.api.reports_told(groups.iter().filter_map(|group| group.report)).await?;
    let written = |one: &Group| {
        let report = one.report.and_then(|report| reports.get(&report));
        group(one, report.map(Vec::as_slice), on_page)
    };
    let mut object = Object::new()
        .written("accounts", Some(&array(whole.iter().filter_map(|id| accounts.get(id)))))
        .written("statuses", Some(&array(posts.iter().filter_map(|id| statuses.get(id)))))
        .written("notification_groups", Some(&array(shown.map(written))));
    if partial {
        let accounts = call.api.account_values(&faces).await?;
        let accounts = faces.iter().filter_map(|id| accounts.get(id)).map(face);
        object = object.with("partial_accounts", accounts.collect::<Vec<_>>());
    }
    Ok(object.end())
}

/// What a stack of avatars needs of an account.
fn face(account: &Value) -> Value {
    let kept = ["id", "acct", "locked", "bot", "url", "avatar", "avatar_static", "avatar_description"];
    kept.into_iter()
        .map(|name| (name.to_owned(), account[name].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn once<T: Ord>(mut ids: Vec<T>) -> Vec<T> {
    ids.sort_unstable();
    ids.dedup();
    ids
}
