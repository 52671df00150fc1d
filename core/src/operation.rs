//! **The table**: the whole API on one screen. Requests, decoding, replay safety and the tests' coverage are derived
//! from it.
//!
//! To add an endpoint, add its row; `docs/architecture.md` has the rest of the recipe.

use std::marker::PhantomData;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::error::Error;
use crate::input::{AnyRequest, Checking, Prepared};
use crate::model::*;
use crate::response::{self, Raw};
use crate::scrub::{Scrub, Scrubber};

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    Get,
    Post,
    Patch,
    Delete,
}

/// Whether a request may be sent again after one that may have reached the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Replay {
    /// Reading, or idempotent.
    Always,
    /// The server answers the same body with the object it made first.
    SameBody,
    /// It might do the work twice: only what was certainly not sent is sent again.
    Never,
}

/// One endpoint, with its types erased: what bindings name by text and the call machine carries.
#[derive(Debug)]
pub struct Operation {
    /// As in `orders.create`.
    pub name: &'static str,
    pub method: Method,
    /// As in `/orders/{id}`; each `{…}` is a field of the input. Empty for `request`, whose input has the path.
    pub path: &'static str,
    pub replay: Replay,
    pub(crate) prepare: fn(&str, &Checking) -> Result<Prepared, Error>,
    pub(crate) decode: fn(&Raw) -> Result<Reply, Error>,
}

/// One endpoint, with its input and output types.
#[derive(Debug)]
pub struct Endpoint<I, O> {
    operation: &'static Operation,
    types: PhantomData<fn(I) -> O>,
}

impl<I, O> Clone for Endpoint<I, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I, O> Copy for Endpoint<I, O> {}

impl<I, O: Output> Endpoint<I, O> {
    pub const fn operation(self) -> &'static Operation {
        self.operation
    }

    /// The typed result of an answer.
    pub fn decode(self, raw: &Raw) -> Result<O, Error> {
        O::from_reply(self.operation.decode(raw)?).ok_or_else(|| Error::internal("the table's output type is wrong"))
    }
}

impl Operation {
    /// The row of that name, as in `orders.create`.
    pub fn named(name: &str) -> Option<&'static Operation> {
        ALL.iter().copied().find(|operation| operation.name == name)
    }

    /// Reads, checks and normalises an input from JSON text, as bindings pass it.
    ///
    /// # Errors
    /// Kind `Validation`, with everything that is wrong with the input.
    pub fn prepare_json(&self, input: &str) -> Result<Prepared, Error> {
        self.prepare_checked(input, &Checking::default())
    }

    fn prepare_checked(&self, input: &str, checking: &Checking) -> Result<Prepared, Error> {
        (self.prepare)(input, checking).map_err(|error| error.with_operation(self.name))
    }

    /// The operation of that name, also [`REQUEST`], and its input from JSON text, as bindings pass both.
    ///
    /// # Errors
    /// Kind `Validation`, with everything that is wrong with the input; `internal`, if there is no such operation.
    pub fn with_input(name: &str, input: &str) -> Result<(&'static Self, Prepared), Error> {
        Self::with_checked_input(name, input, &Checking::default())
    }

    pub(crate) fn with_checked_input(
        name: &str,
        input: &str,
        checking: &Checking,
    ) -> Result<(&'static Self, Prepared), Error> {
        if name == REQUEST {
            // Its path is always checked; what is mistyped here is so nevertheless.
            checking.check_waivers()?;
            return AnyRequest::from_json(input).map_err(|error| error.with_operation(REQUEST));
        }
        let operation = Self::named(name)
            .ok_or_else(|| Error::internal(format!("there is no operation `{}`", name.escape_debug())))?;
        Ok((operation, operation.prepare_checked(input, checking)?))
    }

    /// The part of the name before the dot: the room of the API it is in.
    pub fn resource(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(resource, _)| resource)
    }

    /// Whether it changes something at the server, so that its loss would matter.
    pub fn is_write(&self) -> bool {
        // The availability check is a POST that only reads.
        self.method != Method::Get && self.name != DOMAINS_CHECK_AVAILABILITY.operation.name
    }

    /// The typed answer, with its type erased again as bindings need it.
    ///
    /// # Errors
    /// `unreadable_success` for a write, `unexpected_response` for a read, only if the body is not what the
    /// documentation shows.
    pub fn decode(&self, raw: &Raw) -> Result<Reply, Error> {
        (self.decode)(raw)
    }
}

/// A result type of the table: one variant of [`Reply`].
pub trait Output: Sized {
    fn into_reply(self) -> Reply;
    /// `None` if the reply is of another type.
    fn from_reply(reply: Reply) -> Option<Self>;
}

/// Whatever it is.
impl Output for Reply {
    fn into_reply(self) -> Reply {
        self
    }
    fn from_reply(reply: Reply) -> Option<Self> {
        Some(reply)
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub data: List<T>,
    /// What the page says besides its rows.
    pub page: PageInfo,
}

/// Yields from one list of rows: the typed constants, [`ALL`], [`Reply`] and its conversions.
macro_rules! operations {
    (
        replies { $($reply:ident)* }
        pages { $($page:ident of $row:ident)* }
        $($constant:ident $name:literal $method:ident $path:literal $input:ident $output:ident $replay:ident;)*
    ) => {
        /// The answer of any operation: one variant per output type.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[cfg_attr(feature = "swift", derive(uniffi::Enum))]
        pub enum Reply {
            $($reply { data: $reply },)*
            $($page { data: List<$row>, page: PageInfo },)*
        }

        #[cfg(feature = "python")]
        impl<'py> pyo3::IntoPyObject<'py> for Reply {
            type Target = pyo3::PyAny;
            type Output = pyo3::Bound<'py, Self::Target>;
            type Error = pyo3::PyErr;

            fn into_pyobject(self, py: pyo3::Python<'py>) -> Result<Self::Output, Self::Error> {
                match self {
                    $(Self::$reply { data } => data.into_pyobject(py).map(pyo3::Bound::into_any),)*
                    $(Self::$page { data, page } => crate::python::page(py, data, page),)*
                }
            }
        }

        /// The data alone, as JSON: for a page, its rows.
        impl Serialize for Reply {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$reply { data } => data.serialize(serializer),)*
                    $(Self::$page { data, .. } => data.serialize(serializer),)*
                }
            }
        }

        impl Reply {
            /// The same without secrets; `None` if it cannot be read without them.
            pub(crate) fn scrubbed(self, scrubber: &Scrubber) -> Option<Self> {
                Some(match self {
                    $(Self::$reply { data } => Self::$reply { data: data.scrubbed(scrubber)? },)*
                    $(Self::$page { data, page } => Self::$page {
                        data: data.scrubbed(scrubber)?,
                        page: page.scrubbed(scrubber)?,
                    },)*
                })
            }

            /// What a page says besides its rows; `None` if the reply is no page.
            pub fn page(&self) -> Option<&PageInfo> {
                match self {
                    $(Self::$reply { .. } => None,)*
                    $(Self::$page { page, .. } => Some(page),)*
                }
            }
        }

        $(impl Output for $reply {
            fn into_reply(self) -> Reply {
                Reply::$reply { data: self }
            }
            fn from_reply(reply: Reply) -> Option<Self> {
                match reply { Reply::$reply { data } => Some(data), _ => None }
            }
        })*

        $(pub type $page = Page<$row>;
        impl Output for $page {
            fn into_reply(self) -> Reply {
                Reply::$page { data: self.data, page: self.page }
            }
            fn from_reply(reply: Reply) -> Option<Self> {
                match reply { Reply::$page { data, page } => Some(Page { data, page }), _ => None }
            }
        })*

        $(pub const $constant: Endpoint<$input, $output> = Endpoint {
            operation: &Operation {
                name: $name,
                method: Method::$method,
                path: $path,
                replay: Replay::$replay,
                prepare: Prepared::from_json::<$input>,
                decode: |raw| response::decode::<$output>(raw).map(Output::into_reply),
            },
            types: PhantomData,
        };)*

        /// Shows every type of the table to a visitor, and what they are made of.
        #[cfg(feature = "typescript")]
        pub(crate) fn visit_types(visitor: &mut impl ts_rs::TypeVisitor) {
            $(visitor.visit::<$input>();)*
            $(visitor.visit::<$reply>();)*
            $(visitor.visit::<$row>();)*
            visitor.visit::<PageInfo>();
        }

        /// Every operation with its types, as TypeScript names them.
        #[cfg(feature = "typescript")]
        pub(crate) fn signatures(config: &ts_rs::Config) -> Vec<crate::typescript::Signature> {
            vec![$(crate::typescript::Signature {
                operation: $name,
                input: <$input as ts_rs::TS>::name(config),
                output: <$output as ts_rs::TS>::name(config),
            }),*]
        }

        /// Every operation, in the order of the table.
        pub const ALL: &[&Operation] = &[$($constant.operation),*];
    };
}

operations! {
    replies {
        Me Bundle User Availability Import ImportLookup Forwarding Order Cancellation Swap SwapBatch Deletion Json
    }
    pages {
        Bundles of Bundle   Users of User   Domains of Domain   Orders of Order   Swaps of Swap
        PendingActions of PendingAction
    }

    // constant                  name                          method path                       input               output         replay
    ME                           "me"                          Get    "/me"                      Nothing             Me             Always;

    BUNDLES_CREATE               "bundles.create"              Post   "/bundles"                 NewBundle           Bundle         Never;
    BUNDLES_RETRIEVE             "bundles.retrieve"            Get    "/bundles/{id}"            ById                Bundle         Always;
    BUNDLES_LIST                 "bundles.list"                Get    "/bundles"                 BundleFilter        Bundles        Always;
    BUNDLES_UPDATE               "bundles.update"              Patch  "/bundles/{id}"            BundleUpdate        Bundle         Always;
    BUNDLES_DELETE               "bundles.delete"              Delete "/bundles/{id}"            ById                Deletion       Always;

    USERS_CREATE                 "users.create"                Post   "/users"                   NewUser             User           Never;
    USERS_RETRIEVE               "users.retrieve"              Get    "/users/{id}"              ById                User           Always;
    USERS_LIST                   "users.list"                  Get    "/users"                   UserFilter          Users          Always;
    USERS_UPDATE                 "users.update"                Patch  "/users/{id}"              UserUpdate          User           Always;
    USERS_DELETE                 "users.delete"                Delete "/users/{id}"              ById                Deletion       Always;

    DOMAINS_LIST                 "domains.list"                Get    "/domains"                 DomainFilter        Domains        Always;
    DOMAINS_CHECK_AVAILABILITY   "domains.check_availability"  Post   "/domains/availability"    AvailabilityQuery   Availability   Always;

    IMPORTS_CREATE               "imports.create"              Post   "/domains/import"          NewImport           Import         SameBody;
    IMPORTS_RETRIEVE             "imports.retrieve"            Get    "/domains/import/{id}"     ById                Import         Always;
    IMPORTS_LOOKUP               "imports.lookup"              Get    "/domains/import"          ImportQuery         ImportLookup   Always;
    IMPORTS_CREATE_JOB           "imports.create_job"          Post   "/domains/import/jobs"     NewImportJob        Import         SameBody;
    IMPORTS_RETRIEVE_JOB         "imports.retrieve_job"        Get    "/domains/import/jobs/{id}" ById               Import         Always;

    FORWARDING_SET               "forwarding.set"              Post   "/domains/forwarding"      NewForwarding       Forwarding     Never;
    FORWARDING_RETRIEVE          "forwarding.retrieve"         Get    "/domains/forwarding/{id}" ById                Forwarding     Always;

    ORDERS_CREATE                "orders.create"               Post   "/orders"                  NewOrder            Order          SameBody;
    ORDERS_RETRIEVE              "orders.retrieve"             Get    "/orders/{id}"             ById                Order          Always;
    ORDERS_LIST                  "orders.list"                 Get    "/orders"                  OrderFilter         Orders         Always;
    ORDERS_CANCEL                "orders.cancel"               Post   "/orders/{id}/cancel"      CancelOrder         Cancellation   Never;
    ORDERS_PENDING_ACTIONS       "orders.pending_actions"      Get    "/orders/pending"          PendingActionFilter PendingActions Always;

    SWAPS_CREATE                 "swaps.create"                Post   "/swaps"                   NewSwap             Swap           Never;
    SWAPS_RETRIEVE               "swaps.retrieve"              Get    "/swaps/{id}"              ById                Swap           Always;
    SWAPS_LIST                   "swaps.list"                  Get    "/swaps"                   SwapFilter          Swaps          Always;
    SWAPS_RENAME_USERS           "swaps.rename_users"          Post   "/swaps/user_names"        RenameUsers         SwapBatch      Never;
}

/// The name of a request by its path, beside those of the table.
pub const REQUEST: &str = "request";

/// A request by its path, for endpoints newer than the SDK.
///
/// It is no row: the table is what is documented, and tests, bindings and the sandbox answer for each row of [`ALL`]. It
/// is an [`Operation`] all the same, so that retries, deadline, scrubbing and errors are those of every other call. Method
/// and replay safety belong to an operation, hence one for each method, and another for a POST that its caller vouches for.
pub(crate) fn any(method: Method, idempotent: bool) -> Endpoint<AnyRequest, Value> {
    const fn by_path(method: Method, replay: Replay) -> Operation {
        Operation {
            name: REQUEST,
            method,
            path: "",
            replay,
            prepare: Prepared::from_json::<AnyRequest>,
            decode: |raw| response::decode::<Json>(raw).map(Output::into_reply),
        }
    }
    static GET: Operation = by_path(Method::Get, Replay::Always);
    static PATCH: Operation = by_path(Method::Patch, Replay::Always);
    static DELETE: Operation = by_path(Method::Delete, Replay::Always);
    static POST: Operation = by_path(Method::Post, Replay::Never);
    static IDEMPOTENT_POST: Operation = by_path(Method::Post, Replay::Always);

    let operation = match method {
        Method::Get => &GET,
        Method::Patch => &PATCH,
        Method::Delete => &DELETE,
        Method::Post if idempotent => &IDEMPOTENT_POST,
        Method::Post => &POST,
    };
    Endpoint { operation, types: PhantomData }
}

impl Output for Value {
    fn into_reply(self) -> Reply {
        Json(self).into_reply()
    }

    fn from_reply(reply: Reply) -> Option<Self> {
        Json::from_reply(reply).map(|json| json.0)
    }
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether a request of this method has a body.
    pub(crate) fn has_body(self) -> bool {
        match self {
            Self::Post | Self::Patch => true,
            Self::Get | Self::Delete => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_table_has_the_29_documented_endpoints_and_no_two_rows_alike() {
        let names: HashSet<_> = ALL.iter().map(|operation| operation.name).collect();
        let routes: HashSet<_> = ALL.iter().map(|operation| (operation.method, operation.path)).collect();
        assert_eq!((ALL.len(), names.len(), routes.len()), (29, 29, 29));
    }

    #[test]
    fn every_row_is_found_by_its_name() {
        for operation in ALL {
            assert_eq!(Operation::named(operation.name).map(|found| found.path), Some(operation.path));
        }
        assert!(Operation::named("orders.destroy").is_none());
    }

    #[test]
    fn every_placeholder_of_a_path_is_a_field_of_its_input() {
        for operation in ALL.iter().filter(|operation| operation.path.contains('{')) {
            let missing = (operation.prepare)("{}", &Checking::default()).expect_err(operation.name);
            assert_eq!(missing.violations()[0].path, "id", "{}", operation.name);
        }
    }

    #[test]
    fn what_would_do_work_twice_is_never_replayed() {
        let never: Vec<_> = ALL.iter().filter(|row| row.replay == Replay::Never).map(|row| row.name).collect();
        let expected = [
            "bundles.create",
            "users.create",
            "forwarding.set",
            "orders.cancel",
            "swaps.create",
            "swaps.rename_users",
        ];
        assert_eq!(never, expected);
    }
}
