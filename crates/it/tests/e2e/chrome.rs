//! A real Chromium, driven through WebDriver.

use serde_json::json;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;
use testkit::server::PASSWORD;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

/// How a page is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// `en` or `fr`.
    pub language: &'static str,
    /// A phone's width, or a laptop's.
    pub phone: bool,
    /// Whether scripts run.
    pub scripts: bool,
}

impl Look {
    /// Width and height of the page, in pixels.
    fn size(self) -> (u32, u32) {
        if self.phone { (390, 844) } else { (1280, 900) }
    }

    /// For the names of screenshots.
    pub fn name(self) -> String {
        let (size, scripts) =
            (if self.phone { "phone" } else { "laptop" }, if self.scripts { "scripts" } else { "plain" });
        format!("{}-{size}-{scripts}", self.language)
    }
}

/// The driver's process; it and its browsers end with it.
struct Driver {
    child: std::process::Child,
    port: u16,
}

impl Driver {
    fn start() -> Option<Self> {
        let program = tool("chromedriver")?;
        let port = std::net::TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let mut command = Command::new(program);
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        Some(Self { child: command.spawn().expect("chromedriver starts"), port })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A window.
pub struct Chrome {
    pub driver: WebDriver,
    base: String,
    look: Look,
    _process: Driver,
    _profile: tempfile::TempDir,
}

/// Where a tool is; none when this run was told that it is missing.
fn tool(name: &str) -> Option<PathBuf> {
    let variable = format!("BRAISE_TEST_{}", name.to_uppercase());
    if let Some(place) = std::env::var_os(variable) {
        return Some(place.into());
    }
    let missing = std::env::var("BRAISE_TEST_MISSING").unwrap_or_default();
    if missing.split(',').any(|word| word == name) {
        return None;
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|place| place.is_file())
}

impl Chrome {
    /// Opens a window on a server; none where there is no browser, which is said.
    pub async fn open(base: &str, look: Look) -> Option<Self> {
        let Some(browser) = tool("chromium") else {
            testkit::leave_out("chromium", "the pages in a real browser");
            return None;
        };
        let Some(process) = Driver::start() else {
            testkit::leave_out("chromedriver", "the pages in a real browser");
            return None;
        };
        // The driver's HTTP client wants the TLS provider that the first of ours installs.
        let _ = testkit::Client::new(base);
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let (width, height) = look.size();
        let mut capabilities = DesiredCapabilities::chrome();
        capabilities.set_binary(&browser.to_string_lossy()).unwrap();
        // Chromium without its windows starts in a third of the time, and goes by another name.
        let shell = browser.to_string_lossy().ends_with("headless-shell");
        if shell {
            capabilities.as_mut().set("browserName", "chrome-headless-shell").unwrap();
        }
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            &format!("--accept-lang={}", look.language),
            &format!("--user-data-dir={}", profile.path().display()),
            &format!("--window-size={width},{height}"),
        ] {
            capabilities.add_arg(argument).unwrap();
        }
        capabilities
            .add_experimental_option("prefs", json!({ "intl.accept_languages": look.language }))
            .unwrap();
        let address = format!("http://127.0.0.1:{}", process.port);
        let driver = testkit::wait_until("chromedriver opens a window", || async {
            WebDriver::new(&address, capabilities.clone()).await.ok()
        })
        .await;
        driver.set_implicit_wait_timeout(Duration::from_secs(10)).await.unwrap();
        let chrome = Self { driver, base: base.to_owned(), look, _process: process, _profile: profile };
        chrome.dress().await;
        Some(chrome)
    }

    /// Gives the window at hand its looks.
    async fn dress(&self) {
        self.resize(self.look.phone).await;
        let disabled = json!({ "value": !self.look.scripts });
        self.protocol("Emulation.setScriptExecutionDisabled", disabled).await;
    }

    /// Makes the page as large as a phone or a laptop.
    pub async fn resize(&self, phone: bool) {
        // Windows have a least width that is wider than a phone; the page's own is set apart.
        let (width, height) = Look { phone, ..self.look }.size();
        let dimensions = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.protocol("Emulation.setDeviceMetricsOverride", dimensions).await;
    }

    /// Opens a second window of the same member and works in it from now on; the first one's handle.
    pub async fn second_window(&self) -> WindowHandle {
        let first = self.driver.window().await.expect("a window");
        let second = self.driver.new_tab().await.expect("a second window");
        self.driver.switch_to_window(second).await.expect("it is worked in");
        self.dress().await;
        first
    }

    /// Closes the window at hand and goes back to another.
    pub async fn back_to(&self, other: WindowHandle) {
        self.driver.close_window().await.expect("the window closes");
        self.driver.switch_to_window(other).await.expect("the other is still there");
    }

    /// A command of the browser's own protocol.
    pub async fn protocol(&self, command: &str, parameters: serde_json::Value) {
        self.driver.cdp().send_raw(command, parameters).await.expect("the browser obeys");
    }

    /// Goes to a page.
    pub async fn go(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.base)).await.expect("the page opens");
    }

    /// The path and query the window is at.
    pub async fn place(&self) -> String {
        let url = self.driver.current_url().await.expect("an address");
        url.as_str().strip_prefix(&self.base).unwrap_or(url.as_str()).to_owned()
    }

    /// What a selector names; waits for it.
    pub async fn find(&self, css: &str) -> WebElement {
        match self.driver.find(By::Css(css)).await {
            Ok(found) => found,
            Err(error) => panic!(
                "{css} is not at {}: {error}\n{}",
                self.place().await,
                self.driver.find(By::Css("main")).await.unwrap().text().await.unwrap_or_default()
            ),
        }
    }

    /// Presses it. What is pressed is brought into sight first, clear of bars that stay. A page that was just being
    /// replaced by the next one is looked at again.
    pub async fn press(&self, css: &str) {
        for again in [true, true, false] {
            match self.press_once(css).await {
                Ok(()) => return,
                Err(error)
                    if again && matches!(error.as_inner(), WebDriverErrorInner::StaleElementReference(_)) => {
                }
                Err(error) => panic!("{css} cannot be pressed at {}: {error}", self.place().await),
            }
        }
    }

    async fn press_once(&self, css: &str) -> WebDriverResult<()> {
        let target = self.find(css).await;
        target.scroll_into_view().await?;
        target.click().await
    }

    /// Writes into a field, after what is there.
    pub async fn write(&self, css: &str, text: &str) {
        self.find(css).await.send_keys(text).await.expect("it can be written to");
    }

    /// Logs a member in through the page, in the window's language, and waits for what members see.
    pub async fn log_in(&self, name: &str) {
        self.go(&format!("/auth/sign_in?lang={}", self.look.language)).await;
        self.write("#username", name).await;
        self.write("#password", PASSWORD).await;
        self.press("main form .button").await;
        self.find(".rail").await;
    }

    /// Whether the page says this.
    pub async fn says(&self, text: &str) -> bool {
        // A page that is left while it is read says nothing.
        self.find("main").await.text().await.is_ok_and(|words| words.contains(text))
    }

    /// Waits until the page says this.
    pub async fn waits_for(&self, text: &str) {
        testkit::wait_until(&format!("{text:?} at {}", self.place().await), || async {
            self.says(text).await.then_some(())
        })
        .await;
    }

    /// Waits until nothing on the page is what a selector names.
    pub async fn loses(&self, css: &str) {
        let gone = format!("return document.readyState === 'complete' && !document.querySelector(\"{css}\")");
        testkit::wait_until(&format!("{css} is gone"), || async {
            let found = self.driver.execute(gone.clone(), Vec::new()).await.ok()?;
            (found.json() == &serde_json::Value::Bool(true)).then_some(())
        })
        .await;
    }

    /// Keeps a picture of the window where `BRAISE_TEST_ARTEFACTS` says, if it says so: drawing and
    /// packing them takes a good part of a journey.
    pub async fn photograph(&self, name: &str) {
        let Some(folder) = std::env::var_os("BRAISE_TEST_ARTEFACTS").map(PathBuf::from) else { return };
        std::fs::create_dir_all(&folder).expect("a folder for screenshots");
        let file = folder.join(format!("{name}-{}.png", self.look.name()));
        self.driver.screenshot(&file).await.expect("a screenshot");
    }

    /// Closes the window.
    pub async fn close(self) {
        self.driver.clone().quit().await.ok();
    }
}
