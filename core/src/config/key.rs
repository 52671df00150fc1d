//! The key of a client, and what is known from it.

use crate::config::{Expect, Options};
use crate::error::Error;
use crate::model::Environment;
use crate::secret::Secret;

/// Which environment a client's key is for; `unknown` for a client that is meant to have none.
pub(super) fn check(options: &Options) -> Result<Environment, Error> {
    if options.without_key {
        return check_absent(options);
    }
    let key = options.api_key.as_ref().ok_or_else(|| {
        Error::configuration("missing_api_key", "pass an API key, or set PEEKER_API_KEY in the environment")
    })?;
    let environment = environment_of(key)?;
    check_expected(&environment, options.expect)?;
    Ok(environment)
}

/// An app that was given a key all the same would ship it.
fn check_absent(options: &Options) -> Result<Environment, Error> {
    let refuse = |message: &str| Err(Error::configuration("invalid_option", message));
    if options.api_key.is_some() {
        return refuse("a client without a key was given one; it belongs into your own backend");
    }
    if options.expect.is_some() {
        return refuse("which key is expected can only be said of a client that has one");
    }
    Ok(Environment::from("unknown"))
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
