//! Using a picture that is kept already once more, without decoding it again: for whoever fills a
//! server with many posts and few pictures. Each use has files of its own, so that deleting one
//! leaves the others; on disk they are the same file until then.

use crate::{Actor, App, Error, Result};
use model::{AccountId, Event, Media};
use std::path::Path;

impl App {
    /// The picture of `of` as an upload of the member's own, described by `alt`.
    pub async fn upload_again(&self, me: Actor, of: &Media, alt: String) -> Result<Media> {
        let alt = crate::files::check_alt(&alt)?;
        let file = self.link_file(&of.file).await?;
        let small = match &of.small {
            Some(small) => Some(self.link_file(small).await?),
            None => None,
        };
        let medium = Media {
            id: self.id(),
            owner: me.account,
            post: None,
            created_at: self.now(),
            file,
            small,
            alt,
            ..of.clone()
        };
        let kept = medium.clone();
        self.write(move |tx| Box::pin(async move { Ok(store::attached::insert_media(tx, &kept).await?) }))
            .await?;
        Ok(medium)
    }

    /// Gives the member the picture of one account and the wide picture of another.
    pub async fn wear_again(
        &self,
        me: Actor,
        avatar_of: Option<AccountId>,
        header_of: Option<AccountId>,
    ) -> Result<()> {
        let mut account = self.account(me.account).await?;
        if let Some(of) = avatar_of {
            let of = self.account(of).await?;
            account.avatar = Some(self.link_file(&of.avatar.unwrap_or_default()).await?);
            account.avatar_alt = of.avatar_alt;
        }
        if let Some(of) = header_of {
            let of = self.account(of).await?;
            account.header = Some(self.link_file(&of.header.unwrap_or_default()).await?);
            account.header_alt = of.header_alt;
        }
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                store::accounts::update_profile(tx, &account).await?;
                tx.log(now, Event::AccountChanged { account: account.id });
                Ok(())
            })
        })
        .await
    }

    /// Another name for a media file in the same folder; a copy where the disk has no such thing.
    async fn link_file(&self, file: &str) -> Result<String> {
        let from = self.media_path(file).ok_or(Error::NotFound)?;
        let folder = file.split_once('/').map_or("posts", |(folder, _)| folder);
        let extension = Path::new(file).extension().and_then(|ending| ending.to_str()).unwrap_or("bin");
        let name = format!("{}.{extension}", crate::secret::random());
        let to = self.config().media_folder().join(folder).join(&name);
        if tokio::fs::hard_link(&from, &to).await.is_err() {
            tokio::fs::copy(&from, &to)
                .await
                .map_err(|error| Error::unavailable("the media folder", error))?;
        }
        Ok(format!("{folder}/{name}"))
    }
}
