//! Users: the partner's customers.

use serde_json::{Value, json};

use crate::clock::Moment;
use crate::fields::Fields;
use crate::listing::Listing;
use crate::names::is_email;
use crate::reply::{ApiError, Reply};
use crate::resources::sequencer::Sequencer;
use crate::router::Call;
use crate::state::{Account, AccountId, Record, World};

#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) email: String,
    first_name: Option<String>,
    last_name: Option<String>,
    sequencer: Sequencer,
    deleted: bool,
    created_at: Moment,
}

impl Record for User {
    fn id(&self) -> &str {
        &self.id
    }

    /// A deleted user's address is free again (inferred).
    fn key(&self) -> Option<&str> {
        (!self.deleted).then_some(&self.email)
    }
}

impl User {
    fn status(&self) -> &'static str {
        if self.deleted { "deleted" } else { "active" }
    }

    fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "email": self.email,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "status": self.status(),
            "sequencer": self.sequencer.to_json(),
            "created_at": self.created_at.to_string(),
        })
    }
}

pub(crate) fn create(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let body = call.json()?;
    let fields = Fields::body(body)?;
    let email = email(&fields)?;
    let first_name = fields.optional_text("first_name")?.map(str::to_owned);
    let last_name = fields.optional_text("last_name")?.map(str::to_owned);
    let sequencer = Sequencer::read(&fields.object("sequencer")?)?;
    refuse_known_email(world.account(call.account), &email, None)?;
    let id = world.ids.next("usr");
    let user = User { id, email, first_name, last_name, sequencer, deleted: false, created_at: world.now };
    let reply = Reply::data(201, &user.to_json());
    world.account_mut(call.account).users.insert(user);
    Ok(reply)
}

pub(crate) fn list(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let listing = Listing::read(call, &[("email", None), ("status", None)])?;
    listing.filter_among("status", &["active", "deleted"])?;
    let email = listing.filter("email").map(normalised);
    let shows = |user: &User| {
        email.as_ref().is_none_or(|email| *email == user.email) && listing.allows("status", Some(user.status()))
    };
    Ok(listing.reply(&world.account(call.account).users, shows, User::to_json))
}

pub(crate) fn retrieve(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let user = world.account(call.account).users.get(call.id()).ok_or_else(|| ApiError::not_found("user"))?;
    Ok(Reply::data(200, &user.to_json()))
}

/// Only the fields sent change (documented).
pub(crate) fn update(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let body = call.json()?;
    let fields = Fields::body(body)?;
    let mut user = active(world.account(call.account), call.id())?.clone();
    if fields.has("email") {
        user.email = email(&fields)?;
        refuse_known_email(world.account(call.account), &user.email, Some(&user.id))?;
    }
    if fields.has("first_name") {
        user.first_name = fields.optional_text("first_name")?.map(str::to_owned);
    }
    if fields.has("last_name") {
        user.last_name = fields.optional_text("last_name")?.map(str::to_owned);
    }
    if fields.has("sequencer") {
        user.sequencer = Sequencer::read(&fields.object("sequencer")?)?;
    }
    let reply = Reply::data(200, &user.to_json());
    world.account_mut(call.account).users.replace(user);
    Ok(reply)
}

/// A soft delete: what is linked to the user stays (documented). A second delete finds no user (inferred).
pub(crate) fn delete(world: &mut World, call: &Call<'_>) -> Result<Reply, ApiError> {
    let user = User { deleted: true, ..active(world.account(call.account), call.id())?.clone() };
    let reply = Reply::data(200, &user.to_json());
    world.account_mut(call.account).users.replace(user);
    Ok(reply)
}

/// An order by e-mail creates the user or reuses it, and overwrites the saved routing (documented). Answers the user's id.
pub(crate) fn for_order(world: &mut World, account: AccountId, email: &str, sequencer: Sequencer) -> String {
    let email = normalised(email);
    let known = with_address(world.account(account), &email).map(|user| user.id.clone());
    if let Some(id) = known {
        if let Some(user) = world.account_mut(account).users.get_mut(&id) {
            user.sequencer = sequencer;
        }
        return id;
    }
    let id = world.ids.next("usr");
    let created_at = world.now;
    let user =
        User { id: id.clone(), email, first_name: None, last_name: None, sequencer, deleted: false, created_at };
    world.account_mut(account).users.insert(user);
    id
}

/// The user, if it was not deleted.
pub(crate) fn active<'a>(account: &'a Account, id: &str) -> Result<&'a User, ApiError> {
    account.users.get(id).filter(|user| !user.deleted).ok_or_else(|| ApiError::not_found("user"))
}

/// The user with this address, which is written as [`normalised`] writes it.
pub(crate) fn with_address<'a>(account: &'a Account, email: &str) -> Option<&'a User> {
    account.users.get_by_key(email)
}

/// Addresses that differ in case alone are one (inferred).
pub(crate) fn normalised(email: &str) -> String {
    email.trim().to_ascii_lowercase()
}

fn email(fields: &Fields<'_>) -> Result<String, ApiError> {
    let email = normalised(fields.text("email")?);
    if is_email(&email) { Ok(email) } else { Err(fields.error("email", "This is not an e-mail address.")) }
}

/// Unique within the account (documented; the code is inferred). A deleted user's address is free again (inferred).
fn refuse_known_email(account: &Account, email: &str, except: Option<&str>) -> Result<(), ApiError> {
    let known = with_address(account, email).map(|user| user.id.as_str());
    if known.is_some() && known != except {
        Err(ApiError::invalid("email", "A user with this address exists."))
    } else {
        Ok(())
    }
}
