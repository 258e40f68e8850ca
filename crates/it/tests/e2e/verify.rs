//! Links on profiles that lead to a member's own pages.

use crate::pages::browser::Browser;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use testkit::{Client, Server, engines, wait_until};

/// A web site on this machine with one page, which can be changed.
struct Site {
    url: String,
    html: Arc<Mutex<String>>,
}

impl Site {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/about", listener.local_addr().unwrap());
        let html = Arc::<Mutex<String>>::default();
        let shown = Arc::clone(&html);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let head =
                    BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
                head.for_each(drop);
                let html = shown.lock().unwrap().clone();
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n";
                write!(stream, "{head}Content-Length: {}\r\n\r\n{html}", html.len()).ok();
            }
        });
        Self { url, html }
    }

    fn write(&self, html: String) {
        *self.html.lock().unwrap() = html;
    }
}

async fn fields(client: &Client) -> Value {
    client.me().await["fields"].clone()
}

/// Waits until the first field is as said.
async fn wait(client: &Client, verified: bool) {
    wait_until("the page was looked at", || async {
        (fields(client).await[0]["verified_at"].is_string() == verified).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_page_that_links_back_is_the_members_own() {
    for engine in engines() {
        let server = Server::builder(engine).set("BRAISE_ALLOW_LOOPBACK", "on").start();
        let site = Site::open();
        let ada = server.member("ada");
        let save = async |value: &str| {
            let wanted = json!({ "fields_attributes": [
                { "name": "Page", "value": value }, { "name": "Bread", "value": "rye" },
            ] });
            ada.patch("/api/v1/accounts/update_credentials").json(wanted).await.ok()
        };
        site.write(format!("<p>I am <a rel=\"nofollow me\" href=\"{}/@ADA\">here</a>", server.url()));
        let saved = save(&site.url).await;
        assert!(saved["fields"][0]["verified_at"].is_null(), "{saved}");
        assert!(
            saved["fields"][0]["value"].as_str().unwrap().contains("rel=\"nofollow noopener noreferrer me\"")
        );
        wait(&ada, true).await;
        assert!(fields(&ada).await[1]["verified_at"].is_null());
        let mut browser = Browser::new(&server);
        let page = browser.get("/@ada?show=about&lang=en").await.text;
        assert!(page.contains("class=\"checked\"") && page.contains("links back here"), "{page}");
        assert!(page.contains("noreferrer me\""), "{page}");

        let kept = save(&site.url).await;
        assert!(kept["fields"][0]["verified_at"].is_string(), "the same link stays checked: {kept}");
        let changed = save(&format!("{}?other", site.url)).await;
        assert!(changed["fields"][0]["verified_at"].is_null(), "another link is not: {changed}");
        wait(&ada, true).await;
        site.write(format!("<link rel=\"me\" href=\"{}/@adam\">", server.url()));
        let mut inside = Browser::inside(&server, "ada").await;
        let page = inside.get("/settings/profile?lang=en").await;
        assert!(
            page.text.contains(&format!("rel=&#34;me&#34; href=&#34;{}/@ada&#34;", server.url())),
            "{}",
            page.text
        );
        save(&format!("{}?other", site.url)).await;
        wait(&ada, false).await;
        site.write(format!("<link rel=\"me\" href=\"{}/users/ada\">", server.url()));
        save(&format!("{}?other", site.url)).await;
        wait(&ada, true).await;
    }
}
