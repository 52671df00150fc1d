//! Medians and quartiles: a machine that is busy for a while moves neither far.

/// A median, and between what half of the samples are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spread {
    pub low: f64,
    pub median: f64,
    pub high: f64,
}

/// Nothing if there are no samples.
pub(crate) fn spread(samples: &[f64]) -> Option<Spread> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    Some(Spread { low: quantile(&sorted, 1)?, median: quantile(&sorted, 2)?, high: quantile(&sorted, 3)? })
}

/// The spread of the ratios of the rounds: in one round both had the same machine.
pub(crate) fn paired_ratio(ours: &[f64], theirs: &[f64]) -> Option<Spread> {
    let ratios: Vec<f64> = ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect();
    spread(&ratios)
}

/// That many quarters of the way through sorted samples.
fn quantile(sorted: &[f64], quarters: usize) -> Option<f64> {
    let position = (sorted.len().checked_sub(1)?) * quarters;
    let (below, rest) = (position / 4, position % 4);
    let low = *sorted.get(below)?;
    let high = *sorted.get(below + 1).unwrap_or(&low);
    #[allow(clippy::cast_precision_loss, reason = "0 to 3")]
    Some(low + (high - low) * rest as f64 / 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_and_the_quartiles_lie_between_samples_where_none_is_in_the_middle() {
        let found = spread(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!((found.low, found.median, found.high), (1.75, 2.5, 3.25));
        assert_eq!(spread(&[7.0]), Some(Spread { low: 7.0, median: 7.0, high: 7.0 }));
        assert_eq!(spread(&[]), None);
    }

    #[test]
    fn a_ratio_is_taken_within_a_round() {
        // The machine was ten times slower in the second round, for both.
        let ratio = paired_ratio(&[1.0, 10.0, 1.0], &[2.0, 20.0, 2.0]).unwrap();
        assert_eq!((ratio.low, ratio.median, ratio.high), (0.5, 0.5, 0.5));
    }
}
