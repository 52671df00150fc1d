//! What is checked of each input before it is sent: documented limits, and combinations that cannot be meant.
//!
//! Every rule here is stated in the documentation. Rules about domains and orders are in `validate`.

use std::collections::HashSet;

use super::{Filter, Input, Splittable, ids};
use crate::error::{Violation, Violations};
use crate::json::MAX_SAFE_INTEGER;
use crate::model::*;
use crate::validate::estimate::EstimateQuery;
use crate::validate::{self, known::Known};

/// The most domains of one availability check (June; it was 25 before).
pub const MAX_AVAILABILITY: usize = 50;
/// The most domains of one import.
pub const MAX_IMPORT: usize = 25;
/// The most domains of one import job.
pub const MAX_IMPORT_JOB: usize = 500;
/// The most domains of one forwarding job (June).
pub const MAX_FORWARDING: usize = 25;
/// The most rows of a page.
pub const MAX_PER_PAGE: i64 = 100;

impl Input for Nothing {}

impl Input for ById {}

impl Input for NewBundle {
    fn check(self, violations: &mut Violations) -> Self {
        check_not_blank("name", &self.name, violations);
        check_percents(self.google_percent, self.microsoft_percent, violations);
        check_inboxes(self.google_inboxes_per_domain, violations);
        check_at_least("monthly_sending_volume", Some(self.monthly_sending_volume), 1, violations);
        self
    }
}

impl Input for BundleUpdate {
    fn check(self, violations: &mut Violations) -> Self {
        match (self.google_percent, self.microsoft_percent) {
            (Patch::Omit, Patch::Omit) | (Patch::Null, Patch::Null) => {}
            (Patch::Set(google), Patch::Set(microsoft)) => check_percents(Some(google), Some(microsoft), violations),
            (google, _) => violations.push(percents_apart(!google.is_omit())),
        }
        check_inboxes(self.google_inboxes_per_domain, violations);
        check_at_least("monthly_sending_volume", self.monthly_sending_volume, 1, violations);
        check_not_blank("name", self.name.as_deref().unwrap_or("-"), violations);
        check_changes(&self, &Self { id: self.id.clone(), ..Self::default() }, violations);
        self
    }
}

impl Input for NewUser {
    fn check(self, violations: &mut Violations) -> Self {
        check_not_blank("email", &self.email, violations);
        self
    }

    fn sequencer(&self) -> Option<&Sequencer> {
        Some(&self.sequencer)
    }
}

impl Input for UserUpdate {
    fn check(self, violations: &mut Violations) -> Self {
        check_not_blank("email", self.email.as_deref().unwrap_or("-"), violations);
        check_changes(&self, &Self { id: self.id.clone(), ..Self::default() }, violations);
        self
    }

    fn sequencer(&self) -> Option<&Sequencer> {
        self.sequencer.as_ref()
    }
}

impl Input for AvailabilityQuery {
    fn check(self, violations: &mut Violations) -> Self {
        check_at_most("domains", self.domains.len(), MAX_AVAILABILITY, "domains", violations);
        self.check_any_number(violations)
    }
}

impl Splittable for AvailabilityQuery {
    fn domains_mut(&mut self) -> &mut Vec<String> {
        &mut self.domains
    }

    fn check_any_number(mut self, violations: &mut Violations) -> Self {
        check_roots(&mut self.domains, violations);
        self
    }
}

impl Input for NewImport {
    fn check(mut self, violations: &mut Violations) -> Self {
        let mut found = Violations::default();
        self.domains = import_set(self.domains, &mut found);
        if self.domains.len() > MAX_IMPORT {
            let others =
                format!("imports.create_many, which splits, or imports.create_job, which takes {MAX_IMPORT_JOB}");
            let violation = too_many("domains", self.domains.len(), MAX_IMPORT, "domains in one import");
            violations.push(violation.suggest(others));
        }
        violations.extend(found);
        self
    }
}

impl Input for NewImportJob {
    fn check(mut self, violations: &mut Violations) -> Self {
        let mut found = Violations::default();
        self.domains = import_set(self.domains, &mut found);
        if self.domains.len() > MAX_IMPORT_JOB {
            let violation = too_many("domains", self.domains.len(), MAX_IMPORT_JOB, "domains in one import job");
            violations.push(violation.suggest("imports.create_many, which splits"));
        }
        violations.extend(found);
        self
    }
}

impl Splittable for NewImportJob {
    fn domains_mut(&mut self) -> &mut Vec<String> {
        &mut self.domains
    }

    fn check_any_number(mut self, violations: &mut Violations) -> Self {
        self.domains = unique_roots(self.domains, violations);
        self
    }
}

impl Input for ImportQuery {
    fn check(mut self, violations: &mut Violations) -> Self {
        self.domains = import_set(self.domains, violations);
        self
    }
}

impl Input for NewForwarding {
    fn check(self, violations: &mut Violations) -> Self {
        check_at_most("domains", self.domains.len(), MAX_FORWARDING, "domains in one forwarding job", violations);
        self.check_any_number(violations)
    }
}

impl Splittable for NewForwarding {
    fn domains_mut(&mut self) -> &mut Vec<String> {
        &mut self.domains
    }

    fn check_any_number(mut self, violations: &mut Violations) -> Self {
        check_not_empty("domains", &self.domains, violations);
        check_domain_refs(&mut self.domains, violations);
        validate::url::check_web_url("forwarding_url", &self.forwarding_url, violations);
        self
    }
}

impl Input for NewOrder {
    fn check(self, violations: &mut Violations) -> Self {
        validate::order::check(self, violations)
    }

    fn check_against(&self, known: &Known, violations: &mut Violations) {
        violations.extend(validate::order::against(self, known).violations);
    }

    fn sequencer(&self) -> Option<&Sequencer> {
        Some(&self.sequencer)
    }
}

impl Input for EstimateQuery {
    fn check(self, violations: &mut Violations) -> Self {
        let numbers = [
            ("monthly_sending_volume", self.monthly_sending_volume),
            ("microsoft_sends_per_domain_per_day", self.microsoft_sends_per_domain_per_day),
        ];
        for (place, number) in numbers {
            check_at_least(place, Some(number), 1, violations);
            if number > MAX_SAFE_INTEGER {
                violations.push(Violation::new(place, "number_out_of_range", "must be below 2^53"));
            }
        }
        check_percents(Some(self.google_percent), Some(self.microsoft_percent), violations);
        check_inboxes(Some(self.google_inboxes_per_domain), violations);
        self
    }
}

impl Input for CancelOrder {
    fn check(mut self, violations: &mut Violations) -> Self {
        if self.domains.as_ref().is_some_and(Vec::is_empty) {
            let message = "name at least one domain, or leave the list out to cancel the whole order";
            violations.push(Violation::new("domains", "empty_list", message));
        }
        if let Some(domains) = &mut self.domains {
            check_domain_refs(domains, violations);
        }
        self
    }
}

impl Input for NewSwap {
    fn check(mut self, violations: &mut Violations) -> Self {
        if self.r#type == SwapType::USER_NAMES {
            let message = "inboxes are renamed by swaps.rename_users";
            violations.push(Violation::new("type", "wrong_swap_type", message));
        }
        ids::check("domain_id", &self.domain_id, "domains", violations);
        validate::domain::replace_with_root(&mut self.replacement_domain, "replacement_domain", violations);
        self
    }
}

impl Input for RenameUsers {
    fn check(self, violations: &mut Violations) -> Self {
        ids::check("domain_id", &self.domain_id, "domains", violations);
        let mut about_personas = Violations::default();
        validate::order::check_personas(&self.personas, &mut about_personas);
        // How many are taken is stated for orders alone.
        let inferred = |found: Violation| if found.code == "too_many_items" { found.inferred() } else { found };
        violations.extend(about_personas.into_iter().map(inferred));
        self
    }
}

/// The filters of lists have their pages in common.
macro_rules! filters {
    ($($filter:ty)*) => {
        $(impl Input for $filter {
            fn check(self, violations: &mut Violations) -> Self {
                check_per_page(self.per_page, violations);
                self
            }
        }

        impl Filter for $filter {
            fn set_page_token(&mut self, token: String) {
                self.page_token = Some(token);
            }
        })*
    };
}

filters! { BundleFilter UserFilter DomainFilter OrderFilter PendingActionFilter SwapFilter }

/// Normalised, sorted, unique: the server compares imports by this set, so it is what is sent.
fn import_set(domains: Vec<String>, violations: &mut Violations) -> Vec<String> {
    let mut roots = unique_roots(domains, violations);
    roots.sort();
    roots
}

/// Normalised, in the caller's order, each where it is named first.
fn unique_roots(mut domains: Vec<String>, violations: &mut Violations) -> Vec<String> {
    check_roots(&mut domains, violations);
    let mut seen = HashSet::with_capacity(domains.len());
    domains.retain(|name| seen.insert(name.clone()));
    domains
}

/// At least one domain, each a root, in the form that is sent.
fn check_roots(domains: &mut [String], violations: &mut Violations) {
    check_not_empty("domains", domains, violations);
    for (index, name) in domains.iter_mut().enumerate() {
        validate::domain::replace_with_root(name, &format!("domains[{index}]"), violations);
    }
}

/// Ids of domains, or their names, mixed as the caller likes; names in the form that is sent.
fn check_domain_refs(domains: &mut [String], violations: &mut Violations) {
    for (index, domain) in domains.iter_mut().enumerate() {
        let place = format!("domains[{index}]");
        if domain.contains('_') && !domain.contains('.') {
            ids::check(&place, domain, "domains", violations);
        } else {
            validate::domain::replace_with_root(domain, &place, violations);
        }
    }
}

/// An update that changes nothing is a mistake: most likely a value was not passed on.
fn check_changes<T: PartialEq>(update: &T, nothing: &T, violations: &mut Violations) {
    if update == nothing {
        violations.push(Violation::new("", "nothing_to_change", "the update changes nothing"));
    }
}

fn check_per_page(per_page: Option<i64>, violations: &mut Violations) {
    if per_page.is_some_and(|rows| !(1..=MAX_PER_PAGE).contains(&rows)) {
        let message = format!("a page has 1 to {MAX_PER_PAGE} rows");
        violations.push(Violation::new("per_page", "per_page_out_of_range", message));
    }
}

fn check_percents(google: Option<i64>, microsoft: Option<i64>, violations: &mut Violations) {
    match (google, microsoft) {
        (None, None) => {}
        (Some(google), Some(microsoft)) => {
            if google < 0 || microsoft < 0 || google.checked_add(microsoft) != Some(100) {
                let message = "the percents must add up to 100";
                violations.push(Violation::new("microsoft_percent", "percents_do_not_add_up", message));
            }
        }
        (google, _) => violations.push(percents_apart(google.is_some())),
    }
}

/// One percent says something that the other does not.
fn percents_apart(google_given: bool) -> Violation {
    let place = if google_given { "microsoft_percent" } else { "google_percent" };
    Violation::new(place, "percents_do_not_add_up", "set both percents, adding up to 100, or neither")
}

fn check_inboxes(inboxes: Option<i64>, violations: &mut Violations) {
    violations.extend(inboxes_out_of_range(inboxes));
}

pub(crate) fn inboxes_out_of_range(inboxes: Option<i64>) -> Option<Violation> {
    let message = "Google inboxes per domain are 2 or 3";
    let violation = || Violation::new("google_inboxes_per_domain", "inboxes_out_of_range", message);
    inboxes.is_some_and(|number| number != 2 && number != 3).then(violation)
}

fn check_at_least(place: &str, number: Option<i64>, least: i64, violations: &mut Violations) {
    if number.is_some_and(|number| number < least) {
        violations.push(Violation::new(place, "number_out_of_range", format!("must be at least {least}")));
    }
}

fn check_not_blank(place: &str, text: &str, violations: &mut Violations) {
    if text.trim().is_empty() {
        violations.push(Violation::new(place, "empty_text", "must not be empty"));
    }
}

fn check_not_empty(place: &str, domains: &[String], violations: &mut Violations) {
    if domains.is_empty() {
        violations.push(Violation::new(place, "empty_list", "name at least one domain"));
    }
}

fn check_at_most(place: &str, count: usize, most: usize, what: &str, violations: &mut Violations) {
    if count > most {
        violations.push(too_many(place, count, most, what));
    }
}

pub(crate) fn too_many(place: &str, count: usize, most: usize, what: &str) -> Violation {
    Violation::new(place, "too_many_items", format!("{count} {what}; the API takes {most}"))
}
