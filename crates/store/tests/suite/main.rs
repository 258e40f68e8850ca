//! What the store promises, on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

extern crate braise_store as store;

mod consent;
mod erasing;
mod forecast_models;
mod jobs;
mod log;
mod mailed;
mod plans;
mod visibility;

use model::{Account, AccountId, Logged, Post, PostId, Time, Visibility};
use std::sync::{Arc, Mutex};
use store::{Error, Options, Store};
use testkit::server::{Database, engines};

/// A store of its own, and the events it told of.
struct Fixture {
    store: Store,
    told: Arc<Mutex<Vec<Logged>>>,
}

/// Runs a story on a fresh store of each engine.
async fn on_each_engine<F: Future<Output = ()>>(story: impl Fn(Fixture) -> F) {
    for engine in engines() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::create(engine);
        let url = database
            .url()
            .map_or_else(|| format!("sqlite:{}/test.db", folder.path().display()), str::to_owned);
        let told = Arc::new(Mutex::new(Vec::new()));
        let listener = {
            let told = Arc::clone(&told);
            Arc::new(move |events: Vec<Logged>| told.lock().unwrap().extend(events))
        };
        let store =
            Store::open(&Options { url, readers: 4, migrate: true, node: 0 }, listener).await.unwrap();
        let fixture = Fixture { store: store.clone(), told };
        story(fixture).await;
        store.close().await;
        drop((folder, database));
    }
}

fn account(id: i64) -> Account {
    Account {
        id: AccountId(id),
        username: format!("a{id}"),
        created_at: Time::from_millis(id),
        ..Account::default()
    }
}

fn post(id: i64, author: i64, visibility: Visibility) -> Post {
    Post {
        id: PostId(id),
        author: AccountId(author),
        created_at: Time::from_millis(id),
        visibility,
        thread: PostId(id),
        text: format!("post {id}"),
        html: format!("<p>post {id}</p>"),
        ..Post::default()
    }
}

impl Fixture {
    async fn write<T: Send + 'static>(
        &self,
        work: impl for<'a> FnOnce(&'a mut store::Tx) -> store::Work<'a, T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.store.write(work).await.map(|done| done.value)
    }
}
