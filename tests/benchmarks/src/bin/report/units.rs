//! Numbers as a reader wants them.

use crate::statistics::Spread;

/// Three digits and a unit.
pub(crate) fn amount(value: f64, unit: &str) -> String {
    let scales: &[(f64, &str)] = match unit {
        "bytes" => &[(1e6, "MB"), (1e3, "kB"), (1.0, "B")],
        _ => &[(1e9, "s"), (1e6, "ms"), (1e3, "µs"), (1.0, "ns")],
    };
    let (scale, name) = scales.iter().find(|(scale, _)| value >= *scale).or(scales.last()).unwrap_or(&(1.0, ""));
    format!("{} {name}", digits(value / scale))
}

/// Between what half of the samples are; nothing where there is one.
pub(crate) fn middle_half(spread: Spread, unit: &str) -> String {
    if spread.low.total_cmp(&spread.high).is_eq() {
        return String::new();
    }
    format!("{} … {}", amount(spread.low, unit), amount(spread.high, unit))
}

pub(crate) fn ratio(spread: Spread) -> String {
    digits(spread.median)
}

pub(crate) fn ratio_spread(spread: Spread) -> String {
    if spread.low.total_cmp(&spread.high).is_eq() {
        return String::new();
    }
    format!("{} … {}", digits(spread.low), digits(spread.high))
}

/// Two places at the most, and not more than three digits.
fn digits(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_unit_that_fits() {
        assert_eq!(amount(512.3, "ns"), "512 ns");
        assert_eq!(amount(17_726.0, "ns"), "17.7 µs");
        assert_eq!(amount(3_210_000.0, "ns"), "3.21 ms");
        assert_eq!(amount(10_092_178.0, "bytes"), "10.1 MB");
        assert_eq!(amount(0.5, "ns"), "0.50 ns");
    }
}
