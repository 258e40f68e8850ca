//! Archives that were uploaded: read by a job, followed on a page.

use super::{ImportOptions, ImportReport};
use crate::jobs::{Job, later};
use crate::{Actor, App, Error, Result};
use model::limits::IMPORTS_KEPT;
use model::{AccountId, Time};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;
use store::imports::Import;

/// How often it is written down how far an import is.
const NOTE: Duration = Duration::from_millis(700);

/// Where an import stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportState {
    /// It has not begun.
    Waiting,
    /// It is being read.
    Running,
    /// All of it has been read.
    Done,
    /// It could not be read.
    Failed,
}

impl ImportState {
    const ALL: [(Self, &str); 4] = [
        (Self::Waiting, "waiting"),
        (Self::Running, "running"),
        (Self::Done, "done"),
        (Self::Failed, "failed"),
    ];

    /// The word it is kept as.
    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }

    fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|(_, known)| *known == word).map_or(Self::Failed, |(state, _)| state)
    }
}

/// An archive a member uploaded, and what became of it.
#[derive(Clone, Debug)]
pub struct Importing {
    /// Its id.
    pub id: i64,
    /// What the file was called.
    pub name: String,
    /// Where it stands.
    pub state: ImportState,
    /// What became of it so far.
    pub report: ImportReport,
    /// When it was uploaded.
    pub created_at: Time,
}

impl From<Import> for Importing {
    fn from(import: Import) -> Self {
        Self {
            id: import.id,
            state: ImportState::from_word(&import.state),
            report: import.report(),
            name: import.name,
            created_at: import.created_at,
        }
    }
}

impl App {
    /// A new place for an upload, under a name nobody can guess. Whoever writes there hands it to
    /// [`App::import_later`] or removes it.
    pub async fn import_place(&self) -> Result<PathBuf> {
        let folder = self.config().data.join("imports");
        let failed = |error| Error::unavailable("the folder of imports", error);
        tokio::fs::create_dir_all(&folder).await.map_err(failed)?;
        Ok(folder.join(crate::secret::random()))
    }

    /// Brings an uploaded archive as soon as there is time. One of a member at a time.
    pub async fn import_later(
        &self,
        me: Actor,
        upload: &Path,
        name: &str,
        options: ImportOptions,
    ) -> Result<i64> {
        let now = self.now();
        let file = upload.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        let import = Import {
            id: self.id(),
            account: me.account,
            name: text::clean::cut(&text::input::line(name), 200),
            file,
            options: serde_json::to_string(&options).map_err(|error| Error::internal("options", error))?,
            state: ImportState::Waiting.word().to_owned(),
            report: "{}".to_owned(),
            created_at: now,
            updated_at: now,
        };
        self.write(move |tx| {
            Box::pin(async move {
                if store::imports::any_under_way(tx, import.account).await? {
                    return Err(Error::TooMany(
                        "An archive of yours is being read. One at a time.".to_owned(),
                    ));
                }
                store::imports::insert(tx, &import).await?;
                store::imports::forget_old(tx, import.account, IMPORTS_KEPT).await?;
                later(tx, &Job::Import { import: import.id }, Some(&format!("import-{}", import.id)), now)
                    .await?;
                Ok(import.id)
            })
        })
        .await
    }

    /// A member's imports, the latest first.
    pub async fn imports(&self, me: AccountId) -> Result<Vec<Importing>> {
        let found = store::imports::of_account(&mut self.read().await?, me, IMPORTS_KEPT).await?;
        Ok(found.into_iter().map(Importing::from).collect())
    }

    /// Reads an uploaded archive. Cut short, it begins again and passes over what is here; tried too
    /// often, it is given up.
    pub(crate) async fn do_import(&self, id: i64, job: i64, last_try: bool) -> Result<()> {
        let import = store::imports::get(&mut self.read().await?, id).await?.ok_or(Error::NotFound)?;
        let Some(file) = &import.file else { return Ok(()) };
        let path = self.config().data.join("imports").join(file);
        let options = serde_json::from_str(&import.options).unwrap_or_default();
        let (me, name) = (Actor::from(import.account), Some(import.name.as_str()));
        let so_far = Mutex::new(ImportReport::default());
        let ended = {
            let progress = |report: &ImportReport| {
                report.clone_into(&mut so_far.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
            };
            let bring = self.bring(me, &path, name, options, Some(job), &progress);
            tokio::pin!(bring);
            let mut pause = tokio::time::interval(NOTE);
            loop {
                tokio::select! {
                    ended = &mut bring => break ended,
                    _ = pause.tick() => {
                        let report = so_far.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
                        self.note_import(id, ImportState::Running, report, Some(job)).await?;
                    }
                }
            }
        };
        let (state, report) = match ended {
            Ok(report) => (ImportState::Done, report),
            Err(error @ (Error::Unavailable(_) | Error::Internal(_))) if !last_try => return Err(error),
            Err(error) => {
                let mut report = so_far.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
                report.find(import.name.clone(), error.to_string());
                (ImportState::Failed, report)
            }
        };
        self.note_import(id, state, report, None).await?;
        tokio::fs::remove_file(&path).await.ok();
        Ok(())
    }

    async fn note_import(
        &self,
        id: i64,
        state: ImportState,
        report: ImportReport,
        job: Option<i64>,
    ) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                store::imports::note(tx, id, state.word(), &report, now).await?;
                if let Some(job) = job {
                    store::jobs::go_on(tx, job, now.plus(crate::jobs::IMPORT_LEASE)).await?;
                }
                Ok(())
            })
        })
        .await
    }
}
