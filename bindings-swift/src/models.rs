//! Models as the API's own JSON, read and written by core: what Swift's `Codable` is made of.

use peeker_core::call::{Attempt, AttemptReport};
use peeker_core::error::Error;
use peeker_core::meta::Meta;
use peeker_core::model::*;
use peeker_core::validate::ValidationIssue;
use peeker_core::validate::assign::ProviderAssignment;
use peeker_core::validate::domain::RootDomain;
use peeker_core::validate::domains::{DomainVerdict, DomainsReport};
use peeker_core::validate::estimate::DomainEstimate;
use peeker_core::validate::order::{NotChecked, OrderReport};
use peeker_core::validate::plan::{DomainPlan, ExcludedDomain, PlannedDomain};
use peeker_core::watch::Progress;
use peeker_core::webhook::{
    Authentic, Diagnosis, DomainEventData, Event, Finding, ForwardingEventData, ImportEventData, Latest,
    OrderEventData, OrderEventDomains, SwapEventData, Verified,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::fault::Fault;
use crate::guard::guard;

macro_rules! models {
    ($($name:ident)*) => {
        /// Any model. The generator fails for a record of core's that is missing here.
        #[derive(uniffi::Enum)]
        #[allow(clippy::large_enum_variant, reason = "it is made once and crosses at once")]
        pub(crate) enum Model {
            $($name { value: $name },)*
        }

        /// Reads a model of that name, as the answer of the API would be read.
        #[uniffi::export]
        pub(crate) fn read_model(name: &str, json: &str) -> Result<Model, Fault> {
            guard(|| match name {
                $(stringify!($name) => read(json).map(|value| Model::$name { value }),)*
                _ => Err(Error::internal("there is no model of that name")),
            })
        }

        /// Writes a model, with the API's names.
        #[uniffi::export]
        pub(crate) fn write_model(model: Model) -> Result<String, Fault> {
            guard(|| match model {
                $(Model::$name { value } => write(&value),)*
            })
        }
    };
}

models! {
    ApiKeyInfo Attempt AttemptReport Authentic Availability Bundle Cancellation Costs Deletion Diagnosis Domain DomainAvailability
    DomainEstimate DomainEventData DomainPlan DomainRef DomainVerdict DomainsReport Event ExcludedDomain Finding Forwarding
    ForwardingEventData ForwardingFailure Import ImportEventData ImportFailure ImportLookup Latest LineItem Links Me Meta
    NameserverGroup NotChecked Order OrderDomains OrderEventData OrderEventDomains OrderReport PageInfo PageMeta Partner
    PendingAction Persona PlannedDomain Progress ProviderAssignment RequiredDomains RootDomain SequencerRoute Split Swap
    SwapBatch SwapEventData User ValidationIssue Verified
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| Error::internal(error.to_string()))
}

fn write(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::internal(error.to_string()))
}
