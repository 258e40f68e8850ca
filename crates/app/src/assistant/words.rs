//! What the assistant's account says of itself, in the language of whoever asked.

/// A language it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    English,
    French,
}

impl Words {
    /// What stands on its profile.
    pub(super) const NOTE: &'static str = "I answer from posts you may read, in private. I am a program: you can \
        block me like anybody else. · Je réponds en privé, à partir de publications que vous pouvez lire. Je suis \
        un programme : on peut me bloquer comme n’importe qui.";

    /// The language of a member's pages.
    pub(super) fn of(locale: &str) -> Self {
        if locale.starts_with("fr") { Self::French } else { Self::English }
    }

    /// Its ISO 639 code.
    pub(super) const fn code(self) -> &'static str {
        self.either("en", "fr")
    }

    /// What is asked where nothing is.
    pub(super) const fn summarise(self) -> &'static str {
        self.either("Summarise this thread", "Résume cette conversation")
    }

    /// Nobody knows.
    pub(super) const fn unknown(self) -> &'static str {
        self.either(
            "I do not know: no post you may read, and whose author lets it be quoted, answers this.",
            "Je ne sais pas : aucune publication que vous pouvez lire, et dont l’auteur accepte d’être cité, n’y répond.",
        )
    }

    /// The author of what is asked about does not want that.
    pub(super) const fn refused(self) -> &'static str {
        self.either(
            "The author of this post does not want me to answer about it.",
            "L’auteur de cette publication ne souhaite pas que j’y réponde.",
        )
    }

    /// Where all of the answer stands.
    pub(super) const fn whole(self) -> &'static str {
        self.either("Only you see this. The whole answer:", "Vous seul voyez ceci. La réponse entière :")
    }

    /// The same, where it can be made public.
    pub(super) const fn publish(self) -> &'static str {
        self.either(
            "Only you see this. Read it whole, or make it public:",
            "Vous seul voyez ceci. La lire en entier, ou la rendre publique :",
        )
    }

    const fn either(self, english: &'static str, french: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::French => french,
        }
    }
}
