//! Telling the moderators of an account.

use crate::jobs::{Job, later};
use crate::notify::tell_moderators;
use crate::{Actor, App, Error, Result};
use model::limits::{REPORT_CHARACTERS, REQUEST_ITEMS};
use model::notification::NotificationKind;
use model::{AccountId, PostId};
use std::collections::HashSet;
use store::reports::Report;

/// What clients may file a report under.
const CATEGORIES: [&str; 4] = ["spam", "legal", "violation", "other"];

/// A report to make.
#[derive(Clone, Debug, Default)]
pub struct NewReport {
    /// Whom.
    pub target: AccountId,
    /// Posts of theirs that show it.
    pub posts: Vec<PostId>,
    /// Rules that were broken.
    pub rules: Vec<i64>,
    /// In the reporter's words.
    pub comment: String,
    /// `spam`, `legal`, `violation` or `other`; none is `violation` with rules and `other` without.
    pub category: Option<String>,
    /// Whether the other's server is to be told.
    pub forward: bool,
}

impl App {
    /// Reports by their ids, for moderators who were told of them.
    pub async fn reports(&self, ids: &[i64]) -> Result<Vec<Report>> {
        Ok(store::reports::by_ids(&mut self.read().await?, ids).await?)
    }

    /// What was reported, the newest first, for moderators; others are not told that there is such a list.
    pub async fn all_reports(&self, me: Actor, before: Option<i64>, most: usize) -> Result<Vec<Report>> {
        let mut rows = self.read().await?;
        let asking = store::accounts::get(&mut rows, me.account).await?.ok_or(Error::LoggedOut)?;
        if asking.role == model::Role::Member {
            return Err(Error::NotFound);
        }
        Ok(store::reports::page(&mut rows, before, most).await?)
    }

    /// Reports an account. Posts that are not the account's, or that the reporter may not see,
    /// cannot be found: nothing of them is told back.
    pub async fn report(&self, me: Actor, new: NewReport) -> Result<Report> {
        let (id, now, me) = (self.id(), self.now(), me.account);
        let comment = text::input::lines(&new.comment).trim().to_owned();
        if comment.chars().count() > REPORT_CHARACTERS {
            return Err(Error::invalid(format!(
                "Validation failed: Comment is too long (maximum is {REPORT_CHARACTERS} characters)"
            )));
        }
        let given = new.category.as_deref().unwrap_or("other");
        if !CATEGORIES.contains(&given) {
            return Err(Error::invalid("Validation failed: Category is not included in the list"));
        }
        let category = if new.rules.is_empty() { given } else { "violation" }.to_owned();
        let (mut posts, mut rules) = (new.posts, new.rules);
        posts.truncate(REQUEST_ITEMS);
        rules.truncate(REQUEST_ITEMS);
        let target = new.target;
        let forward = new.forward;
        let hints = self.has_hints();
        let report = self
            .write(move |tx| {
                Box::pin(async move {
                    store::accounts::get(tx, target).await?.ok_or(Error::NotFound)?;
                    let seen = store::visibility::visible_among(tx, &posts, Some(me)).await?;
                    let theirs = store::posts::authors(tx, &posts).await?;
                    let theirs: HashSet<PostId> = theirs
                        .into_iter()
                        .filter(|(_, author)| *author == target)
                        .map(|(post, _)| post)
                        .collect();
                    if seen.len() != posts.len() || posts.iter().any(|post| !theirs.contains(post)) {
                        return Err(Error::NotFound);
                    }
                    let known = store::server::rules(tx).await?;
                    if !rules.iter().all(|rule| known.iter().any(|known| known.id == *rule)) {
                        return Err(Error::invalid(
                            "Validation failed: Rule ids does not reference valid rules",
                        ));
                    }
                    let report = Report {
                        id,
                        account: me,
                        target,
                        posts,
                        rules,
                        comment,
                        category,
                        forward,
                        created_at: now,
                    };
                    store::reports::insert(tx, &report).await?;
                    tell_moderators(tx, now, NotificationKind::Report, me, Some(id)).await?;
                    if hints && !report.posts.is_empty() {
                        later(tx, &Job::HintReport { report: id }, None, now).await?;
                    }
                    Ok(report)
                })
            })
            .await?;
        self.noticed(me, target, &report.posts, feed::Kind::Report);
        Ok(report)
    }
}
