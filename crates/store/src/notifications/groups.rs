//! Notifications in groups: what happened to one thing within a few hours, told as one.

use super::shown::Wanted;
use super::{COLUMNS, from_row};
use crate::{Conn, Result, args, list};
use model::{AccountId, Cursor, Notification, NotificationId, NotificationKind, Page, PostId, Time};
use std::collections::HashMap;

/// Senders named of each group.
const SAMPLE: i64 = 8;
/// How many notifications an unread count looks at for each group it may count.
const DEPTH: usize = 4;

/// A group, or a single notification that belongs to none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its key.
    pub key: String,
    /// Why.
    pub kind: NotificationKind,
    /// The newest notification in it.
    pub newest: NotificationId,
    /// How many there are in it.
    pub count: i64,
    /// The oldest of the page.
    pub page_min: NotificationId,
    /// When the newest came.
    pub latest_at: Time,
    /// Who did it last.
    pub sample: Vec<AccountId>,
    /// To or with which post.
    pub post: Option<PostId>,
    /// Of which report.
    pub report: Option<i64>,
}

/// A page of groups, with the newest and the oldest id it spans: where the next pages begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupPage {
    /// The groups, the one with the newest notification first.
    pub groups: Vec<Group>,
    /// The span; none for an empty page.
    pub span: Option<(i64, i64)>,
}

/// What a notification is grouped by when only these kinds are grouped.
fn key_of(notification: &Notification, grouped: &[NotificationKind]) -> String {
    if grouped.contains(&notification.kind) {
        notification.group.clone()
    } else {
        format!("ungrouped-{}", notification.id)
    }
}

/// A page of groups. A group that reaches beyond the page shows again on the next one, with what is
/// older; clients put the parts together by its key.
pub async fn page(
    conn: &mut Conn,
    wanted: &Wanted,
    grouped: &[NotificationKind],
    page: Page,
) -> Result<GroupPage> {
    let seeds = seeds(conn, wanted, grouped, page).await?;
    let ids = seeds.iter().map(|(_, seed)| seed.id.0);
    let (Some(low), Some(high)) = (ids.clone().min(), ids.max()) else { return Ok(GroupPage::default()) };
    let mut groups = fill(conn, wanted, seeds, low, high).await?;
    groups.sort_unstable_by_key(|group| std::cmp::Reverse(group.newest));
    Ok(GroupPage { groups, span: Some((high, low)) })
}

/// One notification of each group, walking from the page's edge until there are enough.
async fn seeds(
    conn: &mut Conn,
    wanted: &Wanted,
    grouped: &[NotificationKind],
    page: Page,
) -> Result<Vec<(String, Notification)>> {
    let mut seeds: Vec<(String, Notification)> = Vec::new();
    let Cursor { mut max, mut min, .. } = page.cursor;
    while seeds.len() < page.limit {
        let (condition, mut args) = wanted.condition();
        let at = args.len();
        args.extend(args![max.unwrap_or(i64::MAX), min.max(page.cursor.since).unwrap_or(0), page.limit]);
        let known: Vec<&str> = seeds.iter().map(|(key, _)| key.as_str()).collect();
        let known = list(&mut args, &known);
        let new = if seeds.is_empty() { String::new() } else { format!("and n.group_key not in ({known})") };
        let sql = format!(
            "select {COLUMNS} from notifications n where n.id < ${} and n.id > ${} {new} and {condition} \
             order by n.id {} limit ${}",
            at + 1,
            at + 2,
            if page.cursor.climbs() { "asc" } else { "desc" },
            at + 3
        );
        let rows = conn.rows(&sql, args).await?;
        for row in &rows {
            let seed = from_row(row)?;
            let edge = Some(seed.id.0);
            if page.cursor.climbs() {
                min = edge;
            } else {
                max = edge;
            }
            let key = key_of(&seed, grouped);
            if seeds.len() < page.limit && !seeds.iter().any(|(known, _)| *known == key) {
                seeds.push((key, seed));
            }
        }
        if rows.len() < page.limit {
            break;
        }
    }
    Ok(seeds)
}

/// Counts and samples of the seeds' groups, of notifications up to `high`.
async fn fill(
    conn: &mut Conn,
    wanted: &Wanted,
    seeds: Vec<(String, Notification)>,
    low: i64,
    high: i64,
) -> Result<Vec<Group>> {
    let keys: Vec<&str> =
        seeds.iter().filter(|(key, seed)| *key == seed.group).map(|(key, _)| key.as_str()).collect();
    let (condition, mut args) = wanted.condition();
    let at = args.len();
    args.extend(args![high, low, SAMPLE]);
    let keys = list(&mut args, &keys);
    let (upto, from, sample) = (at + 1, at + 2, at + 3);
    let sql = format!(
        "select n.group_key, count(*), max(n.id), min(case when n.id >= ${from} then n.id end), max(n.created_at) \
         from notifications n where {condition} and n.id <= ${upto} and ${sample} > 0 and n.group_key in ({keys}) \
         group by n.group_key"
    );
    let mut totals = HashMap::new();
    for row in conn.rows(&sql, args.clone()).await? {
        let newest: NotificationId = row.id(2)?;
        let oldest = row.opt_id(3)?.unwrap_or(newest);
        totals.insert(row.text(0)?, (row.int(1)?, newest, oldest, row.time(4)?));
    }
    let sql = format!(
        "select group_key, from_id from (select n.group_key, n.from_id, n.id, \
         row_number() over (partition by n.group_key order by n.id desc) as place \
         from notifications n where {condition} and n.id <= ${upto} and ${from} >= 0 and n.group_key in ({keys})) as newest \
         where place <= ${sample} order by id desc"
    );
    let mut samples: HashMap<String, Vec<AccountId>> = HashMap::new();
    for row in conn.rows(&sql, args).await? {
        let sample = samples.entry(row.text(0)?).or_default();
        let sender = row.id(1)?;
        if !sample.contains(&sender) {
            sample.push(sender);
        }
    }
    let group = |(key, seed): (String, Notification)| {
        let alone = (1, seed.id, seed.id, seed.created_at);
        let (count, newest, page_min, latest_at) = totals.get(&key).copied().unwrap_or(alone);
        let sample = samples.remove(&key).unwrap_or_else(|| vec![seed.from]);
        Group {
            key,
            kind: seed.kind,
            newest,
            count,
            page_min,
            latest_at,
            sample,
            post: seed.post,
            report: seed.report,
        }
    };
    Ok(seeds.into_iter().map(group).collect())
}

/// The notifications of a group's key, newest first.
pub async fn members(conn: &mut Conn, wanted: &Wanted, key: &str, page: Page) -> Result<Vec<Notification>> {
    let (condition, mut args) = wanted.condition();
    let at = args.len();
    let (column, value) = column_of(key);
    args.push(value);
    args.extend(args![page.cursor.upper(), page.cursor.lower(), page.limit]);
    let sql = format!(
        "select {COLUMNS} from notifications n where {condition} and n.{column} = ${} and n.id < ${} and n.id > ${} \
         order by n.id {} limit ${}",
        at + 1,
        at + 2,
        at + 3,
        if page.cursor.climbs() { "asc" } else { "desc" },
        at + 4
    );
    let mut found: Vec<Notification> =
        conn.rows(&sql, args).await?.iter().map(from_row).collect::<Result<_>>()?;
    found.sort_unstable_by_key(|notification| std::cmp::Reverse(notification.id));
    Ok(found)
}

/// The whole group of a key.
pub async fn get(conn: &mut Conn, wanted: &Wanted, key: &str) -> Result<Option<Group>> {
    let Some(seed) = members(conn, wanted, key, Page::first(1)).await?.pop() else { return Ok(None) };
    Ok(fill(conn, wanted, vec![(key.to_owned(), seed)], 0, i64::MAX).await?.pop())
}

/// Removes a group.
pub async fn remove(conn: &mut Conn, owner: AccountId, key: &str) -> Result<()> {
    let (column, value) = column_of(key);
    let sql = format!("delete from notifications where owner_id = $1 and {column} = $2");
    conn.execute(&sql, vec![owner.into(), value]).await.map(|_| ())
}

/// How many groups have notifications after an id, counted no further than `most`.
pub async fn count_after(
    conn: &mut Conn,
    wanted: &Wanted,
    grouped: &[NotificationKind],
    after: i64,
    most: usize,
) -> Result<i64> {
    let (condition, mut args) = wanted.condition();
    let at = args.len();
    args.extend(args![after, most.saturating_mul(DEPTH)]);
    let words: Vec<&str> = grouped.iter().map(|kind| kind.word()).collect();
    let grouped = list(&mut args, &words);
    let sql = format!(
        "select count(distinct case when kind in ({grouped}) then group_key else cast(id as text) end) \
         from (select n.id, n.kind, n.group_key from notifications n where {condition} and n.id > ${} \
         order by n.id desc limit ${}) as newest",
        at + 1,
        at + 2
    );
    Ok(conn.number(&sql, args).await?.min(i64::try_from(most).unwrap_or(i64::MAX)))
}

/// How a key is looked up: a notification asked for by itself is named by its id.
fn column_of(key: &str) -> (&'static str, crate::Arg) {
    match key.strip_prefix("ungrouped-").and_then(|id| id.parse::<i64>().ok()) {
        Some(id) => ("id", id.into()),
        None => ("group_key", key.into()),
    }
}
