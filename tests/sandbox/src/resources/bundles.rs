//! Bundles: saved order sizes, and how many domains they need.

use serde_json::{Value, json};

use crate::clock::Moment;
use crate::fields::Fields;
use crate::listing::Listing;
use crate::reply::{ApiError, Reply};
use crate::router::Call;
use crate::state::{Record, World};

#[derive(Clone, Debug)]
pub(crate) struct Bundle {
    id: String,
    size: Size,
    archived: bool,
    /// Whether an order ever used it: then it is archived instead of removed.
    ordered: bool,
    created_at: Moment,
}

/// What a caller sets.
#[derive(Clone, Debug)]
struct Size {
    name: String,
    volume: u64,
    /// Google's and Microsoft's share; none is the recommended split.
    split: Option<(u64, u64)>,
    weekends: bool,
    inboxes: u64,
}

/// How many domains of each kind an order must bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequiredDomains {
    pub(crate) google: u64,
    pub(crate) microsoft: u64,
}

impl RequiredDomains {
    pub(crate) fn total(self) -> u64 {
        self.google.saturating_add(self.microsoft)
    }
}

impl Record for Bundle {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Bundle {
    /// An order uses it: from now on it can be archived but not removed.
    pub(crate) fn note_order(&mut self) {
        self.ordered = true;
    }

    /// The domains it needs and the Google inboxes on each; none if it is archived, which
    /// takes no more orders (inferred).
    pub(crate) fn required(&self) -> Option<(RequiredDomains, u64)> {
        (!self.archived).then(|| (self.size.required(), self.size.inboxes))
    }

    fn status(&self) -> &'static str {
        if self.archived { "archived" } else { "active" }
    }

    fn to_json(&self) -> Value {
        let (google, microsoft) = self.size.effective();
        let required = self.size.required();
        json!({
            "id": self.id,
            "name": self.size.name,
            "monthly_sending_volume": self.size.volume,
            "google_percent": self.size.split.map(|split| split.0),
            "microsoft_percent": self.size.split.map(|split| split.1),
            "send_on_weekends": self.size.weekends,
            "google_inboxes_per_domain": self.size.inboxes,
            "effective": { "google_percent": google, "microsoft_percent": microsoft },
            "required_domains": { "google": required.google, "microsoft": required.microsoft, "total": required.total() },
            "status": self.status(),
            "created_at": self.created_at.to_string(),
        })
    }
}

impl Size {
    fn read(fields: &Fields<'_>) -> Result<Self, ApiError> {
        let mut size = Self {
            name: fields.text("name")?.to_owned(),
            volume: fields.integer("monthly_sending_volume")?,
            split: None,
            weekends: false,
            inboxes: 2,
        };
        size.change(fields)?;
        Ok(size)
    }

    /// Applies the fields that are there. Both percents null put the recommended split back (documented).
    fn change(&mut self, fields: &Fields<'_>) -> Result<(), ApiError> {
        if fields.has("name") {
            fields.text("name")?.clone_into(&mut self.name);
        }
        if fields.has("monthly_sending_volume") {
            self.volume = fields.integer("monthly_sending_volume")?;
        }
        if self.volume == 0 {
            return Err(fields.error("monthly_sending_volume", "This must be at least 1."));
        }
        if fields.has("google_percent") || fields.has("microsoft_percent") {
            self.split = split(fields)?;
        }
        if let Some(weekends) = fields.optional_flag("send_on_weekends")? {
            self.weekends = weekends;
        }
        if let Some(inboxes) = fields.optional_integer("google_inboxes_per_domain")? {
            self.inboxes = inboxes;
        }
        match self.inboxes {
            2 | 3 => Ok(()),
            _ => Err(fields.error("google_inboxes_per_domain", "This must be 2 or 3.")),
        }
    }

    fn effective(&self) -> (u64, u64) {
        self.split.unwrap_or(RECOMMENDED)
    }

    /// The monthly volume of each kind, spread over the sending days, by what a domain can send in a day, rounded up.
    fn required(&self) -> RequiredDomains {
        let days = if self.weekends { 30 } else { 22 };
        let (google, microsoft) = self.effective();
        let domains = |percent: u64, per_day: u64| {
            let needed = (u128::from(self.volume) * u128::from(percent)).div_ceil(u128::from(100 * days * per_day));
            u64::try_from(needed).unwrap_or(u64::MAX)
        };
        RequiredDomains {
            google: domains(google, GOOGLE_SENDS_PER_INBOX * self.inboxes),
            microsoft: domains(microsoft, MICROSOFT_SENDS_PER_DOMAIN),
        }
    }
}

pub(crate) fn create(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let body = call.json()?;
    let size = Size::read(&Fields::body(body)?)?;
    let bundle = Bundle { id: world.ids.next("bun"), size, archived: false, ordered: false, created_at: world.now };
    let reply = Reply::data(201, &bundle.to_json());
    world.account_mut(call.account).bundles.insert(bundle);
    Ok(reply)
}

pub(crate) fn list(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let listing = Listing::read(call, &[("status", None)])?;
    let status = listing.filter_among("status", &["active", "archived"])?;
    let shows = |bundle: &Bundle| status.is_none_or(|status| status == bundle.status());
    Ok(listing.reply(&world.account(call.account).bundles, shows, Bundle::to_json))
}

pub(crate) fn retrieve(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let bundle = world.account(call.account).bundles.get(call.id()).ok_or_else(|| ApiError::not_found("bundle"))?;
    Ok(Reply::data(200, &bundle.to_json()))
}

pub(crate) fn update(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let bundles = &mut world.account_mut(call.account).bundles;
    let bundle = bundles.get_mut(call.id()).ok_or_else(|| ApiError::not_found("bundle"))?;
    let body = call.json()?;
    let mut size = bundle.size.clone();
    size.change(&Fields::body(body)?)?;
    bundle.size = size;
    Ok(Reply::data(200, &bundle.to_json()))
}

/// Never ordered: removed. Ever ordered: archived (documented; that the answer then says `archived` is inferred).
pub(crate) fn delete(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let bundles = &mut world.account_mut(call.account).bundles;
    let bundle = bundles.get_mut(call.id()).ok_or_else(|| ApiError::not_found("bundle"))?;
    bundle.archived = true;
    let status = if bundle.ordered { "archived" } else { "deleted" };
    if !bundle.ordered {
        bundles.remove(call.id());
    }
    Ok(Reply::data(200, &json!({ "id": call.id(), "status": status })))
}

/// Both percents or neither, adding up to 100 (documented).
fn split(fields: &Fields<'_>) -> Result<Option<(u64, u64)>, ApiError> {
    match (fields.optional_integer("google_percent")?, fields.optional_integer("microsoft_percent")?) {
        (None, None) => Ok(None),
        (Some(google), Some(microsoft)) if google.checked_add(microsoft) == Some(100) => {
            Ok(Some((google, microsoft)))
        }
        (Some(_), Some(_)) => Err(fields.error("google_percent", "The two percents must add up to 100.")),
        (None, Some(_)) => Err(fields.error("google_percent", "Set both percents or neither.")),
        (Some(_), None) => Err(fields.error("microsoft_percent", "Set both percents or neither.")),
    }
}

/// What published examples show for a bundle without percents.
const RECOMMENDED: (u64, u64) = (50, 50);

/// 2 inboxes send 40 a day and 3 send 60 (documented).
const GOOGLE_SENDS_PER_INBOX: u64 = 20;

/// Inferred: the one round number that reproduces both published examples. The documentation says 250, which reproduces neither.
const MICROSOFT_SENDS_PER_DOMAIN: u64 = 150;

#[cfg(test)]
mod tests {
    use super::*;

    fn required(volume: u64, split: Option<(u64, u64)>, weekends: bool, inboxes: u64) -> (u64, u64) {
        let size = Size { name: String::new(), volume, split, weekends, inboxes };
        (size.required().google, size.required().microsoft)
    }

    #[test]
    fn published_examples_are_reproduced() {
        assert_eq!(required(25_000, None, false, 2), (15, 4));
        assert_eq!(required(100_000, Some((70, 30)), false, 2), (80, 10));
    }

    #[test]
    fn the_same_arithmetic_serves_weekends_and_three_inboxes() {
        assert_eq!(required(25_000, None, true, 2), (11, 3));
        assert_eq!(required(25_000, None, false, 3), (10, 4));
        assert_eq!(required(40_000, None, false, 2), (23, 7));
        assert_eq!(required(100_000, Some((70, 30)), false, 3), (54, 10));
        assert_eq!(required(u64::MAX, Some((100, 0)), false, 2).1, 0);
    }
}
