//! Only to measure what an HTTP stack of its own would add to an app: `scripts/test.sh size`.

use peeker_core::client::Client;

use crate::fault::Fault;
use crate::guard::guard;

/// Uses all of it, so that the linker keeps all of it.
#[uniffi::export]
pub(crate) fn me_over_ureq() -> Result<String, Fault> {
    guard(|| Ok(Client::from_env()?.me().send()?.partner.name))
}
