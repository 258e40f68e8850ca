//! Tools a test needs and may go without.

/// Says that a test is left out for want of a tool; with the tool's name in `BRAISE_TEST_REQUIRE`
/// that is a failure: what is there has to be used.
pub fn leave_out(tool: &str, what: &str) {
    let required = std::env::var("BRAISE_TEST_REQUIRE").unwrap_or_default();
    assert!(!required.split([',', ' ']).any(|name| name == tool), "{tool} is required here, for {what}");
    eprintln!("left out, for want of {tool}: {what}");
}
