//! What letters say, in Fluent files that are part of the program.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::LazyLock;

const ENGLISH: &str = include_str!("../texts/en.ftl");
const FRENCH: &str = include_str!("../texts/fr.ftl");

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| [bundle("en", ENGLISH), bundle("fr", FRENCH)]);

fn bundle(code: &str, source: &str) -> FluentBundle<FluentResource> {
    // What cannot be parsed is left out here and fails a test below.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partly, _)| partly);
    let mut bundle = FluentBundle::new_concurrent(vec![code.parse().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// What is told in a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Letter {
    /// A link to choose a new password with.
    ResetPassword {
        /// The link.
        link: String,
    },
    /// The password was changed.
    PasswordChanged {
        /// Where to ask for another, if it was somebody else.
        link: String,
    },
    /// A link that confirms a new address.
    ConfirmEmail {
        /// The link.
        link: String,
    },
    /// To the old address: another was asked for.
    EmailChanging {
        /// The new address.
        email: String,
        /// Where to ask for another password, if it was somebody else.
        link: String,
    },
    /// A link that confirms the address of somebody who has just joined.
    ConfirmJoining {
        /// The link.
        link: String,
    },
}

/// Who reads a letter, and of which server it speaks.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The language of their pages, `en` or `fr`.
    pub locale: &'a str,
    /// Their name with its `@`.
    pub handle: &'a str,
    /// The network's name.
    pub site: &'a str,
    /// The network's address.
    pub url: &'a str,
}

impl Letter {
    /// The name its words stand under.
    fn id(&self) -> &'static str {
        match self {
            Self::ResetPassword { .. } => "reset-password",
            Self::PasswordChanged { .. } => "password-changed",
            Self::ConfirmEmail { .. } => "confirm-email",
            Self::EmailChanging { .. } => "email-changing",
            Self::ConfirmJoining { .. } => "confirm-joining",
        }
    }

    /// Subject and text.
    pub fn write(&self, reader: Reader<'_>) -> (String, String) {
        let mut args = FluentArgs::new();
        args.set("handle", reader.handle.to_owned());
        args.set("site", one_line(reader.site));
        args.set("url", reader.url.to_owned());
        match self {
            Self::ResetPassword { link }
            | Self::PasswordChanged { link }
            | Self::ConfirmEmail { link }
            | Self::ConfirmJoining { link } => args.set("link", link.clone()),
            Self::EmailChanging { email, link } => {
                args.set("link", link.clone());
                args.set("email", email.clone());
            }
        }
        let say = |id: &str| say(reader.locale, id, &args);
        let text = format!("{}\n\n{}\n\n{}\n", say("greeting"), say(self.id()), say("foot"));
        (say(&format!("{}-subject", self.id())), text)
    }
}

fn say(locale: &str, id: &str, args: &FluentArgs<'_>) -> String {
    let bundle = &BUNDLES[usize::from(locale.starts_with("fr"))];
    let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
        return id.to_owned();
    };
    bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned()
}

/// A name chosen freely, as one line of a heading.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn every() -> [Letter; 5] {
        let link = "https://social.example/auth/x/LINK".to_owned();
        [
            Letter::ResetPassword { link: link.clone() },
            Letter::PasswordChanged { link: link.clone() },
            Letter::ConfirmEmail { link: link.clone() },
            Letter::EmailChanging { email: "new@example.org".to_owned(), link: link.clone() },
            Letter::ConfirmJoining { link },
        ]
    }

    /// Messages of a file, with the words they want filled in.
    fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let resource = FluentResource::try_new(source.to_owned());
        assert!(resource.is_ok(), "{:?}", resource.err().map(|(_, errors)| errors));
        let (mut found, mut last) = (BTreeMap::<String, BTreeSet<String>>::new(), String::new());
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((id, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                last = id.to_owned();
                assert!(found.insert(last.clone(), BTreeSet::new()).is_none(), "{last} is there twice");
            }
            for piece in line.split("{ $").skip(1) {
                let word = piece.chars().take_while(char::is_ascii_alphanumeric).collect();
                found.entry(last.clone()).or_default().insert(word);
            }
        }
        found
    }

    #[test]
    fn both_languages_say_all_letters_and_nothing_else() {
        let (english, french) = (messages(ENGLISH), messages(FRENCH));
        assert_eq!(english, french);
        let mut wanted: BTreeSet<String> = ["greeting", "foot"].map(str::to_owned).into();
        for letter in every() {
            wanted.extend([letter.id().to_owned(), format!("{}-subject", letter.id())]);
        }
        assert_eq!(english.into_keys().collect::<BTreeSet<_>>(), wanted);
    }

    #[test]
    fn letters_are_whole_in_both_languages() {
        for locale in ["en", "fr"] {
            let site = "La Braise\nBcc: all@example.org";
            let reader = Reader { locale, handle: "@ada", site, url: "https://social.example" };
            for letter in every() {
                let (subject, text) = letter.write(reader);
                assert!(!subject.contains('\n') && !subject.contains('{'), "{subject}");
                assert!(text.contains("@ada") && !text.contains('{'), "{text}");
                assert!(
                    text.contains("\nhttps://social.example/auth/x/LINK\n"),
                    "a link has a line of its own: {text}"
                );
            }
        }
    }
}
