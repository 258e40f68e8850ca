//! Scopes in the words of people, grouped by what they touch.

use model::{Scope, Scopes};

/// Something an app wants to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Want {
    /// Its sentence.
    pub(crate) text: &'static str,
    /// Whether it changes something, or reaches beyond the member.
    pub(crate) weighty: bool,
}

/// What is said when any of the scopes is asked for.
const RULES: &[(&str, bool, &[Scope])] = &[
    ("want-profile", false, &[Scope::Profile]),
    (
        "want-read-account",
        false,
        &[
            Scope::ReadAccounts,
            Scope::ReadFollows,
            Scope::ReadLists,
            Scope::ReadFilters,
            Scope::ReadCollections,
        ],
    ),
    ("want-read-posts", false, &[Scope::ReadStatuses, Scope::ReadSearch]),
    ("want-read-marks", false, &[Scope::ReadBookmarks, Scope::ReadFavourites]),
    ("want-read-notifications", false, &[Scope::ReadNotifications]),
    ("want-read-hidden", false, &[Scope::ReadBlocks, Scope::ReadMutes]),
    ("want-write-posts", true, &[Scope::WriteStatuses, Scope::WriteMedia]),
    (
        "want-write-marks",
        true,
        &[
            Scope::WriteFavourites,
            Scope::WriteBookmarks,
            Scope::WriteConversations,
            Scope::WriteNotifications,
        ],
    ),
    ("want-write-follows", true, &[Scope::WriteFollows, Scope::WriteLists, Scope::WriteCollections]),
    (
        "want-write-hidden",
        true,
        &[Scope::WriteBlocks, Scope::WriteMutes, Scope::WriteFilters, Scope::WriteReports],
    ),
    ("want-write-account", true, &[Scope::WriteAccounts]),
    ("want-push", false, &[Scope::Push]),
    (
        "want-admin-read",
        true,
        &[
            Scope::AdminReadAccounts,
            Scope::AdminReadReports,
            Scope::AdminReadDomainAllows,
            Scope::AdminReadDomainBlocks,
            Scope::AdminReadIpBlocks,
            Scope::AdminReadEmailDomainBlocks,
            Scope::AdminReadCanonicalEmailBlocks,
        ],
    ),
    (
        "want-admin-write",
        true,
        &[
            Scope::AdminWriteAccounts,
            Scope::AdminWriteReports,
            Scope::AdminWriteDomainAllows,
            Scope::AdminWriteDomainBlocks,
            Scope::AdminWriteIpBlocks,
            Scope::AdminWriteEmailDomainBlocks,
            Scope::AdminWriteCanonicalEmailBlocks,
        ],
    ),
];

/// What these scopes come to.
pub(super) fn of(scopes: &Scopes) -> Vec<Want> {
    let asked = |rule: &&(&'static str, bool, &[Scope])| rule.2.iter().any(|scope| scopes.allows(*scope));
    RULES.iter().filter(asked).map(|(text, weighty, _)| Want { text, weighty: *weighty }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_has_its_words() {
        for scope in Scope::ALL {
            let said = RULES.iter().filter(|(_, _, scopes)| scopes.contains(scope)).count();
            assert_eq!(said, 1, "{}", scope.word());
        }
    }

    #[test]
    fn a_group_says_all_it_holds() {
        let texts: Vec<_> =
            of(&Scopes::parse("read:statuses write:media").unwrap()).iter().map(|want| want.text).collect();
        assert_eq!(texts, ["want-read-posts", "want-write-posts"]);
        assert_eq!(of(&Scopes::parse("read").unwrap()).len(), 5);
    }
}
