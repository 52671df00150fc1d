//! The body of `POST /orders`, read and checked for its form. What it refers to is checked later.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::fields::Fields;
use crate::names;
use crate::reply::ApiError;
use crate::resources::sequencer::{SMARTLEAD, Sequencer};

/// An order as it was asked for.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) customer: Customer,
    pub(crate) sequencer: Sequencer,
    pub(crate) login_email: String,
    pub(crate) size: Size,
    pub(crate) domains: Vec<WantedDomain>,
    pub(crate) personas: Vec<Persona>,
}

/// One text that is an id or an address (documented).
#[derive(Debug)]
pub(crate) enum Customer {
    Id(String),
    Email(String),
}

/// The two documented forms.
#[derive(Debug)]
pub(crate) enum Size {
    Bundle(String),
    Custom { google_licenses: u64, microsoft_licenses: u64, inboxes: u64 },
}

#[derive(Debug)]
pub(crate) struct WantedDomain {
    pub(crate) name: String,
    pub(crate) forwarding_url: Option<String>,
}

/// A name that inboxes are made from.
#[derive(Clone, Debug)]
pub(crate) struct Persona {
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    /// As sent: a URL, `""` or null.
    pub(crate) picture: Value,
}

impl Persona {
    pub(crate) fn to_json(&self) -> Value {
        json!({ "first_name": self.first_name, "last_name": self.last_name, "profile_picture_url": self.picture })
    }

    /// Whether there is a picture that cannot be fetched, or not from outside. Nothing is fetched: its host decides.
    pub(crate) fn has_unreachable_picture(&self) -> bool {
        self.picture.as_str().is_some_and(|url| names::is_unreachable(url) || names::is_private(url))
    }
}

impl Draft {
    pub(crate) fn read(body: &Value) -> Result<Self, ApiError> {
        let fields = Fields::body(body)?;
        let size = Size::read(&fields)?;
        let sequencer = fields.object("sequencer")?;
        let forwarding_url = forwarding_url(&fields)?;
        Ok(Self {
            customer: Customer::read(&fields)?,
            sequencer: Sequencer::read(&sequencer)?,
            login_email: login(&sequencer)?.unwrap_or_default(),
            size,
            domains: domains(&fields, forwarding_url.as_deref())?,
            personas: personas(&fields)?,
        })
    }
}

impl Customer {
    fn read(fields: &Fields<'_>) -> Result<Self, ApiError> {
        let user = fields.text("user")?.trim();
        match user {
            id if id.starts_with("usr_") => Ok(Self::Id(id.to_owned())),
            email if names::is_email(email) => Ok(Self::Email(email.to_owned())),
            _ => Err(fields.error("user", "This must be an e-mail address or the id of a user.")),
        }
    }
}

impl Size {
    /// A bundle excludes the custom fields (documented); that mixing them is `order_shape_conflict` and having neither is
    /// `invalid_request` is inferred from the names.
    fn read(fields: &Fields<'_>) -> Result<Self, ApiError> {
        let custom = CUSTOM_FIELDS.iter().any(|name| fields.is_set(name));
        match (fields.optional_text("bundle_id")?, custom) {
            (Some(_), true) => {
                let message = "Send either bundle_id or the fields of a custom order.";
                Err(ApiError::new(400, "order_shape_conflict", message).field("bundle_id"))
            }
            (Some(bundle), false) => Ok(Self::Bundle(bundle.to_owned())),
            (None, true) => Self::custom(fields),
            (None, false) => Err(fields.error("bundle_id", "Send bundle_id, or licenses for a custom order.")),
        }
    }

    fn custom(fields: &Fields<'_>) -> Result<Self, ApiError> {
        let google_licenses = fields.optional_integer("google_licenses")?.unwrap_or(0);
        let microsoft_licenses = fields.optional_integer("microsoft_licenses")?.unwrap_or(0);
        let inboxes = fields.optional_integer("google_inboxes_per_domain")?.unwrap_or(2);
        if !(2..=3).contains(&inboxes) {
            return Err(fields.error("google_inboxes_per_domain", "This must be 2 or 3."));
        }
        if google_licenses == 0 && microsoft_licenses == 0 {
            return Err(fields.error("google_licenses", "An order needs at least one license."));
        }
        Ok(Self::Custom { google_licenses, microsoft_licenses, inboxes })
    }
}

/// Smartlead requires both (documented); of other tools nothing is known. The password is looked at and forgotten.
fn login(sequencer: &Fields<'_>) -> Result<Option<String>, ApiError> {
    if sequencer.text("provider")? != SMARTLEAD {
        return Ok(None);
    }
    let email = sequencer.text("login_email")?.to_owned();
    match sequencer.raw("login_password") {
        // Blanks may be a password.
        Some(Value::String(password)) if !password.is_empty() => Ok(Some(email)),
        _ => Err(sequencer.error("login_password", "This field is required.")),
    }
}

/// Each row is a name, or a name with a URL of its own (documented); a name alone is written as a text. That a domain may be named once only is inferred.
fn domains(fields: &Fields<'_>, order_url: Option<&str>) -> Result<Vec<WantedDomain>, ApiError> {
    let mut domains: Vec<WantedDomain> = Vec::new();
    let mut seen = HashSet::new();
    for (index, row) in fields.filled_list("domains", usize::MAX)?.iter().enumerate() {
        let at = |message: &str| ApiError::invalid(format!("domains[{index}]"), message);
        let (name, forwarding_url) = match row {
            Value::String(name) => (name.as_str(), None),
            row => {
                let row = Fields::row("domains", index, row)?;
                let name = row.text("domain")?;
                row.text("forwarding_url")?;
                (name, forwarding_url(&row)?)
            }
        };
        let name = names::root_domain(name).map_err(|_| at("This is not a root domain."))?;
        if !seen.insert(name.clone()) {
            return Err(at("This domain is named twice."));
        }
        let forwarding_url = forwarding_url.or_else(|| order_url.map(str::to_owned));
        domains.push(WantedDomain { name, forwarding_url });
    }
    Ok(domains)
}

/// At most 10 (documented). A least number is not documented, so there is none.
fn personas(fields: &Fields<'_>) -> Result<Vec<Persona>, ApiError> {
    let rows = fields.list("personas")?;
    if rows.len() > 10 {
        return Err(fields.error("personas", "An order may have at most 10 personas."));
    }
    rows.iter().enumerate().map(|(index, row)| persona(&Fields::row("personas", index, row)?)).collect()
}

/// Also read for renames. The picture's key is required; its value is a public URL, null or `""` (documented).
pub(crate) fn persona(row: &Fields<'_>) -> Result<Persona, ApiError> {
    let first_name = row.text("first_name")?.to_owned();
    let last_name = row.text("last_name")?.to_owned();
    let wrong = |message: &str| row.error("profile_picture_url", message);
    let picture =
        row.raw("profile_picture_url").ok_or_else(|| wrong("This key is required; it may be null or empty."))?;
    match picture {
        Value::Null => {}
        Value::String(url) if url.is_empty() || names::is_http_url(url) => {}
        _ => return Err(wrong("This must be a public URL, null or empty.")),
    }
    Ok(Persona { first_name, last_name, picture: picture.clone() })
}

fn forwarding_url(fields: &Fields<'_>) -> Result<Option<String>, ApiError> {
    match fields.optional_text("forwarding_url")? {
        Some(url) if !names::is_http_url(url) => {
            Err(fields.error("forwarding_url", "This must be an http or https URL."))
        }
        url => Ok(url.map(str::to_owned)),
    }
}

/// The first two are documented; the literal name of the third in an order is inferred from the bundle's.
const CUSTOM_FIELDS: [&str; 3] = ["google_licenses", "microsoft_licenses", "google_inboxes_per_domain"];
