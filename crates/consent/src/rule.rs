//! The one rule. `store::consent` holds the same as one SQL predicate, and a test there compares the
//! two over random worlds.

use crate::{Choice, Choices, Declared, Purpose};

/// Whose words these are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Author {
    /// A member here, with what they say of their account.
    Member(Choices),
    /// Somebody elsewhere, with what they declared, if anything.
    Elsewhere(Option<Declared>),
}

/// What a [`Decision`] rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Because {
    /// The author spoke of the picture.
    Picture,
    /// The author spoke of the post.
    Post,
    /// The author spoke of all they write.
    Account,
    /// Nobody said anything: that is a no.
    Unset,
    /// It was declared on another server.
    Declared,
    /// Another server declared nothing: that is a no.
    Undeclared,
}

/// Whether something may be used, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Whether it may.
    pub allowed: bool,
    /// What that rests on.
    pub because: Because,
}

/// Whether a post, or a picture of it, may be used for `purpose`. The most specific choice that was
/// made counts: of the picture, of the post, of the account. Where none was made, it is a no.
///
/// `post` and `picture` are what was said of these themselves; [`Choices::UNSET`] where nothing was, or
/// where no picture is asked about. People elsewhere keep no ledger here: only what they declared
/// counts, and their silence is a no.
pub fn allows(purpose: Purpose, author: &Author, post: &Choices, picture: &Choices) -> Decision {
    let (choice, because) = match author {
        Author::Member(account) => {
            let levels = [(picture, Because::Picture), (post, Because::Post), (account, Because::Account)];
            let said = levels.into_iter().map(|(said, because)| (said.get(purpose), because));
            said.into_iter()
                .find(|(choice, _)| *choice != Choice::Unset)
                .unwrap_or((Choice::Unset, Because::Unset))
        }
        Author::Elsewhere(declared) => {
            match declared.map_or(Choice::Unset, |declared| declared.choice(purpose)) {
                Choice::Unset => (Choice::Unset, Because::Undeclared),
                choice => (choice, Because::Declared),
            }
        }
    };
    Decision { allowed: choice == Choice::Yes, because }
}
