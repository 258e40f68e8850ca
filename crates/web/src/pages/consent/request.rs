//! What an app asks for in the address it sends people to.

use crate::paths::with_query;
use crate::problem::Problem;
use app::authorize::OUT_OF_BAND;
use serde::Deserialize;
use url::Url;

/// An authorization request.
#[derive(Deserialize, Default, Clone, Debug)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) response_type: String,
    pub(crate) scope: String,
    pub(crate) state: String,
    pub(crate) code_challenge: String,
    pub(crate) code_challenge_method: String,
    pub(crate) force_login: String,
}

/// Why a request is not shown to the member.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Nobody to answer to: a page says so.
    Page(&'static str, &'static str),
    /// The app is told, by the code of RFC 6749.
    Redirect(&'static str),
    /// Not the request's fault.
    Broken(Problem),
}

impl Asked {
    /// Whether the member is to log in even when logged in already.
    pub(super) fn is_forced(&self) -> bool {
        matches!(self.force_login.as_str(), "true" | "1" | "t" | "on" | "yes")
    }

    /// What can be wrong besides app, address and scopes.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        if self.response_type != "code" {
            let code =
                if self.response_type.is_empty() { "invalid_request" } else { "unsupported_response_type" };
            return Err(Refusal::Redirect(code));
        }
        let challenge = &self.code_challenge;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
        let fits = challenge.is_empty()
            || (self.code_challenge_method == "S256"
                && (43..=128).contains(&challenge.len())
                && challenge.bytes().all(plain));
        if fits { Ok(()) } else { Err(Refusal::Redirect("invalid_request")) }
    }

    /// This request as a path of ours.
    pub(super) fn path(&self) -> String {
        with_query(
            "/oauth/authorize",
            &[
                ("client_id", &self.client_id),
                ("redirect_uri", &self.redirect_uri),
                ("response_type", &self.response_type),
                ("scope", &self.scope),
                ("state", &self.state),
                ("code_challenge", &self.code_challenge),
                ("code_challenge_method", &self.code_challenge_method),
            ],
        )
    }

    /// The app's address with an answer, and the state it gave.
    pub(super) fn back_with(&self, name: &str, value: &str) -> Option<String> {
        let mut url = Url::parse(&self.redirect_uri).ok()?;
        url.query_pairs_mut().append_pair(name, value);
        if name == "error" {
            url.query_pairs_mut().append_pair("error_description", words(value));
        }
        if !self.state.is_empty() {
            url.query_pairs_mut().append_pair("state", &self.state);
        }
        Some(url.into())
    }
}

/// What the codes mean, for whoever writes the app.
fn words(code: &str) -> &'static str {
    match code {
        "access_denied" => "The resource owner or authorization server denied the request.",
        "invalid_scope" => "The requested scope is invalid, unknown, or malformed.",
        "unsupported_response_type" => "The authorization server does not support this response type.",
        _ => "The request is missing a required parameter, or a parameter has an unsupported value.",
    }
}

/// Where a member is sent afterwards, in few words: a host, or an app on the device.
pub(super) fn place(redirect_uri: &str) -> Option<String> {
    let url = Url::parse(redirect_uri).ok().filter(|_| redirect_uri != OUT_OF_BAND)?;
    match url.scheme() {
        "http" | "https" => Some(url.host_str()?.to_owned()),
        scheme => Some(format!("{scheme}://")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Asked {
        Asked {
            client_id: "abc".to_owned(),
            redirect_uri: "https://app.example/back?keep=1".to_owned(),
            response_type: "code".to_owned(),
            state: "a b&c".to_owned(),
            ..Asked::default()
        }
    }

    #[test]
    fn the_app_gets_its_answer_and_its_state() {
        assert_eq!(
            asked().back_with("code", "xyz").unwrap(),
            "https://app.example/back?keep=1&code=xyz&state=a+b%26c"
        );
        let own = Asked { redirect_uri: "myapp://callback".to_owned(), state: String::new(), ..asked() };
        assert_eq!(own.back_with("code", "xyz").unwrap(), "myapp://callback?code=xyz");
        assert!(asked().back_with("error", "access_denied").unwrap().contains("error=access_denied&"));
    }

    #[test]
    fn a_challenge_is_hashed_or_refused() {
        let with = |challenge: &str, method: &str| {
            Asked {
                code_challenge: challenge.to_owned(),
                code_challenge_method: method.to_owned(),
                ..asked()
            }
            .check()
        };
        let good = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert_eq!(with("", ""), Ok(()));
        assert_eq!(with(good, "S256"), Ok(()));
        for (challenge, method) in
            [(good, "plain"), (good, ""), ("short", "S256"), (&*format!("{good} "), "S256")]
        {
            assert_eq!(with(challenge, method), Err(Refusal::Redirect("invalid_request")), "{method}");
        }
    }

    #[test]
    fn only_codes_are_given() {
        let with = |kind: &str| Asked { response_type: kind.to_owned(), ..asked() }.check();
        assert_eq!(with("token"), Err(Refusal::Redirect("unsupported_response_type")));
        assert_eq!(with(""), Err(Refusal::Redirect("invalid_request")));
    }

    #[test]
    fn the_way_back_does_not_ask_for_a_log_in_again() {
        let forced = Asked { force_login: "true".to_owned(), ..asked() };
        assert!(forced.is_forced());
        assert!(!forced.path().contains("force_login"));
        assert_eq!(crate::paths::local(&forced.path()), Some(forced.path().as_str()));
    }
}
