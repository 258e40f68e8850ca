//! Names to addresses, once a connection, with what we may not reach left out.
//!
//! The connection is made to the addresses returned here and no second lookup happens, so a name
//! cannot mean one thing when it is checked and another when it is used.

use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::NetError;
use crate::address::Reach;

pub(crate) struct Resolver(pub(crate) Reach);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(|_| NetError::Unknown)?;
            Ok(keep(found, reach)?)
        })
    }
}

fn keep(found: impl Iterator<Item = SocketAddr>, reach: Reach) -> Result<Addrs, NetError> {
    let found: Vec<_> = found.collect();
    if found.is_empty() {
        return Err(NetError::Unknown);
    }
    let allowed: Vec<_> = found.into_iter().filter(|address| reach.allows(address.ip())).collect();
    if allowed.is_empty() { Err(NetError::Private) } else { Ok(Box::new(allowed.into_iter())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: &[&str], expected: Result<&[&str], &str>) {
        let parse =
            |list: &[&str]| list.iter().map(|a| SocketAddr::new(a.parse().unwrap(), 0)).collect::<Vec<_>>();
        let kept = keep(parse(found).into_iter(), Reach::default());
        assert_eq!(kept.map(Iterator::collect::<Vec<_>>).map_err(|error| error.code()), expected.map(parse));
    }

    #[test]
    fn only_public_addresses_are_connected_to() {
        check(&["1.1.1.1", "10.0.0.1", "::1", "2606:4700::1"], Ok(&["1.1.1.1", "2606:4700::1"]));
        check(&["10.0.0.1", "127.0.0.1"], Err("net_private"));
        check(&[], Err("net_unknown_host"));
    }
}
