//! The title of a message, in the member's language. The pages have words of their own; these are
//! read on a locked screen, beside those of other programs.

use model::NotificationKind;

/// A language of titles.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Language {
    English,
    French,
}

impl Language {
    /// The language of a member's pages.
    pub(super) fn of(locale: &str) -> Self {
        if locale.starts_with("fr") { Self::French } else { Self::English }
    }

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }
}

/// What happened, with the name of who did it. `own` is what follows from the member's own doing.
pub(super) fn title(language: Language, kind: NotificationKind, own: bool, name: &str) -> String {
    let (english, french) = match kind {
        NotificationKind::Mention => ("{} mentioned you", "{} vous a mentionné"),
        NotificationKind::Post => ("{} published something", "{} a publié"),
        NotificationKind::Repost => ("{} reposted your post", "{} a repartagé votre publication"),
        NotificationKind::Follow => ("{} follows you now", "{} vous suit désormais"),
        NotificationKind::FollowRequest => ("{} asked to follow you", "{} demande à vous suivre"),
        NotificationKind::Like => ("{} liked your post", "{} a aimé votre publication"),
        NotificationKind::Poll if own => ("Your poll has ended", "Votre sondage est clos"),
        NotificationKind::Poll => ("The poll of {} has ended", "Le sondage de {} est clos"),
        NotificationKind::Edit => {
            ("{} edited a post you reposted", "{} a modifié une publication que vous avez repartagée")
        }
        NotificationKind::SignUp => ("{} joined", "{} est arrivé ici"),
        NotificationKind::Report => ("{} sent a report", "{} a envoyé un signalement"),
        NotificationKind::Quote => ("{} quoted your post", "{} a cité votre publication"),
        NotificationKind::QuotedEdit => {
            ("{} edited a post you quoted", "{} a modifié une publication que vous citez")
        }
        NotificationKind::ForecastUp => (
            "The post of {} is likely to go further than was said",
            "La publication de {} devrait aller plus loin que prévu",
        ),
        NotificationKind::ForecastDown => (
            "The post of {} is likely to go less far than was said",
            "La publication de {} devrait aller moins loin que prévu",
        ),
        NotificationKind::ForecastPeaked => {
            ("The busiest time of the post of {} is past", "Le moment fort de la publication de {} est passé")
        }
    };
    fill(language, (english, french), name)
}

/// What stands for a post without words.
pub(super) fn without_words(language: Language, media: bool) -> String {
    let both = match media {
        true => ("A post without words, with media", "Une publication sans texte, avec un média"),
        false => ("A post without words", "Une publication sans texte"),
    };
    fill(language, both, "")
}

/// What stands for a post that one of the member's filters covers.
pub(super) fn filtered(language: Language, filter: &str) -> String {
    fill(language, ("Covered by your filter “{}”", "Masquée par votre filtre « {} »"), filter)
}

fn fill(language: Language, (english, french): (&str, &str), name: &str) -> String {
    match language {
        Language::English => english.replacen("{}", name, 1),
        Language::French => french.replacen("{}", name, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_title_in_both_languages() {
        for kind in NotificationKind::ALL {
            let both = [Language::English, Language::French].map(|to| title(to, kind, false, "{}Bo"));
            assert_ne!(both[0], both[1]);
            assert!(both.iter().all(|text| text.matches("{}Bo").count() == 1), "{both:?}");
        }
        assert_eq!(
            title(Language::of("fr-CA"), NotificationKind::Poll, true, "Bo"),
            "Votre sondage est clos"
        );
        assert_eq!(title(Language::of("de"), NotificationKind::Like, false, "Bo"), "Bo liked your post");
        assert_eq!(filtered(Language::French, "Foot"), "Masquée par votre filtre « Foot »");
    }
}
