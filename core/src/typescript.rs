//! The models, inputs, events and operations as TypeScript, for the generator of the Node binding.

use std::any::TypeId;
use std::collections::HashSet;

use ts_rs::{Config, TS, TypeVisitor};

use crate::call::AttemptReport;
use crate::error::Violation;
use crate::meta::Meta;
use crate::operation::{self, Page};
use crate::validate::assign::ProviderAssignment;
use crate::validate::domain::RootDomain;
use crate::validate::domains::{DomainUse, DomainsReport};
use crate::validate::estimate::{DomainEstimate, EstimateQuery};
use crate::validate::order::OrderReport;
use crate::validate::plan::DomainPlan;
use crate::watch::Progress;
use crate::webhook::{Authentic, Diagnosis, Latest, Verified};

/// One type as `ts-rs` declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Where it goes, as in `models.ts`.
    pub file: String,
    /// As in `Order`.
    pub name: String,
    /// A comment, or nothing.
    pub docs: String,
    /// As in `type Order = { … };`.
    pub text: String,
    /// The types that it takes from other files: file and name.
    pub imports: Vec<(String, String)>,
}

/// One row of the operations' table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// As in `orders.list`.
    pub operation: &'static str,
    /// As in `OrderFilter`.
    pub input: String,
    /// As in `Page<Order>`.
    pub output: String,
}

/// Every type that crosses, each once.
pub fn declarations() -> Vec<Declaration> {
    let mut found = Found { config: config(), seen: HashSet::new(), declarations: Vec::new() };
    operation::visit_types(&mut found);
    found.visit::<Authentic>();
    found.visit::<Verified>();
    found.visit::<Diagnosis>();
    found.visit::<Latest>();
    found.visit::<Meta>();
    found.visit::<AttemptReport>();
    found.visit::<Violation>();
    found.visit::<Progress>();
    visit_validate(&mut found);
    found.declarations
}

/// What `validate` takes and gives.
fn visit_validate(found: &mut Found) {
    found.visit::<RootDomain>();
    found.visit::<DomainUse>();
    found.visit::<DomainsReport>();
    found.visit::<OrderReport>();
    found.visit::<ProviderAssignment>();
    found.visit::<DomainPlan>();
    found.visit::<EstimateQuery>();
    found.visit::<DomainEstimate>();
}

/// Every operation with its types, in the order of the table.
pub fn signatures() -> Vec<Signature> {
    operation::signatures(&config())
}

/// Constants of webhooks, for edge runtimes: name, documentation, value.
pub fn webhook_facts() -> Vec<(&'static str, &'static str, serde_json::Value)> {
    crate::webhook::facts()
}

/// Integers are `number`: core lets none pass that a double cannot hold.
fn config() -> Config {
    Config::new().with_large_int("number")
}

struct Found {
    config: Config,
    seen: HashSet<TypeId>,
    declarations: Vec<Declaration>,
}

impl TypeVisitor for Found {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        T::visit_generics(self);
        T::visit_dependencies(self);
        let Some(path) = T::output_path() else { return };
        let others = T::dependencies(&self.config).into_iter().filter(|other| other.output_path != path);
        let imports = others.map(|other| (other.output_path.to_string_lossy().into_owned(), other.ts_name)).collect();
        self.declarations.push(Declaration {
            file: path.to_string_lossy().into_owned(),
            name: T::ident(&self.config),
            docs: T::docs().unwrap_or_default(),
            text: T::decl(&self.config),
            imports,
        });
    }
}

impl<T: TS> TS for Page<T> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(config: &Config) -> String {
        format!("Page<{}>", T::name(config))
    }
    fn inline(config: &Config) -> String {
        Self::name(config)
    }
}
