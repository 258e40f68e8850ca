//! Following tags, and showing them on the profile.

use crate::lists::most;
use crate::{Actor, App, Error, Result};
use model::Event;
use model::limits::{FEATURED_TAGS, TAG_FOLLOWS};
use model::post::Tag;

impl App {
    /// Follows a tag: what is public with it comes home. Following twice is following once.
    pub async fn follow_tag(&self, me: Actor, name: &str) -> Result<Tag> {
        let (now, id, account) = (self.now(), self.id::<i64>(), me.account);
        let tag = named(name)?;
        self.write(move |tx| {
            Box::pin(async move {
                let (followed, _) = store::tags::marked(tx, account, &[&tag.name]).await?;
                if followed.is_empty() && store::tags::follows_count(tx, account).await? >= most(TAG_FOLLOWS)
                {
                    return Err(Error::invalid(format!(
                        "Validation failed: You cannot follow more than {TAG_FOLLOWS} tags"
                    )));
                }
                store::tags::meet(tx, &tag, now).await?;
                store::tags::follow(tx, id, account, &tag.name).await?;
                tx.log(now, Event::ReaderChanged { account, filters: false });
                Ok(tag)
            })
        })
        .await
    }

    /// Ends following a tag.
    pub async fn unfollow_tag(&self, me: Actor, name: &str) -> Result<Tag> {
        let (now, account, tag) = (self.now(), me.account, named(name)?);
        self.write(move |tx| {
            Box::pin(async move {
                store::tags::unfollow(tx, account, &tag.name).await?;
                tx.log(now, Event::ReaderChanged { account, filters: false });
                Ok(tag)
            })
        })
        .await
    }

    /// Shows a tag on the member's profile.
    pub async fn feature_tag(&self, me: Actor, name: &str) -> Result<Tag> {
        let (now, id, account) = (self.now(), self.id::<i64>(), me.account);
        let tag = named(name)?;
        self.write(move |tx| {
            Box::pin(async move {
                let shown = store::tags::featured(tx, account).await?;
                if shown.iter().any(|shown| shown.tag.name == tag.name) {
                    return Ok(tag);
                }
                if shown.len() >= FEATURED_TAGS {
                    return Err(Error::invalid(
                        "Validation failed: You have already featured the maximum number of hashtags",
                    ));
                }
                store::tags::meet(tx, &tag, now).await?;
                store::tags::feature(tx, id, account, &tag.name).await?;
                tx.log(now, Event::AccountChanged { account });
                Ok(tag)
            })
        })
        .await
    }

    /// Shows a tag no longer.
    pub async fn unfeature_tag(&self, me: Actor, name: &str) -> Result<Tag> {
        let (now, account, tag) = (self.now(), me.account, named(name)?);
        self.write(move |tx| {
            Box::pin(async move {
                store::tags::unfeature(tx, account, &tag.name).await?;
                tx.log(now, Event::AccountChanged { account });
                Ok(tag)
            })
        })
        .await
    }

    /// Shows a tag no longer, told by the id of its entry on the profile.
    pub async fn unfeature(&self, me: Actor, entry: i64) -> Result<()> {
        let shown = store::tags::featured(&mut self.read().await?, me.account).await?;
        let shown = shown.into_iter().find(|shown| shown.id == entry).ok_or(Error::NotFound)?;
        self.unfeature_tag(me, &shown.tag.name).await.map(|_| ())
    }
}

/// The tag of a name as a member writes it, with or without the sign.
pub(crate) fn named(name: &str) -> Result<Tag> {
    let name = name.trim();
    let display = text::tag::display(name);
    if !text::tag::is_valid(&display) {
        return Err(Error::invalid("Validation failed: Tag is invalid"));
    }
    Ok(Tag { name: text::tag::normalize(name), display })
}
