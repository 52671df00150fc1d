//! How much of an input is checked before it is sent, and what its caller answers for.

use crate::error::{Error, Violation, Violations};
use crate::validate::known::Known;
use crate::validate::rules;

/// The checks of one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checking {
    /// Whether anything is refused at all. Without it an input is still brought into the form that is sent.
    pub validate: bool,
    /// Codes of inferred rules that the caller answers for.
    pub waive: Vec<String>,
    /// What an order is checked against besides itself.
    pub known: Option<Box<Known>>,
}

impl Default for Checking {
    fn default() -> Self {
        Self { validate: true, waive: Vec::new(), known: None }
    }
}

impl Checking {
    /// What is let pass although a rule speaks against it.
    ///
    /// # Errors
    /// Kind `Validation`, with everything that cannot be let pass; `invalid_option`, if a code is no rule's or its rule
    /// is none that can be waived.
    pub(crate) fn settle(&self, violations: Violations) -> Result<Vec<Violation>, Error> {
        self.check_waivers()?;
        let (waived, held): (Vec<_>, Vec<_>) =
            violations.into_iter().partition(|violation| self.lets_pass(violation));
        held.into_iter().collect::<Violations>().into_result()?;
        Ok(waived)
    }

    /// # Errors
    /// `invalid_option`, as in [`settle`](Self::settle).
    pub(crate) fn check_waivers(&self) -> Result<(), Error> {
        self.waive.iter().try_for_each(|code| check_waiver(code))
    }

    fn lets_pass(&self, violation: &Violation) -> bool {
        !self.validate || (violation.is_waivable() && self.waive.iter().any(|code| code == violation.code))
    }
}

fn check_waiver(code: &str) -> Result<(), Error> {
    let refuse = |why: String| Err(Error::configuration("invalid_option", why));
    match rules::rule(code) {
        Some(rule) if rule.is_ever_waivable() => Ok(()),
        Some(_) => refuse(format!("`{code}` is a rule that is stated, or cannot be broken; it is not waived")),
        None => {
            let known = rules::RULES.iter().filter(|rule| rule.is_ever_waivable()).map(|rule| rule.code);
            refuse(format!(
                "waive names no rule that can be waived; those are {}",
                known.collect::<Vec<_>>().join(", ")
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found() -> Violations {
        [
            Violation::new("domains[0]", "unknown_suffix", "…").inferred(),
            Violation::new("domains[1]", "not_root_domain", "…"),
        ]
        .into_iter()
        .collect()
    }

    fn codes(result: Result<Vec<Violation>, Error>) -> Result<Vec<&'static str>, Vec<&'static str>> {
        let codes = |violations: &[Violation]| violations.iter().map(|violation| violation.code).collect();
        result.map(|waived| codes(&waived)).map_err(|error| codes(error.violations()))
    }

    #[test]
    fn what_is_inferred_passes_where_its_code_is_waived_and_what_is_stated_never() {
        let checking = Checking { waive: vec!["unknown_suffix".into()], ..Checking::default() };
        assert_eq!(codes(Checking::default().settle(found())), Err(vec!["unknown_suffix", "not_root_domain"]));
        assert_eq!(codes(checking.settle(found())), Err(vec!["not_root_domain"]));
        let inferred = Violations::from(Violation::new("domains[0]", "unknown_suffix", "…").inferred());
        assert_eq!(codes(checking.settle(inferred)), Ok(vec!["unknown_suffix"]));
    }

    #[test]
    fn a_rule_is_as_certain_as_what_it_found() {
        let checking = Checking { waive: vec!["public_suffix_itself".into()], ..Checking::default() };
        let stated = Violations::from(Violation::new("", "public_suffix_itself", "…"));
        assert_eq!(codes(checking.settle(stated)), Err(vec!["public_suffix_itself"]));
    }

    #[test]
    fn nothing_is_refused_where_checks_are_turned_off() {
        let checking = Checking { validate: false, ..Checking::default() };
        assert_eq!(codes(checking.settle(found())), Ok(vec!["unknown_suffix", "not_root_domain"]));
    }

    #[test]
    fn a_waiver_that_is_mistyped_or_of_a_stated_rule_is_refused() {
        for code in ["unknown_sufix", "not_root_domain", ""] {
            let checking = Checking { waive: vec![code.into()], ..Checking::default() };
            assert_eq!(
                checking.settle(Violations::default()).map_err(|error| error.code().to_owned()),
                Err("invalid_option".into())
            );
        }
    }
}
