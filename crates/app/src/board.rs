//! What whoever runs the server puts on its notice board: rules of the house, announcements.

use crate::publish::Names;
use crate::read::board::Announcement;
use crate::views::Observer;
use crate::{Actor, App, Error, Result};
use model::limits::{ANNOUNCEMENT_CHARACTERS, RULE_CHARACTERS};
use model::{Event, Logged, Time};
use parking_lot::Mutex;
use store::board::NewAnnouncement;
use store::server::Rule;
use text::Format;

/// Whether anything is announced, so that pages of a quiet server ask nothing. Counts changes, so that
/// an answer read before one is not kept after it.
#[derive(Default)]
pub(crate) struct Board(Mutex<(u64, Option<bool>)>);

impl Observer for Board {
    fn observe(&self, logged: &Logged) {
        if matches!(logged.event, Event::Announced { .. } | Event::AnnouncementEnded { .. }) {
            let mut kept = self.0.lock();
            *kept = (kept.0 + 1, None);
        }
    }
}

/// What is announced.
#[derive(Clone, Debug, Default)]
pub struct Announcing {
    /// The words, Markdown.
    pub text: String,
    /// When what it announces begins.
    pub starts_at: Option<Time>,
    /// When that ends, and the announcement with it.
    pub ends_at: Option<Time>,
    /// Only the days matter.
    pub all_day: bool,
}

impl App {
    /// Announcements a member has not dismissed; costs nothing while there are none.
    pub async fn new_announcements(&self, me: Actor) -> Result<Vec<Announcement>> {
        let (change, any) = *self.inner.board.0.lock();
        if any == Some(false) {
            return Ok(Vec::new());
        }
        let all = self.announcements(me, true).await?;
        let mut kept = self.inner.board.0.lock();
        if kept.0 == change {
            kept.1 = Some(!all.is_empty());
        }
        Ok(all.into_iter().filter(|announcement| !announcement.read).collect())
    }

    /// Adds a rule after the others.
    pub async fn add_rule(&self, text: &str, hint: &str) -> Result<Rule> {
        let rule = Rule { id: self.id(), text: text.trim().to_owned(), hint: hint.trim().to_owned() };
        within("A rule", &rule.text, RULE_CHARACTERS)?;
        if !rule.hint.is_empty() {
            within("What explains a rule", &rule.hint, RULE_CHARACTERS)?;
        }
        let (kept, now) = (rule.clone(), self.now());
        self.write(move |tx| {
            Box::pin(async move {
                store::server::add_rule(tx, &kept).await?;
                tx.log(now, Event::ServerChanged);
                Ok(())
            })
        })
        .await?;
        Ok(rule)
    }

    /// Removes a rule. Reports that name it keep its number.
    pub async fn remove_rule(&self, id: i64) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                if !store::server::remove_rule(tx, id).await? {
                    return Err(Error::NotFound);
                }
                tx.log(now, Event::ServerChanged);
                Ok(())
            })
        })
        .await
    }

    /// Tells all members something; its id.
    pub async fn announce(&self, announcing: Announcing) -> Result<i64> {
        let Announcing { text, starts_at, ends_at, all_day } = announcing;
        let (id, now, text) = (self.id(), self.now(), text::input::lines(text.trim()));
        within("An announcement", &text, ANNOUNCEMENT_CHARACTERS)?;
        if ends_at.is_some_and(|end| end <= starts_at.unwrap_or(now)) {
            return Err(Error::invalid("An announcement ends after it begins"));
        }
        let names = Names::look_up(self, text::mentioned(&text, Format::Markdown)).await?;
        let html = text::render(&text, Format::Markdown, &names).html;
        let new = NewAnnouncement { id, text, html, published_at: now, starts_at, ends_at, all_day };
        self.write(move |tx| {
            Box::pin(async move {
                store::board::announce(tx, &new).await?;
                tx.log(now, Event::Announced { announcement: id });
                Ok(())
            })
        })
        .await?;
        Ok(id)
    }

    /// Takes an announcement down.
    pub async fn end_announcement(&self, id: i64) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                if !store::board::remove_announcement(tx, id).await? {
                    return Err(Error::NotFound);
                }
                tx.log(now, Event::AnnouncementEnded { announcement: id });
                Ok(())
            })
        })
        .await
    }
}

/// Refuses a text that is empty or too long.
fn within(what: &str, text: &str, most: usize) -> Result<()> {
    match text.chars().count() {
        0 => Err(Error::invalid(format!("{what} cannot be empty"))),
        long if long > most => {
            Err(Error::invalid(format!("{what} has at most {most} characters; this one has {long}")))
        }
        _ => Ok(()),
    }
}
