//! Cookies: their names, how they are read and how they are set.

use http::{HeaderMap, header};

/// Where the server stands decides how strictly a cookie is bound to it: over https the browser
/// itself guards the `__Host-` ones against being set by anybody else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Jar {
    secure: bool,
}

/// How long a session lasts that is not used, in seconds: as on servers of this kind, a year.
const SESSION_SECONDS: u32 = 365 * 24 * 3_600;

impl Jar {
    /// For a server at this address.
    pub(crate) fn at(url: &str) -> Self {
        Self { secure: url.starts_with("https://") }
    }

    pub(crate) fn session(self) -> &'static str {
        if self.secure { "__Host-session" } else { "session" }
    }

    /// The secret forms of somebody not logged in are bound to.
    pub(crate) fn visitor(self) -> &'static str {
        if self.secure { "__Host-visitor" } else { "visitor" }
    }

    /// The cookie that keeps a session.
    pub(crate) fn keep_session(self, secret: &str) -> String {
        self.set(self.session(), secret, Some(SESSION_SECONDS))
    }

    /// The cookie that ends one.
    pub(crate) fn drop_session(self) -> String {
        self.set(self.session(), "", Some(0))
    }

    pub(crate) fn keep_visitor(self, secret: &str) -> String {
        self.set(self.visitor(), secret, None)
    }

    pub(crate) fn keep_language(self, code: &str) -> String {
        self.set(LANGUAGE, code, Some(SESSION_SECONDS))
    }

    pub(crate) fn keep_theme(self, theme: &str) -> String {
        self.set(THEME, theme, Some(SESSION_SECONDS))
    }

    fn set(self, name: &str, value: &str, seconds: Option<u32>) -> String {
        let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{name}={value}; Path=/{age}{secure}; HttpOnly; SameSite=Lax")
    }
}

/// The light chosen in the settings.
pub(crate) const THEME: &str = "theme";

/// The light a browser was told to use, if any.
pub(crate) fn theme(headers: &HeaderMap) -> &'static str {
    match read(headers, THEME) {
        Some("light") => "light",
        Some("dark") => "dark",
        _ => "",
    }
}

/// The language chosen on a page.
pub(crate) const LANGUAGE: &str = "lang";

/// The value of a cookie. Of two with one name the first counts: the more specific one.
pub(crate) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_binds_the_cookie_to_the_host() {
        let jar = Jar::at("https://braise.example");
        assert_eq!(
            jar.keep_session("abc"),
            "__Host-session=abc; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax"
        );
        assert_eq!(
            Jar::at("http://127.0.0.1:3000").keep_visitor("abc"),
            "visitor=abc; Path=/; HttpOnly; SameSite=Lax"
        );
        assert!(jar.drop_session().contains("Max-Age=0"));
    }

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "xsession=no; session=one; session=two; lang=".parse().unwrap());
        assert_eq!(read(&headers, "session"), Some("one"));
        assert_eq!(read(&headers, "lang"), None);
        assert_eq!(read(&headers, "sess"), None);
    }
}
