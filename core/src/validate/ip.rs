//! IPv4 addresses in every form that browsers take for one, after the URL Standard.

/// What a name is to a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numeric {
    /// An address: `10.0.0.1`, `127.1`, `0x7f.1`, `2130706433`.
    Address,
    /// Neither an address nor a name: its last label is a number.
    Broken,
    /// A name.
    No,
}

/// Reads a name in lower case, without its trailing dot.
pub(super) fn numeric(name: &str) -> Numeric {
    let last = name.rsplit('.').next().unwrap_or(name);
    let is_number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number && !is_hexadecimal(last) {
        return Numeric::No;
    }
    if is_address(name) { Numeric::Address } else { Numeric::Broken }
}

fn is_address(name: &str) -> bool {
    let Some(parts) = name.split('.').map(number).collect::<Option<Vec<u64>>>() else { return false };
    let Some((last, front)) = parts.split_last().filter(|_| parts.len() <= 4) else { return false };
    // The last part stands for all bytes that are left.
    let left = (4 - front.len()) * 8;
    front.iter().all(|part| *part <= 255) && last >> left == 0
}

/// A part in decimal, octal (`0…`) or hexadecimal (`0x…`) digits. One beyond 64 bits is no part of an address.
fn number(part: &str) -> Option<u64> {
    let (digits, radix) = match part.strip_prefix("0x") {
        // Browsers take a bare `0x` for 0.
        Some(digits) => (if digits.is_empty() { "0" } else { digits }, 16),
        None if part.len() > 1 && part.starts_with('0') => (part, 8),
        None => (part, 10),
    };
    // `from_str_radix` would take a sign.
    u64::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with('+'))
}

fn is_hexadecimal(label: &str) -> bool {
    label.strip_prefix("0x").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_address_is_one() {
        for text in [
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "0x7f.1",
            "0x7f000001",
            "0x",
            "0",
            "2130706433",
            "4294967295",
            "017700000001",
            "0300.0250.0.1",
            "1.2.65535",
            "1.16777215",
        ] {
            assert_eq!(numeric(text), Numeric::Address, "{text}");
        }
    }

    #[test]
    fn a_number_at_the_end_is_no_name_even_where_it_is_no_address() {
        for text in [
            "256.0.0.1",
            "1.2.3.256",
            "1.2.3.4.5",
            "4294967296",
            "1.16777216",
            "acme.123",
            "1..2",
            "08",
            "99999999999999999999",
            "acme.0x1f",
            "+1.2",
            "0x+1.2",
        ] {
            assert_eq!(numeric(text), Numeric::Broken, "{text}");
        }
    }

    #[test]
    fn a_name_may_begin_with_numbers() {
        for text in ["1.2.3.com", "0x7f.com", "acme.0xg", "123com", "", "acme."] {
            assert_eq!(numeric(text), Numeric::No, "{text}");
        }
    }
}
