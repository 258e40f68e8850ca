//! Ties: those known here are followed, blocked, muted and listed as they were; the others are
//! remembered.

use super::bring::Bringing;
use crate::{App, Error, FollowOptions, ListChanges, Result};
use archive::{Item, Network, Person};
use model::limits::LIST_TITLE_CHARACTERS;
use model::{Account, AccountId, ListId};
use store::kept::Kept;

/// People remembered in one transaction.
const STRANGERS: usize = 500;
/// Bytes of a name or an address.
const ADDRESS: usize = 600;

/// Somebody a member knew elsewhere, who says that they are here.
#[derive(Clone, Debug)]
pub struct MetAgain {
    /// Who.
    pub account: Account,
    /// The network they were known on.
    pub network: Network,
    /// Their name there.
    pub handle: String,
    /// Whether their page there links back here.
    pub verified: bool,
}

impl App {
    /// People a member followed elsewhere and does not follow here, by what they say of themselves.
    pub async fn met_again(&self, me: AccountId, limit: usize) -> Result<Vec<MetAgain>> {
        let found = store::imports::met_again(&mut self.read().await?, me, limit).await?;
        let ids: Vec<AccountId> = found.iter().map(|(id, ..)| *id).collect();
        let accounts = self.accounts(&ids).await?;
        let met = found.into_iter().filter_map(|(id, network, handle, verified)| {
            let account = accounts.iter().find(|account| account.id == id)?.clone();
            Some(MetAgain { account, network: Network::from_word(&network)?, handle, verified })
        });
        Ok(met.collect())
    }

    /// The account of somebody, if their whole address is one of an account known here.
    pub(super) async fn known_person(&self, person: &Person) -> Result<Option<Account>> {
        let (Network::Mastodon, Some(handle)) = (person.network, &person.handle) else { return Ok(None) };
        let (name, server) = handle.split_once('@').unwrap_or((handle, ""));
        // Without a server it is somebody of the server the table is from, which may not be this one.
        if server.is_empty() {
            return Ok(None);
        }
        let domain = Some(server).filter(|server| !server.eq_ignore_ascii_case(&self.config().domain));
        let found = store::accounts::by_name(&mut self.read().await?, name, domain).await?;
        Ok(found.filter(|account| account.suspended_at.is_none()))
    }
}

impl Bringing {
    pub(super) async fn take_tie(&mut self, item: Item) -> Result<()> {
        if !keepable(&item) {
            self.report.find(self.report.network.clone(), "a name or an address in it is none");
            return Ok(());
        }
        match item {
            Item::Follow(person) => self.follow(&person, FollowOptions::default()).await,
            Item::FollowAs { person, reposts, notify, languages } => {
                let languages = Some(languages);
                let options = FollowOptions { reposts: Some(reposts), notify: Some(notify), languages };
                self.follow(&person, options).await
            }
            Item::Block(person) => {
                let Some(account) = self.other(&person).await? else { return Ok(()) };
                self.report.blocks += usize::from(done(self.app.block(self.me, account).await)?);
                Ok(())
            }
            Item::Mute { person, notifications } => {
                let Some(account) = self.other(&person).await? else { return Ok(()) };
                let muted = self.app.mute(self.me, account, notifications, None).await;
                self.report.mutes += usize::from(done(muted)?);
                Ok(())
            }
            Item::DomainBlock(domain) => {
                self.report.domains += usize::from(done(self.app.block_domain(self.me, &domain).await)?);
                Ok(())
            }
            Item::ListMember { list, person } => self.list(&list, &person).await,
            Item::Bookmark(address) => self.mark(Kept::Bookmark, address).await,
            Item::Like(address) => self.mark(Kept::Like, address).await,
            _ => Ok(()),
        }
    }

    /// Somebody other than the member who is known here.
    async fn other(&self, person: &Person) -> Result<Option<AccountId>> {
        let found = self.app.known_person(person).await?;
        Ok(found.map(|account| account.id).filter(|id| *id != self.me.account))
    }

    /// Follows whoever is known here by their whole address. Everybody else is remembered: on another
    /// network somebody else may have the same name.
    async fn follow(&mut self, person: &Person, options: FollowOptions) -> Result<()> {
        if let Some(account) = self.app.known_person(person).await?.map(|account| account.id) {
            if account == self.me.account {
                return Ok(());
            }
            let tie = store::relations::follow(&mut self.app.read().await?, self.me.account, account).await?;
            if tie.is_none() {
                let followed = self.app.follow(self.me, account, options).await;
                self.report.follows += usize::from(done(followed)?);
            }
            return Ok(());
        }
        self.strangers.push((person.network.word(), person.key()));
        if self.strangers.len() >= STRANGERS {
            self.remember_strangers().await?;
        }
        Ok(())
    }

    /// Remembers those who are not known here.
    pub(super) async fn remember_strangers(&mut self) -> Result<()> {
        let (me, strangers) = (self.me.account, std::mem::take(&mut self.strangers));
        if strangers.is_empty() {
            return Ok(());
        }
        let new = self
            .app
            .write(move |tx| {
                Box::pin(async move {
                    let mut new = 0;
                    for (network, key) in strangers {
                        new += usize::from(store::imports::remember_person(tx, me, network, &key).await?);
                    }
                    Ok(new)
                })
            })
            .await?;
        self.report.remembered += new;
        Ok(())
    }

    async fn list(&mut self, title: &str, person: &Person) -> Result<()> {
        let Some(account) = self.other(person).await? else { return Ok(()) };
        let Some(list) = self.list_named(title).await? else { return Ok(()) };
        self.report.listed += usize::from(done(self.app.add_to_list(self.me, list, vec![account]).await)?);
        Ok(())
    }

    /// The list of a title, made when there is none and room for one.
    async fn list_named(&mut self, title: &str) -> Result<Option<ListId>> {
        let title: String = title.chars().take(LIST_TITLE_CHARACTERS).collect();
        if self.lists.is_empty() {
            let lists = self.app.lists(self.me.account).await?;
            self.lists = lists.into_iter().map(|list| (list.title, list.id)).collect();
        }
        if let Some(id) = self.lists.get(&title) {
            return Ok(Some(*id));
        }
        let changes = ListChanges { title: Some(title.clone()), ..ListChanges::default() };
        match self.app.create_list(self.me, changes).await {
            Ok(list) => {
                self.lists.insert(title, list.id);
                Ok(Some(list.id))
            }
            Err(Error::Invalid(why)) => {
                self.report.find(title, why);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// Names and addresses are from anybody; these no database could keep, and nobody could have.
fn keepable(item: &Item) -> bool {
    let plain = |text: &str| !text.is_empty() && text.len() <= ADDRESS && !text.chars().any(char::is_control);
    match item {
        Item::Follow(person)
        | Item::FollowAs { person, .. }
        | Item::Block(person)
        | Item::Mute { person, .. } => plain(&person.key()),
        Item::ListMember { list, person } => plain(list) && plain(&person.key()),
        Item::DomainBlock(text) | Item::Bookmark(text) | Item::Like(text) => plain(text),
        _ => true,
    }
}

/// Whether it was done. That it could not be (a block lies between, it was so already) is no failure
/// of the import; that the database is away is.
pub(super) fn done(outcome: Result<()>) -> Result<bool> {
    match outcome {
        Ok(()) => Ok(true),
        Err(error @ (Error::Unavailable(_) | Error::Internal(_))) => Err(error),
        Err(_) => Ok(false),
    }
}
