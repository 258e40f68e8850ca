//! Being asked to end.

use tokio::sync::watch;

/// Says when the server has been asked to end. Cheap to clone.
#[derive(Clone)]
pub struct Shutdown(watch::Receiver<bool>);

impl Shutdown {
    /// Waits until then.
    pub async fn asked(&mut self) {
        self.0.wait_for(|asked| *asked).await.ok();
    }
}

/// Listens for SIGTERM and Ctrl-C. A second one ends the program at once.
pub fn listen() -> Shutdown {
    let (ask, asked) = watch::channel(false);
    tokio::spawn(async move {
        signal().await;
        ask.send_replace(true);
        signal().await;
        std::process::exit(130);
    });
    Shutdown(asked)
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        },
        Err(_) => {
            tokio::signal::ctrl_c().await.ok();
        }
    }
}

#[cfg(not(unix))]
async fn signal() {
    tokio::signal::ctrl_c().await.ok();
}
