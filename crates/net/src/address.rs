//! Where a request may go.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::NetError;

/// Whether an address belongs to one machine on the public internet.
///
/// For version 6 the rule is what is allowed: the one range from which such addresses are given out,
/// less what is set apart in it. Addresses that carry one of version 4 inside (mapped, compatible,
/// NAT64, 6to4, Teredo) are refused whatever they carry: nobody publishes them for a web server.
pub fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !RESERVED_V4.iter().any(|(net, bits)| in_v4(address, *net, *bits)),
        IpAddr::V6(address) => {
            in_v6(address, [0x2000, 0], 3)
                && !RESERVED_V6.iter().any(|(net, bits)| in_v6(address, *net, *bits))
        }
    }
}

/// The ranges of version 4 with a purpose of their own.
const RESERVED_V4: &[([u8; 4], u32)] = &[
    ([0, 0, 0, 0], 8),       // this network
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // behind a carrier's translation
    ([127, 0, 0, 0], 8),     // loopback
    ([169, 254, 0, 0], 16),  // link-local, and the metadata of clouds
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // protocol assignments
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 88, 99, 0], 24),  // relays of 6to4
    ([192, 168, 0, 0], 16),  // private
    ([198, 18, 0, 0], 15),   // benchmarks
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 4),     // multicast
    ([240, 0, 0, 0], 4),     // reserved, and broadcast
];

/// The ranges of version 6 within `2000::/3` that are no machine's, by their first two groups.
const RESERVED_V6: &[([u16; 2], u32)] = &[
    ([0x2001, 0x0000], 23), // protocol assignments, Teredo among them
    ([0x2001, 0x0db8], 32), // documentation
    ([0x2002, 0x0000], 16), // 6to4
    ([0x3ffe, 0x0000], 16), // an experiment that has ended
    ([0x3fff, 0x0000], 20), // documentation
];

fn in_v4(address: Ipv4Addr, net: [u8; 4], bits: u32) -> bool {
    (u32::from(address) ^ u32::from_be_bytes(net)) >> (32 - bits) == 0
}

fn in_v6(address: Ipv6Addr, net: [u16; 2], bits: u32) -> bool {
    let [first, second, ..] = address.segments();
    let join = |first: u16, second: u16| u32::from(first) << 16 | u32::from(second);
    (join(first, second) ^ join(net[0], net[1])) >> (32 - bits) == 0
}

/// Whom we may talk to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reach {
    /// Also this machine, at any port: for tests and development.
    pub(crate) loopback: bool,
    /// A host the administrator named, wherever it is: who asks has compared the names.
    pub(crate) named: bool,
}

impl Reach {
    /// Whether we may connect to an address.
    pub(crate) fn allows(self, address: IpAddr) -> bool {
        is_global(address) || self.named || (self.loopback && address.is_loopback())
    }

    /// Checks everything an address says before a name in it is looked up.
    pub(crate) fn check(self, url: &Url) -> Result<(), NetError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(NetError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NetError::UserInfo);
        }
        // The parser has already read octal, hexadecimal and short forms as the addresses they are.
        let literal = match url.host().ok_or(NetError::Address)? {
            Host::Domain(_) => None,
            Host::Ipv4(address) => Some(IpAddr::V4(address)),
            Host::Ipv6(address) => Some(IpAddr::V6(address)),
        };
        if literal.is_some_and(|address| !self.allows(address)) {
            return Err(NetError::Private);
        }
        if !self.loopback && !self.named && !matches!(url.port_or_known_default(), Some(80 | 443)) {
            return Err(NetError::Port);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
