//! The extension module under the Python package: core's models, and calls as machines that Python drives.
//!
//! In scope: moving values across, waiting without the interpreter, panics as exceptions. Out of scope: every decision
//! (core), and the public classes and their signatures (`python/peeker_partner`).

mod at_exit;
mod client;
mod guard;
mod machine;
mod request;
mod validate;
mod webhook;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    use super::*;

    #[pymodule_export]
    use super::at_exit::stop_waking;
    #[pymodule_export]
    use super::client::Client;
    #[cfg(feature = "test-hooks")]
    #[pymodule_export]
    use super::guard::panic_on_purpose;
    #[pymodule_export]
    use super::machine::Machine;
    #[pymodule_export]
    use super::request::Request;
    #[pymodule_export]
    use super::validate::{
        assign_providers, estimate_domains, plan_domains, validate_domain, validate_domains, validate_order,
    };
    #[pymodule_export]
    use super::webhook::{Verifier, parse_event, sign_event};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        peeker_core::python::add_models(module)
    }
}
