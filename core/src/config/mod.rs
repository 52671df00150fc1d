//! A client's settings, checked once: what is wrong with them is said at construction, not at the first call.

mod base_url;
mod headers;
#[cfg(test)]
mod tests;

use serde::Deserialize;
use serde::de::DeserializeOwned;

#[cfg(feature = "http")]
pub(crate) use base_url::is_loopback;

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
            (Some(url), _) | (None, Some(url)) => base_url::parse(url)?,
            (None, None) => base_url::parse(DEFAULT_BASE_URL)?,
        };
        if from_env.is_some() && environment == Environment::LIVE {
            base_url::check_trusted(&base_url, &options.allow_hosts)?;
        }
        let headers = headers::check(&options.headers)?;
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
        let mut headers = headers::check(own)?;
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
