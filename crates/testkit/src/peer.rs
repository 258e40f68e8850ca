//! Providers of models from PyPI, for tests that talk to real ones.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

/// A peer that ends with the test.
#[derive(Debug)]
pub struct Peer {
    child: Child,
    url: String,
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Peer {
    /// Starts a Python program that takes its port last; none where it is not installed.
    async fn start(module: &str, arguments: &[&str]) -> Option<Self> {
        let python = std::env::var("BRAISE_TEST_PYTHON").ok().filter(|path| !path.is_empty());
        let able = python.filter(|python| {
            let import = format!("import {module}");
            Command::new(python).args(["-c", &import]).output().is_ok_and(|done| done.status.success())
        });
        let Some(python) = able else {
            crate::leave_out("python", &format!("talking to {module}"));
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(python)
            .args(arguments)
            .arg(port.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let peer = Self { child, url: format!("http://127.0.0.1:{port}/v1") };
        let up = || async move { tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok() };
        crate::wait_until("the peer listens", up).await;
        Some(peer)
    }

    /// `mock-ai-api`: every surface, answers by the name of the model.
    pub async fn mock() -> Option<Self> {
        let arguments = ["-m", "uvicorn", "app.openai_app:app", "--log-level", "error", "--port"];
        Self::start("app.openai_app", &arguments).await
    }

    /// `llmock`, breaking what it says.
    pub async fn chaos(options: &[&str]) -> Option<Self> {
        let run = "import sys; sys.argv[0] = 'llmock'; from llmock.cli import app; app()";
        let mut arguments = vec!["-c", run, "serve", "--log-level", "error"];
        arguments.extend(options);
        arguments.push("--port");
        Self::start("llmock.cli", &arguments).await
    }

    /// Where its API begins.
    pub fn url(&self) -> &str {
        &self.url
    }
}
