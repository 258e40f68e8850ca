//! On a slow line pages show what is coming, in a real browser.

use crate::chrome::{Chrome, Look};
use crate::on_sqlite;
use serde_json::json;

/// Remembers beyond a page which tab was marked while its shape stood in for it.
const WITNESS: &str = "const main = document.getElementById('main'); new MutationObserver(() => { \
    if (main.querySelector(':scope.leaving > posts-to-come')) \
        sessionStorage.seen = main.querySelector('.tabs [aria-current]').getAttribute('href'); \
    }).observe(main, { childList: true });";

/// How long each answer takes from now on, in milliseconds.
async fn wait_each_time(chrome: &Chrome, latency: u32) {
    chrome.protocol("Network.enable", json!({})).await;
    // What the page's worker asks for would not be slow.
    chrome.protocol("Network.setBypassServiceWorker", json!({ "bypass": true })).await;
    let line =
        json!({ "offline": false, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1 });
    chrome.protocol("Network.emulateNetworkConditions", line).await;
}

async fn run(chrome: &Chrome, script: &str) -> serde_json::Value {
    chrome.driver.execute(script, Vec::new()).await.expect("a script runs").json().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_that_are_on_their_way_show_their_shape() {
    let server = on_sqlite();
    let ada = server.member("ada");
    for n in 1..=24 {
        ada.post_status(&format!("Lamp {n}")).await;
    }
    let look = Look { language: "en", phone: true, scripts: true };
    let Some(chrome) = Chrome::open(server.url(), look).await else { return };
    chrome.log_in("ada").await;
    chrome.find("article.post").await;

    wait_each_time(&chrome, 1_500).await;
    run(&chrome, "scrollTo(0, document.body.scrollHeight)").await;
    chrome.find(".posts[aria-busy] + posts-to-come[aria-hidden]").await;
    chrome.photograph("posts-to-come").await;
    chrome.loses("posts-to-come").await;
    assert_eq!(run(&chrome, "return document.querySelectorAll('main article.post').length").await, 24);

    let height = run(&chrome, "scrollTo(0, 600); return scrollY").await;
    // The driver waits until a page is there; what is shown until then is told by the page that is left.
    run(&chrome, WITNESS).await;
    run(&chrome, "document.querySelector('.tabs a:not([aria-current])').click()").await;
    chrome.find(".tabs a[href='/?show=for-you'][aria-current]").await;
    assert_eq!(run(&chrome, "return sessionStorage.seen").await, "/?show=for-you");
    assert!(chrome.place().await.ends_with("/?show=for-you"), "{}", chrome.place().await);

    // Back, what was left is as it was left.
    wait_each_time(&chrome, 0).await;
    chrome.driver.back().await.expect("there is a way back");
    chrome.find(".tabs a[href='/'][aria-current]").await;
    chrome.loses("posts-to-come").await;
    assert_eq!(run(&chrome, "return scrollY").await, height);
    chrome.close().await;
}
