//! Who may have a premium swap: the rules of June.

use std::time::Duration;

use crate::names::Provider;
use crate::reply::ApiError;
use crate::resources::domains::Domain;
use crate::resources::swaps::{Swap, WARM};
use crate::settings::Plan;
use crate::state::{Account, World};

/// Microsoft domains only, not twice in 30 days, and no more at a time than the plan's share of the active Microsoft inboxes
/// (all documented). Inferred: a Microsoft domain is one inbox, the share is rounded up, a swap uses it for the 14 days that
/// both domains are warm, and the domain that was brought in has to cool down too.
pub(crate) fn check(world: &World, account: &Account, domain: &Domain, provider: Provider) -> Result<(), ApiError> {
    if provider != Provider::Microsoft {
        return Err(ApiError::invalid("type", "Premium swaps are for Microsoft domains."));
    }
    let within =
        |swap: &Swap, time: Duration| swap.as_premium().is_some_and(|created| world.now.since(created) < time);
    if account.swaps.iter().any(|swap| within(swap, COOL_DOWN) && swap.concerns(domain)) {
        return Err(ApiError::invalid("domain_id", "This domain had a premium swap less than 30 days ago."));
    }
    let is_active = |domain: &&Domain| {
        domain.place.as_ref().is_some_and(|place| place.connected && place.provider == Provider::Microsoft)
    };
    let active = account.domains.iter().filter(is_active).count();
    if account.swaps.iter().filter(|swap| within(swap, WARM)).count() >= allowed(active, world.settings.plan) {
        return Err(ApiError::invalid("type", "The share of inboxes that may be in premium swaps is used up."));
    }
    Ok(())
}

fn allowed(active: usize, plan: Plan) -> usize {
    let percent = match plan {
        Plan::Base => 20,
        Plan::Premium => 30,
        Plan::Vip => 40,
        Plan::VipPlus => 60,
    };
    (active * percent).div_ceil(100)
}

/// Between two premium swaps of a domain (documented).
const COOL_DOWN: Duration = Duration::from_secs(30 * 24 * 3600);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_plan_has_its_share_rounded_up() {
        let of = |active| [Plan::Base, Plan::Premium, Plan::Vip, Plan::VipPlus].map(|plan| allowed(active, plan));
        assert_eq!(of(10), [2, 3, 4, 6]);
        assert_eq!(of(6), [2, 2, 3, 4]);
        assert_eq!(of(0), [0; 4]);
    }
}
