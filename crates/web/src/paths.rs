//! Addresses within the server.

/// A place to return to after logging in: a path of this server. Anything a browser could read as
/// the address of another one is refused.
pub(crate) fn local(path: &str) -> Option<&str> {
    let second = path.as_bytes().get(1);
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (path.starts_with('/') && second != Some(&b'/') && plain && path.len() <= 8_000).then_some(path)
}

/// A path with these parameters; those without a value are left out.
pub(crate) fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = pairs.iter().filter(|(_, value)| !value.is_empty()).collect();
    match serde_urlencoded::to_string(&pairs) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

/// A path and query with one parameter set to another value.
pub(crate) fn with_parameter(path_and_query: &str, name: &str, value: &str) -> String {
    let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let mut pairs: Vec<(&str, &str)> = pairs
        .iter()
        .filter(|(key, _)| key != name)
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    pairs.push((name, value));
    with_query(path, &pairs)
}

/// A path and query without what a page before it has done, which is told once.
pub(crate) fn without_told(path_and_query: &str) -> String {
    if path_and_query.contains("told=") {
        with_parameter(path_and_query, "told", "")
    } else {
        path_and_query.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_returned_to() {
        for good in ["/", "/@ada", "/oauth/authorize?client_id=a&redirect_uri=https%3A%2F%2Fb.example"] {
            assert_eq!(local(good), Some(good));
        }
        for bad in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "evil",
            "/a b",
            "/é",
        ] {
            assert_eq!(local(bad), None, "{bad}");
        }
    }

    #[test]
    fn parameters_are_encoded_replaced_and_left_out_when_empty() {
        assert_eq!(with_query("/a", &[("b", "c d&e"), ("f", "")]), "/a?b=c+d%26e");
        assert_eq!(with_query("/a", &[("f", "")]), "/a");
        assert_eq!(with_parameter("/a?lang=en&x=1", "lang", "fr"), "/a?x=1&lang=fr");
        assert_eq!(with_parameter("/a", "lang", "fr"), "/a?lang=fr");
        assert_eq!(without_told("/a?told=saved&x=1"), "/a?x=1");
    }
}
