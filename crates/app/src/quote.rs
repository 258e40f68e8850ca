//! What the author of a quoted post decides: who may quote it, and that a quote be taken back.

use crate::{Actor, App, Error, ReaderState, Result};
use model::visibility::Viewer;
use model::{AccountId, Event, Page, PostId, QuotePolicy, QuoteState, Visibility};
use store::posts::Count;

/// What decides who may quote a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotable {
    /// Who wrote it.
    pub author: AccountId,
    /// How far it reaches.
    pub visibility: Visibility,
    /// Whom its author lets quote it.
    pub policy: QuotePolicy,
}

impl App {
    /// Whether a member may quote a post, as far as that shows before it is tried.
    pub fn may_quote(&self, me: AccountId, state: &ReaderState, post: Quotable) -> bool {
        match (post.visibility, post.policy) {
            (Visibility::Direct, _) => false,
            _ if post.author == me => true,
            (Visibility::Followers, _) | (_, QuotePolicy::Nobody) => false,
            (_, QuotePolicy::Everyone) => true,
            (_, QuotePolicy::Followers) => self.follows(state, post.author),
        }
    }

    /// A page of a post's quotes.
    pub async fn quotes(&self, id: PostId, viewer: Viewer, page: Page) -> Result<Vec<PostId>> {
        self.post(id, viewer).await?;
        Ok(store::posts::quotes_of(&mut self.read().await?, id, viewer, page).await?)
    }

    /// Takes back the permission of one quote: it stays, and no longer shows what it quoted.
    pub async fn revoke_quote(&self, me: Actor, id: PostId, quote: PostId) -> Result<()> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let quoted = store::posts::visible_to(tx, id, Some(me)).await?.ok_or(Error::NotFound)?;
                if quoted.author != me {
                    return Err(Error::forbidden());
                }
                let mut post = store::posts::get(tx, quote)
                    .await?
                    .filter(|post| post.quote_of == Some(id))
                    .ok_or(Error::NotFound)?;
                if post.quote_state == Some(QuoteState::Accepted) {
                    post.quote_state = Some(QuoteState::Revoked);
                    store::posts::update(tx, &post).await?;
                    store::posts::count(tx, id, Count::Quotes, -1).await?;
                    tx.log(now, Event::PostChanged { post: quote });
                    tx.log(now, Event::PostChanged { post: id });
                }
                Ok(())
            })
        })
        .await
    }

    /// Decides who may quote one of the member's own posts from now on.
    pub async fn set_quote_policy(&self, me: Actor, id: PostId, policy: QuotePolicy) -> Result<()> {
        let (now, me) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                let mut post = store::posts::visible_to(tx, id, Some(me)).await?.ok_or(Error::NotFound)?;
                if post.author != me {
                    return Err(Error::forbidden());
                }
                let narrow = matches!(post.visibility, Visibility::Followers | Visibility::Direct);
                post.quote_policy = if narrow { QuotePolicy::Nobody } else { policy };
                store::posts::update(tx, &post).await?;
                tx.log(now, Event::PostChanged { post: id });
                Ok(())
            })
        })
        .await
    }
}
