//! Blocking accounts and whole servers; notes and endorsements.

use crate::follow::end;
use crate::{Actor, App, Error, Result};
use model::limits::{ACCOUNT_NOTE_CHARACTERS, ENDORSEMENTS};
use model::{AccountId, Event};

impl App {
    /// Blocks an account: neither follows the other any more, nor sees the other's posts.
    pub async fn block(&self, me: Actor, target: AccountId) -> Result<()> {
        let (now, id, me) = (self.now(), self.id::<i64>(), me.account);
        if me == target {
            return Err(Error::forbidden());
        }
        self.write(move |tx| {
            Box::pin(async move {
                store::accounts::get(tx, target).await?.ok_or(Error::NotFound)?;
                end(tx, now, me, target).await?;
                end(tx, now, target, me).await?;
                store::relations::set_endorsed(tx, 0, me, target, false).await?;
                store::relations::add_block(tx, id, me, target).await?;
                store::notifications::forget_from(tx, me, target).await?;
                // The two share no row any more; whatever row they share, the one who blocks is in it.
                crate::datasets::renew_later(tx, me, now).await?;
                tx.log(now, Event::RelationChanged { source: me, target });
                Ok(())
            })
        })
        .await?;
        self.noticed(me, target, &[], feed::Kind::Mute);
        Ok(())
    }

    /// Ends a block.
    pub async fn unblock(&self, me: Actor, target: AccountId) -> Result<()> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                store::accounts::get(tx, target).await?.ok_or(Error::NotFound)?;
                store::relations::remove_block(tx, me, target).await?;
                tx.log(now, Event::RelationChanged { source: me, target });
                Ok(())
            })
        })
        .await
    }

    /// Writes a private note on an account.
    pub async fn set_account_note(&self, me: Actor, target: AccountId, note: &str) -> Result<()> {
        let (now, me, note) = (self.now(), me.account, text::input::lines(note));
        if note.chars().count() > ACCOUNT_NOTE_CHARACTERS {
            return Err(Error::invalid(format!(
                "Validation failed: Comment is too long (maximum is {ACCOUNT_NOTE_CHARACTERS} characters)"
            )));
        }
        self.write(move |tx| {
            Box::pin(async move {
                store::accounts::get(tx, target).await?.ok_or(Error::NotFound)?;
                store::relations::set_note(tx, me, target, note.trim()).await?;
                tx.log(now, Event::RelationChanged { source: me, target });
                Ok(())
            })
        })
        .await
    }

    /// Shows a followed account on the member's profile, or no longer.
    pub async fn set_endorsed(&self, me: Actor, target: AccountId, endorsed: bool) -> Result<()> {
        let (now, id, me) = (self.now(), self.id::<i64>(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let follow = store::relations::follow(tx, me, target).await?.filter(|follow| follow.accepted);
                if endorsed && follow.is_none() {
                    return Err(Error::invalid(
                        "Validation failed: You must be already following the person you want to endorse",
                    ));
                }
                let most = i64::try_from(ENDORSEMENTS).unwrap_or(i64::MAX);
                if endorsed && store::relations::endorsements(tx, me).await? >= most {
                    return Err(Error::invalid(format!(
                        "Validation failed: A profile shows at most {ENDORSEMENTS} accounts"
                    )));
                }
                store::relations::set_endorsed(tx, id, me, target, endorsed).await?;
                tx.log(now, Event::RelationChanged { source: me, target });
                Ok(())
            })
        })
        .await
    }
}
