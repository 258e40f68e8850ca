//! Drafts: posts a member has begun and not published. Nothing about them is checked but their size;
//! publishing checks.

use crate::{Actor, App, Error, NewPost, Result};
use model::limits::{DRAFTS, POST_CHARACTERS};
use model::{Page, Time};

/// A post a member has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: i64,
    /// What is written so far.
    pub post: NewPost,
    /// When it was last changed.
    pub updated_at: Time,
}

impl App {
    /// Keeps a draft: a new one, or in place of one of the member's own.
    pub async fn keep_draft(&self, me: Actor, replaces: Option<i64>, post: NewPost) -> Result<Draft> {
        // Twice the length of a post: a draft may be cut down later, but is no storage room.
        if text::count(&post.text, &post.spoiler) > POST_CHARACTERS * 2 {
            return Err(Error::invalid(format!(
                "Validation failed: A draft is at most {} characters",
                POST_CHARACTERS * 2
            )));
        }
        if let Some(id) = replaces {
            self.draft(me, id).await?;
        }
        let draft = Draft { id: replaces.unwrap_or_else(|| self.id()), post, updated_at: self.now() };
        let text = serde_json::to_string(&draft.post).map_err(|error| Error::internal("a draft", error))?;
        let row = store::drafts::Draft { id: draft.id, draft: text, updated_at: draft.updated_at };
        self.write(move |tx| {
            Box::pin(async move {
                let most = i64::try_from(DRAFTS).unwrap_or(i64::MAX);
                if replaces.is_none() && store::drafts::count(tx, me.account).await? >= most {
                    return Err(Error::invalid(format!(
                        "Validation failed: You have reached the limit of {DRAFTS} drafts"
                    )));
                }
                Ok(store::drafts::put(tx, me.account, &row).await?)
            })
        })
        .await?;
        Ok(draft)
    }

    /// One of the member's drafts.
    pub async fn draft(&self, me: Actor, id: i64) -> Result<Draft> {
        read(store::drafts::get(&mut self.read().await?, me.account, id).await?.ok_or(Error::NotFound)?)
    }

    /// A page of the member's drafts, last begun first.
    pub async fn drafts(&self, me: Actor, page: Page) -> Result<Vec<Draft>> {
        store::drafts::page(&mut self.read().await?, me.account, page).await?.into_iter().map(read).collect()
    }

    /// Throws a draft away.
    pub async fn delete_draft(&self, me: Actor, id: i64) -> Result<()> {
        let found = self
            .write(move |tx| Box::pin(async move { Ok(store::drafts::delete(tx, me.account, id).await?) }))
            .await?;
        if found { Ok(()) } else { Err(Error::NotFound) }
    }
}

fn read(row: store::drafts::Draft) -> Result<Draft> {
    let post = serde_json::from_str(&row.draft).map_err(|error| Error::internal("a draft", error))?;
    Ok(Draft { id: row.id, post, updated_at: row.updated_at })
}
