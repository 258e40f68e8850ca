//! Pictures members have made: from words, again, or from a picture somebody lets be used.
//!
//! Rules draw at once ([`art`]); a model is asked in a job, so that no request waits for a provider. A picture of
//! another member is used only where they said yes to having something new made of it – of that picture, its post or
//! all they show – and it stands open to everybody. That is asked when somebody wishes for a remix and again when it
//! is made. What comes of it is signed, marked, and goes the way of every upload: it waits a day for its post.

mod made;
mod paint;

use crate::jobs::{Job, later};
use crate::{Actor, App, Config, Error, Result};
use art::Style;
use consent::Purpose;
use model::limits::PROMPT_CHARACTERS;
use model::visibility::Viewer;
use model::{AccountId, CreatedShown, Event, Media, MediaId, MediaKind, Page, Post, PostId};
use std::sync::Arc;
use std::time::Duration;
use store::creations::Creation;

pub use made::{HowMade, MadeFrom};

/// A day, in milliseconds.
const DAY: i64 = 86_400_000;
/// What rules are called among makers.
pub(crate) const RULES: &str = "rules";

/// A picture somebody wants.
#[derive(Clone, Debug, Default)]
pub struct NewCreation {
    /// From which words.
    pub words: String,
    /// From which picture.
    pub from: Option<MediaId>,
    /// Another picture like this one of theirs; its words and picture then count, not these.
    pub again: Option<i64>,
    /// How rules are to draw it.
    pub style: Option<String>,
    /// Drawn by rules although there is a model.
    pub by_rules: bool,
    /// Whether everybody may read the words.
    pub shared: bool,
}

/// A picture that was made, or is being made.
#[derive(Clone, Debug)]
pub struct Created {
    /// What was wished, and what became of it.
    pub creation: Creation,
    /// The picture, once there is one.
    pub media: Option<Media>,
}

/// The model of the settings that makes pictures.
pub(crate) fn painter(config: &Config) -> Result<Option<Arc<models::Painter>>> {
    let Some(painter) = &config.painter else { return Ok(None) };
    let mut settings = painter.settings.clone();
    settings.user_agent = config.egress().user_agent;
    let painter = models::Painter::new(settings)
        .map_err(|error| Error::unavailable("the model that makes pictures", error))?;
    Ok(Some(Arc::new(painter)))
}

impl App {
    /// Whether members may have pictures made.
    pub fn creates(&self) -> bool {
        self.config().create
    }

    /// The model that makes pictures, and whether it makes them from pictures too.
    pub fn painter(&self) -> Option<(&str, bool)> {
        self.inner.painter.as_ref().map(|painter| (painter.model(), painter.edits()))
    }

    fn creating_is_on(&self) -> Result<()> {
        if self.creates() {
            return Ok(());
        }
        Err(Error::Forbidden("Pictures are not made on this server".to_owned()))
    }

    /// Has a picture made. One that rules draw is there when this answers; one of a model follows.
    pub async fn create(&self, me: Actor, new: NewCreation) -> Result<Created> {
        self.creating_is_on()?;
        let creation = self.wished(me, new).await?;
        let kept = creation.clone();
        if creation.maker == RULES {
            self.write(move |tx| Box::pin(async move { Ok(store::creations::insert(tx, &kept).await?) }))
                .await?;
            self.make(&creation).await?;
            return self.creation(me, creation.id).await;
        }
        let (now, day) = (self.now(), self.now().millis().div_euclid(DAY));
        let (mine, all) = self
            .config()
            .painter
            .as_ref()
            .map_or((0, 0), |config| (config.member_pictures, config.all_pictures));
        self.write(move |tx| {
            Box::pin(async move {
                let spent = store::creations::spent(tx, Some(kept.account), day).await?;
                let by_all = store::creations::spent(tx, None, day).await?;
                if spent >= mine || by_all >= all {
                    return Err(Error::TooMany(
                        "The day's pictures of the model are used up. Rules still draw.".to_owned(),
                    ));
                }
                store::creations::spend(tx, kept.account, day, 1).await?;
                store::creations::insert(tx, &kept).await?;
                later(tx, &Job::Paint { creation: kept.id }, None, now).await
            })
        })
        .await?;
        Ok(Created { creation, media: None })
    }

    /// What somebody wishes, checked.
    async fn wished(&self, me: Actor, new: NewCreation) -> Result<Creation> {
        let before = match new.again {
            None => None,
            Some(id) => Some(self.creation(me, id).await?.creation),
        };
        let style = match new.style.as_deref().filter(|style| !style.is_empty()) {
            None => before.as_ref().map(|before| before.style.clone()).unwrap_or_default(),
            Some(word) => Style::named(word).map(|style| style.word().to_owned()).ok_or_else(|| {
                let known = Style::ALL.map(Style::word).join(", ");
                Error::invalid(format!("Validation failed: style must be one of {known}"))
            })?,
        };
        let words =
            before.as_ref().map_or_else(|| new.words.trim().to_owned(), |before| before.words.clone());
        let words = text::input::lines(&words);
        if words.is_empty() {
            return Err(Error::invalid("Validation failed: prompt can't be blank"));
        }
        if text::count::characters(&words) > PROMPT_CHARACTERS {
            return Err(Error::invalid(format!(
                "Validation failed: prompt is too long (maximum is {PROMPT_CHARACTERS} characters)"
            )));
        }
        let parent = before.as_ref().map_or(new.from, |before| before.parent);
        if let Some(parent) = parent {
            self.remixable(me.account, parent).await?;
        }
        let by_rules = new.by_rules || before.as_ref().is_some_and(|before| before.maker == RULES);
        let painter = self.inner.painter.as_ref().filter(|_| !by_rules);
        // A model that cannot look at a picture leaves remixes to the rules.
        let painter = painter.filter(|painter| parent.is_none() || painter.edits());
        let kind = match (&before, parent) {
            (Some(_), _) => "variant",
            (None, Some(_)) => "remix",
            (None, None) => "create",
        };
        Ok(Creation {
            // The picture will bear the same: whoever asks for one knows the other.
            id: self.inner.store.new_id(self.now()),
            account: me.account,
            kind: kind.to_owned(),
            words,
            shared: new.shared || before.as_ref().is_some_and(|before| before.shared),
            style: if painter.is_some() { String::new() } else { style },
            turn: before.as_ref().map_or(0, |before| before.turn + 1),
            parent,
            maker: painter.map_or(RULES, |painter| painter.provider()).to_owned(),
            model: painter.map(|painter| painter.model().to_owned()).unwrap_or_default(),
            state: "waiting".to_owned(),
            fault: String::new(),
            media: None,
            created_at: self.now(),
        })
    }

    /// One of a member's pictures.
    pub async fn creation(&self, me: Actor, id: i64) -> Result<Created> {
        let mut rows = self.read().await?;
        let creation = store::creations::get(&mut rows, id).await?;
        let creation = creation.filter(|creation| creation.account == me.account).ok_or(Error::NotFound)?;
        let media = match creation.media {
            None => None,
            Some(media) => store::attached::media_by_id(&mut rows, &[media]).await?.pop(),
        };
        Ok(Created { creation, media })
    }

    /// A member's last pictures, newest first.
    pub async fn creations(&self, me: Actor, limit: usize) -> Result<Vec<Created>> {
        let mut rows = self.read().await?;
        let creations = store::creations::of_account(&mut rows, me.account, limit).await?;
        let ids: Vec<MediaId> = creations.iter().filter_map(|creation| creation.media).collect();
        let media = store::attached::media_by_id(&mut rows, &ids).await?;
        let of = |creation: Creation| {
            let media = media.iter().find(|medium| Some(medium.id) == creation.media).cloned();
            Created { creation, media }
        };
        Ok(creations.into_iter().map(of).collect())
    }

    /// How a member wants pictures of models in feeds, and whether theirs are signed.
    pub async fn picture_choices(&self, me: Actor) -> Result<(CreatedShown, bool)> {
        let prefers = self.member(me.account).await?.preferences;
        Ok((prefers.created, prefers.sign_pictures))
    }

    /// Changes that.
    pub async fn choose_pictures(&self, me: Actor, shown: CreatedShown, sign: bool) -> Result<()> {
        let mut prefers = self.member(me.account).await?.preferences;
        (prefers.created, prefers.sign_pictures) = (shown, sign);
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                store::members::set_preferences(tx, me.account, &prefers).await?;
                tx.log(now, Event::ReaderChanged { account: me.account, filters: false });
                Ok(())
            })
        })
        .await
    }

    /// Public posts with pictures that were made, newest first.
    pub async fn created_posts(&self, viewer: Viewer, page: Page) -> Result<Vec<PostId>> {
        Ok(store::creations::public(&mut self.read().await?, viewer, page).await?)
    }

    /// The picture, if the member may have something made of it: their own, or one that stands open to everybody and
    /// whose owner said yes to that.
    pub(crate) async fn remixable(&self, me: AccountId, id: MediaId) -> Result<(Media, Option<Post>)> {
        let mut rows = self.read().await?;
        let medium = store::attached::media_by_id(&mut rows, &[id]).await?.pop().ok_or(Error::NotFound)?;
        let post = match medium.post {
            None => None,
            Some(post) => store::posts::visible_to(&mut rows, post, Some(me)).await?,
        };
        let own = medium.owner == me;
        if !own && post.is_none() {
            return Err(Error::NotFound);
        }
        if medium.kind != MediaKind::Image || !medium.ready {
            return Err(Error::invalid("Validation failed: only a picture can be remixed"));
        }
        if own {
            return Ok((medium, post));
        }
        drop(rows);
        let open = post.as_ref().is_some_and(|post| post.visibility.is_open() && !post.local_only);
        let said =
            self.may_use(Purpose::SyntheticContent, medium.owner, medium.post, Some(medium.id)).await?;
        if open && said.allowed {
            return Ok((medium, post));
        }
        Err(Error::Forbidden(
            "Whoever shows this picture has not agreed to new ones being made of it".to_owned(),
        ))
    }

    /// Whether a model made a picture here.
    pub(crate) async fn painted_here(&self, id: MediaId) -> Result<bool> {
        let found = store::creations::of_media(&mut self.read().await?, &[id]).await?;
        Ok(found.iter().any(|creation| creation.maker != RULES))
    }
}

/// How long a wish that came to nothing is remembered.
pub(crate) const REMEMBERED: Duration = crate::files::LOOSE;
