//! The tree of methods: one line per endpoint.

use crate::batch;
use crate::client::{BatchRequest, Client, PreflightRequest, Request, Wait};
use crate::model::{self, *};
use crate::operation::*;
use crate::watch::{FORWARDING_WAIT, IMPORTS_WAIT, ORDERS_WAIT, SWAPS_WAIT};

impl Client {
    /// The account and the key behind the client: a cheap way to see whether a key works.
    pub fn me(&self) -> Request<'_, Nothing, Me> {
        Request::new(self, ME, Nothing {})
    }

    /// Saved order sizes.
    pub fn bundles(&self) -> Bundles<'_> {
        Bundles(self)
    }

    /// Your customers.
    pub fn users(&self) -> Users<'_> {
        Users(self)
    }

    /// Domains: owned, and to be had.
    pub fn domains(&self) -> Domains<'_> {
        Domains(self)
    }

    /// Domains that customers already own.
    pub fn imports(&self) -> Imports<'_> {
        Imports(self)
    }

    /// Where web traffic of domains goes.
    pub fn forwarding(&self) -> Forwarding<'_> {
        Forwarding(self)
    }

    /// Orders.
    pub fn orders(&self) -> Orders<'_> {
        Orders(self)
    }

    /// Another domain, or other names, on an order.
    pub fn swaps(&self) -> Swaps<'_> {
        Swaps(self)
    }
}

/// Names of domains: an array, a slice or a `Vec` of whatever is text.
pub trait Names {
    fn into_names(self) -> Vec<String>;
}

impl<I: IntoIterator<Item: AsRef<str>>> Names for I {
    fn into_names(self) -> Vec<String> {
        self.into_iter().map(|name| name.as_ref().to_owned()).collect()
    }
}

/// Saved order sizes.
#[derive(Debug, Clone, Copy)]
pub struct Bundles<'a>(&'a Client);

impl<'a> Bundles<'a> {
    /// Saves an order size. Not replay-safe.
    pub fn create(self, bundle: NewBundle) -> Request<'a, NewBundle, Bundle> {
        Request::new(self.0, BUNDLES_CREATE, bundle)
    }

    pub fn retrieve(self, id: impl Into<String>) -> Request<'a, ById, Bundle> {
        Request::new(self.0, BUNDLES_RETRIEVE, id.into().into())
    }

    pub fn list(self, filter: BundleFilter) -> Request<'a, BundleFilter, Page<Bundle>> {
        Request::new(self.0, BUNDLES_LIST, filter)
    }

    pub fn update(self, change: BundleUpdate) -> Request<'a, BundleUpdate, Bundle> {
        Request::new(self.0, BUNDLES_UPDATE, change)
    }

    /// Removes a bundle that was never ordered; archives one that was.
    pub fn delete(self, id: impl Into<String>) -> Request<'a, ById, Deletion> {
        Request::new(self.0, BUNDLES_DELETE, id.into().into())
    }
}

/// Your customers.
#[derive(Debug, Clone, Copy)]
pub struct Users<'a>(&'a Client);

impl<'a> Users<'a> {
    /// Adds a customer. Not replay-safe. An order by email address does it too.
    pub fn create(self, user: NewUser) -> Request<'a, NewUser, User> {
        Request::new(self.0, USERS_CREATE, user)
    }

    pub fn retrieve(self, id: impl Into<String>) -> Request<'a, ById, User> {
        Request::new(self.0, USERS_RETRIEVE, id.into().into())
    }

    pub fn list(self, filter: UserFilter) -> Request<'a, UserFilter, Page<User>> {
        Request::new(self.0, USERS_LIST, filter)
    }

    /// Changes what is given; new routing holds for future orders only.
    pub fn update(self, change: UserUpdate) -> Request<'a, UserUpdate, User> {
        Request::new(self.0, USERS_UPDATE, change)
    }

    /// Deletes softly: orders, domains and swaps stay linked.
    pub fn delete(self, id: impl Into<String>) -> Request<'a, ById, Deletion> {
        Request::new(self.0, USERS_DELETE, id.into().into())
    }
}

/// Domains: owned, and to be had.
#[derive(Debug, Clone, Copy)]
pub struct Domains<'a>(&'a Client);

impl<'a> Domains<'a> {
    pub fn list(self, filter: DomainFilter) -> Request<'a, DomainFilter, Page<Domain>> {
        Request::new(self.0, DOMAINS_LIST, filter)
    }

    /// Which names can be had, for how much, and for which provider. Any number of them: each call checks 50.
    ///
    /// ```no_run
    /// # let client = peeker_core::Client::new("pk_test_docs")?;
    /// let batch = client.domains().check_availability(["acme-mail.com", "get-acme.com"]).send()?;
    /// for row in batch.rows().filter(|row| row.available) {
    ///     println!("{} for {:?} cents", row.domain, row.price_cents);
    /// }
    /// # Ok::<(), peeker_core::Error>(())
    /// ```
    pub fn check_availability(self, domains: impl Names) -> BatchRequest<'a, AvailabilityQuery, Availability> {
        let input = AvailabilityQuery { domains: domains.into_names() };
        BatchRequest::new(self.0, batch::CHECK_AVAILABILITY, input)
    }
}

/// Domains that customers already own.
#[derive(Debug, Clone, Copy)]
pub struct Imports<'a>(&'a Client);

impl<'a> Imports<'a> {
    /// Imports up to 25 root domains at once; the answer has the nameservers to set.
    pub fn create(self, domains: impl Names) -> Request<'a, NewImport, Import> {
        Request::new(self.0, IMPORTS_CREATE, NewImport { domains: domains.into_names() })
    }

    pub fn retrieve(self, id: impl Into<String>) -> Request<'a, ById, Import> {
        Request::new(self.0, IMPORTS_RETRIEVE, id.into().into())
    }

    /// The import jobs that concern these domains. It is no history of imports.
    pub fn lookup(self, domains: impl Names) -> Request<'a, ImportQuery, ImportLookup> {
        Request::new(self.0, IMPORTS_LOOKUP, ImportQuery { domains: domains.into_names() })
    }

    /// Imports up to 500 root domains in the background.
    pub fn create_job(self, domains: impl Names) -> Request<'a, NewImportJob, Import> {
        Request::new(self.0, IMPORTS_CREATE_JOB, NewImportJob { domains: domains.into_names() })
    }

    /// Imports any number of root domains in the background: as many jobs as it takes, of 500 each.
    ///
    /// Jobs are never refused because the accounts that hold the domains are busy, as [`create`](Self::create) may
    /// be. The same names again give the same jobs; one more name at the end changes the last job alone.
    ///
    /// ```no_run
    /// # let (client, names) = (peeker_core::Client::new("pk_test_docs")?, vec!["acme-mail.com"]);
    /// let mut batch = client.imports().create_many(&names).send()?;
    /// if !batch.is_complete() {
    ///     batch = batch.retry(&client);
    /// }
    /// for item in batch.failed().chain(batch.unknown()) {
    ///     println!("{} domains: {}", item.domains.len(), item.result.as_ref().unwrap_err());
    /// }
    /// # Ok::<(), peeker_core::Error>(())
    /// ```
    pub fn create_many(self, domains: impl Names) -> BatchRequest<'a, NewImportJob, Import> {
        BatchRequest::new(self.0, batch::CREATE_MANY, NewImportJob { domains: domains.into_names() })
    }

    pub fn retrieve_job(self, id: impl Into<String>) -> Request<'a, ById, Import> {
        Request::new(self.0, IMPORTS_RETRIEVE_JOB, id.into().into())
    }

    /// Waits until an import has come to an end.
    ///
    /// An import that says `completed` does **not** prove that DNS has moved: one that was just made says so while its
    /// nameservers are still to be set. The documentation lets the event `domain_import.completed` follow DNS.
    pub fn wait(self, id: impl Into<String>) -> Wait<'a, Import> {
        Wait::new(self.0, &IMPORTS_WAIT, id)
    }
}

/// Where web traffic of domains goes.
#[derive(Debug, Clone, Copy)]
pub struct Forwarding<'a>(&'a Client);

impl<'a> Forwarding<'a> {
    /// Forwards domains, by their ids or names, to an http or https address. Any number of them: each job has 25.
    ///
    /// Not replay-safe. The first job whose outcome is unknown ends the batch: what comes after it is not sent.
    pub fn set(
        self,
        domains: impl Names,
        forwarding_url: impl Into<String>,
    ) -> BatchRequest<'a, NewForwarding, model::Forwarding> {
        let input = NewForwarding { domains: domains.into_names(), forwarding_url: forwarding_url.into() };
        BatchRequest::new(self.0, batch::SET_FORWARDING, input)
    }

    pub fn retrieve(self, id: impl Into<String>) -> Request<'a, ById, model::Forwarding> {
        Request::new(self.0, FORWARDING_RETRIEVE, id.into().into())
    }

    /// Waits until a forwarding job has come to an end.
    pub fn wait(self, id: impl Into<String>) -> Wait<'a, model::Forwarding> {
        Wait::new(self.0, &FORWARDING_WAIT, id)
    }
}

/// Orders.
#[derive(Debug, Clone, Copy)]
pub struct Orders<'a>(&'a Client);

impl<'a> Orders<'a> {
    /// Everything that can be said of an order before it is placed: asks for its bundle, and for what is known of its
    /// domains, then checks it. Nothing is placed.
    pub fn preflight(self, order: NewOrder) -> PreflightRequest<'a> {
        PreflightRequest::new(self.0, order)
    }

    /// Places an order. The same order again within 24 hours returns the first one.
    ///
    /// It is checked on its own, and makes no request but one. `bundle` and `domains` check it against what you know;
    /// `preflight` asks for it.
    pub fn create(self, order: NewOrder) -> Request<'a, NewOrder, Order> {
        Request::new(self.0, ORDERS_CREATE, order)
    }

    pub fn retrieve(self, id: impl Into<String>) -> Request<'a, ById, Order> {
        Request::new(self.0, ORDERS_RETRIEVE, id.into().into())
    }

    /// Orders, newest first.
    pub fn list(self, filter: OrderFilter) -> Request<'a, OrderFilter, Page<Order>> {
        Request::new(self.0, ORDERS_LIST, filter)
    }

    /// Cancels a whole order. Not replay-safe.
    pub fn cancel(self, id: impl Into<String>) -> Request<'a, CancelOrder, Cancellation> {
        Request::new(self.0, ORDERS_CANCEL, CancelOrder { id: id.into(), domains: None })
    }

    /// Cancels some domains of an order, by their ids or names. Not replay-safe.
    pub fn cancel_domains(
        self,
        id: impl Into<String>,
        domains: impl Names,
    ) -> Request<'a, CancelOrder, Cancellation> {
        let domains = Some(domains.into_names());
        Request::new(self.0, ORDERS_CANCEL, CancelOrder { id: id.into(), domains })
    }

    /// What orders wait for. The rows do not say which order: filter by it.
    pub fn pending_actions(
        self,
        filter: PendingActionFilter,
    ) -> Request<'a, PendingActionFilter, Page<PendingAction>> {
        Request::new(self.0, ORDERS_PENDING_ACTIONS, filter)
    }

    /// Waits until an order has come to an end, or needs you.
    pub fn wait(self, id: impl Into<String>) -> Wait<'a, Order> {
        Wait::new(self.0, &ORDERS_WAIT, id)
    }
}

/// Another domain, or other names, on an order.
#[derive(Debug, Clone, Copy)]
pub struct Swaps<'a>(&'a Client);

impl<'a> Swaps<'a> {
    /// Replaces a domain. Not replay-safe.
    pub fn create(self, swap: NewSwap) -> Request<'a, NewSwap, Swap> {
        Request::new(self.0, SWAPS_CREATE, swap)
    }

    pub fn retrieve(self, id: impl Into<String>) -> Request<'a, ById, Swap> {
        Request::new(self.0, SWAPS_RETRIEVE, id.into().into())
    }

    pub fn list(self, filter: SwapFilter) -> Request<'a, SwapFilter, Page<Swap>> {
        Request::new(self.0, SWAPS_LIST, filter)
    }

    /// Gives the inboxes of a domain other names. Not replay-safe.
    pub fn rename_users(self, names: RenameUsers) -> Request<'a, RenameUsers, SwapBatch> {
        Request::new(self.0, SWAPS_RENAME_USERS, names)
    }

    /// Waits until a swap has come to an end, or needs you. The swaps of one renaming end separately.
    pub fn wait(self, id: impl Into<String>) -> Wait<'a, Swap> {
        Wait::new(self.0, &SWAPS_WAIT, id)
    }
}
