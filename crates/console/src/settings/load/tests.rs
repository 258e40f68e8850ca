use super::*;
use app::Registrations;

/// Loads from a settings file of this text, these variables and these flags.
fn load_from(
    file: &str,
    variables: &[(&str, &str)],
    flags: &ServeFlags,
) -> (tempfile::TempDir, anyhow::Result<Loaded>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("braise.toml"), file).unwrap();
    let places = Places { data: Some(folder.path().to_owned()), ..Places::default() };
    let variables = variables.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let loaded = load(&places, flags, variables);
    (folder, loaded)
}

fn complaint(file: &str, variables: &[(&str, &str)], flags: &ServeFlags) -> String {
    let (folder, loaded) = load_from(file, variables, flags);
    loaded.unwrap_err().to_string().replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let file = "title = \"From the file\"\nregistrations = \"closed\"\nlisten = \"127.0.0.1:1\"";
    let variables = [("BRAISE_REGISTRATIONS", "approval"), ("BRAISE_LISTEN", "127.0.0.1:2"), ("HOME", "/x")];
    let flags = ServeFlags { listen: Some("127.0.0.1:3".to_owned()), ..ServeFlags::default() };
    let (_folder, loaded) = load_from(file, &variables, &flags);
    let loaded = loaded.unwrap();
    assert_eq!(loaded.settings.title, "From the file");
    assert_eq!(loaded.settings.registrations, Registrations::Approval);
    assert_eq!(loaded.settings.listen.port(), 3);
    assert_eq!(loaded.settings.node.0, 0);
    let source = |name: &str| {
        let found = loaded.listing().find(|(setting, ..)| setting.name == name);
        found.map(|(.., source)| source.to_string()).unwrap()
    };
    assert!(source("title").ends_with("braise.toml:1"));
    assert_eq!(source("registrations"), "BRAISE_REGISTRATIONS");
    assert_eq!(source("listen"), "--listen");
    assert_eq!(source("node"), "default");
}

#[test]
fn what_is_wrong_is_named_with_where_it_came_from() {
    let none = ServeFlags::default();
    let flag = ServeFlags { rate_limits: Some("maybe".to_owned()), ..ServeFlags::default() };
    for (file, variables, flags, expected) in [
        (
            "title = \"x\"\n\n# who\nregistrations = \"opne\"\n",
            &[][..],
            &none,
            "braise.toml:4: registrations must be open, approval or closed, not \"opne\"",
        ),
        ("node = 63", &[], &none, "braise.toml:1: node must be a whole number from 0 to 62, not \"63\""),
        ("\nnode = { a = 1 }", &[], &none, "braise.toml:2: node must be a whole number from 0 to 62"),
        (
            "\nregistration = \"open\"",
            &[],
            &none,
            "braise.toml:2: there is no setting registration; did you mean registrations?",
        ),
        (
            "data = \"elsewhere\"",
            &[],
            &none,
            "braise.toml:1: data cannot be set in a file that is found in the data folder; use --data or BRAISE_DATA",
        ),
        (
            "",
            &[("BRAISE_NODE", "x")],
            &none,
            "BRAISE_NODE: node must be a whole number from 0 to 62, not \"x\"",
        ),
        (
            "",
            &[("BRAISE_TITEL", "x")],
            &none,
            "environment: there is no setting BRAISE_TITEL; did you mean BRAISE_TITLE?",
        ),
        ("", &[], &flag, "--rate-limits: rate_limits must be on or off, not \"maybe\""),
        (
            "",
            &[("BRAISE_TLS_CERT", "c.pem")],
            &none,
            "tls_cert and tls_key only work together: set both or none",
        ),
    ] {
        assert_eq!(complaint(file, variables, flags), expected);
    }
    assert!(complaint("title = \n", &[], &none).starts_with("braise.toml:1: this is not TOML"));
}

#[test]
fn secrets_are_shown_to_nobody() {
    let variables = [
        ("BRAISE_DATABASE", "postgres://ada:hunter2@db/braise"),
        ("BRAISE_MAIL_SERVER", "smtps://ada:hunter2@mail.example.org"),
        ("BRAISE_MAIL_FROM", "braise@social.example"),
        ("BRAISE_MAIL_PASSWORD", "hunter2"),
    ];
    let none = ServeFlags::default();
    let (_folder, loaded) = load_from("", &variables, &none);
    let loaded = loaded.unwrap();
    assert_eq!(loaded.mail().unwrap().password, Some(Secret::new("hunter2")));
    let mut shown: Vec<String> = loaded.listing().map(|(_, text, _)| text).collect();
    shown.push(format!("{:?}", loaded.mail()));
    shown.push(complaint("", &[("BRAISE_MAIL_SERVER", "pop://ada:hunter2@mail.example.org")], &none));
    assert!(shown.iter().all(|text| !text.contains("hunter2")), "{shown:?}");
    assert!(shown.iter().any(|text| text == "…"), "that there is a password is told");
}

#[test]
fn mail_wants_a_sender_and_one_password() {
    let none = ServeFlags::default();
    let server = ("BRAISE_MAIL_SERVER", "smtps://ada@mail.example.org");
    let from = ("BRAISE_MAIL_FROM", "braise@social.example");
    assert_eq!(complaint("", &[server], &none), "mail_server needs mail_from: say whom mail is from");
    let both = [server, from, ("BRAISE_MAIL_PASSWORD", "a"), ("BRAISE_MAIL_PASSWORD_FILE", "b")];
    assert!(complaint("", &both, &none).ends_with("set one of them"));
    let missing = [server, from, ("BRAISE_MAIL_PASSWORD_FILE", "/nowhere/password")];
    assert_eq!(complaint("", &missing, &none), "the mail password file /nowhere/password cannot be read");
    assert!(load_from("", &[from], &none).1.unwrap().mail().is_none(), "without a server no mail is sent");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    std::fs::write(&file, "hunter2\n# of the mail server\n").unwrap();
    let file = file.display().to_string();
    let (_data, loaded) = load_from("", &[server, from, ("BRAISE_MAIL_PASSWORD_FILE", &file)], &none);
    assert_eq!(loaded.unwrap().mail().unwrap().password, Some(Secret::new("hunter2")));
}

#[test]
fn variables_of_others_are_left_alone() {
    let (_folder, loaded) = load_from(
        "",
        &[("BRAISE_PORT", "tcp://10.0.0.1:80"), ("BRAISE_TEST_BINARY", "x")],
        &ServeFlags::default(),
    );
    assert!(loaded.is_ok());
}

#[test]
fn a_file_may_write_lists_numbers_and_switches_as_toml_does() {
    let file = "languages = [\"fr\", \"en\"]\ntrusted_proxies = [\"10.0.0.0/8\"]\nrate_limits = false\ndatabase_readers = 8\ntls_cert = \"c.pem\"\ntls_key = \"k.pem\"";
    let (folder, loaded) = load_from(file, &[], &ServeFlags::default());
    let settings = loaded.unwrap().settings;
    assert_eq!(settings.languages.0, ["fr", "en"]);
    assert!(settings.trusted_proxies.0[0].contains("10.1.2.3".parse().unwrap()));
    assert!(!settings.rate_limits);
    assert_eq!(settings.database_readers.0, 8);
    assert_eq!(settings.tls_cert, Some(folder.path().join("c.pem")));
}

#[test]
fn a_wrong_model_is_told_to_whoever_asks_for_one() {
    let none = ServeFlags::default();
    let wrong = |file: &str, more: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("more.toml"), more).unwrap();
        let more = folder.path().join("more.toml").display().to_string();
        let (_folder, loaded) = load_from(file, &[("BRAISE_MODELS_FILE", &more)], &none);
        let models = loaded.expect("everything else works").models();
        models.map(|models| models.into_iter().map(|model| model.name).collect::<Vec<_>>())
    };
    let complaint = |file: &str, more: &str| wrong(file, more).unwrap_err().to_string();
    assert!(complaint("model_seconds = 0", "").contains("braise.toml:1: model_seconds must be"));
    assert!(complaint("model_provider = \"openai\"", "").contains("braise.toml:1: model_provider needs"));
    assert!(complaint("", "[a]\nprovider = \"openai\"").ends_with("more.toml:1: a needs model"));
    assert!(complaint("", "[a]\nprovider = 5\nmodel = \"m\"").contains("more.toml:2: provider must be"));
    assert!(complaint("", "[a]\nmode = \"m\"").contains("more.toml:2: mode must be one of"));
    assert!(complaint("", "a = 5").contains("more.toml:1: a must be a section"));
    let one = "model_provider = \"openai\"\nmodel_name = \"m\"";
    let more = "[small]\nprovider = \"ollama\"\nmodel = \"s\"\n[big]\nprovider = \"xai\"\nmodel = \"b\"\nprice_sent = 5";
    let mut names = wrong(one, more).unwrap();
    names[1..].sort();
    assert_eq!(names, ["openai", "big", "small"]);
    assert!(complaint(one, "[openai]\nprovider = \"xai\"\nmodel = \"b\"").contains("stands for two models"));
}

#[test]
fn pictures_want_a_provider_that_makes_some_and_a_model() {
    let none = ServeFlags::default();
    let wrong = |environment: &[(&str, &str)]| {
        let (_folder, loaded) = load_from("", environment, &none);
        loaded.expect("everything else works").painter().unwrap_err().to_string()
    };
    let provider = ("BRAISE_IMAGE_PROVIDER", "openai");
    assert_eq!(wrong(&[provider]), "image_provider needs image_model: say which of its models to ask");
    let model = ("BRAISE_IMAGE_MODEL", "painter-1");
    let chats = wrong(&[("BRAISE_IMAGE_PROVIDER", "ollama"), model]);
    assert_eq!(chats, "image_provider ollama makes no pictures; those that do are openai, xai, other");
    let nowhere = wrong(&[("BRAISE_IMAGE_PROVIDER", "other"), model]);
    assert_eq!(nowhere, "image_provider other needs image_url: say where it is");
    let key = ("BRAISE_IMAGE_KEY", "hunter2");
    let (_folder, loaded) = load_from("", &[provider, model, key], &none);
    let loaded = loaded.unwrap();
    let painter = loaded.painter().unwrap().unwrap();
    assert_eq!((painter.settings.base.as_str(), painter.member_pictures), ("https://api.openai.com/v1", 20));
    assert!(!format!("{painter:?}").contains("hunter2"));
    assert!(loaded.listing().all(|(_, text, _)| !text.contains("hunter2")));
    let missing = complaint("", &[("BRAISE_CREDENTIALS_TRUST_FILE", "/nowhere/list.pem")], &none);
    assert_eq!(missing, "credentials_trust_file /nowhere/list.pem cannot be read");
    assert!(load_from("", &[], &none).1.unwrap().painter().unwrap().is_none());
}
