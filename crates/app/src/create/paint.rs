//! Making a picture: drawn or painted, made safe like an upload, signed, kept.

use super::RULES;
use crate::signing::{Before, Held, Origin, Whose};
use crate::{Actor, App, Error, Result};
use ::credentials::Maker;
use art::{Palette, Style, Wish};
use consent::{Choice, Choices, Purpose, Subject};
use model::Media;
use models::images::{Original, Wanted};
use store::consent::Use;
use store::creations::Creation;

/// Pictures drawn at the same time, each on a processor of its own.
static ROOM: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(2);

/// A picture that was made: its bytes, how, and by whom.
struct Fresh {
    bytes: Vec<u8>,
    style: String,
    maker: Maker,
}

impl App {
    /// Has a model make a picture that is still waited for. What goes wrong is noted, not tried again: it may have
    /// been paid for.
    pub(crate) async fn paint(&self, id: i64) -> Result<()> {
        let creation = store::creations::get(&mut self.read().await?, id).await?;
        match creation.filter(|creation| creation.state == "waiting") {
            Some(creation) => self.make(&creation).await,
            None => Ok(()),
        }
    }

    /// Makes a picture, and notes what became of it.
    pub(super) async fn make(&self, creation: &Creation) -> Result<()> {
        let fault = match self.made(creation).await {
            Ok(()) => return Ok(()),
            Err(Error::NotFound) => "gone",
            Err(Error::Forbidden(_)) => "consent",
            Err(Error::TooMany(_)) => "busy",
            Err(Error::Invalid(_)) => "refused",
            // The database is away: later.
            Err(error @ Error::Internal(_)) => return Err(error),
            Err(error) => {
                tracing::info!(creation = creation.id, ?error, "a picture was not made");
                "unavailable"
            }
        };
        let (id, style, account) = (creation.id, creation.style.clone(), creation.account);
        // What was never begun was not paid for.
        let free = creation.maker != RULES && matches!(fault, "gone" | "consent" | "busy");
        let day = creation.created_at.millis().div_euclid(super::DAY);
        self.write(move |tx| {
            Box::pin(async move {
                if free {
                    store::creations::spend(tx, account, day, -1).await?;
                }
                Ok(store::creations::finish(tx, id, "failed", fault, &style, None).await?)
            })
        })
        .await
    }

    async fn made(&self, creation: &Creation) -> Result<()> {
        let me = Actor::from(creation.account);
        let (before, mut allows) =
            (self.before(creation).await?, self.standing(me, Subject::Account).await?.choices);
        let fresh = if creation.maker == RULES {
            self.drawn(creation, before.as_ref().map(|(before, _)| before.bytes.clone())).await?
        } else {
            self.painted(creation, before.as_ref().map(|(before, _)| before)).await?
        };
        let picture = self.decode(fresh.bytes, media::picture).await?;
        let from = match before {
            None => None,
            Some((before, theirs)) => {
                // Whoever lent the picture has a say in what is done with what came of it, and silence is a no.
                if let Some(theirs) = theirs {
                    let silence: Choices =
                        Purpose::ALL.into_iter().map(|purpose| (purpose, Choice::No)).collect();
                    allows = allows.or(&silence).stricter(&theirs.or(&silence));
                }
                Some(before)
            }
        };
        let prompt = creation.shared.then(|| creation.words.clone());
        let by_model = matches!(fresh.maker, Maker::Model(_));
        let origin = Origin::Made { maker: fresh.maker, from, prompt };
        let (picture, credentials) = self.signed(picture, origin, Some(allows)).await?;
        let base = Media {
            id: model::MediaId(creation.id),
            owner: creation.account,
            created_at: self.now(),
            ready: true,
            ai_generated: by_model,
            drawn: !by_model,
            credentials,
            ..Media::default()
        };
        let medium = self.keep_made(base, picture).await?;
        self.keep_creation(creation, medium, fresh.style).await
    }

    async fn keep_creation(&self, creation: &Creation, medium: Media, style: String) -> Result<()> {
        let owner = match creation.parent {
            None => None,
            Some(parent) => store::attached::media_by_id(&mut self.read().await?, &[parent]).await?.pop(),
        };
        let owner = owner.map(|medium| medium.owner).filter(|owner| *owner != creation.account);
        let about = if creation.model.is_empty() { creation.maker.clone() } else { creation.model.clone() };
        let (id, now) = (creation.id, self.now());
        self.write(move |tx| {
            Box::pin(async move {
                store::attached::insert_media(tx, &medium).await?;
                store::creations::finish(tx, id, "done", "", &style, Some(medium.id)).await?;
                if let Some(account) = owner {
                    let purpose = Purpose::SyntheticContent;
                    let used =
                        Use { account, used_by: "create".to_owned(), about, purpose, count: 1, at: now };
                    store::consent::record_use(tx, &used).await?;
                }
                crate::jobs::later(
                    tx,
                    &crate::jobs::Job::SweepMedia,
                    Some("sweep-media"),
                    now.plus(super::REMEMBERED),
                )
                .await
            })
        })
        .await
    }

    /// The picture it is made from, if it still may be, with what its owner allows where that is somebody else.
    async fn before(&self, creation: &Creation) -> Result<Option<(Before, Option<Choices>)>> {
        let Some(parent) = creation.parent else { return Ok(None) };
        let (medium, _) = self.remixable(creation.account, parent).await?;
        let path = self.media_path(&medium.file).ok_or(Error::NotFound)?;
        let bytes = tokio::fs::read(path).await.map_err(|error| Error::unavailable("a picture", error))?;
        // By number, not by name: whoever leaves must not stay in a file of somebody else's.
        let title = format!("Picture {} of {}", medium.id, self.config().domain);
        if medium.owner == creation.account {
            return Ok(Some((Before { bytes, mime: medium.mime, title, whose: Whose::Own }, None)));
        }
        let theirs = self.standing(Actor::from(medium.owner), Subject::Account).await?.choices;
        let found = self.credentials_in(Held::Memory(bytes.clone()), &medium.mime).await?;
        let source = found.as_ref().and_then(|found| found.source()).map(str::to_owned);
        let before = Before { bytes, mime: medium.mime, title, whose: Whose::Theirs(source) };
        Ok(Some((before, Some(theirs))))
    }

    async fn drawn(&self, creation: &Creation, from: Option<Vec<u8>>) -> Result<Fresh> {
        let _room = ROOM.acquire().await.map_err(|error| Error::internal("drawing", error))?;
        let palette = match from {
            None => None,
            Some(bytes) => Palette::of(&self.decode(bytes, media::colours).await?),
        };
        let (words, style) = (creation.words.clone(), Style::named(&creation.style));
        let turn = u64::try_from(creation.turn).unwrap_or(0);
        let done =
            tokio::task::spawn_blocking(move || art::draw(&Wish { words: &words, style, turn, palette }));
        let drawn = done.await.map_err(|error| Error::internal("drawing", error))?;
        let drawn = drawn.map_err(|error| Error::internal("drawing", error))?;
        let name = format!("rules: {}", drawn.style.word());
        Ok(Fresh { bytes: drawn.jpeg, style: drawn.style.word().to_owned(), maker: Maker::Rules(name) })
    }

    async fn painted(&self, creation: &Creation, from: Option<&Before>) -> Result<Fresh> {
        let painter = self.inner.painter.clone().ok_or(Error::NotFound)?;
        let from = from.map(|before| Original { bytes: before.bytes.clone(), mime: before.mime.clone() });
        let wanted = Wanted { words: creation.words.clone(), from };
        let painted = painter.paint(&wanted, self.egress(), rand::random::<f64>).await;
        let bytes = painted.map_err(|error| match error {
            models::Error::Declined => Error::invalid("The model declined these words"),
            models::Error::Busy { .. } | models::Error::Crowded | models::Error::Resting => {
                Error::TooMany("The model has too much to do now".to_owned())
            }
            error => Error::unavailable("the model that makes pictures", error),
        })?;
        Ok(Fresh { bytes, style: String::new(), maker: Maker::Model(creation.model.clone()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_kept_as_it_was_drawn() {
        let wish = Wish { words: "embers", style: None, turn: 0, palette: None };
        let drawn = art::draw(&wish).unwrap();
        assert!(media::picture(&drawn.jpeg).unwrap().original.bytes == drawn.jpeg, "it was made anew");
    }
}
