//! Pictures of other hosts are shown through this server.

use crate::pages::browser::Browser;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{Client, Server, engines, fixtures, wait_until};

/// A site on this machine with a page that names a picture.
struct Site {
    url: String,
    /// How often its picture was asked for.
    asked: Arc<AtomicUsize>,
}

impl Site {
    fn open(kind: &'static str, picture: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::<AtomicUsize>::default();
        let (count, page) = (
            Arc::clone(&asked),
            format!("<title>A page</title><meta property=og:image content=\"{url}/picture?big=1\">"),
        );
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
                let first = lines.next().unwrap_or_default();
                lines.take_while(|line| !line.is_empty()).for_each(drop);
                let (kind, body) = if first.contains("/picture") {
                    count.fetch_add(1, Ordering::SeqCst);
                    (kind, picture.as_slice())
                } else {
                    ("text/html", page.as_bytes())
                };
                let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n");
                write!(stream, "{head}Content-Length: {}\r\n\r\n", body.len()).ok();
                stream.write_all(body).ok();
            }
        });
        Self { url, asked }
    }
}

/// A post that links to the site, once its preview is there.
async fn post(client: &Client, site: &Site) -> Value {
    let posted = client.post("/api/v1/statuses").json(json!({ "status": format!("See {}/page", site.url) }));
    let id = posted.await.ok()["id"].as_str().unwrap().to_owned();
    wait_until("the preview is there", || async {
        let post = client.get(&format!("/api/v1/statuses/{id}")).await.ok();
        post["card"].is_object().then_some(post)
    })
    .await
}

#[tokio::test]
async fn a_previews_picture_is_shown_through_this_server() {
    for engine in engines() {
        let server = Server::builder(engine).set("BRAISE_ALLOW_LOOPBACK", "on").start();
        let site = Site::open("image/png", fixtures::png(640, 320));
        let ada = server.member("ada");
        let post = post(&ada, &site).await;
        let image = post["card"]["image"].as_str().unwrap();
        let path = image.strip_prefix(server.url()).expect("on our own host");
        assert!(path.starts_with("/media/remote/") && !image.contains("picture"), "{image}");
        let shown = server.visitor().get(path).await;
        assert_eq!(shown.status, 200);
        assert_eq!(shown.header("content-security-policy"), Some("default-src 'none'; sandbox"));
        assert!(shown.header("content-type").unwrap().starts_with("image/"));
        assert_eq!(site.asked.load(Ordering::SeqCst), 1, "what is kept is not asked for again");

        let kept = server.folder().join("media/remote");
        std::fs::remove_dir_all(kept).unwrap();
        assert_eq!(server.visitor().get(path).await.status, 200, "what was thrown away is fetched again");
        assert_eq!(site.asked.load(Ordering::SeqCst), 2);

        let (start, end) = path.split_at(path.len() - 1);
        let forged = format!("{start}{}", if end == "A" { "Q" } else { "A" });
        for wrong in [forged.as_str(), "/media/remote/", "/media/remote/AAAA", "/media/remote/../posts/x"] {
            assert_eq!(server.visitor().get(wrong).await.status, 404, "{wrong}");
        }
        assert_eq!(site.asked.load(Ordering::SeqCst), 2, "nothing was fetched for them");
    }
}

#[tokio::test]
async fn what_is_no_picture_is_not_passed_on() {
    let server = Server::builder(testkit::Engine::Sqlite).set("BRAISE_ALLOW_LOOPBACK", "on").start();
    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let site = Site::open("image/svg+xml", drawing);
    let post = post(&server.member("ada"), &site).await;
    assert_eq!(post["card"]["title"], "A page");
    assert!(post["card"]["image"].is_null(), "{post}");
}

#[tokio::test]
async fn a_page_that_trends_stands_with_what_is_said_about_it() {
    for engine in engines() {
        let server = Server::builder(engine).set("BRAISE_ALLOW_LOOPBACK", "on").start();
        let site = Site::open("image/png", fixtures::png(60, 40));
        let mut said = Vec::new();
        for name in ["ada", "bo"] {
            let member = server.member(name);
            let found = json!({ "discoverable": true });
            member.patch("/api/v1/accounts/update_credentials").json(found).await.ok();
            said.push(post(&member, &site).await["id"].as_str().unwrap().to_owned());
        }
        let links = wait_until("the page trends", || async {
            let links = server.visitor().get("/api/v1/trends/links").await.ok();
            (!links.as_array().unwrap().is_empty()).then_some(links)
        })
        .await;
        assert_eq!(
            (&links[0]["title"], &links[0]["history"][0]["accounts"]),
            (&json!("A page"), &json!("2"))
        );
        let timeline =
            async |query: &[(&str, &str)]| server.visitor().get("/api/v1/timelines/link").query(query).await;
        let url = links[0]["url"].as_str().unwrap();
        let newest = timeline(&[("url", url), ("limit", "1")]).await;
        let older = newest.next().expect("a next page");
        assert_eq!(newest.ids(), [said[1].as_str()]);
        assert_eq!(server.visitor().get(&older).await.ids(), [said[0].as_str()]);
        timeline(&[("url", "https://elsewhere.example/")]).await.refused(404);
        timeline(&[]).await.refused(404);
        let page = Browser::new(&server).get("/explore?show=links&lang=en").await;
        assert!(said.iter().all(|id| page.text.contains(&format!("id=\"p{id}\""))), "{}", page.text);
        // Whoever is not to be seen is not, there either.
        let warden = server.admin("warden");
        let all = warden.get("/api/v1/admin/trends/links").await.ok();
        let id = all[0]["id"].as_str().unwrap();
        warden.post(&format!("/api/v1/admin/trends/links/{id}/reject")).await.ok();
        assert_eq!(server.visitor().get("/api/v1/trends/links").await.ok(), json!([]));
    }
}
