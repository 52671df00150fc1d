//! The rows in the order in which they are read, and what is aimed at. An aim is a ratio, ours over theirs.

/// Row, and what the job is.
pub(crate) const ROWS: [(&str, &str); 16] = [
    ("webhook-verify-1kb", "Verify a webhook of 1 KB"),
    ("webhook-verify-10kb", "Verify a webhook of 10 KB"),
    ("webhook-parse-1kb", "Verify a webhook of 1 KB and read its typed event"),
    ("webhook-parse-10kb", "Verify a webhook of 10 KB and read its typed event"),
    ("root-domain", "Is this name a root domain"),
    ("domains-500", "Normalise, check and deduplicate 500 pasted domains"),
    ("order-page", "A page of 100 orders to typed objects, every field read"),
    ("round-trip-small-1", "GET a small object over loopback, one after the other"),
    ("round-trip-page-1", "GET a page of 100 orders over loopback, one after the other"),
    ("round-trip-small-16", "GET a small object over loopback, 16 at once"),
    ("round-trip-page-16", "GET a page of 100 orders over loopback, 16 at once"),
    ("first-call", "From nothing imported to the first answer"),
    ("installed-size", "Size on the disk, with all that is required"),
    ("list-memory-10k", "Peak memory of a process that lists 10,000 orders"),
    ("list-memory-100k", "Peak memory of a process that lists 100,000 orders"),
    (FLAT, "The same for 100,000 orders over 10,000"),
];

/// Row, title and what is counted on the lower axis.
pub(crate) const CURVES: [(&str, &str, &str); 2] = [
    ("order-check", "Check an order against all that is known of it", "domains of the order"),
    ("plan", "Pick the cheapest 90 domains", "rows to pick from"),
];

/// Not measured but made of two rows.
pub(crate) const FLAT: &str = "list-memory-flat";

/// What ours is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Against {
    /// The best of those who do the same job.
    Best,
    /// The best of what nobody can do without.
    Floor,
    /// This one.
    Named(&'static str),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Aim {
    /// A row, or the beginning of several.
    pub rows: &'static str,
    pub language: &'static str,
    pub against: Against,
    pub goal: f64,
    /// What has to be reached at the least, where that is not the goal.
    pub least: f64,
}

pub(crate) const AIMS: [Aim; 25] = [
    aim("webhook-verify", "python", Against::Best, 0.5),
    aim("webhook-verify", "node", Against::Best, 0.9),
    aim("webhook-verify-10kb", "rust", Against::Floor, 1.3),
    aim("webhook-verify-10kb", "python", Against::Floor, 1.3),
    aim("webhook-verify-10kb", "node", Against::Floor, 1.3),
    aim("webhook-parse", "python", Against::Best, 0.5),
    aim("webhook-parse", "node", Against::Best, 0.5),
    aim("root-domain", "rust", Against::Named("psl"), 1.5),
    aim("root-domain", "python", Against::Named("publicsuffixlist"), 0.2),
    aim("domains-500", "python", Against::Best, 0.25),
    aim("domains-500", "node", Against::Best, 0.5),
    at_least(aim("order-page", "python", Against::Named("msgspec"), 1.0), 1.5),
    at_least(aim("order-page", "node", Against::Named("JSON.parse"), 1.2), 1.4),
    aim("round-trip", "rust", Against::Named("ureq"), 1.2),
    aim("round-trip", "python", Against::Named("pycurl"), 1.0),
    aim("round-trip", "node", Against::Named("undici"), 1.0),
    aim("first-call", "python", Against::Best, 0.25),
    aim("first-call", "node", Against::Best, 0.25),
    aim("installed-size", "python", Against::Best, 0.25),
    aim("installed-size", "node", Against::Best, 0.25),
    // A process's memory is counted in pages and differs a little from run to run.
    aim(FLAT, "python", Against::Best, 1.05),
    aim(FLAT, "node", Against::Best, 1.05),
    // Rows without an aim of their own are shown beside the best peer.
    aim("webhook-verify", "rust", Against::Best, f64::INFINITY),
    aim("root-domain", "node", Against::Best, f64::INFINITY),
    aim("domains-500", "rust", Against::Best, f64::INFINITY),
];

/// The aims of a row in a language.
pub(crate) fn aims_of(row: &str, language: &str) -> Vec<Aim> {
    AIMS.into_iter().filter(|aim| row.starts_with(aim.rows) && aim.language == language).collect()
}

/// What became of an aim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Met,
    AtLeast,
    Missed,
    None,
}

impl Aim {
    pub(crate) fn outcome(&self, ratio: f64) -> Outcome {
        match ratio {
            _ if self.goal.is_infinite() => Outcome::None,
            _ if ratio <= self.goal => Outcome::Met,
            _ if ratio <= self.least => Outcome::AtLeast,
            _ => Outcome::Missed,
        }
    }

    pub(crate) fn show(&self) -> String {
        match (self.goal, self.least) {
            (goal, _) if goal.is_infinite() => String::new(),
            (goal, least) if least > goal => format!("≤ {goal}, at the least {least}"),
            (goal, _) => format!("≤ {goal}"),
        }
    }
}

const fn aim(rows: &'static str, language: &'static str, against: Against, goal: f64) -> Aim {
    Aim { rows, language, against, goal, least: goal }
}

const fn at_least(aim: Aim, least: f64) -> Aim {
    Aim { least, ..aim }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_aim_is_of_a_row_that_is_shown() {
        for aim in AIMS {
            assert!(ROWS.iter().any(|(row, _)| row.starts_with(aim.rows)), "{}", aim.rows);
        }
    }

    #[test]
    fn an_aim_is_met_or_met_at_the_least_or_missed() {
        let [aim] = aims_of("order-page", "python")[..] else { panic!("one aim") };
        assert_eq!(
            [0.9, 1.3, 1.6].map(|ratio| aim.outcome(ratio)),
            [Outcome::Met, Outcome::AtLeast, Outcome::Missed]
        );
    }
}
