//! Where a member is pushed to while no app of theirs is open (RFC 8030).

use crate::{AccountId, NotificationKind, PushId, Time, TokenId};

/// Whose notifications are pushed; those of others are told all the same, only not pushed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum PushPolicy {
    /// Everybody's.
    #[default]
    All,
    /// Of people the member follows.
    Followed,
    /// Of people who follow the member.
    Followers,
    /// Nobody's.
    Nobody,
}

impl PushPolicy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::All, Self::Followed, Self::Followers, Self::Nobody];

    /// The word rows and clients use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Followed => "followed",
            Self::Followers => "follower",
            Self::Nobody => "none",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.word() == word)
    }

    /// Whether something of a sender is pushed. What follows from the member's own doing, as the end
    /// of their poll, is of nobody else: only [`PushPolicy::Nobody`] keeps it back.
    pub const fn lets_through(self, sender: Sender) -> bool {
        match self {
            Self::All => true,
            Self::Followed => sender.is_self || sender.followed,
            Self::Followers => sender.is_self || sender.follower,
            Self::Nobody => false,
        }
    }
}

/// How a sender stands to the member.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sender {
    /// It is the member themself.
    pub is_self: bool,
    /// The member follows them.
    pub followed: bool,
    /// They follow the member.
    pub follower: bool,
}

/// A device or app that is pushed to, bound to the log-in that asked for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PushSubscription {
    /// Its id.
    pub id: PushId,
    /// The log-in it ends with.
    pub token: TokenId,
    /// Who is told.
    pub account: AccountId,
    /// Where messages are sent: an address of its push service. Whoever knows it can reach the
    /// device, so it is kept out of logs.
    pub endpoint: String,
    /// The device's public key: an uncompressed point on P-256, in base64url without padding.
    pub p256dh: String,
    /// The secret shared with the device: 16 bytes, in base64url without padding.
    pub auth: String,
    /// What is pushed.
    pub alerts: Vec<NotificationKind>,
    /// Whose.
    pub policy: PushPolicy,
    /// The app's access token, sealed: messages to apps carry it, so that an app with several
    /// accounts knows whose it is. A browser needs none.
    pub sealed_token: Option<String>,
    /// When it was made.
    pub created_at: Time,
}

impl PushSubscription {
    /// Whether something of this kind, of such a sender, is pushed here.
    pub fn wants(&self, kind: NotificationKind, sender: Sender) -> bool {
        self.alerts.contains(&kind) && self.policy.lets_through(sender)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_knows_its_senders() {
        let own = Sender { is_self: true, ..Sender::default() };
        let stranger = Sender::default();
        let followed = Sender { followed: true, ..Sender::default() };
        let follower = Sender { follower: true, ..Sender::default() };
        for (policy, let_through) in [
            (PushPolicy::All, [true, true, true, true]),
            (PushPolicy::Followed, [true, false, true, false]),
            (PushPolicy::Followers, [true, false, false, true]),
            (PushPolicy::Nobody, [false, false, false, false]),
        ] {
            let found = [own, stranger, followed, follower].map(|sender| policy.lets_through(sender));
            assert_eq!(found, let_through, "{policy:?}");
            assert_eq!(PushPolicy::from_word(policy.word()), Some(policy));
        }
    }

    #[test]
    fn only_chosen_kinds_are_wanted() {
        let subscription = PushSubscription {
            id: PushId(1),
            token: TokenId(2),
            account: AccountId(3),
            endpoint: String::new(),
            p256dh: String::new(),
            auth: String::new(),
            alerts: vec![NotificationKind::Mention],
            policy: PushPolicy::Followed,
            sealed_token: None,
            created_at: Time::default(),
        };
        let followed = Sender { followed: true, ..Sender::default() };
        assert!(subscription.wants(NotificationKind::Mention, followed));
        assert!(!subscription.wants(NotificationKind::Mention, Sender::default()));
        assert!(!subscription.wants(NotificationKind::Like, followed));
    }
}
