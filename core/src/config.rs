//! A client's settings, checked once: what is wrong with them is said at construction, not at the first call.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::{Host, Url};

use crate::error::Error;
use crate::input::Prepared;
use crate::json::{read_settings, without_values_and_place};
use crate::model::Environment;
use crate::operation::Operation;
use crate::policy::Policy;
use crate::request::{self, Additions, HttpRequest};
use crate::scrub::Scrubber;
use crate::secret::Secret;

/// Where the API is, since June 2026.
pub const DEFAULT_BASE_URL: &str = "https://api.peeker.ai/partner/v1";

/// What a caller may set. Bindings pass it as JSON.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// `pk_test_…` or `pk_live_…`; else `PEEKER_API_KEY`.
    pub api_key: Option<Secret>,
    /// Else `PEEKER_BASE_URL`, else [`DEFAULT_BASE_URL`].
    pub base_url: Option<String>,
    /// Refuses a key of the other kind.
    pub expect: Option<Expect>,
    /// Hosts that a live key may be sent to although only the environment names them.
    pub allow_hosts: Vec<String>,
    /// Headers of every request.
    pub headers: Vec<(String, Secret)>,
    /// Milliseconds for one attempt; 30 000.
    pub timeout: Option<u64>,
    /// Milliseconds for all attempts and waits together; 90 000.
    pub deadline: Option<u64>,
    /// Milliseconds to connect; 5 000. Not every transport can hold it.
    pub connect_timeout: Option<u64>,
    /// Retries after failures; 2. With 0 nothing is retried, not even after a 429.
    pub max_retries: Option<u32>,
    /// The program that uses the SDK, for the `User-Agent`: `acme-portal/2.1`.
    pub app_info: Option<String>,
    /// The language and its version: `python 3.12.1`.
    pub language: Option<String>,
    /// The operating system.
    pub os: Option<String>,
}

/// Which kind of key a client is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expect {
    /// `pk_test_…`
    Sandbox,
    /// `pk_live_…`
    Live,
}

/// A client's settings after they were checked.
#[derive(Debug, Clone)]
pub struct Config {
    key: Secret,
    environment: Environment,
    base_url: String,
    user_agent: String,
    headers: Vec<(String, Secret)>,
    pub(crate) policy: Policy,
    scrubber: Scrubber,
}

impl Config {
    /// Checks settings. What they leave open is looked up in `env`, a view of the environment.
    ///
    /// # Errors
    /// Kind `Configuration`, with the code of the first mistake.
    pub fn new(options: Options, env: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let policy = Policy::default().with(&options)?;
        let key = options.api_key.or_else(|| env("PEEKER_API_KEY").map(Secret::from));
        let key = key.ok_or_else(|| {
            Error::configuration("missing_api_key", "pass an API key, or set PEEKER_API_KEY in the environment")
        })?;
        let environment = environment_of(&key)?;
        check_expected(&environment, options.expect)?;
        let from_env =
            if options.base_url.is_some() { None } else { env("PEEKER_BASE_URL").filter(|url| !url.is_empty()) };
        let base_url = match (&options.base_url, &from_env) {
            (Some(url), _) | (None, Some(url)) => parse_base_url(url)?,
            (None, None) => parse_base_url(DEFAULT_BASE_URL)?,
        };
        if from_env.is_some() && environment == Environment::LIVE {
            check_trusted(&base_url, &options.allow_hosts)?;
        }
        let headers = check_headers(&options.headers)?;
        let scrubber = Scrubber::new(headers.iter().map(|(_, value)| value.clone()).chain([key.clone()]));
        Ok(Self {
            key,
            environment,
            base_url: base_url.as_str().trim_end_matches('/').to_owned(),
            user_agent: user_agent(options.language, options.os, options.app_info)?,
            headers,
            policy,
            scrubber,
        })
    }

    /// The same, from JSON text as bindings pass it.
    pub fn from_json(text: &str, env: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        Self::new(read_options(text)?, env)
    }

    /// Sandbox or live, known from the key.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Where requests go, without a trailing slash.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The request of an operation.
    pub fn request(
        &self,
        operation: &Operation,
        prepared: Prepared,
        additions: &Additions,
    ) -> Result<HttpRequest, Error> {
        request::build(self, operation, prepared, additions)
    }

    /// Knows this client's secrets and those of one call.
    pub(crate) fn scrubber(&self, secrets: &[Secret], additions: &Additions) -> Scrubber {
        let mut own = secrets.to_vec();
        own.extend(additions.headers.iter().map(|(_, value)| value.clone()));
        let extra = additions.body.values().chain(additions.query.values());
        extra.for_each(|value| crate::input::collect_texts(value, &mut own));
        self.scrubber.with(own)
    }

    pub(crate) fn url(&self, path: &str, query: &str) -> String {
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{path}{mark}{query}", self.base_url)
    }

    /// The headers of one request, names in lower case and sorted.
    pub(crate) fn headers(&self, own: &[(String, Secret)], has_body: bool) -> Result<Vec<(String, Secret)>, Error> {
        let mut headers = check_headers(own)?;
        for (name, value) in &self.headers {
            if !headers.iter().any(|(known, _)| known == name) {
                headers.push((name.clone(), value.clone()));
            }
        }
        headers.push(("authorization".to_owned(), Secret::new(format!("Bearer {}", self.key.reveal()))));
        headers.push(("user-agent".to_owned(), Secret::new(self.user_agent.clone())));
        if !headers.iter().any(|(name, _)| name == "accept") {
            headers.push(("accept".to_owned(), Secret::new("application/json")));
        }
        if has_body {
            headers.push(("content-type".to_owned(), Secret::new("application/json")));
        }
        headers.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(headers)
    }
}

/// Settings from JSON text, with errors that name the setting.
///
/// # Errors
/// `invalid_option`, if one is unknown or of the wrong type.
pub(crate) fn read_options<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    read_settings(text, |place, error| format!("{place}: {}", without_values_and_place(error)))
}

/// Sandbox or live, from a key's prefix.
fn environment_of(key: &Secret) -> Result<Environment, Error> {
    let refuse = |message: &str| Err(Error::configuration("invalid_api_key", message));
    let text = key.reveal();
    if text.trim().is_empty() {
        return refuse("the API key is empty");
    }
    if text.chars().any(char::is_whitespace) {
        return refuse("the API key has white space or a line break in it; was it read from a file untrimmed?");
    }
    if !text.chars().all(|c| c.is_ascii_graphic()) {
        return refuse("the API key has characters that no key has");
    }
    match (text.strip_prefix("pk_test_"), text.strip_prefix("pk_live_")) {
        (Some(rest), _) if !rest.is_empty() => Ok(Environment::TEST),
        (_, Some(rest)) if !rest.is_empty() => Ok(Environment::LIVE),
        (Some(_), _) | (_, Some(_)) => refuse("the API key is only a prefix"),
        (None, None) => refuse("an API key begins with pk_test_ (sandbox) or pk_live_"),
    }
}

fn check_expected(environment: &Environment, expect: Option<Expect>) -> Result<(), Error> {
    let (expected, wanted, found) = match expect {
        None => return Ok(()),
        Some(Expect::Sandbox) => (Environment::TEST, "sandbox", "live"),
        Some(Expect::Live) => (Environment::LIVE, "live", "sandbox"),
    };
    if *environment == expected {
        return Ok(());
    }
    let message = format!("this is a {found} key, and the client expects a {wanted} one");
    Err(Error::configuration("wrong_environment", message))
}

/// https, or http to this machine only: orders carry customers' passwords.
fn parse_base_url(text: &str) -> Result<Url, Error> {
    let refuse = |message: String| Err(Error::configuration("invalid_base_url", message));
    let Ok(url) = Url::parse(text) else {
        return refuse("the base URL is not a URL such as https://api.peeker.ai/partner/v1".to_owned());
    };
    let Some(host) = url.host() else { return refuse("the base URL has no host".to_owned()) };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("the base URL must not carry a user name or password".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("the base URL must have no query and no fragment".to_owned());
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&host) => Ok(url),
        "http" => Err(Error::configuration(
            "insecure_base_url",
            format!("http is for this machine only, and {host} is another; use https"),
        )),
        other => refuse(format!("the base URL's scheme is {other}; use https")),
    }
}

/// Whether a host is this machine.
pub(crate) fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}

/// A live key goes only where code sent it: an environment variable alone must not redirect it.
fn check_trusted(base_url: &Url, allow_hosts: &[String]) -> Result<(), Error> {
    let host = base_url.host_str().unwrap_or_default();
    if host == "peeker.ai"
        || host.ends_with(".peeker.ai")
        || allow_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
    {
        return Ok(());
    }
    let message =
        format!("PEEKER_BASE_URL would send a live key to {host}; name that host in allow_hosts if it is meant");
    Err(Error::configuration("untrusted_base_url", message))
}

/// Headers that the SDK or the connection sets itself.
const RESERVED: &[&str] = &[
    "authorization",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "cookie",
    "content-type",
    "content-encoding",
    "accept-encoding",
    "expect",
    "te",
    "trailer",
    "upgrade",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "user-agent",
];

/// All extra headers together: servers commonly refuse more than 8 to 16 KiB of headers.
const MAX_HEADERS: usize = 8 * 1024;

/// RFC 9110: a name is a token, a value has no control characters.
fn check_headers(headers: &[(String, Secret)]) -> Result<Vec<(String, Secret)>, Error> {
    let bytes: usize = headers.iter().map(|(name, value)| name.len() + value.reveal().len()).sum();
    if bytes > MAX_HEADERS {
        return Err(Error::configuration("invalid_header", "the extra headers are longer than 8 KiB together"));
    }
    let mut checked: Vec<(String, Secret)> = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        let lower = name.to_ascii_lowercase();
        let refuse = |message: String| Err(Error::configuration("invalid_header", message));
        let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if lower.is_empty() || !lower.bytes().all(token) {
            return refuse("a header's name has characters that no header name has".to_owned());
        }
        if RESERVED.contains(&lower.as_str()) {
            return refuse(format!("the header `{lower}` is set by the SDK"));
        }
        let value = value.reveal();
        if value.chars().any(|c| c.is_control() && c != '\t') || !value.is_ascii() {
            return refuse(format!("the value of the header `{lower}` has control or non-ASCII characters"));
        }
        checked.retain(|(known, _)| *known != lower);
        checked.push((lower, Secret::new(value.trim())));
    }
    Ok(checked)
}

/// `peeker-partner/<version> (<language> <version>; <os>) <app>`.
fn user_agent(language: Option<String>, os: Option<String>, app: Option<String>) -> Result<String, Error> {
    let language = language.unwrap_or_else(|| "rust".to_owned());
    let os = os.unwrap_or_else(|| std::env::consts::OS.to_owned());
    let app = app.map(|app| format!(" {app}")).unwrap_or_default();
    let text = format!("peeker-partner/{} ({language}; {os}){app}", env!("CARGO_PKG_VERSION"));
    if text.chars().all(|c| c.is_ascii_graphic() || c == ' ') && text.len() <= 512 {
        return Ok(text);
    }
    Err(Error::configuration("invalid_option", "app_info, language and os are printable ASCII text"))
}

#[cfg(test)]
mod tests {
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
        for right in
            ["https://proxy.acme.com/peeker/", "http://127.0.0.1:8080", "http://localhost/x", "http://[::1]:1"]
        {
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
            assert_eq!(
                code(|options| options.headers = vec![(name.into(), value.into())]),
                "invalid_header",
                "{name}"
            );
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
}
