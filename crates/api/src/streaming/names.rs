//! What streams are called.

use app::{Channel, Told};
use model::{Event, Scope, Scopes};
use std::sync::Arc;

/// A stream somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stream {
    /// What is listened to.
    pub channel: Channel,
    /// Its name as clients are told it, with the tag or list.
    pub label: Arc<[String]>,
}

/// Why there is no such stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// No stream is called so.
    Name,
    /// It needs a tag.
    Tag,
    /// It needs a list.
    List,
}

impl Unknown {
    /// The sentence for clients.
    pub(super) const fn sentence(self) -> &'static str {
        match self {
            Self::Name => "Unknown stream type",
            Self::Tag => "Missing tag name parameter",
            Self::List => "Missing list name parameter",
        }
    }
}

impl Stream {
    /// The stream of a name, with the tag or list it may need.
    pub(super) fn named(name: &str, tag: Option<&str>, list: Option<&str>) -> Result<Self, Unknown> {
        let public = |local, remote, only_media| Channel::Public { local, remote, only_media };
        let channel = match name {
            "user" => Channel::User,
            "user:notification" => Channel::UserNotification,
            "public" => public(false, false, false),
            "public:media" => public(false, false, true),
            "public:local" => public(true, false, false),
            "public:local:media" => public(true, false, true),
            "public:remote" => public(false, true, false),
            "public:remote:media" => public(false, true, true),
            "hashtag" | "hashtag:local" => {
                let tag = tag.map(app::fold_tag).filter(|tag| !tag.is_empty()).ok_or(Unknown::Tag)?;
                Channel::Tag { tag, local: name == "hashtag:local" }
            }
            "list" => Channel::List(list.and_then(|list| list.parse().ok()).ok_or(Unknown::List)?),
            "direct" => Channel::Direct,
            "radar" => Channel::Radar,
            _ => return Err(Unknown::Name),
        };
        let detail = match &channel {
            Channel::Tag { .. } => tag.map(str::to_owned),
            Channel::List(id) => Some(id.to_string()),
            _ => None,
        };
        let label = std::iter::once(name.to_owned()).chain(detail).collect();
        Ok(Self { channel, label })
    }

    /// What a token must allow. Streams of what is public need a member, and nothing more.
    pub(super) const fn scope(&self) -> Option<Scope> {
        match self.channel {
            Channel::Public { .. } | Channel::Tag { .. } | Channel::Radar => None,
            Channel::UserNotification => Some(Scope::ReadNotifications),
            Channel::User | Channel::List(_) | Channel::Direct => Some(Scope::ReadStatuses),
        }
    }

    /// What only Braise knows is told on a stream of ours alone: apps may not know what to make of it.
    pub(super) fn knows(&self, event: &Event) -> bool {
        !matches!(event, Event::Notified { kind, .. } if kind.is_ours()) || self.channel == Channel::Radar
    }

    /// The stream of a member tells notifications too, if the token may read them.
    pub(super) const fn may_tell(&self, told: Told, scopes: &Scopes) -> bool {
        !matches!(told, Told::Notification(_) | Told::Merged) || scopes.allows(Scope::ReadNotifications)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::ListId;

    fn label(name: &str, tag: Option<&str>, list: Option<&str>) -> Vec<String> {
        Stream::named(name, tag, list).unwrap().label.to_vec()
    }

    #[test]
    fn streams_are_told_with_what_they_are_about() {
        assert_eq!(label("user", Some("x"), Some("1")), ["user"]);
        assert_eq!(label("hashtag", Some("Côte"), None), ["hashtag", "Côte"]);
        assert_eq!(label("list", None, Some("12")), ["list", "12"]);
        assert_eq!(Stream::named("list", None, Some("12")).unwrap().channel, Channel::List(ListId(12)));
    }

    #[test]
    fn what_is_missing_is_said() {
        assert_eq!(Stream::named("everything", None, None), Err(Unknown::Name));
        assert_eq!(Stream::named("hashtag", Some(" # "), None), Err(Unknown::Tag));
        assert_eq!(Stream::named("list", None, Some("x")), Err(Unknown::List));
    }

    #[test]
    fn what_is_ours_is_told_on_radar_alone() {
        let turn = |kind| Event::Notified {
            notification: model::NotificationId(1),
            owner: model::AccountId(2),
            kind,
            filtered: false,
        };
        for (name, knows) in [("user", false), ("user:notification", false), ("radar", true)] {
            let stream = Stream::named(name, None, None).unwrap();
            assert_eq!(stream.knows(&turn(model::NotificationKind::ForecastUp)), knows, "{name}");
            assert!(stream.knows(&turn(model::NotificationKind::Like)));
        }
    }

    #[test]
    fn notifications_need_a_scope_of_their_own() {
        let user = Stream::named("user", None, None).unwrap();
        let statuses = Scopes::parse("read:statuses").unwrap();
        assert_eq!(user.scope(), Some(Scope::ReadStatuses));
        assert!(!user.may_tell(Told::Notification(model::NotificationId(1)), &statuses));
        assert!(user.may_tell(Told::Post(model::PostId(1)), &statuses));
        assert_eq!(Stream::named("public", None, None).unwrap().scope(), None);
    }
}
