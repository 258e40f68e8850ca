//! What a browser may do with our pages: as little as they need.

use crate::usage;
use http::header::{self, HeaderName, HeaderValue};
use http::{HeaderMap, Uri};
use url::{Host, Url};

const PAGE: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
worker-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// Where a page's forms may lead besides this server. Browsers hold the redirect after a form to
/// `form-action` too, so the consent page names the app it will return to.
pub(crate) fn page(form_target: Option<&str>) -> String {
    match form_target.and_then(source) {
        Some(source) => format!("{PAGE} {source}"),
        None => PAGE.to_owned(),
    }
}

/// A redirect address as a source of the policy: its origin on the web, its scheme elsewhere.
fn source(redirect_uri: &str) -> Option<String> {
    let url = Url::parse(redirect_uri).ok()?;
    let scheme = url.scheme();
    if !matches!(scheme, "http" | "https") {
        return Some(format!("{scheme}:"));
    }
    match (url.host()?, url.port()) {
        // The policy's grammar has no words for IPv6 addresses.
        (Host::Ipv6(_), _) => Some(format!("{scheme}:")),
        (host, Some(port)) => Some(format!("{scheme}://{host}:{port}")),
        (host, None) => Some(format!("{scheme}://{host}")),
    }
}

/// Puts the headers of every page on an answer; a policy that is there already stays.
pub(crate) fn guard(headers: &mut HeaderMap) {
    let fixed: [(HeaderName, &'static str); 4] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE));
    }
    usage::say_by_default(headers);
}

/// Whether a browser says that another site sent this form. Browsers that say nothing are left to
/// the form's token.
pub(crate) fn sent_by_another_site(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

/// Path and query of an address.
pub(crate) fn path_and_query(uri: &Uri) -> &str {
    uri.path_and_query().map_or("/", |both| both.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_consent_form_may_lead_back_to_its_app() {
        for (uri, expected) in [
            ("https://app.example/back?x=1", Some("https://app.example")),
            ("http://localhost:8080/", Some("http://localhost:8080")),
            ("http://[::1]:9/", Some("http:")),
            ("com.app.here://oauth", Some("com.app.here:")),
            ("https://a.example;script-src%20*/", None),
            ("not an address", None),
        ] {
            assert_eq!(source(uri).as_deref(), expected, "{uri}");
        }
        assert!(page(Some("https://app.example/")).ends_with("form-action 'self' https://app.example"));
        assert!(!page(None).contains("unsafe"));
    }
}
