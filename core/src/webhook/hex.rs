//! Hexadecimal text, in either case.

/// The bytes that a text stands for, or `None` if it is not an even number of hexadecimal digits.
pub(super) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_chunks::<2>();
    let byte = |[high, low]: &[u8; 2]| Some(digit(*high)? << 4 | digit(*low)?);
    if rest.is_empty() { pairs.iter().map(byte).collect() } else { None }
}

/// In lower case.
pub(super) fn encode(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|nibble| char::from_digit(nibble.into(), 16))
        .collect()
}

fn digit(text: u8) -> Option<u8> {
    char::from(text).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_cases_are_read_and_lower_case_is_written() {
        assert_eq!(decode(b"00fFaB"), Some(vec![0, 255, 171]));
        assert_eq!(encode(&[0, 255, 171]), "00ffab");
    }

    #[test]
    fn odd_lengths_and_other_characters_are_refused() {
        for text in ["0", "0g", " 0", "+1", "0x", "\u{ff10}\u{ff10}"] {
            assert_eq!(decode(text.as_bytes()), None, "{text}");
        }
    }
}
