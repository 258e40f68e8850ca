//! Paths as they are written and as they are meant.

use axum::http::Uri;

/// The same address without slashes at its end: clients of this API write both, and mean one.
/// `None` when there are none.
pub fn without_last_slash(uri: &Uri) -> Option<Uri> {
    let trimmed = uri.path().trim_end_matches('/');
    if trimmed.len() == uri.path().len() || trimmed.is_empty() {
        return None;
    }
    let address = match uri.query() {
        Some(query) => format!("{trimmed}?{query}"),
        None => trimmed.to_owned(),
    };
    address.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slash_or_none_is_the_same() {
        let trimmed = |text: &str| without_last_slash(&text.parse().unwrap()).map(|uri| uri.to_string());
        assert_eq!(trimmed("/api/v1/instance/").as_deref(), Some("/api/v1/instance"));
        assert_eq!(trimmed("/api/v1/accounts/?id[]=1").as_deref(), Some("/api/v1/accounts?id[]=1"));
        assert_eq!(trimmed("/"), None);
        assert_eq!(trimmed("/about"), None);
    }
}
