//! The extension module under the Python package: core's models, and calls as machines that Python drives.
//!
//! In scope: moving values across, waiting without the interpreter, panics as exceptions. Out of scope: every decision
//! (core), and the public classes and their signatures (`python/peeker_partner`).

mod at_exit;
mod batch;
mod client;
mod deduplicate;
mod guard;
mod machine;
mod page;
mod request;
mod table;
mod time;
mod validate;
mod webhook;
mod work;

use peeker_core::webhook::{DEFAULT_LEASE, EVENT_ID_HEADER, REMEMBERED, SIGNATURE_HEADER, TIMESTAMP_HEADER};
use pyo3::prelude::*;

// All of it may be used from many threads at once, with or without a lock around the interpreter.
#[pymodule(gil_used = false)]
mod _native {
    use super::*;

    #[pymodule_export]
    use super::at_exit::stop_waking;
    #[pymodule_export]
    use super::batch::BatchResult;
    #[pymodule_export]
    use super::client::Client;
    #[pymodule_export]
    use super::deduplicate::{Lease, MemoryStore, claim_answer};
    #[cfg(feature = "test-hooks")]
    #[pymodule_export]
    use super::guard::panic_on_purpose;
    #[pymodule_export]
    use super::machine::Machine;
    #[pymodule_export]
    use super::page::Pager;
    #[pymodule_export]
    use super::request::Request;
    #[pymodule_export]
    use super::table::{batches, operations, waits};
    #[pymodule_export]
    use super::validate::{
        assign_providers, estimate_domains, plan_domains, validate_domain, validate_domains, validate_order,
    };
    #[pymodule_export]
    use super::webhook::{Verifier, latest, latest_by_object, parse_event, sign_event};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("DELIVERY_HEADERS", [SIGNATURE_HEADER, TIMESTAMP_HEADER, EVENT_ID_HEADER])?;
        module.add("DEFAULT_LEASE", DEFAULT_LEASE.as_secs_f64())?;
        module.add("REMEMBERED", REMEMBERED.as_secs_f64())?;
        peeker_core::python::add_models(module)
    }
}
