//! The address people reach the server at.

use super::Finding;
use crate::settings::Loaded;
use std::net::{IpAddr, ToSocketAddrs as _};
use url::{Host, Url};

pub fn check(loaded: &Loaded) -> Vec<Finding> {
    let Some(set) = &loaded.settings.url else {
        let own = crate::server::public_url(&loaded.settings, loaded.settings.listen);
        let advice =
            "set url before inviting people: it becomes part of everybody's name and cannot change later";
        return vec![Finding::warning("url", format!("not set; {own} reaches this machine only"), advice)];
    };
    let Ok(url) = Url::parse(&set.0) else {
        return vec![Finding::failure(
            "url",
            format!("{} is no web address", set.0),
            "set url as in https://social.example",
        )];
    };
    let mut findings = Vec::new();
    if url.scheme() == "http" && !is_here(&url) {
        let advice = "put a proxy with a certificate in front, or set tls_cert and tls_key, and let url begin with https://";
        findings.push(Finding::warning("url", format!("{} is not encrypted", set.0), advice));
    } else {
        findings.push(Finding::well("url", set.0.clone()));
    }
    findings.extend(resolve(&url));
    findings
}

/// Whether the address means this machine.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// What the name of the address leads to. Only told: behind a router it need not be this machine.
fn resolve(url: &Url) -> Option<Finding> {
    let Some(Host::Domain(name)) = url.host() else { return None };
    let found = (name, url.port_or_known_default().unwrap_or(443)).to_socket_addrs();
    Some(match found {
        Ok(found) => {
            let mut found: Vec<IpAddr> = found.map(|address| address.ip()).collect();
            found.sort();
            found.dedup();
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            Finding::well("url", format!("{name} is {}", found.join(", ")))
        }
        Err(_) => Finding::warning(
            "url",
            format!("{name} is not known to the name servers"),
            "add a DNS record for it",
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_told_from_others() {
        for (url, here) in [
            ("http://localhost:4000", true),
            ("http://127.0.0.1:4000", true),
            ("http://[::1]:4000", true),
            ("http://social.example", false),
            ("http://192.168.1.2", false),
        ] {
            assert_eq!(is_here(&Url::parse(url).unwrap()), here, "{url}");
        }
    }
}
