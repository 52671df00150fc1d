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

#[test]
fn nothing_printed_shows_the_key() {
    let config = config(|options| options.headers = vec![("x-proxy-token".into(), "canary-header".into())]);
    let shown = format!("{config:?}");
    assert!(!shown.contains("abc") && !shown.contains("canary"), "{shown}");
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
