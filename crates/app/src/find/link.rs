//! Addresses of this server that somebody pasted into the search box.

/// What an address names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Named<'a> {
    /// An account.
    Account(&'a str),
    /// A post.
    Post(&'a str),
}

/// What `typed` names when it is an address under `url`.
pub(super) fn named<'a>(url: &str, typed: &'a str) -> Option<Named<'a>> {
    let path = typed.trim().strip_prefix(url)?.strip_prefix('/')?;
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let mut parts = path.split('/');
    match (parts.next()?, parts.next(), parts.next(), parts.next(), parts.next()) {
        ("users", Some(name), None, ..) => Some(Named::Account(name)),
        ("users", Some(_), Some("statuses"), Some(id), None) => Some(Named::Post(id)),
        (name, None, ..) => name.strip_prefix('@').map(Named::Account),
        (name, Some(id), None, ..) => name.starts_with('@').then_some(Named::Post(id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_addresses_name_accounts_and_posts() {
        let named = |typed| named("https://fire.example", typed);
        assert_eq!(named("https://fire.example/@ada"), Some(Named::Account("ada")));
        assert_eq!(named(" https://fire.example/@ada/?x=1"), Some(Named::Account("ada")));
        assert_eq!(named("https://fire.example/users/ada"), Some(Named::Account("ada")));
        assert_eq!(named("https://fire.example/@ada/17"), Some(Named::Post("17")));
        assert_eq!(named("https://fire.example/users/ada/statuses/17"), Some(Named::Post("17")));
        for other in
            ["https://fire.example/", "https://fire.example.org/@ada", "https://fire.example/about", "ada"]
        {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
