//! What `cargo xtask test` was asked to do.

/// The options of `cargo xtask test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Test {
    /// Leave out formatting, lints and the dependency rules.
    pub quick: bool,
    /// Run all tests, also those that nothing can have changed for since they passed.
    pub all: bool,
    /// Only the tests of these packages; all when empty.
    pub packages: Vec<String>,
    /// Given to the test runner as they are.
    pub passed_on: Vec<String>,
}

impl Test {
    /// Whether no tests are asked for by name.
    pub fn names_none(&self) -> bool {
        self.packages.is_empty() && self.passed_on.is_empty()
    }

    /// Whether this is about everything there is to check.
    pub fn is_whole(&self) -> bool {
        !self.quick && self.names_none()
    }

    /// Reads the arguments after `test`; says what is wrong with them.
    pub fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--quick" => options.quick = true,
                "--all" => options.all = true,
                "-p" | "--package" => {
                    options.packages.push(arguments.next().ok_or("-p wants a package")?.clone());
                }
                "--" => options.passed_on.extend(arguments.by_ref().cloned()),
                other => return Err(format!("\"{other}\" is not an option here; the runner's go after --")),
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Test, String> {
        Test::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn what_follows_the_dashes_is_passed_on() {
        let options = parse("--quick -p braise-search -- folding").unwrap();
        assert!(options.quick);
        assert_eq!(
            (options.packages, options.passed_on),
            (vec!["braise-search".into()], vec!["folding".into()])
        );
        assert_eq!(parse(""), Ok(Test::default()));
    }

    #[test]
    fn an_unknown_option_is_named() {
        assert!(parse("--fast").unwrap_err().contains("--fast"));
        assert!(parse("-p").is_err());
    }
}
