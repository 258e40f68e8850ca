//! Providers of models from PyPI, for tests that talk to real ones.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A peer that ends with the test.
#[derive(Debug)]
pub struct Peer {
    child: Child,
    url: String,
    /// What it reads, gone when it is.
    folder: Option<TempDir>,
}

/// What llama.cpp's server is to do: it does one or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Llama {
    /// Go on with chats.
    Chats,
    /// Make vectors of texts.
    Vectors,
}

/// Starts llama.cpp's own server inside Python: the model's file, what it is for, the port. One thread, as
/// many together on few cores wait for each other longer than they work.
const LLAMA: &str = "
import sys, threading, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, use, port = sys.argv[1:]
params.port = int(port)
params.n_ctx = 16384
params.n_parallel = 2
params.warmup = False
params.fit_params = False
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
params.sampling.seed = 7
params.sampling.temp = 1
params.sampling.top_k = 0
params.sampling.top_p = 1
params.sampling.min_p = 0
params.api_keys = ['sk-peer']
params.endpoint_metrics = True
if use == 'vectors':
    params.embedding = True
    params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_LAST
server = xllamacpp.Server(params)
threading.Event().wait()
";

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Peer {
    /// Starts a Python program that takes its port last; none where it is not installed, which is told as the
    /// want of `tool`.
    async fn start(tool: &str, module: &str, arguments: &[&str]) -> Option<Self> {
        let python = std::env::var("BRAISE_TEST_PYTHON").ok().filter(|path| !path.is_empty());
        let able = python.filter(|python| {
            let import = format!("import {module}");
            Command::new(python).args(["-c", &import]).output().is_ok_and(|done| done.status.success())
        });
        let Some(python) = able else {
            crate::leave_out(tool, &format!("talking to {module}"));
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
        let peer = Self { child, url: format!("http://127.0.0.1:{port}/v1"), folder: None };
        let up = || async move { tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok() };
        crate::wait_until("the peer listens", up).await;
        Some(peer)
    }

    /// `mock-ai-api`: every surface, answers by the name of the model.
    pub async fn mock() -> Option<Self> {
        let arguments = ["-m", "uvicorn", "app.openai_app:app", "--log-level", "error", "--port"];
        Self::start("python", "app.openai_app", &arguments).await
    }

    /// `llmock`, breaking what it says.
    pub async fn chaos(options: &[&str]) -> Option<Self> {
        let run = "import sys; sys.argv[0] = 'llmock'; from llmock.cli import app; app()";
        let mut arguments = vec!["-c", run, "serve", "--log-level", "error"];
        arguments.extend(options);
        arguments.push("--port");
        Self::start("python", "llmock.cli", &arguments).await
    }

    /// llama.cpp's server with a model of random weights, which writes nonsense in the form it is asked for, for
    /// whom it knows by the key `sk-peer`.
    pub async fn llama(what: Llama) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let model = folder.path().join("nonsense.gguf");
        crate::llama::write(&model, 7).unwrap();
        let what = match what {
            Llama::Chats => "chats",
            Llama::Vectors => "vectors",
        };
        let arguments = ["-c", LLAMA, model.to_str().unwrap(), what];
        let mut peer = Self::start("llama.cpp", "xllamacpp", &arguments).await?;
        peer.folder = Some(folder);
        Some(peer)
    }

    /// Tokens a llama.cpp's server wrote so far.
    pub async fn tokens_written(&self) -> u64 {
        let address = self.url.replace("/v1", "/metrics");
        let answer = reqwest::Client::new().get(address).bearer_auth("sk-peer").send().await.unwrap();
        let told = answer.text().await.unwrap();
        let line = told.lines().find_map(|line| line.strip_prefix("llamacpp:tokens_predicted_total "));
        line.expect("the server counts its tokens").trim().parse().unwrap()
    }

    /// Where its API begins.
    pub fn url(&self) -> &str {
        &self.url
    }
}
