//! Files members bring: pictures are made safe at once, film and sound a little later.

use crate::jobs::{Job, later};
use crate::signing::{Before, Held, OnDisk, Origin, Recording, Whose};
use crate::{Actor, App, Error, Result};
use ::credentials::Found;
use consent::{Choices, Subject};
use media::{Encoded, Kind, MediaError, Processed, ProfilePicture};
use model::limits::ALT_CHARACTERS;
use model::media::MediaShape;
use model::visibility::Viewer;
use model::{Media, MediaDetails, MediaId, MediaKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long `ffmpeg` may work on one file.
const TRANSCODE: Duration = Duration::from_secs(10 * 60);
/// How long an upload waits for its post.
pub(crate) const LOOSE: Duration = Duration::from_secs(24 * 3_600);

impl App {
    /// Takes a file for a later post. Pictures are ready when this answers; film and sound are not
    /// yet (`ready` is false).
    pub async fn upload(&self, me: Actor, bytes: Vec<u8>, details: MediaDetails) -> Result<Media> {
        let kind = media::sniff(&bytes).map_err(refused)?;
        let base = Media {
            id: self.id(),
            owner: me.account,
            created_at: self.now(),
            ready: true,
            ..Media::default()
        };
        let sign = details.sign;
        let base = described(base, details)?;
        let signs = self.wants_signing(me, sign).await?;
        let medium = match kind {
            Kind::Picture(format) => {
                let signs = if signs { Some(self.signature(me).await?) } else { None };
                self.keep_picture(base, bytes, format.mime(), signs).await?
            }
            Kind::Film(_) | Kind::Sound(_) if self.inner.media_tools.is_none() => {
                return Err(refused(MediaError::NoTools));
            }
            Kind::Film(_) => self.keep_upload(Media { kind: MediaKind::Video, ..base }, bytes).await?,
            Kind::Sound(_) => self.keep_upload(Media { kind: MediaKind::Audio, ..base }, bytes).await?,
        };
        let (kept, now) = (medium.clone(), self.now());
        self.write(move |tx| {
            Box::pin(async move {
                store::attached::insert_media(tx, &kept).await?;
                if !kept.ready {
                    let (media, upload) = (kept.id, kept.file.clone());
                    later(tx, &Job::Transcode { media, upload, sign: signs }, None, now).await?;
                }
                later(tx, &Job::SweepMedia, Some("sweep-media"), now.plus(LOOSE)).await
            })
        })
        .await?;
        Ok(medium)
    }

    /// A member's own upload.
    pub async fn own_media(&self, me: Actor, id: MediaId) -> Result<Media> {
        let found = store::attached::media_by_id(&mut self.read().await?, &[id]).await?.pop();
        found.filter(|medium| medium.owner == me.account).ok_or(Error::NotFound)
    }

    /// Changes what is said of an upload, also after it was posted.
    pub async fn describe_media(&self, me: Actor, id: MediaId, details: MediaDetails) -> Result<Media> {
        let mut medium = described(self.own_media(me, id).await?, details)?;
        medium.ai_generated |= self.painted_here(id).await?;
        let (kept, now) = (medium.clone(), self.now());
        self.write(move |tx| {
            Box::pin(async move {
                store::attached::describe_media(tx, &kept).await?;
                if let Some(post) = kept.post {
                    tx.log(now, model::Event::PostChanged { post });
                }
                Ok(())
            })
        })
        .await?;
        Ok(medium)
    }

    /// Removes an upload that no post uses.
    pub async fn delete_media(&self, me: Actor, id: MediaId) -> Result<()> {
        let medium = self.own_media(me, id).await?;
        if medium.post.is_some() {
            return Err(Error::invalid("Validation failed: Media attachment is used by a post"));
        }
        self.write(move |tx| Box::pin(async move { Ok(store::attached::delete_media(tx, id).await?) }))
            .await?;
        self.remove_files(&medium).await;
        Ok(())
    }

    /// Where a media file is on disk, if its name is one this server gives.
    pub fn media_path(&self, file: &str) -> Option<PathBuf> {
        let (folder, name) = file.split_once('/')?;
        let known = matches!(folder, "posts" | "avatars" | "headers" | "cards" | "emoji");
        let plain = !name.is_empty()
            && !name.starts_with('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        (known && plain).then(|| self.config().media_folder().join(folder).join(name))
    }

    /// Several media, for what remembers them by id.
    pub async fn media_by_id(&self, ids: &[MediaId], viewer: Viewer) -> Result<Vec<Media>> {
        let found = store::attached::media_by_id(&mut self.read().await?, ids).await?;
        Ok(found.into_iter().filter(|medium| medium.post.is_some() || Some(medium.owner) == viewer).collect())
    }

    /// Whether what a member brings is signed as theirs: not unless they want it.
    async fn wants_signing(&self, me: Actor, asked: Option<bool>) -> Result<bool> {
        Ok(self.signs_pictures()
            && match asked {
                Some(asked) => asked,
                None => self.member(me.account).await?.preferences.sign_pictures,
            })
    }

    /// Whom something is signed for, with what they allow.
    async fn signature(&self, me: Actor) -> Result<(String, Choices)> {
        let account = self.account(me.account).await?;
        let allows = self.standing(me, Subject::Account).await?.choices;
        Ok((format!("@{}@{}", account.username, self.config().domain), allows))
    }

    async fn keep_picture(
        &self,
        base: Media,
        bytes: Vec<u8>,
        mime: &'static str,
        signs: Option<(String, Choices)>,
    ) -> Result<Media> {
        let found = self.credentials_in(Held::Memory(bytes.clone()), mime).await?;
        let by_model = found.as_ref().is_some_and(Found::by_model);
        let (author, allows) = signs.unzip();
        if found.is_none() && author.is_none() {
            let picture = self.decode(bytes, media::picture).await?;
            return self.keep_made(base, picture).await;
        }
        let picture = self.decode(bytes.clone(), media::picture).await?;
        let title = "The picture as it came".to_owned();
        let before = Before { bytes, mime: mime.to_owned(), title, whose: Whose::Own };
        let origin = Origin::Brought { before, found, author };
        let (picture, credentials) = self.signed(picture, origin, allows).await?;
        let base = Media { credentials, ai_generated: base.ai_generated || by_model, ..base };
        self.keep_made(base, picture).await
    }

    /// Keeps the files of a picture.
    pub(crate) async fn keep_made(&self, base: Media, picture: media::Picture) -> Result<Media> {
        let file = self.keep_file("posts", "", &picture.original).await?;
        let small = self.keep_file("posts", "-small", &picture.small).await?;
        Ok(Media {
            kind: MediaKind::Image,
            file,
            small: Some(small),
            mime: picture.original.mime.to_owned(),
            bytes: i64::try_from(picture.original.bytes.len()).unwrap_or(i64::MAX),
            shape: MediaShape {
                width: picture.original.width,
                height: picture.original.height,
                small_width: picture.small.width,
                small_height: picture.small.height,
                ..MediaShape::default()
            },
            blurhash: Some(picture.blurhash),
            ..base
        })
    }

    /// Keeps an upload as it came, where nobody can fetch it, until it has been transcoded.
    async fn keep_upload(&self, base: Media, bytes: Vec<u8>) -> Result<Media> {
        let name = crate::secret::random();
        let folder = self.config().data.join("uploads");
        write_file(folder, &name, &bytes).await?;
        Ok(Media { file: name, mime: "application/octet-stream".to_owned(), ready: false, ..base })
    }

    /// Makes what is served of a film or sound that was brought; `sign`: as its owner's.
    pub(crate) async fn transcode(&self, id: MediaId, upload: &str, sign: bool) -> Result<()> {
        let found = store::attached::media_by_id(&mut self.read().await?, &[id]).await?.pop();
        let medium = found.filter(|medium| !medium.ready).ok_or(Error::NotFound)?;
        let tools = self.inner.media_tools.clone().ok_or_else(|| refused(MediaError::NoTools))?;
        let input = self.config().data.join("uploads").join(upload);
        let output = self.config().data.join("uploads").join(format!("{upload}.out"));
        tokio::fs::create_dir_all(&output)
            .await
            .map_err(|error| Error::unavailable("the upload folder", error))?;
        let done = match tools.process(&input, &output, TRANSCODE).await {
            Ok(Processed::Film(mut film)) => {
                let made = OnDisk { path: film.path.clone(), mime: film.mime };
                let signed;
                (signed, film.path, film.bytes) = self.sign_recording(medium, &input, made, sign).await?;
                self.keep_film(signed, *film).await?
            }
            Ok(Processed::Sound(mut sound)) => {
                let made = OnDisk { path: sound.path.clone(), mime: sound.mime };
                let signed;
                (signed, sound.path, sound.bytes) = self.sign_recording(medium, &input, made, sign).await?;
                self.keep_sound(signed, sound).await?
            }
            Err(error) if error.is_internal() => return Err(Error::unavailable("ffmpeg", error)),
            Err(error) => {
                tracing::info!(media = %id, code = error.code(), "an upload could not be read");
                Media { kind: MediaKind::Unknown, ready: true, file: String::new(), ..medium }
            }
        };
        self.write(move |tx| Box::pin(async move { Ok(store::attached::finish_media(tx, &done).await?) }))
            .await?;
        tokio::fs::remove_dir_all(&output).await.ok();
        tokio::fs::remove_file(&input).await.ok();
        Ok(())
    }

    /// A film or sound with what it says of itself, and the file that says it with its bytes; `made` is without.
    async fn sign_recording(
        &self,
        medium: Media,
        input: &Path,
        made: OnDisk,
        sign: bool,
    ) -> Result<(Media, PathBuf, u64)> {
        let mime = media::container(input).await.map_err(refused)?.mime();
        let found = self.credentials_in(Held::File(input.to_owned()), mime).await?;
        let by_model = found.as_ref().is_some_and(Found::by_model);
        let signature = if sign { Some(self.signature(Actor::from(medium.owner)).await?) } else { None };
        let (author, allows) = signature.unzip();
        let plain = made.path.clone();
        let recording = Recording { brought: OnDisk { path: input.to_owned(), mime }, found, made, author };
        let signed = self.signed_recording(recording, allows).await?;
        let medium =
            Media { credentials: signed.is_some(), ai_generated: medium.ai_generated || by_model, ..medium };
        let path = signed.unwrap_or(plain);
        let about = tokio::fs::metadata(&path).await;
        let bytes = about.map_err(|error| Error::unavailable("the upload folder", error))?.len();
        Ok((medium, path, bytes))
    }

    async fn keep_film(&self, medium: Media, film: media::Film) -> Result<Media> {
        let file = self.take_file("posts", &film.path, "mp4").await?;
        let small = self.keep_file("posts", "-small", &film.poster).await?;
        Ok(Media {
            kind: MediaKind::Video,
            file,
            small: Some(small),
            mime: film.mime.to_owned(),
            bytes: i64::try_from(film.bytes).unwrap_or(i64::MAX),
            shape: MediaShape {
                width: film.width,
                height: film.height,
                small_width: film.poster.width,
                small_height: film.poster.height,
                duration: film.duration.as_secs_f64(),
                frame_rate: film.frame_rate,
                bitrate: film.bitrate,
            },
            blurhash: Some(film.blurhash),
            ready: true,
            ..medium
        })
    }

    async fn keep_sound(&self, medium: Media, sound: media::Sound) -> Result<Media> {
        let extension = if sound.mime.contains("ogg") { "ogg" } else { "mp3" };
        let file = self.take_file("posts", &sound.path, extension).await?;
        Ok(Media {
            kind: MediaKind::Audio,
            file,
            mime: sound.mime.to_owned(),
            bytes: i64::try_from(sound.bytes).unwrap_or(i64::MAX),
            shape: MediaShape {
                duration: sound.duration.as_secs_f64(),
                bitrate: sound.bitrate,
                ..MediaShape::default()
            },
            ready: true,
            ..medium
        })
    }

    pub(crate) async fn sweep_media(&self) -> Result<()> {
        let before = self.now().minus(LOOSE);
        let loose = store::attached::loose_media(&mut self.read().await?, before, 500).await?;
        for medium in loose {
            let id = medium.id;
            self.write(move |tx| Box::pin(async move { Ok(store::attached::delete_media(tx, id).await?) }))
                .await?;
            self.remove_files(&medium).await;
        }
        self.write(move |tx| Box::pin(async move { Ok(store::creations::sweep(tx, before).await?) })).await
    }

    async fn remove_files(&self, medium: &Media) {
        for file in [Some(&medium.file), medium.small.as_ref()].into_iter().flatten() {
            if let Some(path) = self.media_path(file) {
                tokio::fs::remove_file(path).await.ok();
            }
        }
    }

    /// Removes a picture of a profile, moving and still.
    pub(crate) async fn remove_profile_picture(&self, file: &str) {
        for path in [self.media_path(file), self.media_path(&still_of(file))].into_iter().flatten() {
            tokio::fs::remove_file(path).await.ok();
        }
    }

    /// Decodes off the request threads.
    pub(crate) async fn decode<T: Send + 'static>(
        &self,
        bytes: Vec<u8>,
        decode: fn(&[u8]) -> Result<T, MediaError>,
    ) -> Result<T> {
        let done = tokio::task::spawn_blocking(move || decode(&bytes)).await;
        done.map_err(|error| Error::internal("decoding a picture", error))?.map_err(refused)
    }

    pub(crate) async fn keep_profile_picture(
        &self,
        folder: &str,
        bytes: Vec<u8>,
        decode: fn(&[u8]) -> Result<ProfilePicture, MediaError>,
    ) -> Result<String> {
        let picture = self.decode(bytes, decode).await?;
        let file = self.keep_file(folder, "", &picture.picture).await?;
        if let Some(still) = picture.still {
            let name = still_of(&file);
            let (_, name) = name.split_once('/').unwrap_or_default();
            write_file(self.config().media_folder().join(folder), name, &still.bytes).await?;
        }
        Ok(file)
    }

    /// Writes a file under a name nobody can guess; answers folder and name.
    pub(crate) async fn keep_file(&self, folder: &str, suffix: &str, encoded: &Encoded) -> Result<String> {
        let name = format!("{}{suffix}.{}", crate::secret::random(), encoded.extension);
        write_file(self.config().media_folder().join(folder), &name, &encoded.bytes).await?;
        Ok(format!("{folder}/{name}"))
    }

    async fn take_file(&self, folder: &str, from: &std::path::Path, extension: &str) -> Result<String> {
        let name = format!("{}.{extension}", crate::secret::random());
        let to = self.config().media_folder().join(folder);
        let failed = |error| Error::unavailable("the media folder", error);
        tokio::fs::create_dir_all(&to).await.map_err(failed)?;
        tokio::fs::copy(from, to.join(&name)).await.map_err(failed)?;
        Ok(format!("{folder}/{name}"))
    }
}

/// The name of the still version of a moving profile picture; of a still one, its own.
pub fn still_of(file: &str) -> String {
    file.strip_suffix(".gif").map_or_else(|| file.to_owned(), |stem| format!("{stem}-still.png"))
}

async fn write_file(folder: PathBuf, name: &str, bytes: &[u8]) -> Result<()> {
    let failed = |error| Error::unavailable("the media folder", error);
    tokio::fs::create_dir_all(&folder).await.map_err(failed)?;
    tokio::fs::write(folder.join(name), bytes).await.map_err(failed)
}

/// A medium with what is newly said of it.
pub(crate) fn described(medium: Media, details: MediaDetails) -> Result<Media> {
    Ok(Media {
        alt: details.alt.map_or(Ok(medium.alt), |alt| check_alt(&alt))?,
        focus: details.focus.or(medium.focus),
        ai_generated: details.ai_generated.unwrap_or(medium.ai_generated),
        ..medium
    })
}

pub(crate) fn check_alt(alt: &str) -> Result<String> {
    let alt = text::input::lines(alt);
    if text::count::characters(&alt) > ALT_CHARACTERS {
        return Err(Error::invalid(format!(
            "Validation failed: Description is too long (maximum is {ALT_CHARACTERS} characters)"
        )));
    }
    Ok(alt)
}

pub(crate) fn refused(error: MediaError) -> Error {
    if error.is_internal() {
        return Error::internal("media", error);
    }
    Error::Invalid(format!("Validation failed: {error}"))
}
