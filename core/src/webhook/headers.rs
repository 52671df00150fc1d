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
const MAX_TIMESTAMP_DIGITS: usize = 12;
/// The longest event id, in bytes: Peeker's have 28.
const MAX_EVENT_ID: usize = 256;
/// The longest name of a version that a message quotes.
const MAX_VERSION: usize = 16;

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
