//! The world's pictures: each drawn and uploaded once, then used again.

use app::{Actor, App};
use demo::{PictureKind, PictureSpec};
use model::{Media, MediaDetails};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;

type Key = (PictureKind, u8);

/// What was uploaded already, by what it shows.
#[derive(Default)]
pub struct Pictures {
    known: Mutex<HashMap<Key, Arc<OnceCell<Media>>>>,
}

impl Pictures {
    /// An upload of the member's own that shows `spec`.
    pub async fn upload(&self, app: &App, me: Actor, spec: &PictureSpec) -> app::Result<Media> {
        let cell = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry((spec.kind, spec.seed)).or_default())
        };
        let mut first = None;
        let medium = cell.get_or_try_init(|| async {
            let details = MediaDetails {
                ai_generated: Some(spec.ai_generated()),
                ..MediaDetails::described(spec.alt.clone())
            };
            let medium = app.upload(me, draw(spec.clone()).await, details).await?;
            first = Some(medium.clone());
            Ok::<_, app::Error>(medium)
        });
        let medium = medium.await?.clone();
        match first {
            Some(first) => Ok(first),
            None => app.upload_again(me, &medium, spec.alt.clone()).await,
        }
    }
}

/// The file of a picture, drawn off the threads that answer requests.
pub async fn draw(spec: PictureSpec) -> Vec<u8> {
    tokio::task::spawn_blocking(move || demo::picture(&spec)).await.unwrap_or_default()
}
