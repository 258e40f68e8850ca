//! Blocking whole servers.

use crate::follow::end;
use crate::lists::most;
use crate::read::circles::Placed;
use crate::{Actor, App, Error, Result};
use model::limits::{DOMAIN_BLOCKS, DOMAIN_CHARACTERS};
use model::{AccountId, Event, Page};

impl App {
    /// A page of the servers a member blocks.
    pub async fn blocked_domains(&self, me: AccountId, page: Page) -> Result<Placed<String>> {
        Ok(store::domains::page(&mut self.read().await?, me, page).await?)
    }

    /// Blocks a server: its people are hidden, and nobody there follows or is followed any more.
    pub async fn block_domain(&self, me: Actor, domain: &str) -> Result<()> {
        let (now, id, account) = (self.now(), self.id::<i64>(), me.account);
        let domain = named(domain)?;
        self.write(move |tx| {
            Box::pin(async move {
                if store::domains::count(tx, account).await? >= most(DOMAIN_BLOCKS) {
                    return Err(Error::invalid(format!(
                        "Validation failed: You cannot block more than {DOMAIN_BLOCKS} servers"
                    )));
                }
                if store::domains::add(tx, id, account, &domain).await? {
                    for other in store::domains::tied(tx, account, &domain).await? {
                        end(tx, now, account, other).await?;
                        end(tx, now, other, account).await?;
                    }
                    tx.log(now, Event::ReaderChanged { account, filters: false });
                }
                Ok(())
            })
        })
        .await
    }

    /// Ends the block of a server.
    pub async fn unblock_domain(&self, me: Actor, domain: &str) -> Result<()> {
        let (now, account, domain) = (self.now(), me.account, named(domain)?);
        self.write(move |tx| {
            Box::pin(async move {
                store::domains::remove(tx, account, &domain).await?;
                tx.log(now, Event::ReaderChanged { account, filters: false });
                Ok(())
            })
        })
        .await
    }
}

/// A server's name as accounts carry it: lower case, ASCII.
fn named(domain: &str) -> Result<String> {
    let wrong = || Error::invalid("Validation failed: Domain is not a valid domain name");
    let domain = domain.trim().trim_end_matches('.');
    let whole = domain.chars().count() <= DOMAIN_CHARACTERS && !domain.is_empty();
    match url::Host::parse(domain) {
        Ok(url::Host::Domain(name)) if whole && name.contains('.') => Ok(name),
        Ok(url::Host::Ipv4(address)) if whole => Ok(address.to_string()),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn servers_are_named_one_way() {
        assert_eq!(named(" Example.COM. ").unwrap(), "example.com");
        assert_eq!(named("bücher.example").unwrap(), "xn--bcher-kva.example");
        for wrong in ["", "nodots", "a b.example", "http://a.example", "a.example/x", "@a.example"] {
            assert!(named(wrong).is_err(), "{wrong}");
        }
    }
}
