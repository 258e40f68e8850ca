//! `Link: <https://…?max_id=5>; rel="next", <https://…?min_id=9>; rel="prev"`

/// The address that stands in this relation.
pub fn relation(header: &str, wanted: &str) -> Option<String> {
    header.split('<').filter_map(|piece| piece.split_once('>')).find_map(|(address, parameters)| {
        let own = parameters.split(',').next().unwrap_or(parameters);
        let fits = own.split(';').any(|parameter| {
            parameter.trim().strip_prefix("rel=").is_some_and(|value| value.trim_matches('"') == wanted)
        });
        fits.then(|| address.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::relation;

    #[test]
    fn both_relations_are_found() {
        let header = r#"<http://h/a?max_id=5&x=1,2>; rel="next", <http://h/a?min_id=9>; rel="prev""#;
        assert_eq!(relation(header, "next").as_deref(), Some("http://h/a?max_id=5&x=1,2"));
        assert_eq!(relation(header, "prev").as_deref(), Some("http://h/a?min_id=9"));
        assert_eq!(relation(header, "last"), None);
    }
}
