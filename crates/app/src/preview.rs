//! Previews of pages that posts link to.

use crate::jobs::{Job, later};
use crate::{App, Error, Result};
use model::post::LinkCard;
use model::{Event, PostId, Time};
use std::time::Duration;

/// How long a preview is used before the page is fetched again.
const FRESH: Duration = Duration::from_secs(14 * 24 * 3_600);

impl App {
    /// Sees to it that the first page a post links to is shown under it.
    pub(crate) fn preview_later(&self, post: PostId, links: &[String]) {
        let Some(url) = links.first().cloned().filter(|_| self.config().link_previews) else { return };
        if url.starts_with(&self.config().url) {
            return;
        }
        let (app, now) = (self.clone(), self.now());
        tokio::spawn(async move {
            let work = app.write(move |tx| {
                Box::pin(async move {
                    later(tx, &Job::Preview { post, url }, Some(&format!("preview-{post}")), now).await
                })
            });
            if let Err(error) = work.await {
                tracing::debug!(%error, "a link preview was not asked for");
            }
        });
    }

    pub(crate) async fn fetch_preview(&self, post: PostId, address: &str) -> Result<()> {
        let known = store::attached::card(&mut self.read().await?, address).await?;
        let card = match known {
            Some((card, at)) if self.now().since(at) < FRESH => Some(card),
            _ => self.fetch_card(address).await,
        };
        let Some(card) = card else { return Ok(()) };
        let (now, url) = (self.now(), address.to_owned());
        self.write(move |tx| {
            Box::pin(async move {
                store::posts::get(tx, post).await?.ok_or(Error::NotFound)?;
                store::attached::put_card(tx, &url, &card, now).await?;
                store::attached::set_card(tx, post, Some(&url)).await?;
                tx.log(now, Event::PostChanged { post });
                Ok(())
            })
        })
        .await
    }

    /// A page that cannot be fetched or says nothing of itself simply has no preview.
    async fn fetch_card(&self, address: &str) -> Option<LinkCard> {
        let card = match net::preview::preview(&self.inner.egress, address).await {
            Ok(card) => card?,
            Err(error) => {
                tracing::debug!(code = error.code(), "no link preview");
                return None;
            }
        };
        let picture = match &card.image {
            Some(image) => self.fetch_card_picture(&image.url).await,
            None => None,
        };
        let picture = picture.unwrap_or_default();
        Some(LinkCard {
            url: card.url,
            title: card.title,
            description: card.description,
            kind: "link".to_owned(),
            author_name: card.author.unwrap_or_default(),
            author_url: card.author_url.unwrap_or_default(),
            provider_name: card.site_name,
            provider_url: card.site_url,
            image_alt: card.image.and_then(|image| image.alt).unwrap_or_default(),
            image: picture.file,
            width: picture.width,
            height: picture.height,
            blurhash: picture.blurhash,
            language: card.language,
            published_at: card.published_at.map(Time::from_millis),
        })
    }

    /// Fetches a card's picture, which is shown as those of other hosts are.
    async fn fetch_card_picture(&self, url: &str) -> Option<CardPicture> {
        let file = self.remote_file(url)?;
        let picture = self.fetch_picture(url).await.ok()?;
        self.keep_remote(url, &picture.small).await.ok()?;
        Some(CardPicture {
            file: Some(file),
            width: i64::from(picture.small.width),
            height: i64::from(picture.small.height),
            blurhash: Some(picture.blurhash),
        })
    }
}

#[derive(Default)]
struct CardPicture {
    file: Option<String>,
    width: i64,
    height: i64,
    blurhash: Option<String>,
}
