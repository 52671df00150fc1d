//! The three headers of a delivery. Whoever can reach the endpoint can write them: nothing in them is believed
//! before its form was checked.

use super::hex;
use super::key::Tag;
use crate::error::Error;

/// `v1=<hex>`, perhaps several, perhaps beside versions of a later time.
pub const SIGNATURE_HEADER: &str = "Peeker-Signature";
/// Unix seconds, when the delivery was signed.
pub const TIMESTAMP_HEADER: &str = "Peeker-Timestamp";
/// `evt_…`. It is not signed, unless the recipe says so.
pub const EVENT_ID_HEADER: &str = "Peeker-Event-Id";

/// The longest value of a header, in bytes: 16 signatures have some 1.1 KB.
pub const MAX_HEADER: usize = 4 * 1024;
/// The most signatures in one header, of all versions together: each costs a comparison with each secret.
pub const MAX_SIGNATURES: usize = 16;

/// Digits of a timestamp: enough for the year 33 658.
pub(super) const MAX_TIMESTAMP_DIGITS: usize = 12;
/// The longest event id, in bytes: Peeker's have 28.
pub(super) const MAX_EVENT_ID: usize = 256;
/// The longest name of a version that a message quotes.
pub(super) const MAX_VERSION: usize = 16;

/// What the headers say, after their form was checked.
#[derive(Debug)]
pub(super) struct Headers {
    /// At least one.
    pub(super) signatures: Vec<Tag>,
    /// As it stands in the header: that is what may be signed.
    pub(super) timestamp_text: String,
    pub(super) timestamp: i64,
    pub(super) event_id: Option<String>,
}

impl Headers {
    /// Reads them, by their names in any case. An empty header counts as missing.
    ///
    /// # Errors
    /// `webhook_malformed`, with the header's name in `field`.
    pub(super) fn read<N, V>(headers: impl IntoIterator<Item = (N, V)>) -> Result<Self, Error>
    where
        N: AsRef<[u8]>,
        V: AsRef<[u8]>,
    {
        let [signature, timestamp, event_id] = collect(headers)?;
        let signature = signature.ok_or_else(|| missing(SIGNATURE_HEADER))?;
        let timestamp_text = timestamp.ok_or_else(|| missing(TIMESTAMP_HEADER))?;
        Ok(Self {
            signatures: read_signatures(&signature).map_err(|why| malformed(SIGNATURE_HEADER, &why))?,
            timestamp: read_timestamp(&timestamp_text).map_err(|why| malformed(TIMESTAMP_HEADER, why))?,
            timestamp_text,
            event_id: event_id.map(check_event_id).transpose()?,
        })
    }
}

/// An id that can be one.
///
/// # Errors
/// `webhook_malformed`, with the header's name in `field`.
pub(super) fn check_event_id<T: AsRef<str>>(id: T) -> Result<T, Error> {
    let text = id.as_ref();
    let fits = text.len() <= MAX_EVENT_ID && text.bytes().all(|byte| byte.is_ascii_graphic());
    if fits { Ok(id) } else { Err(malformed(EVENT_ID_HEADER, "it is no id")) }
}

pub(super) fn missing(name: &'static str) -> Error {
    Error::webhook("webhook_malformed", format!("the header {name} is missing")).with_field(Some(name.to_owned()))
}

fn malformed(name: &'static str, why: &str) -> Error {
    Error::webhook("webhook_malformed", format!("the header {name} cannot be read: {why}"))
        .with_field(Some(name.to_owned()))
}

/// The values of the three headers, in the order of their constants.
fn collect<N, V>(headers: impl IntoIterator<Item = (N, V)>) -> Result<[Option<String>; 3], Error>
where
    N: AsRef<[u8]>,
    V: AsRef<[u8]>,
{
    let mut found = [(SIGNATURE_HEADER, None), (TIMESTAMP_HEADER, None), (EVENT_ID_HEADER, None)];
    for (name, value) in headers {
        let slot = found.iter_mut().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name.as_ref()));
        let Some((name, slot)) = slot else { continue };
        let value = read_value(value.as_ref()).map_err(|why| malformed(name, why))?;
        match slot {
            None => *slot = Some(value),
            Some(before) if *before == value => {}
            Some(_) => return Err(malformed(name, "it is there twice, with different values")),
        }
    }
    Ok(found.map(|(_, value)| value.filter(|text| !text.is_empty())))
}

fn read_value(value: &[u8]) -> Result<String, &'static str> {
    if value.len() > MAX_HEADER {
        return Err("it is longer than 4 KiB");
    }
    if !value.is_ascii() {
        return Err("it is not ASCII");
    }
    String::from_utf8(value.to_vec()).map_err(|_| "it is not ASCII")
}

/// All `v1` signatures. They are parted by commas, spaces or both; other versions are left out.
fn read_signatures(value: &str) -> Result<Vec<Tag>, String> {
    let mut signatures = Vec::new();
    let mut others = Vec::new();
    for (index, part) in value.split([',', ' ', '\t']).filter(|part| !part.is_empty()).enumerate() {
        if index >= MAX_SIGNATURES {
            return Err(format!("it has more than {MAX_SIGNATURES} signatures"));
        }
        match part.split_once('=').ok_or("a signature has no version; `v1=…` is expected")? {
            ("v1", digits) => {
                signatures.push(read_tag(digits).ok_or("a signature of `v1` is 64 hexadecimal digits")?);
            }
            (version, _) => others.push(version),
        }
    }
    if signatures.is_empty() { Err(without_v1(&others)) } else { Ok(signatures) }
}

fn read_tag(digits: &str) -> Option<Tag> {
    hex::decode(digits.as_bytes())?.try_into().ok()
}

/// Says which versions are there, of those that can be printed.
fn without_v1(others: &[&str]) -> String {
    let printable = |version: &&&str| {
        version.len() <= MAX_VERSION
            && !version.is_empty()
            && version.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let names: Vec<_> = others.iter().filter(printable).copied().collect();
    let seen = if names.is_empty() { String::new() } else { format!(", but of {}", names.join(", ")) };
    format!("it has no signature of version `v1`{seen}")
}

fn read_timestamp(value: &str) -> Result<i64, &'static str> {
    const WHY: &str = "Unix seconds are 1 to 12 digits and nothing else";
    let fits = value.len() <= MAX_TIMESTAMP_DIGITS && value.bytes().all(|byte| byte.is_ascii_digit());
    if fits { value.parse().map_err(|_| WHY) } else { Err(WHY) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(headers: &[(&str, &str)]) -> Result<Headers, Error> {
        Headers::read(headers.iter().copied())
    }

    fn tag(digit: char) -> String {
        format!("v1={}", String::from(digit).repeat(64))
    }

    fn signatures(value: &str) -> Result<usize, Error> {
        read(&[(SIGNATURE_HEADER, value), (TIMESTAMP_HEADER, "17")]).map(|headers| headers.signatures.len())
    }

    fn refused(headers: &[(&str, &str)], field: &str) {
        let error = read(headers).unwrap_err();
        assert_eq!((error.code(), error.field()), ("webhook_malformed", Some(field)), "{headers:?}");
    }

    #[test]
    fn names_are_read_in_any_case_and_other_headers_are_left_alone() {
        let headers = read(&[
            ("host", "example.com"),
            ("PEEKER-SIGNATURE", &tag('a')),
            ("peeker-timestamp", "1760000000"),
            ("Peeker-EVENT-id", "evt_1"),
            ("Peeker-Signature-Old", "whatever"),
        ])
        .unwrap();
        assert_eq!(headers.signatures, [[0xaa; 32]]);
        assert_eq!((headers.timestamp, headers.event_id.as_deref()), (1_760_000_000, Some("evt_1")));
    }

    #[test]
    fn a_missing_or_empty_header_is_named() {
        let signature = tag('a');
        refused(&[(TIMESTAMP_HEADER, "17")], SIGNATURE_HEADER);
        refused(&[(SIGNATURE_HEADER, ""), (TIMESTAMP_HEADER, "17")], SIGNATURE_HEADER);
        refused(&[(SIGNATURE_HEADER, &signature)], TIMESTAMP_HEADER);
        refused(&[(SIGNATURE_HEADER, &signature), (TIMESTAMP_HEADER, "")], TIMESTAMP_HEADER);
    }

    #[test]
    fn an_event_id_may_be_missing_but_not_be_something_else() {
        let with = |id: &str| {
            read(&[(SIGNATURE_HEADER, &tag('a')), (TIMESTAMP_HEADER, "17"), (EVENT_ID_HEADER, id)])
                .map(|headers| headers.event_id)
        };
        assert_eq!(with("").unwrap(), None);
        assert_eq!(with("evt_1").unwrap().as_deref(), Some("evt_1"));
        for id in ["evt 1", "evt_1\n", "evt_\0", "évt", &"e".repeat(257)] {
            assert_eq!(with(id).unwrap_err().field(), Some(EVENT_ID_HEADER), "{id:?}");
        }
    }

    #[test]
    fn a_header_that_is_there_twice_must_say_the_same_twice() {
        let (a, b) = (tag('a'), tag('b'));
        assert!(read(&[(SIGNATURE_HEADER, &a), ("peeker-signature", &a), (TIMESTAMP_HEADER, "17")]).is_ok());
        refused(&[(SIGNATURE_HEADER, &a), (SIGNATURE_HEADER, &b), (TIMESTAMP_HEADER, "17")], SIGNATURE_HEADER);
        refused(&[(SIGNATURE_HEADER, &a), (TIMESTAMP_HEADER, "17"), (TIMESTAMP_HEADER, "18")], TIMESTAMP_HEADER);
        refused(&[(SIGNATURE_HEADER, &a), (TIMESTAMP_HEADER, ""), (TIMESTAMP_HEADER, "18")], TIMESTAMP_HEADER);
    }

    #[test]
    fn signatures_are_parted_by_commas_spaces_or_both() {
        let (a, b, upper) = (tag('a'), tag('b'), format!("v1={}", "AB".repeat(32)));
        for value in [format!("{a},{b}"), format!("{a} {b}"), format!(" {a} , {b},"), format!("{a},\t{upper}")] {
            assert_eq!(signatures(&value).unwrap(), 2, "{value}");
        }
    }

    #[test]
    fn other_versions_are_left_out_and_alone_they_are_named() {
        assert_eq!(signatures(&format!("v2=AbC+/==,t=1,{}", tag('a'))).unwrap(), 1);
        let error = signatures("v2=abc, v3=xyz, <b>=1").unwrap_err();
        assert!(error.message().ends_with("no signature of version `v1`, but of v2, v3"), "{error}");
        assert_eq!(signatures("V1=ab").unwrap_err().code(), "webhook_malformed");
    }

    #[test]
    fn a_signature_is_64_hexadecimal_digits() {
        let digits = "a".repeat(64);
        for value in [
            digits.clone(),
            format!("v1={}", "a".repeat(63)),
            format!("v1={}", "a".repeat(66)),
            format!("v1={}g", "a".repeat(63)),
            format!("v1=0x{}", "a".repeat(62)),
            format!("v1=\"{digits}\""),
            format!("v1 ={digits}"),
            "v1=".to_owned(),
            ",".to_owned(),
        ] {
            assert_eq!(signatures(&value).unwrap_err().code(), "webhook_malformed", "{value}");
        }
    }

    #[test]
    fn limits_are_held() {
        let many = |count: usize| vec![tag('a'); count].join(",");
        assert_eq!(signatures(&many(MAX_SIGNATURES)).unwrap(), MAX_SIGNATURES);
        assert!(signatures(&many(MAX_SIGNATURES + 1)).is_err());
        let padded = |bytes: usize| format!("{}{}", tag('a'), ",".repeat(bytes - tag('a').len()));
        assert_eq!(signatures(&padded(MAX_HEADER)).unwrap(), 1);
        assert!(signatures(&padded(MAX_HEADER + 1)).is_err());
    }

    #[test]
    fn a_timestamp_is_1_to_12_ascii_digits() {
        let with = |time: &str| {
            read(&[(SIGNATURE_HEADER, &tag('a')), (TIMESTAMP_HEADER, time)]).map(|headers| headers.timestamp)
        };
        assert_eq!(with("0").unwrap(), 0);
        assert_eq!(with("999999999999").unwrap(), 999_999_999_999);
        for time in [
            "1000000000000",
            "-1",
            "+1",
            " 1",
            "1 ",
            "1e9",
            "1.0",
            "0x1",
            "1_000",
            "1,1",
            "NaN",
            "\u{661}\u{667}",
            "\u{ff11}",
            "1\0",
            "1\n",
            "2026-05-08T12:00:00Z",
        ] {
            assert_eq!(with(time).unwrap_err().field(), Some(TIMESTAMP_HEADER), "{time:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_the_headers_are_reading_ends_with_headers_or_a_webhook_error(
            values in proptest::collection::vec((0_usize..4, proptest::collection::vec(any::<u8>(), 0..200)), 0..6),
        ) {
            let names = [SIGNATURE_HEADER, TIMESTAMP_HEADER, EVENT_ID_HEADER, "X-Other"];
            let headers = values.into_iter().map(|(name, value)| (names[name], value));
            if let Err(error) = Headers::read(headers) {
                prop_assert_eq!(error.code(), "webhook_malformed");
            }
        }

        #[test]
        fn whatever_the_signature_is_reading_ends(value in "(v[0-9]|[a-z])?=?[0-9a-fA-F]{0,70}[, =]{0,3}(v1=[0-9a-f]{64})?") {
            if let Err(error) = signatures(&value) {
                prop_assert_eq!(error.code(), "webhook_malformed");
            }
        }
    }
}
