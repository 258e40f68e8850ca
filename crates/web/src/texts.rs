//! The words of the pages, in Fluent files that are part of the program.

use crate::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::borrow::Borrow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One language's texts, an area of the pages a file.
macro_rules! texts {
    ($language:literal) => {
        concat!(
            include_str!(concat!("../texts/", $language, "/pages.ftl")),
            include_str!(concat!("../texts/", $language, "/posts.ftl")),
            include_str!(concat!("../texts/", $language, "/for_you.ftl")),
            include_str!(concat!("../texts/", $language, "/feeds.ftl")),
            include_str!(concat!("../texts/", $language, "/radar.ftl")),
            include_str!(concat!("../texts/", $language, "/terms.ftl")),
            include_str!(concat!("../texts/", $language, "/reading.ftl")),
            include_str!(concat!("../texts/", $language, "/settings.ftl")),
            include_str!(concat!("../texts/", $language, "/words.ftl")),
            include_str!(concat!("../texts/", $language, "/live.ftl")),
            include_str!(concat!("../texts/", $language, "/datasets.ftl")),
            include_str!(concat!("../texts/", $language, "/mail.ftl")),
            include_str!(concat!("../texts/", $language, "/notes.ftl")),
            include_str!(concat!("../texts/", $language, "/assistant.ftl")),
            include_str!(concat!("../texts/", $language, "/create.ftl")),
        )
    };
}

const ENGLISH: &str = texts!("en");
const FRENCH: &str = texts!("fr");

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| [bundle(Language::English, ENGLISH), bundle(Language::French, FRENCH)]);

/// Looked up hundreds of times a page, and never by anybody's choice: a quick hash will do.
type Plain = HashMap<&'static str, String, foldhash::fast::RandomState>;

/// Texts that fill nothing in, said once: a page has hundreds of them.
static PLAIN: LazyLock<[Plain; 2]> =
    LazyLock::new(|| [plain(Language::English, ENGLISH), plain(Language::French, FRENCH)]);

fn plain(language: Language, source: &'static str) -> Plain {
    let ids = source.lines().filter_map(|line| line.split_once(" =").map(|(id, _)| id));
    ids.filter(|id| !id.starts_with([' ', '#']))
        .map(|id| (id, Speech(language).format(id, &FluentArgs::new())))
        .collect()
}

fn bundle(language: Language, source: &str) -> FluentBundle<FluentResource> {
    // What cannot be parsed is left out here and fails a test below.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partly, _)| partly);
    let locale = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// Says things in one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speech(pub(crate) Language);

impl Speech {
    /// A text as it stands; one that is not there is its own id.
    pub(crate) fn say<'a>(&self, id: &'a str) -> &'a str {
        PLAIN[self.0 as usize].get(id).map_or(id, String::as_str)
    }

    /// A text with one word filled in.
    pub(crate) fn with(&self, id: &str, name: &str, value: &str) -> String {
        let mut args = FluentArgs::new();
        args.set(name.to_owned(), value.to_owned());
        self.format(id, &args)
    }

    /// A text about a number: `$count` chooses the form, `$shown` is the number as it is written.
    pub(crate) fn count(&self, id: &str, count: impl Borrow<i64>) -> String {
        let count = *count.borrow();
        let mut args = FluentArgs::new();
        args.set("count", count);
        args.set("shown", crate::show::number::shown(self.0, count));
        self.format(id, &args)
    }

    /// The language's code, for `lang` attributes.
    pub(crate) fn code(&self) -> &'static str {
        self.0.code()
    }

    fn format(&self, id: &str, args: &FluentArgs<'_>) -> String {
        let bundle = &BUNDLES[self.0 as usize];
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// Message and the words it wants filled in.
    fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let resource = FluentResource::try_new(source.to_owned());
        assert!(resource.is_ok(), "{:?}", resource.err().map(|(_, errors)| errors));
        let (mut found, mut last) = (BTreeMap::<String, BTreeSet<String>>::new(), String::new());
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((id, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                last = id.to_owned();
                assert!(found.insert(last.clone(), BTreeSet::new()).is_none(), "{last} is there twice");
            }
            for piece in line.split('$').skip(1) {
                let word = piece.chars().take_while(char::is_ascii_alphanumeric).collect();
                found.entry(last.clone()).or_default().insert(word);
            }
        }
        found
    }

    fn read(folder: &Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, all);
            } else {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let (english, french) = (messages(ENGLISH), messages(FRENCH));
        let ids = |messages: &BTreeMap<String, _>| messages.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(ids(&english), ids(&french));
        for (id, words) in &english {
            let unlike: Vec<_> = words
                .symmetric_difference(&french[id])
                .filter(|word| !["count", "shown"].contains(&word.as_str()))
                .collect();
            assert!(unlike.is_empty(), "{id}: {unlike:?}");
        }
    }

    #[test]
    fn every_text_is_used_and_every_used_text_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sources = String::new();
        read(&root.join("src"), &mut sources);
        read(&root.join("templates"), &mut sources);
        let known = messages(ENGLISH);
        // Terms of forecasts are found by their names, and tested there.
        let named = known.keys().filter(|id| !id.starts_with("term-"));
        let quoted: BTreeSet<&str> = sources.split('"').collect();
        let unused: Vec<_> = named.filter(|id| !quoted.contains(id.as_str())).collect();
        assert!(unused.is_empty(), "unused: {unused:?}");
        let calls = [".say(\"", ".with(\"", ".count(\"", "say: \""];
        for call in calls {
            for piece in sources.split(call).skip(1) {
                let Some((id, _)) = piece.split_once('"') else { continue };
                let is_id = !id.is_empty()
                    && id.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit());
                assert!(!is_id || known.contains_key(id), "missing: {id}");
            }
        }
    }

    #[test]
    fn numbers_choose_the_form() {
        assert_eq!(Speech(Language::English).count("followers", 1), "1 follower");
        assert_eq!(Speech(Language::French).count("followers", 0), "0 abonné");
        assert_eq!(Speech(Language::English).count("followers", 12_000), "12,000 followers");
    }
}
