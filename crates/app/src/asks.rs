//! What curators ask members for. Whoever runs the server puts an ask up; each member answers for
//! themself. To accept is to say yes in one's own ledger, with the ask as the reason, and is taken back as
//! any yes is. To decline changes nothing: who never said yes has not given anything.

use crate::datasets::ASK_REASON;
use crate::{Actor, App, Error, Result, Saying, Through};
use consent::{Choice, Purpose, Subject};
use model::limits::{ASK_OFFER_CHARACTERS, ASK_TITLE_CHARACTERS};
use store::asks::Ask;

/// Asks shown at most.
const SHOWN: usize = 100;

/// What is to be asked.
#[derive(Clone, Debug)]
pub struct NewAsk {
    /// A title.
    pub title: String,
    /// What the posts are for.
    pub purpose: Purpose,
    /// Under what they are given.
    pub licence: String,
    /// What members get for it.
    pub offer: String,
}

impl App {
    /// Asks all members.
    pub async fn add_ask(&self, new: NewAsk) -> Result<Ask> {
        let title = filled("An ask's title", &new.title, ASK_TITLE_CHARACTERS)?;
        let licence = filled("An ask's licence", &new.licence, ASK_TITLE_CHARACTERS)?;
        let offer = filled("An ask's offer", &new.offer, ASK_OFFER_CHARACTERS)?;
        let ask = Ask {
            id: self.id(),
            title,
            purpose: new.purpose,
            licence,
            offer,
            created_at: self.now(),
            closed_at: None,
            accepted: 0,
            declined: 0,
        };
        let added = ask.clone();
        self.write(move |tx| Box::pin(async move { Ok(store::asks::add(tx, &added).await?) })).await?;
        Ok(ask)
    }

    /// Asks nobody any more. What was given before stays given.
    pub async fn close_ask(&self, id: i64) -> Result<()> {
        let now = self.now();
        let found =
            self.write(move |tx| Box::pin(async move { Ok(store::asks::close(tx, id, now).await?) })).await?;
        if found { Ok(()) } else { Err(Error::NotFound) }
    }

    /// The newest asks, closed ones among them.
    pub async fn asks(&self) -> Result<Vec<Ask>> {
        Ok(store::asks::all(&mut self.read().await?, SHOWN).await?)
    }

    /// One ask.
    pub async fn ask(&self, id: i64) -> Result<Option<Ask>> {
        Ok(store::asks::one(&mut self.read().await?, id).await?)
    }

    /// What a member answered: ask and whether they accepted.
    pub async fn ask_answers(&self, me: Actor) -> Result<Vec<(i64, bool)>> {
        Ok(store::asks::answers(&mut self.read().await?, me.account).await?)
    }

    /// A member's answer to an ask that is still open.
    pub async fn answer_ask(&self, me: Actor, through: Through, id: i64, accept: bool) -> Result<()> {
        let ask = store::asks::one(&mut self.read().await?, id).await?.ok_or(Error::NotFound)?;
        if ask.closed_at.is_some() {
            return Err(Error::invalid("This ask is closed."));
        }
        if accept {
            let reason = format!("{ASK_REASON}{id} {}", ask.title);
            let saying = Saying { purpose: ask.purpose, choice: Choice::Yes, reason };
            self.set_consent(me, through, Subject::Account, vec![saying]).await?;
        }
        let now = self.now();
        let account = me.account;
        self.write(move |tx| {
            Box::pin(async move { Ok(store::asks::answer(tx, id, account, accept, now).await?) })
        })
        .await
    }

    /// For each purpose, how many members say yes for all they write.
    pub async fn consenting(&self) -> Result<Vec<(Purpose, i64)>> {
        let mut conn = self.read().await?;
        let mut all = Vec::with_capacity(Purpose::ALL.len());
        for purpose in Purpose::ALL {
            all.push((purpose, store::asks::consenting(&mut conn, purpose).await?));
        }
        Ok(all)
    }
}

fn filled(what: &str, text: &str, most: usize) -> Result<String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Error::invalid(format!("{what} cannot be empty."))),
        count if count > most => Err(Error::invalid(format!("{what} has at most {most} characters."))),
        _ => Ok(text.to_owned()),
    }
}
