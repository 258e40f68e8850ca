//! Who asks, by address.

use crate::settings::Network;
use axum::http::HeaderMap;
use std::net::{IpAddr, SocketAddr};

/// The client's address: whoever connected, or, when that is a proxy of ours, whom it names. Each
/// proxy adds who came to it at the right end of `X-Forwarded-For`, so the rightmost address that is
/// no proxy of ours is the last one somebody trustworthy vouches for; what stands left of it anybody
/// can have written.
pub fn address(peer: SocketAddr, headers: &HeaderMap, proxies: &[Network]) -> SocketAddr {
    let ours = |address: IpAddr| proxies.iter().any(|network| network.contains(address));
    let mut client = peer;
    if proxies.is_empty() || !ours(peer.ip()) {
        return canonical(client);
    }
    let named = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let named: Vec<&str> = named.flat_map(|value| value.split(',')).collect();
    for text in named.iter().rev() {
        // A proxy that writes nonsense is believed no further.
        let Some(address) = read(text.trim()) else { break };
        client = address;
        if !ours(address.ip()) {
            break;
        }
    }
    canonical(client)
}

/// An address, with or without a port, an IPv6 one with or without brackets.
fn read(text: &str) -> Option<SocketAddr> {
    let bare =
        || text.trim_start_matches('[').trim_end_matches(']').parse().ok().map(|ip| SocketAddr::new(ip, 0));
    text.parse().ok().or_else(bare)
}

fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Networks;
    use crate::settings::Value as _;

    #[test]
    fn only_our_own_proxies_are_believed() {
        let cases = [
            // who connects, what X-Forwarded-For says, our proxies, who asks
            ("203.0.113.9:1", "198.51.100.1", "", "203.0.113.9"),
            ("203.0.113.9:1", "198.51.100.1", "10.0.0.0/8", "203.0.113.9"),
            ("10.0.0.2:1", "198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
            ("10.0.0.2:1", "1.1.1.1, 198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
            ("10.0.0.2:1", "198.51.100.1, 10.0.0.3", "10.0.0.0/8", "198.51.100.1"),
            ("10.0.0.2:1", "10.0.0.4, 10.0.0.3", "10.0.0.0/8", "10.0.0.4"),
            ("10.0.0.2:1", "198.51.100.1, nonsense", "10.0.0.0/8", "10.0.0.2"),
            ("10.0.0.2:1", "", "10.0.0.0/8", "10.0.0.2"),
            ("[::ffff:10.0.0.2]:1", "[2001:db8::1]:443", "10.0.0.0/8", "2001:db8::1"),
            ("[::1]:1", "2001:db8::2", "::1", "2001:db8::2"),
        ];
        for (peer, forwarded, proxies, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.append("x-forwarded-for", forwarded.parse().unwrap());
            let proxies = Networks::read(proxies).unwrap().0;
            let found = address(peer.parse().unwrap(), &headers, &proxies).ip();
            assert_eq!(found.to_string(), expected, "{peer} saying {forwarded:?}");
        }
    }

    #[test]
    fn a_header_sent_twice_is_one_list() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "6.6.6.6".parse().unwrap());
        headers.append("x-forwarded-for", "198.51.100.1".parse().unwrap());
        let proxies = Networks::read("10.0.0.2").unwrap().0;
        assert_eq!(
            address("10.0.0.2:1".parse().unwrap(), &headers, &proxies).ip().to_string(),
            "198.51.100.1"
        );
    }
}
