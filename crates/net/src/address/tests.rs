//! Each range that is not the public internet, by its first, last and tempting members.

use proptest::prelude::*;

use super::*;

const PUBLIC: Reach = Reach { loopback: false, named: false };

#[track_caller]
fn code(address: &str) -> &'static str {
    let url = match Url::parse(address) {
        Ok(url) => url,
        Err(_) => return "net_address",
    };
    PUBLIC.check(&url).err().map_or("ok", |error| error.code())
}

#[test]
fn private_and_special_addresses_are_not_global() {
    for address in [
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "100:0:0:1::1",
        "2001::1",
        "2001:0:4136:e378::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "3ffe::1",
        "3fff::1",
        "3fff:fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ] {
        assert!(!is_global(address.parse().unwrap()), "{address}");
    }
}

#[test]
fn the_neighbours_of_those_ranges_are() {
    for address in [
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.0.0.1",
        "128.0.0.1",
        "169.253.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "192.167.0.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2003::1",
        "2400:cb00::1",
        "2606:4700::1111",
        "2a00::1",
        "3fff:1000::1",
    ] {
        assert!(is_global(address.parse().unwrap()), "{address}");
    }
}

#[test]
fn every_way_to_write_this_machine_is_refused() {
    for host in [
        "127.0.0.1",
        "127.1",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "127.0.0.1.",
        "１２７.0.0.1",
        "[64:ff9b::127.0.0.1]",
        "169.254.169.254",
    ] {
        assert_eq!(code(&format!("http://{host}/")), "net_private", "{host}");
    }
}

#[test]
fn only_plain_web_addresses_are_fetched() {
    assert_eq!(code("https://a.example/"), "ok");
    assert_eq!(code("http://a.example:80/"), "ok");
    assert_eq!(code("http://a.example:443/"), "ok");
    assert_eq!(code("https://a.example:22/"), "net_port");
    assert_eq!(code("https://a.example:8080/"), "net_port");
    assert_eq!(code("https://ada@a.example/"), "net_userinfo");
    assert_eq!(code("https://:x@a.example/"), "net_userinfo");
    for other in
        ["ftp://a.example", "file:///etc/passwd", "data:text/html,x", "gopher://a.example", "javascript:1"]
    {
        assert_eq!(code(other), "net_scheme", "{other}");
    }
    assert_eq!(code("https://"), "net_address");
}

#[test]
fn with_loopback_only_this_machine_is_added() {
    let reach = Reach { loopback: true, named: false };
    assert!(reach.check(&Url::parse("http://127.0.0.1:3000/").unwrap()).is_ok());
    assert!(reach.check(&Url::parse("http://[::1]:3000/").unwrap()).is_ok());
    for host in ["10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        assert!(reach.check(&Url::parse(&format!("http://{host}/")).unwrap()).is_err(), "{host}");
    }
}

proptest! {
    #[test]
    fn no_address_of_version_4_becomes_global_inside_version_6(bits: u32) {
        let four = Ipv4Addr::from(bits);
        let [high, low] = [(bits >> 16) as u16, bits as u16];
        let carriers = [
            four.to_ipv6_mapped(),
            four.to_ipv6_compatible(),
            Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
            Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1),
            Ipv6Addr::new(0x2001, 0, high, low, 0, 0, !high, !low),
        ];
        for six in carriers {
            prop_assert!(!is_global(six.into()));
        }
    }
}
