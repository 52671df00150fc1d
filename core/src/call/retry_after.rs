//! How long a 429 asks to wait.

use serde_json::Value;

use crate::policy::Policy;
use crate::response::HttpResponse;

/// Seconds to wait: the body's `details.retry_after_seconds`, else the `Retry-After` header in seconds or as a date.
///
/// A value that is not finite or not within 0..3600 counts as missing.
pub(crate) fn seconds(response: &HttpResponse, unix_ms: i64) -> Option<f64> {
    in_body(&response.body).or_else(|| response.header("retry-after").and_then(|text| in_header(text, unix_ms)))
}

fn in_body(body: &[u8]) -> Option<f64> {
    let value: Value = serde_json::from_slice(body).ok()?;
    sane(value.pointer("/error/details/retry_after_seconds")?.as_f64()?)
}

fn in_header(text: &str, unix_ms: i64) -> Option<f64> {
    let text = text.trim();
    if !text.is_empty() && text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return sane(text.parse().ok()?);
    }
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    let millis = date.as_millisecond().checked_sub(unix_ms)?;
    // A date that has just passed asks for no wait. Up to an hour, millis / 1000 is exact enough for a double.
    let millis = i32::try_from(millis.max(0)).ok()?;
    sane(f64::from(millis) / 1000.0)
}

fn sane(seconds: f64) -> Option<f64> {
    (seconds.is_finite() && (0.0..=Policy::RATE_LIMIT_MOST).contains(&seconds)).then_some(seconds)
}

/// Whole milliseconds of a wait that [`seconds`] found.
pub(crate) fn to_millis(seconds: f64) -> u64 {
    // Within 0..3600 s, so the decimal text is short and the parse cannot fail.
    format!("{:.0}", (seconds * 1000.0).ceil()).parse().unwrap_or(Policy::RATE_LIMIT_DEFAULT)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_778_241_600_000; // Fri, 08 May 2026 12:00:00 GMT

    fn of(body: &str, header: Option<&str>) -> Option<f64> {
        let headers = header.map(|value| ("Retry-After".to_owned(), value.to_owned())).into_iter().collect();
        seconds(&HttpResponse { status: 429, headers, body: body.as_bytes().to_vec() }, NOW)
    }

    fn body(seconds: &str) -> String {
        format!(r#"{{"error":{{"code":"rate_limited","details":{{"retry_after_seconds":{seconds}}}}}}}"#)
    }

    #[test]
    fn the_body_comes_before_the_header() {
        assert_eq!(of(&body("12"), Some("3")), Some(12.0));
        assert_eq!(of(&body("0.25"), None), Some(0.25));
        assert_eq!(of("", Some(" 3 ")), Some(3.0));
        assert_eq!(of("", None), None);
    }

    #[test]
    fn a_date_is_measured_against_the_clock() {
        assert_eq!(of("", Some("Fri, 08 May 2026 12:00:30 GMT")), Some(30.0));
        assert_eq!(of("", Some("Fri, 08 May 2026 11:00:00 GMT")), Some(0.0));
        assert_eq!(of("", Some("Fri, 08 May 2026 14:00:00 GMT")), None);
    }

    #[test]
    fn what_is_not_within_an_hour_counts_as_missing() {
        for odd in ["-1", "1000000000", "1e400", "\"12\"", "null", "[]"] {
            assert_eq!(of(&body(odd), Some("7")), Some(7.0), "{odd}");
        }
        for odd in ["-1", "1e9", "٣", "3.5", "99999999999", "soon"] {
            assert_eq!(of("", Some(odd)), None, "{odd}");
        }
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic_and_every_wait_is_within_an_hour(text in ".*", unix_ms: i64) {
            let headers = vec![("retry-after".to_owned(), text)];
            let found = seconds(&HttpResponse { status: 429, headers, body: Vec::new() }, unix_ms);
            prop_assert!(found.is_none_or(|seconds| to_millis(seconds) <= 3_600_000));
        }
    }
}
