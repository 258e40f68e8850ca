//! Direct posts gathered into conversations, one for each of those in it.

use crate::{App, Error, Result};
use model::{AccountId, ConversationId, Event, Post, PostId, Time};
use store::Tx;
use store::conversations::Conversation;

impl App {
    /// Marks a conversation as read, or as not read yet.
    pub async fn set_conversation_unread(
        &self,
        me: AccountId,
        id: ConversationId,
        unread: bool,
    ) -> Result<Conversation> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                let mut conversation = store::conversations::get(tx, me, id).await?.ok_or(Error::NotFound)?;
                store::conversations::set_unread(tx, id, unread).await?;
                conversation.unread = unread;
                tx.log(now, Event::ConversationChanged { conversation: id, owner: me });
                Ok(conversation)
            })
        })
        .await
    }

    /// Takes a conversation out of the member's sight, until somebody goes on with it.
    pub async fn remove_conversation(&self, me: AccountId, id: ConversationId) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                store::conversations::get(tx, me, id).await?.ok_or(Error::NotFound)?;
                store::conversations::remove(tx, id).await?;
                tx.log(now, Event::ConversationChanged { conversation: id, owner: me });
                Ok(())
            })
        })
        .await
    }
}

/// Files a direct post with everybody in it who is a member here.
pub(crate) async fn follow_on(tx: &mut Tx, now: Time, post: &Post, mentions: &[AccountId]) -> Result<()> {
    let mut people: Vec<AccountId> = mentions.iter().copied().chain([post.author]).collect();
    people.sort_unstable();
    people.dedup();
    for owner in &people {
        if store::members::get(tx, *owner).await?.is_none() {
            continue;
        }
        let others = people.iter().copied().filter(|person| person != owner).collect();
        let conversation = Conversation {
            // Unique among conversations: a post files one conversation with each person in it.
            id: ConversationId(tx.new_id(now)),
            owner: *owner,
            thread: post.thread,
            participants: others,
            last_post: post.id,
            unread: *owner != post.author,
        };
        let id = store::conversations::add_post(tx, &conversation).await?;
        tx.log(now, Event::ConversationChanged { conversation: id, owner: *owner });
    }
    Ok(())
}

/// Takes a post that is about to go out of its conversations.
pub(crate) async fn forget(tx: &mut Tx, now: Time, post: PostId) -> Result<()> {
    for (conversation, owner) in store::conversations::remove_post(tx, post).await? {
        tx.log(now, Event::ConversationChanged { conversation, owner });
    }
    Ok(())
}
