//! Every enum of the API, all of them open.

use crate::model::open_enum::open_enum;

open_enum! {
    /// Which kind of key made the call.
    Environment {
        /// A `pk_test_…` key: separate database, no charge, nothing real is provisioned.
        TEST = "test",
        /// A `pk_live_…` key. Inferred: the documentation shows only `test`.
        LIVE = "live",
    }

    /// What a key may do.
    PermissionPreset {
        /// All reads and all writes.
        FULL = "full",
        /// All reads; of the writes only domain availability and quote estimates.
        LIMITED = "limited",
        /// All reads; every write is answered `403 forbidden`.
        READ = "read",
    }

    /// Where a bundle stands.
    BundleStatus {
        /// It can be ordered.
        ACTIVE = "active",
        /// It was deleted after having been ordered.
        ARCHIVED = "archived",
        /// Only in the answer to a delete: it had never been ordered and is gone.
        DELETED = "deleted",
    }

    /// What became of an object that was deleted.
    DeletionStatus {
        /// It is gone.
        DELETED = "deleted",
        /// It had been used and is kept, out of use. Inferred for bundles.
        ARCHIVED = "archived",
        /// One example of a deleted user still says so.
        ACTIVE = "active",
    }

    /// Where a user (a partner's customer) stands.
    UserStatus {
        /// In use.
        ACTIVE = "active",
        /// Deleted softly: orders, domains and swaps stay linked.
        DELETED = "deleted",
    }

    /// The tool that sends from the inboxes.
    SequencerProvider {
        /// The only one seen so far.
        SMARTLEAD = "smartlead",
    }

    /// A mail provider, in `provider` and `usable_for`.
    Provider {
        /// Google Workspace.
        GOOGLE = "google",
        /// Microsoft 365.
        MICROSOFT = "microsoft",
    }

    /// Whether a domain waits for an order or is on one.
    DomainCategory {
        /// Ready, on no order.
        INVENTORY = "inventory",
        /// On an order.
        CONNECTED = "connected",
    }

    /// Where a domain stands. The API's full list is not known.
    DomainStatus {
        /// Seen on connected domains.
        ACTIVE = "active",
        /// Seen on inventory domains.
        AVAILABLE = "available",
    }

    /// Why a domain cannot be had.
    UnavailableReason {
        /// Somebody owns it.
        TAKEN = "taken",
        /// A premium name, which the API does not sell.
        PREMIUM = "premium",
        /// Not a domain that can be registered.
        INVALID = "invalid",
        /// The registrar did not answer; ask again.
        ERRORED = "errored",
        /// The cached answer expired and is being refreshed; ask again. Seen before June only.
        STALE = "stale",
    }

    /// Where an import job stands.
    ImportStatus {
        /// Domains are being imported.
        IN_PROGRESS = "in_progress",
        /// Every domain finished. It does not prove that DNS has moved.
        COMPLETED = "completed",
        /// Nameservers have not been pointed yet.
        ACTION_REQUIRED = "action_required",
        /// The job failed. Inferred from the name of the event.
        FAILED = "failed",
    }

    /// Where a forwarding job stands.
    ForwardingStatus {
        /// Changes are being applied.
        IN_PROGRESS = "in_progress",
        /// All domains forward.
        COMPLETED = "completed",
        /// Some do, some failed.
        PARTIAL_SUCCESS = "partial_success",
        /// The whole job failed.
        FAILED = "failed",
    }

    /// Why forwarding could not be set on a domain.
    ForwardingFailureReason {
        /// The domain does not resolve: import it again or wait.
        DNS_LOOKUP_FAILED = "dns_lookup_failed",
        /// The target answered 5xx when it was checked.
        TARGET_UNREACHABLE = "target_unreachable",
        /// The target is malformed or not http(s): send a new job.
        INVALID_TARGET = "invalid_target",
    }

    /// Where an order stands.
    OrderStatus {
        /// Accepted; domains are being connected and inboxes made.
        IN_PROGRESS = "in_progress",
        /// All domains and inboxes are live.
        COMPLETED = "completed",
        /// It ended in an error that nobody can mend.
        FAILED = "failed",
        /// It waits for the partner: read `orders.pending_actions`.
        ACTION_REQUIRED = "action_required",
        /// A cancellation was accepted and will take effect later.
        CANCEL_SCHEDULED = "cancel_scheduled",
        /// Cancelled; its domains can be used again.
        CANCELLED = "cancelled",
    }

    /// What a line of an order's costs is for.
    LineItemType {
        /// Google inboxes.
        GOOGLE_LICENSE = "google_license",
        /// Microsoft domains.
        MICROSOFT_LICENSE = "microsoft_license",
        /// Domains bought.
        DOMAIN_REGISTRATION = "domain_registration",
    }

    /// What has to be done about an order. Whether the API puts the last two in `type` or in
    /// `reason` is not known; both fields read the same.
    PendingActionType {
        /// A profile picture must be replaced.
        GOOGLE_PROFILE_PICTURE = "google_profile_picture",
        /// Nameservers must be pointed to the ones of the import.
        UPDATE_NAMESERVERS = "update_nameservers",
        /// The domain cannot be used and must be replaced.
        REPLACE_DOMAIN = "replace_domain",
    }

    /// Why it has to be done.
    PendingActionReason {
        /// The picture's URL cannot be fetched: give a public one and place a corrected order.
        PROFILE_PICTURE_NOT_ACCESSIBLE = "profile_picture_not_accessible",
        /// The picture's URL is not public. Seen in May only.
        PROFILE_PICTURE_PUBLIC_LINK_REQUIRED = "profile_picture_public_link_required",
        /// The picture must be sent again. Seen in May only.
        PROFILE_PICTURE_RESUBMIT = "profile_picture_resubmit",
        /// The sequencer's credentials are wrong. Seen in May only.
        PROVIDER_WORKSPACE_PROBLEM = "provider_workspace_problem",
        /// Nameservers must be pointed to the ones of the import.
        UPDATE_NAMESERVERS = "update_nameservers",
        /// The domain cannot be used and must be replaced.
        REPLACE_DOMAIN = "replace_domain",
    }

    /// Whether a pending action still waits.
    PendingActionStatus {
        /// It waits.
        OPEN = "open",
        /// It was done.
        RESOLVED = "resolved",
    }

    /// The kind of a swap.
    SwapType {
        /// The old domain is retired at once.
        STANDARD = "standard",
        /// The old domain is kept warm for 14 days beside the new one. Microsoft domains only.
        PREMIUM = "premium",
        /// Inboxes were renamed; only in responses.
        USER_NAMES = "user_names",
    }

    /// Where a swap stands.
    SwapStatus {
        /// Accepted.
        CREATED = "created",
        /// A worker has picked it up.
        IN_PROGRESS = "in_progress",
        /// The new domain is live.
        COMPLETED = "completed",
        /// It ended in an error that nobody can mend.
        FAILED = "failed",
        /// It waits for the partner, for example because the replacement was not imported.
        ACTION_REQUIRED = "action_required",
    }

    /// The type of a webhook event.
    EventType {
        /// An order was accepted and provisioning began. There is no `order.created`.
        ORDER_IN_PROGRESS = "order.in_progress",
        /// All domains and inboxes of an order are live.
        ORDER_COMPLETED = "order.completed",
        /// Provisioning ended in an error that nobody can mend.
        ORDER_FAILED = "order.failed",
        /// The partner must act: read `orders.pending_actions`.
        ORDER_ACTION_REQUIRED = "order.action_required",
        /// A cancellation was accepted.
        ORDER_CANCEL_SCHEDULED = "order.cancel_scheduled",
        /// A cancellation is done; the domains can be used again.
        ORDER_CANCELLED = "order.cancelled",
        /// One domain is set up with its mail provider.
        DOMAIN_CONNECTED = "domain.connected",
        /// A domain needs the partner, for example because nameservers are unchanged.
        DOMAIN_ACTION_REQUIRED = "domain.action_required",
        /// A forwarding change was applied.
        DOMAIN_FORWARDING_UPDATED = "domain.forwarding_updated",
        /// A forwarding change failed.
        DOMAIN_FORWARDING_FAILED = "domain.forwarding_failed",
        /// Every domain of an import finished.
        DOMAIN_IMPORT_COMPLETED = "domain_import.completed",
        /// An import failed before any domain connected.
        DOMAIN_IMPORT_FAILED = "domain_import.failed",
        /// Nameservers are not pointed yet; arrives after about 30 minutes.
        DOMAIN_IMPORT_ACTION_REQUIRED = "domain_import.action_required",
        /// A swap was accepted.
        SWAP_CREATED = "swap.created",
        /// A worker has picked a swap up.
        SWAP_IN_PROGRESS = "swap.in_progress",
        /// A swap's new domain is live.
        SWAP_COMPLETED = "swap.completed",
        /// A swap ended in an error that nobody can mend: read `swaps.retrieve`.
        SWAP_FAILED = "swap.failed",
        /// A swap waits for the partner.
        SWAP_ACTION_REQUIRED = "swap.action_required",
    }
}
