//! Which names an account may have.

use model::limits::USERNAME_CHARACTERS;

/// Why a name cannot be had here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UsernameError {
    /// It has no characters.
    #[error("Choose a user name.")]
    Empty,
    /// It is longer than [`USERNAME_CHARACTERS`].
    #[error("A user name has at most {USERNAME_CHARACTERS} characters.")]
    TooLong,
    /// It has other characters than letters, digits and underscores.
    #[error("A user name has only letters without accents, digits and underscores.")]
    Characters,
    /// It would be taken for the server itself.
    #[error("This user name is reserved.")]
    Reserved,
}

/// The form a member's name is compared and kept in: names differ in more than case.
pub fn fold(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// Whether a new member may have this name; returns it folded.
pub fn check_new(name: &str) -> Result<String, UsernameError> {
    if name.is_empty() {
        return Err(UsernameError::Empty);
    }
    if name.chars().count() > USERNAME_CHARACTERS {
        return Err(UsernameError::TooLong);
    }
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err(UsernameError::Characters);
    }
    let folded = fold(name);
    if RESERVED.contains(&folded.as_str()) {
        return Err(UsernameError::Reserved);
    }
    Ok(folded)
}

/// Whether an account of any server may be called so: dots and hyphens only between other letters.
pub fn is_valid(name: &str) -> bool {
    let edge = |c: char| c.is_ascii_alphanumeric() || c == '_';
    name.starts_with(edge)
        && name.ends_with(edge)
        && name.chars().all(|c| edge(c) || c == '.' || c == '-')
        && name.len() <= USERNAME_CHARACTERS
}

/// Names that speak for the server, that mail servers keep for it, or that would stand where one of
/// its pages does.
const RESERVED: &[&str] = &[
    "about",
    "abuse",
    "account",
    "accounts",
    "actor",
    "admin",
    "administration",
    "administrator",
    "all",
    "anonymous",
    "api",
    "assets",
    "assistant",
    "auth",
    "autoconfig",
    "avatar",
    "braise",
    "bot",
    "config",
    "contact",
    "deleted",
    "everyone",
    "explore",
    "favicon",
    "federation",
    "feed",
    "followers",
    "following",
    "ghost",
    "help",
    "here",
    "home",
    "hostmaster",
    "inbox",
    "info",
    "instance",
    "internal",
    "legal",
    "list",
    "lists",
    "localhost",
    "login",
    "logout",
    "mail",
    "mailer_daemon",
    "media",
    "mod",
    "moderation",
    "moderator",
    "moderators",
    "news",
    "nobody",
    "nodeinfo",
    "noreply",
    "no_reply",
    "notifications",
    "null",
    "oauth",
    "official",
    "outbox",
    "owner",
    "password",
    "postmaster",
    "privacy",
    "public",
    "radar",
    "register",
    "report",
    "root",
    "search",
    "security",
    "server",
    "settings",
    "share",
    "signin",
    "signup",
    "staff",
    "static",
    "status",
    "statuses",
    "stream",
    "streaming",
    "support",
    "system",
    "tag",
    "tags",
    "team",
    "terms",
    "test_account",
    "trends",
    "undefined",
    "unknown",
    "users",
    "verify",
    "web",
    "webmaster",
    "well_known",
    "www",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_names_are_plain() {
        assert_eq!(check_new("Ada_1"), Ok("ada_1".into()));
        assert_eq!(check_new(""), Err(UsernameError::Empty));
        assert_eq!(check_new(&"a".repeat(31)), Err(UsernameError::TooLong));
        for name in ["a.b", "a-b", "é", "a b", "а"] {
            assert_eq!(check_new(name), Err(UsernameError::Characters), "{name}");
        }
        assert_eq!(check_new("Admin"), Err(UsernameError::Reserved));
    }

    #[test]
    fn names_elsewhere_have_dots_between() {
        for name in ["a", "_", "a.b", "a--b", "A1"] {
            assert!(is_valid(name), "{name}");
        }
        for name in ["", ".a", "a.", "-a", "a b", "é"] {
            assert!(!is_valid(name), "{name}");
        }
    }

    #[test]
    fn the_reserved_list_is_sorted_enough_to_read_and_has_each_name_once() {
        let mut seen = std::collections::HashSet::new();
        assert!(RESERVED.iter().all(|name| seen.insert(*name) && fold(name) == *name));
    }
}
