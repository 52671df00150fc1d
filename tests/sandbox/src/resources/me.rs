//! `GET /me`: what the key is.

use serde_json::json;

use crate::reply::{ApiError, Reply};
use crate::router::Call;
use crate::state::World;

#[allow(clippy::unnecessary_wraps, reason = "handlers have one signature")]
pub(crate) fn show(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let account = world.account(call.account);
    let data = json!({
        "api_key": { "environment": call.access.environment(), "permission_preset": call.access.preset.name() },
        "partner": { "id": account.org_id, "name": format!("Sandbox partner {}", account.name) },
    });
    Ok(Reply::data(200, &data))
}
