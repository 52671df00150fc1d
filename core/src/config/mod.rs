//! A client's settings, checked once: what is wrong with them is said at construction, not at the first call.

mod base_url;
mod headers;
mod key;
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
use crate::secret::{REDACTED, Secret};

/// Where the API is, since June 2026.
pub const DEFAULT_BASE_URL: &str = "https://api.peeker.ai/partner/v1";

/// What a caller may set. Bindings pass it as JSON.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// `pk_test_…` or `pk_live_…`; else `PEEKER_API_KEY`.
    pub api_key: Option<Secret>,
    /// For an app on somebody else's device, which must not carry a key: requests have none, and go to `base_url`, a
    /// backend of your own that adds it. Nothing is looked up in the environment.
    pub without_key: bool,
    /// Else `PEEKER_BASE_URL`, else [`DEFAULT_BASE_URL`]. It is printed: a gateway's token belongs into `headers`.
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

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // One that cannot be used may have a password in it.
        let base_url = self.base_url.as_deref().map(|url| base_url::parse(url).map_or(REDACTED, |_| url));
        f.debug_struct("Options")
            .field("api_key", &self.api_key)
            .field("without_key", &self.without_key)
            .field("base_url", &base_url)
            .field("expect", &self.expect)
            .field("allow_hosts", &self.allow_hosts)
            .field("headers", &self.headers)
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("connect_timeout", &self.connect_timeout)
            .field("max_retries", &self.max_retries)
            .field("app_info", &self.app_info)
            .field("language", &self.language)
            .field("os", &self.os)
            .finish()
    }
}

impl Options {
    /// These, with what `change` sets in their place, and its headers and hosts on top.
    fn with(self, change: Self) -> Self {
        let Self { mut headers, mut allow_hosts, .. } = self;
        headers.extend(change.headers);
        allow_hosts.extend(change.allow_hosts);
        Self {
            api_key: change.api_key.or(self.api_key),
            without_key: change.without_key || self.without_key,
            base_url: change.base_url.or(self.base_url),
            expect: change.expect.or(self.expect),
            allow_hosts,
            headers,
            timeout: change.timeout.or(self.timeout),
            deadline: change.deadline.or(self.deadline),
            connect_timeout: change.connect_timeout.or(self.connect_timeout),
            max_retries: change.max_retries.or(self.max_retries),
            app_info: change.app_info.or(self.app_info),
            language: change.language.or(self.language),
            os: change.os.or(self.os),
        }
    }
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
    /// What it was made from, with what the environment added: what a derived client begins with.
    options: Options,
    /// Nobody but the environment named the base URL.
    base_url_from_env: bool,
    /// None if the client is one without a key.
    key: Option<Secret>,
    environment: Environment,
    base_url: String,
    user_agent: String,
    pub(crate) policy: Policy,
    scrubber: Scrubber,
}

impl Config {
    /// Checks settings. What they leave open is looked up in `env`, a view of the environment.
    ///
    /// # Errors
    /// Kind `Configuration`, with the code of the first mistake.
    pub fn new(mut options: Options, env: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        if options.without_key {
            return Self::checked(options, false);
        }
        options.api_key = options.api_key.or_else(|| env("PEEKER_API_KEY").map(Secret::from));
        let from_env =
            if options.base_url.is_some() { None } else { env("PEEKER_BASE_URL").filter(|url| !url.is_empty()) };
        let base_url_from_env = from_env.is_some();
        options.base_url = options.base_url.or(from_env);
        Self::checked(options, base_url_from_env)
    }

    /// The same, from JSON text as bindings pass it.
    pub fn from_json(text: &str, env: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        Self::new(read_options(text)?, env)
    }

    /// The settings of a client derived from this one's: what `change` leaves open stays as it is, its headers come on
    /// top (the same name replaces), and so do its `allow_hosts`. Nothing is read from the environment.
    ///
    /// # Errors
    /// As [`new`](Self::new): all of it is checked again, with what is expected of the key and where a live one may go.
    pub fn derive(&self, change: Options) -> Result<Self, Error> {
        let base_url_from_env = self.base_url_from_env && change.base_url.is_none();
        Self::checked(self.options.clone().with(change), base_url_from_env)
    }

    /// The same, from JSON text as bindings pass it.
    pub fn derive_json(&self, text: &str) -> Result<Self, Error> {
        self.derive(read_options(text)?)
    }

    /// Sandbox or live, known from the key; `unknown` without one.
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

    fn checked(mut options: Options, base_url_from_env: bool) -> Result<Self, Error> {
        let policy = Policy::default().with(&options)?;
        let environment = key::check(&options)?;
        let base_url = match (&options.base_url, options.without_key) {
            (Some(base_url), true) => base_url::check_own(base_url::parse(base_url)?)?,
            (None, true) => return Err(base_url::missing()),
            (base_url, false) => base_url::parse(base_url.as_deref().unwrap_or(DEFAULT_BASE_URL))?,
        };
        if base_url_from_env && environment == Environment::LIVE {
            base_url::check_trusted(&base_url, &options.allow_hosts)?;
        }
        options.headers = headers::check(&options.headers, options.without_key)?;
        let header_values = headers::secrets(&options.headers);
        let key = options.api_key.clone();
        Ok(Self {
            environment,
            base_url: base_url.as_str().trim_end_matches('/').to_owned(),
            user_agent: user_agent(&options)?,
            policy,
            scrubber: Scrubber::new(header_values.chain(key.clone())),
            key,
            options,
            base_url_from_env,
        })
    }

    /// Knows this client's secrets and those of one call.
    pub(crate) fn scrubber(&self, secrets: &[Secret], additions: &Additions) -> Scrubber {
        let mut own = secrets.to_vec();
        own.extend(headers::secrets(&additions.headers));
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
        let mut headers = headers::check(own, self.key.is_none())?;
        for (name, value) in &self.options.headers {
            if !headers.iter().any(|(known, _)| known == name) {
                headers.push((name.clone(), value.clone()));
            }
        }
        if let Some(key) = &self.key {
            headers.push(("authorization".to_owned(), Secret::new(format!("Bearer {}", key.reveal()))));
        }
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

/// `peeker-partner/<version> (<language> <version>; <os>) <app>`.
fn user_agent(options: &Options) -> Result<String, Error> {
    let language = options.language.as_deref().unwrap_or("rust");
    let os = options.os.as_deref().unwrap_or(std::env::consts::OS);
    let app = options.app_info.as_ref().map(|app| format!(" {app}")).unwrap_or_default();
    let text = format!("peeker-partner/{} ({language}; {os}){app}", env!("CARGO_PKG_VERSION"));
    if text.chars().all(|c| c.is_ascii_graphic() || c == ' ') && text.len() <= 512 {
        return Ok(text);
    }
    Err(Error::configuration("invalid_option", "app_info, language and os are printable ASCII text"))
}
