//! Domains the account has, bought or imported.

use serde_json::{Value, json};

use crate::clock::Moment;
use crate::listing::Listing;
use crate::names::{Provider, usable_for};
use crate::reply::{ApiError, Reply};
use crate::resources::users::normalised;
use crate::router::Call;
use crate::state::{Record, World};

#[derive(Clone, Debug)]
pub(crate) struct Domain {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) origin: Origin,
    pub(crate) place: Option<Place>,
    pub(crate) retired: bool,
    /// The id of the domain in whose place a swap has put it.
    pub(crate) replaces: Option<String>,
    pub(crate) created_at: Moment,
}

/// Where a domain comes from.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// Bought by an order; its nameservers are right from the start.
    Registered,
    /// Brought by the customer, who has to set these nameservers.
    Imported { nameservers: (String, String), moved: bool },
}

/// A domain's place on an order.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) order: String,
    pub(crate) user: String,
    pub(crate) provider: Provider,
    pub(crate) forwarding_url: Option<String>,
    /// Whether provisioning is through with it.
    pub(crate) connected: bool,
}

impl Record for Domain {
    fn id(&self) -> &str {
        &self.id
    }

    fn key(&self) -> Option<&str> {
        Some(&self.name)
    }
}

impl Domain {
    pub(crate) fn new(id: String, name: &str, origin: Origin, created_at: Moment) -> Self {
        Self { id, name: name.to_owned(), origin, place: None, retired: false, replaces: None, created_at }
    }

    /// Whether it has its place on this order.
    pub(crate) fn is_on(&self, order: &str) -> bool {
        self.place.as_ref().is_some_and(|place| place.order == order)
    }

    pub(crate) fn is_imported(&self) -> bool {
        matches!(self.origin, Origin::Imported { .. })
    }

    /// Whether its nameservers point where they should.
    pub(crate) fn nameservers_moved(&self) -> bool {
        match self.origin {
            Origin::Registered => true,
            Origin::Imported { moved, .. } => moved,
        }
    }

    /// `inventory` and `connected` are the documented values: without and with an order.
    fn category(&self) -> &'static str {
        if self.place.is_some() { "connected" } else { "inventory" }
    }

    /// `active` and `available` are seen in examples; `pending` and `retired` are inferred, since the full enum is not documented.
    fn status(&self) -> &'static str {
        match &self.place {
            _ if self.retired => "retired",
            Some(place) if place.connected => "active",
            None if self.nameservers_moved() => "available",
            _ => "pending",
        }
    }

    fn usable_for(&self) -> Vec<&'static str> {
        usable_for(&self.name).iter().map(|provider| provider.name()).collect()
    }

    /// Inventory rows lack what only an order gives (seen in an example).
    pub(crate) fn to_json(&self) -> Value {
        let mut row = json!({
            "id": self.id,
            "domain": self.name,
            "category": self.category(),
            "status": self.status(),
            "usable_for": self.usable_for(),
            "created_at": self.created_at.to_string(),
        });
        if let Some(place) = &self.place {
            row["provider"] = json!(place.provider.name());
            row["user_id"] = json!(place.user);
            row["order_id"] = json!(place.order);
            row["forwarding_url"] = json!(place.forwarding_url);
        }
        row
    }
}

pub(crate) fn list(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let filters =
        [("category", None), ("user_id", None), ("user_email", None), ("usable_for", None), ("status", None)];
    let listing = Listing::read(call, &filters)?;
    listing.filter_among("category", &["inventory", "connected"])?;
    listing.filter_among("usable_for", &["google", "microsoft"])?;
    let account = world.account(call.account);
    let wanted_email = listing.filter("user_email").map(normalised);
    let owner = |domain: &Domain| {
        let user = domain.place.as_ref().map(|place| place.user.as_str());
        let email = || user.and_then(|id| account.users.get(id)).map(|user| user.email.as_str());
        listing.allows("user_id", user) && wanted_email.as_deref().is_none_or(|wanted| email() == Some(wanted))
    };
    let shows = |domain: &Domain| {
        listing.allows("category", Some(domain.category()))
            && listing.allows("status", Some(domain.status()))
            && listing.filter("usable_for").is_none_or(|wanted| domain.usable_for().contains(&wanted))
            && owner(domain)
    };
    Ok(listing.reply(&account.domains, shows, Domain::to_json))
}
