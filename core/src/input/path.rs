//! Paths that a caller names himself, for endpoints newer than the SDK.

/// The longest path. Those of the API have some 60 characters.
const MAX_PATH: usize = 1_000;

/// Why a path cannot be appended to the base URL; `None` if it can.
///
/// It has to stay below the base URL, and to be the same path to everybody who reads it on its way: gateways resolve
/// dots, merge slashes and decode. No answer quotes it: somebody may have put a key in it.
pub(super) fn problem(path: &str) -> Option<&'static str> {
    if path.len() > MAX_PATH {
        return Some("a path has at most 1000 characters");
    }
    let Some(segments) = path.strip_prefix('/') else {
        return Some("a path begins with / and names no host: it is appended to the base URL");
    };
    if path.contains(['?', '#']) {
        return Some("a path has no query and no fragment; the query is given by itself");
    }
    if !path.bytes().all(is_allowed) {
        return Some("a path has characters that have to be percent-encoded");
    }
    segments.split('/').find_map(problem_of_segment)
}

/// RFC 3986's `pchar`, and what it is joined and escaped with.
fn is_allowed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%".contains(&byte)
}

fn problem_of_segment(segment: &str) -> Option<&'static str> {
    let Some(plain) = decoded(segment) else {
        return Some("a % in a path begins the two hexadecimal digits of a UTF-8 byte");
    };
    if plain.chars().any(|c| matches!(c, '/' | '\\' | '%') || c.is_control()) {
        return Some("a path must not hide a slash, a backslash, a % or a control character behind a %");
    }
    if plain.starts_with("pk_live_") || plain.starts_with("pk_test_") {
        return Some("this is an API key, and no part of a path");
    }
    // Some servers take `..;x` for `..`, and some take spaces and further dots off the end of a name.
    let name = plain.split(';').next().unwrap_or_default();
    if plain.is_empty() {
        return Some("a path has no empty segment and ends with none");
    }
    name.chars().all(|c| matches!(c, '.' | ' ')).then_some("a path has no segment that is only dots")
}

/// A segment without percent-encoding; `None` if that is broken, or if what comes out is no UTF-8.
fn decoded(segment: &str) -> Option<String> {
    let mut parts = segment.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        // `from_str_radix` takes a sign, too.
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;

    #[test]
    fn a_path_of_plain_or_encoded_names_is_taken() {
        let longest = format!("/{}", "a".repeat(MAX_PATH - 1));
        for path in
            ["/quotes", "/quotes/qt_1/lines", "/a.b/..c/.d", "/a%20b", "/m%C3%BCnchen", "/x:y@z;v=1", &longest]
        {
            assert_eq!(problem(path), None, "{path}");
        }
    }

    #[test]
    fn a_path_that_leaves_the_base_url_or_reads_differently_on_its_way_is_refused() {
        let too_long = format!("/{}", "a".repeat(MAX_PATH));
        let refused = [
            "",
            "quotes",
            "https://evil.example/x",
            "//evil.example/x",
            "/",
            "/a/",
            "/a//b",
            "/.",
            "/..",
            "/a/../b",
            "/a/./b",
            "/%2e%2e/b",
            "/.%2E/b",
            "/%2e",
            "/...",
            "/..%20/b",
            "/..;x/b",
            "/;/b",
            "/%20",
            "/a%2fb",
            "/a%5Cb",
            "/%252e%252e/b",
            "/a%25",
            "/a%00b",
            "/a%0d%0ab",
            "/a%7f",
            "/%c0%ae%c0%ae/b",
            "/a%",
            "/a%2",
            "/a%zz",
            "/a%+1",
            "/a?b=c",
            "/a#b",
            "/a b",
            "/a\\b",
            "/a\r\nb",
            "/münchen",
            "/a\"b",
            "/[::1]",
            "/{id}",
            "/pk_live_abc",
            "/x/pk_test_abc",
            "/%70k_live_abc",
            &too_long,
        ];
        for path in refused {
            assert!(problem(path).is_some(), "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn a_path_that_is_taken_stays_below_the_base_url(path in "/?([a-z%2eEfF.;/\\\\?#@:]|%2[eEfF]|\\.\\.|.){0,12}") {
            if problem(&path).is_none() {
                let text = format!("https://api.peeker.ai/partner/v1{path}");
                let url = Url::parse(&text).expect("a URL");
                prop_assert_eq!(url.as_str(), text.as_str());
                prop_assert!(url.path().starts_with("/partner/v1/"));
            }
        }
    }
}
