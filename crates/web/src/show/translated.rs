//! A post in the language of the page.

use crate::visit::Visit;
use app::{PostView, Translation};
use model::PostId;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A post in the language of the page, ready to print.
#[derive(Clone, Debug)]
pub(crate) struct Translated {
    pub(crate) language: String,
    pub(crate) spoiler: String,
    /// Rendered from plain text.
    pub(crate) html: String,
    /// Answers of its poll.
    pub(crate) options: Vec<String>,
    /// Descriptions of its media.
    pub(crate) media: Vec<String>,
    pub(crate) by: String,
}

impl Translated {
    pub(crate) fn new(visit: &Visit, translation: Translation) -> Self {
        let by = visit.speech.with("translated-by", "model", &translation.model);
        let filled = |texts: Vec<String>| texts.into_iter().filter(|text| !text.is_empty()).collect();
        Self {
            by: by.replace("PROVIDER", &translation.provider),
            language: translation.language,
            spoiler: translation.spoiler,
            html: translation.html,
            options: filled(translation.poll.map(|(_, options)| options).unwrap_or_default()),
            media: filled(translation.media.into_iter().map(|(_, text)| text).collect()),
        }
    }
}

/// Of some posts, those in a language the member does not read that can be translated for them.
pub(crate) async fn translatable(
    visit: &Visit,
    views: &HashMap<PostId, Arc<PostView>>,
) -> app::Result<HashSet<PostId>> {
    let app = visit.app();
    let Some(member) = visit.member().filter(|_| app.translates()) else { return Ok(HashSet::new()) };
    let page = visit.speech.0.code();
    let foreign = |view: &&Arc<PostView>, reads: &str| {
        let language = view.post.language.as_deref();
        view.post.visibility.is_open()
            && language.is_some_and(|language| language != page && language != reads)
    };
    if !views.values().any(|view| foreign(&view, page)) {
        return Ok(HashSet::new());
    }
    let writes = member.private(app).await?.preferences.language.clone().unwrap_or_default();
    let ids: Vec<PostId> =
        views.values().filter(|view| foreign(view, &writes)).map(|view| view.post.id).collect();
    Ok(app.translatable(&ids, visit.viewer()).await?.into_iter().collect())
}
