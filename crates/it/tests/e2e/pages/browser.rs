//! A browser without scripts: it keeps cookies, reads forms and sends them back.

use testkit::client::{Answer, Ask};
use testkit::server::PASSWORD;
use testkit::{Client, Server};

pub struct Browser {
    client: Client,
    cookies: Vec<(String, String)>,
}

impl Browser {
    pub fn new(server: &Server) -> Self {
        Self { client: server.visitor(), cookies: Vec::new() }
    }

    /// One in which a member is logged in.
    pub async fn inside(server: &Server, name: &str) -> Self {
        let mut browser = Self::new(server);
        browser.log_in(name).await;
        browser
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let ask = self.client.get(path);
        self.send(ask).await
    }

    /// Sends exactly these fields.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let ask = self.client.post(path).form(fields);
        self.send(ask).await
    }

    /// Sends the hidden fields of the page's form that leads to `path`, with these added.
    pub async fn submit(&mut self, page: &Answer, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = hidden(&page.text, path);
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let ask = self.client.post(path).form(&all);
        self.send(ask).await
    }

    /// The same, with hidden fields that scripts would have changed.
    pub async fn submit_other(&mut self, page: &Answer, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = hidden(&page.text, path);
        all.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let ask = self.client.post(path).form(&all);
        self.send(ask).await
    }

    /// The same for a form that takes files; a field of the page that is named here is exchanged.
    pub async fn submit_parts(
        &mut self,
        page: &Answer,
        path: &str,
        fields: &[(&str, &str)],
        picture: Option<Vec<u8>>,
    ) -> Answer {
        let mut all = hidden(&page.text, path);
        all.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let ask = self.client.post(path);
        let ask = all.iter().fold(ask, |ask, (name, value)| ask.part(name, value));
        let ask = match picture {
            Some(bytes) => ask.file("files", "a.png", "image/png", bytes),
            None => ask,
        };
        self.send(ask).await
    }

    pub async fn log_in(&mut self, name: &str) -> Answer {
        let page = self.get("/auth/sign_in").await;
        let answer = self.submit(&page, "/auth/sign_in", &[("username", name), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        answer
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    async fn send(&mut self, ask: Ask) -> Answer {
        let line: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = ask.header("cookie", line.join("; ")).await;
        for set in answer.headers.get_all("set-cookie") {
            let set = set.to_str().expect("a cookie is text");
            let (name, value) = set.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            self.cookies.retain(|(known, _)| known != name);
            if !set.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }
}

/// The hidden fields of the form of a page that leads to `path`.
fn hidden(page: &str, path: &str) -> Vec<(String, String)> {
    let leads_there =
        |form: &&str| form.split('>').next().is_some_and(|tag| tag.contains(&format!("action=\"{path}\"")));
    let form = page.split("<form").skip(1).find(leads_there).unwrap_or_default();
    let form = form.split("</form>").next().unwrap_or_default();
    let value = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        let (value, _) = rest.split_once('"')?;
        Some(value.replace("&#38;", "&").replace("&amp;", "&"))
    };
    let tags = form.split("<input type=\"hidden\"").skip(1);
    tags.filter_map(|tag| Some((value(tag, "name")?, value(tag, "value")?))).collect()
}

/// The proof in a page's forms.
pub fn token(page: &Answer) -> String {
    let (_, rest) = page.text.split_once("name=\"csrf\" value=\"").expect("a form");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Presses a button of a page.
pub async fn press(browser: &mut Browser, page: &Answer, path: &str, fields: &[(&str, &str)]) -> Answer {
    assert!(page.text.contains(&format!("formaction=\"{path}\"")), "no button for {path}: {}", page.text);
    let proof = token(page);
    let mut all = vec![("csrf", proof.as_str()), ("return", "/settings")];
    all.extend_from_slice(fields);
    browser.post(path, &all).await
}

#[track_caller]
pub fn goes_to(answer: &Answer, place: &str) {
    assert_eq!((answer.status, answer.header("location")), (303, Some(place)), "{}", answer.text);
}
