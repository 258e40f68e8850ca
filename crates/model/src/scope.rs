//! What a token may be used for.
//!
//! Scopes form a tree: `read` holds `read:statuses`, and so on. A token's scopes are a set of
//! leaves; granting an inner one grants its leaves.

use std::fmt;

macro_rules! scopes {
    ($($name:ident = $word:literal),* $(,)?) => {
        /// A single permission.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum Scope {
            $(#[doc = concat!("`", $word, "`")] $name),*
        }

        impl Scope {
            /// All of them, in the order they are listed to clients.
            pub const ALL: &[Scope] = &[$(Scope::$name),*];

            /// The word clients use.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }
    };
}

scopes! {
    Profile = "profile",
    ReadAccounts = "read:accounts",
    ReadBlocks = "read:blocks",
    ReadBookmarks = "read:bookmarks",
    ReadCollections = "read:collections",
    ReadFavourites = "read:favourites",
    ReadFilters = "read:filters",
    ReadFollows = "read:follows",
    ReadLists = "read:lists",
    ReadMutes = "read:mutes",
    ReadNotifications = "read:notifications",
    ReadSearch = "read:search",
    ReadStatuses = "read:statuses",
    WriteAccounts = "write:accounts",
    WriteBlocks = "write:blocks",
    WriteBookmarks = "write:bookmarks",
    WriteCollections = "write:collections",
    WriteConversations = "write:conversations",
    WriteFavourites = "write:favourites",
    WriteFilters = "write:filters",
    WriteFollows = "write:follows",
    WriteLists = "write:lists",
    WriteMedia = "write:media",
    WriteMutes = "write:mutes",
    WriteNotifications = "write:notifications",
    WriteReports = "write:reports",
    WriteStatuses = "write:statuses",
    Push = "push",
    AdminReadAccounts = "admin:read:accounts",
    AdminReadReports = "admin:read:reports",
    AdminReadDomainAllows = "admin:read:domain_allows",
    AdminReadDomainBlocks = "admin:read:domain_blocks",
    AdminReadIpBlocks = "admin:read:ip_blocks",
    AdminReadEmailDomainBlocks = "admin:read:email_domain_blocks",
    AdminReadCanonicalEmailBlocks = "admin:read:canonical_email_blocks",
    AdminWriteAccounts = "admin:write:accounts",
    AdminWriteReports = "admin:write:reports",
    AdminWriteDomainAllows = "admin:write:domain_allows",
    AdminWriteDomainBlocks = "admin:write:domain_blocks",
    AdminWriteIpBlocks = "admin:write:ip_blocks",
    AdminWriteEmailDomainBlocks = "admin:write:email_domain_blocks",
    AdminWriteCanonicalEmailBlocks = "admin:write:canonical_email_blocks",
}

/// The inner scopes clients may ask for: each holds every leaf it is a prefix of. `follow` is the
/// old name for managing relationships.
const GROUPS: &[&str] = &["read", "write", "follow", "admin:read", "admin:write"];
const FOLLOW: &[Scope] = &[
    Scope::ReadBlocks,
    Scope::ReadFollows,
    Scope::ReadMutes,
    Scope::WriteBlocks,
    Scope::WriteFollows,
    Scope::WriteMutes,
];

/// What a token or an app asked for and got: the words as asked, and the leaves they grant.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scopes {
    words: Vec<String>,
    leaves: u64,
}

impl Scopes {
    /// Reads a list of scopes separated by spaces, `+` or commas. A word that is no scope is named
    /// in the error. An empty list is `read`, as in OAuth apps of this kind.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut scopes = Self::default();
        for word in text.split([' ', '+', ',']).filter(|word| !word.is_empty()) {
            scopes.add(word)?;
        }
        if scopes.words.is_empty() {
            scopes.add("read")?;
        }
        Ok(scopes)
    }

    /// Whether `scope` is granted.
    pub const fn allows(&self, scope: Scope) -> bool {
        self.leaves & bit(scope) != 0
    }

    /// Whether everything in `other` is granted here too.
    pub const fn covers(&self, other: &Scopes) -> bool {
        other.leaves & !self.leaves == 0
    }

    /// The words as asked for.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Every word a client may ask for: groups first, then leaves.
    pub fn known() -> impl Iterator<Item = &'static str> {
        GROUPS.iter().copied().chain(Scope::ALL.iter().map(|scope| scope.word()))
    }

    fn add(&mut self, word: &str) -> Result<(), String> {
        let granted = leaves_of(word).ok_or_else(|| word.to_owned())?;
        if !self.words.iter().any(|known| known == word) {
            self.words.push(word.to_owned());
        }
        self.leaves |= granted;
        Ok(())
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words.join(" "))
    }
}

const fn bit(scope: Scope) -> u64 {
    1 << scope as u8
}

fn leaves_of(word: &str) -> Option<u64> {
    if word == "follow" {
        return Some(FOLLOW.iter().fold(0, |all, scope| all | bit(*scope)));
    }
    let inside = |scope: &&Scope| {
        let leaf = scope.word();
        leaf == word
            || (GROUPS.contains(&word) && leaf.strip_prefix(word).is_some_and(|rest| rest.starts_with(':')))
    };
    match Scope::ALL.iter().filter(inside).fold(0, |all, scope| all | bit(*scope)) {
        0 => None,
        leaves => Some(leaves),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_grants_its_leaves_and_no_others() {
        let read = Scopes::parse("read").unwrap();
        assert!(read.allows(Scope::ReadStatuses));
        assert!(!read.allows(Scope::WriteStatuses));
        assert!(!read.allows(Scope::AdminReadAccounts));
        assert!(!read.allows(Scope::Profile));
    }

    #[test]
    fn follow_is_for_relationships() {
        let follow = Scopes::parse("follow").unwrap();
        assert!(follow.allows(Scope::WriteBlocks) && follow.allows(Scope::ReadMutes));
        assert!(!follow.allows(Scope::WriteStatuses));
    }

    #[test]
    fn unknown_words_are_named() {
        assert_eq!(Scopes::parse("read writ"), Err("writ".to_owned()));
        assert_eq!(Scopes::parse("read:nothing"), Err("read:nothing".to_owned()));
    }

    #[test]
    fn a_token_may_not_ask_for_more_than_its_app() {
        let app = Scopes::parse("read write:statuses").unwrap();
        assert!(app.covers(&Scopes::parse("read:lists write:statuses").unwrap()));
        assert!(!app.covers(&Scopes::parse("write").unwrap()));
        assert_eq!(app.to_string(), "read write:statuses");
    }
}
