//! How each kind of setting is read from text.

use app::{MailSender, MailServer, ModelProfile, Registrations, Secret};
use model::limits::TERMS_VERSION_CHARACTERS;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// A kind of setting.
pub trait Value: Sized {
    /// What is expected, to end the sentence "… must be".
    const EXPECTED: &'static str;
    /// Whether it names a file, which counts from where the settings file is.
    const IS_PATH: bool = false;
    /// Whether it is shown to nobody.
    const IS_SECRET: bool = false;
    /// Reads it; `None` when it is not what is expected.
    fn read(text: &str) -> Option<Self>;
}

impl Value for SocketAddr {
    const EXPECTED: &'static str = "an IP address and a port, as in 127.0.0.1:4000 or [::]:443";
    fn read(text: &str) -> Option<Self> {
        let text =
            text.strip_prefix("localhost:").map_or(text.to_owned(), |port| format!("127.0.0.1:{port}"));
        text.parse().ok()
    }
}

/// The server's address as people type it: scheme and host, no slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(pub String);

impl Value for Option<Origin> {
    const EXPECTED: &'static str = "a web address without a path, as in https://social.example";
    fn read(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(None);
        }
        let url = url::Url::parse(text).ok()?;
        let plain = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        plain.then(|| Some(Origin(url.as_str().trim_end_matches('/').to_owned())))
    }
}

/// The database's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Database(pub String);

impl Value for Option<Database> {
    const EXPECTED: &'static str = "sqlite:PATH or postgres://USER@HOST/NAME";
    fn read(text: &str) -> Option<Self> {
        let known = ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| {
            text.strip_prefix(scheme).is_some_and(|rest| !rest.trim_start_matches('/').is_empty())
        });
        match text {
            "" => Some(None),
            _ if known => Some(Some(Database(text.to_owned()))),
            _ => None,
        }
    }
}

impl Value for String {
    const EXPECTED: &'static str = "a text";
    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Value for Option<String> {
    const EXPECTED: &'static str = "a text";
    fn read(text: &str) -> Option<Self> {
        Some(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
    }
}

impl Value for Option<PathBuf> {
    const EXPECTED: &'static str = "the path of a file or folder";
    const IS_PATH: bool = true;
    fn read(text: &str) -> Option<Self> {
        Some(Some(PathBuf::from(text)).filter(|path| !path.as_os_str().is_empty()))
    }
}

impl Value for Option<MailServer> {
    const EXPECTED: &'static str = "smtps://USER@HOST:465, smtp://USER@HOST:587 or file:FOLDER";
    fn read(text: &str) -> Option<Self> {
        if text.is_empty() { Some(None) } else { MailServer::parse(text).map(Some) }
    }
}

impl Value for Option<MailSender> {
    const EXPECTED: &'static str =
        "an e-mail address, as in braise@social.example or Braise <braise@social.example>";
    fn read(text: &str) -> Option<Self> {
        if text.is_empty() { Some(None) } else { MailSender::parse(text).map(Some) }
    }
}

impl Value for Option<Secret> {
    const EXPECTED: &'static str = "a text";
    const IS_SECRET: bool = true;
    fn read(text: &str) -> Option<Self> {
        Some(Some(text).filter(|text| !text.is_empty()).map(Secret::new))
    }
}

/// Whose models are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provider(pub ModelProfile);

impl Value for Option<Provider> {
    const EXPECTED: &'static str = "openai, xai, mistral, llama.cpp, ollama, vllm or other";
    fn read(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(None);
        }
        ModelProfile::named(text).map(|profile| Some(Provider(profile)))
    }
}

/// Where a provider's API begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelUrl(pub String);

impl Value for Option<ModelUrl> {
    const EXPECTED: &'static str = "a web address, as in https://models.example/v1";
    fn read(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(None);
        }
        let url = url::Url::parse(text).ok()?;
        let plain = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        plain.then(|| Some(ModelUrl(url.as_str().trim_end_matches('/').to_owned())))
    }
}

/// The version of a server's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermsVersion(pub String);

impl Value for TermsVersion {
    const EXPECTED: &'static str = "a word of at most 100 characters, as in 1 or 2026-11-20";
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = (1..=TERMS_VERSION_CHARACTERS).contains(&text.chars().count());
        (fits && !text.contains(char::is_control)).then(|| Self(text.to_owned()))
    }
}

/// Languages, ISO 639.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages(pub Vec<String>);

impl Value for Languages {
    const EXPECTED: &'static str = "one or more language codes of two or three letters, as in en, fr";
    fn read(text: &str) -> Option<Self> {
        let codes: Vec<String> = words(text).map(str::to_ascii_lowercase).collect();
        let good =
            |code: &String| matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase());
        (!codes.is_empty() && codes.iter().all(good)).then_some(Self(codes))
    }
}

impl Value for Registrations {
    const EXPECTED: &'static str = "open, approval or closed";
    fn read(text: &str) -> Option<Self> {
        match text {
            "open" => Some(Self::Open),
            "approval" => Some(Self::Approval),
            "closed" => Some(Self::Closed),
            _ => None,
        }
    }
}

impl Value for bool {
    const EXPECTED: &'static str = "on or off";
    fn read(text: &str) -> Option<Self> {
        match text {
            "on" | "true" | "yes" | "1" => Some(true),
            "off" | "false" | "no" | "0" => Some(false),
            _ => None,
        }
    }
}

/// Addresses that share their first bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether an address is in it. An IPv4 address written as IPv6 is the IPv4 address.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address.to_canonical(), address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                shifted(u128::from(own.to_bits()), 32, self.bits)
                    == shifted(u128::from(other.to_bits()), 32, self.bits)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                shifted(own.to_bits(), 128, self.bits) == shifted(other.to_bits(), 128, self.bits)
            }
            _ => false,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok()).filter(|bits| *bits <= most)?;
        Some(Self { address, bits })
    }
}

fn shifted(address: u128, width: u32, bits: u8) -> u128 {
    address.checked_shr(width - u32::from(bits)).unwrap_or(0)
}

/// Several networks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(pub Vec<Network>);

impl Value for Networks {
    const EXPECTED: &'static str = "IP addresses or networks, as in 127.0.0.1, 10.0.0.0/8";
    fn read(text: &str) -> Option<Self> {
        words(text).map(Network::parse).collect::<Option<_>>().map(Self)
    }
}

/// A whole number from `LEAST` to `MOST`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number<const LEAST: u32, const MOST: u32>(pub u32);

impl<const LEAST: u32, const MOST: u32> Value for Number<LEAST, MOST> {
    const EXPECTED: &'static str = match (LEAST, MOST) {
        (0, 62) => "a whole number from 0 to 62",
        (1, 64) => "a whole number from 1 to 64",
        (64, 1_048_576) => "a whole number from 64 to 1048576",
        (1, 120) => "a whole number from 1 to 120",
        (1, 600) => "a whole number from 1 to 600",
        (0, 1_000_000) => "a whole number from 0 to 1000000",
        (0, 100_000_000) => "a whole number from 0 to 100000000",
        (0, 2_000_000_000) => "a whole number from 0 to 2000000000",
        _ => "a whole number in range",
    };
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number| (LEAST..=MOST).contains(number)).map(Self)
    }
}

/// What is written to the log, as `tracing` filters are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFilter(pub String);

impl Value for LogFilter {
    const EXPECTED: &'static str =
        "error, warn, info, debug, trace, or a list such as info,braise_store=debug";
    fn read(text: &str) -> Option<Self> {
        let sound = !text.trim().is_empty() && tracing_subscriber::EnvFilter::try_new(text).is_ok();
        sound.then(|| Self(text.to_owned()))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_no_path() {
        for good in ["https://social.example", "http://127.0.0.1:4000/", "https://[::1]:8443"] {
            assert!(<Option<Origin>>::read(good).is_some(), "{good}");
        }
        for bad in
            ["social.example", "ftp://x.example", "https://x.example/here", "https://u@x.example", "https://"]
        {
            assert!(<Option<Origin>>::read(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn networks_hold_their_addresses_and_no_others() {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.200.3.4", "11.0.0.1"),
            ("127.0.0.1", "::ffff:127.0.0.1", "127.0.0.2"),
            ("fd00::/8", "fd12::1", "fe80::1"),
            ("0.0.0.0/0", "8.8.8.8", "::1"),
            ("::/0", "2001:db8::1", "8.8.8.8"),
        ] {
            let network = Network::parse(network).unwrap();
            assert!(network.contains(inside.parse().unwrap()), "{inside}");
            assert!(!network.contains(outside.parse().unwrap()), "{outside}");
        }
        assert_eq!(Networks::read("10.0.0.0/33"), None);
        assert_eq!(Networks::read(""), Some(Networks(vec![])));
    }
}
