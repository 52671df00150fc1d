//! Settings that are taken, and settings that are refused.

use proptest::prelude::*;

use super::*;

fn config(change: impl FnOnce(&mut Options)) -> Result<Config, Error> {
    let mut options = Options { api_key: Some("pk_test_abc".into()), ..Options::default() };
    change(&mut options);
    Config::new(options, |_| None)
}

fn code(change: impl FnOnce(&mut Options)) -> String {
    config(change).expect_err("refused").code().to_owned()
}

#[test]
fn a_key_tells_its_environment_and_a_broken_one_is_explained() {
    assert_eq!(config(|_| ()).map(|config| config.environment), Ok(Environment::TEST));
    for wrong in ["", " ", "pk_test_", "pk_test_a b", "pk_test_abc\n", "sk_live_abc", "pk_test_é"] {
        assert_eq!(code(|options| options.api_key = Some(wrong.into())), "invalid_api_key", "{wrong:?}");
    }
    assert_eq!(code(|options| options.api_key = None), "missing_api_key");
}

#[test]
fn a_key_of_the_other_environment_is_refused_where_one_is_expected() {
    assert!(config(|options| options.expect = Some(Expect::Sandbox)).is_ok());
    assert_eq!(code(|options| options.expect = Some(Expect::Live)), "wrong_environment");
    let unknown = Config::from_json(r#"{"api_key":"pk_test_abc","expect":"prod"}"#, |_| None);
    assert_eq!(unknown.expect_err("refused").code(), "invalid_option");
}

#[test]
fn base_urls_are_https_or_this_machine() {
    for right in ["https://proxy.acme.com/peeker/", "http://127.0.0.1:8080", "http://localhost/x", "http://[::1]:1"] {
        assert!(config(|options| options.base_url = Some(right.into())).is_ok(), "{right}");
    }
    let wrong = [
        ("http://api.peeker.ai", "insecure_base_url"),
        ("http://127.0.0.1.acme.com", "insecure_base_url"),
        ("ftp://api.peeker.ai", "invalid_base_url"),
        ("api.peeker.ai", "invalid_base_url"),
        ("https://u:p@api.peeker.ai", "invalid_base_url"),
        ("https://api.peeker.ai/?a=b", "invalid_base_url"),
        ("https://api.peeker.ai/#a", "invalid_base_url"),
    ];
    for (url, expected) in wrong {
        assert_eq!(code(|options| options.base_url = Some(url.into())), expected, "{url}");
    }
}

#[test]
fn a_base_url_keeps_its_path_and_loses_its_trailing_slash() {
    let config = config(|options| options.base_url = Some("https://acme.com/peeker/v1/".into()));
    assert_eq!(config.map(|config| config.base_url), Ok("https://acme.com/peeker/v1".into()));
}

#[test]
fn an_environment_variable_alone_sends_no_live_key_elsewhere() {
    let env = |name: &str| (name == "PEEKER_BASE_URL").then(|| "https://evil.example".to_owned());
    let options = |key: &str| Options { api_key: Some(key.into()), ..Options::default() };
    let refused = Config::new(options("pk_live_abc"), env).expect_err("refused");
    assert_eq!(refused.code(), "untrusted_base_url");
    assert!(Config::new(options("pk_test_abc"), env).is_ok());
    let allowed = Options { allow_hosts: vec!["evil.example".into()], ..options("pk_live_abc") };
    assert!(Config::new(allowed, env).is_ok());
}

#[test]
fn headers_that_the_sdk_sets_and_headers_that_break_http_are_refused() {
    for (name, value) in
        [("Authorization", "x"), ("Cookie", "x"), ("bad name", "x"), ("", "x"), ("x", "a\r\nb: c"), ("x", "é")]
    {
        assert_eq!(code(|options| options.headers = vec![(name.into(), value.into())]), "invalid_header", "{name}");
    }
}

/// What a derived client differs in.
fn change(set: impl FnOnce(&mut Options)) -> Options {
    let mut change = Options::default();
    set(&mut change);
    change
}

#[test]
fn what_a_derived_client_does_not_set_stays_as_it_was() {
    let parent = config(|options| {
        options.base_url = Some("https://acme.com/peeker".into());
        options.timeout = Some(7_000);
        options.deadline = Some(50_000);
        options.app_info = Some("acme/1".into());
        options.language = Some("python 3.12".into());
        options.os = Some("linux".into());
    });
    let parent = parent.expect("sound settings");
    let same = parent.derive(Options::default()).expect("nothing to refuse");
    assert_eq!(
        (&same.base_url, &same.user_agent, same.policy),
        (&parent.base_url, &parent.user_agent, parent.policy)
    );
    let other = parent.derive(change(|change| {
        change.deadline = Some(5_000);
        change.app_info = Some("batch/2".into());
        change.max_retries = Some(0);
    }));
    let other = other.expect("sound settings");
    assert_eq!(other.policy, Policy { deadline: 5_000, max_retries: 0, ..parent.policy });
    assert!(other.user_agent.ends_with("(python 3.12; linux) batch/2"), "{}", other.user_agent);
    assert_eq!(parent.policy.deadline, 50_000);
}

#[test]
fn headers_of_a_derived_client_come_on_top_and_the_same_name_replaces() {
    let parent = config(|options| options.headers = vec![("X-A".into(), "1".into()), ("x-b".into(), "1".into())]);
    let child = parent.and_then(|parent| {
        parent.derive(change(|change| change.headers = vec![("x-a".into(), "2".into()), ("x-c".into(), "2".into())]))
    });
    let headers = child.and_then(|child| child.headers(&[], false)).expect("sound headers");
    let own = headers.iter().filter(|(name, _)| name.starts_with("x-"));
    let own: Vec<_> = own.map(|(name, value)| (name.as_str(), value.reveal())).collect();
    assert_eq!(own, [("x-a", "2"), ("x-b", "1"), ("x-c", "2")]);
}

#[test]
fn headers_that_are_replaced_again_and_again_do_not_add_up() {
    let mut client = config(|_| ()).expect("sound settings");
    for _ in 0..100 {
        let long = "v".repeat(1_000);
        client = client
            .derive(change(|change| change.headers = vec![("x-trace".into(), long.into())]))
            .expect("one header of 1 KB");
    }
    let more = vec![("x-more".into(), "v".repeat(8_000).into())];
    assert_eq!(client.derive(change(|change| change.headers = more)).expect_err("refused").code(), "invalid_header");
}

#[test]
fn a_derived_client_is_checked_like_any_other() {
    let parent = config(|options| options.expect = Some(Expect::Sandbox)).expect("sound settings");
    type Set = fn(&mut Options);
    let refused: [(Set, &str); 7] = [
        (|change| change.api_key = Some("pk_live_abc".into()), "wrong_environment"),
        (|change| change.api_key = Some("nonsense".into()), "invalid_api_key"),
        (|change| change.expect = Some(Expect::Live), "wrong_environment"),
        (|change| change.base_url = Some("http://api.peeker.ai".into()), "insecure_base_url"),
        (|change| change.headers = vec![("authorization".into(), "x".into())], "invalid_header"),
        (|change| change.timeout = Some(0), "invalid_option"),
        (|change| change.app_info = Some("\n".into()), "invalid_option"),
    ];
    for (set, code) in refused {
        assert_eq!(parent.derive(change(set)).expect_err("refused").code(), code);
    }
    let live = parent.derive(change(|change| {
        change.api_key = Some("pk_live_abc".into());
        change.expect = Some(Expect::Live);
    }));
    assert_eq!(live.map(|live| live.environment), Ok(Environment::LIVE));
}

#[test]
fn deriving_a_live_client_sends_no_live_key_where_only_the_environment_points() {
    let env = |name: &str| (name == "PEEKER_BASE_URL").then(|| "https://evil.example".to_owned());
    let test = Config::new(change(|options| options.api_key = Some("pk_test_abc".into())), env);
    let test = test.expect("a test key may go there");
    let live = |set: fn(&mut Options)| {
        let mut change = change(|change| change.api_key = Some("pk_live_abc".into()));
        set(&mut change);
        // Through a client in between, which changes nothing about where the address came from.
        test.derive(Options::default())?.derive(change)
    };
    assert_eq!(live(|_| ()).expect_err("refused").code(), "untrusted_base_url");
    assert!(live(|change| change.allow_hosts = vec!["evil.example".into()]).is_ok());
    assert!(live(|change| change.base_url = Some("https://acme.com".into())).is_ok());
}

#[test]
fn a_derived_client_takes_nothing_from_the_environment_and_its_settings_as_json() {
    let env = |name: &str| (name == "PEEKER_API_KEY").then(|| "pk_test_env".to_owned());
    let parent = Config::new(change(|options| options.api_key = Some("pk_test_code".into())), env);
    let child = parent.and_then(|parent| parent.derive_json(r#"{"api_key":null,"timeout":1500}"#));
    let child = child.expect("sound settings");
    let key = child.key.as_ref().map(Secret::reveal);
    assert_eq!((key, child.policy.timeout), (Some("pk_test_code"), 1_500));
    let unknown = child.derive_json(r#"{"retries":1}"#).expect_err("refused");
    assert_eq!(unknown.code(), "invalid_option");
}

#[test]
fn a_derived_client_knows_the_secrets_that_it_has_now() {
    let parent = config(|options| options.headers = vec![("x-a".into(), "canary-old".into())]);
    let child = parent.and_then(|parent| {
        parent.derive(change(|change| {
            change.api_key = Some("pk_test_canaryNew".into());
            change.headers = vec![("x-b".into(), "canary-new".into())];
        }))
    });
    let child = child.expect("sound settings");
    let scrubbed = child.scrubber(&[], &Additions::default()).scrub("canary-old canary-new canaryNew");
    assert_eq!(scrubbed, "[redacted] [redacted] canaryNew");
    assert!(!format!("{child:?}").contains("canary"), "{child:?}");
}

#[test]
fn nothing_printed_shows_the_key() {
    let config = config(|options| options.headers = vec![("x-proxy-token".into(), "canary-header".into())]);
    let shown = format!("{config:?}");
    assert!(!shown.contains("abc") && !shown.contains("canary"), "{shown}");
}

/// The settings of an app on somebody else's device.
fn without_key(change: impl FnOnce(&mut Options)) -> Result<Config, Error> {
    let base_url = Some("https://app.acme.com/peeker".into());
    let mut options = Options { without_key: true, base_url, ..Options::default() };
    change(&mut options);
    // What the environment says is for programs that have a key.
    Config::new(options, |name| {
        Some(if name == "PEEKER_API_KEY" { "pk_live_env" } else { "https://env.acme.com" }.into())
    })
}

#[test]
fn a_client_without_a_key_sends_none_and_what_the_app_says_instead() {
    let config = without_key(|_| ()).expect("sound settings");
    assert_eq!((config.environment().as_str(), config.base_url()), ("unknown", "https://app.acme.com/peeker"));
    let names = |own: &[(String, Secret)]| -> Vec<String> {
        let headers = config.headers(own, false).expect("sound headers");
        headers.into_iter().map(|(name, value)| format!("{name}: {}", value.reveal())).collect()
    };
    assert!(!names(&[]).iter().any(|header| header.starts_with("authorization")));
    let own = [("Authorization".to_owned(), "Bearer canary-session".into())];
    assert!(names(&own).contains(&"authorization: Bearer canary-session".to_owned()));
    let additions = Additions { headers: own.to_vec(), ..Additions::default() };
    assert_eq!(config.scrubber(&[], &additions).scrub("no canary-session"), "no [redacted]");
}

#[test]
fn a_client_without_a_key_needs_a_backend_of_its_own() {
    let code = |change: fn(&mut Options)| without_key(change).expect_err("refused").code().to_owned();
    assert_eq!(code(|options| options.base_url = None), "invalid_base_url");
    for peekers in ["https://api.peeker.ai/partner/v1", "https://PEEKER.ai", "https://eu.peeker.ai"] {
        let refused = without_key(|options| options.base_url = Some(peekers.into())).expect_err("refused");
        assert_eq!(refused.code(), "invalid_base_url", "{peekers}");
    }
    assert_eq!(code(|options| options.api_key = Some("pk_test_abc".into())), "invalid_option");
    assert_eq!(code(|options| options.expect = Some(Expect::Live)), "invalid_option");
    assert_eq!(code(|options| options.headers = vec![("cookie".into(), "a=b".into())]), "invalid_header");
    let with_key = config(|options| options.headers = vec![("authorization".into(), "Bearer x".into())]);
    assert_eq!(with_key.expect_err("refused").code(), "invalid_header");
}

#[test]
fn what_is_derived_from_a_client_without_a_key_has_none_either() {
    let parent = without_key(|_| ()).expect("sound settings");
    let child = parent.derive_json(r#"{"timeout":1500}"#).expect("sound settings");
    assert_eq!((child.key.is_none(), child.policy.timeout), (true, 1_500));
    assert_eq!(parent.derive_json(r#"{"api_key":"pk_test_x"}"#).expect_err("refused").code(), "invalid_option");
}

proptest! {
    #[test]
    fn no_settings_make_it_panic(text in ".*", key in ".*", url in ".*", name in ".*", value in ".*") {
        let _ = Config::from_json(&text, |_| None);
        let options = Options {
            api_key: Some(key.into()), base_url: Some(url), headers: vec![(name, value.clone().into())],
            app_info: Some(value), ..Options::default()
        };
        let _ = Config::new(options, |_| None);
    }
}

#[test]
fn a_setting_that_is_unknown_or_of_the_wrong_type_is_named() {
    let message = |text: &str| read_options::<Options>(text).expect_err("refused").message().to_owned();
    assert!(message(r#"{"max_retries":"3"}"#).starts_with("max_retries: invalid type"));
    assert!(message(r#"{"retries":3}"#).starts_with("retries: unknown field"));
    assert!(!message(r#"{"timeout":"pk_live_canary"}"#).contains("canary"));
}

#[test]
fn what_follows_the_settings_is_refused_and_not_quoted() {
    for text in [r#"{"max_retries":3} canary"#, r#"{"max_retries":3}{"max_retries":4}"#, "{},", "{}\0"] {
        let error = read_options::<Options>(text).expect_err("refused");
        assert_eq!(error.code(), "invalid_option", "{text}");
        assert!(!error.message().contains("canary"), "{error}");
    }
    assert!(read_options::<Options>(" {} \n").is_ok());
}
