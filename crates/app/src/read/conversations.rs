//! Conversations.

use crate::{App, Error, Result};
use model::{AccountId, ConversationId, Page};
use store::conversations;

pub use store::conversations::Conversation;

impl App {
    /// A page of a member's conversations; pages are told by the last post's id.
    pub async fn conversations(&self, me: AccountId, page: Page) -> Result<Vec<Conversation>> {
        Ok(conversations::page(&mut self.read().await?, me, page).await?)
    }

    /// One of a member's conversations.
    pub async fn conversation(&self, me: AccountId, id: ConversationId) -> Result<Conversation> {
        conversations::get(&mut self.read().await?, me, id).await?.ok_or(Error::NotFound)
    }
}
