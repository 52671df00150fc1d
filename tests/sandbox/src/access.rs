//! Keys: who asks, in which environment, and what the key permits.
//!
//! The sandbox knows a key by its form: `pk_test_<account>` or `pk_live_<account>`, with `_full` (the default), `_limited` or
//! `_read` at the end. Keys of the same account share its data; test and live do not, as documented. An account whose name
//! begins with `revoked` is one whose keys were revoked.

use crate::reply::ApiError;

/// A test key that may do everything; any other would do.
pub(crate) const DEFAULT_KEY: &str = "pk_test_sandbox_full";

/// What a request may do to the account (documented presets).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preset {
    /// All reads, all writes.
    Full,
    /// All reads, and of the writes only domain availability.
    Limited,
    /// All reads, no write.
    Read,
}

/// What an endpoint asks of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    Read,
    /// A POST that changes nothing: the `limited` preset may, the `read` preset may not, since it may make no write at all.
    Query,
    Write,
}

impl Preset {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Limited => "limited",
            Self::Read => "read",
        }
    }

    pub(crate) fn check(self, needs: Needs) -> Result<(), ApiError> {
        match (self, needs) {
            (Self::Full, _) | (_, Needs::Read) | (Self::Limited, Needs::Query) => Ok(()),
            (Self::Limited | Self::Read, _) => {
                Err(ApiError::new(403, "forbidden", "This key's permission preset does not allow this action."))
            }
        }
    }
}

/// A key that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Access {
    pub(crate) key: String,
    pub(crate) live: bool,
    pub(crate) account: String,
    pub(crate) preset: Preset,
}

impl Access {
    /// Reads `Authorization: Bearer <key>`, the only documented scheme.
    pub(crate) fn of_header(header: Option<&str>) -> Result<Self, ApiError> {
        let header = header.ok_or_else(|| unauthorized("The Authorization header is missing."))?;
        let (scheme, key) = header.split_once(' ').unwrap_or((header, ""));
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(unauthorized("The Authorization header must be `Bearer <key>`."));
        }
        Self::of_key(key.trim())
            .ok_or_else(|| unauthorized("This is no key like pk_test_… or pk_live_…, or it was revoked."))
    }

    fn of_key(key: &str) -> Option<Self> {
        let (live, rest) = match (key.strip_prefix("pk_test_"), key.strip_prefix("pk_live_")) {
            (Some(rest), _) => (false, rest),
            (_, Some(rest)) => (true, rest),
            _ => return None,
        };
        let (account, preset) = split_preset(rest);
        let plain = account.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        let known = plain && !account.is_empty() && !account.starts_with("revoked");
        known.then(|| Self { key: key.to_owned(), live, account: account.to_owned(), preset })
    }

    /// `"test"` is documented; `"live"` is inferred.
    pub(crate) fn environment(&self) -> &'static str {
        if self.live { "live" } else { "test" }
    }
}

fn split_preset(rest: &str) -> (&str, Preset) {
    match rest.rsplit_once('_') {
        Some((account, "full")) => (account, Preset::Full),
        Some((account, "limited")) => (account, Preset::Limited),
        Some((account, "read")) => (account, Preset::Read),
        _ => (rest, Preset::Full),
    }
}

fn unauthorized(message: &str) -> ApiError {
    ApiError::new(401, "unauthorized", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: &str) -> Option<(bool, String, Preset)> {
        Access::of_key(key).map(|access| (access.live, access.account, access.preset))
    }

    #[test]
    fn the_end_of_a_key_chooses_its_preset() {
        assert_eq!(key("pk_test_a_read"), Some((false, "a".into(), Preset::Read)));
        assert_eq!(key("pk_test_a_limited"), Some((false, "a".into(), Preset::Limited)));
        assert_eq!(key("pk_live_a_b_full"), Some((true, "a_b".into(), Preset::Full)));
        assert_eq!(key("pk_test_51HxQ"), Some((false, "51HxQ".into(), Preset::Full)));
    }

    #[test]
    fn what_is_no_key_is_unauthorized() {
        for text in ["", "pk_test_", "pk_test__read", "sk_test_a", "pk_prod_a", "pk_test_a b", "pk_test_revoked_read"]
        {
            assert_eq!(key(text), None, "{text}");
        }
        for header in [None, Some("pk_test_a"), Some("Basic pk_test_a"), Some("Bearer")] {
            assert_eq!(Access::of_header(header).unwrap_err().status, 401, "{header:?}");
        }
    }
}
